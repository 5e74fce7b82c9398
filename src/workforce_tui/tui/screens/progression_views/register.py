"""The register, explain or reform, as it stands; its window is where anything is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.i18n import N_, _
from workforce_tui.tui import register_reading
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.disparities import RegisterWindow
from workforce_tui.tui.screens.progression_views.view import Nothing, ProgressionView, Shown
from workforce_tui.tui.screens.register_table import fill_records, record_detail
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.state_panel import Offer

if TYPE_CHECKING:
    from textual.app import ComposeResult

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
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "open", N_("Open the register"))]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.records: tuple[RecordShown, ...] = ()

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

    @on(DataTable.RowSelected, "#register-lines")
    def action_open(self) -> None:
        """Open the register at the record under the cursor."""
        window, place = RegisterWindow(), self.query_one("#register-lines", FittedTable).cursor_row
        if 0 <= place < len(self.records):
            window.wanted = self.records[place].line.record.id
        self.app.push_screen(window)
