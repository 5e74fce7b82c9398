"""What has been handed out: a line for each export over everything about the one under the cursor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import number
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui import display, gated_reading
from workforce_tui.tui.keys import key
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Failed, PublicationsRead
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.state import name_of
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.domain.ledger import LedgerEntry
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp

LONGEST = 1_000


class PublicationsWindow(Window[None]):
    """The ledger, newest first. Nothing in it can be changed."""

    TERM = "profile"
    BINDINGS: ClassVar[list[BindingType]] = [key("find", "app.find"), Binding("escape,q", "close", N_("Close"))]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.entries: tuple[LedgerEntry, ...] = ()

    def compose(self) -> ComposeResult:
        """The table over the details."""
        with Vertical(classes="window", id="publications") as window:
            window.border_title = Content(_("What has been handed out"))
            yield FittedTable(id="entries", cursor_type="row")
            with VerticalScroll(id="entry-facts"):
                yield Static(id="entry-detail", markup=False)
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the ledger."""
        self.query_one("#entry-detail", Static).update(Content(_("Reading what has been handed out")))
        self.read()

    async def retranslate(self) -> None:
        """Name the window again, and read the ledger anew."""
        self.query_one("#publications", Vertical).border_title = Content(_("What has been handed out"))
        self.read()

    @work(thread=True, group="publications", exclusive=True)
    def read(self) -> None:
        """Read the ledger in a thread."""
        try:
            post_if_wanted(self, PublicationsRead(gated_reading.publications(self.workspace)))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(PublicationsRead)
    def show(self, message: PublicationsRead) -> None:
        """Draw what has arrived."""
        message.stop()
        self.entries = message.entries
        table = self.query_one(FittedTable)
        names = (_("No."), _("Date"), _("Organisation"), _("Year"), _("Profile"), _("Given to"), _("Withheld"))
        table.fill([safe_cell(name) for name in names], [(str(one.id), self._cells(one)) for one in self.entries])
        table.focus()
        if not self.entries:
            self.query_one("#entry-detail", Static).update(Content(_("Nothing has been handed out.")))

    @on(DataTable.RowHighlighted)
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Everything about the export under the cursor."""
        from workforce_tui.services.publication_loss import entry_details

        if self.entries:
            entry = self.entries[event.cursor_row]
            lines = entry_details(entry, self._whose(entry))
            self.query_one("#entry-detail", Static).update(Content("\n".join(plain(line, LONGEST) for line in lines)))

    @on(Failed)
    def say_failed(self, message: Failed) -> None:
        """Say why the ledger cannot be read."""
        message.stop()
        self.query_one("#entry-detail", Static).update(Content(plain(message.error.message, LONGEST)))

    def action_close(self) -> None:
        """Close the window."""
        self.dismiss(None)

    def _whose(self, entry: LedgerEntry) -> str:
        """The name of the organisation whose figures were handed out."""
        known = {one.organisation.code: one.organisation for one in cast("WorkforceApp", self.app).organisations}
        whose = known.get(entry.organisation)
        return name_of(whose, language()) if whose else entry.organisation or _("all Wales")

    def _cells(self, entry: LedgerEntry) -> list[Text]:
        years = ", ".join(map(str, entry.years))
        withheld = f"{number(entry.withheld)}/{number(entry.figures)}"
        day = display.short_day(date.fromisoformat(entry.made_at[:10]))
        texts = (str(entry.id), day, self._whose(entry), years, entry.profile, entry.given_to)
        return [*map(safe_cell, texts), safe_cell(withheld, "right")]
