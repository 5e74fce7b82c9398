"""Counts, averages and the like that spreadsheet programs put under tables and lists: they are no people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import Rows, codes, issue, read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["Grade", "White", "Asian", "Total"]
BODY: Rows = [["EO", 10, 2, 12], ["HEO", 5, 0, 5], ["SEO", 1, 1, 2]]
TOTAL = ["Total", 16, 3, 19]


@pytest.mark.parametrize("row", [
    ["Count", 3, 3, 3], ["Grand Count", 3, 3, 3], ["Average", 5.3333, 1, 6.3333], ["Average", 5, 1, 6],
    ["Maximum", 10, 2, 12], ["Min", 1, 0, 2], ["Cyfrif", 3, 3, 3],
])  # fmt: skip
def test_a_row_that_is_a_statistic_of_the_rows_above_is_left_out(row: list[object], tmp_path: Path) -> None:
    plan = read([HEAD, *BODY, row, TOTAL], tmp_path)
    assert (plan.status, plan.headcount.low) == ("ready", 19)
    assert str(row[0]) in issue(plan, "row_left_out").message


def test_a_sum_is_a_total(tmp_path: Path) -> None:
    plan = read([HEAD, *BODY, ["Sum", *TOTAL[1:]]], tmp_path)
    assert (plan.status, plan.headcount.low) == ("ready", 19)
    assert "total_mismatch" in codes(read([HEAD, *BODY, ["Sum", 17, 3, 20]], tmp_path))


def test_a_row_that_only_has_such_a_name_is_not_passed_over(tmp_path: Path) -> None:
    plan = read([HEAD, *BODY, ["Count", 4, 3, 7]], tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("grade", "Count")]


def test_a_column_that_counts_the_cells_of_each_row_is_no_total(tmp_path: Path) -> None:
    rows: Rows = [["Grade", "White", "Asian", "Black", "Count"], ["EO", 10, 2, 1, 3], ["HEO", 5, 0, 1, 3]]
    plan = read(rows, tmp_path)
    assert (plan.status, plan.headcount.low) == ("ready", 19)
    rows[1][4] = 4
    assert "total_mismatch" in codes(read(rows, tmp_path))


def listed(blank: int) -> Rows:
    """Six EOs and four HEOs, of whom the first so many have no ethnicity."""
    grades = ["EO"] * 6 + ["HEO"] * 4
    return [[f"{1000 + place}", grade, "" if place < blank else "Indian"] for place, grade in enumerate(grades)]


@pytest.mark.parametrize(("blank", "first", "all_of_them"), [(0, 6, 10), (1, 5, 9), (4, 2, 6)])
def test_a_count_under_a_column_counts_the_cells_that_are_filled(
    blank: int, first: int, all_of_them: int, tmp_path: Path
) -> None:
    people = listed(blank)
    head = ["Staff No", "Grade", "Ethnicity"]
    rows: Rows = [head, *people[:6], ["", "EO Count", first], *people[6:], ["", "HEO Count", 4]]
    plan = read([*rows, ["", "Grand Count", all_of_them]], tmp_path)
    assert (plan.status, plan.headcount.low, plan.people_read) == ("ready", 10, plan.counted)
    assert "total_mismatch" not in codes(plan)
    wrong = read([*rows, ["", "Grand Count", all_of_them - 1]], tmp_path)
    found = issue(wrong, "total_mismatch")
    assert (found.row, found.value, wrong.status) == (14, str(all_of_them - 1), "refused")
