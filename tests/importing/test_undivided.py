"""Grades and groups that are not divided by sex, in a table that divides others: right sums are not called wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import Rows, codes, issue, people, read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["Grade", "White", "Asian"]
ROWS: Rows = [
    HEAD, ["EO", 10, 2], ["Female", 4, 1], ["Male", 6, 1], ["HEO", 5, 1], ["Female", 2, 1], ["Male", 3, 0],
    ["SEO", 2, 0],
]  # fmt: skip
TOTAL = ["Total", 17, 3]


@pytest.mark.parametrize("totals", [
    [["Total female", 7, 2], ["Total male", 10, 1], TOTAL],
    [TOTAL, ["Female", 8, 2], ["Male", 9, 1]],
    [["Total female", 6, 2], ["Total male", 9, 1], TOTAL],
], ids=["above the total", "below the total", "of those divided alone"])  # fmt: skip
def test_totals_of_women_and_men_may_take_in_a_grade_that_is_not_divided(totals: Rows, tmp_path: Path) -> None:
    plan = read([*ROWS, *totals], tmp_path)
    assert (plan.status, plan.headcount.low) == ("ready", 20)
    assert people(plan)["SEO", "WHITE"] == 2


@pytest.mark.parametrize(("women", "men"), [(5, 12), (9, 8), (8, 10), (6, 12)])
def test_totals_of_women_and_men_that_cannot_be_are_told_of(women: int, men: int, tmp_path: Path) -> None:
    plan = read([*ROWS, TOTAL, ["Female", women, 2], ["Male", men, 1]], tmp_path)
    assert "total_mismatch" in codes(plan)


def test_a_suppressed_count_is_not_narrowed_by_women_who_may_be_of_another_grade(tmp_path: Path) -> None:
    plan = read([["Grade", "Sex", "White", "Asian"], ["EO", "Female", "<5", 0], ["EO", "Male", 6, 0],
                 ["HEO", "Total", 3, 0], ["Total", "Female", 3, 0]], tmp_path)  # fmt: skip
    women = next(row for row in plan.counts if row[4] == "female")
    assert (women[5], women[6]) == (1, 4)


ACROSS = ["Grade", "White British F", "White British M", "White Irish", "White F", "White M", "White total", "Asian"]
FIGURES: Rows = [["EO", 4, 5, 1, 5, 5, 10, 2], ["HEO", 2, 3, 0, 2, 3, 5, 1], ["Total", 6, 8, 1, 7, 8, 15, 3]]
TRUTH = {("EO", "W_BRIT"): 9, ("EO", "W_IRISH"): 1, ("EO", "ASIAN"): 2, ("HEO", "W_BRIT"): 5, ("HEO", "ASIAN"): 1}


@pytest.mark.parametrize("left", [(), (4, 5), (6,), (4, 5, 6)])
def test_a_group_adds_up_finer_ones_of_which_one_is_not_divided(left: tuple[int, ...], tmp_path: Path) -> None:
    rows = [[cell for place, cell in enumerate(row) if place not in left] for row in [ACROSS, *FIGURES]]
    plan = read(rows, tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)


@pytest.mark.parametrize(("place", "value"), [(4, 6), (5, 7), (6, 11)])
def test_a_group_that_is_not_the_sum_of_finer_ones_is_told_of(place: int, value: int, tmp_path: Path) -> None:
    rows = [list(row) for row in [ACROSS, *FIGURES[:2]]]
    rows[1][place] = value
    found = codes(read(rows, tmp_path))
    assert found & {"overlapping_groups", "total_mismatch"}


@pytest.mark.parametrize("blank", ["", "-"])
def test_sexes_without_a_number_beside_their_total_are_not_divided(blank: str, tmp_path: Path) -> None:
    head = ["Grade", "White F", "White M", "White", "Asian F", "Asian M", "Asian", "Total"]
    rows: Rows = [head, ["EO", 4, 6, 10, 1, 1, 2, 12], ["HEO", blank, blank, 5, blank, blank, 1, 6]]
    plan = read([*rows, ["Total", 4, 6, 15, 1, 1, 3, 18]], tmp_path)
    assert (plan.status, plan.headcount.low) == ("ready", 18)
    assert {row[4] for row in plan.counts if plan.grade_labels[row[1]].code == "HEO"} == {"unknown"}
    assert issue(read([*rows, ["Total", 4, 6, 16, 1, 1, 3, 19]], tmp_path), "total_mismatch").value == "16"


def test_a_grade_of_nobody_has_no_women_and_men_below_it(tmp_path: Path) -> None:
    first: Rows = [["Grade", "White", "Asian"], ["SEO"], ["Male", 1, 0], ["Female", 0, 2], ["Total", 1, 2]]
    of_all: Rows = [["HEO"], ["Total", 0, 0], ["Male", 1, 0], ["Female", 0, 2]]
    assert "total_mismatch" in codes(read([*first, *of_all], tmp_path))


@pytest.mark.parametrize("blank", ["", "-"])
def test_a_sex_without_any_number_below_a_grade_is_a_row_as_any_other(blank: str, tmp_path: Path) -> None:
    rows: Rows = [["Grade", "White", "Asian"], ["EO", 5, 2], ["Female", 5, 2], ["Male", blank, blank]]
    plan = read([*rows, ["HEO", 3, 1], ["Female", 1, 1], ["Male", 2, 0]], tmp_path, f"marker:{blank or '(blank)'}=0")
    assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 11, 11)


@pytest.mark.parametrize("total", [[], [["Police staff", "Constable", "Total", 3, 1]]], ids=["without", "with"])
def test_sexes_of_another_kind_of_worker_are_asked_about(total: Rows, tmp_path: Path) -> None:
    head = ["Employee Type", "Grade", "Sex", "White", "Asian"]
    rows: Rows = [head]
    for worker, sums in (("Police officer", [["Police officer", "Constable", "Total", 5, 7]]), ("Police staff", total)):
        rows += [[worker, "Constable", sex, "*", "*"] for sex in ("Female", "Male")] + sums
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert ("marker" in {asked.field for asked in plan.decisions}) is not bool(total)
    assert plan.counted.low == (16 if total else 12)
