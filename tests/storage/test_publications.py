"""The ledger of publications in the database: kept as written, and never changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
from workforce_tui.domain.ledger import LedgerEntry, PublishedFile, Step, known_to
from workforce_tui.storage import publications as store
from workforce_tui.storage.publication_tables import APPEND_ONLY, PublicationRow
from workforce_tui.storage.register_tables import AppendOnlyError

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

KEY = FigureKey("gwent-police", "gwent", date(2025, 3, 31), "grade", "CONSTABLE", "minority", "em_excl", "sex:female")
FIGURES = (
    PublishedFigure(KEY, Count(35, 40), 5, 10),
    PublishedFigure(FigureKey("", "", date(2025, 3, 31), "", "", "share", "em_excl"), Decimal("4.10"), 5, 10),
    PublishedFigure(FigureKey("", "gwent", date(2025, 3, 31), "", "", "headcount"), None, 5, 10),
)
ENTRY = LedgerEntry(
    organisation="gwent-police",
    years=(2024, 2025),
    profile="PUBLIC",
    policy="0" * 64,
    version=2,
    languages=("en", "cy"),
    signed_by="A",
    given_to="The panel",
    reason="",
    folder="out",
    made_at="2026-01-02T03:04:05+00:00",
    figures=3,
    withheld=1,
    files=(PublishedFile("a.csv", "f" * 64, 12),),
)


def add(ws: Workspace) -> int:
    with ws.writing() as session:
        return store.add_publication(session, entry=ENTRY, figures=FIGURES)


def test_an_entry_is_read_as_it_was_written(ws: Workspace) -> None:
    number = add(ws)
    with ws.reading() as session:
        (entry,) = store.publications(session)
        assert store.figures_of(session, publications=[number]) == FIGURES
        assert store.figures_of(session, publications=[]) == ()
    assert entry.id == number
    assert entry.step is Step.PREPARED
    assert (entry.years, entry.languages, entry.files) == (ENTRY.years, ENTRY.languages, ENTRY.files)


def test_the_last_step_holds(ws: Workspace) -> None:
    number = add(ws)
    with ws.writing() as session:
        store.add_step(session, publication=number, step=Step.PUBLISHED, made_at="2026-01-02T03:04:06+00:00")
    with ws.reading() as session:
        assert [one.step for one in store.publications(session, number=number)] == [Step.PUBLISHED]


@pytest.mark.parametrize("table", [row.__tablename__ for row in APPEND_ONLY])
def test_the_database_refuses_to_change_or_remove_an_entry(ws: Workspace, table: str) -> None:
    add(ws)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
        with ws.engine.connect() as connection, pytest.raises(IntegrityError, match="ledger"):
            connection.exec_driver_sql(statement)


def test_the_program_refuses_too(ws: Workspace) -> None:
    add(ws)

    def change() -> None:
        with ws.writing() as session:
            session.exec(select(PublicationRow)).one().given_to = "nobody"

    with pytest.raises(AppendOnlyError):
        change()


def test_readers_of_a_profile_know_the_more_open_ones_too() -> None:
    assert known_to("PUBLIC") == {"PUBLIC"}
    assert known_to("TASKFORCE") == {"PUBLIC", "TASKFORCE"}
    assert known_to("NETWORK") == {"PUBLIC", "TASKFORCE", "NETWORK"}
    assert known_to("RAW") == {"PUBLIC", "TASKFORCE", "NETWORK"}
