"""The register, explain or reform, as it stands; its window is where anything is entered."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.disparities import Status
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui import register_reading
from workforce_tui.tui.dialogs import register_fields
from workforce_tui.tui.dialogs.entry_form import EntryForm, refilled
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.disparities import RegisterWindow
from workforce_tui.tui.screens.progression_views.view import Nothing, ProgressionView, Shown
from workforce_tui.tui.screens.register_table import fill_records, record_detail
from workforce_tui.tui.state import CHAIR
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.state_panel import Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from workforce_tui.domain.disparities import Disparity
    from workforce_tui.tui.dialogs.entry_form import FormField
    from workforce_tui.tui.page import Fetcher
    from workforce_tui.tui.register_reading import RecordShown, RegisterData

OPEN = Offer("app.register", N_("Open the register"))


class RegisterView(ProgressionView):
    """The records over everything about the one under the cursor; enter opens the register at it."""

    CODE = "disparities"
    TERM = "register"
    TITLE = N_("Register")
    KEY = "e"
    WHEN = N_("Snapshot")
    NEEDS_ONE = False
    UNGATED = frozenset({"open"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "open", N_("Open the register")),
        Binding("c", "comment", N_("Comment")),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.records: tuple[RecordShown, ...] = ()
        self.today = date.min

    def compose(self) -> ComposeResult:
        """The counts over the records over the details."""
        yield Static(id="register-said", markup=False)
        yield FittedTable(id="register-lines", cursor_type="row")
        with VerticalScroll(classes="detail", id="register-facts"):
            yield Static(id="register-fact", markup=False)

    def fetcher(self) -> Fetcher:
        """The register as it stands today."""
        return register_reading.register_data

    def draw(self, result: object) -> Nothing | Shown:
        """Show the records, or what would make one."""
        data = cast("RegisterData", result)
        self.records = data.records
        self.today = data.today
        if not data.records and self.workforce.view.profile == CHAIR:
            return Nothing(
                _("No record that a network is shown"),
                _(
                    "Records are here whose counts a network may see, and those that the panel or a network brought. "
                    "Ask the HR lead to bring a difference to the register for your network."
                ),
                (),
            )
        if not data.records:
            return Nothing(
                _("The register has no record yet"),
                _(
                    "A disparity is explained with evidence, or something is reformed. Open the register to see what "
                    "the rules propose, or press n on an indicator."
                ),
                (OPEN,),
            )
        self.query_one("#register-said", Static).update(Content(plain(data.counts)))
        table = self.query_one("#register-lines", FittedTable)
        kept = table.cursor_row
        named = self.workforce.view.organisation is None
        fill_records(table, data.records, named=named)
        table.move_cursor(row=min(kept, len(data.records) - 1))
        return Shown(data.today)

    def take_focus(self) -> None:
        """The records take the keys."""
        self.query_one("#register-lines", FittedTable).focus()

    @on(DataTable.RowHighlighted, "#register-lines")
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say everything about the record under the cursor."""
        if 0 <= event.cursor_row < len(self.records):
            self.query_one("#register-fact", Static).update(record_detail(self.records[event.cursor_row]))
            self.query_one("#register-facts").scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A network comments here; whoever keeps the register does it in its window."""
        if action == "comment" and self.workforce.view.profile != CHAIR:
            return False
        return super().check_action(action, parameters)

    def action_comment(self) -> None:
        """Say something about the record under the cursor, for the network."""
        place = self.query_one("#register-lines", FittedTable).cursor_row
        if not 0 <= place < len(self.records):
            return
        record = self.records[place].line.record
        if record.status is Status.CLOSED:
            self.notify(_("This record is closed, and stays as it is."), markup=False)
            return
        self._ask(record, partial(register_fields.entry_fields, record, register_fields.COMMENT, "", self.today))

    def _ask(self, record: Disparity, fields: Callable[[], Sequence[FormField]], complaint: str = "") -> None:
        def entered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self._write(record, answers, partial(self._ask, record, lambda: refilled(fields(), answers)))

        title = partial(_commented, record)
        lead = _("The organisation and the panel read it. Name nobody who does not want to be named.")
        self.app.push_screen(EntryForm(title, fields, lead=lead, complaint=complaint), entered)

    @work(thread=True, group="write", exclusive=True)
    def _write(self, record: Disparity, answers: dict[str, str], retry: partial[None]) -> None:
        """Write the comment, or ask again with what stands in the way."""
        ws = self.workforce.workspace
        if ws is None or record.id is None:
            return
        try:
            register_reading.comment(ws, record.id, register_fields.change_of(record, answers, None))
        except WorkforceError as error:
            self.app.call_from_thread(retry, f"{error.message} {error.hint}")
            return
        self.app.call_from_thread(self._written)

    def _written(self) -> None:
        self.notify(_("It is entered in the register."), markup=False)
        self.workforce.data_changed()

    @on(DataTable.RowSelected, "#register-lines")
    def action_open(self) -> None:
        """Open the register at the record under the cursor; a network comments on it."""
        if self.workforce.view.profile == CHAIR:
            self.action_comment()
            return
        window, place = RegisterWindow(), self.query_one("#register-lines", FittedTable).cursor_row
        if 0 <= place < len(self.records):
            window.wanted = self.records[place].line.record.id
        self.app.push_screen(window)


def _commented(record: Disparity) -> str:
    return _("Record {number}: comment of the network").format(number=record.id)
