"""Batches: the history and taking an import back."""

from __future__ import annotations

import pytest
from textual.widgets import DataTable

from conftest import LARGE, SMALL, on_screen, press, until


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_import_has_a_line(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "6")
        text = on_screen(pilot)
        for words in ("4 imports", "● in use", "[/] Jane.csv", "2024.xlsx", "Dyfed-Powys P"):
            assert words in text
        assert "Staff [HR]" in text


async def test_undo_asks_first_and_then_removes_the_figures(running, database):
    async with running(database) as pilot:
        await press(pilot, "6")
        await until(pilot, "[/] Jane.csv")
        await press(pilot, "u")
        await until(pilot, "Take back import 4, [/] Jane.csv?")
        assert "Figures it replaced do not come back" in " ".join(on_screen(pilot).split())
        await press(pilot, "enter")
        assert "undone" not in on_screen(pilot)
        await press(pilot, "u")
        await until(pilot, "Take back import 4, [/] Jane.csv?")
        await press(pilot, "y")
        await until(pilot, "– undone")
        await until(pilot, "Import 4 was taken back.")
        held = {one.organisation.code: one.snapshots for one in pilot.app.organisations}
        assert held["hmpps-wales"] == 0
        await press(pilot, "u")
        await until(pilot, "nothing to undo")


async def test_an_empty_history_says_so(running, tmp_path):
    async with running(str(tmp_path / "empty.db")) as pilot:
        await press(pilot, "f10")
        await until(pilot, "Nothing has been imported yet")


async def test_a_long_history_says_that_it_shows_the_newest_and_where_the_rest_is(running, database, monkeypatch):
    monkeypatch.setattr("workforce_tui.tui.screens.batches.MOST_SHOWN", 2)
    async with running(database, LARGE) as pilot:
        await press(pilot, "6")
        await until(pilot, "4 imports; the newest 2 are shown, `batches` lists all")
        assert pilot.app.screen.query_one(DataTable).row_count == 2
