"""The app remembers who uses it: settings, keys, roles, and the first question of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import on_screen, press, settle, until
from workforce_tui import i18n
from workforce_tui.domain.key_actions import KEY_ACTIONS
from workforce_tui.domain.places import PLACES
from workforce_tui.domain.roles import Role
from workforce_tui.services.roles import Who, look_as, who
from workforce_tui.services.settings import load_settings, settings_file
from workforce_tui.tui.app import WorkforceApp
from workforce_tui.tui.lazily import page_class
from workforce_tui.tui.page import Page

if TYPE_CHECKING:
    import pytest

GWENT = "gwent-police"


def write(content: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(content, encoding="utf-8")


def test_every_action_that_can_be_given_a_key_has_a_binding():
    pages = [page_class(area) for area in PLACES]
    found = {binding.id for kind in (WorkforceApp, Page, *pages) for binding in kind.BINDINGS}
    assert set(KEY_ACTIONS) <= found | {"glossary"}


async def test_a_key_of_the_settings_takes_the_place_of_the_own_one(running, database):
    write('[keys]\nrepresentation = "f13"\n')
    async with running(database) as pilot:
        await press(pilot, "2")
        assert pilot.app.current_mode == "overview"
        await press(pilot, "f13")
        assert pilot.app.current_mode == "representation"


async def test_a_mistake_in_the_file_is_told_and_the_app_goes_on(running, database):
    write('[app]\ntheme = "light"\n[keys]\nhalp = "f13"\n')
    async with running(database, (120, 40)) as pilot:
        await until(pilot, "line 4, keys.halp")
        assert pilot.app.theme == "workforce-light"
    assert "halp" in settings_file().read_text(encoding="utf-8")


async def test_a_setting_is_changed_in_the_window_and_lived_by_at_once(running, database):
    async with running(database) as pilot:
        await press(pilot, "comma", "down", "e")
        await press(pilot, *"light", "enter")
        await until(pilot, "from the file")
        assert pilot.app.theme == "workforce-light"
        assert load_settings().text("app.theme") == "light"
        await press(pilot, "escape", "f4")
        assert load_settings().text("app.language") == "cy"
        await press(pilot, "f4")


async def test_the_first_start_asks_who_it_is_and_never_again(running, database):
    async with running(database, welcome=True) as pilot:
        await until(pilot, "You are")
        await press(pilot, "end", "ctrl+s")
        assert who().role is Role.HR_LEAD
        await until(pilot, "HR lead")
    async with running(database, welcome=True) as pilot:
        assert "You are" not in on_screen(pilot)
    assert i18n.language() == "en"


async def test_the_tour_goes_from_place_to_place_and_can_be_left(running, database):
    async with running(database) as pilot:
        await pilot.app.run_action("app.tour")
        await until(pilot, "1 of 5")
        await press(pilot, "right")
        await until(pilot, "2 of 5")
        assert pilot.app.current_mode == "representation"
        await press(pilot, "escape")
        assert "of 5" not in on_screen(pilot)


async def test_the_panel_is_shown_what_anybody_may_see_and_the_palette_goes_back(running, database):
    look_as(Who(Role.PANEL))
    async with running(database) as pilot:
        await until(pilot, "VIEWED AS PUBLIC")
        assert "Panel" in on_screen(pilot)
        assert pilot.app.current_mode == "representation"
        await press(pilot, "5")
        assert pilot.app.current_mode == "representation"
        await pilot.app.run_action("app.take('profile', 'RAW')")
        assert pilot.app.view.profile == "PUBLIC"
        await pilot.app.run_action("app.take('role', 'hr-lead')")
        await settle(pilot)
        assert pilot.app.view.profile == "RAW"
        assert load_settings().text("app.role") == "hr-lead"


async def test_an_hr_lead_looks_at_the_own_organisation_only(running, database):
    look_as(Who(Role.HR_LEAD, GWENT))
    async with running(database) as pilot:
        await pilot.app.run_action("app.take('organisation', '')")
        assert pilot.app.view.organisation == GWENT
        assert [one.code for one in pilot.app.organisation_choices()] == [GWENT]


async def test_a_profile_set_for_the_machine_is_not_widened_by_a_role(
    running, database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "PUBLIC")
    async with running(database) as pilot:
        await pilot.app.run_action("app.take('role', 'hr-lead')")
        assert pilot.app.view.profile == "PUBLIC"


async def test_how_is_this_calculated_says_the_counts_the_formula_and_the_source(running, database):
    async with running(database) as pilot:
        await press(pilot, "2", "down", "question_mark")
        seen = on_screen(pilot)
        assert "Representation" in seen
        assert "Formula: ethnic minority ÷ known" in seen
        assert "Source:" in seen
        assert " of " in seen
        await press(pilot, *"decl rate")
        assert "known ÷ headcount" in on_screen(pilot)


async def test_nothing_that_was_seen_before_stays_when_the_role_sees_less(running, database):
    async with running(database) as pilot:
        app = pilot.app
        await press(pilot, "6")
        batches = app.screen
        await press(pilot, "1")
        await app.run_action("app.register")
        await settle(pilot)
        assert len(app.screen_stack) == 2
        await app.run_action("app.take('role', 'panel')")
        await settle(pilot)
        assert len(app.screen_stack) == 1
        assert app.view.profile == "PUBLIC"
        assert not batches.is_running
        await app.run_action("app.take('role', 'hr-lead')")
        await press(pilot, "6")
        assert app.current_mode == "batches"
