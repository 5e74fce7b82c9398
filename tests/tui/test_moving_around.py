"""Moving around: deep links, one key to search any list, the palette, the way back, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from conftest import on_screen, press, settle, until
from workforce_tui.cli.sessions import _place
from workforce_tui.domain.places import PLACES
from workforce_tui.tui.app import WorkforceApp
from workforce_tui.tui.screens.records.page import RecordsPage

if TYPE_CHECKING:
    from collections.abc import Iterable

POLICE = "dyfed-powys-police"


def test_every_place_of_the_app_can_be_opened_by_its_code_name_and_number():
    assert set(PLACES) == set(WorkforceApp.MODES)
    assert [_place(code) for code in PLACES] == list(PLACES)
    assert [_place(name.upper()) for name in PLACES.values()] == list(PLACES)
    assert _place("2") == "representation"


def test_search_is_on_the_same_key_on_every_screen():
    def keys(bindings: Iterable[object]) -> set[str]:
        return {one.key for one in bindings if one.action in ("find", "words")}

    assert keys(WorkforceApp.BINDINGS) == keys(RecordsPage.BINDINGS) == {"slash"}


async def test_the_app_opens_at_the_place_and_organisation_asked_for_and_a_grade_is_found(running, database):
    async with running(database) as pilot:
        app = pilot.app
        app.start_at = ("representation", POLICE)
        await app.begin(samples=False)
        await settle(pilot)
        assert (app.current_mode, app.view.organisation) == ("representation", POLICE)
        await press(pilot, "slash")
        await until(pilot, "Find in this list")
        assert "Representation › Dyfed-Powys Police" in on_screen(pilot)
        await press(pilot, *"sergeant", "enter")
        assert app.screen.query_one("#by-row").rows.line.label == "Sergeant"
        await app.run_action("app.grade('CONSTABLE')")
        await settle(pilot)
        assert app.screen.query_one("#by-row").rows.line.label == "Constable"


async def test_leaving_a_form_with_something_typed_asks_first(running, database):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await press(pilot, "4", "enter")
        form = pilot.app.screen
        assert not form.is_unsaved
        form.query_one("#value", Input).focus()
        await press(pilot, "4", "ctrl+q")
        await until(pilot, "not saved yet")
        await press(pilot, "n")
        assert pilot.app.screen is form
        typed = form.query_one("#value", Input).value
        form.keep_now()
        await settle(pilot)
        await pilot.app.pop_screen()  # as a crash would: nothing was answered
        await press(pilot, "enter")
        again = pilot.app.screen
        assert again is not form
        assert again.is_unsaved
        assert again.query_one("#value", Input).value == typed
        await press(pilot, "escape", "right", "enter", "enter")
        assert not pilot.app.screen.is_unsaved


async def test_an_empty_database_offers_four_ways_to_begin_and_says_why_a_file_is_no_return(running, tmp_path):
    wrong = tmp_path / "[red]wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    async with running(str(tmp_path / "new.db")) as pilot:
        await until(pilot, "There are no figures yet")
        offered = on_screen(pilot)
        for offer in ("See the sample data", "Import a file", "Start a return by hand", "Receive a return"):
            assert offer in offered
        pilot.app._receive(wrong, "Jo Rees")
        await until(pilot, "Receive a return")
        await settle(pilot)
        (told,) = pilot.app._notifications
        assert told.severity == "error"
        assert not told.markup
