"""What a screen shows in place of its figures: that they are on their way, that there are none, or what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.dom import DOMNode
from textual.widgets import ContentSwitcher

from workforce_tui.i18n import _
from workforce_tui.services.roles import who
from workforce_tui.services.whom_to_ask import whom_to_ask
from workforce_tui.tui.empty import who_imports
from workforce_tui.tui.safe import WHY, plain
from workforce_tui.tui.state import RAW
from workforce_tui.tui.widgets.state_panel import EVERYTHING, IMPORT, RETURNS, SAMPLES, TRY_AGAIN, StatePanel

if TYPE_CHECKING:
    from workforce_tui.domain.errors import WorkforceError
    from workforce_tui.tui.app import WorkforceApp
    from workforce_tui.tui.state import Stamp


class PageStates(DOMNode):
    """The states of a screen that has a switcher `states` and a `StatePanel`."""

    drawn: Stamp | None = None
    """What the figures that are drawn depend on; None for none."""
    asked: Stamp | None = None
    TERM: ClassVar[str] = ""
    """Where the glossary opens from here."""

    def in_front(self) -> tuple[str, str]:
        """The figure in front of somebody: its code in the glossary, and a sentence with its counts."""
        return self.TERM, ""

    def show_state(self) -> None:
        """Put the state panel in place of the figures."""
        self.query_one("#states", ContentSwitcher).current = "state"

    async def forget(self) -> None:
        """Show nothing of what was read before: it is read again."""
        self.drawn = self.asked = None
        await self.show_loading(_("Reading the figures"))

    async def show_loading(self, sentence: str) -> None:
        """Show that figures are on their way."""
        self.show_state()
        await self.query_one(StatePanel).show_loading(sentence)

    async def show_error(self, error: WorkforceError) -> None:
        """Show an error with a way to try again; that there is nothing, or nothing was handed out yet, is no error."""
        from workforce_tui.services.release_source import NothingHeldError, NothingImportedError

        self.show_state()
        panel = self.query_one(StatePanel)
        if isinstance(error, NothingHeldError):
            here = isinstance(error, NothingImportedError) and not whom_to_ask()  # else the hint says it
            asked = self._who_imports() if here else ""
            said = "\n".join(filter(None, (plain(error.message, WHY), plain(error.hint, WHY), asked)))
            offers = (TRY_AGAIN,) if who().own else (TRY_AGAIN, EVERYTHING)
            await panel.show_empty(_("There is nothing to show here yet"), said, *offers)
            return
        await panel.show_error(error.message, error.hint, TRY_AGAIN)

    def _who_imports(self) -> str:
        """Who can bring what is missing; "" where whoever looks can."""
        app = cast("WorkforceApp", self.app)
        return "" if app.view.profile == RAW else who_imports()

    async def show_no_data(self) -> None:
        """Show that the database is empty, and how to fill it."""
        self.show_state()
        panel, asked = self.query_one(StatePanel), self._who_imports()
        if asked:
            await panel.show_empty(_("There are no figures yet"), asked, SAMPLES)
            return
        await panel.show_empty(
            _("There are no figures yet"),
            _(
                "Import a spreadsheet from your HR system, or look round with made-up sample data first. "
                "A return can be typed by hand, or received from a file, without any spreadsheet."
            ),
            IMPORT,
            SAMPLES,
            *RETURNS,
        )
