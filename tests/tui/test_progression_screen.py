"""Progression: its place among the screens, its views, and the pipeline from entry to executive."""

from __future__ import annotations

import pytest

from conftest import LARGE, SMALL, TINY, on_screen, press, settle, until
from workforce_tui import i18n
from workforce_tui.domain.exact import fisher_p
from workforce_tui.tui.widgets.area_bar import AREAS, AreaBar
from workforce_tui.tui.widgets.name_bar import flowed

WIDE = (140, 40)


@pytest.mark.parametrize("size", [SMALL, LARGE, TINY, WIDE])
async def test_every_place_is_named_at_every_width(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "3")
        bar = " ".join(on_screen(pilot).splitlines()[: pilot.app.screen.query_one(AreaBar).size.height])
        for number, name in enumerate(AREAS.values(), 1):
            assert f" {number % 10} {name} " in bar
        assert "F1 Help" in bar


async def test_the_places_are_named_in_welsh_too(running, database):
    i18n.set_language(i18n.WELSH)
    try:
        async with running(database, SMALL) as pilot:
            await press(pilot, "3")
            bar = " ".join(on_screen(pilot).splitlines()[: pilot.app.screen.query_one(AreaBar).size.height])
            assert all(f" {number % 10} {i18n._(name)} " in bar for number, name in enumerate(AREAS.values(), 1))
    finally:
        i18n.set_language(i18n.ENGLISH)


def test_names_that_do_not_fit_go_to_the_next_row_and_are_never_cut():
    assert flowed((10, 10, 10), 30) == ((0, 1, 2),)
    assert flowed((10, 10, 10), 29) == ((0, 1), (2,))
    assert flowed((40, 10), 30) == ((0,), (1,))
    assert flowed((10, 10), 20, last=5) == ((0, 1), ())
    assert flowed((), 20, last=5) == ((),)


@pytest.mark.parametrize("size", [SMALL, LARGE, TINY])
async def test_the_pipeline_has_both_groups_at_every_level(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "3")
        lines = on_screen(pilot).splitlines()
        entry = next(number for number, line in enumerate(lines) if "L1" in line)
        for words in ("Minority", "8.3%", "4", "3.0%", "━"):
            assert words in lines[entry]
        for words in ("White", "9.6%", "130", "━"):
            assert words in lines[entry + 1]
        assert any("0%" in line and "80%" in line for line in lines)


async def test_the_step_with_the_largest_drop_is_named_and_marked_and_tested_once_it_is_painted(running, database):
    async with running(database, LARGE) as pilot:
        fisher_p.cache_clear()  # as where nothing was tested yet
        await press(pilot, "3")
        await until(pilot, "Fisher's exact test: p = ")
        text = on_screen(pilot)
        assert "The largest drop is between L2 Practitioner and L3 First-line manager" in text
        assert "from 3.8% to 3.2%, −0.6 points" in " ".join(text.split())
        assert "▼" in next(line for line in text.splitlines() if "L3 First-line" in line and "Minority" in line)


async def test_the_sentence_follows_the_level_under_the_cursor(running, database):
    async with running(database) as pilot:
        await press(pilot, "3", "down", "down")
        await until(pilot, "7 of 217")
        await press(pilot, "end")
        await until(pilot, "L6 Executive: nobody is at this level.")
        await press(pilot, "home")
        await pilot.click("PipelineBars", offset=(5, 2))
        await until(pilot, "4 of 134")


async def test_another_snapshot_and_another_organisation_are_chosen_as_elsewhere(running, database):
    async with running(database) as pilot:
        await press(pilot, "3")
        assert "s Snapshot" in on_screen(pilot)
        await press(pilot, "s", "down", "down", "enter")
        await until(pilot, "31 March 2025")
        await press(pilot, "o", *"prison", "enter")
        await until(pilot, "HM Prison and Probation Service in Wales")


async def test_the_pipeline_is_of_one_organisation(running, database):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "")
        await press(pilot, "3")
        await until(pilot, "This is shown for one organisation")


async def test_an_organisation_without_figures_offers_an_import(running, database):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "gwent-police")
        await press(pilot, "3")
        await until(pilot, "No figures of this organisation")
        assert "Import a file" in on_screen(pilot)


async def test_an_empty_database_offers_the_samples(running, tmp_path):
    async with running(str(tmp_path / "empty.db")) as pilot:
        await press(pilot, "3")
        await until(pilot, "There are no figures yet")
        await until(pilot, "See the sample data")


async def test_counts_that_are_intervals_have_a_share_that_is_a_range(running, database):
    async with running(database, LARGE) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await press(pilot, "3")
        await settle(pilot)
        assert " to " in next(line for line in on_screen(pilot).splitlines() if "L1" in line)
