"""What the app changes in Textual itself: calm endings, our own themes, and commands in both languages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.command import CommandPalette

from workforce_tui.i18n import _
from workforce_tui.tui import crash, theme
from workforce_tui.tui.key_order import OrderedKeysApp
from workforce_tui.tui.steady_workers import SteadyWorkers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.app import SystemCommand
    from textual.screen import Screen
    from textual.widget import AwaitMount

SHEETS = 512
"""Style sheets whose rules are kept: Textual keeps 64, and would parse all of them again for every new widget."""


class CalmApp(OrderedKeysApp):
    """An app that shows no personal data when it fails, and offers nothing that would copy it elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._workers = SteadyWorkers(self)
        for own in theme.own_themes():
            self.register_theme(own)
        for name in set(self.available_themes) - set(theme.TITLES):
            self.unregister_theme(name)
        self.theme = theme.DARK
        self.stylesheet._parse_cache.grow(SHEETS)

    def _get_screen(self, screen: Screen[Any] | str) -> tuple[Screen[Any], AwaitMount]:
        # A new screen takes its styles as its widgets are mounted, and needs no others. Textual counts it as one that
        # has missed a change of theme (every style sheet parsed twice more, the screen before it styled again), and
        # tells it how large it is once it is mounted (all of it styled again): most of what a first visit would cost.
        found = self.get_screen(screen)
        if not found.is_running:
            found._css_update_count = self._css_update_count
            found.add_class(*self.size_classes(), update=False)
        return super()._get_screen(found)

    def size_classes(self) -> list[str]:
        """The classes of a screen as large as the terminal is."""
        steps = ((self.size.width, self.HORIZONTAL_BREAKPOINTS), (self.size.height, self.VERTICAL_BREAKPOINTS))
        return [max((one for one in found if one[0] <= length), default=(0, ""))[1] for length, found in steps if found]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of our own, for the moment before a theme of ours is in use."""
        return theme.own_themes()[0].variables

    def log_folder(self) -> Path | None:
        """Where a failure is written down; None before there is such a place."""
        return None

    def log_failure(self, error: BaseException | None) -> Path | None:
        """Write down where a failure happened, without the data."""
        return crash.write_log(self.log_folder(), error)

    def _fatal_error(self) -> None:
        # Textual prints the local variables of every frame here: they may hold people's data.
        error = sys.exc_info()[1]
        self.bell()
        log = self.log_failure(error)
        if (
            not self._exit_renderables
        ):  # one failure is often the cause of the next: each is in the log, the first is told
            self._exit_renderables.append(Text(crash.farewell(error, log)))
        self._close_messages_no_wait()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: no screenshots of personal data; ours are in both languages."""
        yield from ()

    def action_command_palette(self) -> None:
        """Open the command palette with a prompt in the language in use."""
        if self.use_command_palette and not CommandPalette.is_open(self):  # type: ignore[arg-type]
            self.push_screen(CommandPalette(id="--command-palette", placeholder=_("Type to find a command")))

    def action_help_quit(self) -> None:
        """Say how to leave."""
        self.notify(_("Press ctrl+q to leave."), markup=False)
