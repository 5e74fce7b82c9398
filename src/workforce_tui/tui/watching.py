"""Keeping up with the database: what was written here or by another program is looked at again, then drawn again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on, work

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.tui import display
from workforce_tui.tui.latest import post_read
from workforce_tui.tui.messages import OrganisationsListed
from workforce_tui.tui.moving import MovingApp
from workforce_tui.tui.state import with_data

if TYPE_CHECKING:
    from workforce_tui.services.watching import DataWatch
    from workforce_tui.services.workspace import Workspace


class WatchingApp(MovingApp):
    """An app that looks at what the database holds: after its own changes, and when somebody looks at a place again."""

    def __init__(self) -> None:
        super().__init__()
        self.changes = 0
        """How often the data was found to be other than before."""
        self.data_watch: DataWatch | None = None

    def watch_data(self, watch: DataWatch | None) -> None:
        """Compare with what *watch* saw from now on, and let go of the one before."""
        before, self.data_watch = self.data_watch, watch
        if before is not None:
            before.close()

    @work(thread=True, group="list", exclusive=True)
    def data_changed(self) -> None:
        """Figures or targets were written: look again at what the database holds, then draw again."""
        if self.workspace is not None:
            self._seen_anew()
            self._list_anew(self.workspace)

    @on(events.AppFocus)
    def look_for_changes(self) -> None:
        """Look whether another program wrote to the database, as a command in another window may have."""
        if self.data_watch is not None:
            self._look()

    @work(thread=True, group="look", exclusive=True)
    def _look(self) -> None:
        if self._seen_anew() and self.workspace is not None:
            self._list_anew(self.workspace)

    def _seen_anew(self) -> bool:
        """Whether the state is another one; a database that cannot be reached is spoken of where figures are read."""
        try:
            return self.data_watch is not None and self.data_watch.has_changed()
        except WorkforceError:
            return False

    def _list_anew(self, ws: Workspace) -> None:
        from workforce_tui.tui import reading

        def read() -> OrganisationsListed:
            view = self.view
            gone = view.as_at is not None and view.as_at not in reading.snapshot_dates(ws, view.organisation)
            return OrganisationsListed(reading.organisations(ws), view if gone else None)

        post_read(self, self, read)

    @on(OrganisationsListed)
    async def take_organisations(self, message: OrganisationsListed) -> None:
        """Remember what the database holds; the first figures ever choose the organisation shown.

        A day that there are no figures of any more gives way to the latest.
        """
        had_any = bool(with_data(self.organisations))
        self.organisations = message.organisations
        self.changes += 1
        gone = message.gone
        if gone is not None and (gone.organisation, gone.as_at) == (self.view.organisation, self.view.as_at):
            said = _("There are no figures of {day} any more. The latest are shown.")
            self.notify(said.format(day=display.day(gone.as_at)), markup=False)
            self.view = replace(self.view, as_at=None)
        if not had_any:
            self.view = self.first_view()
        await self.refresh_page()
