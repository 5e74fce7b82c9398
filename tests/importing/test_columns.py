"""Columns, header rows and sheets: found by name, by content or by asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import COUNTS, STAFF, codes, exact, issue, people, plan_of, read, write_csv, write_xlsx

from workforce_tui.importing.plan import Profile
from workforce_tui.importing.synonyms import FIELDS, field_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TRUTH = {("EO", "W_BRIT"): 1, ("HEO", "A_IND"): 1, ("EO", "X_PNTS"): 1}


@pytest.mark.parametrize("name", FIELDS)
def test_every_synonym_leads_to_its_field(name: str) -> None:
    for tier in FIELDS[name]:
        for header in tier.split(","):
            found = field_of(" ".join(header.split()))
            assert found is not None, header
            assert found[0] == name or any(header.strip() in other for other in FIELDS[found[0]]), header


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Employee_No.", "staff_number"),
        ("EMPLOYEE NUMBER", "staff_number"),
        ("Self-Defined Ethnicity (16+1)", "ethnicity"),
        ("Ethnicity / Tarddiad Ethnig", "ethnicity"),
        ("Ethnicity\nCode", "ethnicity_code"),
        ("Rhif Staff", "staff_number"),
        ("Gradd", "grade"),
        ("Grade [note 2]", "grade"),
        ("Total (headcount)", "headcount"),
        ("As at 31 March...", "as_at"),
        ("White %", None),
        ("White British", None),
        ("Any other ethnic group", None),
        ("Ethnicity last updated date", None),
        ("Shoe size", None),
    ],
)
def test_headers_are_known_however_they_are_written(header: str, field: str | None) -> None:
    found = field_of(header)
    assert (found[0] if found else None) == field


def test_welsh_headers_and_labels_are_read(tmp_path: Path) -> None:
    rows = [["Rhif Staff", "Tarddiad Ethnig", "Rheng", "Rhyw"], [1, "Indiaidd", "Cwnstabl", "Benyw"]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert people(plan) == {("CONSTABLE", "A_IND"): 1}
    assert plan.persons[0][5] == "female"


def test_the_substantive_grade_outranks_the_grade(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Grade", "Substantive Grade"], [1, "Indian", "HEO", "EO"]]
    assert people(read(rows, tmp_path)) == {("EO", "A_IND"): 1}


def test_two_grade_columns_that_differ_are_a_question(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Grade", "Rank"], [1, "Indian", "EO", "HEO"]]
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("column", "Grade"), ("column", "Rank")]
    assert {suggestion.code for suggestion in plan.decisions[0].suggestions} == {"grade", "ignore"}
    answered = plan_of(tmp_path / "file.xlsx", "column:Rank=grade")
    assert people(answered) == {("HEO", "A_IND"): 1}


def test_ranks_of_officers_and_grades_of_staff_in_two_columns_are_both_read(tmp_path: Path) -> None:
    rows = [["Collar No", "SDE", "Rank", "Grade"], [1, "W1", "Constable", ""], [2, "A1", "", "Sergeant"]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert people(plan) == {("CONSTABLE", "W_BRIT"): 1, ("SERGEANT", "A_IND"): 1}
    assert [column.field for column in plan.columns[2:]] == ["grade", "grade"]


def test_two_grade_columns_that_differ_far_down_are_a_question_there(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Grade", "Rank"], *([i, "Indian", "EO", "EO"] for i in range(1, 400))]
    rows.append([999, "Indian", "EO", "HEO"])
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("grade", "EO | HEO", 1)]


def test_two_columns_of_the_same_name_that_agree_are_one(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Grade", "Grade"], [1, "Indian", "EO", "EO"]]
    assert people(read(rows, tmp_path)) == {("EO", "A_IND"): 1}


def test_two_columns_of_the_same_name_that_differ_are_told_apart_by_letter(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Grade", "Grade"], [1, "Indian", "EO", "HEO"]]
    plan = read(rows, tmp_path)
    assert [asked.value for asked in plan.decisions] == ["Grade [C]", "Grade [D]"]
    assert people(plan_of(tmp_path / "file.xlsx", 'column:"Grade [D]"=grade')) == {("HEO", "A_IND"): 1}


def test_a_job_title_is_not_a_grade_until_somebody_says_so(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Post Title"], [1, "Indian", "EO"]]
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("column", "Post Title", 1)]
    assert people(plan_of(tmp_path / "file.xlsx", 'column:"Post Title"=grade')) == {("EO", "A_IND"): 1}


def test_a_column_of_ethnicities_under_a_strange_name_is_a_question(tmp_path: Path) -> None:
    rows = [["Staff No", "Grade", "EQ1"], [1, "EO", "White British"], [2, "EO", "Indian"]]
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("column", "EQ1")]
    profile = Profile("hmpps-wales", columns={"EQ1": "ethnicity"})
    known = plan_of(tmp_path / "file.xlsx", profile=profile)
    assert known.status == "ready"
    assert known.columns[2].how == "profile"


def test_no_ethnicity_at_all_is_asked_about(tmp_path: Path) -> None:
    plan = read([["Staff No", "Grade", "Surname"], [1, "EO", "Jones"], [2, "EO", "Indian"]], tmp_path)
    assert plan.status == "needs_decisions"
    assert "no_ethnicity_column" in codes(plan)


def test_no_grade_at_all_is_asked_about(tmp_path: Path) -> None:
    plan = read([["Staff No", "Ethnicity", "Site"], [1, "Indian", "Cardiff"]], tmp_path)
    assert "no_grade_column" in codes(plan)


def test_numbers_without_a_name_may_be_counts_and_are_a_question(tmp_path: Path) -> None:
    rows = [["Grade", "Ethnicity", "2026"], ["EO", "White", 10], ["EO", "Asian", 2]]
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("column", "2026")]
    assert exact(plan_of(tmp_path / "file.xlsx", "column:2026=headcount")) == 12


def test_neither_counts_nor_staff_numbers_is_asked_about(tmp_path: Path) -> None:
    plan = read([["Grade", "Ethnicity"], ["EO", "White"]], tmp_path)
    assert (plan.status, plan.persons, plan.counts) == ("needs_decisions", [], [])
    assert "no_staff_number" in codes(plan)


def test_two_columns_of_counts_that_differ_are_a_question(tmp_path: Path) -> None:
    rows = [["Grade", "Ethnicity", "Number", "Count"], ["EO", "White", 10, 11]]
    plan = read(rows, tmp_path)
    assert [asked.value for asked in plan.decisions] == ["Number", "Count"]


def test_a_number_beside_a_name_may_be_a_staff_number_and_is_a_question(tmp_path: Path) -> None:
    rows = [["No.", "Surname", "Ethnicity", "Grade"], [1001, "Jones", "Indian", "EO"], [1002, "Evans", "Indian", "EO"]]
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("column", "No.")]
    assert exact(plan_of(tmp_path / "file.xlsx", "column:No.=staff_number")) == 2


def test_a_harmless_column_is_listed_and_ignored(tmp_path: Path) -> None:
    rows = [[*STAFF[0], "Shoe size", "Cost Centre"], *([*row, 9, "X1"] for row in STAFF[1:])]
    plan = read(rows, tmp_path)
    assert plan.status == "ready"
    assert [(column.field, column.how) for column in plan.columns[3:]] == [(None, "ignored"), ("ignored", "ignored")]


def test_a_decision_about_a_column_that_is_not_there_is_reported(tmp_path: Path) -> None:
    plan = read(STAFF, tmp_path, 'column:"Job family group"=grade')
    assert issue(plan, "unknown_column_decision").value == "Job family group"


def test_a_decision_for_a_field_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert "bad_decision" in codes(read(STAFF, tmp_path, "column:Grade=colour"))


def test_titles_above_and_two_header_rows(tmp_path: Path) -> None:
    rows = [
        ["HMPPS Wales staff in post"],
        ["As at 31 March 2026"],
        [],
        ["Employee", None, "Equality", "Post"],
        ["Number", "Surname", "Ethnicity", "Grade"],
        *(["10" + row[0], "Jones", *row[1:]] for row in STAFF[1:]),
    ]
    merged = write_xlsx(tmp_path / "a.xlsx", rows, merges=((3, 0, 3, 1),))
    plain = write_csv(tmp_path / "a.csv", rows)
    for path in (merged, plain):
        plan = plan_of(path, as_at=None)
        assert plan.header_rows == (4, 5), path
        assert people(plan) == TRUTH
        assert plan.preview[0][0] == "Employee | Number"
        assert plan.preview[1][1] == "•••"


def test_a_title_right_above_the_header_is_still_a_title(tmp_path: Path) -> None:
    plan = read([["Staff as at 31 March 2026"], *STAFF], tmp_path, as_at=None)
    assert plan.header_rows == (2, 2)
    assert plan.status == "ready"


def test_the_header_row_can_be_given(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Grade"], ["as of last year"], *STAFF]
    assert plan_of(write_xlsx(tmp_path / "a.xlsx", rows), header_row=3).header_rows == (3, 3)
    assert "header_not_found" in codes(plan_of(tmp_path / "a.xlsx", header_row=40))


def test_the_sheet_with_the_workforce_is_found(tmp_path: Path) -> None:
    cover = [["Contents"], ["1", "Staff"]]
    path = write_xlsx(tmp_path / "a.xlsx", cover, sheet="Cover", more={"Data": STAFF, "Lists": [["EO"], ["HEO"]]})
    plan = plan_of(path)
    assert plan.sheet == "Data"
    assert people(plan) == TRUTH
    assert [(sheet.name, sheet.rows) for sheet in plan.sheets] == [("Cover", 2), ("Data", 4), ("Lists", 2)]
    assert "Employee Number" in plan.sheets[1].reason


def test_a_second_sheet_with_a_workforce_is_reported(tmp_path: Path) -> None:
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", STAFF, more={"Leavers": STAFF}))
    assert plan.sheet == "Staff"
    assert "“Leavers”" in issue(plan, "other_sheet_with_data").message


def test_hidden_sheets_are_reported_and_read_only_when_chosen(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", COUNTS, more={"Old": STAFF}, hidden=("Old",))
    plan = plan_of(path)
    assert plan.sheet == "Staff"
    assert "hidden_sheet" in codes(plan)
    chosen = plan_of(path, sheet="old")
    assert people(chosen) == TRUTH
    assert "hidden_sheet_read" in codes(chosen)


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", STAFF), sheet="Data")
    assert plan.status == "refused"
    assert "Staff" in issue(plan, "no_such_sheet").fix


def test_the_preview_shows_text_and_no_more_than_twenty_rows(tmp_path: Path) -> None:
    rows = [STAFF[0], *([str(1000 + i), "Indian", "EO"] for i in range(50))]
    plan = read(rows, tmp_path)
    assert len(plan.preview) == 21
    assert plan.preview[:2] == (("Employee Number", "Ethnicity", "Grade"), ("•••", "Indian", "EO"))


@pytest.mark.parametrize("header", ["Force ID", "Collar ID", "Unique Employee Number", "SAP No.", "Worker ID"])
def test_a_column_headed_like_a_staff_number_that_tells_people_apart_is_one(tmp_path: Path, header: str) -> None:
    rows = [[header, "Ethnicity", "Grade"], *([str(7100 + i), "Indian", "EO"] for i in range(12))]
    plan = plan_of(write_csv(tmp_path / "staff.csv", rows))
    assert (plan.status, len(plan.persons)) == ("ready", 12)


@pytest.mark.parametrize("values", [[43] * 12, range(1, 13)], ids=["of the force", "counts"])
def test_it_is_asked_about_where_it_may_be_something_else(tmp_path: Path, values: Iterable[int]) -> None:
    rows = [["Force ID", "Ethnicity", "Grade"], *([str(value), "Indian", "EO"] for value in values)]
    plan = plan_of(write_csv(tmp_path / "staff.csv", rows))
    assert [(one.field, one.value) for one in plan.decisions] == [("column", "Force ID")]
