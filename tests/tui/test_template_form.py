"""Making a collection template from the app."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from textual.widgets import Input, Select

from conftest import LARGE, SMALL, TINY, on_screen, press, settle, until
from filling import Staff, fill
from workforce_tui.tui.commands import WorkforceCommands
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.dialogs.template_form import TemplateForm


async def opened(pilot) -> TemplateForm:
    """Open the form as the command palette does."""
    commands = WorkforceCommands(pilot.app.screen)
    hits = [hit async for hit in commands.search("collection template")]
    await hits[0].command()
    await settle(pilot)
    assert isinstance(pilot.app.screen, TemplateForm)
    return pilot.app.screen


@pytest.fixture
def here(monkeypatch, tmp_path):
    """The folder the app was started in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("size", [TINY, SMALL, LARGE])
async def test_the_form_is_whole_on_every_screen(running, database, here, size):
    async with running(database, size) as pilot:
        await opened(pilot)
        for words in ("Collection template", "Organisation", "31 March", "File", "Write it", "Close"):
            assert words in on_screen(pilot)


async def test_it_proposes_a_name_that_follows_what_is_chosen(running, database, here):
    async with running(database, LARGE) as pilot:
        form = await opened(pilot)
        form.query_one("#organisation", Select).value = "hmpps-wales"
        form.query_one("#year", Input).value = "2024"
        await settle(pilot)
        assert form.query_one("#path", Input).value == str(here / "workforce-hmpps-wales-2024.xlsx")
        form.query_one("#path", Input).value = "mine.xlsx"
        form.query_one("#year", Input).value = "2025"
        await settle(pilot)
        assert form.query_one("#path", Input).value == "mine.xlsx"


async def test_it_is_written_with_the_keyboard(running, database, here):
    async with running(database, LARGE) as pilot:
        form = await opened(pilot)
        organisation = form.query_one("#organisation", Select).value
        form.query_one("#year", Input).value = "2026"
        await press(pilot, "ctrl+s")
        await until(pilot, "Send it to be filled in")
        path = Path(here, f"workforce-{organisation}-2026.xlsx")
        assert openpyxl.load_workbook(path).sheetnames[:2] == ["About", "Staff in post"]


async def test_a_file_that_is_there_is_asked_about(running, database, here):
    (here / "mine.xlsx").write_text("mine")
    async with running(database, LARGE) as pilot:
        form = await opened(pilot)
        form.query_one("#path", Input).value = "mine.xlsx"
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "n")
        assert (here / "mine.xlsx").read_text() == "mine"
        await press(pilot, "ctrl+s", "y")
        await until(pilot, "Send it to be filled in")
        assert (here / "mine.xlsx").read_bytes().startswith(b"PK")


async def test_a_filled_in_template_is_imported_with_nothing_but_its_name(running, database, here):
    async with running(database, LARGE) as pilot:
        form = await opened(pilot)
        form.query_one("#organisation", Select).value = "yjs-cardiff"
        form.query_one("#path", Input).value = "out.xlsx"
        form.query_one("#year", Input).value = "2026"
        await press(pilot, "ctrl+s")
        await until(pilot, "Send it to be filled in")
        fill(
            here / "out.xlsx",
            "Staff in post",
            Staff(["Team manager", "Head of service"], ["White: Irish", "Asian: Indian"], 40).rows,
        )
        await press(pilot, "5")
        pilot.app.screen.query_one("#path", Input).value = str(here / "out.xlsx")
        await press(pilot, "ctrl+n")
        await until(pilot, "Write these figures")
        assert "headcount 40" in on_screen(pilot)
        await press(pilot, "ctrl+n")
        await until(pilot, "is imported")


@pytest.mark.parametrize(
    ("year", "path", "words"),
    [
        ("26", "a.xlsx", "Type the year"),
        ("2026", "", "Type the name of the file"),
        ("2026", "a.csv", "ends in .xlsx"),
        ("2026", "no/where.xlsx", "There is no folder"),
        ("1999", "a.xlsx", "not a year"),
        ("2026", "[@click=app.quit]x[/].csv", "[@click=app.quit]x[/].csv is not the name"),
    ],
)
async def test_what_cannot_be_written_is_said_in_the_form(running, database, here, year, path, words):
    async with running(database, LARGE) as pilot:
        form = await opened(pilot)
        form.query_one("#path", Input).value = path
        form.query_one("#year", Input).value = year
        form.query_one("#path", Input).value = path
        await press(pilot, "ctrl+s")
        await until(pilot, words)
        assert pilot.app.screen is form
        assert list(here.iterdir()) == []
        await press(pilot, "escape")
        assert pilot.app.screen is not form
