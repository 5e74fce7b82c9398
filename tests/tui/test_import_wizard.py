"""The import wizard: nothing is written before the confirmation, everything works with keys, every state shows."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import fakes
import pytest
import xlsxwriter
from textual.widgets import DataTable, Input, Select

from conftest import LARGE, SMALL, TINY, on_screen, press, settle, until
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.imports import Progress
from workforce_tui.tui import reading
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.page import Page
from workforce_tui.tui.screens.import_wizard import ImportPage
from workforce_tui.tui.wizard.step import Step

if TYPE_CHECKING:
    from pathlib import Path

STAFF = """Staff list at 31 March 2026,,,
Emp No,Rank,Ethnic origin,Employee type
{rows}
Total,{number},,
"""


@pytest.fixture
def staff_file(tmp_path: Path) -> Path:
    """A small extract of a police HR system, with one grade and one ethnicity nobody knows."""
    people = [("Constable", "W1 - White British")] * 40 + [("Sergeant", "A1 - Indian")] * 3
    people += [("Zorblax [1]", "W1 - White British"), ("Constable", "British"), ("Constable", "Not stated")]
    rows = "\n".join(f"{1000 + n},{grade},{group},Police Officer" for n, (grade, group) in enumerate(people))
    path = tmp_path / "staff [HR].csv"
    path.write_text(STAFF.format(rows=rows, number=len(people)), encoding="utf-8")
    return path


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are read as `fakes` says."""
    monkeypatch.setattr(reading, "plan_file", fakes.plan_file)
    monkeypatch.setattr(reading, "answer_plan", fakes.answer_plan)
    monkeypatch.setattr(reading, "check_plan", lambda ws, plan: (None, ()))


async def choose_file(pilot, path: Path) -> None:
    await press(pilot, "5")
    pilot.app.screen.query_one("#path", Input).value = str(path)


async def to_the_summary(pilot) -> None:
    """Go on through what is only to be looked at."""
    for _step in range(5):
        if "Write these figures" in on_screen(pilot):
            return
        await press(pilot, "ctrl+n")
    raise AssertionError(on_screen(pilot))


@pytest.mark.apart
async def test_a_real_file_from_path_to_figures_with_keys_only(running, database, staff_file):
    async with running(database) as pilot:
        await press(pilot, "5")
        pilot.app.screen.query_one("#path", Input).value = str(staff_file)
        await press(pilot, "tab", "enter")
        await pilot.press(*"gwent")
        await press(pilot, "enter", "tab", *"31032026", "ctrl+n")
        text = on_screen(pilot)
        assert "Zorblax [1]" in text
        assert "British" in text
        await press(pilot, "down", "ctrl+n")
        await until(pilot, "Labels still to decide: 2")
        assert pilot.app.screen.query_one("#labels", DataTable).cursor_row == 0, "where the first one is"
        for _label in range(2):
            await press(pilot, "enter")
            wanted = "EO" if "Zorblax" in on_screen(pilot).split("What is")[1].splitlines()[0] else "W_BRIT"
            await press(pilot, *("L2" if wanted == "EO" else wanted), "enter")
        await press(pilot, "ctrl+n")
        await to_the_summary(pilot)
        text = on_screen(pilot)
        assert "Gwent Police, 31 March 2026" in text
        assert "headcount 46" in text
        assert "45 known, 1 undeclared, 0 unknown" in text
        assert not [one for one in pilot.app.organisations if one.organisation.code == "gwent-police" and one.snapshots]
        await press(pilot, "ctrl+n")
        await until(pilot, "is imported, as import 5: headcount 46")
        assert "^n" not in on_screen(pilot), "there is nothing to go on to"
        assert pilot.app.screen.query_one("#path", Input).value == "", "the next file is another one"
        await press(pilot, "enter")
        assert pilot.app.current_mode == "representation"
        text = on_screen(pilot)
        assert "Gwent Police" in text
        assert "3/45" in text


async def test_what_a_file_says_of_people_is_in_no_description_of_the_work(running, database, staff_file, monkeypatch):
    described = []

    def run_worker(self, work, **options):
        worker = Page.run_worker(self, work, **options)
        described.append(worker.description)
        return worker

    monkeypatch.setattr(ImportPage, "run_worker", run_worker)
    rows = "\n".join(f"{1000 + n},Constable,W1 - White British,Police Officer" for n in range(20))
    staff_file.write_text(STAFF.format(rows=rows, number=20), encoding="utf-8")
    async with running(database) as pilot:
        await choose_file(pilot, staff_file)
        await press(pilot, "tab", "enter")
        await pilot.press(*"gwent")
        await press(pilot, "enter", "tab", *"31032026", "ctrl+n")
        await to_the_summary(pilot)
        await press(pilot, "ctrl+n")
        await until(pilot, "is imported")
    assert described == ["opening", "writing"]


async def test_the_same_file_again_is_recognised(running, database, staff_file):
    staff_file.write_text(STAFF.format(rows="1,Constable,W1,Police Officer\n2,Sergeant,A1,Police Officer", number=2))
    async with running(database) as pilot:
        for time in range(2):
            await press(pilot, *(["tab", "enter"] if time else []))
            await choose_file(pilot, staff_file)
            pilot.app.screen.query_one("#whose").value = "gwent-police"
            pilot.app.screen.query_one("#as-at", Input).value = "31/03/2026"
            await press(pilot, "ctrl+n")
            await to_the_summary(pilot)
            await press(pilot, "ctrl+n")
        await until(pilot, "has been imported already, as import 5")
        await until(pilot, "nothing to write")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_step_can_be_reached_and_shows_texts_as_written(running, database, tmp_path, faked, size):
    path = tmp_path / "[@click=app.quit]x.csv"
    path.write_text("x")
    async with running(database, size) as pilot:
        await choose_file(pilot, path)
        assert [step.id for step in pilot.app.screen.query(Step)] == ["step-file"], "the others when they are come to"
        await press(pilot, "ctrl+n")
        text = on_screen(pilot)
        for words in ("[/] Jane", "•••", "? to decide", path.name):
            assert words in text
        await press(pilot, "enter")
        await until(pilot, "What does this column hold: [/] Jane")
        await press(pilot, "enter", "ctrl+n")
        text = on_screen(pilot)
        assert "col [Grade]" in text
        assert "=1+1" in text
        assert "Suggested: White British (ambiguous)." in text
        await press(pilot, "space", "space")
        await until(pilot, "EO")
        await press(pilot, "enter", "enter", "enter", "enter", "ctrl+n")
        text = on_screen(pilot)
        assert "warnings: 450" in text
        assert "page 1 of 3" in text
        await press(pilot, "greater_than_sign")
        await until(pilot, "page 2 of 3")
        await press(pilot, "f", "f")
        await until(pilot, "shown: warning")
        await press(pilot, "ctrl+n")
        text = on_screen(pilot)
        assert "headcount 30 to 32" in text
        assert "1 row set aside" in text
        for title in ("Matters", "? ", "Holds", "Which sheet", "Which spreadsheet"):
            await press(pilot, "escape")
            assert title in on_screen(pilot) or title == "? "


async def test_a_protected_file_asks_for_its_password(running, database, tmp_path, faked):
    path = tmp_path / "protected.xlsx"
    path.write_text("x")
    async with running(database) as pilot:
        await choose_file(pilot, path)
        await press(pilot, "ctrl+n")
        await until(pilot, "The file is protected")
        await press(pilot, "ctrl+n")
        await until(pilot, "Type the password")
        await press(pilot, *"wrong", "enter")
        await until(pilot, "The password does not open the file. Ask for it.")
        await press(pilot, *"secret", "enter")
        assert "secret" not in on_screen(pilot)
        await until(pilot, "What each column holds")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "Type the path of a file"),
        ("no such [/] file.xlsx", "There is no file"),
        ("~$Staff.xlsx", "There is no file"),
        ("x" * 300, "There is no file"),
    ],
)
async def test_a_file_that_is_not_there_is_said_before_anything_is_read(running, database, path, said):
    async with running(database) as pilot:
        await choose_file(pilot, path)
        await press(pilot, "ctrl+n")
        assert said in on_screen(pilot)


async def test_what_cannot_be_read_says_so_where_it_was_chosen(running, database, tmp_path, monkeypatch):
    def fail(*_args):
        raise WorkforceError("[/] Jane.xlsx cannot be read.", "Save it again.")

    monkeypatch.setattr(reading, "plan_file", fail)
    path = tmp_path / "x.xlsx"
    path.write_text("x")
    async with running(database) as pilot:
        await choose_file(pilot, path)
        await press(pilot, "ctrl+n")
        text = on_screen(pilot)
        assert "[/] Jane.xlsx cannot be read. Save it again." in text
        assert "Which spreadsheet" in text


async def test_reading_can_be_stopped_and_leaving_asks_first(running, database, tmp_path, monkeypatch):
    started, stopped = threading.Event(), threading.Event()

    def slow(ws, draft, on_progress, is_cancelled):
        on_progress(Progress("reading", 5, 10))
        started.set()
        while not is_cancelled():
            stopped.wait(0.01)
        return fakes.planned(draft)

    monkeypatch.setattr(reading, "plan_file", slow)
    path = tmp_path / "x.xlsx"
    path.write_text("x")
    async with running(database) as pilot:
        await choose_file(pilot, path)
        await pilot.press("ctrl+n")
        while not started.is_set():
            await pilot.pause()
        await pilot.pause()
        await until(pilot, "Reading rows")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("escape")
        await settle(pilot)
        await until(pilot, "Stopped. Nothing was written.")


async def test_the_file_window_opens_at_the_drop_folder(running, database, tmp_path):
    (tmp_path / "staff.xlsx").write_text("x")
    async with running(database) as pilot:
        await press(pilot, "5", "enter")
        text = on_screen(pilot)
        assert "Look for a file" in text
        assert "staff.xlsx" in text
        await press(pilot, "escape")
        await until(pilot, "Which spreadsheet")


@pytest.mark.parametrize("name", ["x" * 300, "round.xlsx"])
async def test_the_file_window_stays_open_at_a_name_no_file_can_have(running, database, tmp_path, name):
    (tmp_path / "round.xlsx").symlink_to(tmp_path / "round.xlsx")
    async with running(database) as pilot:
        await choose_file(pilot, tmp_path)
        await press(pilot, "enter")
        field = pilot.app.screen.query_one(Input)
        field.focus()
        field.value = name
        await press(pilot, "enter")
        await until(pilot, "There is no file of that name")


async def test_figures_that_are_there_already_are_replaced_only_when_ticked(
    running, database, tmp_path, faked, monkeypatch
):
    monkeypatch.setattr(fakes, "questions", list)
    monkeypatch.setattr(reading, "check_plan", lambda ws, plan: (None, ("There are figures already.",)))
    asked = []

    def confirm(ws, plan, _tell, _is_cancelled, *, replace_earlier):
        asked.append(replace_earlier)
        raise WorkforceError("The disk is full.", "Free some space.")

    monkeypatch.setattr(reading, "confirm_plan", confirm)
    path = tmp_path / "x.csv"
    path.write_text("x")
    async with running(database) as pilot:
        await choose_file(pilot, path)
        await press(pilot, "ctrl+n", "ctrl+n")
        await until(pilot, "There are figures already.")
        await press(pilot, "ctrl+n")
        await until(pilot, "Tick the box")
        await until(pilot, "▐ ▌ Put these figures")
        await press(pilot, "space")
        await until(pilot, "▐✓▌ Put these figures")
        await press(pilot, "ctrl+n")
        assert asked == [True]
        await until(pilot, "The disk is full. Free some space.")


async def test_a_file_that_is_there_already_but_would_count_otherwise_can_replace_its_import(
    running, database, tmp_path, faked, monkeypatch
):
    monkeypatch.setattr(fakes, "questions", list)
    monkeypatch.setattr(reading, "check_plan", lambda ws, plan: ((7,), ("This file counts 17 people now.",)))
    asked = []

    def confirm(ws, plan, _tell, _is_cancelled, *, replace_earlier):
        asked.append(replace_earlier)
        raise WorkforceError("The disk is full.", "Free some space.")

    monkeypatch.setattr(reading, "confirm_plan", confirm)
    path = tmp_path / "x.csv"
    path.write_text("x")
    async with running(database) as pilot:
        await choose_file(pilot, path)
        await press(pilot, "ctrl+n", "ctrl+n")
        await until(pilot, "has been imported already, as import 7")
        await until(pilot, "This file counts 17 people now.")
        await press(pilot, "ctrl+n")
        await until(pilot, "nothing to write")
        await press(pilot, "space", "ctrl+n")
        assert asked == [True]


async def test_writing_that_is_stopped_is_taken_back(running, database, tmp_path, faked, monkeypatch):
    monkeypatch.setattr(fakes, "questions", list)

    def confirm(ws, plan, tell, is_cancelled, *, replace_earlier):
        tell(Progress("writing", 5, 10))
        while not is_cancelled():
            pass
        raise WorkforceError("Stopped. Nothing was written.")

    monkeypatch.setattr(reading, "confirm_plan", confirm)
    path = tmp_path / "x.csv"
    path.write_text("x")
    async with running(database) as pilot:
        await choose_file(pilot, path)
        await press(pilot, "ctrl+n", "ctrl+n")
        await pilot.press("ctrl+n")
        while "Writing" not in on_screen(pilot):
            await pilot.pause()
        await press(pilot, "escape")
        await until(pilot, "Stopped. Nothing was written.")
        await until(pilot, "Write these figures")


async def test_nobody_is_told_of_writing_that_was_stopped_by_leaving(running, database, tmp_path, faked, monkeypatch):
    monkeypatch.setattr(fakes, "questions", list)
    ended, told = threading.Event(), []
    post = ImportPage.post_message

    def confirm(ws, plan, tell, is_cancelled, *, replace_earlier):
        tell(Progress("writing", 5, 10))
        while not is_cancelled():
            pass
        ended.set()
        raise WorkforceError("Stopped. Nothing was written.")

    def noted(screen, message):
        told.append(type(message).__name__)
        return post(screen, message)

    monkeypatch.setattr(reading, "confirm_plan", confirm)
    monkeypatch.setattr(ImportPage, "post_message", noted)
    path = tmp_path / "x.csv"
    path.write_text("x")
    async with running(database) as pilot:
        await choose_file(pilot, path)
        await press(pilot, "ctrl+n", "ctrl+n")
        await pilot.press("ctrl+n")
        while "Writing" not in on_screen(pilot):
            await pilot.pause()
        await pilot.press("ctrl+q")
        while "Stop and leave" not in on_screen(pilot):
            await pilot.pause()
        await pilot.press("right", "enter")
    assert ended.wait(30)
    assert "ReadingAt" in told
    assert "Refused" not in told


async def test_a_file_without_ethnicity_is_imported_when_the_user_says_so(running, database, tmp_path):
    path = tmp_path / "no ethnicity.csv"
    path.write_text("Emp No,Rank,Employee type\n1,Constable,Police Officer\n2,Sergeant,Police Officer\n")
    async with running(database) as pilot:
        await choose_file(pilot, path)
        pilot.app.screen.query_one("#whose").value = "gwent-police"
        pilot.app.screen.query_one("#as-at", Input).value = "30/04/2026"
        await press(pilot, "ctrl+n")
        await until(pilot, "(no column of ethnicity)")
        await press(pilot, "enter")
        await until(pilot, "This file has no ethnicity")
        await press(pilot, "enter")
        await until(pilot, "Not in this file")
        await to_the_summary(pilot)
        assert "ethnicity not available" in on_screen(pilot)
        await press(pilot, "ctrl+n")
        await until(pilot, "imported")


async def test_the_program_says_what_a_file_is_about_and_can_be_told_otherwise(running, database, tmp_path):
    path = tmp_path / "events.csv"
    rows = "\n".join(f"{101 + n},Constable,W1,0{1 + n % 3}/05/2025,Resignation" for n in range(12))
    path.write_text(
        f"Leavers 1 April 2025 to 31 March 2026\nEmp No,Rank,Ethnicity,Leaving Date,Leaving Reason\n{rows}\n"
    )
    async with running(database, LARGE) as pilot:
        await choose_file(pilot, path)
        pilot.app.screen.query_one("#whose", Select).value = "gwent-police"
        await press(pilot, "ctrl+n")
        await to_the_summary(pilot)
        await until(pilot, "Leavers: rows read 12, events 12")
        assert "Gwent Police, 1 April 2025 to 31 March 2026" in on_screen(pilot)
        while "Which sheet holds the figures" not in on_screen(pilot):
            await press(pilot, "escape")
        await until(pilot, "Leavers (")
        pilot.app.screen.query_one("#dataset", Select).value = "capability"
        await press(pilot, "ctrl+n")
        await to_the_summary(pilot)
        await until(pilot, "Capability: rows read 12, events 12")


async def test_sheets_that_look_alike_are_read_together_when_chosen(running, database, tmp_path):
    path = tmp_path / "divisions.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for division in (1, 2):
            sheet = book.add_worksheet(f"Division {division}")
            sheet.write_row(0, 0, ["Emp No", "Rank", "Ethnicity", "Employee type"])
            for row in range(1, 6 * division + 1):
                sheet.write_row(row, 0, [100 * division + row, "Constable", "White British", "Police Officer"])
    async with running(database) as pilot:
        await choose_file(pilot, path)
        pilot.app.screen.query_one("#whose", Select).value = "gwent-police"
        pilot.app.screen.query_one("#as-at", Input).value = "30/04/2026"
        await press(pilot, "ctrl+n")
        await until(pilot, "All of these, read together")
        await to_the_summary(pilot)
        assert "headcount 18" in on_screen(pilot)
        await press(pilot, "ctrl+n")
        await until(pilot, "is imported, as import 5: headcount 18")


async def test_a_long_refusal_is_told_to_its_end_with_the_buttons_and_the_field_under_the_cursor(
    running, database, monkeypatch, staff_file
) -> None:
    def refuse(*_args: object, **_more: object) -> object:
        raise WorkforceError("The file says one thing. " * 17, "Correct the file. " * 22 + "Then ask again.")

    monkeypatch.setattr(reading, "plan_file", refuse)
    async with running(database, SMALL) as pilot:
        await choose_file(pilot, staff_file)
        await press(pilot, "ctrl+n")
        await until(pilot, "ask again.")
        focused = pilot.app.focused
        assert focused is not None
        assert pilot.app.screen.can_view_partial(focused)
        assert "Back         Next" in on_screen(pilot)
        await pilot.resize_terminal(*TINY)
        await settle(pilot)
        assert "Back         Next" in on_screen(pilot)
