"""The app remembers who uses it: settings, keys, roles, and the first question of all."""

from __future__ import annotations

from textual.widgets import Select

from conftest import on_screen, press, settle, until
from workforce_tui.domain.key_actions import KEY_ACTIONS
from workforce_tui.domain.places import PLACES
from workforce_tui.domain.roles import Role
from workforce_tui.domain.settings import WELCOME
from workforce_tui.services.roles import Who, look_as, who, who_from_settings
from workforce_tui.services.settings import load_settings, settings_file
from workforce_tui.tui.app import WorkforceApp
from workforce_tui.tui.choices import role_choices
from workforce_tui.tui.lazily import page_class
from workforce_tui.tui.page import Page
from workforce_tui.tui.seeing import profile_choices

POLICE = "dyfed-powys-police"


def write(content: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(content, encoding="utf-8")


def test_every_action_that_can_be_given_a_key_has_a_binding():
    pages = [page_class(area) for area in PLACES]
    found = {binding.id for kind in (WorkforceApp, Page, *pages) for binding in kind.BINDINGS}
    assert set(KEY_ACTIONS) <= found | {"glossary"}


async def test_the_file_is_lived_by_a_mistake_in_it_is_told_and_the_glossary_explains(running, database):
    write('[app]\ntheme = "light"\n[keys]\nrepresentation = "f13"\nhalp = "f14"\n')
    async with running(database, (120, 40)) as pilot:
        await until(pilot, "line 5, keys.halp")
        assert pilot.app.theme == "workforce-light"
        await press(pilot, "2")
        assert pilot.app.current_mode == "overview"
        await press(pilot, "f13")
        assert pilot.app.current_mode == "representation"
        await press(pilot, "question_mark")
        seen = on_screen(pilot)
        assert "Formula: ethnic minority ÷ known" in seen
        assert "Source:" in seen
        assert "In front of you: All staff:" in seen
    assert "halp" in settings_file().read_text(encoding="utf-8")


async def test_the_first_start_asks_who_it_is_and_the_tour_can_be_left(running, database):
    async with running(database, welcome=True) as pilot:
        await until(pilot, "You are")
        await pilot.app.screen.run_action("start(True)")
        await until(pilot, "1 of 5")
        await press(pilot, "right")
        await until(pilot, "2 of 5")
        assert pilot.app.current_mode == "representation"
        await press(pilot, *["right"] * 3)
        await until(pilot, "5 of 5")
        assert "End the tour" in on_screen(pilot)
        assert "Leave the tour" not in on_screen(pilot).replace("esc Leave the tour", "")
        await press(pilot, "escape")
        assert "HR lead" in on_screen(pilot)
        assert who().role is Role.HR_LEAD
        assert not load_settings().is_on(WELCOME)


async def test_the_first_start_begins_with_the_role_and_the_organisation_of_the_settings(running, database):
    write(f'[app]\nrole = "chair"\norganisation = "{POLICE}"\n')
    look_as(who_from_settings())
    async with running(database, welcome=True) as pilot:
        await until(pilot, "You are")
        chosen = {name: pilot.app.screen.query_one(f"#{name}", Select).selection for name in ("role", "organisation")}
        assert chosen == {"role": "chair", "organisation": POLICE}
        await pilot.app.screen.run_action("start(False)")
        await settle(pilot)
        assert who() == Who(Role.CHAIR, POLICE)
        assert load_settings().text("app.organisation") == POLICE


async def test_a_setting_is_found_and_changed_in_the_window_and_lived_by_at_once(running, database):
    async with running(database) as pilot:
        await press(pilot, "comma", "slash", *"app.theme", "enter", "e", *"light", "enter")
        await until(pilot, "from the file")
        assert pilot.app.theme == "workforce-light"
        assert load_settings().text("app.theme") == "light"


async def test_nothing_that_was_seen_before_stays_when_the_role_sees_less(running, database):
    look_as(Who(Role.HR_LEAD, POLICE))
    async with running(database) as pilot:
        app = pilot.app
        await app.run_action("app.take('organisation', '')")
        assert app.view.organisation == POLICE
        await app.run_action("app.register")
        await settle(pilot)
        await app.run_action("app.take('role', 'panel')")
        await until(pilot, "nothing of it was")
        assert "There is nothing to show here yet" in on_screen(pilot)
        assert "Panel" in on_screen(pilot)
        assert len(app.screen_stack) == 1
        assert app.current_mode == "representation"
        app.action_go("import")
        await app.run_action("app.take('profile', 'RAW')")
        assert (app.current_mode, app.view.profile) == ("representation", "PUBLIC")


def test_a_profile_set_for_the_machine_is_not_widened_by_a_role():
    look_as(Who(Role.HR_LEAD, POLICE))
    assert [one.code for one in profile_choices("PUBLIC")] == ["PUBLIC"]
    assert [one.code for one in role_choices("PUBLIC")] == ["panel"]
    look_as(Who(Role.TASKFORCE))
    assert [one.code for one in profile_choices("RAW")] == ["TASKFORCE", "PUBLIC"]
