"""Flows on the screen: counts by group, the matrix of grades, the period, and the states without people."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import followed
import pytest

from builders import import_into, write_csv
from conftest import LARGE, SMALL, TINY, on_screen, press, settle, until
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.services.representation import snapshot_dates
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui import progression_reading
from workforce_tui.tui.widgets.flow_tables import CountsTable, MatrixTable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def followed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("followed")
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        ws = open_workspace(str(folder / "followed.db"))
        followed.fill(ws)
        ws.close()
    return folder / "followed.db"


@pytest.fixture
def people(followed_once, tmp_path) -> str:
    """A fresh copy of the database with people of three dates."""
    return str(shutil.copy(followed_once, tmp_path / "people.db"))


async def first_period(pilot) -> None:
    """Flows of the first two dates, in which something happened."""
    await press(pilot, "3", "f")
    await until(pilot, "31 March 2025 to 31 March 2026")
    await press(pilot, "s", *"2024 to 31 march 2025", "enter")
    await until(pilot, "31 March 2024 to 31 March 2025")


def line(pilot, words: str) -> str:
    return next(one for one in on_screen(pilot).splitlines() if words in one)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_figure_is_given_for_all_staff_and_each_group(running, people, size):
    async with running(people, size) as pilot:
        await first_period(pilot)
        assert line(pilot, "All staff  ").split()[-4:] == ["Minority", "White", "Undeclared", "Unknown"]
        assert line(pilot, "At the start").split()[-5:] == ["205", "14", "190", "1", "0"]
        assert line(pilot, " Joined").split()[-5:] == ["3", "1", "1", "0", "1"]
        assert line(pilot, " Left").split()[-5:] == ["4", "1", "3", "0", "0"]
        assert line(pilot, " Promoted").split()[-5:] == ["4", "1", "3", "0", "0"]
        assert line(pilot, "Temporarily").split()[-5:] == ["1", "0", "1", "0", "0"]


async def test_the_details_read_the_row_and_the_period_aloud(running, people):
    async with running(people, LARGE) as pilot:
        await first_period(pilot)
        await press(pilot, "down")
        await until(pilot, "Joined. All staff: 3; Ethnic minority: 1; White: 1")
        await until(pilot, "In post at the start: 205.")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_matrix_has_a_row_for_each_grade_before_and_a_column_for_each_after(running, people, size):
    async with running(people, size) as pilot:
        await first_period(pilot)
        await press(pilot, "m")
        await until(pilot, "From grade (rows) to grade (columns)")
        assert line(pilot, "1 Constable").split()[-4:] == ["3", "126", "4", "·"]
        assert line(pilot, "2 Sergeant").split()[-4:] == ["1", "·", "41", "·"]
        await until(pilot, "Stayed Constable: people 126")
        await press(pilot, "right")
        await until(pilot, "Constable to Sergeant: people 4 (ethnic minority 1, White 3")
        await press(pilot, "b")
        await until(pilot, "Ethnic minority  b: another group")
        assert line(pilot, "1 Constable").split()[-4:] == ["1", "10", "1", "·"]
        await press(pilot, "m")
        assert isinstance(pilot.app.focused, CountsTable)


async def test_a_tall_screen_shows_counts_and_matrix_together(running, people):
    async with running(people, LARGE) as pilot:
        await first_period(pilot)
        assert "At the start" in on_screen(pilot)
        assert "From grade (rows) to grade (columns)" in on_screen(pilot)


async def test_the_period_and_the_view_stay_when_coming_back(running, people):
    async with running(people) as pilot:
        await first_period(pilot)
        await press(pilot, "p", "1", "3")
        await until(pilot, "Of group")
        await press(pilot, "f")
        await until(pilot, "31 March 2024 to 31 March 2025")
        await press(pilot, "1", "3")
        await until(pilot, "31 March 2024 to 31 March 2025")
        await press(pilot, "s", *"two other", "enter")
        await until(pilot, "From the end of")
        await press(pilot, *"2024", "enter")
        await until(pilot, "To the end of")
        await press(pilot, *"2026", "enter")
        await until(pilot, "31 March 2024 to 31 March 2026")


async def test_a_click_on_the_name_of_a_view_shows_it(running, people):
    async with running(people) as pilot:
        await press(pilot, "3")
        await pilot.click("ViewBar", offset=(14, 0))
        await until(pilot, "At the start")


async def test_a_grade_whose_name_looks_like_markup_is_shown_as_it_is(running, people):
    async with running(people, LARGE) as pilot:
        await press(pilot, "3", "f", "m")
        await until(pilot, " 3 [@click=app.quit]col [Gr")
        await press(pilot, *["down"] * 2, *["right"] * 2)
        await until(pilot, followed.HOSTILE)
        table = pilot.app.screen.query_one(MatrixTable)
        await pilot.click(MatrixTable, offset=(6, 4))
        await settle(pilot)
        assert pilot.app.is_running
        assert table.row_count == 4


async def test_without_lists_of_events_there_is_nothing_to_put_beside(running, people):
    async with running(people) as pilot:
        await press(pilot, "3", "f", "c")
        await until(pilot, "No lists of joiners")


async def test_lists_of_events_are_put_beside_the_figures_as_they_are_written(running, people, monkeypatch):
    real = progression_reading.flows_data
    row = Row(f"Joined: {followed.HOSTILE}", (Shown(3), Shown(5), Shown("+2")))
    columns = tuple(Column(key, key.capitalize()) for key in ("snapshots", "events", "difference"))
    beside = Table("Snapshots beside event files", "Figure", columns, (row,), ("Neither is preferred.",))

    def with_events(ws, view, period):
        return replace(real(ws, view, period), beside=beside)

    monkeypatch.setattr(progression_reading, "flows_data", with_events)
    async with running(people) as pilot:
        await press(pilot, "3", "f")
        await until(pilot, "c puts them")
        await press(pilot, "c")
        await until(pilot, "Neither is preferred.")
        assert line(pilot, "Joined: [@click").split()[-3:] == ["3", "5", "+2"]
        await press(pilot, "c")
        await until(pilot, "At the start")


async def test_an_organisation_that_sends_counts_only_says_so_and_what_to_ask_for(running, database):
    async with running(database) as pilot:
        await press(pilot, "3", "f")
        await until(pilot, "This organisation sends counts only")
        await until(pilot, "Import a file")


async def test_where_only_counts_are_sent_flows_come_from_the_events(running, database, tmp_path):
    file = write_csv(tmp_path / "leavers.csv", ("Grade", "White", "Asian"), [("Constable", 4, "<5")])
    ws = open_workspace(database)
    end, start = snapshot_dates(ws, "dyfed-powys-police")[:2]
    period = {"as_at": None, "dataset": Dataset.LEAVERS, "period_start": start + timedelta(days=1), "period_end": end}
    assert import_into(ws, file, organisation="dyfed-powys-police", **period).status == "imported"
    ws.close()
    async with running(database) as pilot:
        await press(pilot, "3", "f")
        await until(pilot, "From files or counts of events")
        assert line(pilot, " Left").split("Left")[1].split() == ["5", "to", "8", "1", "to", "4", "4", "0", "0"]
        assert line(pilot, "Moved down").split()[-5:] == ["[x]"] * 5
        await press(pilot, "m")
        await until(pilot, "only of people who are followed")


async def test_one_snapshot_is_not_enough_to_follow_anybody(running, database):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await press(pilot, "3", "f")
        await until(pilot, "No two snapshots with people yet")


async def test_flows_are_of_one_organisation(running, people):
    async with running(people) as pilot:
        await pilot.app.action_take("organisation", "")
        await press(pilot, "3", "f")
        await until(pilot, "This is shown for one organisation")
        await press(pilot, "enter")
        await until(pilot, "Type to search")


async def test_an_error_is_told_in_words_and_can_be_tried_again(running, people, monkeypatch):
    def fail(ws, view, period):
        raise WorkforceError("The file [/] is locked.", "Wait a moment.")

    real = progression_reading.flows_data
    async with running(people, TINY) as pilot:
        monkeypatch.setattr(progression_reading, "flows_data", fail)
        await press(pilot, "3", "f")
        await until(pilot, "The file [/] is locked.")
        monkeypatch.setattr(progression_reading, "flows_data", real)
        await press(pilot, "enter")
        await until(pilot, "At the start")
