"""The audit of an edition: events apart from staff, tables that are worked out, and sheets that say the same again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from helpers.editions import sample_edition
from workforce_tui.auditing.files import read_files
from workforce_tui.auditing.universe import Group, universe
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import EditionSection, EditionTable
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.exporting.editions import write_edition

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.auditing.statements import Reading
    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition

DAY = date(2025, 3, 31)
PLACE, PERIOD = "gwent-police", "2025-03-31"


def edition_of(*tables: EditionTable) -> Edition:
    return replace(sample_edition(), sections=(EditionSection(4, "staff", "Staff", (), tables),), mapping=None)


def table(
    code: str, columns: str, rows: dict[str, tuple[Cell, ...]], *, dimension: str = "", cut: str = ""
) -> EditionTable:
    held = Table(
        f"Table {code}", "Row", tuple(Column(one, one.replace("_", " ").title()) for one in columns.split()),
        tuple(Row(key or "All", cells, key) for key, cells in rows.items()), as_at=DAY,
    )  # fmt: skip
    return EditionTable(code, f"{code} Table", held, dimension, cut)


def people(*counts: int | None) -> tuple[Cell, ...]:
    return tuple(Withheld("x") if one is None else Shown(Count.exact(one)) for one in counts)


def read(tmp_path: Path, edition: Edition, form: str = "csv") -> Reading:
    path = tmp_path / f"edition.{form}"
    with path.open("wb") as stream:
        write_edition(form, edition, stream)
    return read_files([path])


def test_events_are_no_part_of_the_staff_in_post(tmp_path: Path) -> None:
    staff = table("T4a", "headcount minority", {"SERGEANT": people(50, 20), "": people(80, 30)}, dimension="grade")
    left = table(
        "T9a", "headcount minority", {"SERGEANT": people(90, 40), "": people(95, 45)}, dimension="grade",
        cut="event:leavers",
    )  # fmt: skip
    made = universe(read(tmp_path, edition_of(staff, left)))
    everyone = Group(PLACE, PERIOD, version="1")
    parts = [part for some in made.partitions[everyone] for part in some]
    assert parts
    assert not any(part.cut for part in parts)
    leavers = Group(PLACE, PERIOD, "", "event:leavers", "1")
    assert all(part.cut == "event:leavers" for some in made.partitions[leavers] for part in some)


def test_a_stage_of_recruitment_is_everyone_who_reached_it(tmp_path: Path) -> None:
    stages = table(
        "T7b", "headcount", {"applied": people(90), "offered": people(20)}, dimension="outcome", cut="event:recruitment"
    )
    found = {(one.figure.row, one.figure.cut) for one in read(tmp_path, edition_of(stages)).statements}
    assert len(found) == 2
    assert all(not row and cut.startswith("event:recruitment") for row, cut in found)


def test_a_row_of_the_trend_is_everyone_on_another_day(tmp_path: Path) -> None:
    trend = table("T6a", "headcount", {"2024-03-31": people(70), "2025-03-31": people(80)}, dimension="period")
    found = {(one.figure.period, one.figure.row, one.low) for one in read(tmp_path, edition_of(trend)).statements}
    assert {(period, row) for period, row, _low in found} == {("2024-03-31", ""), ("2025-03-31", "")}


STAFF = table("T4a", "headcount minority", {"SERGEANT": people(50, None), "": people(80, 30)}, dimension="grade")
COLUMNS = "unit numerator denominator comparator_numerator comparator_denominator value value_high"


def summary(numerator: int | None, value: str | None = "37.5") -> EditionTable:
    from decimal import Decimal

    none = NotAvailable("none")
    shown: Cell = none if value is None else Shown(Decimal(value))
    counts = [Withheld("x") if one is None else Shown(Count(one - 2, one + 2)) for one in (numerator, 80)]
    cells = (Shown("percent"), *counts, none, none, shown, shown)
    return table("T18a", COLUMNS, {"R1": cells})


@pytest.mark.parametrize(
    ("held", "wrong"),
    [
        (summary(30), []),
        (summary(7), ["unknown_measure"]),
        (summary(None), ["derived"]),
        (summary(30, "90.0"), ["contradiction"]),
        (summary(None, None), []),
    ],
    ids=["as published", "of nobody else", "value of a withheld count", "not what its counts give", "withheld"],
)
def test_a_summary_says_only_what_is_published(tmp_path: Path, held: EditionTable, wrong: list[str]) -> None:
    assert [one.reason for one in read(tmp_path, edition_of(STAFF, held)).leaks] == wrong


def test_a_summary_does_not_know_a_rounded_count_better_than_its_table(tmp_path: Path) -> None:
    none = NotAvailable("none")
    exact = table("T18a", COLUMNS, {"R1": (Shown("percent"), *people(30, 80), none, none, none, none)})
    assert [one.reason for one in read(tmp_path, edition_of(STAFF, exact)).leaks] == ["unknown_measure"]


@pytest.mark.parametrize(
    ("low", "high", "wrong"),
    [(86, 94, []), (88, 92, ["unknown_measure"]), (396, 404, []), (196, 204, ["unknown_measure"])],
    ids=["two outcomes", "better known than they are", "all less one", "of nothing that is published"],
)
def test_a_summary_may_add_up_the_outcomes_of_one_kind_of_event(
    tmp_path: Path, low: int, high: int, wrong: list[str]
) -> None:
    """60 and 30 of 430 grievances, each to the nearest 5."""
    rows = {"upheld": people(60), "partly_upheld": people(30), "": people(430)}
    cases = table("T10a", "minority", rows, dimension="outcome", cut="event:grievances")
    none = NotAvailable("none")
    held = table(
        "T18a", COLUMNS, {"D2": (Shown("ratio"), Shown(Count(low, high)), Shown(Count(428, 432)), *[none] * 4)}
    )
    assert [one.reason for one in read(tmp_path, edition_of(cases, held)).leaks] == wrong


def test_what_stands_beside_a_target_goes_with_its_figure(tmp_path: Path) -> None:
    def targets(present: Cell) -> EditionTable:
        cells = (Shown("6%"), present, Shown("-1.2"), Shown("behind"))
        return table("T12a", "target present gap standing", {"workforce": cells})

    assert not read(tmp_path, edition_of(STAFF, targets(Shown("4.8%")))).leaks
    assert [one.reason for one in read(tmp_path, edition_of(STAFF, targets(Withheld("x")))).leaks] == ["derived"]


@pytest.mark.parametrize(
    ("typed", "wrong"), [("Few apply.", []), ("Census 2021.", []), ("There are 3 of them.", ["words"])]
)
def test_what_is_typed_beside_a_target_is_read_as_words(tmp_path: Path, typed: str, wrong: list[str]) -> None:
    staff = table("T4a", "minority", {"SERGEANT": (Withheld("x"),), "": people(40)}, dimension="grade")
    row = (Shown("9%"), Withheld("x"), Withheld("x"), Withheld("x"), Shown(typed))
    held = table("T12a", "target present gap standing rationale", {"SERGEANT": row})
    assert [one.reason for one in read(tmp_path, edition_of(staff, held)).leaks] == wrong


@pytest.mark.parametrize(
    ("required", "shown", "wrong"),
    [
        ("5.0%", "5.0%", []),
        ("4.8%", "5.0%", ["derived"]),
        ("5.0%", "[c]", ["derived"]),
        ("6%", "6%", ["unknown_measure"]),
    ],
    ids=["published", "another baseline", "withheld", "in no table"],
)
def test_the_way_to_a_target_begins_with_a_share_that_is_published(
    tmp_path: Path, required: str, shown: str, wrong: list[str]
) -> None:
    from decimal import Decimal

    staff = table("T4a", "known minority share", {"": (*people(800, 40), Shown(Decimal("5.0")))}, dimension="grade")
    published: Cell = Withheld("x") if shown == "[c]" else Shown(shown)
    way = (Shown("9%"), Shown("31 March 2025"), Shown(required), published, Shown("the baseline"))
    held = table("T12b", "target day required shown track", {"workforce/em_excl/2025-03-31/baseline": way})
    assert [one.reason for one in read(tmp_path, edition_of(staff, held)).leaks] == wrong


@pytest.mark.parametrize(
    ("required", "shown", "wrong"),
    [(40, 40, []), (38, 40, ["derived"]), (40, None, ["derived"]), (41, 41, ["unknown_measure"])],
    ids=["published", "another baseline", "withheld", "in no table"],
)
def test_the_way_to_a_target_in_people_begins_with_a_number_that_is_published(
    tmp_path: Path, required: int, shown: int | None, wrong: list[str]
) -> None:
    staff = table("T4a", "known minority", {"": people(810, 40)}, dimension="grade")
    way = (Shown("95 people"), Shown("31 March 2025"), *people(required, shown), Shown("the baseline"))
    columns = "target day required_people shown_people track"
    held = table("T12b", columns, {"workforce/em_excl/2025-03-31/baseline": way})
    assert [one.reason for one in read(tmp_path, edition_of(staff, held)).leaks] == wrong


@pytest.mark.parametrize("name", ["T4a Table T4a", "T4a Table", "T4a Staff, by level"])
def test_a_sheet_that_says_more_than_the_interchange_is_a_leak(tmp_path: Path, name: str) -> None:
    import openpyxl

    path = tmp_path / "edition.xlsx"
    with path.open("wb") as stream:
        write_edition("xlsx", edition_of(STAFF), stream)
    assert not read_files([path]).leaks
    book = openpyxl.load_workbook(path)
    cell = next(one for row in book["T4a Table T4a"].iter_rows() for one in row if one.value == "[c]")
    cell.value = 7
    book["T4a Table T4a"].title = name
    book.save(path)
    assert [one.reason for one in read_files([path]).leaks] == ["contradiction"]
