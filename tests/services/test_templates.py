"""Collection templates: written for an organisation, filled in by people, and imported back without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from builders import LONG_HEADER, Person, import_into, staff_file, write_csv
from filling import Staff, fill, listed
from workforce_tui import i18n
from workforce_tui.domain import collection
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.grades import grade
from workforce_tui.domain.workforce import OUTSIDE_WORKFORCE
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.imports import (
    FileToImport,
    ImportOutcome,
    ImportPlan,
    confirm,
    parse_decision,
    plan_file,
    run,
)
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.representation import representation_report
from workforce_tui.services.templates import make_template

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

SHEET = "Staff in post"
ORGANISATIONS = ("south-wales-police", "hmpps-wales", "cps-cymru-wales", "hmcts-wales", "opcc-gwent", "yjs-cardiff")
YEAR = 2026


def new_template(ws: Workspace, folder: Path, organisation: str) -> Path:
    path = folder / f"{organisation}.xlsx"
    make_template(ws, organisation=organisation, year=YEAR, path=path)
    return path


def planned(ws: Workspace, path: Path, organisation: str | None = None) -> ImportPlan:
    return run(plan_file(ws, FileToImport(path, organisation=organisation)))


def imported(ws: Workspace, path: Path) -> ImportOutcome:
    return confirm(ws, planned(ws, path))


def codes(plan: ImportPlan) -> set[str]:
    return {issue.code for issue in plan.issues}


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_a_filled_in_template_imports_with_no_questions_and_exact_figures(
    ws: Workspace, tmp_path: Path, organisation: str
) -> None:
    path = new_template(ws, tmp_path, organisation)
    kind = get_organisation(ws, organisation).kind
    grades = {one.name: one.code for one in collection.grades_listed(kind)}
    ethnicities = {one.name: one.code for one in collection.ethnicities_listed()}
    assert (listed(path)["Grade"], listed(path)["Ethnicity"]) == ([*grades], [*ethnicities])
    staff = Staff([*grades], [*ethnicities], 420)
    outcome = imported(ws, fill(path, SHEET, staff.rows, target=tmp_path / "back from HR.xlsx"))

    assert (outcome.status, outcome.plan.decisions) == ("imported", [])
    assert {issue.severity for issue in outcome.plan.issues} <= {"info"}
    outside = {name for name, code in grades.items() if _worker(code) in OUTSIDE_WORKFORCE}
    counted = [row for row in staff.rows if row[1] not in outside]
    assert (outcome.plan.headcount.low, outcome.plan.headcount.high) == (len(counted), len(counted))
    assert outcome.plan.rows_read == 420

    for definition in EthnicityDefinition:
        stands = [membership(ethnicities[row[2]], definition) for row in counted]
        report = representation_report(ws, ReportQuery(organisation, by=Dimension.GRADE, definition=definition))
        assert report.total is not None
        figures = report.total.figures
        found = (figures.headcount.low, figures.minority.low, figures.undeclared.low, figures.unknown.low)  # type: ignore[union-attr]
        wanted = (Membership.MINORITY, Membership.UNDECLARED, Membership.UNKNOWN)
        assert found == (len(counted), *(stands.count(one) for one in wanted))
    by_grade = {row.key: row.figures.headcount.low for row in report.rows}
    assert by_grade == {code: staff.by_grade[name] for name, code in grades.items() if name not in outside}


def _worker(code: str) -> object:
    known = grade(code)
    return known.worker_type if known else None


def test_an_organisation_is_offered_its_own_grades_as_it_writes_them(ws: Workspace, tmp_path: Path) -> None:
    own = write_csv(
        tmp_path / "a.csv", LONG_HEADER, [("Grade 99", "White", 5), ("=1+1", "White", 4), ("EO", "White", 2)]
    )
    answers = tuple(map(parse_decision, ('grade:"Grade 99"=L3', 'grade:"=1+1"=L2')))
    first = import_into(ws, own, organisation="hmpps-wales", decisions=answers)
    assert first.status == "imported"
    path = new_template(ws, tmp_path, "hmpps-wales")
    assert listed(path)["Grade"][-2:] == ["Grade 99", "=1+1"]
    outcome = imported(ws, fill(path, SHEET, Staff(["Grade 99", "EO"], ["White: Irish"], 30).rows))
    assert (outcome.status, outcome.plan.decisions) == ("imported", [])
    assert {label.code for label in outcome.plan.grade_labels} == {"own:grade99", "EO"}


def test_no_cell_of_a_template_is_a_formula_whatever_a_grade_is_called(ws: Workspace, tmp_path: Path) -> None:
    own = write_csv(tmp_path / "a.csv", LONG_HEADER, [("=HYPERLINK(1)", "White", 5), ("EO", "White", 2)])
    answers = (parse_decision('grade:"=HYPERLINK(1)"=L3'),)
    assert import_into(ws, own, organisation="hmpps-wales", decisions=answers).status == "imported"
    book = openpyxl.load_workbook(new_template(ws, tmp_path, "hmpps-wales"))
    assert "=HYPERLINK(1)" in [cell.value for cell in book["Lists"]["A"]]
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}


def test_saved_answers_about_columns_do_not_apply_to_a_template(ws: Workspace, tmp_path: Path) -> None:
    people = staff_file(tmp_path / "a.csv", [Person("E1"), Person("E2")])
    answers = (parse_decision('column:"Rank"=grade'), parse_decision('column:"Gender"=ignore'))
    assert import_into(ws, people, decisions=answers).status == "imported"
    rows = [["E1", "Constable", "White: Irish", "Police officers", "Female", 1]]
    outcome = imported(ws, fill(new_template(ws, tmp_path, "gwent-police"), SHEET, rows))
    assert outcome.status == "imported"
    assert outcome.plan.persons[0][5] == "female"


@pytest.mark.parametrize(
    ("heading", "by"),
    [("Disability", Dimension.DISABILITY), ("Age band", Dimension.AGE), ("Contract type", Dimension.CONTRACT)],
)
def test_everything_offered_about_a_person_comes_back_as_a_row(
    ws: Workspace, tmp_path: Path, heading: str, by: Dimension
) -> None:
    path = new_template(ws, tmp_path, "gwent-police")
    offered = listed(path)[heading]
    place = ["Disability", "Age band", "Contract type"].index(heading)
    rows = [
        [str(number), "Constable", "White: Irish", None, None, 1, None, *([None] * place), name]
        for number, name in enumerate(offered, 1)
    ]
    outcome = imported(ws, fill(path, SHEET, rows))
    assert outcome.status == "imported"
    assert not codes(outcome.plan) & {"disability_unrecognised", "age_unreadable", "contract_unrecognised"}
    report = representation_report(ws, ReportQuery("gwent-police", None, by))
    assert [row.label for row in report.rows] == offered
    assert {row.figures.headcount.low for row in report.rows} == {1}


def test_a_template_of_before_is_known_without_the_newer_columns(ws: Workspace, tmp_path: Path) -> None:
    path = new_template(ws, tmp_path, "gwent-police")
    book = openpyxl.load_workbook(fill(path, SHEET, [["1", "Constable", "White: Irish"]]))
    book[SHEET].delete_cols(8, 3)
    book[SHEET].title = "Our people"
    book.save(path)
    assert imported(ws, path).status == "imported"


def test_leading_zeros_of_staff_numbers_stay(ws: Workspace, tmp_path: Path) -> None:
    path = new_template(ws, tmp_path, "gwent-police")
    plan = planned(ws, fill(path, SHEET, [["0012", "Constable", "White: Roma"], ["12", "Constable", "White: Roma"]]))
    assert sorted(row[1] for row in plan.persons) == ["gwent-police\x000012", "gwent-police\x0012"]


def test_specials_and_agency_workers_are_counted_apart(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        ["1", "Constable", "White: Irish", "Special constables"],
        ["2", "Special Sergeant", "White: Irish"],
        ["3", "Scale 4", "White: Irish", "Agency workers and contractors"],
        ["4", "PCSO", "White: Irish", "Police community support officers"],
    ]
    outcome = imported(ws, fill(new_template(ws, tmp_path, "gwent-police"), SHEET, rows))
    assert (outcome.status, outcome.plan.headcount.low, outcome.plan.outside_workforce) == ("imported", 1, 3)


def test_a_grade_that_is_not_in_the_list_is_asked_about(ws: Workspace, tmp_path: Path) -> None:
    path = fill(new_template(ws, tmp_path, "gwent-police"), SHEET, [["1", "Wizard", "White: Irish"]])
    plan = planned(ws, path)
    assert [(one.field, one.value) for one in plan.decisions] == [("grade", "Wizard")]


def test_an_unfilled_template_is_refused(ws: Workspace, tmp_path: Path) -> None:
    outcome = imported(ws, new_template(ws, tmp_path, "gwent-police"))
    assert (outcome.status, codes(outcome.plan)) == ("refused", {"template_unfilled"})


def test_a_template_of_another_organisation_is_refused(ws: Workspace, tmp_path: Path) -> None:
    path = fill(new_template(ws, tmp_path, "gwent-police"), SHEET, [["1", "Constable", "White: Irish"]])
    plan = planned(ws, path, "north-wales-police")
    assert (plan.status, codes(plan)) == ("refused", {"template_for_another_organisation"})
    assert "Gwent Police" in plan.issues[0].message
    assert "North Wales Police" in plan.issues[0].message


def test_a_template_in_welsh_imports_back_in_either_language(ws: Workspace, tmp_path: Path) -> None:
    i18n.set_language("cy")
    path = new_template(ws, tmp_path, "gwent-police")
    name = i18n._("Staff in post")
    choices = {one.name for one in collection.ethnicities_listed()}
    grades = [one.name for one in collection.grades_listed(get_organisation(ws, "gwent-police").kind)][:6]
    fill(path, name, Staff(grades, sorted(choices), 210).rows)
    assert "Asiaidd: Bangladeshaidd" in choices
    assert "Rhingyll" in grades
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        # Read in this process: the catalogue compiled for the test is not known to another.
        plan = run(plan_file(ws, FileToImport(path, own=True)))
        assert (plan.status, plan.headcount.low, plan.decisions) == ("ready", 210, [])
        assert {column.field for column in plan.columns} >= {"staff_number", "grade", "ethnicity", "sex", "worker_type"}


@pytest.mark.parametrize(
    ("year", "name"), [(26, "a.xlsx"), (2026, "a.csv"), (2026, "a.xlsm"), (2026, "nowhere/a.xlsx")]
)
def test_what_cannot_be_written_is_said_plainly(ws: Workspace, tmp_path: Path, year: int, name: str) -> None:
    with pytest.raises(WorkforceError) as caught:
        make_template(ws, organisation="gwent-police", year=year, path=tmp_path / name)
    assert caught.value.hint
    assert list(tmp_path.glob("*.xls*")) == []


def test_a_file_that_is_there_is_kept_unless_it_may_go(ws: Workspace, tmp_path: Path) -> None:
    path = new_template(ws, tmp_path, "gwent-police")
    fill(path, SHEET, [["1", "Constable", "White: Irish"]])
    before = path.read_bytes()
    with pytest.raises(WorkforceError, match="already a file"):
        make_template(ws, organisation="gwent-police", year=YEAR, path=path)
    assert path.read_bytes() == before
    make_template(ws, organisation="gwent-police", year=YEAR, path=path, overwrite=True)
    assert path.read_bytes() != before
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


def test_it_says_which_sheets_it_asks_for(ws: Workspace, tmp_path: Path) -> None:
    written = make_template(ws, organisation="gwent-police", year=YEAR, path=tmp_path / "a.xlsx")
    assert [dataset for _name, dataset in written.sheets] == list(Dataset)
    assert openpyxl.load_workbook(written.path).sheetnames == [
        "About",
        *(name for name, _of in written.sheets),
        "Lists",
    ]
