"""The screens as readers of a profile see them: gated cells only, and nothing that was not through the gate."""

from __future__ import annotations

import re
from threading import Event
from typing import TYPE_CHECKING

from textual.widgets import ContentSwitcher, Input, Static

from conftest import LARGE, SMALL, changed, on_screen, press, settle, until
from helpers.returns_for_update import edition_for, receive, truth_of
from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.places import PLACES
from workforce_tui.domain.roles import Role
from workforce_tui.services.roles import Who, look_as
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui.app import WorkforceApp
from workforce_tui.tui.commands import COMMANDS, WorkforceCommands
from workforce_tui.tui.guides import guide_of
from workforce_tui.tui.page import Page
from workforce_tui.tui.screens.progression import VIEWS
from workforce_tui.tui.screens.progression_views.for_chair import ChairPane
from workforce_tui.tui.seeing import GATED_AREAS
from workforce_tui.tui.widgets.state_panel import OfferButton

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from grids import Pictures
    from textual.pilot import Pilot

    from conftest import Running


OPEN_LATER = {"progression": {"c"}, "mentoring": {"h", "x"}, "action": {"h", "x", "ctrl+s"}}
"""Keys that the help of a place speaks of, and that are there once there is something for them, or in its windows."""


async def view_as(pilot: Pilot[None], profile: str) -> None:
    assert isinstance(pilot.app, WorkforceApp)
    await pilot.app.action_take("profile", profile)
    await settle(pilot)


def told(pilot: Pilot[None]) -> str:
    return "\n".join(one.message for one in pilot.app._notifications)


async def test_a_profile_takes_the_small_counts_off_every_screen(running: Running, database: str) -> None:
    async with running(database, LARGE) as pilot:
        await press(pilot, "2")
        await until(pilot, "Chief Inspector")
        await press(pilot, "ctrl+c")
        assert "Inspector\t1.4%\t1\t71\t" in pilot.app.clipboard
        await view_as(pilot, "PUBLIC")
        await until(pilot, "VIEWED AS PUBLIC")
        await press(pilot, "ctrl+c")
        copied = next(line for line in pilot.app.clipboard.splitlines() if line.startswith("Inspector\t"))
        assert "[c]" in copied
        assert "1.4%" not in copied
        inspector = next(line for line in on_screen(pilot).splitlines() if line.strip().startswith("Inspector"))
        assert "[c]" in inspector
        await press(pilot, "y")
        await until(pilot, "could be ")
        await press(pilot, "1")
        await until(pilot, "All staff over time")
        await press(pilot, "4")
        await until(pilot, "Targets: Dyfed-Powys Police")
        await view_as(pilot, "RAW")
        await press(pilot, "2")
        await until(pilot, "Chief Inspector")
        assert "VIEWED AS" not in on_screen(pilot)
        assert "[c]" not in on_screen(pilot)


async def test_what_does_not_pass_the_gate_is_refused(running: Running, database: str) -> None:
    async with running(database, LARGE) as pilot:
        await view_as(pilot, "NETWORK")
        for key in ("5", "6", "w"):
            await press(pilot, key)
            assert "before small numbers are withheld" in told(pilot)
            assert pilot.app.current_mode in GATED_AREAS
            assert len(pilot.app.screen_stack) == 1
            pilot.app.clear_notifications()
        await press(pilot, "4", "n")
        assert len(pilot.app.screen_stack) == 1


async def test_a_refusal_is_on_the_screen_once_however_often_it_is_asked_for(running: Running, database: str) -> None:
    look_as(Who(Role.CHAIR, "dyfed-powys-police"))
    async with running(database, LARGE) as pilot:
        await press(pilot, "5", "6", "7", "9")
        assert told(pilot).count("before small numbers are withheld") == 1


async def test_what_a_place_is_about_is_seen_without_moving_to_the_right(running: Running, database: str) -> None:
    look_as(Who(Role.CHAIR, "dyfed-powys-police"))
    async with running(database, SMALL) as pilot:
        await press(pilot, "1")
        await until(pilot, "All staff over time")
        shown = on_screen(pilot)
        assert re.search(r"As at +Ethnic minority +Known +Share of known", shown)
        (last, told_of) = (re.findall(text, shown)[-1] for text in (r"  (\d+ \w+ \d{4}) ", r"As at (\d+ \w+ \d{4})\."))
        assert told_of == last, "the latest date is the one that is looked at"
        await press(pilot, "4")
        await until(pilot, "Target for")
        assert re.search(r"Target for +Share of known +Target +Status", on_screen(pilot))


async def test_who_is_refused_reads_what_there_is_instead_and_who_has_the_rest(running: Running, database: str) -> None:
    for role, own, others in (
        (Role.CHAIR, "Networks", "HR lead of your organisation"),
        (Role.TASKFORCE, "Returns", "HR lead of each organisation"),
        (Role.PANEL, "Representation", "The taskforce, or the HR lead"),
    ):
        look_as(Who(role, "dyfed-powys-police"))
        async with running(database, LARGE) as pilot:
            await press(pilot, "7")
            said = told(pilot)
            assert others in said
            assert own in said.partition("What you have: ")[2]
            assert "Mentoring" not in said
            assert "RAW" not in said
    look_as(Who())
    async with running(database, LARGE) as pilot:
        await view_as(pilot, "PUBLIC")
        await press(pilot, "7")
        assert "To look at everything again" in told(pilot)


async def test_an_empty_place_offers_what_the_role_can_do_and_says_whom_to_ask(
    running: Running, tmp_path: Path
) -> None:
    asked = {Role.CHAIR: "Ask the HR lead", Role.TASKFORCE: "is in Returns", Role.PANEL: "Ask the taskforce"}
    for role, whom in asked.items():
        look_as(Who(role, "dyfed-powys-police"))
        async with running(str(tmp_path / f"{role}.db"), LARGE) as pilot:
            assert isinstance(pilot.app, WorkforceApp)
            for place in filter(pilot.app.may_show, PLACES):
                pilot.app.action_go(place)
                await settle(pilot)
                said = " ".join(on_screen(pilot).split())
                assert "Import a spreadsheet" not in said, (role, place)
                assert whom in said or "Receive a return" in said or place in ("returns", "targets"), (role, place)
                for button in pilot.app.screen.query(OfferButton):
                    assert can_be_done(pilot, button.offer.action), (role, place, button.offer)


def can_be_done(pilot: Pilot[None], action: str) -> bool:
    """Whether what a button offers is there for whoever looks."""
    namespace, name, parameters = pilot.app._parse_action(action, pilot.app.screen)
    assert isinstance(pilot.app, WorkforceApp)
    if name == "go":
        return pilot.app.may_show(*parameters)
    return namespace.check_action(name, parameters) is not False


async def test_the_help_of_every_place_names_only_keys_that_are_there_for_whoever_looks(
    running: Running, database: str
) -> None:
    missing: list[tuple[Role, str, str]] = []
    for role in Role:
        look_as(Who(role, "dyfed-powys-police"))
        async with running(database, LARGE) as pilot:
            assert isinstance(pilot.app, WorkforceApp)
            for place in filter(pilot.app.may_show, PLACES):
                pilot.app.action_go(place)
                await settle(pilot)
                page = pilot.app.screen
                assert isinstance(page, Page)
                there = set(page.active_bindings)
                for view in "pfitwe" if place == "progression" else "":
                    await press(pilot, view)
                    there |= set(page.active_bindings)
                named = {one.replace("/", "slash").lower() for one in re.findall(r"`([^` ]{1,9})`", guide_of(page))}
                if page.query_one("#states", ContentSwitcher).current == "state":
                    named.discard("y")  # of a table that is not there yet
                missing += [(role, place, one) for one in named - there - OPEN_LATER.get(place, set())]
                assert len(pilot.app.screen_stack) == 1
    assert not missing, "\n".join(map(str, missing))


async def test_the_palette_lists_only_what_whoever_looks_has(running: Running, database: str) -> None:
    listed: dict[Role, set[str]] = {}
    refused: list[tuple[Role, str]] = []
    for role in Role:
        look_as(Who(role, "dyfed-powys-police"))
        async with running(database, LARGE) as pilot:
            commands = WorkforceCommands(pilot.app.screen)
            listed[role] = {action for _name, action in commands._first()}
            for action in sorted(listed[role] - {"quit", "language"}):
                await pilot.app.run_action(f"app.{action}")
                await settle(pilot)
                said = told(pilot)
                if "would show figures before" in said:
                    refused.append((role, action))
                pilot.app.clear_notifications()
                while len(pilot.app.screen_stack) > 1:
                    pilot.app.pop_screen()
                    await settle(pilot)
    assert not refused
    assert len(listed[Role.HR_LEAD]) == len(PLACES) + len(VIEWS) + len(COMMANDS)
    assert {"go('network')", "progression('takes')"} <= listed[Role.CHAIR]
    assert {"go('import')", "go('returns')", "receive_return", "type_counts"}.isdisjoint(listed[Role.CHAIR])
    assert {"go('returns')", "receive_return", "reviews", "template"} <= listed[Role.TASKFORCE]
    assert {"go('batches')", "progression('takes')", "decisions", "register"}.isdisjoint(listed[Role.TASKFORCE])
    assert {one for one in listed[Role.PANEL] if one.startswith(("go", "progression"))} == {
        f"go('{place}')" for place in GATED_AREAS
    }


async def test_the_chair_of_a_network_has_the_networks_and_nobody_else_under_a_profile(
    running: Running, database: str, pictures: Pictures
) -> None:
    async with running(database, LARGE) as pilot:
        await view_as(pilot, "PUBLIC")
        await press(pilot, "8")
        assert "before small numbers are withheld" in told(pilot)
        assert pilot.app.current_mode in GATED_AREAS
        pilot.app.clear_notifications()
        await view_as(pilot, "NETWORK")
        await press(pilot, "8")
        await until(pilot, "add your staff network")
        assert pilot.app.current_mode == "network"
        await press(pilot, "a")
        assert len(pilot.app.screen_stack) == 1
        await press(pilot, "3")
        await until(pilot, "From entry to executive: Dyfed-Powys Police")
        assert "VIEWED AS NETWORK" in on_screen(pilot)
        await press(pilot, "question_mark")
        await until(pilot, "In front of you: From entry to executive: Dyfed-Powys Police.")
        await press(pilot, "escape", "i")
        await until(pilot, "R1 Ethnic minority representation")
        assert await changed(pilot, pictures, "chair-indicators") == []
        await press(pilot, "b", "y", "n")
        assert len(pilot.app.screen_stack) == 1, "figures are neither divided nor brought to the register from here"
        await press(pilot, "t")
        await until(pilot, "s: another indicator")
        await press(pilot, "f")
        await until(pilot, "No two snapshots with people yet")
        await press(pilot, "w")
        await until(pilot, "On the trend")
        assert await changed(pilot, pictures, "chair-takes") == []
        await press(pilot, "e")
        await until(pilot, "No record that a network is shown")
        assert "import its staff figures" not in on_screen(pilot), "they are here"
        assert pilot.app.focused is None, "no key is for the sliders that are out of sight"
        await view_as(pilot, "RAW")
        await press(pilot, "p")
        await until(pilot, "Of group")
        assert "From entry to executive" not in on_screen(pilot)


async def test_tables_of_a_chair_that_come_later_leave_those_before_where_they_are(
    running: Running, database: str
) -> None:
    async with running(database, LARGE) as pilot:
        await view_as(pilot, "NETWORK")
        await press(pilot, "3")
        await until(pilot, "Promotion and leaving: Dyfed-Powys Police")
        pane = pilot.app.screen.query_one(ChairPane)
        first, *others = tables = pane.shown
        assert others
        await pane.show([first])
        drawn = [*pane.children]
        pilot.app.screen.set_focus(None)
        await pane.show(tables)
        assert [*pane.children][: len(drawn)] == drawn
        assert [str(one.render()) for one in pane.query(".table-title").results(Static)] == [
            table.title for table in tables
        ]
        assert pane.has_focus
        await pane.show(others)
        assert [str(one.render()) for one in pane.query(".table-title").results(Static)] == [
            table.title for table in others
        ]


async def test_the_chair_sees_the_networks_of_the_own_organisation_only(
    running: Running, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", "north-wales-police")
    async with running(database, LARGE) as pilot:
        await view_as(pilot, "NETWORK")
        await press(pilot, "8")
        await until(pilot, "sees its own organisation only")


async def test_choosing_a_profile_leaves_a_screen_that_has_no_gate(running: Running, database: str) -> None:
    async with running(database, LARGE) as pilot:
        await press(pilot, "6")
        await until(pilot, "dpp staff")
        await press(pilot, "v", "P", "U", "B", "enter")
        await until(pilot, "VIEWED AS PUBLIC")
        assert pilot.app.current_mode == "overview"
        assert "dpp staff" not in on_screen(pilot)


async def test_a_profile_set_for_the_machine_cannot_be_left(
    running: Running, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "PUBLIC")
    async with running(database, LARGE) as pilot:
        await until(pilot, "VIEWED AS PUBLIC")
        await view_as(pilot, "RAW")
        assert "VIEWED AS PUBLIC" in on_screen(pilot)


async def test_a_question_outside_the_profile_is_answered_with_its_reason(running: Running, database: str) -> None:
    async with running(database, LARGE) as pilot:
        await view_as(pilot, "NETWORK")
        assert isinstance(pilot.app, WorkforceApp)
        await pilot.app.action_take("organisation", "")
        await until(pilot, "never all of them together")


async def test_the_export_form_says_what_would_be_kept_back(running: Running, database: str) -> None:
    async with running(database, LARGE) as pilot:
        assert isinstance(pilot.app, WorkforceApp)
        pilot.app.action_export_figures()
        await until(pilot, "Hand figures out")
        await press(pilot, "ctrl+b")
        await until(pilot, "Nothing was written.")
        assert "Withheld" in on_screen(pilot)
        assert "can work none of them out" in on_screen(pilot)
        await press(pilot, "ctrl+s")
        await until(pilot, "Give both")
        await press(pilot, "escape")
        pilot.app.action_publications()
        await until(pilot, "Nothing has been handed out.")


async def test_figures_are_handed_out_once_and_escape_stops_it_before_the_end(
    running: Running, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on, ended = list[object](), Event(), list[str]()

    def slow(_ws: object, request: object, on_step: Callable[[str], None]) -> tuple[str, ...]:
        started.append(request)
        go_on.wait(20)
        try:
            on_step("A step")
        except WorkforceError as error:
            ended.append(error.message)
            raise
        return ("Never",)

    monkeypatch.setattr("workforce_tui.tui.gated_reading.hand_out", slow)
    async with running(database, LARGE) as pilot:
        assert isinstance(pilot.app, WorkforceApp)
        pilot.app.action_export_figures()
        await until(pilot, "Hand figures out")
        form = pilot.app.screen
        for _again in range(3):
            await pilot.press("ctrl+s")
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is form
        go_on.set()
        await until(pilot, "Stopped. Nothing was handed out.")
        assert (len(started), ended) == (1, ["Stopped. Nothing was handed out."])
        await press(pilot, "escape")
        assert pilot.app.screen is not form


async def test_a_crash_while_handing_out_is_told_and_the_form_stays(
    running: Running, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_given: object) -> tuple[str, ...]:
        raise ZeroDivisionError

    monkeypatch.setattr("workforce_tui.tui.gated_reading.hand_out", crash)
    async with running(database, LARGE) as pilot:
        assert isinstance(pilot.app, WorkforceApp)
        pilot.app.action_export_figures()
        await until(pilot, "Hand figures out")
        form = pilot.app.screen
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is form
        assert pilot.app.is_running
        await press(pilot, "escape")
        assert pilot.app.screen is not form


async def test_the_windows_change_their_language_and_keep_what_was_typed(running: Running, database: str) -> None:
    async with running(database, LARGE) as pilot:
        assert isinstance(pilot.app, WorkforceApp)
        pilot.app.action_export_figures()
        await until(pilot, "Hand figures out")
        pilot.app.screen.query_one("#given-to", Input).value = "Y Panel"
        await press(pilot, "f4")
        await until(pilot, "Y Panel")
        assert i18n.language() == "cy"
        await press(pilot, "f4", "escape")
        pilot.app.action_publications()
        await until(pilot, "Nothing has been handed out.")
        await press(pilot, "f4", "f4")
        await until(pilot, "Nothing has been handed out.")


async def test_the_taskforce_has_progression_as_it_was_returned(
    running: Running, tmp_path: Path, pictures: Pictures
) -> None:
    database = str(tmp_path / "taskforce.db")
    ws = open_workspace(database)
    receive(ws, edition_for("gwent-police", truth_of("gwent-police")))
    ws.close()
    look_as(Who(Role.TASKFORCE))
    async with running(database, LARGE) as pilot:
        await press(pilot, "3")
        await until(pilot, "Ethnic minority share of known staff by level (%), as returned")
        assert await changed(pilot, pictures, "taskforce-progression") == []
        assert "What it would take" not in on_screen(pilot)
        await press(pilot, "i")
        await until(pilot, "Indicators as returned")
        await press(pilot, "w")
        await until(pilot, "which a return does not have")
        await press(pilot, "question_mark")
        await until(pilot, "In front of you: Indicators as returned")
        await press(pilot, "escape", "t")
        await until(pilot, "This is shown for one organisation")
        assert "Import a file" not in on_screen(pilot)
        await pilot.app.run_action("app.take('organisation', 'gwent-police')")
        await until(pilot, "No return of the organisation was received")
        await press(pilot, "p")
        await until(pilot, "version 1: as it was returned")
        pilot.app.clear_notifications()
        assert await changed(pilot, pictures, "taskforce-one-return") == []
