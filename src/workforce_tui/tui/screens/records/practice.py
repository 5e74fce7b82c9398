"""The window of good practice: everything any organisation shares, narrowed by the words that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Input, Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui import record_reading
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.safe import plain, safe_text
from workforce_tui.tui.screens.records.detail import LONGEST, RecordWindow
from workforce_tui.tui.widgets.filling import fill_table
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.practice import Practice
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.record_reading import PracticeData


class PracticeRead(Message):
    """What is shared has arrived."""

    def __init__(self, data: PracticeData) -> None:
        super().__init__()
        self.data = data


class PracticeWindow(Window[None]):
    """Type to narrow the list, down to go into it, enter to open the record."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "into", N_("Into the list"), show=False),
        Binding("enter", "open", N_("Open"), show=True),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self.ws = ws
        self.found: tuple[Practice, ...] = ()

    def compose(self) -> ComposeResult:
        """The words over the list over what is said."""
        with Vertical(classes="window", id="practice") as window:
            window.border_title = safe_text(_("Good practice to share"))
            yield Input(placeholder=_("Type to search"), id="practice-words", compact=True)
            yield FittedTable(id="practice-list", cursor_type="row")
            with VerticalScroll(id="practice-said", can_focus=False):
                yield Static(id="practice-text", markup=False)
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Name the window again, and look for the words typed anew."""
        self.query_one("#practice", Vertical).border_title = safe_text(_("Good practice to share"))
        words = self.query_one(Input)
        words.placeholder = _("Type to search")
        self.read(words.value)

    def on_mount(self) -> None:
        """Show everything."""
        self.say(_("Reading the records"))
        self.read("")

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Look for the words typed."""
        self.read(event.value)

    @work(thread=True, group="practice", exclusive=True)
    def read(self, words: str) -> None:
        """Fetch what is shared and has these words in it, or say why that cannot be."""
        try:
            data = record_reading.practice_data(self.ws, words)
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))
            return
        post_if_wanted(self, PracticeRead(data))

    @on(Failed)
    def fail(self, message: Failed) -> None:
        """Say what went wrong under the list."""
        message.stop()
        self.say(f"{message.error.message} {message.error.hint}".strip())

    @on(PracticeRead)
    def show(self, message: PracticeRead) -> None:
        """Draw what has arrived."""
        self.found = message.data.found
        table = self.query_one(FittedTable)
        fill_table(table, message.data.table)
        if not self.found:
            self.say(_("Nothing is shared that has these words in it."))

    @on(DataTable.RowHighlighted)
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say what others can take from it."""
        if 0 <= event.cursor_row < len(self.found):
            one = self.found[event.cursor_row]
            self.say(f"{one.title} ({one.line.organisations})\n{one.text}")

    def say(self, text: str) -> None:
        """Show a text under the list, line by line."""
        lines = "\n".join(plain(line, LONGEST) for line in text.split("\n"))
        self.query_one("#practice-text", Static).update(Content(lines))

    def action_into(self) -> None:
        """Let the arrow keys move in the list."""
        self.query_one(FittedTable).focus()

    @on(DataTable.RowSelected)
    @on(Input.Submitted)
    def action_open(self) -> None:
        """Open the record under the cursor."""
        place = self.query_one(FittedTable).cursor_row
        if 0 <= place < len(self.found):
            self.app.push_screen(RecordWindow(self.ws, self.found[place].line.record.id), self._closed_record)

    def _closed_record(self, changed: bool | None) -> None:
        if changed:
            self.read(self.query_one(Input).value)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
