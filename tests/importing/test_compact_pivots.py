"""Pivot tables in Excel's usual layout: two fields below each other in one column, without their indentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from importing_files import Rows, codes, issue, people, plan_of, read, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

GWENT = {"organisation": "gwent-police"}
COUNT = ["Row Labels", "Count of Employee No"]
BRITISH, INDIAN, GRAND = "White British", "Indian", ["Grand Total", 18]
TRUTH = {("CONSTABLE", "W_BRIT"): 10, ("CONSTABLE", "A_IND"): 2, ("SERGEANT", "W_BRIT"): 5, ("SERGEANT", "A_IND"): 1}
CONSTABLES: Rows = [[BRITISH, 10], [INDIAN, 2]]
SERGEANTS: Rows = [[BRITISH, 5], [INDIAN, 1]]
BY_GRADE: Rows = [COUNT, ["Constable", 12], *CONSTABLES, ["Sergeant", 6], *SERGEANTS, GRAND]
DOWN: dict[str, Rows] = {
    "grades over groups": BY_GRADE,
    "groups over grades": [COUNT, [BRITISH, 15], ["Constable", 10], ["Sergeant", 5], [INDIAN, 3], ["Constable", 2],
                           ["Sergeant", 1], GRAND],
    "without subtotals": [COUNT, ["Constable"], *CONSTABLES, ["Sergeant"], *SERGEANTS, GRAND],
    "subtotals below": [COUNT, ["Constable"], *CONSTABLES, ["Constable Total", 12], ["Sergeant"], *SERGEANTS,
                        ["Sergeant Total", 6], GRAND],
    "without a grand total": BY_GRADE[:-1],
    "filters above and notes below": [["Status", "Active"], [], *BY_GRADE, [], ["Source: HR system"]],
    "two values": [[*row, "Sum of FTE" if row is COUNT else row[1] - 0.5] for row in BY_GRADE],
    "a sum": [["Row Labels", "Sum of Headcount"], *BY_GRADE[1:]],
}  # fmt: skip


def counted(plan: ImportPlan) -> tuple[str, dict[Any, int], bool]:
    """The status, who is counted, and whether everybody read is counted or set aside."""
    return plan.status, people(plan), plan.people_read == plan.counted and not plan.set_aside


@pytest.mark.parametrize("form", DOWN)
def test_grades_and_groups_below_each_other_are_told_apart(form: str, tmp_path: Path) -> None:
    plan = read(DOWN[form], tmp_path, **GWENT)
    assert counted(plan) == ("ready", TRUTH, True)
    assert "pivot_read" in codes(plan)


ACROSS: Rows = [["Count of Employee No", "Column Labels"], ["Row Labels", BRITISH, INDIAN, "Grand Total"]]
TOTAL: Rows = [["Grand Total", 15, 3, 18]]


def nested(first: str, second: str, *inner: str) -> Rows:
    """A pivot table with ethnic groups across, and two labels below each of two others."""
    figures: Rows = [[10, 2, 12], [6, 1, 7], [4, 1, 5], [5, 1, 6], [2, "", 2], [3, 1, 4]]
    labels = [first, *inner, second, *inner]
    return [*ACROSS, *([label, *row] for label, row in zip(labels, figures, strict=True)), *TOTAL]


def test_grades_over_sexes_beside_groups_across(tmp_path: Path) -> None:
    plan = read(nested("Constable", "Sergeant", "Female", "Male"), tmp_path, **GWENT)
    assert counted(plan) == ("ready", TRUTH, True)
    assert sum(row[5] for row in plan.counts if row[4] == "female") == 9


def test_sexes_over_grades_beside_groups_across(tmp_path: Path) -> None:
    plan = read(nested("Female", "Male", "Constable", "Sergeant"), tmp_path, **GWENT)
    assert plan.status == "ready"
    assert people(plan)["CONSTABLE", "W_BRIT"] == 8
    assert sum(row[5] for row in plan.counts if row[4] == "female") == 12


@pytest.mark.parametrize("outer", [("Custody", "Roads"), ("Full-time", "Part-time"), ("Police Officer", "Special")])
def test_other_labels_over_grades_are_told_by_their_sums(outer: tuple[str, str], tmp_path: Path) -> None:
    plan = read(nested(*outer, "Constable", "Sergeant"), tmp_path, **GWENT)
    assert plan.status != "refused"
    assert plan.counted.low == plan.counted.high == 18


def test_those_of_other_organisations_are_not_counted(tmp_path: Path) -> None:
    plan = read(nested("Gwent Police", "South Wales Police", "Constable", "Sergeant"), tmp_path, **GWENT)
    assert (plan.status, plan.headcount.low) == ("ready", 12)


@pytest.mark.parametrize("other", [
    ("2025", "2026"), ("Mar-25", "Mar-26"), ("2024/25", "2025/26"), ("Q1", "Q2"), ("Active", "Leaver"),
    ("Headcount", "FTE"), ("16-24", "25-34"),
])  # fmt: skip
def test_labels_that_must_not_be_added_up_refuse_the_file(other: tuple[str, str], tmp_path: Path) -> None:
    for rows in (nested(*other, "Constable", "Sergeant"), nested("Constable", "Sergeant", *other)):
        found = issue(read(rows, tmp_path, **GWENT), "pivot_unclear")
        assert "Show in Tabular Form" in found.fix
        assert "Repeat All Item Labels" in found.fix


REFUSED: dict[str, Rows] = {
    "three fields": [COUNT, ["Constable", 12], ["Female", 5], [BRITISH, 4], [INDIAN, 1], ["Male", 7], [BRITISH, 6],
                     [INDIAN, 1], ["Grand Total", 12]],
    "labels nobody knows": [COUNT, ["A one", 12], ["Foo", 10], ["Bar", 2], ["B one", 6], ["Foo", 5], ["Bar", 1], GRAND],
    "other labels whose sums are wrong": [COUNT, ["Custody", 13], *CONSTABLES, ["Roads", 6], *SERGEANTS, GRAND],
    "three fields without sums": [COUNT, ["Constable"], ["Female"], *CONSTABLES, ["Sergeant"], ["Male"], *SERGEANTS],
}  # fmt: skip


@pytest.mark.parametrize("form", REFUSED)
def test_what_cannot_be_told_apart_refuses_the_file(form: str, tmp_path: Path) -> None:
    plan = read(REFUSED[form], tmp_path, **GWENT)
    assert (plan.status, "pivot_unclear" in codes(plan), plan.counts) == ("refused", True, [])


@pytest.mark.parametrize(("row", "value"), [(1, 13), (7, 19)])
def test_sums_that_are_wrong_are_told_of(row: int, value: int, tmp_path: Path) -> None:
    rows = [list(each) for each in BY_GRADE]
    rows[row][1] = value
    found = issue(read(rows, tmp_path, **GWENT), "total_mismatch")
    assert (found.row, found.value) == (row + 1, str(value))


def test_a_label_called_blank_may_be_of_either_field(tmp_path: Path) -> None:
    rows: Rows = [COUNT, ["Constable", 12], [BRITISH, 10], ["(blank)", 2], ["(blank)", 6], *SERGEANTS, GRAND]
    plan = read(rows, tmp_path, **GWENT)
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("grade", "(blank)", 2)]
    assert people(plan)["CONSTABLE", "X_UNK"] == 2


def test_an_own_grade_is_told_by_its_sum_and_asked_about(tmp_path: Path) -> None:
    rows: Rows = [COUNT, ["Constable", 12], *CONSTABLES, ["Widget lead", 6], *SERGEANTS, GRAND]
    plan = read(rows, tmp_path, **GWENT)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("grade", "Widget lead")]


def test_outer_labels_without_numbers_are_told_by_that(tmp_path: Path) -> None:
    rows: Rows = [*ACROSS, ["Custody"], ["Constable", 10, 2, 12], ["Roads"], ["Constable", 0, 1, 1],
                  ["Sergeant", 5, 0, 5], *TOTAL]  # fmt: skip
    plan = read(rows, tmp_path, **GWENT)
    assert (plan.status, plan.headcount.low, people(plan)["CONSTABLE", "A_IND"]) == ("ready", 18, 3)


def test_rows_keep_their_numbers_and_the_sheet_of_people_is_still_the_one_to_read(tmp_path: Path) -> None:
    people_too: Rows = [["Employee Number", "Ethnicity", "Rank", "Sex"], ["1", "Indian", "Constable", "F"]]
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", BY_GRADE, sheet="Pivot", more={"Data": people_too}), **GWENT)
    assert plan.sheet == "Data"


def test_a_pivot_table_with_one_field_is_as_it_was(tmp_path: Path) -> None:
    rows: Rows = [*ACROSS, ["Constable", 10, 2, 12], ["Sergeant", 5, 1, 6], *TOTAL]
    plan = read(rows, tmp_path, **GWENT)
    assert counted(plan) == ("ready", TRUTH, True)
    assert "pivot_read" not in codes(plan)


def test_sexes_with_their_totals_over_groups_across(tmp_path: Path) -> None:
    rows: Rows = [
        ["Count of Employee No", "Column Labels"],
        ["", "Female", "", "Female Total", "Male", "", "Male Total", "Grand Total"],
        ["Row Labels", BRITISH, INDIAN, "", BRITISH, INDIAN, "", ""],
        ["Constable", 6, 1, 7, 4, 1, 5, 12],
        ["Sergeant", 2, 0, 2, 3, 1, 4, 6],
    ]
    assert counted(read(rows, tmp_path, **GWENT)) == ("ready", TRUTH, True)
    rows[3][3] = 8
    assert issue(read(rows, tmp_path, **GWENT), "total_mismatch").value == "8"


@pytest.mark.parametrize(("counted_field", "cell", "refused"), [
    ("Ethnicity", "", True), ("Ethnicity", 0, True), ("Ethnicity", 2, False), ("Employee No", "", False),
])  # fmt: skip
def test_a_pivot_table_that_counts_the_field_it_shows_leaves_people_out(
    counted_field: str, cell: Any, refused: bool, tmp_path: Path
) -> None:
    rows: Rows = [[f"Count of {counted_field}", "Column Labels"], ["Row Labels", BRITISH, INDIAN, "(blank)"],
                  ["Constable", 10, 2, cell]]  # fmt: skip
    assert ("blank_uncounted" in codes(read(rows, tmp_path, **GWENT))) is refused


def test_unknown_labels_below_a_kind_of_worker_may_be_own_grades(tmp_path: Path) -> None:
    head = ["Row Labels", "White", "Asian", "Grand Total"]
    rows: Rows = [head, ["Police staff", 7, 5, 12], ["Alpha", 2, 5, 7], ["Beta", 5, None, 5], ["Grand Total", 7, 5, 12]]
    plan = read(rows, tmp_path, "marker:(blank)=0", **GWENT)
    assert ({asked.field for asked in plan.decisions}, plan.counts) == ({"column"}, [])
    again: Rows = [["PCSO", 2, 5, 7], ["Alpha", 2, 5, 7], ["Grand Total", 9, 10, 19]]
    assert "pivot_unclear" in codes(read([*rows[:-1], *again], tmp_path, **GWENT))
