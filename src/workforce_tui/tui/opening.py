"""The first screen: the bar of places with the one that is being opened, painted before anything else is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widgets import Static

from workforce_tui.i18n import _
from workforce_tui.tui.widgets.area_bar import AreaBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

OPENING = "opening"
"""Its mode: no place of the app, and gone once a place is shown."""


class OpeningScreen(Screen[None]):
    """Shown while the screens and the database are loaded in a thread; the style sheet comes with the first place."""

    DEFAULT_CSS = """
    OpeningScreen { background: $background; color: $foreground; }
    OpeningScreen Static { height: 1fr; content-align: center middle; color: $muted; }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def compose(self) -> ComposeResult:
        """The bar and a sentence."""
        yield AreaBar(self.place)
        yield Static(_("Opening the database"), markup=False)
