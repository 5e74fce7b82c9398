"""Full-time equivalents are never taken for people unless a person says that they are people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, exact, issue, plan_of, read, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

LONG = [["Grade", "Ethnicity", "FTE"], ["EO", "White", 90], ["EO", "Asian", 10], ["HEO", "White", 20]]
CROSS = [["Grade", "White", "Asian"], ["EO", 90, 10], ["HEO", 20, 5]]


def renamed(name: str) -> list[list[Any]]:
    return [["Grade", "Ethnicity", name], *LONG[1:]]


@pytest.mark.parametrize(
    "rows",
    [
        LONG,
        renamed("Full-time equivalents"),
        renamed("Number (FTE)"),
        [["Table 3: staff, full-time equivalents (FTE)"], *renamed("Number")],
        [["", "", "", "Whole time equivalents"], *renamed("Number")],
        [["Full-time equivalents"], *CROSS],
        [["Cyfwerth llawn amser"], *CROSS],
        [["", "FTE", "FTE"], *CROSS],
        [["Grade", "Ethnicity", "FTE"], ["EO", "White", 1.0], ["EO", "Asian", 0.8]],
    ],
)
def test_a_table_of_full_time_equivalents_is_refused(tmp_path: Path, rows: list[list[Any]]) -> None:
    plan = read(rows, tmp_path)
    assert plan.status == "refused"
    assert issue(plan, "fte_not_headcount").message == "These are full-time equivalents, not people."


@pytest.mark.parametrize(
    ("rows", "decision", "people"),
    [
        (LONG, 'column:"FTE"=headcount', 120),
        ([["Staff FTE"], *renamed("Number")], 'column:"Number"=headcount', 120),
        ([["Full-time equivalents"], *CROSS], 'column:"White"=headcount', 125),
        ([["", "FTE", "FTE"], *CROSS], 'column:"FTE | White"=headcount', 110),
    ],
)
def test_only_a_decision_makes_them_people(tmp_path: Path, rows: list[list[Any]], decision: str, people: int) -> None:
    plan = read(rows, tmp_path, decision)
    assert plan.status == "ready", plan.issues
    assert exact(plan) == people


@pytest.mark.parametrize(
    "title", ["Headcount and FTE by grade", "Headcount, not FTE", "People rather than full-time equivalents"]
)
def test_a_title_that_speaks_of_people_is_no_reason_to_refuse(tmp_path: Path, title: str) -> None:
    assert exact(read([[title], *CROSS], tmp_path)) == 125


def test_a_column_that_says_headcount_counts_people_under_any_title(tmp_path: Path) -> None:
    rows = [["Table 2: FTE and other figures"], *renamed("Headcount")]
    assert exact(read(rows, tmp_path)) == 120


def test_the_name_of_the_sheet_may_be_the_unit(tmp_path: Path) -> None:
    assert "fte_not_headcount" in codes(plan_of(write_xlsx(tmp_path / "a.xlsx", CROSS, sheet="Officers FTE")))


def test_one_row_for_each_person_may_hold_their_full_time_equivalent(tmp_path: Path) -> None:
    rows = [LONG[0], ["EO", "White", 1], ["EO", "White", 0.6], ["EO", "Asian", 1], ["Total", "", 2.6]]
    plan = read(rows, tmp_path)
    assert plan.status == "ready", plan.issues
    assert exact(plan) == 3
