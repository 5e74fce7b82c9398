"""The line of keys: what it shows, what stays where there is no room, and that a click presses a key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding

from conftest import on_screen
from workforce_tui.tui.widgets.key_line import KeyLine


class Keys(App[None]):
    """Nothing but a line of keys."""

    BINDINGS: ClassVar = [
        Binding("a", "add", "Add [b]one[/b]"),
        Binding("x", "add", "Add too", show=True),
        Binding("h", "hidden", "Hidden", show=False),
        Binding("d", "off", "Not now"),
        Binding("w", "wide", "A long name of what it does"),
        Binding("f1", "help", "Help", show=False),
    ]

    def compose(self):
        yield KeyLine()

    def on_mount(self):
        self.done = []

    def check_action(self, action, parameters):
        return None if action == "off" else super().check_action(action, parameters)

    def action_add(self):
        self.done.append("add")

    def action_off(self):
        self.done.append("off")

    def action_wide(self):
        self.done.append("wide")

    def action_help(self):
        self.done.append("help")


async def test_keys_are_shown_once_for_each_action_and_pressed_by_a_click():
    app = Keys()
    async with app.run_test(size=(60, 5)) as pilot:
        last = on_screen(pilot).splitlines()[-1]
        assert last == " a Add [b]one[/b]  d Not now  f1 All keys…      ▏^p palette "
        line = app.query_one(KeyLine)
        assert line.region.bottom == 5
        await pilot.click(KeyLine, offset=(5, 0))
        await pilot.click(KeyLine, offset=(22, 0))
        await pilot.click(KeyLine, offset=(40, 0))
        await pilot.pause()
        assert app.done == ["add", "help"]
        await pilot.hover(KeyLine, offset=(40, 0))
        assert line.under_mouse == "f1"
        await pilot.resize_terminal(100, 5)
        await pilot.pause()
        await pilot.click(KeyLine, offset=(40, 0))
        await pilot.pause()
        assert app.done == ["add", "help", "wide"]
        assert "A long name of what it does " in on_screen(pilot)
        await pilot.click(KeyLine, offset=(95, 0))
        await pilot.pause()
        assert type(app.screen).__name__ == "CommandPalette"
