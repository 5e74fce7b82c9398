"""Every sheet of a collection template at once: staff in post and nine kinds of events, in one import."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from filling import Events, Staff, fill, fill_all
from workforce_tui import i18n
from workforce_tui.domain import collection
from workforce_tui.domain.datasets import COLUMNS, EVENTS, STAGES, Dataset, dataset_name
from workforce_tui.domain.grades import grade
from workforce_tui.domain.workforce import OUTSIDE_WORKFORCE
from workforce_tui.services.events import event_summary
from workforce_tui.services.figures import ReportQuery
from workforce_tui.services.imports import FileToImport, ImportOutcome, ImportPlan, confirm, plan_file, run
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.representation import representation_report
from workforce_tui.services.templates import make_template

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

ORGANISATIONS = ("south-wales-police", "hmpps-wales", "cps-cymru-wales", "hmcts-wales", "opcc-gwent", "yjs-cardiff")
YEAR = collection.collection_year(2026)
STAFF = "Staff in post"


def new_template(ws: Workspace, folder: Path, organisation: str) -> Path:
    path = folder / f"{organisation}.xlsx"
    make_template(ws, organisation=organisation, year=2026, path=path)
    return path


def planned(ws: Workspace, path: Path) -> ImportPlan:
    return run(plan_file(ws, FileToImport(path)))


def imported(ws: Workspace, path: Path) -> ImportOutcome:
    return confirm(ws, planned(ws, path))


def names(listed: tuple[collection.Listed, ...]) -> dict[str, str]:
    return {one.name: one.code for one in listed}


def made_up(ws: Workspace, organisation: str, dataset: Dataset, number: int) -> Events:
    """What somebody types into the sheet of a dataset."""
    grades = names(collection.grades_listed(get_organisation(ws, organisation).kind))
    ethnicities, outcomes = names(collection.ethnicities_listed()), names(collection.outcomes_listed(dataset))
    return Events([column.field for column in COLUMNS[dataset]], grades, ethnicities, outcomes, number, YEAR.end)


def rows_of(typed: dict[Dataset, Events]) -> dict[str, list[list[Any]]]:
    """The rows by the name of their sheet, in the language in use."""
    return {dataset_name(dataset): events.rows for dataset, events in typed.items()}


def fill_events(ws: Workspace, path: Path, organisation: str, dataset: Dataset, number: int) -> Events:
    """Fill in the sheet of a dataset; what was typed."""
    events = made_up(ws, organisation, dataset, number)
    fill_all(path, rows_of({dataset: events}))
    return events


def is_outside(code: str) -> bool:
    known = grade(code)
    return known is not None and known.worker_type in OUTSIDE_WORKFORCE


def expected(dataset: Dataset, meant: list[tuple[str, str, str]]) -> Counter[tuple[str, str, str]]:
    """How many events there are of each outcome, grade and group: an application counts at every stage it passed."""
    if dataset is not Dataset.RECRUITMENT:
        return Counter(meant)
    stages = [stage.code for stage in STAGES]
    return Counter(
        (stage, code, group) for reached, code, group in meant for stage in stages[: stages.index(reached) + 1]
    )


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_sheet_is_imported_at_once_with_no_questions_and_exact_figures(
    ws: Workspace, tmp_path: Path, organisation: str
) -> None:
    path = new_template(ws, tmp_path, organisation)
    grades = names(collection.grades_listed(get_organisation(ws, organisation).kind))
    staff = Staff([*grades], [*names(collection.ethnicities_listed())], 300)
    typed = {of: made_up(ws, organisation, of, 40 + 3 * place) for place, of in enumerate(EVENTS)}
    fill_all(path, {STAFF: staff.rows, **rows_of(typed)})
    outcome = imported(ws, path)

    assert (outcome.status, outcome.plan.decisions) == ("imported", [])
    # The staff number of an event may be left out: then it cannot be followed to a person.
    assert {issue.code for issue in outcome.plan.issues if issue.severity != "info"} == {"staff_number_missing"}
    assert len(outcome.batches) == 10
    report = representation_report(ws, ReportQuery(organisation))
    assert report.total is not None
    assert report.total.figures.headcount.low == sum(not is_outside(grades[row[1]]) for row in staff.rows)
    for dataset, events in typed.items():
        (found,) = event_summary(ws, organisation, dataset)
        inside = [one for one in events.meant if not is_outside(one[1])]
        assert (found.start, found.end, found.asks_grt) == (YEAR.start, YEAR.end, True)
        assert (found.total.low, found.total.high) == (len(inside), len(inside)), dataset
        assert found.outside == len(events.meant) - len(inside)
        counts = {(one.outcome, one.grade, one.ethnicity): one.count.low for one in found.figures}
        assert counts == expected(dataset, inside), dataset


@pytest.mark.parametrize("reader", i18n.LANGUAGES)
def test_the_welsh_template_is_read_in_either_language(ws: Workspace, tmp_path: Path, reader: str) -> None:
    i18n.set_language("cy")
    path = new_template(ws, tmp_path, "hmpps-wales")
    typed = {of: made_up(ws, "hmpps-wales", of, 30) for of in EVENTS}
    fill_all(path, rows_of(typed))
    i18n.set_language(reader)
    # Read in this process: one of its own has the catalogue of the installed package, not the one compiled here.
    outcome = confirm(ws, run(plan_file(ws, FileToImport(path, own=True))))
    assert (outcome.status, outcome.plan.decisions) == ("imported", [])
    for dataset, events in typed.items():
        (found,) = event_summary(ws, "hmpps-wales", dataset)
        counts = {(one.outcome, one.grade, one.ethnicity): one.count.low for one in found.figures}
        assert counts == expected(dataset, events.meant), dataset


def test_one_sheet_of_events_alone_is_enough(ws: Workspace, tmp_path: Path) -> None:
    path = new_template(ws, tmp_path, "hmpps-wales")
    fill_events(ws, path, "hmpps-wales", Dataset.LEAVERS, 25)
    outcome = imported(ws, path)
    assert (outcome.status, outcome.plan.decisions, outcome.plan.dataset) == ("imported", [], Dataset.LEAVERS)
    assert [one.dataset for one in event_summary(ws, "hmpps-wales")] == [Dataset.LEAVERS]
    assert representation_report(ws, ReportQuery("hmpps-wales")).total is None


def test_sheets_moved_renamed_and_deleted_are_still_read_as_what_they_are(ws: Workspace, tmp_path: Path) -> None:
    path = new_template(ws, tmp_path, "hmpps-wales")
    fill(path, STAFF, Staff(["Band 3"], ["White: Irish"], 20).rows)
    fill_events(ws, path, "hmpps-wales", Dataset.LEAVERS, 30)
    fill_events(ws, path, "hmpps-wales", Dataset.RECRUITMENT, 30)
    book = openpyxl.load_workbook(path)
    book["Leavers"].title = "People who left"
    book["About"].title = "Darllenwch fi"
    del book["Training"]
    book.move_sheet("Recruitment", -5)
    book.move_sheet("Darllenwch fi", 6)
    book.save(tmp_path / "Copy of returned FINAL v2.xlsx")
    outcome = imported(ws, tmp_path / "Copy of returned FINAL v2.xlsx")
    assert (outcome.status, outcome.plan.decisions) == ("imported", [])
    assert {one.dataset: one.total.low for one in event_summary(ws, "hmpps-wales")} == {
        Dataset.LEAVERS: 30,
        Dataset.RECRUITMENT: 30,
    }


def test_an_event_outside_the_year_is_set_aside_and_said(ws: Workspace, tmp_path: Path) -> None:
    path = new_template(ws, tmp_path, "hmpps-wales")
    late, good = date(2026, 4, 1), date(2026, 3, 31)
    rows = [[f"{i}", "Band 3", "White: Irish", None, None, day, "Resignation"] for i, day in enumerate((late, good))]
    plan = planned(ws, fill(path, "Leavers", rows))
    assert (plan.status, plan.headcount.low, plan.rows_rejected) == ("ready", 1, 1)
    assert [issue.severity for issue in plan.issues if issue.code == "outside_period"] == ["warning"]


def test_an_unknown_outcome_is_asked_about_and_nothing_is_written_until_then(ws: Workspace, tmp_path: Path) -> None:
    path = new_template(ws, tmp_path, "hmpps-wales")
    fill(path, STAFF, Staff(["Band 3"], ["White: Irish"], 20).rows)
    fill(path, "Leavers", [["1", "Band 3", "White: Irish", None, None, date(2026, 1, 5), "Ran off to the circus"]])
    outcome = imported(ws, path)
    assert outcome.status == "needs_decisions"
    assert [(one.field, one.value) for one in outcome.plan.decisions] == [("outcome", "Ran off to the circus")]
    assert representation_report(ws, ReportQuery("hmpps-wales")).total is None
    assert event_summary(ws) == ()


def test_a_sheet_without_its_headers_refuses_the_whole_file(ws: Workspace, tmp_path: Path) -> None:
    path = new_template(ws, tmp_path, "hmpps-wales")
    fill(path, STAFF, Staff(["Band 3"], ["White: Irish"], 20).rows)
    book = openpyxl.load_workbook(path)
    for column, text in enumerate(("x", "y", "z", "12"), 1):
        book["Leavers"].cell(1, column).value = book["Leavers"].cell(2, column).value = text
    for column in range(5, 8):
        book["Leavers"].cell(1, column).value = None
    book.save(path)
    outcome = imported(ws, path)
    assert outcome.status == "refused"
    assert representation_report(ws, ReportQuery("hmpps-wales")).total is None
