"""Women and men in rows below a total: everybody in them is counted above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import Rows, codes, issue, people, plan_of, read, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["Grade", "White", "Asian"]
TABLE: Rows = [["EO", 10, 2], ["HEO", 5, 1], ["Total", 15, 3]]
TRUTH = {("EO", "WHITE"): 10, ("EO", "ASIAN"): 2, ("HEO", "WHITE"): 5, ("HEO", "ASIAN"): 1}
AGAIN: dict[str, Rows] = {
    "directly below": [["Female", 8, 1], ["Male", 7, 2]],
    "with a total": [["Menywod", 8, 1], ["Dynion", 7, 2], ["Total", 15, 3]],
    "under a heading": [[], ["By sex"], ["Total male", 7, 2], ["Total female", 8, 1]],
    "with an answer withheld": [["All men", 7, 1], ["All women", 8, 1], ["Prefer not to say", 0, 1]],
    "suppressed": [["Female", 8, "<5"], ["Male", 7, "<5"]],
}


@pytest.mark.parametrize("form", AGAIN)
def test_rows_that_divide_everybody_again_by_sex_are_set_aside(form: str, tmp_path: Path) -> None:
    plan = read([HEAD, *TABLE, *AGAIN[form]], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    noted = [found.message for found in plan.issues if found.code == "row_left_out"]
    assert len(noted) == 3 if form == "with an answer withheld" else len(noted) == 2


def test_grades_across_are_divided_again_below_as_well(tmp_path: Path) -> None:
    rows: Rows = [["Ethnicity", "EO", "HEO"], ["White", 10, 5], ["Asian", 2, 1], ["Total", 12, 6]]
    plan = read([*rows, ["Female", 8, 1], ["Male", 4, 5]], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)


def test_women_and_men_who_are_not_the_total_above_them_refuse_the_file(tmp_path: Path) -> None:
    plan = read([HEAD, *TABLE, ["Female", 8, 1], ["Male", 7, 3]], tmp_path)
    found = issue(plan, "total_mismatch")
    assert (plan.status, found.row, found.column, found.value) == ("refused", 4, "Asian", "3")
    assert "label_unknown" not in codes(plan)


def test_a_total_below_the_heading_of_a_grade_is_divided_in_its_own_rows(tmp_path: Path) -> None:
    rows: Rows = [HEAD, ["EO"], ["All", 10, 2], ["Male", 6, 1], ["Female", 4, 1], ["HEO"], ["All", 5, 1]]
    plan = read([*rows, ["Female", 5, 1]], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    assert {row[4] for row in plan.counts} == {"female", "male"}
    assert "row_left_out" not in codes(plan)


def test_women_and_men_below_a_grade_are_read_where_events_are_counted(tmp_path: Path) -> None:
    rows: Rows = [HEAD, ["EO", 10, 2], ["Female", 4, 1], ["Male", 6, 1], ["HEO", 5, 1]]
    path = write_xlsx(tmp_path / "a.xlsx", rows, sheet="Joiners")
    plan = plan_of(path, "dataset:(file)=joiners", "period:(file)=2025-04-01 to 2026-03-31", as_at=None)
    assert plan.status == "ready"
    assert [(row[7], row[9]) for row in plan.events if row[3] == 0] == [
        ("female", 4), ("female", 1), ("male", 6), ("male", 1),
    ]  # fmt: skip
