"""What the import asks about labels: only an answer that something speaks for is proposed, and none is a guess."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import DataTable, Input

from conftest import on_screen, press, until
from workforce_tui import i18n
from workforce_tui.domain.roles import Role
from workforce_tui.services.imports import FileToImport, confirm, plan_file, run
from workforce_tui.services.roles import Who, look_as
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui.copying import in_front
from workforce_tui.tui.dialogs.files import open_file
from workforce_tui.tui.finding import list_in_front
from workforce_tui.tui.wizard.draft import StepName
from workforce_tui.tui.wizard.step import Answered

COUNTS = """Snapshot date,Grade,Ethnicity,Headcount
31/03/2026,Constable,White,900
31/03/2026,Constable,Asian,-
31/03/2026,Sergeant,White,200
31/03/2026,Sergeant,Black,5
"""
PEOPLE = """Staff in post,,
Emp No,Rank,Ethnic origin
1,Constable,W1
2,Grade F,W1
"""


@pytest.mark.apart
async def test_a_sign_in_place_of_a_number_is_not_proposed_to_be_nobody(running, database, tmp_path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS, encoding="utf-8")
    async with running(database) as pilot:
        await press(pilot, "5")
        pilot.app.screen.query_one("#path", Input).value = str(path)
        pilot.app.screen.query_one("#whose").value = "gwent-police"
        await press(pilot, "ctrl+n")
        await until(pilot, "These labels are not known.")
        table = pilot.app.screen.query_one("#labels", DataTable)
        before = [str(cell) for cell in table.get_row_at(0)]
        assert before[0] == "-"
        assert before[3] == "", "nothing speaks for any answer"
        await press(pilot, "space")
        assert [str(cell) for cell in table.get_row_at(0)] == before
        await press(pilot, "enter")
        text = on_screen(pilot)
        assert 'What is "-"?' in text
        assert "between 1 and 4" in text
        assert "suggested" not in text


@pytest.mark.apart
async def test_a_file_that_names_nobody_is_likeliest_of_who_imports_it_and_more_questions_are_told(
    running, database, tmp_path
) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    look_as(Who(Role.HR_LEAD, "gwent-police"))
    async with running(database) as pilot:
        await press(pilot, "5")
        pilot.app.screen.query_one("#path", Input).value = str(path)
        pilot.app.screen.query_one("#as-at", Input).value = "31/03/2026"
        await press(pilot, "ctrl+n")
        await until(pilot, "the file names none, and it is yours")
        await press(pilot, "enter")
        assert "Organisation (the whole file)" in on_screen(pilot)
        await press(pilot, "escape", "space", "ctrl+n")
        await until(pilot, "The answers led to more questions.")
        assert "Grade F" in on_screen(pilot)


async def test_a_path_may_be_typed_at_once_and_the_keys_are_those_of_the_step(running, database, tmp_path) -> None:
    path = tmp_path / "nobody.csv"
    async with running(database, (120, 40)) as pilot:
        await press(pilot, "5")
        await pilot.press("slash", *"tmp")
        await until(pilot, "/tmp")
        assert pilot.app.screen.query_one("#path", Input).value == "/tmp"
        pilot.app.screen.query_one("#path", Input).value = str(path)
        assert "^n Next" in on_screen(pilot)


async def test_the_window_of_files_says_what_is_wrong_in_the_language_in_use(running, database, tmp_path) -> None:
    async with running(database, (120, 40)) as pilot:
        await pilot.app.action_language()
        assert i18n.language() == i18n.WELSH
        pilot.app.push_screen(open_file(tmp_path, (".csv",)))
        await until(pilot, "Chwilio am ffeil")
        await press(pilot, "tab", *"nothing", "enter")
        await until(pilot, "Nid oes ffeil o'r enw hwnnw")
        await press(pilot, *["backspace"] * 7, "enter")
        await until(pilot, "Dewiswch ffeil yn y rhestr")
        await pilot.app.action_language()
        await until(pilot, "Look for a file")
        assert all(word in on_screen(pilot) for word in ("Spreadsheets", "Open", "Close"))
        assert "Dewiswch" not in on_screen(pilot)


async def test_files_are_found_and_copied_by_their_names(running, database, tmp_path) -> None:
    for name in ("staff.csv", "leavers.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    async with running(database) as pilot:
        pilot.app.push_screen(open_file(tmp_path, (".csv",)))
        await until(pilot, "leavers.csv")
        found = list_in_front(pilot.app.screen)
        assert found is not None
        assert found.lines[-2:] == ("leavers.csv", "staff.csv")
        copied = in_front(pilot.app.screen)
        assert copied is not None
        assert copied.text.splitlines()[-2:] == ["leavers.csv", "staff.csv"]


def shades(number: int) -> str:
    rows = [f"{1000 + n},Constable,Shade {n % 3},W1 - White British,Police Officer" for n in range(number)]
    return "\n".join(["Emp No,Rank,Colour,Ethnic origin,Employee type", *rows])


async def read(pilot, path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    await press(pilot, "5")
    pilot.app.screen.query_one("#path", Input).value = str(path)
    pilot.app.screen.query_one("#whose").value = "gwent-police"
    pilot.app.screen.query_one("#as-at", Input).value = "31/03/2026"
    await press(pilot, "ctrl+n")


async def say(pilot, columns: dict[str, str]) -> None:
    """Say at the step of columns what some of them hold, and go on."""
    page = pilot.app.screen
    await page.show_step(StepName.COLUMNS)
    for header, holds in columns.items():
        page.take_answer(Answered(("column", header), holds))
    await press(pilot, "ctrl+n")


@pytest.mark.apart
async def test_what_an_earlier_reading_asked_need_not_be_answered_any_more(running, database, tmp_path) -> None:
    async with running(database, (120, 40)) as pilot:
        await read(pilot, tmp_path / "staff.csv", shades(9))
        await until(pilot, "ready: nothing has been written yet")
        await say(pilot, {"Rank": "ignore", "Colour": "grade"})
        await until(pilot, "Shade 2")
        await say(pilot, {"Rank": "grade", "Colour": "ignore"})
        await until(pilot, "ready: nothing has been written yet")
        await pilot.app.screen.show_step(StepName.LABELS)
        assert "Shade" not in on_screen(pilot)
        await press(pilot, "ctrl+n")
        await until(pilot, "ready: nothing has been written yet")


@pytest.mark.apart
@pytest.mark.parametrize("back", [False, True])
async def test_a_file_that_was_corrected_meanwhile_is_read_again_before_it_is_written(
    running, database, tmp_path, back
) -> None:
    path = tmp_path / "staff.csv"
    async with running(database, (120, 40)) as pilot:
        await read(pilot, path, shades(9))
        await until(pilot, "Rows read: 9. Headcount: 9.")
        path.write_text(shades(14), encoding="utf-8")
        await press(pilot, *["escape"] * (5 if back else 0), "ctrl+n")
        await until(pilot, "Rows read: 14. Headcount: 14.")
        await until(pilot, "was changed since it was read, so it was read again.")
        path.unlink()
        await press(pilot, "ctrl+n")
        await until(pilot, "is imported, as import 5: headcount 14")


@pytest.mark.apart
async def test_labels_that_are_too_many_for_the_list_follow_once_those_before_are_answered(
    running, database, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("workforce_tui.tui.wizard.labels_step.MOST_SHOWN", 2)
    async with running(database, (120, 40)) as pilot:
        await read(pilot, tmp_path / "staff.csv", shades(9).replace("Rank", "Old rank").replace("Colour", "Grade"))
        await until(pilot, "Labels not shown here: 1. They follow once these are answered.")
        for _answer in range(3):
            table = pilot.app.screen.query_one("#labels", DataTable)
            assert table.row_count == 2
            await press(pilot, "enter", *"L2", "enter")
            if _answer == 1:
                await press(pilot, "ctrl+n")
                await until(pilot, "Labels still to decide: 1")
        await press(pilot, "ctrl+n")
        await until(pilot, "ready: nothing has been written yet")


@pytest.mark.apart
async def test_once_it_is_said_whose_a_file_is_what_was_answered_for_earlier_files_is_not_asked_again(
    running, database, tmp_path
) -> None:
    look_as(Who(Role.HR_LEAD, "gwent-police"))
    profiles = Path(database).parent / "workforce-profiles"
    profiles.mkdir(exist_ok=True)
    (profiles / "gwent-police.toml").write_text('[grades]\n"Grade F" = "L2"\n', encoding="utf-8")
    path = tmp_path / "staff.csv"
    path.write_text(f"{PEOPLE}3,Grade G,W1\n4,Constable,Zorb\n", encoding="utf-8")
    async with running(database, (120, 40)) as pilot:
        await press(pilot, "5")
        pilot.app.screen.query_one("#path", Input).value = str(path)
        pilot.app.screen.query_one("#as-at", Input).value = "31/03/2026"
        await press(pilot, "ctrl+n")
        await until(pilot, "the file names none, and it is yours")
        await press(pilot, "down", "ctrl+n")
        await until(pilot, "Labels still to decide: 2")
        assert pilot.app.screen.query_one("#labels", DataTable).cursor_row == 0, "whose it is comes first"
        await press(pilot, "space", "ctrl+n")
        await until(pilot, "The answers led to more questions.")
        text = on_screen(pilot)
        assert "Grade G" in text
        assert "Grade F" not in text
        pilot.app.screen.query_one("#labels", DataTable).move_cursor(row=0)
        await press(pilot, "enter", *"South Wales Police", "enter", "ctrl+n")
        await until(pilot, "Grade F")
        assert "Labels still to decide" not in on_screen(pilot), "it was read as a file of somebody else"


@pytest.mark.apart
@pytest.mark.parametrize("same", [True, False])
async def test_what_somebody_else_imported_meanwhile_is_said_and_can_be_replaced(
    running, database, tmp_path, same
) -> None:
    path = tmp_path / "staff.csv"
    async with running(database, (120, 40)) as pilot:
        await read(pilot, path, shades(9))
        await until(pilot, "ready: nothing has been written yet")
        other = path if same else tmp_path / "other.csv"
        if not same:
            other.write_text(shades(30), encoding="utf-8")
        ws = open_workspace(database)
        wanted = FileToImport(other, organisation="gwent-police", as_at=date(2026, 3, 31))
        assert confirm(ws, run(plan_file(ws, wanted))).status == "imported"
        ws.close()
        await press(pilot, "ctrl+n")
        await until(pilot, "Nothing was written.")
        if same:
            await until(pilot, "has been imported already, as import 5.")
            return
        await until(pilot, "from import number 5.")
        await press(pilot, "space", "ctrl+n")
        await until(pilot, "is imported, as import 6: headcount 9")


@pytest.mark.apart
async def test_an_answer_that_was_changed_meanwhile_has_the_file_read_again(running, database, tmp_path) -> None:
    path = tmp_path / "staff.csv"
    kept = Path(database).parent / "workforce-profiles" / "gwent-police.toml"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text('[columns]\nColour = "ignore"\n[grades]\nConstable = "SERGEANT"\n', encoding="utf-8")
    async with running(database, (120, 40)) as pilot:
        await read(pilot, path, shades(9))
        await until(pilot, "ready: nothing has been written yet")
        kept.write_text('[columns]\nColour = "ignore"\n', encoding="utf-8")
        await press(pilot, "ctrl+n")
        await until(pilot, "The answer kept for grade “Constable” was changed since the file was read")
        await press(pilot, "ctrl+n")
        await until(pilot, "an answer kept for it, was changed since it was read, so it was read again.")
        await press(pilot, "ctrl+n")
        await until(pilot, "is imported, as import 5: headcount 9")


@pytest.mark.apart
async def test_an_answer_that_cannot_stand_beside_another_is_asked_again_and_says_why(
    running, database, tmp_path
) -> None:
    rows = "".join(f"{1000 + n},{grade},W1 - White British\n" for n, grade in enumerate(["Tier A", "Tier-A"] * 4))
    async with running(database, (120, 40)) as pilot:
        await read(pilot, tmp_path / "staff.csv", f"Emp No,Rank,Ethnic origin\n{rows}")
        await until(pilot, "Tier-A")
        await press(pilot, "enter", *"L3", "enter")
        await press(pilot, "enter", *"L4", "enter")
        await press(pilot, "ctrl+n")
        await until(pilot, "were given two")
        assert pilot.app.screen.step is StepName.LABELS
        assert on_screen(pilot).count("? to decide") == 1
        await press(pilot, "ctrl+n")
        await until(pilot, "Labels still to decide: 1")
        await press(pilot, "enter", *"L3", "enter", "ctrl+n")
        await until(pilot, "ready: nothing has been written yet")
