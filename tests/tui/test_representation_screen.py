"""Representation: a bar a row, counts beside shares, words beside colours, at every width."""

from __future__ import annotations

import pytest

from conftest import LARGE, SMALL, TINY, on_screen, press, settle, until
from workforce_tui.tui.widgets.bars import BarTable


@pytest.mark.parametrize("size", [SMALL, LARGE, TINY])
async def test_every_grade_has_its_share_counts_symbol_and_word(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "2")
        text = on_screen(pilot)
        line = next(one for one in text.splitlines() if "Sergeant" in one)
        for words in ("3.2%", "7/217", "◆ on track"):
            assert words in line
        if size != TINY:
            assert "━" in line
            assert "┃" in line


async def test_rows_are_grouped_by_kind_of_worker_from_junior_to_senior(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "2")
        text = on_screen(pilot)
        order = ["All staff", "Police officers", "Constable", "Sergeant", "Chief Superintendent", "PCSO"]
        places = [text.index(words) for words in order]
        assert places == sorted(places)


async def test_the_sentence_follows_the_cursor(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "2", "down", "down")
        await until(pilot, "Sergeant: ethnic minority 7 of 217 staff")
        await press(pilot, "end")
        await until(pilot, "PCSO: ethnic minority 4 of 134")


async def test_the_trend_has_a_row_for_each_snapshot_with_its_counts(running, database):
    async with running(database) as pilot:
        await press(pilot, "2", "down", "t")
        text = on_screen(pilot)
        for words in ("Constable", "31 March 2024", "31 March 2025", "31 March 2026", "30/930", "36/936"):
            assert words in text
        await press(pilot, "t")
        await until(pilot, "Sergeant")


async def test_the_interval_is_drawn_when_asked_for(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "2")
        assert "├" not in on_screen(pilot)
        await press(pilot, "i")
        await until(pilot, "├")
        await until(pilot, "Interval (95%)")


@pytest.mark.parametrize("dimension", ["grade", "level", "tier", "organisation", "area", "group"])
async def test_every_dimension_can_be_shown(running, database, dimension):
    async with running(database) as pilot:
        await press(pilot, "2")
        await pilot.app.action_take("dimension", dimension)
        await settle(pilot)
        table = pilot.app.screen.query_one("#by-row", BarTable)
        assert table.rows.line is not None
        assert table.rows.size.height > 1


async def test_a_share_too_coarse_to_give_says_so_and_is_not_zero(running, database):
    async with running(database, LARGE) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await pilot.app.action_take("definition", "em_incl")
        await press(pilot, "2")
        line = next(one for one in on_screen(pilot).splitlines() if "Band 3" in one)
        assert "not available" in line
        assert "0.0%" not in line


async def test_a_click_moves_the_cursor(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "2")
        await pilot.click("BarRows", offset=(5, 3))
        await settle(pilot)
        await until(pilot, "Sergeant: ethnic minority 7 of 217")


async def test_the_cursor_stays_in_sight_on_a_short_screen(running, database):
    async with running(database, (80, 18)) as pilot:
        await press(pilot, "2", "end")
        await until(pilot, "› PCSO")
        await press(pilot, "home")
        await until(pilot, "› All staff")
