"""Returns without a spreadsheet: typed by hand, or received from a file that another database wrote."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual import on, work
from textual.message import Message

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import RETURN_FILES
from workforce_tui.i18n import N_, _
from workforce_tui.tui.collecting import CollectingApp
from workforce_tui.tui.safe import plain

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

RECEIVERS = frozenset({"RAW", "TASKFORCE"})
"""The profiles whose readers hold a database that returns are received into."""
SECONDS = 15
LONGEST = 600


class ReturnRead(Message):
    """A file was received as a return, or refused."""

    def __init__(self, said: str, *, refused: bool) -> None:
        super().__init__()
        self.said, self.refused = said, refused


class ReceivingApp(CollectingApp):
    """An app that takes in returns."""

    def action_return_by_hand(self) -> None:
        """Type the counts of a return; ask whose they are where no organisation is shown."""
        from workforce_tui.tui import choices
        from workforce_tui.tui.dialogs.picker import Picker

        if self.view.organisation is not None:
            self.action_type_counts()
            return
        found = partial(choices.organisation_choices, self.organisations, everything=False)
        self.push_screen(Picker(N_("Organisation"), found), self._type_for)

    async def _type_for(self, organisation: str | None) -> None:
        if organisation:
            await self.action_take("organisation", organisation)
            self.action_type_counts()

    def action_reviews(self) -> None:
        """Open the window of the biennial data reviews: they are of all Wales, and have no figures of staff."""
        from workforce_tui.tui.screens.returns.reviews_window import ReviewsWindow

        if self.workspace is not None and self.view.profile in RECEIVERS:
            self.push_screen(ReviewsWindow(self.workspace))

    def action_receive_return(self) -> None:
        """Look for the file of a return."""
        if self.workspace is None or self.view.profile not in RECEIVERS:
            return
        from workforce_tui.tui.dialogs.files import open_file

        folder = self.workspace.paths.imports_dir
        self.push_screen(open_file(folder if folder.is_dir() else Path.cwd(), RETURN_FILES), self._name_receiver)

    def _name_receiver(self, path: Path | None) -> None:
        from workforce_tui.tui.dialogs.text_entry import TextEntry

        if path is not None:
            about = N_("Who receives it? The name is kept with the return.")
            self.push_screen(TextEntry(N_("Receive a return"), about, ""), partial(self._receive, path))

    def _receive(self, path: Path, by: str | None) -> None:
        if by is not None and self.workspace is not None:
            self.read_return(self.workspace, path, by)

    @work(thread=True, group="import", exit_on_error=False)
    def read_return(self, ws: Workspace, path: Path, by: str) -> None:
        """Receive the file in a thread, a return or queries about one: all of it, or nothing."""
        from workforce_tui.tui.edition_reading import receive

        try:
            lines = receive(ws, path, by)
        except WorkforceError as error:
            self.post_message(ReturnRead(f"{error.message} {error.hint}", refused=True))
            return
        self.post_message(ReturnRead(" ".join(lines), refused=False))

    @on(ReturnRead)
    def tell_received(self, message: ReturnRead) -> None:
        """Say what was received, or why nothing was, and show what is held."""
        severity: Literal["error", "information"] = "error" if message.refused else "information"
        said, title = plain(message.said, LONGEST), _("Receive a return")
        self.notify(said, title=title, severity=severity, markup=False, timeout=SECONDS)
        if not message.refused:
            self.data_changed()
