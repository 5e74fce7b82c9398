"""How the app begins: a screen that is painted before anything is loaded, and the first place of whoever looks."""

from __future__ import annotations

from workforce_tui.services.roles import who
from workforce_tui.tui import roles
from workforce_tui.tui.opening import OPENING, OpeningScreen
from workforce_tui.tui.receiving import ReceivingApp

EVERYBODYS_PLACE = "overview"
"""Shown under every profile."""


class BeginningApp(ReceivingApp):
    """An app that paints first, and goes to a place once the database is open."""

    def __init__(self) -> None:
        super().__init__()
        self.has_arrived = False
        """Whether the opening screen is behind us."""
        self.add_mode(OPENING, self.opening_screen)

    def opening_screen(self) -> OpeningScreen:
        """What is painted before anything else is loaded."""
        return OpeningScreen(self.first_place())

    def first_place(self) -> str:
        """The place the app begins at."""
        return roles.landing(who().role, self.MODES)

    async def arrive(self, place: str) -> None:
        """Leave the opening screen for *place*, unless somebody has gone elsewhere by now."""
        if self.current_mode == OPENING or not self.may_show(self.current_mode):
            if not self.may_show(place):
                await self.switch_mode(EVERYBODYS_PLACE)
            await self.switch_mode(place)
        if not self.has_arrived:
            self.has_arrived = True
            await self.remove_mode(OPENING)
