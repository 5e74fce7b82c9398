"""Columns that say whether somebody is in post."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, exact, issue, read

from workforce_tui.importing.statuses import recognise_status

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan


def staff(folder: Path, statuses: list[Any], *decisions: str, header: str = "Status", **wanted: Any) -> ImportPlan:
    rows = [[number, "Indian", "EO", status] for number, status in enumerate(statuses, 1)]
    return read([["Staff No", "Ethnicity", "Grade", header], *rows], folder, *decisions, **wanted)


def asked(plan: ImportPlan) -> list[tuple[str, str, int]]:
    return [(one.field, one.value, one.rows) for one in plan.decisions]


@pytest.mark.parametrize("status", ["Career Break Unpaid", "Maternity leave (paid)", "Sick - Unpaid", "Unpaid leave"])
def test_whether_an_absence_is_paid_makes_no_difference(status: str) -> None:
    assert recognise_status(status) == "away"


@pytest.mark.parametrize("header", ["Status", "Employee Status", "Assignment Status", "Statws"])
@pytest.mark.parametrize("left", ["Leaver", "LEFT", "Terminated", "Resigned", "Ex-Employee", "Wedi gadael"])
def test_somebody_marked_as_having_left_is_set_aside_and_said_so(tmp_path: Path, header: str, left: str) -> None:
    plan = staff(tmp_path, ["Active", left, "Active", left], header=header)
    assert plan.status == "ready"
    assert (plan.rows_read, exact(plan), plan.rows_rejected) == (4, 2, 2)
    assert (issue(plan, "status_not_in_post").severity, issue(plan, "status_not_in_post").value) == ("warning", left)


@pytest.mark.parametrize("away", ["Career Break", "Maternity leave", "Secondment", "Suspended", "Absenoldeb mamolaeth"])
def test_somebody_away_for_a_while_is_counted_and_said_so(tmp_path: Path, away: str) -> None:
    plan = staff(tmp_path, ["Current", away])
    assert (plan.status, exact(plan)) == ("ready", 2)
    assert issue(plan, "away_counted").value == away


def test_a_status_nobody_knows_is_asked_about(tmp_path: Path) -> None:
    plan = staff(tmp_path, ["Active", "Inactive", "Inactive"])
    assert plan.status == "needs_decisions"
    assert asked(plan) == [("status", "Inactive", 2)]
    assert [one.code for one in plan.decisions[0].suggestions] == ["in_post", "left"]


@pytest.mark.parametrize(("answer", "headcount"), [("in_post", 3), ("left", 1), ("In post", 3)])
def test_an_answer_settles_a_status(tmp_path: Path, answer: str, headcount: int) -> None:
    plan = staff(tmp_path, ["Active", "Inactive", "Inactive"], f'status:"Inactive"={answer}')
    assert (plan.status, exact(plan), plan.rows_rejected) == ("ready", headcount, 3 - headcount)
    assert [one.value for one in plan.used_decisions] == ["Inactive"]


def test_an_answer_that_is_none_leaves_the_question_open(tmp_path: Path) -> None:
    plan = staff(tmp_path, ["Active", "Inactive"], 'status:"Inactive"=perhaps')
    assert "answer_not_usable" in codes(plan)


def test_an_empty_status_among_others_is_asked_about(tmp_path: Path) -> None:
    assert asked(staff(tmp_path, ["Active", "", "Leaver"])) == [("status", "(blank)", 1)]


def test_an_empty_status_is_in_post_where_only_leavers_are_marked(tmp_path: Path) -> None:
    plan = staff(tmp_path, ["", "", "Leaver"])
    assert (plan.status, exact(plan)) == ("ready", 2)


@pytest.mark.parametrize(
    ("header", "answers", "headcount"),
    [("Leaver", ["Y", "N", ""], 2), ("Is Leaver", ["No", "Yes", "No"], 2), ("Active Y/N", ["Y", "Y", "N"], 2)],
)
def test_yes_and_no_mean_what_the_header_asks(tmp_path: Path, header: str, answers: list[str], headcount: int) -> None:
    plan = staff(tmp_path, answers, header=header)
    assert (plan.status, exact(plan)) == ("ready", headcount)


def test_yes_under_a_header_that_asks_nothing_is_asked_about(tmp_path: Path) -> None:
    assert asked(staff(tmp_path, ["Y", "N"])) == [("status", "Y", 1), ("status", "N", 1)]


@pytest.mark.parametrize("text", ["Permanent", "Part-time", "Fixed Term", "Police Officer", "Employee"])
def test_a_word_about_the_contract_says_nothing_about_being_in_post(text: str) -> None:
    assert recognise_status(text) == "in_post"


def test_agency_workers_are_not_known_to_be_in_post() -> None:
    assert recognise_status("Agency") is None


DATED = ["Staff No", "Ethnicity", "Grade", "Status", "Leaving Date", "Leaving Reason"]


def test_a_leaving_date_after_the_snapshot_outranks_the_status(tmp_path: Path) -> None:
    rows = [DATED, [1, "Indian", "EO", "Leaver", dt.date(2026, 5, 1), "Resignation"]]
    plan = read(rows, tmp_path)
    assert (plan.status, exact(plan)) == ("ready", 1)
    assert "left_after_snapshot" in codes(plan)


def test_a_day_at_the_end_of_time_is_no_leaving_date(tmp_path: Path) -> None:
    rows = [DATED, [1, "Indian", "EO", "Active", "", ""], [2, "Indian", "EO", "Leaver", "31/12/4712", ""]]
    assert exact(read(rows, tmp_path)) == 1


def test_an_active_person_whose_leaving_date_has_passed_has_left(tmp_path: Path) -> None:
    rows = [DATED, [1, "Indian", "EO", "Active", "", ""], [2, "Indian", "EO", "Active", dt.date(2026, 3, 1), ""]]
    plan = read(rows, tmp_path)
    assert (exact(plan), plan.rows_rejected) == (1, 1)
    assert "already_left" in codes(plan)


def test_a_reason_for_leaving_without_a_date_is_asked_about_once(tmp_path: Path) -> None:
    reasons = ["Resignation", "Retirement", "", "-"]
    plan = staff(tmp_path, reasons, header="Reason for leaving")
    assert asked(plan) == [("status", "(leaving reason)", 2)]
    answered = staff(tmp_path, reasons, 'status:"(leaving reason)"=left', header="Reason for leaving")
    assert (answered.status, exact(answered), answered.rows_rejected) == ("ready", 2, 2)
    kept = staff(tmp_path, reasons, 'status:"(leaving reason)"=in_post', header="Reason for leaving")
    assert (kept.status, exact(kept)) == ("ready", 4)


def test_two_status_columns_are_both_read(tmp_path: Path) -> None:
    header = ["Staff No", "Ethnicity", "Grade", "Employment Status", "Status"]
    rows = [header, [1, "Indian", "EO", "Permanent", "Active"], [2, "Indian", "EO", "Permanent", "Leaver"]]
    assert exact(read(rows, tmp_path)) == 1


def test_counts_of_people_who_left_are_set_aside_too(tmp_path: Path) -> None:
    header = ["Grade", "Ethnicity", "Status", "Headcount"]
    rows = [["EO", "White", "Active", 10], ["EO", "White", "Leaver", 3], ["EO", "Asian", "Active", 2]]
    plan = read([header, *rows], tmp_path)
    assert (exact(plan), plan.rows_read, plan.rows_rejected) == (12, 3, 1)
    assert "status_not_in_post" in codes(plan)


def test_a_column_that_says_something_else_can_be_left_out(tmp_path: Path) -> None:
    plan = staff(tmp_path, ["Married", "Single"], 'column:"Status"=ignore')
    assert (plan.status, exact(plan)) == ("ready", 2)


def test_personal_data_in_a_status_is_not_shown(tmp_path: Path) -> None:
    assert "AB123456C" not in repr(staff(tmp_path, ["Active", "AB123456C"]).decisions)


@pytest.mark.parametrize(("left", "headcount"), [("Feb-26", 0), ("January 2026", 0), ("Apr-26", 1)])
def test_a_month_of_leaving_is_enough_unless_it_is_the_month_of_the_snapshot(
    tmp_path: Path, left: str, headcount: int
) -> None:
    plan = read([DATED, [1, "Indian", "EO", "Active", left, ""], [2, "Indian", "EO", "Active", "", ""]], tmp_path)
    assert exact(plan) == headcount + 1


def test_a_leaving_month_around_the_snapshot_is_refused(tmp_path: Path) -> None:
    plan = read([DATED, [1, "Indian", "EO", "Active", "Mar-26", ""]], tmp_path, as_at=dt.date(2026, 3, 15))
    assert "leaving_date_unreadable" in codes(plan)


def test_a_leaver_whose_month_of_leaving_is_after_the_snapshot_is_still_there(tmp_path: Path) -> None:
    plan = read([DATED, [1, "Indian", "EO", "Leaver", "Apr-26", ""]], tmp_path)
    assert (exact(plan), "left_after_snapshot" in codes(plan)) == (1, True)
