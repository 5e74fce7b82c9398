"""Progression as the taskforce has it: out of the returns it was sent, each figure as it was returned."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gated_force import DAY, GWENT, SOUTH, STAFF, add_staff
from helpers.returns_for_update import edition_for, receive, truth_of
from workforce_tui.cli import main
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience, EditionSection, EditionTable
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.services import roles
from workforce_tui.services.report_query import ReturnPart
from workforce_tui.services.returned_progression import returned_progression
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.services.workspace import Workspace

COLUMNS = (Column("numerator", "Number"), Column("value", "Value"), Column("value_high", "Highest"))
ROWS = (
    Row("R1", (Shown(Count.exact(77)), Shown("3.8"), Shown("3.8")), "R1"),
    Row("A5", (Shown(Count(13, 17)), Shown("1.37"), Shown("2.01")), "A5"),
)
SUMMARY = EditionSection(
    18, "summary", "Summary", (), (EditionTable("T18", "Summary", Table("Summary", "Indicator", COLUMNS, ROWS)),)
)
RECORDS = Table("Register", "Record", (Column("status", "Status"),), (Row("1", (Shown("under analysis"),), "1"),))
REGISTER = EditionSection(16, "register", "Explain or reform", (), (EditionTable("T16", "Register", RECORDS),))
NONE_HELD = EditionSection(16, "register", "Explain or reform", nothing="None held.")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Two returns, one in two versions and one that is older; and snapshots of a third organisation."""
    ws = open_workspace(str(tmp_path_factory.mktemp("returned") / "taskforce.db"))
    first = edition_for(GWENT, truth_of(GWENT), sections=(REGISTER, SUMMARY))
    receive(
        ws,
        edition_for(GWENT, truth_of(GWENT, 7), Audience.FULL),
        first,
        replace(first, version=2, title="second"),
        edition_for("hmpps-wales", truth_of("hmpps-wales"), sections=(NONE_HELD,)),
        edition_for(GWENT, truth_of(GWENT, 3), year=2025),
    )
    with ws.writing() as session:
        add_staff(session, SOUTH, DAY, STAFF)
    yield ws
    ws.close()


def texts(table: Table, row: str) -> list[str]:
    return next([cell_text(cell) for cell in one.cells] for one in table.rows if one.key == row)


def test_levels_stand_side_by_side_as_they_were_returned_and_nothing_is_added_up(held: Workspace) -> None:
    found = returned_progression(held, None, ReturnPart.PIPELINE)
    assert (found.year, found.years) == (2026, (2026, 2025))
    table = found.tables[0]
    one = edition_for(GWENT, truth_of(GWENT)).sections[0].tables[0].table
    shares = [texts(one, f"L{level}")[[column.key for column in one.columns].index("share")] for level in range(1, 6)]
    assert texts(table, GWENT)[1:6] == shares
    assert texts(table, GWENT)[0] == "31 March 2026"
    assert texts(table, SOUTH) == ["[x]"] * 7, "it sent no return"
    assert not any(row.key in ("", "wales") for row in table.rows)


def test_an_organisation_has_the_tables_of_its_newest_return_with_the_version(held: Workspace) -> None:
    table = returned_progression(held, GWENT, ReturnPart.PIPELINE).tables[0]
    assert table.source == "Annual return of Gwent Police, year to 31 March 2026, version 2: as it was returned."
    indicators = returned_progression(held, GWENT, ReturnPart.INDICATORS).tables[0]
    assert texts(indicators, "A5") == ["13 to 17", "1.37", "2.01"]
    assert returned_progression(held, GWENT, ReturnPart.TREND).tables == ()


def test_indicators_side_by_side_say_from_where_to_where_a_value_lies(held: Workspace) -> None:
    table = returned_progression(held, None, ReturnPart.INDICATORS).tables[0]
    assert texts(table, GWENT) == ["3.8", "[x]", "[x]", "1.37 to 2.01", "[x]", "[x]"]
    assert [one.label for one in table.columns] == ["R1 (%)", "R4 (points)", "P2", "A5", "L2", "D1"]
    assert table.notes[3] == (
        "A5: Relative likelihood of appointment from shortlisting. White ÷ ethnic minority: above 1 is worse for "
        "ethnic minority staff."
    )


def test_disparities_are_counted_by_organisation_and_altogether(held: Workspace) -> None:
    by_organisation, whole = returned_progression(held, None, ReturnPart.REGISTER).tables
    assert texts(by_organisation, GWENT)[0] == "1"
    assert texts(by_organisation, SOUTH)[0] == "[x]"
    assert cell_text(whole.rows[0].cells[0]) == "1"
    said = returned_progression(held, "hmpps-wales", ReturnPart.REGISTER).tables[0]
    assert said.notes == ("None held.",)


def test_an_organisation_without_a_return_has_its_snapshots_under_the_profile_of_the_taskforce(held: Workspace) -> None:
    table = returned_progression(held, SOUTH, ReturnPart.PIPELINE).tables[0]
    assert texts(table, "L2")[:1] == ["430"], "432 to the nearest 5"
    assert returned_progression(held, SOUTH, ReturnPart.INDICATORS).tables == ()


def test_the_command_gives_the_same_as_json_in_the_role_of_the_taskforce(
    held: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--role", "taskforce", "return", "progression", "--part", "indicators", "--json"]
    try:
        main(["--database", held.paths.database, *asked])
    except SystemExit as end:
        assert not end.code  # noqa: PT017 - a command ends the program
    finally:
        roles.look_as(roles.Who())
    row = next(one for one in json.loads(capsys.readouterr().out)["tables"][0]["rows"] if one["key"] == GWENT)
    assert (row["R1"], row["A5"], row["P2"], row["not_available"][0]) == ("3.8", "1.37 to 2.01", None, "R4")
