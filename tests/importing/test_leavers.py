"""Columns that may say who has left are asked about where their header is not known; nobody is counted unasked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import Rows, codes, issue, plan_of, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

GONE, LATER = dt.date(2025, 6, 30), dt.date(2027, 1, 1)
KNOWN = ["Staff No", "Ethnicity", "Grade"]


def staff(folder: Path, header: list[str], last: dict[int, list[Any]], *decisions: str, people: int = 12) -> ImportPlan:
    """A plan of so many people; *last* has the further cells of some of them by their number."""
    rows = [[1001 + i, "Indian", "EO", *last.get(i, [""] * len(header))] for i in range(people)]
    texts = [[f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else str(cell) for cell in row] for row in rows]
    path = write_csv(folder / "staff.csv", [[*KNOWN, *header], *texts])
    return plan_of(path, *decisions)


def asked(plan: ImportPlan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.field, one.value, tuple(choice.code for choice in one.suggestions)) for one in plan.decisions]


@pytest.mark.parametrize("header", ["Date finished", "Last day", "Termination", "Svc End", "DOL", "Dyddiad ymadael"])
def test_days_that_may_be_of_leaving_are_asked_about(tmp_path: Path, header: str) -> None:
    plan = staff(tmp_path, [header], {3: [GONE], 5: [LATER]})
    assert (plan.status, asked(plan)) == ("needs_decisions", [("column", header, ("leaving_date", "ignore"))])
    told = staff(tmp_path, [header], {3: [GONE], 5: [LATER]}, f'column:"{header}"=leaving_date')
    assert (told.headcount.low, told.set_aside["left"].low, told.people_read.low) == (11, 1, 12)
    assert staff(tmp_path, [header], {3: [GONE]}, f'column:"{header}"=ignore').headcount.low == 12


@pytest.mark.parametrize(
    "header", ["Vetting expiry date", "Date of last appraisal", "Probation end date", "Last login"]
)
def test_days_of_something_else_are_not(tmp_path: Path, header: str) -> None:
    assert staff(tmp_path, [header], {3: [GONE]}).headcount.low == 12


def test_days_after_the_snapshot_change_nothing_and_are_not(tmp_path: Path) -> None:
    assert staff(tmp_path, ["Contract end date"], {3: [LATER], 4: [dt.date(4712, 12, 31)]}).headcount.low == 12


def test_one_leaver_far_down_is_enough_to_ask(tmp_path: Path) -> None:
    plan = staff(tmp_path, ["Date finished"], {1900: [GONE]}, people=2000)
    assert [value for _field, value, _choices in asked(plan)] == ["Date finished"]


@pytest.mark.parametrize(
    ("header", "said", "choices"),
    [
        ("Termination", {3: ["Resigned"]}, ("leaving_reason", "status", "ignore")),
        ("Notes", {3: ["Retired"]}, ("leaving_reason", "status", "ignore")),
        (
            "Emp Stat.",
            {i: ["Leaver" if i == 9 else "Active"] for i in range(12)},
            ("status", "leaving_reason", "ignore"),
        ),
    ],
)
def test_words_of_leaving_are_asked_about(
    tmp_path: Path, header: str, said: dict[int, list[Any]], choices: tuple[str, ...]
) -> None:
    assert asked(staff(tmp_path, [header], said)) == [("column", header, choices)]
    told = staff(tmp_path, [header], said, f'column:"{header}"=status')
    assert (told.status, told.headcount.low) == ("ready", 11)


def test_what_sets_nobody_apart_is_not(tmp_path: Path) -> None:
    header = ["Left-handed", "Working arrangement", "Years to retirement"]
    assert staff(tmp_path, header, {i: ["N", "Full-time", 12] for i in range(12)}).headcount.low == 12


def test_a_person_may_have_left_by_either_of_two_days(tmp_path: Path) -> None:
    header, days = ["Leaving Date", "Termination Date"], {3: [GONE, ""], 5: ["", GONE], 7: [LATER, ""]}
    assert asked(staff(tmp_path, header, days)) == [("column", "Termination Date", ("leaving_date", "ignore"))]
    both = staff(tmp_path, header, days, 'column:"Termination Date"=leaving_date')
    assert (both.headcount.low, both.set_aside["left"].low) == (10, 2)
    assert staff(tmp_path, header, days, 'column:"Termination Date"=ignore').headcount.low == 11


def test_those_known_to_have_left_are_not_asked_about_again(tmp_path: Path) -> None:
    header, gone = ["Status", "Leaving Date", "Emp Stat.", "Svc End"], ["Leaver", GONE, "Leaver", GONE]
    plan = staff(tmp_path, header, {i: gone if i == 3 else ["Active", "", "Active", ""] for i in range(12)})
    assert (plan.status, plan.headcount.low) == ("ready", 11)


def test_one_leaving_date_that_could_be_month_first_is_warned_about(tmp_path: Path) -> None:
    rows: Rows = [["Employee Number", "Ethnicity", "Grade", "Start Date", "Leaving Date"]]
    rows += [[f"s{n}", "White British", "EO", "", ""] for n in range(9)]
    leaver = ["x1", "Indian", "EO", "", "03/04/2026"]
    told = issue(plan_of(write_csv(tmp_path / "a.csv", [*rows, leaver])), "dates_ambiguous")
    assert told.column == "Leaving Date"
    # A start date that can only be day first says how the dates of this file are written.
    rows[1][3] = "24/03/2019"
    assert "dates_ambiguous" not in codes(plan_of(write_csv(tmp_path / "b.csv", [*rows, leaver])))
