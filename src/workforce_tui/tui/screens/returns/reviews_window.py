"""The window of the biennial data review: every review that is on record, over what is stated in the one here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.review_records import REVIEW
from workforce_tui.i18n import N_, _
from workforce_tui.tui import record_reading
from workforce_tui.tui.empty import invitation
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.record_reading import Wanted
from workforce_tui.tui.safe import safe_text
from workforce_tui.tui.screens.records.detail import RecordWindow, stated_text
from workforce_tui.tui.screens.records.opening import open_form
from workforce_tui.tui.widgets.filling import fill_table
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.record_lists import RecordLine
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.record_reading import RecordsData

GUIDE = N_(
    """## Biennial data reviews

Every second year the taskforce looks at the data of all organisations: what was checked and by which post, which
definitions changed, where series break, what was found, and when the next review is.

`a` adds a review, enter opens the one under the cursor; there `a` adds an action, with its owner and its due day, `e`
changes it, and `h` shows who changed what. The all-Wales update says what is on record here."""
)


class ReviewsRead(Message):
    """The reviews have arrived."""

    def __init__(self, data: RecordsData) -> None:
        super().__init__()
        self.data = data


class ReviewsWindow(Window[None]):
    """Enter opens a review with its actions, a adds one, e changes the one under the cursor."""

    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Open"), show=True),
        Binding("a", "add", N_("Add")),
        Binding("e", "edit", N_("Change")),
        Binding("f1", "app.help", N_("Help"), show=False),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self.ws = ws
        self.data: RecordsData | None = None

    def compose(self) -> ComposeResult:
        """The list over what is said."""
        with Vertical(classes="window", id="reviews") as window:
            window.border_title = safe_text(_("Biennial data reviews"))
            yield FittedTable(id="review-list", cursor_type="row")
            with VerticalScroll(id="review-said", can_focus=False):
                yield Static(id="review-text", markup=False)
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Name the window again, and read the reviews."""
        self.query_one("#reviews", Vertical).border_title = safe_text(_("Biennial data reviews"))
        self.read()

    def on_mount(self) -> None:
        """Read the reviews in a thread."""
        self.query_one("#review-text", Static).update(Content(_("Reading the records")))
        self.read()

    @work(thread=True, group="reviews", exclusive=True)
    def read(self) -> None:
        """Fetch every review, or say why that cannot be."""
        try:
            found = record_reading.records_data(self.ws, Wanted(REVIEW))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))
            return
        post_if_wanted(self, ReviewsRead(found))

    @on(Failed)
    def fail(self, message: Failed) -> None:
        """Say what went wrong, in place of the reviews."""
        message.stop()
        self.query_one("#review-text", Static).update(Content(f"{message.error.message} {message.error.hint}".strip()))

    @on(ReviewsRead)
    def show(self, message: ReviewsRead) -> None:
        """Draw what has arrived."""
        message.stop()
        self.data = message.data
        table = self.query_one(FittedTable)
        fill_table(table, message.data.table)
        if not message.data.lines:
            self.query_one("#review-text", Static).update(Content(invitation(REVIEW)))
        table.focus()

    def here(self) -> RecordLine | None:
        """The review under the cursor."""
        place = self.query_one(FittedTable).cursor_row
        lines = self.data.lines if self.data else ()
        return lines[place] if 0 <= place < len(lines) else None

    @on(DataTable.RowHighlighted)
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say what is stated in the review under the cursor."""
        if self.data is not None and 0 <= event.cursor_row < len(self.data.facts):
            self.query_one("#review-text", Static).update(stated_text(self.data, event.cursor_row))
            self.query_one("#review-said", VerticalScroll).scroll_home(animate=False)

    @on(DataTable.RowSelected)
    def action_open(self) -> None:
        """Open the review under the cursor, with its actions."""
        line = self.here()
        if line is not None:
            self.app.push_screen(RecordWindow(self.ws, line.record.id), self._window_closed)

    def _window_closed(self, changed: bool | None) -> None:
        if changed:
            self.read()

    def action_add(self) -> None:
        """Open the form on a new review."""
        open_form(self, self.ws, self._saved, REVIEW)

    def action_edit(self) -> None:
        """Open the form on the review under the cursor."""
        line = self.here()
        if line is not None:
            open_form(self, self.ws, self._saved, REVIEW, record=line.record.id)

    def _saved(self, number: int | None) -> None:
        if number is not None:
            self.app.notify(_("Record {number} was saved.").format(number=number), markup=False)
            self.read()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
