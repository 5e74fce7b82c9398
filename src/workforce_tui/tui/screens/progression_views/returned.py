"""Progression as it was returned, for the taskforce: the year of the returns, and why there is nothing of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from workforce_tui.i18n import _
from workforce_tui.tui import progression_reading
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.screens.progression_views.view import Nothing
from workforce_tui.tui.widgets.state_panel import EVERYTHING, RETURNS

if TYPE_CHECKING:
    from textual.screen import Screen

    from workforce_tui.services.returned_progression import Returned
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp
    from workforce_tui.tui.page import Fetcher
    from workforce_tui.tui.state import View


class ReturnYears:
    """The year of the returns that are looked at (None is the latest), and those that can be chosen."""

    def __init__(self, screen: Screen[None]) -> None:
        self.screen = screen
        self.year: int | None = None
        self.years: tuple[int, ...] = ()

    def fetcher(self, part: str) -> Fetcher:
        """The function a thread runs for a view."""
        return partial(_returned, part=part, year=self.year)

    def take(self, found: Returned) -> str:
        """Keep the years there are; the one found, in words."""
        self.years = found.years
        return _("returns of {year}").format(year=found.year) if found.year else ""

    def choose_year(self) -> None:
        """Choose the year."""
        found = [Choice(str(year), _("year to 31 March {year}").format(year=year)) for year in self.years]
        if found:
            self.screen.app.push_screen(Picker(_("Year"), found, str(self.year or self.years[0])), self._picked)

    async def _picked(self, code: str | None) -> None:
        if code is not None:
            self.year = int(code)
            await cast("WorkforceApp", self.screen.app).refresh_page()


def _returned(ws: Workspace, view: View, part: str, year: int | None) -> object:
    return progression_reading.returned(ws, view, part, year)


def nothing_returned(found: Returned) -> Nothing:
    """Why there is no table."""
    if not found.years:
        return Nothing(
            _("No return was received yet"),
            _("Returns are received in the place Returns, from the files that were sent."),
            RETURNS[1:],
        )
    if found.organisation is None:
        return Nothing(
            _("This is shown for one organisation"),
            _("Choose one with o: what returns say of it is not put into one table for all."),
            (EVERYTHING,),
        )
    return Nothing(
        _("Not available"),
        _("No return of the organisation was received for the year, or it says nothing of this."),
        (EVERYTHING, *RETURNS[1:]),
    )
