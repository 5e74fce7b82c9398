"""Files that name their organisation themselves: what was answered about them is kept and used for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from builders import DAY, GWENT, NEXT, everything, import_into, people, write_csv
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.importing.model import SHEETS, WHOLE_FILE
from workforce_tui.importing.plan import Decided
from workforce_tui.importing.profile import Profile, save_profile
from workforce_tui.services.imports import FileToImport, ImportOutcome, answer, confirm, plan_file, run

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

HEADER = ("Force", "Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Gender", "FTE", "Start Date")
GRADE = Decided("grade", "Grade 99", "SERGEANT")
GROUP = Decided("ethnicity", "Brit?", "W_BRIT")


def named_file(path: Path, name: str = "Gwent Police", header: str = "Force", *, also: str = "") -> Path:
    """Staff of one organisation, which a column names; *also* names another in the last row."""
    rows = [[name, *one.cells()] for one in people(2, 8)]
    rows[0][2], rows[1][4] = "Grade 99", "Brit?"
    if also:
        rows[-1][0] = also
    return write_csv(path, (header, *HEADER[1:]), rows)


def imported(ws: Workspace, path: Path, day: date, *decisions: Decided) -> ImportOutcome:
    return import_into(ws, path, organisation=None, as_at=day, decisions=decisions)


def test_answers_about_a_file_that_names_its_organisation_are_not_asked_again(ws: Workspace, tmp_path: Path) -> None:
    first = imported(ws, named_file(tmp_path / "a.csv"), DAY, GRADE, GROUP)
    assert (first.status, first.plan.organisations) == ("imported", (GWENT,)), first.plan.decisions
    assert [one.name for one in ws.paths.profiles_dir.iterdir()] == [f"{GWENT}.toml"]
    again = imported(ws, named_file(tmp_path / "b.csv"), NEXT)
    assert (again.status, again.plan.decisions) == ("imported", [])
    assert {one.code for one in again.plan.grade_labels if one.raw == "Grade 99"} == {"SERGEANT"}


def test_answers_about_its_columns_are_not_asked_again(ws: Workspace, tmp_path: Path) -> None:
    def file(name: str) -> Path:
        path = named_file(tmp_path / name)
        path.write_text(path.read_text().replace("Ethnic Origin", "Heritage").replace("Employee Type", "Sort"))
        return path

    column = Decided("column", "Heritage", "ethnicity")
    first = imported(ws, file("a.csv"), DAY, GRADE, GROUP, column)
    assert first.status == "imported", first.plan.decisions
    again = imported(ws, file("b.csv"), NEXT)
    assert again.status == "imported", again.plan.decisions


@pytest.mark.parametrize("header", ["Force", "Whose"])
def test_what_its_name_stands_for_is_not_asked_again(ws: Workspace, tmp_path: Path, header: str) -> None:
    whose = [Decided("organisation", "Heddlu y Dref", GWENT)]
    whose += [Decided("column", header, "organisation")] if header == "Whose" else []
    first = imported(ws, named_file(tmp_path / "a.csv", "Heddlu y Dref", header), DAY, GRADE, GROUP, *whose)
    assert (first.status, first.plan.organisations) == ("imported", (GWENT,)), first.plan.decisions
    again = imported(ws, named_file(tmp_path / "b.csv", "Heddlu y Dref", header), NEXT)
    assert (again.status, again.plan.organisations) == ("imported", (GWENT,)), again.plan.decisions


def test_answers_about_columns_are_not_taken_for_a_file_of_two(ws: Workspace, tmp_path: Path) -> None:
    def file(name: str, **more: str) -> Path:
        path = named_file(tmp_path / name, **more)
        path.write_text(path.read_text().replace("Ethnic Origin", "Heritage"))
        return path

    column = Decided("column", "Heritage", "ethnicity")
    assert imported(ws, file("a.csv"), DAY, GRADE, GROUP, column).status == "imported"
    both = imported(ws, file("b.csv", also="South Wales Police"), NEXT)
    assert (both.status, [one.value for one in both.plan.decisions]) == ("needs_decisions", ["Heritage"])


def test_answers_about_one_organisation_are_not_taken_for_a_file_of_two(ws: Workspace, tmp_path: Path) -> None:
    assert imported(ws, named_file(tmp_path / "a.csv"), DAY, GRADE, GROUP).status == "imported"
    both = imported(ws, named_file(tmp_path / "b.csv", also="South Wales Police"), NEXT)
    assert (both.status, {one.value for one in both.plan.decisions}) == ("needs_decisions", {"Grade 99", "Brit?"})


def test_which_sheet_to_read_is_not_taken_for_another_organisation(ws: Workspace, tmp_path: Path) -> None:
    def file(name: str, force: str) -> Path:
        book = xlsxwriter.Workbook(str(tmp_path / name))
        for sheet in (book.add_worksheet("A"), book.add_worksheet("B")):
            for number, row in enumerate([HEADER, *((force, *one.cells()) for one in people(2, 8))]):
                sheet.write_row(number, 0, row)
        book.close()
        return tmp_path / name

    first = imported(ws, file("a.xlsx", "Gwent Police"), DAY, Decided("sheet", SHEETS, "B"))
    assert first.status == "imported", first.plan.decisions
    other = imported(ws, file("b.xlsx", "South Wales Police"), DAY)
    assert (other.status, [one.field for one in other.plan.decisions]) == ("needs_decisions", ["sheet"])


def test_an_answer_about_a_file_outranks_what_was_kept(ws: Workspace, tmp_path: Path) -> None:
    assert imported(ws, named_file(tmp_path / "a.csv"), DAY, GRADE, GROUP).status == "imported"
    plan = run(plan_file(ws, FileToImport(named_file(tmp_path / "b.csv"), as_at=NEXT)))
    changed = confirm(ws, answer(plan, [Decided("grade", "Grade 99", "INSPECTOR")]))
    assert {one.code for one in changed.plan.grade_labels if one.raw == "Grade 99"} == {"INSPECTOR"}


def test_nothing_is_kept_where_half_of_it_cannot_be(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save(path: Path, profile: Profile) -> None:
        if path.stem != GWENT:
            raise OSError(28, "No space left on device")
        save_profile(path, profile)

    before = everything(ws)
    monkeypatch.setattr("workforce_tui.services.profiles.save_profile", save)
    whose = Decided("organisation", "Heddlu y Dref", GWENT)
    with pytest.raises(WorkforceError, match="cannot be written"):
        imported(ws, named_file(tmp_path / "a.csv", "Heddlu y Dref"), DAY, GRADE, GROUP, whose)
    assert (everything(ws), list(ws.paths.profiles_dir.iterdir())) == (before, [])


def test_whose_one_file_is_is_not_taken_for_the_next(ws: Workspace, tmp_path: Path) -> None:
    def file(name: str) -> Path:
        return write_csv(tmp_path / name, HEADER[1:], (one.cells() for one in people(2, 8)))

    whose = Decided("organisation", WHOLE_FILE, GWENT)
    first = imported(ws, file("a.csv"), DAY, whose)
    assert (first.status, first.plan.organisations) == ("imported", (GWENT,)), first.plan.decisions
    again = imported(ws, file("b.csv"), NEXT)
    assert (again.status, [one.field for one in again.plan.decisions]) == ("needs_decisions", ["organisation"])
