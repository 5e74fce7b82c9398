"""The register in the database: what goes in comes out, and nothing in it can be changed or removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel, select

from workforce_tui.domain.disparities import (
    Comment,
    Decision,
    DecisionTaken,
    Disparity,
    EvidenceType,
    Explanation,
    Measured,
    Move,
    Outcome,
    PanelView,
    PanelViewGiven,
    Pool,
    Progress,
    ReformAction,
    Remeasured,
    Status,
    Subject,
    Trigger,
)
from workforce_tui.storage import disparities as store
from workforce_tui.storage.register_tables import APPEND_ONLY, AppendOnlyError

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

DAY = date(2026, 1, 5)
NOW = "2026-01-05T09:00:00+00:00"
ANN = {"by": "Ann Rees", "on": DAY}
FOUND = Measured(date(2025, 3, 31), 12, 40, 200, 400, date(2024, 4, 1), 0.01953, Fraction(4, 5))
RECORD = Disparity(
    Subject("gwent-police", "A5", "em_excl", Outcome.WANTED, level="SERGEANT", area="gwent", version="2"),
    FOUND,
    Trigger.AUTO,
    too_small=False,
    moves=(Move(None, Status.IDENTIFIED, **ANN),),
    reasons=("four_fifths", "exact_test"),
)
FULL = replace(
    RECORD,
    moves=(*RECORD.moves, Move(Status.IDENTIFIED, Status.UNEXPLAINED, DAY, "deadline", "Late", automatic=True)),
    explanations=(
        Explanation("Few applied", "Ychydig", EvidenceType.DATA, "File 3", "Sites", pool=Pool(4, 900, "Census"), **ANN),
        Explanation("Again", "", EvidenceType.RESEARCH, "Paper", "None", pool_denied=True, **ANN),
    ),
    comments=(Comment("=1+1", **ANN),),
    panel_views=(PanelViewGiven(PanelView.PARTLY, "Half", **ANN),),
    decisions=(DecisionTaken(Decision.EXPLAINED_MONITOR, "So", review=date(2026, 9, 1), **ANN),),
    actions=(
        ReformAction(
            "Train", "Head", date(2026, 6, 30), "Rate", target="45%", level="Chief officers", start=DAY, cost="£2,000",
            progress=(Progress("Begun", **ANN), Progress("Done", done=True, due=date(2026, 7, 1), **ANN)), **ANN,
        ),
        ReformAction("Second", "Head", date(2026, 6, 30), "Rate", **ANN),
    ),
    measures=(Remeasured(replace(FOUND, end=date(2026, 3, 31), p=None, declaration=None), **ANN),),
)  # fmt: skip


@pytest.fixture
def number(ws: Workspace) -> int:
    """A record with every kind of entry."""
    with ws.writing() as session:
        found = store.add_disparity(session, record=RECORD, made_at=NOW)
        other = store.add_disparity(session, record=replace(RECORD, subject=OTHER), made_at=NOW)
        assert other == found + 1
        for entry in (*FULL.moves[1:], *FULL.explanations, *FULL.comments, *FULL.panel_views, *FULL.decisions):
            store.add_entry(session, number=found, entry=entry, made_at=NOW)
        for entry in (*FULL.actions, *FULL.measures):
            store.add_entry(session, number=found, entry=entry, made_at=NOW)
        kept = store.disparity(session, number=found)
        assert kept is not None
        action = kept.actions[0].number
        assert action is not None
        for note in FULL.actions[0].progress:
            store.add_progress(session, number=found, action=action, note=note, made_at=NOW)
    return found


OTHER = Subject("hmpps-wales", "D1", "em_excl", Outcome.HARM)


def numbered(record: Disparity, kept: Disparity) -> Disparity:
    """The record with the numbers the database gave."""
    actions = tuple(replace(one, number=two.number) for one, two in zip(record.actions, kept.actions, strict=True))
    return replace(record, id=kept.id, actions=actions)


def test_everything_entered_comes_back(ws: Workspace, number: int) -> None:
    with ws.reading() as session:
        kept = store.disparity(session, number=number)
        assert kept is not None
        assert kept == numbered(FULL, kept)
        assert [one.id for one in store.disparities(session)] == [number, number + 1]
        assert [one.id for one in store.disparities(session, organisation="hmpps-wales")] == [number + 1]
        assert store.disparity(session, number=99) is None


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: str(table.__tablename__))
def test_the_database_refuses_to_change_or_remove_an_entry(ws: Workspace, number: int, table: type[SQLModel]) -> None:
    name = table.__tablename__
    with ws.engine.connect() as connection:
        before = connection.exec_driver_sql(f"SELECT * FROM {name}").all()
        assert before
        for statement in (f"UPDATE {name} SET id = id + 1000", f"DELETE FROM {name}"):
            with pytest.raises(DatabaseError, match="never changed or removed"):
                connection.exec_driver_sql(statement)
        assert connection.exec_driver_sql(f"SELECT * FROM {name}").all() == before


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: str(table.__tablename__))
def test_the_program_refuses_before_the_database_has_to(ws: Workspace, number: int, table: type[SQLModel]) -> None:
    with ws.reading() as session:
        row = session.exec(select(table)).first()
        assert row is not None
        session.delete(row)
        with pytest.raises(AppendOnlyError, match="never changed"):
            session.flush()
        session.rollback()
        changed = session.exec(select(table)).first()
        assert changed is not None
        name = next(field for field in ("signed_by", "organisation") if hasattr(changed, field))
        setattr(changed, name, "Somebody else")
        with pytest.raises(AppendOnlyError, match="never changed"):
            session.flush()
