"""The forms tables of counts come in, as a workbook and as text: each with the exact figures it holds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, people, plan_of, read, write_csv, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

Rows = list[list[Any]]
Merges = tuple[tuple[int, int, int, int], ...]
BODY: Rows = [["EO", 10, 2, 12], ["HEO", 5, 1, 6], ["Total", 15, 3, 18]]
TRUTH = {("EO", "WHITE"): 10, ("EO", "ASIAN"): 2, ("HEO", "WHITE"): 5, ("HEO", "ASIAN"): 1}
SEXES: Rows = [["EO", 4, 6, 1, 1], ["HEO", 2, 3, 1, 0]]
SEX_ROW = ["Female", "Male", "Female", "Male"]

FORMS: dict[str, tuple[Rows, Merges]] = {
    "line breaks": ([["Pay\nband", "White\n", "Asian or\nAsian British", "Total\nheadcount"], *BODY], ()),
    "three merged rows": (
        [["", "Ethnicity", "", "", ""], ["", "White", "", "Asian", ""], ["Grade", *SEX_ROW], *SEXES],
        ((0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)),
    ),
    "three rows, the label merged down": (
        [["Grade", "Ethnicity", "", "", ""], ["", "White", "", "Asian", ""], ["", *SEX_ROW], *SEXES],
        ((0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)),
    ),
    "three repeated rows": (
        [["", *["Ethnicity"] * 4], ["", "White", "White", "Asian", "Asian"], ["Grade", *SEX_ROW], *SEXES],
        (),
    ),
    "spacers": (
        [
            ["Grade", "", "White", "", "Asian", "", "Total"],
            ["EO", "", 10, "", 2, "", 12],
            [""] * 7,
            ["HEO", "", 5, "", 1, "", 6],
            ["Total", "", 15, "", 3, "", 18],
        ],
        (),
    ),
    "a blank first column": ([["", "Grade", "White", "Asian", "Total"], *[["", *row] for row in BODY]], ()),
    "footnote marks": (
        [
            ["Grade1", "White2", "Asian[note 3]", "Total4"],
            ["Executive Officer2", 10, 2, 12],
            ["HEO*", 5, 1, 6],
            ["Total5", 15, 3, 18],
            [],
            ["Source: HR system"],
            ["Notes"],
            ["2. Excludes 14 agency workers."],
        ],
        (),
    ),
    "numbers as text": (
        [["Grade", "White", "Asian", "Total"], *[[r[0], *[f" {n} " for n in r[1:]]] for r in BODY]],
        (),
    ),
    "statuses": ([["Grade", "White", "Asian"], ["EO", "10 [r]", "2 [note 1]"], ["HEO", "5[p]", "1"]], ()),
    "percentages beside": (
        [
            ["Grade", "White", "", "Asian", ""],
            ["", "No.", "%", "No.", "%"],
            ["EO", 10, 83.3, 2, 16.7],
            ["HEO", 5, 83.3, 1, 16.7],
        ],
        ((0, 1, 0, 2), (0, 3, 0, 4)),
    ),
    "the total first": ([["Grade", "White", "Asian"], ["All staff", 15, 3], ["EO", 10, 2], ["HEO", 5, 1]], ()),
    "ethnicity in the corner": ([["Ethnicity", "White", "Asian"], *[row[:3] for row in BODY]], ()),
    "a total of ethnic minorities": (
        [
            ["Grade", "White", "Asian", "Total ethnic minority", "All ethnic groups"],
            ["EO", 10, 2, 2, 12],
            ["HEO", 5, 1, 1, 6],
        ],
        (),
    ),
    "long, with subtotals and notes": (
        [
            ["Grade", "Ethnicity", "Headcount"],
            ["EO", "White", "10"],
            ["EO", "Asian", 2],
            ["EO total", "", 12],
            ["HEO", "White", 5],
            ["HEO", "Asian", 1],
            ["HEO total", "", 6],
            ["Grand total", "", 18],
            [],
            ["Source: HR system"],
            ["1. Excludes agency workers."],
        ],
        (),
    ),
    "long, with spacers": (
        [["", "Grade", "", "Ethnicity", "No."]]
        + [
            ["", grade, "", group, number]
            for grade, *row in BODY[:2]
            for group, number in zip(("White", "Asian"), row, strict=False)
        ],
        (),
    ),
}


def both(
    rows: Rows, folder: Path, *decisions: str, merges: Merges = (), **wanted: Any
) -> tuple[ImportPlan, ImportPlan]:
    """The plans of a workbook and of a text file with these rows."""
    book = write_xlsx(folder / "a.xlsx", rows, merges=merges)
    return plan_of(book, *decisions, **wanted), plan_of(write_csv(folder / "a.csv", rows), *decisions, **wanted)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_figures(form: str, tmp_path: Path) -> None:
    rows, merges = FORMS[form]
    for plan in both(rows, tmp_path, merges=merges):
        assert plan.status == "ready", plan.issues
        assert {key: number for key, number in people(plan).items() if number} == TRUTH


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("NIL", 0, 0),
        ("[z]", 0, 0),
        ("[c]", 0, 4),
        ("~", 1, 4),
        ("<5", 1, 4),
        ("<10", 1, 9),
        ("≤5", 1, 5),
        ("fewer than 5", 1, 4),
        ("[low]", 1, 4),
        ("1,234", 1234, 1234),
    ],
)
@pytest.mark.parametrize("long", [True, False])
def test_what_stands_for_a_number_has_its_meaning(cell: str, low: int, high: int, long: bool, tmp_path: Path) -> None:
    table: Rows = [["Grade", "White", "Asian"], ["EO", 10, cell]]
    if long:
        table = [["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["EO", "Asian", cell]]
    for plan in both(table, tmp_path):
        assert plan.status == "ready"
        assert (plan.headcount.low, plan.headcount.high) == (10 + low, 10 + high)


@pytest.mark.parametrize("cell", ["..", "[x]", ":", "n/a", "#REF!", "NULL"])
@pytest.mark.parametrize("long", [True, False])
def test_what_is_not_available_is_no_number(cell: str, long: bool, tmp_path: Path) -> None:
    table: Rows = [["Grade", "White", "Asian"], ["EO", 10, cell]]
    if long:
        table = [["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["EO", "Asian", cell]]
    for plan in both(table, tmp_path):
        assert (plan.status, "count_not_available" in codes(plan)) == ("refused", True)


def test_groups_that_a_total_is_of_are_checked_and_not_counted(tmp_path: Path) -> None:
    rows: Rows = [
        ["Grade", "White British", "White Irish", "Total White", "Asian", "Black", "BAME total", "Not known", "Total"],
        ["EO", 8, 2, 10, 2, 1, 3, 1, 14],
        ["HEO", 5, 0, 5, 1, 0, 1, 0, 6],
    ]
    for plan in both(rows, tmp_path):
        assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 20, 20)
    rows[1][6] = 4
    assert read(rows, tmp_path).status == "refused"


def test_a_footnote_stuck_to_the_year_is_no_part_of_it(tmp_path: Path) -> None:
    rows: Rows = [["Workforce as at 30 September 20192"], [], ["Grade", "White", "Asian", "Total"], *BODY]
    for plan in both(rows, tmp_path, as_at=None):
        assert (plan.status, plan.snapshots[0].as_at) == ("ready", dt.date(2019, 9, 30))


def test_numbers_under_a_heading_over_the_groups_are_never_passed_over(tmp_path: Path) -> None:
    rows: Rows = [["Grade", "Ethnicity", "", "", ""], ["", "White", "", "Asian", ""], ["EO", 4, 6, 1, 1]]
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", rows, merges=((0, 1, 0, 4),)))
    assert plan.status != "ready"


PARTS: dict[str, Rows] = {
    "women and men beside the groups": [
        ["Grade", "Headcount", "FTE", "White", "Asian", "Disabled", "Female", "Male"],
        ["EO", 12, 11.5, 10, 2, 1, 5, 7],
        ["HEO", 6, 6, 5, 1, 0, 6, 0],
    ],
    "percentages in the same cells": [
        ["Grade", "White", "Asian", "Total"],
        ["EO", "10 (83.3%)", "2 (16.7%)", "12 (100%)"],
        ["HEO", "5 (83%)", "1 (17%)", "6 (100%)"],
    ],
}


@pytest.mark.parametrize("form", PARTS)
def test_people_divided_in_other_ways_are_counted_once(tmp_path: Path, form: str) -> None:
    plan = read(PARTS[form], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)


def test_all_of_a_group_beside_its_parts_is_not_counted_again(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White", "Indian", "Chinese", "All Asian", "Total"],
        ["EO", 10, 1, 1, 2, 12],
        ["HEO", 5, 1, 0, 1, 6],
    ]
    plan = read(rows, tmp_path)
    assert (plan.status, sum(people(plan).values())) == ("ready", 18)


def test_a_second_column_of_grades_starts_a_table_of_other_people(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Minority", "", "Grade", "White", "Minority"], ["EO", 10, 2, "", "AO", 5, 1]]
    plan = read(rows, tmp_path)
    assert (plan.status, codes(plan)) == ("refused", {"columns_repeated"})
    headed = [["Officers", "", "", "", "Staff"], *rows, ["HEO", 10, 2, "", "AA", 5, 1]]
    assert "columns_repeated" in codes(read(headed, tmp_path))


def by_sex(plan: ImportPlan) -> dict[tuple[str | None, str], int]:
    """How many people there are by grade and sex."""
    found: dict[tuple[str | None, str], int] = {}
    for row in plan.counts:
        key = (plan.grade_labels[row[1]].code, row[4])
        found[key] = found.get(key, 0) + row[5]
    return found


def test_a_group_that_is_not_divided_by_sex_beside_others_that_are_has_its_sex_unknown(tmp_path: Path) -> None:
    rows: Rows = [
        ["Grade", "White", "", "Asian", "Total"],
        ["", "Female", "Male", "", ""],
        ["EO", 4, 6, 2, 12],
        ["HEO", 2, 3, 1, 6],
    ]
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", rows, merges=((0, 1, 0, 2),)))
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    assert by_sex(plan) == {
        ("EO", "female"): 4, ("EO", "male"): 6, ("EO", "unknown"): 2,
        ("HEO", "female"): 2, ("HEO", "male"): 3, ("HEO", "unknown"): 1,
    }  # fmt: skip
    rows[2][4] = 13
    assert "total_mismatch" in codes(plan_of(write_xlsx(tmp_path / "b.xlsx", rows, merges=((0, 1, 0, 2),))))


@pytest.mark.parametrize("header", ["Sex", ""])
def test_grades_divided_by_sex_in_rows_are_counted_once_beside_one_that_is_not(header: str, tmp_path: Path) -> None:
    rows: Rows = [
        ["Grade", header, "White", "Asian"],
        ["EO", "Female", 4, 1],
        ["EO", "Male", 6, 1],
        ["EO", "Total", 10, 2],
        ["HEO", "Total", 5, 1],
    ]
    plan = read(rows, tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    assert by_sex(plan) == {("EO", "female"): 5, ("EO", "male"): 7, ("HEO", "unknown"): 6}


WOMEN, MEN = ["Female", 4, 1], ["Male", 6, 1]
BELOW: dict[str, Rows] = {
    "a grade with its sum": [["EO", 10, 2], WOMEN, MEN, ["HEO", 5, 1]],
    "a heading and a total below": [["EO"], WOMEN, MEN, ["Total", 10, 2], ["HEO"], ["Female", 5, 1], ["Total", 5, 1]],
    "a heading and a total above": [["EO"], ["All", 10, 2], MEN, WOMEN, ["HEO"], ["All", 5, 1], ["Female", 5, 1]],
    "a heading alone": [["EO"], WOMEN, MEN, ["HEO"], ["Female", 5, 1], ["Total", 15, 3]],
}


@pytest.mark.parametrize("form", BELOW)
def test_women_and_men_in_rows_below_a_grade_are_of_that_grade(form: str, tmp_path: Path) -> None:
    plan = read([["Grade", "White", "Asian"], *BELOW[form]], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    of_heo = "unknown" if form == "a grade with its sum" else "female"
    assert by_sex(plan) == {("EO", "female"): 5, ("EO", "male"): 7, ("HEO", of_heo): 6}


def test_women_and_men_below_a_grade_that_are_not_its_sum_refuse_the_file(tmp_path: Path) -> None:
    rows: Rows = [["Grade", "White", "Asian"], ["EO", 11, 2], WOMEN, MEN]
    assert "total_mismatch" in codes(read(rows, tmp_path))


GROUPS = {
    "White": ["British", "Irish"],
    "Asian": ["Indian", "Pakistani"],
    "Not known": ["Prefer not to say", "Refused"],
}


def across(*, grand: bool) -> tuple[Rows, Merges]:
    """Groups, their parts with a total, and women and men below each, merged as they would be on paper."""
    top: list[Any] = ["Grade"]
    middle, bottom, figures = [""], [""], ["EO"]
    merges = [(0, 0, 2, 0)]
    for group, parts in GROUPS.items():
        merges.append((0, len(top), 0, len(top) + 5))
        top += [group, *[""] * 5]
        for part, women, men in zip([*parts, "Total"], (3, 1, 4), (2, 0, 2), strict=True):
            merges.append((1, len(middle), 1, len(middle) + 1))
            middle += [part, ""]
            bottom += ["F", "M"]
            figures += [women, men]
    if grand:
        merges.append((0, len(top), 2, len(top)))
        top, middle, bottom, figures = [*top, "Total"], [*middle, ""], [*bottom, ""], [*figures, 18]
    return [top, middle, bottom, figures, ["HEO", *figures[1:]]], tuple(merges)


@pytest.mark.parametrize("grand", [True, False])
def test_groups_their_parts_and_the_sexes_below_are_one_header(grand: bool, tmp_path: Path) -> None:
    rows, merges = across(grand=grand)
    plan = plan_of(write_xlsx(tmp_path / "file.xlsx", rows, merges=merges))
    assert (plan.status, plan.header_rows, plan.headcount.low) == ("ready", (1, 3), 2 * 18)
    assert by_sex(plan) == {("EO", "female"): 12, ("EO", "male"): 6, ("HEO", "female"): 12, ("HEO", "male"): 6}
