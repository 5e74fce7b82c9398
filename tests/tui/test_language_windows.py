"""F4 changes the language of the windows that are open, and keeps what was typed, chosen and moved in them."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from textual.screen import ModalScreen
from textual.widgets import Input, Select

from conftest import LARGE, on_screen, press, settle, until
from workforce_tui import i18n, tui
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.i18n import N_, _
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.dialogs.entry_form import EntryForm, FieldKind, FormField
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.dialogs.target_form import TargetForm

SAVE, PANEL, NETWORK = N_("Save"), N_("the panel"), N_("a staff network")


class Shouting:
    """A language that is English in capitals, to see which texts pass through the catalogue."""

    def gettext(self, message: str) -> str:
        return message.upper() if "{" not in message else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return singular if number == 1 else plural


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Welsh is English in capitals."""

    def speak(language: str) -> None:
        i18n._State.language = language
        i18n._State.catalogue = Shouting() if language == "cy" else i18n.gettext.NullTranslations()

    monkeypatch.setattr(i18n, "set_language", speak)


def fields() -> tuple[FormField, ...]:
    choices = (("panel", _(PANEL)), ("network", _(NETWORK)))
    return (FormField("by", N_("Your name")), FormField("who", N_("Brought by"), FieldKind.CHOICE, choices=choices))


async def test_forms_name_everything_again_and_keep_what_was_entered(running, database, shouting):
    async with running(database, LARGE) as pilot:
        pilot.app.push_screen(EntryForm(lambda: _(SAVE), fields))
        await until(pilot, "Your name")
        form = pilot.app.screen
        form.query_one("#by", Input).value = "typed here"
        form.query_one("#who", Select).value = "network"
        await settle(pilot)
        assert "a staff network" in on_screen(pilot)
        await press(pilot, "f4")
        for words in ("YOUR NAME", "A STAFF NETWORK", "SAVE", "CLOSE WITHOUT SAVING", "typed here"):
            await until(pilot, words)
        assert form.entered() == {"by": "typed here", "who": "network"}
        await press(pilot, "f4")
        await until(pilot, "a staff network")


async def test_lists_and_questions_are_asked_again(running, database, shouting):
    async with running(database, LARGE) as pilot:

        def choices() -> list[Choice]:
            return [Choice("a", _(PANEL)), Choice("b", _(NETWORK))]

        pilot.app.push_screen(Picker(NETWORK, choices))
        await press(pilot, "down", "f4")
        for words in ("THE PANEL", "A STAFF NETWORK", "TYPE TO SEARCH"):
            await until(pilot, words)
        await press(pilot, *"the", "f4")
        assert [one.name for one in pilot.app.screen.shown] == ["the panel"]
        await press(pilot, "escape")
        pilot.app.push_screen(Confirm(SAVE, lambda: _(PANEL), yes=SAVE))
        await press(pilot, "f4")
        for words in ("SAVE", "THE PANEL", "CANCEL"):
            await until(pilot, words)


async def test_the_target_form_and_help_change_too(running, database, shouting):
    async with running(database, LARGE) as pilot:
        target = Target("gwent-police", "workforce", TargetKind.PARITY)
        pilot.app.push_screen(TargetForm(target, [("workforce", "Workforce")]))
        await until(pilot, "Kind of target")
        kept = pilot.app.screen.query_one("#kind", Select).value
        await press(pilot, "f4")
        await until(pilot, "KIND OF TARGET")
        assert "NEW TARGET" in on_screen(pilot)
        assert pilot.app.screen.query_one("#kind", Select).value == kept
        await press(pilot, "escape", "f1")
        await until(pilot, "KEYS")
        await press(pilot, "f4")
        await until(pilot, "Keys")


async def test_the_projection_keeps_its_sliders_and_the_register_is_read_anew(running, database, shouting):
    async with running(database, LARGE) as pilot:
        await press(pilot, "w")
        await until(pilot, "people short")
        await press(pilot, "right")
        await until(pilot, "3.5% chosen")
        await press(pilot, "f4")
        await until(pilot, "3.5% CHOSEN")
        assert "WHAT IT WOULD TAKE" in on_screen(pilot)
        await press(pilot, "escape")
        pilot.app.view = pilot.app.view.of("dyfed-powys-police")
        await pilot.app.run_action("app.register")
        await until(pilot, "EXPLAIN OR REFORM")
        await press(pilot, "f4")
        await until(pilot, "Press n to see what the rules propose")
        assert "Explain or reform" in on_screen(pilot)


def test_every_window_can_be_said_in_the_other_language() -> None:
    """A window that is open when the language changes has a method for what is more than a fixed text."""
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        importlib.import_module(module.name)
    windows, found = list(ModalScreen.__subclasses__()), []
    while windows:
        window = windows.pop()
        windows += window.__subclasses__()
        if window.__module__.startswith(tui.__name__) and window.compose is not ModalScreen.compose:
            found.append(window)
    assert len(found) > 12
    assert [window.__name__ for window in found if not hasattr(window, "retranslate")] == []
