"""Lists of mentees and mentors: what is kept of them, what never is, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from builders import write_csv
from filling import fill
from workforce_tui import i18n
from workforce_tui.domain.datasets import COLUMNS, Dataset, dataset_name
from workforce_tui.services.batches import undo_batch
from workforce_tui.services.events import event_summary
from workforce_tui.services.imports import FileToImport, ImportOutcome, confirm, parse_decision, plan_file, run
from workforce_tui.services.mentoring import mentoring_report
from workforce_tui.services.templates import make_template
from workforce_tui.storage import participations as store

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.participations import HeldParticipation

FORCE, COURTS = "gwent-police", "hmcts-wales"
HEADERS = [
    "Scheme", "Cohort", "Staff number", "Grade", "Ethnicity", "Standing", "Start date", "Sessions planned",
    "Sessions held", "Mentor's staff number", "Confidence before", "Confidence after", "Goal met",
    "Reason for withdrawing",
]  # fmt: skip
PERSON: list[Any] = [
    "Talent", "2025/26", "0001", "Constable", "Indian", "Completed", "02/04/2025", 6, 5, "0009", 2, 4, "yes", "",
]  # fmt: skip


def imported(ws: Workspace, path: Path, *decisions: str, replace: bool = False, **wanted: Any) -> ImportOutcome:
    answers = tuple(map(parse_decision, decisions))
    period = {"dataset": Dataset.MENTEES, "organisation": FORCE} | wanted
    plan = run(plan_file(ws, FileToImport(path, decisions=answers, own=True, **period)))
    return confirm(ws, plan, replace_earlier=replace)


def listed(tmp_path: Path, *rows: list[Any], headers: list[str] = HEADERS) -> Path:
    return write_csv(tmp_path / "mentees 1 April 2025 to 31 March 2026.csv", headers, rows)


def held(ws: Workspace) -> list[HeldParticipation]:
    with ws.reading() as session:
        return store.held(session)


def codes(outcome: ImportOutcome) -> set[str]:
    return {issue.code for issue in outcome.plan.issues}


def changed(**cells: Any) -> list[Any]:
    row = list(PERSON)
    for name, cell in cells.items():
        row[[header.lower().replace(" ", "_").replace("'", "") for header in HEADERS].index(name)] = cell
    return row


def test_a_person_is_kept_as_a_keyed_hash_with_what_the_list_says(ws: Workspace, tmp_path: Path) -> None:
    assert imported(ws, listed(tmp_path, PERSON)).status == "imported"
    (one,) = held(ws)
    row = one.row
    assert (one.organisation, one.dataset, one.grade, one.ethnicity) == (FORCE, "mentees", "CONSTABLE", "A_IND")
    assert (row.scheme, row.cohort, row.outcome, row.start_month) == ("Talent", "2025/26", "completed", 2025 * 12 + 3)
    assert (row.sessions_planned, row.sessions_held, row.goal_met) == (6, 5, True)
    assert (row.confidence_before, row.confidence_after, row.satisfaction) == (2, 4, None)
    assert row.pseudonym is not None
    assert row.partner is not None
    assert row.pseudonym != row.partner
    assert b"0001" not in row.pseudonym


def test_without_a_staff_number_only_counts_are_kept_and_it_is_said(ws: Workspace, tmp_path: Path) -> None:
    rows = [changed(staff_number="", confidence_before=1), changed(staff_number="", confidence_before=5)]
    outcome = imported(ws, listed(tmp_path, *rows))
    (one,) = held(ws)
    assert (one.row.pseudonym, one.row.low, one.row.high) == (None, 2, 2)
    assert (one.row.confidence_before, one.row.sessions_held, one.row.partner) == (None, None, None)
    assert "mentoring_staff_number_blank" in codes(outcome)


def test_a_start_before_the_period_is_kept_and_one_after_it_is_set_aside(ws: Workspace, tmp_path: Path) -> None:
    rows = [changed(start_date="01/11/2024"), changed(staff_number="2", start_date="01/05/2026")]
    outcome = imported(ws, listed(tmp_path, *rows))
    assert [one.row.start_month for one in held(ws)] == [2024 * 12 + 10]
    assert "outside_period" in codes(outcome)


def test_a_standing_that_is_not_stated_is_taking_part_once_there_was_a_session(ws: Workspace, tmp_path: Path) -> None:
    rows = [changed(standing=""), changed(staff_number="2", standing="", start_date="", sessions_held="")]
    imported(ws, listed(tmp_path, *rows))
    assert [one.row.outcome for one in held(ws)] == ["started", "unknown"]


@pytest.mark.parametrize(("field", "cell"), [("confidence_before", 6), ("sessions_held", "many"), ("goal_met", "?")])
def test_what_a_cell_cannot_hold_is_not_stated_and_said(
    ws: Workspace, tmp_path: Path, field: str, cell: object
) -> None:
    outcome = imported(ws, listed(tmp_path, changed(**{field: cell})))
    assert "mentoring_cell_not_read" in codes(outcome)
    assert getattr(held(ws)[0].row, field) is None


def test_reasons_are_codes_and_others_are_other(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        changed(standing="Withdrawn", reason_for_withdrawing="Workload"),
        changed(staff_number="2", standing="Withdrawn", reason_for_withdrawing="Her mother fell ill"),
    ]
    imported(ws, listed(tmp_path, *rows))
    assert [(one.row.outcome, one.row.reason) for one in held(ws)] == [
        ("withdrawn", "workload"),
        ("withdrawn", "other"),
    ]


def test_somebody_listed_twice_in_a_cohort_is_one_and_in_two_cohorts_two(ws: Workspace, tmp_path: Path) -> None:
    outcome = imported(ws, listed(tmp_path, PERSON, changed(standing="Matched"), changed(cohort="2024/25")))
    assert [one.row.cohort for one in held(ws)] == ["2025/26", "2024/25"]
    assert "mentoring_listed_twice" in codes(outcome)


def test_another_cohort_may_follow_but_the_same_one_only_in_its_place(ws: Workspace, tmp_path: Path) -> None:
    imported(ws, listed(tmp_path, PERSON))
    assert imported(ws, listed(tmp_path, changed(cohort="B"))).status == "imported"
    again = listed(tmp_path, changed(standing="Matched"))
    assert imported(ws, again).status == "refused"
    assert imported(ws, again, replace=True).status == "imported"
    assert sorted(one.row.outcome for one in held(ws)) == ["completed", "matched"]


def test_undoing_an_import_leaves_nothing_of_it(ws: Workspace, tmp_path: Path) -> None:
    outcome = imported(ws, listed(tmp_path, PERSON))
    assert outcome.batch is not None
    undo_batch(ws, outcome.batch)
    assert held(ws) == []


def test_lists_of_mentoring_are_no_events(ws: Workspace, tmp_path: Path) -> None:
    imported(ws, listed(tmp_path, PERSON))
    assert event_summary(ws) == ()


def test_a_table_of_counts_is_refused_with_where_to_type_it(ws: Workspace, tmp_path: Path) -> None:
    path = listed(tmp_path, ["Sergeant", "Indian", 4], headers=["Grade", "Ethnicity", "Number of mentees"])
    assert "mentoring_counts" in codes(imported(ws, path))


def test_the_scheme_is_asked_for_where_some_are_on_record(ws: Workspace, tmp_path: Path) -> None:
    from workforce_tui.services import records

    raw = {"name": "Talent", "type": "talent_leadership", "offered": "yes"}
    records.add(ws, "mentoring_scheme", raw, organisations=[FORCE], by="A Person")
    path = listed(tmp_path, changed(scheme=""))
    outcome = imported(ws, path)
    assert [(one.field, one.suggestions[0].code) for one in outcome.plan.decisions] == [("scheme", "Talent")]
    assert imported(ws, path, 'scheme:"(file)"=Talent', 'cohort:"(file)"=A').status == "imported"
    assert (held(ws)[0].row.scheme, held(ws)[0].row.cohort) == ("Talent", "2025/26")


def with_cohorts(ws: Workspace, *names: str) -> None:
    """The scheme Talent on record, with cohorts of these names."""
    from workforce_tui.services import records

    raw = {"name": "Talent", "type": "talent_leadership", "offered": "yes"}
    scheme = records.add(ws, "mentoring_scheme", raw, organisations=[FORCE], by="A Person")
    for name in names:
        cohort = {"name": name, "start": "2025-04-01"}
        records.add(ws, "mentoring_cohort", cohort, parent=scheme.id, by="A Person")


def test_the_only_cohort_of_the_scheme_is_proposed_with_its_reason_and_not_taken_unseen(
    ws: Workspace, tmp_path: Path
) -> None:
    with_cohorts(ws, "Spring")
    path = listed(tmp_path, changed(cohort=""), changed(cohort="", staff_number="2"))
    plain = imported(ws, path)
    (asked,) = plain.plan.decisions
    assert (plain.status, asked.field, asked.rows) == ("needs_decisions", "cohort", 2)
    assert [(one.code, bool(one.reason)) for one in asked.suggestions] == [("Spring", True), ("none", False)]
    assert imported(ws, path, 'cohort:"(file)"=Spring').status == "imported"
    (cohort,) = mentoring_report(ws, FORCE).cohorts
    assert (cohort.cohort, len(cohort.participations)) == ("Spring", 2)


def test_of_two_cohorts_neither_is_proposed_and_none_of_them_may_be_the_answer(ws: Workspace, tmp_path: Path) -> None:
    with_cohorts(ws, "Spring", "Autumn")
    path = listed(tmp_path, changed(cohort=""))
    (asked,) = imported(ws, path).plan.decisions
    assert [(one.code, one.reason) for one in asked.suggestions] == [("Spring", ""), ("Autumn", ""), ("none", "")]
    assert imported(ws, path, 'cohort:"(file)"=none').status == "imported"
    assert held(ws)[0].row.cohort == ""


def test_a_list_that_names_the_cohort_of_some_people_alone_is_told_so(ws: Workspace, tmp_path: Path) -> None:
    with_cohorts(ws, "Spring")
    outcome = imported(ws, listed(tmp_path, changed(cohort=""), changed(cohort="Spring", staff_number="2")))
    assert (outcome.status, "mentoring_cohort_not_named" in codes(outcome)) == ("imported", True)


@pytest.mark.parametrize("words", ["In progress", "ongoing", "Ar y gweill"])
def test_somebody_whose_mentoring_is_in_progress_takes_part(ws: Workspace, tmp_path: Path, words: str) -> None:
    assert imported(ws, listed(tmp_path, changed(standing=words))).status == "imported"
    assert held(ws)[0].row.outcome == "started"


def test_a_list_of_a_scheme_that_is_not_on_record_is_told_so(ws: Workspace, tmp_path: Path) -> None:
    from workforce_tui.services import records

    path = listed(tmp_path, changed(scheme="talent "))
    assert "mentoring_scheme_not_on_record" in codes(imported(ws, path))
    raw = {"name": "Talent", "type": "talent_leadership", "offered": "yes"}
    records.add(ws, "mentoring_scheme", raw, organisations=[FORCE], by="A Person")
    later = tmp_path / "later"
    later.mkdir()
    again = listed(later, changed(scheme="talent ", cohort="B"))
    assert "mentoring_scheme_not_on_record" not in codes(imported(ws, again))


@pytest.mark.parametrize("name", ["small-mentees.csv", "small-mentors.csv"])
def test_lists_of_a_real_matching_tool(ws: Workspace, shared_data: Path, name: str) -> None:
    path = shared_data / "mentoring" / name
    period = 'period:"(file)"=2025-04-01 to 2026-03-31'
    plain = imported(ws, path, organisation=COURTS, dataset=None)
    assert (plain.status, [one.value for one in plain.plan.decisions]) == ("needs_decisions", ["organisation"])

    departments = "column:organisation=ignore"
    grade = [] if "mentees" in name else ["grade:SCS4=MOJ_SCS"]
    outcome = imported(ws, path, departments, period, *grade, organisation=COURTS, dataset=None)

    assert (outcome.status, outcome.plan.headcount.low) == ("imported", 50)
    assert {"personal_column", "mentoring_without_staff_number", "mentoring_standing_not_given"} <= codes(outcome)
    never = {issue.column for issue in outcome.plan.issues if issue.code == "personal_column"}
    assert {"first name", "last name", "email address", "biography"} < never
    assert sum(one.row.low for one in held(ws)) == 50
    assert {(one.row.pseudonym, one.ethnicity) for one in held(ws)} == {(None, "X_NA")}
    stored = Path(ws.paths.database).read_bytes() + Path(f"{ws.paths.database}-wal").read_bytes()
    for text in (b"gov.uk", b"My name is", b"Lesbian", b"Transgender", b"Department of"):
        assert text not in stored


def test_what_people_gave_for_matching_is_not_taken_for_their_ethnicity(ws: Workspace, shared_data: Path) -> None:
    path = shared_data / "mentoring" / "small-mentees.csv"
    outcome = imported(ws, path, 'column:"identity to match"=ethnicity', organisation=COURTS)
    assert (outcome.status, "mentoring_identity" in codes(outcome)) == ("refused", True)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_sheets_of_a_template_come_back_without_questions(ws: Workspace, tmp_path: Path, language: str) -> None:
    i18n.set_language(language)
    path = tmp_path / "template.xlsx"
    make_template(ws, organisation=FORCE, year=2026, path=path)
    lists = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in _lists(path)}
    typed = {
        "scheme": "Talent", "cohort": "2025/26", "staff_number": "00017", "grade": lists[i18n._("Grade")][0],
        "ethnicity": lists[i18n._("Ethnicity")][0], "outcome": lists[i18n._("Mentees")][4],
        "event_date": "01/11/2024", "reason": lists[i18n._("Reason for withdrawing")][0], "sessions_held": 4,
        "sessions_planned": 6, "satisfaction": 5, "goal_met": lists[i18n._("Yes or no")][1], "confidence_before": 1,
        "confidence_after": 4, "partner_number": "00099", "commitments_made": 2, "feedback_done": i18n._("yes"),
    }  # fmt: skip
    for dataset in (Dataset.MENTEES, Dataset.MENTORS):
        fill(path, dataset_name(dataset), [[typed.get(column.field) for column in COLUMNS[dataset]]])
    outcome = imported(ws, path, organisation=None, dataset=None)
    assert (outcome.status, outcome.plan.decisions) == ("imported", [])
    warned = {issue.code for issue in outcome.plan.issues if issue.severity != "info"}
    assert warned == {"mentoring_scheme_not_on_record"}
    found = {one.dataset: one.row for one in held(ws)}
    mentee = found["mentees"]
    assert (mentee.outcome, mentee.reason, mentee.goal_met) == ("withdrawn", "workload", False)
    assert (mentee.feedback_done, mentee.commitments_made, mentee.confidence_after) == (True, 2, 4)
    assert found["mentors"].sessions_held == 4
    assert found["mentors"].pseudonym == mentee.pseudonym


def _lists(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[-1].iter_cols()
