"""The board of returns as it is read: a line for each, over where the one under the cursor stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static
from textual.worker import get_current_worker

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_remarks import note_of
from workforce_tui.domain.returns import STATE_NAMES, awaited_by, open_queries
from workforce_tui.i18n import N_, _
from workforce_tui.services.return_board_table import change_text
from workforce_tui.tui import display, return_reading
from workforce_tui.tui.messages import LinesRead
from workforce_tui.tui.page import Fetcher, Page
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import RAW
from workforce_tui.tui.widgets.filling import fill_table
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.state_panel import Offer, StatePanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from workforce_tui.services.return_board import Absent, BoardLine
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.return_reading import BoardData
    from workforce_tui.tui.state import Stamp, View

EVERY = ""
LONGEST = 600
BEGIN = Offer("screen.add", N_("Begin a return"))
RECEIVE = Offer("screen.receive", N_("Import a return"))
COUNTS = Offer("app.return_by_hand", N_("Type counts"))


class ReturnsBoard(Page):
    """Reads the board and draws it; what can be done with a return is up to the page made of this."""

    DEFAULT_CSS = """
    ReturnsBoard #wales { height: auto; padding: 0 2; background: $surface; display: none; }
    """

    TERM = "return"
    AREA = "returns"
    READERS = frozenset({"TASKFORCE"})

    def __init__(self) -> None:
        super().__init__()
        self.year: int | None = None
        self.chosen = False
        """Whether the year, or every year, was chosen here: the taskforce begins with the latest year."""
        self.data: BoardData | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The taskforce has the board too; returns are begun where they are made."""
        if self.workforce.view.profile in self.READERS:
            return action != "add"
        if action == "remind":
            return False
        return super().check_action(action, parameters)

    def compose_body(self) -> ComposeResult:
        """The board over the return under the cursor."""
        yield FittedTable(id="return-lines", cursor_type="row")
        yield Static(id="wales", markup=False)
        with VerticalScroll(classes="detail", can_focus=False):
            yield Static(id="return-fact", markup=False)

    def stamp(self) -> Stamp:
        """What the page drawn now depends on."""
        return replace(self.workforce.stamp(), own=(self.year,))

    def fetcher(self) -> Fetcher:
        """The board."""
        year, latest = self.year, not self.chosen and self.workforce.view.profile in self.READERS

        def fetch(ws: Workspace, view: View) -> object:
            return return_reading.board_data(ws, year, raw=view.profile == RAW, latest=latest)

        return fetch

    async def draw(self, result: object) -> None:
        """Show the board, or that there is nothing on it."""
        self.data = data = cast("BoardData", result)
        self.year = data.year
        year = _("every year") if self.year is None else _("year to 31 March {year}").format(year=self.year)
        self.query_one(ContextLine).update(
            Content.assemble(
                (_("Annual returns"), "bold $heading"), "  ", (year, "$muted"), standing(data.lines, data.absent)
            )
        )
        if not data.table.rows:
            self.show_state()
            await self._show_nothing()
            return
        table = self.query_one("#return-lines", FittedTable)
        kept = table.cursor_row
        fill_table(table, data.table)
        table.move_cursor(row=min(max(kept, 0), len(data.table.rows) - 1))
        table.focus()
        self._look_at_wales()

    def _look_at_wales(self) -> None:
        """The taskforce sees all Wales under its board: of the year shown, else of the latest."""
        self.query_one("#wales").display = False
        ws, years = self.workforce.workspace, self.data.years if self.data else ()
        if ws is not None and years and self.workforce.view.profile in self.READERS:
            job = partial(self._read_wales, ws, self.year or max(years))
            self.run_worker(job, thread=True, group="wales", exclusive=True, exit_on_error=False)

    def _read_wales(self, ws: Workspace, year: int) -> None:
        try:
            lines = return_reading.wales_lines(ws, year)
        except WorkforceError as error:
            lines = (error.message, error.hint)
        if not get_current_worker().is_cancelled:
            self.post_message(LinesRead(lines))

    @on(LinesRead)
    def show_wales(self, message: LinesRead) -> None:
        """Show all Wales, to those it was read for."""
        message.stop()
        if self.workforce.view.profile in self.READERS:
            shown = self.query_one("#wales", Static)
            shown.update(Content(plain(" ".join(filter(None, message.lines)), LONGEST)))
            shown.display = True

    async def _show_nothing(self) -> None:
        """Say that nothing was begun or received, and what can be done about it here."""
        title, panel = _("There are no returns yet"), self.query_one(StatePanel)
        if self.workforce.view.profile in self.READERS:
            await panel.show_empty(title, _("Import a return that was sent: a tidy CSV or a workbook."), RECEIVE)
            return
        said = _("Begin the return of an organisation, type its counts first, or import a return that was sent.")
        await panel.show_empty(title, said, BEGIN, COUNTS, RECEIVE)

    def whose(self) -> tuple[str, int] | None:
        """The organisation and year under the cursor, of which nothing may be held."""
        line, data = self.here(), self.data
        if line is not None:
            return line.found.organisation, line.found.year
        place = self.query_one("#return-lines", FittedTable).cursor_row - len(data.lines if data else ())
        absent = data.absent if data else ()
        return (absent[place].organisation, absent[place].year) if 0 <= place < len(absent) else None

    def here(self) -> BoardLine | None:
        """The return under the cursor."""
        place = self.query_one("#return-lines", FittedTable).cursor_row
        lines = self.data.lines if self.data else ()
        return lines[place] if 0 <= place < len(lines) else None

    @on(DataTable.RowHighlighted, "#return-lines")
    def tell(self) -> None:
        """Say where the return under the cursor stands."""
        line = self.here()
        self.query_one("#return-fact", Static).update(Content(self.nothing_held()) if line is None else fact_of(line))

    def nothing_held(self) -> str:
        """What is said of a return of which nothing is held, and what can be done."""
        if self.workforce.view.profile in self.READERS:
            return _("Nothing was received of this return. i imports what was sent, n makes a text that asks for it.")
        return _("Nothing is held of this return. a begins it, i imports what was sent.")

    async def read_again(self) -> None:
        """Fetch the board once more: something was written."""
        self.drawn = self.asked = None
        await self.catch_up()


def standing(lines: Sequence[BoardLine], absent: Sequence[Absent] = ()) -> str:
    """How many returns are in each state, how many were not sent, and how many are late, in a few words."""
    states = Counter(line.found.state for line in lines)
    said = [f"{_(STATE_NAMES[state])} {states[state]}" for state in STATE_NAMES if states[state]]
    said += [" ".join((_("nothing sent"), str(len(absent))))] if absent else []
    late = sum(one.overdue for one in lines) + sum(one.overdue for one in absent)
    said += [_("! overdue {number}").format(number=late)] if late else []
    return f"  {' · '.join(said)}" if said else ""


def fact_of(line: BoardLine) -> Content:
    """Where a return stands, in a few lines."""
    found = line.found
    last = found.moves[-1]
    signed = found.latest
    parts: list[tuple[str, str] | str] = [(plain(line.name), "bold"), f" {found.year}  "]
    parts += [f"{_(STATE_NAMES[found.state])}, {display.day(last.on)}, {plain(last.by)}"]
    if line.overdue:
        parts.append(
            ("  " + _("! overdue since {date}").format(date=display.day(awaited_by(found))), "bold $status-below")
        )
    if signed is not None:
        said = _("Version {number}, signed by {name}, {post}, on {date}").format(
            number=signed.number,
            name=signed.signature.name,
            post=signed.signature.post,
            date=display.day(signed.signature.on),
        )
        parts.append("\n" + plain(said))
    if line.changes:
        changed = "; ".join(map(change_text, line.changes))
        parts.append("\n" + _("Changed by over a fifth: {changes}").format(changes=changed))
    for query in open_queries(found.queries)[:2]:
        parts.append("\n? " + plain(query.text, 160))
    if said := note_of(last):
        parts.append("\n" + plain(said, 160))
    return Content.assemble(*parts)
