"""Returns: who has sent what, in which state, what is overdue, and one return under the cursor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import STATE_NAMES, calendar, open_queries
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui import display, edition_reading, return_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm, FieldKind, FormField, refilled
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.page import Fetcher, Page
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.records.tables import fill_table
from workforce_tui.tui.screens.returns.whole import ReturnWindow
from workforce_tui.tui.state import name_of
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.state_panel import Offer, StatePanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from workforce_tui.services.return_board import BoardLine
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.return_reading import BoardData
    from workforce_tui.tui.state import Stamp, View

EVERY = ""
BEGIN = Offer("screen.add", N_("Begin a return"))
GUIDE = N_(
    """## Returns

Every annual return held, the latest year first: its state, how many of its sections are done, open queries, and what is
overdue against the calendar. Enter opens the one under the cursor.

`a` begins the return of an organisation, `y` shows one year only, `i` imports returns that were sent.

A return is made from what the database holds; what is missing is typed or imported. It is signed by a chief officer and
then handed in; the taskforce asks or accepts. `u` opens the all-Wales update of a year."""
)


class ReturnsPage(Page):
    """The board of returns."""

    AREA = "returns"
    READERS = frozenset({"TASKFORCE"})
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("Begin")),
        Binding("y", "year", N_("Year")),
        Binding("i", "receive", N_("Import")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.year: int | None = None
        self.data: BoardData | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The taskforce has the board too: it shows no figure."""
        if self.workforce.view.profile in self.READERS:
            return True
        return super().check_action(action, parameters)

    def compose_body(self) -> ComposeResult:
        """The board over the return under the cursor."""
        yield DataTable(id="return-lines", cursor_type="row")
        with VerticalScroll(classes="detail", can_focus=False):
            yield Static(id="return-fact", markup=False)

    def stamp(self) -> Stamp:
        """What the page drawn now depends on."""
        return replace(self.workforce.stamp(), own=(self.year,))

    def fetcher(self) -> Fetcher:
        """The board."""
        year = self.year

        def fetch(ws: Workspace, view: View) -> object:
            return return_reading.board_data(ws, year)

        return fetch

    async def draw(self, result: object) -> None:
        """Show the board, or that there is nothing on it."""
        self.data = data = cast("BoardData", result)
        year = _("every year") if self.year is None else _("year to 31 March {year}").format(year=self.year)
        self.query_one(ContextLine).update(
            Content.assemble((_("Annual returns"), "bold $heading"), "  ", (year, "$muted"))
        )
        if not data.lines:
            self.show_state()
            title = _("There are no returns yet")
            await self.query_one(StatePanel).show_empty(title, _("Begin the return of an organisation."), BEGIN)
            return
        table = cast("DataTable[object]", self.query_one("#return-lines", DataTable))
        kept = table.cursor_row
        fill_table(table, data.table, self.app.size.width - 2)
        table.move_cursor(row=min(max(kept, 0), len(data.lines) - 1))
        table.focus()

    def here(self) -> BoardLine | None:
        """The return under the cursor."""
        place = self.query_one("#return-lines", DataTable).cursor_row
        lines = self.data.lines if self.data else ()
        return lines[place] if 0 <= place < len(lines) else None

    @on(DataTable.RowHighlighted, "#return-lines")
    def tell(self) -> None:
        """Say where the return under the cursor stands."""
        line = self.here()
        if line is not None:
            self.query_one("#return-fact", Static).update(fact_of(line))

    @on(DataTable.RowSelected, "#return-lines")
    def action_open(self) -> None:
        """Open the return under the cursor."""
        line, ws = self.here(), self.workforce.workspace
        if line is not None and ws is not None:
            self.app.push_screen(ReturnWindow(ws, line.found.organisation, line.found.year), self._left)

    async def _left(self, changed: bool | None) -> None:
        if changed:
            await self.read_again()

    async def read_again(self) -> None:
        """Fetch the board once more: something was written."""
        self.drawn = self.asked = None
        await self.catch_up()

    def action_year(self) -> None:
        """Choose the year."""
        years = self.data.years if self.data else ()
        choices = [Choice(EVERY, _("every year")), *(Choice(str(one), str(one)) for one in years)]
        self.app.push_screen(Picker(N_("Year"), choices, str(self.year or EVERY)), self._chosen)

    async def _chosen(self, code: str | None) -> None:
        if code is not None:
            self.year = int(code) if code else None
            await self.catch_up()

    def action_add(self) -> None:
        """Begin the return of an organisation and year."""
        self._begin(self._fields())

    def _fields(self) -> tuple[FormField, ...]:
        names = tuple(
            (one.organisation.code, name_of(one.organisation, language())) for one in self.workforce.organisations
        )
        whose = self.workforce.view.organisation or ""
        return (
            FormField("organisation", N_("Organisation"), FieldKind.CHOICE, whose, names, required=True),
            FormField("year", N_("Year ending 31 March"), value=str(return_reading.this_year())),
            FormField("by", N_("Your name")),
        )

    def _begin(self, fields: Sequence[FormField], complaint: str = "") -> None:
        def answered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.begin(answers)

        self.app.push_screen(EntryForm(N_("Begin a return"), fields, complaint=complaint), answered)

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def begin(self, answers: dict[str, str]) -> None:
        """Begin a return in a thread, then open it; or say why it could not be."""
        ws = self.workforce.workspace
        if ws is None:
            return
        try:
            code, year = return_reading.begin(ws, **answers)
        except WorkforceError as error:
            said = f"{error.message} {error.hint}".strip()
            self.app.call_from_thread(self._begin, refilled(self._fields(), answers), said)
            return
        self.app.call_from_thread(self.app.push_screen, ReturnWindow(ws, code, year), self._begun)

    async def _begun(self, _changed: bool | None) -> None:
        await self.read_again()

    def action_receive(self, entered: dict[str, str] | None = None, complaint: str = "") -> None:
        """Ask for the file of a return that was sent."""
        fields = (FormField("path", N_("File")), FormField("by", N_("Your name")))
        lead = _("The tidy CSV or the workbook of a return, as it was handed out.")
        form = EntryForm(N_("Import a return"), refilled(fields, entered or {}), lead=lead, complaint=complaint)

        def answered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.receive(answers)

        self.app.push_screen(form, answered)

    @work(thread=True, group="import", exclusive=True, exit_on_error=False)
    def receive(self, answers: dict[str, str]) -> None:
        """Receive it in a thread, and say what became of it."""
        ws = self.workforce.workspace
        if ws is None:
            return
        try:
            lines = edition_reading.receive(ws, Path(answers["path"]).expanduser(), answers["by"])
        except WorkforceError as error:
            said = f"{error.message} {error.hint}".strip()
            self.app.call_from_thread(self.action_receive, answers, said)
            return
        self.app.call_from_thread(self.received, lines)

    def received(self, lines: Sequence[str]) -> None:
        """Say what became of a file, and draw the board again."""
        self.app.notify(plain(" ".join(lines), 900), markup=False, timeout=12)
        self.workforce.data_changed()


def fact_of(line: BoardLine) -> Content:
    """Where a return stands, in a few lines."""
    found, days = line.found, calendar(line.found.year)
    last = found.moves[-1]
    signed = found.latest
    parts: list[tuple[str, str] | str] = [(plain(line.name), "bold"), f" {found.year}  "]
    parts += [f"{_(STATE_NAMES[found.state])}, {display.day(last.on)}, {plain(last.by)}"]
    if line.overdue:
        parts.append(("  " + _("! overdue since {date}").format(date=display.day(days.due)), "bold $status-below"))
    if signed is not None:
        said = _("Version {number}, signed by {name}, {post}, on {date}").format(
            number=signed.number,
            name=signed.signature.name,
            post=signed.signature.post,
            date=display.day(signed.signature.on),
        )
        parts.append("\n" + plain(said))
    for query in open_queries(found.queries)[:2]:
        parts.append("\n? " + plain(query.text, 160))
    if last.note:
        parts.append("\n" + plain(last.note, 160))
    return Content.assemble(*parts)
