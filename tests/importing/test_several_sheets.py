"""Workbooks with the workforce on several sheets, a sheet for each month, and hidden rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import COUNTS, STAFF, codes, exact, issue, people, plan_of, write_xlsx

from workforce_tui.importing.dates import date_of_sheet
from workforce_tui.importing.plan import parse_decision, resolve

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

HEAD = ["Person Number", "Grade", "Ethnicity"]
PRISONS = [HEAD, *([1000 + n, "Band 3", "Indian" if n % 10 == 0 else "White British"] for n in range(30))]
PROBATION = [HEAD, *([2000 + n, "Band 4", "African" if n % 5 == 0 else "White British"] for n in range(20))]
BOTH = {("BAND3", "A_IND"): 3, ("BAND3", "W_BRIT"): 27, ("BAND4", "B_AFR"): 4, ("BAND4", "W_BRIT"): 16}


def book(folder: Path, content: dict[str, Any], *decisions: str, **wanted: Any) -> ImportPlan:
    (first, rows), *others = content.items()
    path = write_xlsx(folder / "file.xlsx", rows, sheet=first, more=dict(others))
    return plan_of(path, *decisions, **wanted)


TWO = {"Prisons": PRISONS, "Probation": PROBATION}


def adds_up(plan: ImportPlan) -> bool:
    return plan.rows_read == exact(plan) + plan.outside_workforce + plan.rows_rejected


def test_sheets_that_look_alike_are_asked_about_and_none_is_read(tmp_path: Path) -> None:
    plan = book(tmp_path, {"Cover": [["Workforce"]], **TWO})
    (decision,) = plan.decisions
    assert (plan.status, exact(plan)) == ("needs_decisions", 0)
    assert (decision.field, decision.value) == ("sheet", "(sheets)")
    assert [one.code for one in decision.suggestions] == ["all", "Prisons", "Probation"]
    assert "header in row 1" in decision.suggestions[1].reason


@pytest.mark.parametrize(
    "wanted", [{"sheet": "all"}, {"sheets": ("Prisons", "Probation")}, {"sheets": ("probation", "PRISONS")}]
)
def test_sheets_asked_for_together_are_one_workforce(tmp_path: Path, wanted: dict[str, Any]) -> None:
    plan = book(tmp_path, TWO, **wanted)
    assert plan.status == "ready"
    assert people(plan) == BOTH
    assert (len(plan.snapshots), plan.rows_read) == (1, 50)
    assert adds_up(plan)
    assert sorted(plan.read_sheets) == ["Prisons", "Probation"]


def test_the_answer_reads_all_and_is_kept(tmp_path: Path) -> None:
    plan = book(tmp_path, TWO, 'sheet:"(sheets)"=all')
    assert people(plan) == BOTH
    assert [one.answer for one in plan.used_decisions] == ["all"]
    assert "decision_not_used" not in codes(plan)


def test_the_answer_may_be_one_sheet(tmp_path: Path) -> None:
    plan = book(tmp_path, TWO, 'sheet:"(sheets)"=probation')
    assert (plan.sheet, exact(plan)) == ("Probation", 20)
    assert "other_sheet_with_data" in codes(plan)


def test_an_answer_that_names_no_sheet_leaves_the_question_open(tmp_path: Path) -> None:
    assert "answer_not_usable" in codes(book(tmp_path, TWO, 'sheet:"(sheets)"=Courts'))


def test_a_sheet_called_all_is_that_sheet(tmp_path: Path) -> None:
    plan = book(tmp_path, {"All": PRISONS, "Probation": PROBATION}, sheet="all")
    assert (plan.sheet, exact(plan)) == ("All", 30)


def test_counts_on_two_sheets_are_added_up(tmp_path: Path) -> None:
    plan = book(tmp_path, {"North": COUNTS, "South": COUNTS}, sheet="all")
    assert people(plan) == {
        ("EO", "WHITE"): 20, ("EO", "ASIAN"): 4, ("HEO", "WHITE"): 10, ("HEO", "ASIAN"): 2,
    }  # fmt: skip


def test_officers_and_pcsos_on_sheets_of_their_own(tmp_path: Path) -> None:
    officers = [["Staff ID", "Rank", "Ethnicity"], [1, "Constable", "White British"], [2, "Sergeant", "Indian"]]
    pcsos = [["Staff ID", "Grade", "Ethnicity"], [9, "PCSO", "White British"]]
    plan = book(tmp_path, {"Officers": officers, "PCSOs": pcsos}, sheet="all", organisation="gwent-police")
    assert sorted(row[4] for row in plan.persons) == ["officer", "officer", "pcso"]


def test_somebody_on_two_sheets_is_one_person_in_the_larger_post(tmp_path: Path) -> None:
    head = [*HEAD, "FTE"]
    one = [head, ["a1", "Band 3", "Indian", 0.4], ["a2", "Band 3", "White British", 1]]
    two = [head, ["A 1", "Band 5", "Indian", 0.6], ["a3", "Band 5", "White British", 1]]
    plan = book(tmp_path, {"Prisons": one, "Probation": two}, sheet="all")
    assert people(plan) == {("BAND5", "A_IND"): 1, ("BAND3", "W_BRIT"): 1, ("BAND5", "W_BRIT"): 1}
    assert (plan.rows_read, plan.rows_rejected) == (4, 1)
    found = issue(plan, "person_on_two_sheets")
    assert (found.sheet, found.value) == ("Probation", None)


def test_somebody_with_two_ethnicities_on_two_sheets_is_refused(tmp_path: Path) -> None:
    one, two = [HEAD, ["a1", "Band 3", "Indian"]], [HEAD, ["a1", "Band 3", "African"]]
    assert book(tmp_path, {"Prisons": one, "Probation": two}, sheet="all").status == "refused"


def test_row_numbers_in_place_of_staff_numbers_are_refused(tmp_path: Path) -> None:
    sheets = {name: [HEAD, *([n, "Band 3", "Indian"] for n in range(1, 9))] for name in ("Prisons", "Probation")}
    plan = book(tmp_path, sheets, sheet="all")
    assert "staff_numbers_restart" in codes(plan)
    assert plan.status == "refused"


def test_questions_of_two_sheets_are_asked_once_with_the_rows_of_both(tmp_path: Path) -> None:
    sheets = {name: [HEAD, [f"{name}1", "Zorblax", "Indian"]] for name in ("Prisons", "Probation")}
    plan = book(tmp_path, sheets, sheet="all")
    assert [(one.field, one.value, one.rows) for one in plan.decisions] == [("grade", "Zorblax", 2)]
    after = resolve(plan, [parse_decision("grade:Zorblax=BAND3")])
    assert people(after) == {("BAND3", "A_IND"): 2}
    assert after.status == "ready"


def test_issues_say_which_sheet_they_are_about(tmp_path: Path) -> None:
    sheets = {"Prisons": PRISONS, "Probation": [HEAD, [9, "Band 3", "Indian"], [9, "Band 3", "Indian"]]}
    found = issue(book(tmp_path, sheets, sheet="all"), "duplicate_row")
    assert (found.sheet, found.row) == ("Probation", 3)


def test_a_list_of_people_and_a_table_of_counts_are_not_added_up(tmp_path: Path) -> None:
    plan = book(tmp_path, {"Staff": STAFF, "Summary": COUNTS}, sheets=("Staff", "Summary"))
    assert "sheets_mixed" in codes(plan)


@pytest.mark.parametrize("other", ["Leavers", "Joiners", "Staff in post FTE"])
def test_a_sheet_about_something_else_is_not_alike(tmp_path: Path, other: str) -> None:
    plan = book(tmp_path, {"Staff": STAFF, other: STAFF})
    assert (plan.status, plan.sheet) == ("ready", "Staff")
    assert "other_sheet_with_data" in codes(plan)


MONTHS = {"Jan 2024": PRISONS, "Feb 2024": [HEAD, *PRISONS[2:]], "Mar 24": [HEAD, *PRISONS[3:]]}


def test_a_sheet_for_each_month_is_a_snapshot_for_each_month(tmp_path: Path) -> None:
    plan = book(tmp_path, MONTHS, sheet="all", as_at=None)
    assert [key.as_at for key in plan.snapshots] == [dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2024, 3, 31)]
    assert [sum(row[0] == place for row in plan.persons) for place in range(3)] == [30, 29, 28]
    assert plan.rows_rejected == 0
    assert "sheet_dated" in codes(plan)


def test_only_the_month_asked_for_is_read(tmp_path: Path) -> None:
    for wanted in ({}, {"sheet": "all"}):
        plan = book(tmp_path, MONTHS, as_at=dt.date(2024, 2, 29), **wanted)
        assert (plan.status, exact(plan)) == ("ready", 29)
        assert "sheet_of_other_date" in codes(plan)


def test_dates_in_the_titles_outrank_the_names(tmp_path: Path) -> None:
    sheets = {name: [[f"Staff as at {day} 2024"], *PRISONS] for name, day in (("A", "31 March"), ("B", "30 June"))}
    plan = book(tmp_path, sheets, sheet="all", as_at=None)
    assert [key.as_at for key in plan.snapshots] == [dt.date(2024, 3, 31), dt.date(2024, 6, 30)]


def test_months_without_a_year_are_not_added_up_as_one_day(tmp_path: Path) -> None:
    sheets = {"January": COUNTS, "February": COUNTS}
    assert "sheets_without_dates" in codes(book(tmp_path, sheets, sheet="all"))


def test_two_sheets_of_the_same_month_are_one_snapshot(tmp_path: Path) -> None:
    sheets = {"Prisons March 2026": PRISONS, "Probation March 2026": PROBATION}
    plan = book(tmp_path, sheets, sheet="all")
    assert (plan.status, exact(plan), len(plan.snapshots)) == ("ready", 50, 1)


def test_no_sheet_of_the_day_asked_for_is_refused(tmp_path: Path) -> None:
    plan = book(tmp_path, MONTHS, sheet="all", as_at=dt.date(2023, 3, 31))
    assert codes(plan) >= {"date_not_in_file"}


def test_an_empty_sheet_among_others_is_passed_over(tmp_path: Path) -> None:
    plan = book(tmp_path, {**TWO, "Courts": [HEAD]}, sheet="all")
    assert (plan.status, exact(plan)) == ("ready", 50)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Jan 2024", dt.date(2024, 1, 31)),
        ("March 24", dt.date(2024, 3, 31)),
        ("SIP Mar-24", dt.date(2024, 3, 31)),
        ("2024-03", dt.date(2024, 3, 31)),
        ("2024 March", dt.date(2024, 3, 31)),
        ("31.03.2024", dt.date(2024, 3, 31)),
        ("Staff 31 Mar 24", dt.date(2024, 3, 31)),
        ("30 Mehefin 2024", dt.date(2024, 6, 30)),
        ("Mawrth 2024", dt.date(2024, 3, 31)),
        ("March", None),
        ("2024", None),
        ("2011-12", None),
        ("2023-24", None),
        ("Data", None),
        ("Mar 23 v Mar 24", None),
        ("Summary 24", None),
    ],
)
def test_the_date_in_a_name(name: str, day: dt.date | None) -> None:
    assert date_of_sheet(name) == day


def test_hidden_rows_are_left_out_and_said_so_unless_chosen(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", PRISONS, hidden_rows=(3, 4))
    plan = plan_of(path)
    assert (exact(plan), issue(plan, "hidden_rows").severity) == (28, "warning")
    assert "not read: 2." in issue(plan, "hidden_rows").message
    whole = plan_of(path, include_hidden=True)
    assert exact(whole) == 30
    assert "hidden_rows_read" in codes(whole)


def test_hidden_rows_of_a_table_of_counts_are_left_out_too(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian"], ["EO", 10, 2], ["HEO", 5, 1]]
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", rows, hidden_rows=(2,)))
    assert exact(plan) == 12


def test_a_sheet_beyond_those_that_are_looked_at_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    content = {**{f"Empty {number}": [["Nothing"]] for number in range(90)}, "Staff": PRISONS}
    unasked = book(tmp_path, content)
    assert codes(unasked) >= {"sheets_not_looked_at", "no_data_found"}
    assert "91 sheets; only the first 80" in issue(unasked, "sheets_not_looked_at").message
    asked = book(tmp_path, content, sheet="Staff")
    assert (asked.status, exact(asked)) == ("ready", 30)
    assert "sheets_not_looked_at" not in codes(asked)


def test_all_sheets_are_not_read_together_where_some_were_not_looked_at(tmp_path: Path) -> None:
    content = {f"Team {number}": [HEAD, [number, "EO", "Indian"]] for number in range(81)}
    for plan in (book(tmp_path, content, sheet="all"), book(tmp_path, content, 'sheet:"(sheets)"=all')):
        assert (plan.status, exact(plan)) == ("refused", 0)
        assert "too_many_sheets" in codes(plan)


def directorate(white: int, asian: int) -> list[list[Any]]:
    return [["Grade", "White", "Asian", "Total"], ["EO", white, asian, white + asian], ["HEO", 5, 1, 6]]


LEGAL, DIGITAL = directorate(10, 2), directorate(4, 0)
ADDED = [["Grade", "White", "Asian", "Total"], ["EO", 14, 2, 16], ["HEO", 10, 2, 12]]


@pytest.mark.parametrize("name", ["Everything", "Totals", "Cyfanswm"])
def test_a_sheet_that_adds_up_the_others_is_not_read_beside_them(tmp_path: Path, name: str) -> None:
    plan = book(tmp_path, {"Legal": LEGAL, "Digital": DIGITAL, name: ADDED}, sheet="all")
    assert plan.status == "refused"
    assert issue(plan, "sheet_sums_others").message.startswith(f"The sheet “{name}” adds up other sheets")


def test_a_sheet_called_total_is_not_read_beside_others_though_it_differs(tmp_path: Path) -> None:
    assert "sheet_sums_others" in codes(book(tmp_path, {"Legal": LEGAL, "All staff": DIGITAL}, sheet="all"))


def test_a_copy_of_a_sheet_is_not_read_beside_it(tmp_path: Path) -> None:
    large = directorate(100, 4)
    assert "sheet_sums_others" in codes(book(tmp_path, {"Legal": large, "Legal (2)": large}, sheet="all"))


def test_sheets_of_parts_are_read_together(tmp_path: Path) -> None:
    plan = book(tmp_path, {"Legal": LEGAL, "Digital": DIGITAL, "Finance": DIGITAL}, sheet="all")
    assert (plan.status, exact(plan)) == ("ready", 18 + 10 + 10)
    assert exact(book(tmp_path, {"Legal": LEGAL, "Digital": DIGITAL, "Totals": ADDED}, sheet="Totals")) == 28
