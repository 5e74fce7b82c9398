"""Targets: the list with its standing now, the form, and every way it can go wrong."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from textual.widgets import Input, Select, TextArea

from conftest import LARGE, SMALL, on_screen, press, settle, until
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.tui import reading
from workforce_tui.tui.dialogs.target_entry import entry_of, milestones_text, target_of
from workforce_tui.tui.dialogs.target_form import TargetForm


def stored(pilot) -> tuple[Target, ...]:
    return reading.targets_data(pilot.app.workspace, pilot.app.view).lines and tuple(
        line.target for line in reading.targets_data(pilot.app.workspace, pilot.app.view).lines
    )


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_list_says_what_is_wanted_by_when_and_how_it_stands(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "4")
        line = next(one for one in on_screen(pilot).splitlines() if "All staff" in one)
        for words in ("5.0%", "31/03/2030", "◆ on track"):
            assert words in line
        await until(pilot, "not set")


async def test_the_details_hold_the_reason_and_the_steps(running, database):
    async with running(database) as pilot:
        await press(pilot, "4")
        await until(pilot, "Six posts: any target would name a person")
        await press(pilot, "down")
        await until(pilot, "31/03/2027 3.5%")
        await until(pilot, "short")


async def test_no_targets_yet_offers_to_add_one(running, database):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await press(pilot, "4")
        await until(pilot, "No targets yet")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TargetForm)


async def test_a_target_is_added_with_the_keyboard(running, database):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await press(pilot, "4", "enter")
        form = pilot.app.screen
        form.query_one("#value", Input).focus()
        await press(pilot, *"4.5", "tab", *"31032030", "ctrl+s")
        (target,) = stored(pilot)
        assert (target.kind, target.value, target.due) == (TargetKind.PERCENT, Fraction(45, 1000), date(2030, 3, 31))
        await until(pilot, "4.5%")


async def test_the_form_says_which_field_is_not_right_and_goes_there(running, database):
    async with running(database) as pilot:
        await press(pilot, "4", "a")
        form = pilot.app.screen
        await press(pilot, "ctrl+s")
        await until(pilot, "Type the value to reach.")
        assert pilot.app.focused is form.query_one("#value")
        await press(pilot, *"lots", "ctrl+s")
        await until(pilot, "lots is not a percentage")
        form.query_one("#value", Input).value = "5"
        form.query_one("#due", Input).value = "31/02/2030"
        await press(pilot, "ctrl+s")
        await until(pilot, "dd/mm/yyyy")


async def test_what_the_service_refuses_comes_back_in_the_form(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "4", "down", "enter")
        form = pilot.app.screen
        form.query_one("#baseline-date", Input).value = "31/03/2031"
        await press(pilot, "ctrl+s")
        await until(pilot, "due before its baseline")
        assert isinstance(pilot.app.screen, TargetForm)
        assert pilot.app.screen.query_one("#baseline-date", Input).value == "31/03/2031"


async def test_the_kind_decides_which_fields_are_shown(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "4", "a")
        form = pilot.app.screen
        form.query_one("#kind", Select).value = "not_set"
        await settle(pilot)
        assert not form.query_one("#value").parent.display
        assert form.query_one("#reason").parent.display
        form.query_one("#kind", Select).value = "parity"
        await settle(pilot)
        assert form.query_one("#benchmark").parent.display
        assert not form.query_one("#value").parent.display


async def test_a_target_is_deleted_only_after_a_yes(running, database):
    async with running(database) as pilot:
        await press(pilot, "4", "question_mark")
        await until(pilot, "In front of you: Chief Superintendent")
        await press(pilot, "escape", "delete")
        await until(pilot, "Delete the target for Chief Superintendent")
        await press(pilot, "escape")
        assert len(stored(pilot)) == 2
        await press(pilot, "delete", "right", "enter")
        assert [target.scope for target in stored(pilot)] == ["workforce"]
        await press(pilot, "ctrl+z")
        await until(pilot, "Undone")
        assert sorted(target.scope for target in stored(pilot)) == ["grade:CHIEF_SUPERINTENDENT", "workforce"]
        await press(pilot, "ctrl+z")
        await until(pilot, "Nothing was changed")


async def test_a_change_keeps_what_the_form_does_not_show(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "4", "down", "enter")
        form = pilot.app.screen
        assert form.query_one(TextArea).text == "31/03/2027 3.5"
        form.query_one("#owner", Input).value = "Chief of Staff"
        await press(pilot, "ctrl+s")
        target = next(one for one in stored(pilot) if one.scope == "workforce")
        assert target.owner == "Chief of Staff"
        assert target.value == Fraction(5, 100)
        assert target.milestones[0].value == Fraction(35, 1000)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"milestones": "next year 5"}, "milestones"),
        ({"milestones": "31/03/2027 lots"}, "milestones"),
        ({"value": ""}, "value"),
        ({"kind": "parity", "benchmark": ""}, "benchmark"),
        ({"kind": "not_set", "reason": ""}, "reason"),
        ({"baseline": "x"}, "baseline"),
    ],
)
def test_every_field_that_is_not_right_is_named(changes, field):
    before = Target("gwent-police", "workforce", TargetKind.PERCENT)
    typed = {"scope": "workforce", "kind": "percent", "definition": "em_excl", "value": "5", **changes}
    found = target_of(before, entry_of(typed))
    assert isinstance(found, tuple)
    assert found[0] == field


def test_steps_are_written_as_they_are_typed():
    typed = {"scope": "workforce", "kind": "headcount", "definition": "em_excl", "value": "40",
             "milestones": "31/03/2028 30\n31/03/2027 20\n"}  # fmt: skip
    target = target_of(Target("gwent-police", "workforce", TargetKind.HEADCOUNT), entry_of(typed))
    assert isinstance(target, Target)
    assert target.value == 40
    assert milestones_text(target) == "31/03/2027 20\n31/03/2028 30"
