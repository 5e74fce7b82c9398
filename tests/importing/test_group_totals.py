"""Rows that add up one ethnic group: checked against that group, counted only where there is nothing finer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import Rows, codes, issue, people, read

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Ethnic group", "EO", "HEO"]
BRITISH, IRISH, INDIAN, AFRICAN = (
    ["White British", 20, 9],
    ["White Irish", 3, 2],
    ["Indian", 4, 1],
    ["African", 2, 5],
)
TRUTH = {
    ("EO", "W_BRIT"): 20, ("HEO", "W_BRIT"): 9, ("EO", "W_IRISH"): 3, ("HEO", "W_IRISH"): 2,
    ("EO", "A_IND"): 4, ("HEO", "A_IND"): 1, ("EO", "B_AFR"): 2, ("HEO", "B_AFR"): 5,
}  # fmt: skip


@pytest.mark.parametrize("label", ["White total", "Total White", "White - sub-total", "Cyfanswm Gwyn"])
def test_a_total_of_one_group_is_checked_against_that_group_wherever_it_stands(label: str, tmp_path: Path) -> None:
    total = [label, 23, 11]
    for rows in (
        [BRITISH, IRISH, total, INDIAN, AFRICAN],
        [total, BRITISH, IRISH, INDIAN, AFRICAN],
        [BRITISH, INDIAN, IRISH, AFRICAN, total, ["Total", 29, 17]],
    ):
        plan = read([HEADER, *rows], tmp_path)
        assert plan.status == "ready"
        assert people(plan) == TRUTH


def test_a_total_of_one_group_that_is_not_its_sum_refuses_the_file(tmp_path: Path) -> None:
    plan = read([HEADER, BRITISH, IRISH, ["White total", 24, 11], INDIAN, AFRICAN], tmp_path)
    found = issue(plan, "total_mismatch")
    assert (found.row, found.column, found.value) == (4, "EO", "24")
    assert plan.status == "refused"


def test_a_total_with_nothing_finer_beside_it_is_the_count_of_its_group(tmp_path: Path) -> None:
    rows: Rows = [["Total White", 20, 9], ["Total BME", 6, 1], ["Unknown", 2, 0], ["Total", 28, 10]]
    truth = {
        ("EO", "WHITE"): 20, ("HEO", "WHITE"): 9, ("EO", "EM"): 6, ("HEO", "EM"): 1, ("EO", "X_UNK"): 2,
    }  # fmt: skip
    down = read([HEADER, *rows], tmp_path)
    assert (down.status, people(down)) == ("ready", truth)
    long: Rows = [[grade, row[0], row[place]] for place, grade in ((1, "EO"), (2, "HEO")) for row in rows]
    listed = read([["Grade", "Ethnicity", "Headcount"], *long], tmp_path)
    assert (listed.status, people(listed)) == ("ready", truth)
    wrong = read([HEADER, *rows[:-1], ["Total", 29, 10]], tmp_path)
    assert "total_mismatch" in codes(wrong)


def test_a_total_of_a_group_beside_a_row_of_that_group_is_not_counted_again(tmp_path: Path) -> None:
    rows: Rows = [["Grade", "Ethnicity", "Sex", "Headcount"]]
    for label, women, men in (("White", 10, 12), ("BME", 3, 1)):
        rows += [
            ["EO", label, "Female", women],
            ["EO", label, "Male", men],
            ["EO", f"{label} total", "All", women + men],
        ]
    plan = read(rows, tmp_path)
    assert plan.status == "ready"
    assert people(plan) == {("EO", "WHITE"): 22, ("EO", "EM"): 4}


def test_a_label_nobody_knows_is_asked_about_before_the_total_of_its_group_is_checked(tmp_path: Path) -> None:
    rows: Rows = [HEADER, BRITISH, ["Wh. Cornish", 3, 2], ["White total", 23, 11], INDIAN, AFRICAN]
    plan = read(rows, tmp_path)
    assert (plan.status, [decision.value for decision in plan.decisions]) == ("needs_decisions", ["Wh. Cornish"])
    assert read(rows, tmp_path, "ethnicity:Wh. Cornish=W_OTHER").status == "ready"
    assert "total_mismatch" in codes(read(rows, tmp_path, "ethnicity:Wh. Cornish=B_OTHER"))
    rows[3] = ["White total", 24, 11]
    assert "total_mismatch" in codes(read(rows, tmp_path))


@pytest.mark.parametrize("header", ["White total", "White"])
def test_a_column_nobody_knows_is_asked_about_before_the_group_beside_it_is_checked(
    header: str, tmp_path: Path
) -> None:
    head = ["Grade", "White British", "White Irish", "Wh. Cornish", header, "Indian", "Total"]
    rows: Rows = [head, ["EO", 20, 3, 2, 25, 4, 29], ["HEO", 9, 2, 1, 12, 1, 13]]
    plan = read(rows, tmp_path)
    assert (plan.status, codes(plan)) == ("needs_decisions", {"total_skipped"})
    assert [decision.value for decision in plan.decisions] == ["Wh. Cornish"]
    settled = read(rows, tmp_path, "ethnicity:Wh. Cornish=W_OTHER")
    assert (settled.status, settled.headcount.low) == ("ready", 42)
    assert "overlapping_groups" in codes(read(rows, tmp_path, "ethnicity:Wh. Cornish=B_OTHER"))
    rows[1][4] = 26
    assert "overlapping_groups" in codes(read(rows, tmp_path))


def test_non_bme_is_a_column_of_counts_and_somebody_says_of_whom(tmp_path: Path) -> None:
    plan = read([["Grade", "Non-BME", "BME", "Total"], ["EO", 20, 4, 24], ["HEO", 9, 1, 10]], tmp_path)
    assert [(asked.field, asked.value, asked.suggestions[0].code) for asked in plan.decisions] == [
        ("ethnicity", "Non-BME", "WHITE")
    ]


NOBODY_SAID = [["Prefer not to say", 3, 0], ["Not stated", 1, 1]]


@pytest.mark.parametrize("total", [[], [["Total", 28, 11]]], ids=["alone", "beside a total of all"])
@pytest.mark.parametrize("label", ["Unknown total", "Total not known", "Cyfanswm anhysbys"])
def test_a_total_of_answers_that_tell_no_group_is_checked_against_them(label: str, total: Rows, tmp_path: Path) -> None:
    rows: Rows = [HEADER, BRITISH, INDIAN, *NOBODY_SAID, [label, 4, 1], *total]
    plan = read(rows, tmp_path)
    assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 39, 39)
    rows[5] = [label, 5, 1]
    assert "total_mismatch" in codes(read(rows, tmp_path))


def test_a_total_of_those_who_told_no_group_is_counted_where_it_stands_alone(tmp_path: Path) -> None:
    plan = read([HEADER, BRITISH, INDIAN, ["Total not known", 4, 1], ["Total", 28, 11]], tmp_path)
    assert people(plan) == {key: n for key, n in TRUTH.items() if key[1] in ("W_BRIT", "A_IND")} | {
        ("EO", "X_UNK"): 4,
        ("HEO", "X_UNK"): 1,
    }
