"""Queries go to the organisation in a file, and come back in it with their replies."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import GWENT
from helpers.editions import sample_edition
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin, held_edition
from workforce_tui.domain.return_remarks import note_of
from workforce_tui.domain.returns import ReturnMove, ReturnState
from workforce_tui.i18n import speaking
from workforce_tui.services.edition_files import EditionError
from workforce_tui.services.return_queries import QUERY_FIELDS, take_queries, write_queries
from workforce_tui.services.returns import ask, get_return, move, reply, said_again
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.storage import editions
from workforce_tui.storage import returns as store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.domain.edition import Edition

TASKFORCE, OFFICER = "Eleri Rees", "Jo Rees"
HOSTILE = '=HYPERLINK("x")\n[red]Pam, "felly"? ŵ'


def hand_in(ws: Workspace) -> None:
    with ws.writing() as session:
        number = store.add_return(session, organisation=GWENT, year=2026)
        step = ReturnMove(None, ReturnState.SUBMITTED, 1, OFFICER, date(2026, 6, 1))
        store.add_move(session, return_id=number, move=step, made_at="2026-06-01T10:00:00Z")


@pytest.fixture
def other(tmp_path: Path, empty_database: Path) -> Iterator[Workspace]:
    """The organisation's own database."""
    shutil.copy(empty_database, tmp_path / "other.db")
    opened = open_workspace(str(tmp_path / "other.db"))
    hand_in(opened)
    yield opened
    opened.close()


@pytest.fixture
def asked(ws: Workspace, tmp_path: Path) -> Path:
    """What the taskforce asks, as a file."""
    hand_in(ws)
    ask(ws, GWENT, 2026, "staff", HOSTILE, figure="Level 2, minority", by=TASKFORCE)
    ask(ws, GWENT, 2026, "leavers", "Why so few?", by=TASKFORCE)
    path = tmp_path / "queries.csv"
    assert write_queries(ws, GWENT, 2026, path) == 2
    return path


def test_queries_are_answered_and_the_replies_come_back(
    ws: Workspace, other: Workspace, asked: Path, tmp_path: Path
) -> None:
    assert not any(line.startswith("=") for line in asked.read_text(encoding="utf-8-sig").split(","))
    taken = take_queries(other, asked, OFFICER)
    assert (taken.asked, taken.replied, taken.held) == (2, 0, 0)
    found = get_return(other, GWENT, 2026)
    assert found.state is ReturnState.QUERIED
    assert [one.text for one in found.queries] == [HOSTILE, "Why so few?"]
    assert {one.by for one in found.queries} == {TASKFORCE}
    assert found.moves[-1].by == OFFICER
    assert take_queries(other, asked, OFFICER).held == 2

    reply(other, GWENT, 2026, found.queries[0].id, "=1+1 [b]because", by=OFFICER)
    back = tmp_path / "replies.csv"
    write_queries(other, GWENT, 2026, back)
    assert take_queries(ws, back, TASKFORCE).replied == 1
    mine = get_return(ws, GWENT, 2026).queries
    assert (mine[0].reply, mine[0].replied_by, mine[1].is_open) == ("=1+1 [b]because", OFFICER, True)
    assert take_queries(ws, back, TASKFORCE).replied == 0


def test_what_was_taken_in_is_read_in_the_language_of_the_reader(other: Workspace, asked: Path) -> None:
    with speaking("cy"):
        take_queries(other, asked, OFFICER)
    move = get_return(other, GWENT, 2026).moves[-1]
    assert (move.after, move.note) == (ReturnState.QUERIED, "")
    words = 'queries.csv. Asked by Eleri Rees: =HYPERLINK("x") [red]Pam, "felly"? ŵ'
    assert note_of(move) == f"Received: {words}"
    with speaking("cy"):
        assert note_of(move) == f"Derbyniwyd: {words.replace('Asked by', 'Gofynnwyd gan')}"


def test_replies_that_change_nothing_come_back_with_the_version_submitted_again(
    ws: Workspace, other: Workspace, asked: Path, tmp_path: Path
) -> None:
    take_queries(other, asked, OFFICER)
    first, second = (one.id for one in get_return(other, GWENT, 2026).queries)
    reply(other, GWENT, 2026, first, "A round ended.", by=OFFICER)
    back = tmp_path / "replies.csv"
    with pytest.raises(WorkforceError, match="no reply"):
        move(other, GWENT, 2026, "resubmitted", by=OFFICER)
    reply(other, GWENT, 2026, second, "It was a small year.", by=OFFICER)
    write_queries(other, GWENT, 2026, back)
    assert take_queries(ws, back, TASKFORCE).again == 0
    assert get_return(ws, GWENT, 2026).state is ReturnState.QUERIED

    found = move(other, GWENT, 2026, "resubmitted", by=OFFICER)
    assert (found.handed_in, note_of(found.moves[-1])) == (1, said_again(1))
    write_queries(other, GWENT, 2026, back, overwrite=True)
    keep(ws, sample_edition(year=2026))
    with pytest.raises(WorkforceError, match="not what is held"):
        take_queries(ws, back, TASKFORCE)
    back.write_text(back.read_text("utf-8").replace("resubmitted,", f"resubmitted,{'0' * 64}"), "utf-8")
    assert take_queries(ws, back, TASKFORCE).again == 1
    mine = get_return(ws, GWENT, 2026)
    assert (mine.state, mine.handed_in) == (ReturnState.RESUBMITTED, 1)
    assert note_of(mine.moves[-1]) == f"{said_again(1)} Received: replies.csv."
    assert take_queries(ws, back, TASKFORCE).again == 0
    assert move(ws, GWENT, 2026, "accepted", by=TASKFORCE).state is ReturnState.ACCEPTED


def keep(ws: Workspace, edition: Edition) -> None:
    """The edition as it was received."""
    held = held_edition(edition, origin=Origin.RECEIVED, made_at="2026-06-01T10:00:00Z", by=TASKFORCE)
    with ws.writing() as session:
        editions.add_edition(session, held=held)


def test_another_reply_to_an_answered_query_is_refused(
    ws: Workspace, other: Workspace, asked: Path, tmp_path: Path
) -> None:
    take_queries(other, asked, OFFICER)
    reply(other, GWENT, 2026, get_return(other, GWENT, 2026).queries[0].id, "Because.", by=OFFICER)
    back = tmp_path / "replies.csv"
    write_queries(other, GWENT, 2026, back)
    reply(ws, GWENT, 2026, get_return(ws, GWENT, 2026).queries[0].id, "Said by telephone.", by=TASKFORCE)
    with pytest.raises(WorkforceError, match="another reply"):
        take_queries(ws, back, TASKFORCE)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("a,b\n", "no file of queries"), ("\x00\x01", "no file of queries"),
        (",".join(QUERY_FIELDS) + "\n", "no queries"),
        (",".join(QUERY_FIELDS) + "\ngwent-police,2026\n", "line 2: found 2, expected 13 fields"),
        (",".join(QUERY_FIELDS) + "\ngwent-police,soon,1,nowhere,,,,31/03,,,,,\n", "line 2, asked_on: found 31/03"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_file_of_queries_changes_nothing(
    ws: Workspace, tmp_path: Path, content: str, why: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EditionError, match=why):
        take_queries(ws, path, OFFICER)


def test_without_queries_there_is_no_file(ws: Workspace, tmp_path: Path) -> None:
    hand_in(ws)
    with pytest.raises(WorkforceError, match="Nothing was asked"):
        write_queries(ws, GWENT, 2026, tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()
