"""Tables of counts: crosstabs and long tables, their totals, and their markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import COUNTS, LONG, Rows, codes, exact, issue, people, plan_of, read, write_csv, write_xlsx

from workforce_tui.importing.plan import Layout
from workforce_tui.importing.profile import Profile

if TYPE_CHECKING:
    from pathlib import Path

TRUTH = {("EO", "WHITE"): 10, ("EO", "ASIAN"): 2, ("HEO", "WHITE"): 5, ("HEO", "ASIAN"): 1}


def test_a_crosstab_is_read_and_its_totals_are_not_counted(tmp_path: Path) -> None:
    plan = read(COUNTS, tmp_path)
    assert plan.status == "ready"
    assert plan.layout is Layout.CROSSTAB
    assert people(plan) == TRUTH
    assert (exact(plan), plan.rows_read, plan.rows_skipped) == (18, 2, 1)
    assert "total_skipped" in codes(plan)


def test_a_long_table_is_read(tmp_path: Path) -> None:
    plan = read(LONG, tmp_path)
    assert plan.layout is Layout.LONG
    assert people(plan) == {("EO", "WHITE"): 10, ("EO", "ASIAN"): 2, ("HEO", "WHITE"): 5}


def test_grades_across_and_groups_down_are_read_too(tmp_path: Path) -> None:
    rows = [["Ethnicity", "EO", "HEO", "Total"], ["White", 10, 5, 15], ["Asian", 2, 1, 3], ["All", 12, 6, 18]]
    assert people(read(rows, tmp_path)) == TRUTH


def test_titles_two_header_rows_spacers_and_notes_surround_a_crosstab(tmp_path: Path) -> None:
    rows = [
        ["Workforce by grade and ethnic group, as at 31 March 2026"],
        [],
        ["", "Ethnic group", None, "", ""],
        ["Grade", "White", "Asian", "", "Total"],
        ["EO", 10, 2, "", 12],
        [],
        ["HEO", 5, 1, "", 6],
        ["Total", 15, 3, "", 18],
        [],
        ["Source: HR system"],
        ["Notes"],
        ["1. Excludes agency workers."],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=((2, 1, 2, 2),))
    plan = plan_of(path, as_at=None)
    assert plan.header_rows == (4, 4)
    assert people(plan) == TRUTH
    assert people(plan_of(write_csv(tmp_path / "a.csv", rows), as_at=None)) == TRUTH


def test_a_first_column_without_a_header_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    rows = [["", *COUNTS[0][1:]], *COUNTS[1:]]
    plan = read(rows, tmp_path)
    assert people(plan) == TRUTH
    assert plan.columns[0].how == "content"


def test_percentages_and_full_time_equivalents_are_left_out(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White", "White %", "Asian", "Asian %", "Total", "Total FTE"],
        ["EO", 10, 83.3, 2, 16.7, 12, 11.2],
        ["HEO", 5, 83.3, 1, 16.7, 6, 5.5],
        ["% of total", 83.3, "", 16.7, "", "", ""],
    ]
    plan = read(rows, tmp_path)
    assert plan.status == "ready"
    assert people(plan) == TRUTH
    assert plan.rows_skipped == 1
    assert "% of total" in issue(plan, "row_left_out").message


@pytest.mark.parametrize("label", ["Band 4 closed rate", "Share officer", "Band 4 (10% allowance)", "Band 4 50%"])
def test_a_grade_with_a_word_of_percentages_in_its_name_is_counted(tmp_path: Path, label: str) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["Band 3", 100, 5, 105], [label, 120, 2, 122]]
    plan = read(rows, tmp_path)
    assert (exact(plan), plan.rows_read) == (227, 2)
    assert [raw.raw for raw in plan.grade_labels] == ["Band 3", label]


def test_a_closed_grade_of_few_people_is_counted(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["Band 3 50%", 40, 5, 45], ["Band 4 closed rate", 50, 2, 52]]
    assert exact(read(rows, tmp_path)) == 97


@pytest.mark.parametrize("row", [["Declaration rate", 83.3, 16.7, 100], ["BME share", "83%", "17%", "100%"]])
def test_a_row_of_percentages_is_named_and_not_counted(tmp_path: Path, row: list[object]) -> None:
    plan = read([*COUNTS, row], tmp_path)
    assert (plan.status, exact(plan), plan.rows_skipped) == ("ready", 18, 2)
    assert str(row[0]) in issue(plan, "row_left_out").message


def test_headcount_and_fte_under_each_group(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White", None, "Asian", None],
        [None, "Headcount", "FTE", "Headcount", "FTE"],
        ["EO", 10, 9.5, 2, 2],
        ["HEO", 5, 4.8, 1, 1],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=((0, 1, 0, 2), (0, 3, 0, 4)))
    assert people(plan_of(path)) == TRUTH


def test_sexes_under_each_group_with_their_totals(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White", None, None, "Asian", None, None],
        [None, "Male", "Female", "Total", "Male", "Female", "Total"],
        ["EO", 4, 6, 10, 1, 1, 2],
        ["HEO", 2, 3, 5, 0, 1, 1],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=((0, 1, 0, 3), (0, 4, 0, 6)))
    plan = plan_of(path)
    assert people(plan) == TRUTH
    assert sum(row[5] for row in plan.counts if row[4] == "female") == 11


def test_sections_say_what_kind_of_worker(tmp_path: Path) -> None:
    rows = [
        ["Rank", "White", "Asian", "Total"],
        ["Police officers"],
        ["Constable", 10, 2, 12],
        ["Sergeant", 5, 1, 6],
        ["Total officers", 15, 3, 18],
        ["Special constables"],
        ["Constable", 3, 0, 3],
        ["Total", 18, 3, 21],
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert plan.status == "ready", plan.issues
    assert (exact(plan), plan.outside_workforce) == (18, 3)
    assert "worker_type_by_heading" in codes(plan)


def test_merged_organisation_cells_fill_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ["Force", "Rank", "White", "Asian", "Total"],
        ["Gwent", "Constable", 10, 2, 12],
        [None, "Sergeant", 5, 1, 6],
        [None, "Total", 15, 3, 18],
        ["South Wales", "Constable", 7, 0, 7],
        [None, "Sergeant", 1, 0, 1],
        [None, "Total", 8, 0, 8],
        ["Wales", "Total", 23, 3, 26],
    ]
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", rows), organisation=None)
    assert plan.status == "ready", plan.issues
    assert [key.organisation for key in plan.snapshots] == ["gwent-police", "south-wales-police"]
    assert exact(plan) == 26


@pytest.mark.parametrize(
    ("row", "column", "value"), [(3, 3, 19), (3, 1, 14), (1, 3, 13)], ids=["grand total", "column total", "row total"]
)
def test_a_total_that_is_not_the_sum_is_refused(tmp_path: Path, row: int, column: int, value: int) -> None:
    rows = [list(each) for each in COUNTS]
    rows[row][column] = value
    plan = read(rows, tmp_path)
    assert plan.status == "refused"
    assert issue(plan, "total_mismatch").row == row + 1


def test_rounded_counts_may_miss_their_total_by_the_rounding(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["EO", 10, 5, 20], ["HEO", 25, 15, 40], ["Total", 35, 20, 60]]
    plan = read(rows, tmp_path)
    assert plan.status == "ready"
    assert "rounded_counts" in codes(plan)


def test_subtotals_of_blocks_are_checked_and_not_counted(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White", "Asian"],
        ["AO", 4, 1],
        ["EO", 10, 2],
        ["Sub-total", 14, 3],
        ["HEO", 5, 1],
        ["SEO", 2, 0],
        ["Sub-total", 7, 1],
        ["Grand total", 21, 4],
    ]
    plan = read(rows, tmp_path)
    assert plan.status == "ready", plan.issues
    assert exact(plan) == 25
    rows[6][1] = 8
    assert issue(read(rows, tmp_path), "total_mismatch").row == 7


def test_of_which_rows_repeat_and_are_not_counted(tmp_path: Path) -> None:
    plan = read([*COUNTS, ["of which: part time", 3, 1, 4]], tmp_path)
    assert (exact(plan), plan.rows_skipped) == (18, 2)
    assert "of which: part time" in issue(plan, "row_left_out").message


def test_a_column_for_all_ethnic_minorities_beside_the_groups_is_a_subtotal(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White", "Asian", "Black", "Ethnic minority", "Not stated", "Total"],
        ["EO", 10, 2, 1, 3, 1, 14],
        ["HEO", 5, 1, 0, 1, 0, 6],
    ]
    plan = read(rows, tmp_path)
    assert plan.status == "ready", plan.issues
    assert exact(plan) == 20
    rows[1][4] = 4
    assert "overlapping_groups" in codes(read(rows, tmp_path))


def test_a_group_beside_its_parts_counts_when_the_totals_say_so(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White British", "White Irish", "White", "Asian", "Total"],
        ["EO", 10, 1, 4, 2, 17],
        ["HEO", 5, 0, 1, 1, 7],
    ]
    plan = read(rows, tmp_path)
    assert plan.status == "ready", plan.issues
    assert exact(plan) == 24


def test_an_unknown_group_among_the_columns_is_a_question(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Klingon", "Total"], ["EO", 10, 2, 1, 13], ["HEO", 5, 1, 0, 6]]
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("ethnicity", "Klingon")]
    assert exact(plan) == 19
    assert plan_of(tmp_path / "file.xlsx", "ethnicity:Klingon=O_OTHER").status == "ready"


def test_the_same_row_twice_is_refused(tmp_path: Path) -> None:
    plan = read([*LONG, LONG[1]], tmp_path)
    assert plan.status == "refused"
    assert issue(plan, "label_repeated").row == 5


def test_rows_that_differ_in_another_column_add_up(tmp_path: Path) -> None:
    rows = [["Site", "Grade", "Ethnicity", "Number"], ["A", "EO", "White", 3], ["B", "EO", "White", 4]]
    assert people(read(rows, tmp_path)) == {("EO", "WHITE"): 7}


def test_grades_are_added_over_the_parts_of_an_organisation(tmp_path: Path) -> None:
    rows = [
        ["Directorate", "Grade", "White", "Asian"],
        *[["Operations", "EO", 10, 2], ["", "HEO", 5, 1], ["", "Operations total", 15, 3]],
        *[["Headquarters", "EO", 3, 0], ["", "HEO", 2, 0], ["", "Headquarters total", 5, 0]],
        ["Total", "", 20, 3],
    ]
    found = people(read(rows, tmp_path))
    assert found == {("EO", "WHITE"): 13, ("EO", "ASIAN"): 2, ("HEO", "WHITE"): 7, ("HEO", "ASIAN"): 1}


def test_totals_in_a_long_table_are_checked(tmp_path: Path) -> None:
    rows = [*LONG, ["EO", "All", 12], ["All grades", "White", 15], ["Total", "Total", 17]]
    plan = read(rows, tmp_path)
    assert plan.status == "ready", plan.issues
    assert exact(plan) == 17
    rows[-1][2] = 18
    assert issue(read(rows, tmp_path), "total_mismatch").value == "18"


def test_all_sexes_only_means_that_sex_is_unknown(tmp_path: Path) -> None:
    rows = [["Sex", *LONG[0]], *(["All", *row] for row in LONG[1:])]
    plan = read(rows, tmp_path)
    assert exact(plan) == 17
    assert {row[4] for row in plan.counts} == {"unknown"}


def test_suppressed_counts_become_ranges(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White", "Asian"],
        ["AO", 20, "<5"],
        ["EO", 10, "~"],
        ["HEO", 5, "[c]"],
        ["SEO", 7, "≤5"],
        ["G7", 3, "fewer than 10"],
    ]
    plan = read(rows, tmp_path)
    assert plan.status == "ready"
    assert (plan.headcount.low, plan.headcount.high) == (45 + 1 + 1 + 0 + 1 + 1, 45 + 4 + 4 + 4 + 5 + 9)
    assert "suppressed_counts" in codes(plan)


def test_a_total_fits_a_suppressed_row(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["EO", 10, "<5", 13], ["HEO", 5, 6, 11]]
    assert read(rows, tmp_path).status == "ready"
    rows[1][3] = 16
    assert "total_mismatch" in codes(read(rows, tmp_path))


@pytest.mark.parametrize("marker", ["-", "*", ""])
def test_a_marker_that_may_mean_two_things_is_a_question(tmp_path: Path, marker: str) -> None:
    rows = [["Grade", "White", "Asian"], ["EO", 10, marker], ["HEO", 5, marker]]
    plan = read(rows, tmp_path)
    assert plan.status == "needs_decisions"
    value = marker or "(blank)"
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("marker", value, 2)]
    path = tmp_path / "file.xlsx"
    assert exact(plan_of(path, f'marker:"{value}"=zero')) == 15
    ranged = plan_of(path, f'marker:"{value}"=1-4').headcount
    assert (ranged.low, ranged.high) == (17, 23)
    missing = plan_of(path, f'marker:"{value}"=missing')
    assert (missing.status, exact(missing)) == ("ready", 15)
    assert "count_set_aside" in codes(missing)


@pytest.mark.parametrize("marker", ["..", "[x]", ":", "n/a", "#N/A"])
def test_a_count_that_is_not_available_is_refused(tmp_path: Path, marker: str) -> None:
    rows = [["Grade", "White", "Asian"], ["EO", 10, marker], ["HEO", 5, 1]]
    plan = read(rows, tmp_path)
    assert plan.status == "refused"
    found = issue(plan, "count_not_available")
    assert (found.row, found.column, found.value) == (2, "Asian", marker)
    assert plan_of(tmp_path / "file.xlsx", f'marker:"{marker}"=missing').status == "ready"


@pytest.mark.parametrize(
    ("value", "code"), [(-1, "negative_count"), (1.5, "count_not_whole"), ("ten", "count_not_a_number")]
)
def test_what_is_no_number_of_people_is_refused(tmp_path: Path, value: object, code: str) -> None:
    plan = read([["Grade", "White", "Asian"], ["EO", 10, value], ["HEO", 5, 1]], tmp_path)
    assert plan.status == "refused"
    assert issue(plan, code).row == 2


def test_counts_as_text_with_commas_and_hard_spaces(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["EO", "1,234", " 8 ", "1,242"], ["HEO", "12.0", "\xa03\xa0", 15]]
    assert exact(read(rows, tmp_path)) == 1257


def test_not_applicable_counts_are_left_out(tmp_path: Path) -> None:
    plan = read([["Grade", "White", "Asian"], ["EO", 10, "[z]"], ["HEO", 5, 1]], tmp_path)
    assert (plan.status, exact(plan)) == ("ready", 16)
    assert "count_set_aside" in codes(plan)


def test_a_second_table_below_is_reported_and_not_read(tmp_path: Path) -> None:
    rows = [*COUNTS, [], [], ["Table 2: leavers"], ["Grade", "White", "Asian", "Black"], ["EO", 1, 2, 3]]
    plan = read(rows, tmp_path)
    assert exact(plan) == 18
    assert issue(plan, "second_table").row == 8


def test_specials_in_a_table_are_kept_apart(tmp_path: Path) -> None:
    rows = [
        ["Worker type", "Rank", "Ethnicity", "Number"],
        ["Police Officer", "Constable", "White", 10],
        ["Special Constable", "Constable", "White", 4],
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (exact(plan), plan.outside_workforce) == (10, 4)


def test_fte_beside_the_count_is_kept(tmp_path: Path) -> None:
    rows = [["Grade", "Ethnicity", "Headcount", "FTE"], ["EO", "White", 10, 9.6]]
    assert read(rows, tmp_path).counts[0][7] == 9600


def test_a_strange_column_can_be_left_out(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Vacancies", "Total"], ["EO", 10, 2, 4, 12], ["HEO", 5, 1, 3, 6]]
    plan = read(rows, tmp_path)
    (question,) = plan.decisions
    assert (question.value, question.suggestions[-1].code) == ("Vacancies", "ignore")
    for decision in ("ethnicity:Vacancies=ignore", "column:Vacancies=ignore"):
        answered = plan_of(tmp_path / "file.xlsx", decision)
        assert (answered.status, exact(answered)) == ("ready", 18)


def test_a_column_left_out_last_year_is_left_out_again_unless_said_otherwise(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Zorb"], ["EO", 10, 2, 4], ["HEO", 5, 1, 3]]
    assert read(rows, tmp_path).status == "needs_decisions"
    kept = Profile(ethnicities={"Zorb": "ignore"})
    plan = plan_of(tmp_path / "file.xlsx", profile=kept)
    assert (plan.status, exact(plan)) == ("ready", 18)
    assert {one.header: one.how for one in plan.columns}["Zorb"] == "profile"
    plan = plan_of(tmp_path / "file.xlsx", "ethnicity:Zorb=BLACK", profile=kept)
    assert (plan.status, exact(plan)) == ("ready", 25)


def test_counts_divided_by_sex_are_added_and_checked(tmp_path: Path) -> None:
    rows = [["Grade", "Ethnicity", "Male", "Female", "Total"], ["EO", "White", 4, 6, 10], ["EO", "Asian", 2, 0, 2]]
    plan = read(rows, tmp_path)
    assert (plan.status, plan.layout) == ("ready", Layout.LONG)
    assert exact(plan) == 12
    assert sum(row[5] for row in plan.counts if row[4] == "female") == 6
    rows[1][4] = 11
    assert "total_mismatch" in codes(read(rows, tmp_path))


def test_counts_divided_by_kind_of_worker_keep_specials_apart(tmp_path: Path) -> None:
    rows = [["Rank", "Ethnicity", "Police Officers", "Special Constables"], ["Constable", "White", 40, 6]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (exact(plan), plan.outside_workforce) == (40, 6)


def test_blank_labels_of_a_total_row_mean_all_of_them(tmp_path: Path) -> None:
    long = [*LONG, ["Total", "", 17]]
    assert (read(long, tmp_path).status, exact(read(long, tmp_path))) == ("ready", 17)
    rows = [
        ["Force", "As at", "Rank", "White", "Asian"],
        ["Gwent", "31/03/2026", "Constable", 10, 2],
        ["", "", "Sergeant", 5, 1],
        ["South Wales", "31/03/2026", "Constable", 7, 3],
        ["", "", "Total", 22, 6],
        ["Total", "", "", 22, 6],
    ]
    plan = read(rows, tmp_path, organisation=None, as_at=None)
    assert plan.status == "ready", plan.issues
    assert exact(plan) == 28


def test_kinds_of_worker_under_a_blank_header_are_known_by_what_is_in_it(tmp_path: Path) -> None:
    rows = [
        ["", "Rank", "White", "Asian"],
        ["Police officers", "Constable", 10, 2],
        ["", "Sergeant", 5, 1],
        ["Special constables", "Constable", 4, 0],
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (exact(plan), plan.outside_workforce) == (18, 4)


def test_a_table_by_organisation_alone_has_no_grade(tmp_path: Path) -> None:
    rows = [["", "White", "Asian"], ["Gwent", 10, 2], ["South Wales", 5, 1]]
    assert "no_grade_column" in codes(read(rows, tmp_path, organisation=None))


@pytest.mark.parametrize("share", ["%", "Per cent", "percent", "Share", "pct"])
@pytest.mark.parametrize("number", ["No.", "Number", "n", "Headcount"])
def test_numbers_and_percentages_under_each_group(tmp_path: Path, number: str, share: str) -> None:
    rows = [
        ["Rank", "White", None, "Asian", None, "Total", None],
        [None, *[number, share] * 3],
        ["Constable", 90, 90, 10, 10, 100, 100],
        ["Sergeant", 20, 80, 5, 20, 25, 100],
    ]
    merges = ((0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 0, 6))
    for path in (write_xlsx(tmp_path / "a.xlsx", rows, merges=merges), write_csv(tmp_path / "a.csv", rows)):
        plan = plan_of(path, organisation="gwent-police")
        assert (plan.status, exact(plan)) == ("ready", 125), plan.issues


@pytest.mark.parametrize("marker", ["~", "*", "[c]"])
def test_a_suppressed_total_is_not_checked(tmp_path: Path, marker: str) -> None:
    rows = [
        ["Grade", "White", "Asian", "Total"],
        ["EO", 100, "~", marker],
        ["HEO", 50, 1, 51],
        ["Total", 150, marker, marker],
    ]
    plan = read(rows, tmp_path)
    assert plan.status == "ready", plan.issues
    assert (plan.headcount.low, plan.headcount.high) == (152, 155)
    rows[2][3] = 52
    assert issue(read(rows, tmp_path), "total_mismatch").row == 3


@pytest.mark.parametrize("header", ["Sex", "Employee Type"])
def test_rows_of_all_sexes_or_kinds_of_worker_alone_are_counts(tmp_path: Path, header: str) -> None:
    rows = [[header, *LONG[0]], ["All", "EO", "White", 10], ["All", "EO", "Asian", "~"], ["All", "HEO", "White", 5]]
    plan = read(rows, tmp_path)
    assert (plan.status, plan.rows_read) == ("ready", 3)
    assert people(plan) == {("EO", "WHITE"): 10, ("EO", "ASIAN"): 1, ("HEO", "WHITE"): 5}
    assert (plan.headcount.low, plan.headcount.high) == (16, 19)
    rows[2][3] = "*"
    assert [asked.value for asked in read(rows, tmp_path).decisions] == ["*"]
    rows[2][1] = "Wizard"
    assert {asked.value for asked in read(rows, tmp_path).decisions} == {"*", "Wizard"}


def test_three_header_rows_may_repeat_their_texts_and_need_no_merged_cells(tmp_path: Path) -> None:
    rows: Rows = [
        ["Rank", "Officers", "Officers", "Officers", "Officers"],
        ["Rank", "White", "White", "Asian", "Asian"],
        ["Rank", "Male", "Female", "Male", "Female"],
        ["Constable", 60, 30, 6, 4],
        ["Sergeant", 20, 10, 1, 1],
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (plan.status, plan.header_rows, plan.headcount.low) == ("ready", (1, 3), 132), plan.issues
    assert {(row[4], row[5]) for row in plan.counts if row[1] == 0} == {
        ("male", 60),
        ("female", 30),
        ("male", 6),
        ("female", 4),
    }


def test_a_subtotal_that_is_wrong_is_put_beside_the_rows_it_is_nearest_to(tmp_path: Path) -> None:
    rows: Rows = [
        ["Area", "Rank", "White", "Asian"],
        ["East", "Constable", 50, 5],
        ["East", "Sergeant", 10, 1],
        ["East total", None, 61, 6],
        ["West", "Constable", 40, 3],
        ["West total", None, 40, 3],
    ]
    found = issue(read(rows, tmp_path, organisation="gwent-police"), "total_mismatch")
    assert (found.row, found.column) == (4, "White")
    assert "61" in found.message
    assert "60" in found.message
