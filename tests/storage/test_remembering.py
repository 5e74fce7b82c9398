"""What was counted from people is remembered only for the state of the database it was counted in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from holding import Held, Post, hold
from workforce_tui.services.workspace import open_workspace
from workforce_tui.storage import remembering
from workforce_tui.storage.remembering import remembered

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.services.workspace import Workspace

POLICE, DAY, LATER = "gwent-police", date(2025, 3, 31), date(2026, 3, 31)
EVERYBODY = text("SELECT COUNT(*) FROM person_snapshot")


def staff(day: date, people: int) -> Held:
    return Held(POLICE, day, {f"N{number}": Post() for number in range(people)})


def asked(session: Session, question: str = "everybody") -> tuple[int, bool]:
    """The answer, and whether it was counted for it."""
    counted = []

    def count() -> int:
        counted.append(True)
        return int(session.connection().execute(EVERYBODY).scalar_one())

    return remembered(session, question, count), bool(counted)


def looked(ws: Workspace) -> tuple[int, bool]:
    with ws.reading() as session:
        return asked(session)


def test_it_is_counted_again_when_this_program_or_another_has_changed_anything(ws: Workspace) -> None:
    hold(ws, [staff(DAY, 3)])
    assert [looked(ws), looked(ws)] == [(3, True), (3, False)]
    hold(ws, [staff(LATER, 4)])
    assert [looked(ws), looked(ws)] == [(7, True), (7, False)]
    another = open_workspace(ws.paths.database)
    with another.writing() as session:
        session.connection().execute(text("DELETE FROM person_snapshot WHERE snapshot_id = 1"))
    another.close()
    assert [looked(ws), looked(ws)] == [(4, True), (4, False)]


def test_what_is_not_kept_in_the_end_is_never_remembered(ws: Workspace) -> None:
    hold(ws, [staff(DAY, 3)])
    looked(ws)

    def stopped_half_way() -> None:
        with ws.writing() as session:
            session.connection().execute(text("DELETE FROM person_snapshot"))
            assert [asked(session), asked(session)] == [(0, True), (0, True)]
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        stopped_half_way()
    assert looked(ws)[0] == 3


def test_the_question_asked_longest_ago_is_forgotten_first(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)
    with ws.reading() as session:
        for question in ("one", "two", "one", "three"):
            asked(session, question)
        assert [asked(session, question)[1] for question in ("one", "three", "two")] == [False, False, True]
