"""Texts that name a group, or a grade, and a sex in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import Rows, codes, issue, people, read

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

TRUTH = {
    ("EO", "WHITE", "male"): 5, ("EO", "WHITE", "female"): 6, ("EO", "ASIAN", "male"): 1, ("EO", "ASIAN", "female"): 2,
    ("HEO", "WHITE", "male"): 2, ("HEO", "WHITE", "female"): 3, ("HEO", "ASIAN", "male"): 2,
}  # fmt: skip
BODY: Rows = [
    ["EO", 5, 6, 11, 1, 2, 3, 14],
    ["HEO", 2, 3, 5, 2, 0, 2, 7],
    ["Total", 7, 9, 16, 3, 2, 5, 21],
]
ACROSS = [
    "White Male, White Female, White Total, Asian Male, Asian Female, Asian Total, Total",
    "White - M, White - F, White Total, Asian - M, Asian - F, Asian Total, Total",
    "White (M), White (F), White (All), Asian (M), Asian (F), Asian (All), All",
    "Male White, Female White, All White, Male Asian, Female Asian, All Asian, Total",
    "White (Male), White (Female), White (Total), Asian (Male), Asian (Female), Asian (Total), Total",
    "White men, White women, White sub-total, Asian men, Asian women, Asian sub-total, Grand total",
    "White: Men, White: Women, White: Persons, Asian: Men, Asian: Women, Asian: Persons, Persons total",
    "Gwyn Gwryw, Gwyn Benyw, Cyfanswm Gwyn, Asiaidd Gwryw, Asiaidd Benyw, Cyfanswm Asiaidd, Cyfanswm",
    "Gwyn - G, Gwyn - B, Gwyn - Cyfanswm, Asiaidd - G, Asiaidd - B, Asiaidd - Cyfanswm, Cyfanswm",
    "Dynion Gwyn, Menywod Gwyn, Cyfanswm Gwyn, Dynion Asiaidd, Menywod Asiaidd, Cyfanswm Asiaidd, Cyfanswm",
]


def by_sex(plan: ImportPlan) -> dict[tuple[str | None, str | None, str], int]:
    """How many people there are by grade, ethnic group and sex."""
    return {(plan.grade_labels[row[1]].code, plan.ethnicity_labels[row[2]].code, row[4]): row[5] for row in plan.counts}


@pytest.mark.parametrize("headers", ACROSS)
def test_a_header_that_names_group_and_sex_is_read_as_both(headers: str, tmp_path: Path) -> None:
    head = ["Grade", *headers.split(", ")]
    plan = read([head, *BODY], tmp_path)
    assert (plan.status, by_sex(plan)) == ("ready", TRUTH)
    wrong = [list(row) for row in BODY]
    wrong[1][3] = 6
    assert issue(read([head, *wrong], tmp_path), "total_mismatch").value == "6"


@pytest.mark.parametrize("label", ["White British", "All White British", "White - British", "White British2"])
def test_a_group_beside_its_women_and_men_is_their_sum_however_it_is_written(label: str, tmp_path: Path) -> None:
    head = ["Grade", "White British Male", "White British Female", label, "Indian"]
    rows: Rows = [head, ["EO", 5, 6, 11, 1], ["HEO", 2, 3, 5, 0]]
    plan = read(rows, tmp_path)
    assert (plan.status, people(plan)) == ("ready", {("EO", "W_BRIT"): 11, ("HEO", "W_BRIT"): 5, ("EO", "A_IND"): 1})
    rows[1][3] = 12
    assert "total_mismatch" in codes(read(rows, tmp_path))


def test_totals_of_women_and_of_men_are_checked_and_not_counted(tmp_path: Path) -> None:
    head = ["Grade", "White Male", "White Female", "Asian Male", "Asian Female", "Male Total", "Total Female", "Total"]
    rows: Rows = [head, ["EO", 5, 6, 1, 2, 6, 8, 14], ["HEO", 2, 3, 2, 0, 4, 3, 7]]
    plan = read(rows, tmp_path)
    assert (plan.status, by_sex(plan)) == ("ready", TRUTH)
    rows[2][5:7] = 3, 4
    assert {found.value for found in read(rows, tmp_path).issues if found.code == "total_mismatch"} == {"3", "4"}


def test_grades_across_that_name_a_sex_are_read_as_both(tmp_path: Path) -> None:
    head = ["Ethnicity", "EO Male", "EO Female", "EO Total", "HEO Male", "HEO Female", "HEO Total", "Total"]
    plan = read([head, ["White", 5, 6, 11, 2, 3, 5, 16], ["Asian", 1, 2, 3, 2, 0, 2, 5]], tmp_path)
    assert (plan.status, by_sex(plan)) == ("ready", TRUTH)


def test_letters_that_are_codes_of_ethnic_groups_are_no_sexes(tmp_path: Path) -> None:
    rows: Rows = [["Grade", "White (W)", "Black (B)", "Mixed (M)", "Total"], ["EO", 5, 2, 1, 8]]
    plan = read(rows, tmp_path)
    assert not {row[4] for row in plan.counts} & {"male", "female"}
    rows[0] = ["Grade", "W - White", "B - Black", "M - Mixed", "Total"]
    plan = read(rows, tmp_path)
    assert not {row[4] for row in plan.counts} & {"male", "female"}


DOWN = [
    "EO Male, EO Female, EO Total, HEO Male, HEO Female, HEO Total",
    "EO - M, EO - F, EO, HEO - M, HEO - F, HEO",
    "Female EO, Male EO, All EO, Female HEO, Male HEO, All HEO",
    "EO (Dynion), EO (Menywod), EO (Cyfanswm), HEO (Dynion), HEO (Menywod), HEO (Cyfanswm)",
]


@pytest.mark.parametrize("labels", DOWN)
def test_a_label_that_names_grade_and_sex_is_read_as_both(labels: str, tmp_path: Path) -> None:
    counts: Rows = [[5, 1], [6, 2], [11, 3], [2, 2], [3, 0], [5, 2]]
    if labels.startswith("Female"):
        counts = [counts[place] for place in (1, 0, 2, 4, 3, 5)]
    rows: Rows = [["Grade", "White", "Asian"]]
    rows += [[label, *count] for label, count in zip(labels.split(", "), counts, strict=True)]
    plan = read([*rows, ["Total", 16, 5]], tmp_path)
    assert (plan.status, by_sex(plan)) == ("ready", TRUTH)
    rows[3][1] = 12
    assert "total_mismatch" in codes(read(rows, tmp_path))
