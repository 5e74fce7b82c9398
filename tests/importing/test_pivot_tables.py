"""Tables in the form pivot tables have: a label on the first row of its block, subtotals after or above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, exact, issue, people, plan_of, read, write_csv, write_xlsx

from workforce_tui.importing.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = ["Rank", "Ethnicity", "Count of Employee No"]
TABULAR: list[list[Any]] = [
    HEADER,
    ["Constable", "White British", 900],
    ["", "Indian", 12],
    ["", "Not Stated", 9],
    ["Constable Total", "", 921],
    ["Sergeant", "White British", 300],
    ["", "Indian", 4],
    ["Sergeant Total", "", 304],
    ["Grand Total", "", 1225],
]
TRUTH = {
    ("CONSTABLE", "W_BRIT"): 900,
    ("CONSTABLE", "A_IND"): 12,
    ("CONSTABLE", "X_PNTS"): 9,
    ("SERGEANT", "W_BRIT"): 300,
    ("SERGEANT", "A_IND"): 4,
}
OUTLINE = [
    HEADER,
    ["Constable", "", 921],
    *TABULAR[1:4],
    ["Sergeant", "", 304],
    *TABULAR[5:7],
    ["Grand Total", "", 1225],
]
for number in (2, 6):
    OUTLINE[number] = ["", *OUTLINE[number][1:]]
HEADINGS = [["", *row[1:]] if row[1:] in (TABULAR[1][1:], TABULAR[5][1:]) else row for row in TABULAR]
HEADINGS = [HEADER, ["Constable", "", ""], *HEADINGS[1:4], ["Sergeant", "", ""], *HEADINGS[5:7]]


@pytest.mark.parametrize("rows", [TABULAR, OUTLINE, HEADINGS], ids=["tabular", "outline", "headings"])
@pytest.mark.parametrize(("write", "name"), [(write_xlsx, "a.xlsx"), (write_csv, "a.csv")])
def test_a_label_given_once_is_that_of_its_block(
    rows: list[list[Any]], write: Callable[..., Path], name: str, tmp_path: Path
) -> None:
    plan = plan_of(write(tmp_path / name, rows), organisation="gwent-police")
    assert (plan.status, exact(plan)) == ("ready", 1225)
    assert people(plan) == TRUTH


def test_labels_come_again_under_a_column_that_is_not_read(tmp_path: Path) -> None:
    rows = [
        ["Command", "Rank", "Ethnicity", "Count of Employee No"],
        *([place, *row] for place, row in zip(["North", *[""] * 6], TABULAR[1:8], strict=True)),
        ["North Total", "", "", 1225],
        ["South", "Constable", "White British", 5],
        ["", "", "Indian", 2],
        ["", "Constable Total", "", 7],
        ["South Total", "", "", 7],
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (plan.status, exact(plan)) == ("ready", 1232)
    assert people(plan) == TRUTH | {("CONSTABLE", "W_BRIT"): 905, ("CONSTABLE", "A_IND"): 14}


def test_the_order_of_the_labels_does_not_matter(tmp_path: Path) -> None:
    rows = [
        ["Ethnicity", "Rank", "Headcount"],
        ["White British", "Constable", 900],
        ["", "Sergeant", 300],
        ["White British Total", "", 1200],
        ["Indian", "Constable", 12],
        ["", "Sergeant", 4],
        ["Indian Total", "", 16],
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (plan.status, exact(plan)) == ("ready", 1216)
    assert people(plan)["SERGEANT", "A_IND"] == 4


def test_blocks_within_blocks(tmp_path: Path) -> None:
    rows = [
        ["Grade", "Sex", "Ethnicity", "Headcount"],
        ["EO", "Female", "White", 10],
        ["", "", "Asian", 2],
        ["", "Female Total", "", 12],
        ["", "Male", "White", 8],
        ["", "", "Asian", 1],
        ["", "Male Total", "", 9],
        ["EO Total", "", "", 21],
        ["HEO", "Female", "White", 5],
        ["", "", "Asian", 3],
        ["", "Female Total", "", 8],
        ["HEO Total", "", "", 8],
        ["Grand Total", "", "", 29],
    ]
    plan = read(rows, tmp_path)
    assert (plan.status, exact(plan)) == ("ready", 29)
    assert people(plan) == {("EO", "WHITE"): 18, ("EO", "ASIAN"): 3, ("HEO", "WHITE"): 5, ("HEO", "ASIAN"): 3}
    assert sum(row[5] for row in plan.counts if row[4] == "female") == 20


@pytest.mark.parametrize("wrong", [None, 920])
def test_blanks_that_no_subtotal_proves_are_refused_in_words(wrong: int | None, tmp_path: Path) -> None:
    rows = [row for row in TABULAR if wrong or "Total" not in str(row[0])]
    rows = [["Constable Total", "", wrong] if row[0] == "Constable Total" else row for row in rows]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert plan.status == "refused"
    assert codes(plan) == {"labels_left_blank"}
    assert "“Rank” is blank in some rows (3)" in issue(plan, "labels_left_blank").message


def test_a_grade_that_really_is_blank_is_still_asked_about(tmp_path: Path) -> None:
    rows = [
        ["Grade", "Ethnicity", "Headcount"],
        ["EO", "White", 10],
        ["EO", "Asian", 2],
        ["HEO", "White", 5],
        ["", "White", 3],
    ]
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("grade", "(blank)")]
    assert exact(read(rows, tmp_path, "grade:(blank)=L0")) == 20


@pytest.mark.parametrize("header", ["No. of officers", "Count of Employee No", "Number of staff in post", "Nos.", "#"])
def test_headers_that_say_people_are_counted_need_no_question(header: str, tmp_path: Path) -> None:
    rows = [["Rank", "Ethnicity", header], ["Constable", "White British", 900], ["Constable", "Indian", 12]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (plan.status, exact(plan)) == ("ready", 912)


def test_a_pivot_with_groups_across_is_a_crosstab(tmp_path: Path) -> None:
    rows = [
        ["Count of Employee No", "Column Labels", "", "", ""],
        ["Row Labels", "White British", "Indian", "(blank)", "Grand Total"],
        ["Constable", 900, 12, 3, 915],
        ["Sergeant", 300, 4, "", 304],
        ["Grand Total", 1200, 16, 3, 1219],
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (plan.status, exact(plan)) == ("ready", 1219)
    assert people(plan)["CONSTABLE", "X_UNK"] == 3


NAMED_BLANK = [*TABULAR[:-1], ["(blank)", "White British", 2], ["(blank) Total", "", 2], ["Grand Total", "", 1227]]


def test_an_answer_about_the_label_blank_leaves_blank_cells_as_they_are(tmp_path: Path) -> None:
    plan = read(NAMED_BLANK, tmp_path, organisation="gwent-police")
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("grade", "(blank)", 1)]
    answered = read(NAMED_BLANK, tmp_path, "grade:(blank)=OFFICER_UNKNOWN", organisation="gwent-police")
    assert people(answered) == TRUTH | {("OFFICER_UNKNOWN", "W_BRIT"): 2}


def test_an_answer_of_another_year_leaves_blank_cells_that_subtotals_prove(tmp_path: Path) -> None:
    profile = Profile(grades={"(blank)": "OFFICER_UNKNOWN"})
    plan = read(TABULAR, tmp_path, organisation="gwent-police", profile=profile)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
