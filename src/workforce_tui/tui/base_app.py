"""What the app changes in Textual itself: calm endings, our own themes, and commands in both languages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App, SystemCommand
from textual.command import CommandPalette

from workforce_tui.i18n import _
from workforce_tui.tui import crash, theme

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.screen import Screen


class CalmApp(App[None]):
    """An app that shows no personal data when it fails, and offers nothing that would copy it elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        for own in theme.own_themes():
            self.register_theme(own)
        for name in set(self.available_themes) - set(theme.TITLES):
            self.unregister_theme(name)
        self.theme = theme.DARK

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
        self._exit_renderables.append(Text(crash.farewell(error, self.log_failure(error))))
        self._close_messages_no_wait()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: no screenshots of personal data; ours are in both languages."""
        yield from ()

    def action_command_palette(self) -> None:
        """Open the command palette with a prompt in the language in use."""
        if self.use_command_palette and not CommandPalette.is_open(self):  # type: ignore[arg-type]
            self.push_screen(CommandPalette(id="--command-palette", placeholder=_("Type to find a command")))

    def action_help_quit(self) -> None:
        """Say how to leave: ctrl+c copies."""
        self.notify(_("Press ctrl+q to leave."), markup=False)
