"""The overview: figures with their denominators, what to do next, and the states without figures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.widgets import OptionList

from conftest import LARGE, SMALL, TINY, on_screen, press, settle, until
from register_figures import three_years
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services import disparity_values
from workforce_tui.services.clock import today_here
from workforce_tui.services.disparity_writing import Wanted, open_disparity
from workforce_tui.services.figures import Attention, AttentionCode
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui import reading
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.screens.disparities import RegisterWindow


@pytest.mark.parametrize("size", [SMALL, LARGE, TINY])
async def test_the_cards_hold_counts_beside_every_share(running, database, size):
    async with running(database, size) as pilot:
        for words in ("48 of 1,402", "28 undeclared", "68", "on track", "Declaration rate"):
            await until(pilot, words)
        text = on_screen(pilot)
        assert "Dyfed-Powys Police" in text
        assert "31 March 2026" in text


async def test_the_headline_bar_names_target_and_population(running, database):
    async with running(database, LARGE) as pilot:
        text = on_screen(pilot)
        assert "target 5.0%" in text
        assert "population" in text
        assert "If nobody whose ethnicity is not known" in text


async def test_an_empty_database_offers_an_import_and_the_samples(running, tmp_path):
    async with running(str(tmp_path / "empty.db")) as pilot:
        text = on_screen(pilot)
        assert "There are no figures yet" in text
        assert "Import a file" in text
        assert "See the sample data" in text
        await press(pilot, "enter")
        assert pilot.app.current_mode == "import"


async def test_a_database_that_cannot_be_opened_says_why_and_what_to_do(running, monkeypatch):
    def fail(database):
        raise WorkforceError("The file [/] x.db is not a database.", "Choose another one.")

    monkeypatch.setattr(reading, "open_database", fail)
    async with running("x.db") as pilot:
        text = on_screen(pilot)
        assert "The file [/] x.db is not a database." in text
        assert "Choose another one." in text


async def test_a_failure_nobody_expected_shows_its_kind_and_no_data(running, database, monkeypatch):
    def fail(ws, view):
        raise KeyError("Jane Jones, Asian")

    monkeypatch.setattr(reading, "overview_data", fail)
    async with running(database) as pilot:
        text = on_screen(pilot)
        assert "KeyError" in text
        assert "Jane" not in text
        assert "Try again" in text


async def test_a_line_that_needs_attention_leads_to_its_screen(running, database, monkeypatch):
    real = reading.overview_data

    def with_attention(ws, view):
        data = real(ws, view)
        line = Attention(AttentionCode.NO_TARGET, "Set a [target]", "targets")
        return reading.OverviewData(data.organisation, data.as_at, data.total, (line,))

    monkeypatch.setattr(reading, "overview_data", with_attention)
    async with running(database) as pilot:
        await until(pilot, "Set a [target]")
        assert isinstance(pilot.app.focused, OptionList)
        await press(pilot, "enter")
        assert pilot.app.current_mode == "targets"


async def test_overdue_disparities_lead_to_the_register(running, database, monkeypatch):
    made = three_years()
    monkeypatch.setattr(disparity_values, "IndicatorSource", lambda: made)
    ws = open_workspace(database)
    long_ago = today_here() - timedelta(days=200)
    open_disparity(ws, Wanted("dyfed-powys-police", "P2"), by="Ann Rees", on=long_ago)
    ws.close()
    async with running(database, LARGE) as pilot:
        await until(pilot, "1 disparity of the register is overdue")
        options = pilot.app.screen.query_one("#attention", OptionList)
        options.highlighted = options.option_count - 1
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, RegisterWindow)


async def test_typing_in_the_picker_finds_an_organisation(running, database):
    async with running(database) as pilot:
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, *"prison", "enter")
        assert pilot.app.view.organisation == "hmpps-wales"
        await until(pilot, "HM Prison and Probation Service in Wales")


async def test_shares_of_interval_counts_are_ranges(running, database):
    async with running(database, LARGE) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await settle(pilot)
        await until(pilot, "2.8% to 3.2%")


async def test_the_snapshot_chosen_stays_on_the_next_screen(running, database):
    async with running(database) as pilot:
        await press(pilot, "s", "down", "down", "enter")
        await until(pilot, "31 March 2025")
        await press(pilot, "2")
        await until(pilot, "31 March 2025")


async def test_all_organisations_together_have_a_total(running, database):
    async with running(database) as pilot:
        await press(pilot, "o", "up", "enter")
        assert pilot.app.view.organisation is None
        await until(pilot, "All organisations")


async def test_an_organisation_without_figures_offers_a_way_on(running, database):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "gwent-police")
        await settle(pilot)
        text = on_screen(pilot)
        assert "No figures of this organisation" in text
        assert "Import a file" in text


async def test_what_is_called_so_comes_before_what_may_also_be_called_so(running, database):
    choices = (
        Choice("X_PNTS", "Prefer not to say", also="undeclared and unknown; refused"),
        Choice("X_UNK", "No declaration on record", also="undeclared and unknown; unknown"),
        Choice("ELSE", "Something else"),
    )
    async with running(database) as pilot:
        picker = Picker("What is it?", choices)
        pilot.app.push_screen(picker)
        await settle(pilot)
        await press(pilot, *"unkn")
        assert [choice.code for choice in picker.shown] == ["X_UNK", "X_PNTS"]
        await press(pilot, "backspace", "backspace", "backspace", "backspace", *"prefer")
        assert [choice.code for choice in picker.shown] == ["X_PNTS"]
