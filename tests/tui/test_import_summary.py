"""What the wizard says before anything is written: every dataset of a file, whose it is and when it happened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.issues import Issue, Severity
from workforce_tui.importing.catalogue import make_issue
from workforce_tui.importing.model import ImportPlan, ImportRequest, Layout, PendingDecision, PeriodKey
from workforce_tui.tui.wizard.step import Import
from workforce_tui.tui.wizard.summary_step import summary

YEAR = PeriodKey("gwent-police", date(2025, 4, 1), date(2026, 3, 31))


def plan(dataset: Dataset, events: int, period: PeriodKey = YEAR) -> ImportPlan:
    return ImportPlan(
        "file.xlsx", ImportRequest(Path("file.xlsx")), dataset=dataset, layout=Layout.LONG, rows_read=2,
        headcount=Count.exact(events), people_read=Count.exact(events), periods=(period,),
    )  # fmt: skip


def test_events_are_confirmed_with_their_organisation_and_period() -> None:
    text = summary(Import(plan=plan(Dataset.GRIEVANCES, 9))).plain
    assert "Grievances: rows read 2, events 9\ngwent-police, 1 April 2025 to 31 March 2026\n" in text
    assert "People read" not in text


def test_a_period_that_is_still_asked_about_is_not_shown() -> None:
    asked = plan(Dataset.GRIEVANCES, 9, PeriodKey("gwent-police", date(1950, 1, 1), date(1950, 1, 1)))
    asked.decisions.append(PendingDecision("period", "(file)", 2, (), "Which period?"))
    assert "1950" not in summary(Import(plan=asked)).plain


def test_every_further_sheet_has_a_line_and_its_period_where_that_is_another() -> None:
    book = plan(Dataset.LEAVERS, 5)
    later = PeriodKey("gwent-police", date(2026, 4, 1), date(2026, 6, 30))
    book.parts = (plan(Dataset.TRAINING, 40), plan(Dataset.MENTORS, 3), plan(Dataset.JOINERS, 7, later))
    lines = summary(Import(plan=book)).plain.splitlines()
    assert lines[-4:] == [
        "Training: rows read 2, events 40",
        "Mentors: rows read 2, people 3",
        "gwent-police, 1 April 2026 to 30 June 2026",
        "Joiners: rows read 2, events 7",
    ]


def noticed(*rows: int) -> list[str]:
    """What the summary says of people whose FTE is out of range, on a sheet for each number of them."""
    book = plan(Dataset.GRIEVANCES, 5)
    book.issues = [
        make_issue("fte_out_of_range", sheet=f"Sheet {place}", column="FTE", rows=number)
        for place, number in enumerate(rows, start=1)
    ]
    return [line.strip() for line in summary(Import(plan=book)).plain.splitlines() if "▲" in line]


def test_a_number_of_one_sheet_is_not_said_to_be_that_of_each() -> None:
    said = "People with a full-time equivalent of 0 or above 1.2"
    assert noticed(38) == [f"▲ {said}: 38."]
    assert noticed(38, 24) == [f"▲ Sheet 1, FTE: {said}: 38.", f"▲ Sheet 2, FTE: {said}: 24."]
    assert noticed(7, 7) == [f"▲ 2 × {said}: 7."]
    assert noticed(1, 2, 3, 4) == [f"▲ 4 of this kind, such as: {said}: 1."]


def test_every_warning_is_said_and_what_is_left_out_is_counted() -> None:
    book = plan(Dataset.GRIEVANCES, 5)
    severities = [Severity.WARNING] * 8 + [Severity.INFO] * 3
    book.issues = [Issue(f"kind_{n}", severity, f"What {n}", "Do") for n, severity in enumerate(severities)]
    said = [line.strip() for line in summary(Import(plan=book)).plain.splitlines() if "What" in line or "kinds" in line]
    assert said == [*(f"▲ What {n}" for n in range(8)), "Notes of further kinds, under Issues: 3"]
    book.issues = book.issues[6:]
    assert "further kinds" not in summary(Import(plan=book)).plain


def test_rows_of_people_that_are_passed_over_are_not_called_titles_and_notes() -> None:
    book = plan(Dataset.STAFF_IN_POST, 0)
    book.rows_skipped, book.passed_over = 61, {"notes": 1, "others": 60}
    text = summary(Import(plan=book)).plain
    assert "Passed over: blank rows, headings and notes (1), rows of other organisations or dates (60)." in text
    assert "61 titles" not in text


def test_a_question_that_is_asked_again_has_the_rows_and_suggestions_of_the_latest_reading() -> None:
    work = Import(plan=plan(Dataset.LEAVERS, 5))
    for rows, code in ((9, "EO"), (4, "PO")):
        book = plan(Dataset.LEAVERS, 5)
        book.decisions.append(PendingDecision("grade", "Odd", rows, (Suggestion(code, code, "like it"),)))
        work.plan = book
        work.remember_questions()
    assert work.asked["grade", "Odd"].rows == 4
    assert work.asked["grade", "Odd"].suggestions[0].code == "PO"
