"""The list of a place of records: one kind of them, the record under the cursor, and the figures of the place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, DataTable, Static

from workforce_tui.domain.record_kinds import kinds_in
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui import record_reading
from workforce_tui.tui.empty import invitation, who_adds_networks
from workforce_tui.tui.page import Fetcher, Page
from workforce_tui.tui.record_reading import ARCHIVED, EVERY, LATE, RecordsData, Wanted
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.records.detail import stated_text
from workforce_tui.tui.screens.records.tables import TablesPane
from workforce_tui.tui.state import name_of
from workforce_tui.tui.widgets.filling import fill_table
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.state_panel import Offer, StatePanel

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from textual.app import ComposeResult

    from workforce_tui.domain.records import RecordKind
    from workforce_tui.domain.table import Table
    from workforce_tui.services.record_lists import RecordLine
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.state import Stamp, View

    Figures = Callable[[Workspace, View], tuple[Table, ...]]

LIST, FIGURES = "record-list", "record-figures"
ADD = Offer("screen.add", N_("Add a record"))
ALL = Offer("screen.show_all", N_("Show all"))


@dataclass(frozen=True, slots=True)
class FiguresData:
    """The figures of a place."""

    tables: tuple[Table, ...]


class RecordsList(Page):
    """The list of a kind over the record under the cursor, or the figures of the place."""

    def __init__(self) -> None:
        super().__init__()
        self.kind: RecordKind = self.top_kinds()[0]
        self.which, self.words, self.on_figures = EVERY, "", False
        self.data: RecordsData | None = None

    def top_kinds(self) -> tuple[RecordKind, ...]:
        """The kinds of the place that have a list of their own."""
        return tuple(one for one in kinds_in(self.AREA) if one.parent is None)

    def figures(self) -> Figures:
        """The function a thread runs for the figures of the place."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """The list over the record under the cursor; or the figures."""
        with ContentSwitcher(initial=LIST, id="record-views"):
            with Vertical(id=LIST):
                yield FittedTable(id="record-lines", cursor_type="row")
                with VerticalScroll(classes="detail", id="record-detail-pane", can_focus=False):
                    yield Static(id="record-fact", markup=False)
            yield TablesPane(id=FIGURES)

    def own(self) -> tuple[Hashable, ...]:
        """What was chosen on this page."""
        return (self.kind.code, self.which, self.words, self.on_figures)

    def stamp(self) -> Stamp:
        """What the page drawn now depends on."""
        return replace(self.workforce.stamp(), own=self.own())

    def fetcher(self) -> Fetcher:
        """The records of the kind shown, or the figures."""
        if self.on_figures:
            return partial(_figures, self.figures())
        return partial(_records, self.kind.code, self.which, self.words)

    async def draw(self, result: object) -> None:
        """Show the list or the figures."""
        self._say()
        self.query_one("#record-views", ContentSwitcher).current = FIGURES if self.on_figures else LIST
        if isinstance(result, FiguresData):
            await self.query_one(TablesPane).show(result.tables)
            self.query_one(TablesPane).focus()
            return
        self.data = data = cast("RecordsData", result)
        if not data.lines:
            await self._show_nothing()
            return
        table = self.query_one("#record-lines", FittedTable)
        kept = table.cursor_row
        fill_table(table, data.table)
        table.move_cursor(row=min(max(kept, 0), len(data.lines) - 1))
        table.focus()

    async def _show_nothing(self) -> None:
        self.show_state()
        panel, name = self.query_one(StatePanel), _(self.kind.plural)
        if self.which or self.words:
            await panel.show_empty(name, _("No record is like that."), ALL)
        elif self.is_gated:
            await panel.show_empty(name, who_adds_networks())
        else:
            await panel.show_empty(name, invitation(self.kind.code), ADD)

    def _say(self) -> None:
        """Whose records these are, and which."""
        code = self.workforce.view.organisation
        names = {one.organisation.code: name_of(one.organisation, language()) for one in self.workforce.organisations}
        owner = _("All organisations") if code is None else names.get(code, code)
        what = _("Figures") if self.on_figures else _(self.kind.plural)
        parts = [what, *(dict(filters())[self.which] for _one in [1] if self.which and not self.on_figures)]
        parts += [_("words: {words}").format(words=plain(self.words))] if self.words and not self.on_figures else []
        self.query_one(ContextLine).update(
            Content.assemble((plain(owner), "bold $heading"), "  ", (" · ".join(parts), "$muted"))
        )

    def here(self) -> RecordLine | None:
        """The record under the cursor."""
        place = self.query_one("#record-lines", FittedTable).cursor_row
        lines = self.data.lines if self.data else ()
        return lines[place] if 0 <= place < len(lines) and not self.on_figures else None

    @on(DataTable.RowHighlighted, "#record-lines")
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say what is stated in the record under the cursor."""
        if self.data is not None and 0 <= event.cursor_row < len(self.data.facts):
            self.query_one("#record-fact", Static).update(stated_text(self.data, event.cursor_row))
            self.query_one("#record-detail-pane", VerticalScroll).scroll_home(animate=False)

    async def read_again(self) -> None:
        """Fetch what is shown once more: something was written."""
        self.drawn = self.asked = None
        await self.catch_up()


def _records(kind: str, which: str, words: str, ws: Workspace, view: View) -> object:
    record_reading.check_reader(view)
    return record_reading.records_data(ws, Wanted(kind, view.organisation, which, words))


def _figures(figures: Figures, ws: Workspace, view: View) -> object:
    record_reading.check_reader(view)
    return FiguresData(figures(ws, view))


def filters() -> Iterator[tuple[str, str]]:
    """Which records may be listed: code and name."""
    yield EVERY, _("all records")
    yield LATE, _("overdue")
    yield ARCHIVED, _("archived")
