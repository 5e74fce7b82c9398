"""Editions in the database: kept whole, read as they were, and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience, Edition, EditionKind, EditionSection, EditionTable, EditionText
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.held_editions import Origin, held_edition
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.storage import editions as store

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

CELLS = (
    Shown(Count(5, 5)), Shown(Count(1, 4)), Shown(Share(Count(1, 4), Count(10, 10))), Shown(Decimal("4.10")),
    Shown("=1+1 [red] <script> Ŵyn"), Shown(0.1), Withheld("small"), NotAvailable("too coarse"),
)  # fmt: skip
COLUMNS = tuple(Column(f"c{n}", f"Column {n}", "people", essential=bool(n)) for n in range(len(CELLS)))
TABLE = Table(
    "A table", "Level", COLUMNS, (Row("Level 1", CELLS, "L1"),), ("A note.",), "A source", date(2026, 3, 31),
    EthnicityDefinition.EM_EXCL,
)  # fmt: skip
SECTION = EditionSection(
    4, "staff", "Staff in post", ("2a",), (EditionTable("T4a", "Staff", TABLE, "level", "event:leavers", "c0"),),
    (EditionText("actions", "Actions", "Some", "Rhai", "draft"),), "because",
)  # fmt: skip
EDITION = Edition(
    EditionKind.RETURN, Audience.PUBLIC, "gwent-police", 2026, 2, "cy", "A title", (("Label", "Text"),), (SECTION,),
    ("A note.",), TABLE, "An author", {"profile": "PUBLIC"},
)  # fmt: skip
HELD = held_edition(EDITION, origin=Origin.MADE, made_at="2026-01-02T03:04:05+00:00", by="A", given_to="B", reason="C")


def test_an_edition_is_read_as_it_was_written(ws: Workspace) -> None:
    with ws.writing() as session:
        number = store.add_edition(session, held=HELD)
    with ws.reading() as session:
        (found,) = store.editions(session)
    assert found == replace(HELD, id=number)
    assert found.edition == EDITION
    assert found.intact
    assert not replace(found, contents=found.contents.replace("4.10", "4.20")).intact


def test_editions_are_found_by_what_they_are(ws: Workspace) -> None:
    with ws.writing() as session:
        first = store.add_edition(session, held=HELD)
        other = replace(HELD, version=3, audience=Audience.FULL, origin=Origin.RECEIVED, file_name="a.csv")
        second = store.add_edition(session, held=other)
    with ws.reading() as session:
        assert [one.id for one in store.editions(session, organisation="gwent-police", year=2026)] == [first, second]
        for asked in ({"version": 3}, {"audience": Audience.FULL}, {"origin": Origin.RECEIVED}, {"numbers": [second]}):
            assert [one.id for one in store.editions(session, **asked)] == [second]  # type: ignore[arg-type]
        assert store.editions(session, kind=EditionKind.UPDATE) == ()
        assert store.editions(session, language="en") == ()


def test_the_database_refuses_to_change_or_remove_an_edition(ws: Workspace) -> None:
    with ws.writing() as session:
        store.add_edition(session, held=HELD)
    for statement in ("DELETE FROM return_edition", "UPDATE return_edition SET year = 2000"):
        with ws.engine.connect() as connection, pytest.raises(IntegrityError, match="never changed"):
            connection.exec_driver_sql(statement)
