"""The page of a place of records: the list of one kind, the record under the cursor, and the figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, DataTable, Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.record_kinds import kind_of, kinds_in
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui import record_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm, FormField
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.page import ORGANISATION_KEY, Fetcher, Page
from workforce_tui.tui.record_reading import ARCHIVED, EVERY, LATE, RecordsData, Wanted
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.records.detail import FormRead, RecordWindow, facts_text
from workforce_tui.tui.screens.records.form import RecordForm
from workforce_tui.tui.screens.records.tables import TablesPane, fill_table
from workforce_tui.tui.state import name_of
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


class RecordsPage(Page):
    """Subclasses name the place, and the function a thread runs for its figures."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ORGANISATION_KEY,
        Binding("k", "kind", N_("Kind")),
        Binding("a", "add", N_("Add")),
        Binding("e", "edit", N_("Change")),
        Binding("f", "filter", N_("Filter")),
        Binding("t", "figures", N_("Figures")),
        Binding("slash", "words", N_("Find words"), show=False),
    ]

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
                yield DataTable(id="record-lines", cursor_type="row")
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
        table = cast("DataTable[object]", self.query_one("#record-lines", DataTable))
        kept = table.cursor_row
        fill_table(table, data.table, self.app.size.width - 2)
        table.move_cursor(row=min(max(kept, 0), len(data.lines) - 1))
        table.focus()

    async def _show_nothing(self) -> None:
        self.show_state()
        panel, name = self.query_one(StatePanel), _(self.kind.plural)
        if self.which or self.words:
            await panel.show_empty(name, _("No record is like that."), ALL)
        else:
            await panel.show_empty(name, _("There is none yet."), ADD)

    def _say(self) -> None:
        """Whose records these are, and which."""
        code = self.workforce.view.organisation
        names = {one.organisation.code: name_of(one.organisation, language()) for one in self.workforce.organisations}
        owner = _("All organisations") if code is None else names.get(code, code)
        what = _("Figures") if self.on_figures else _(self.kind.plural)
        parts = [what, *(dict(_filters())[self.which] for _one in [1] if self.which and not self.on_figures)]
        parts += [_("words: {words}").format(words=plain(self.words))] if self.words and not self.on_figures else []
        self.query_one(ContextLine).update(
            Content.assemble((plain(owner), "bold $heading"), "  ", (" · ".join(parts), "$muted"))
        )

    def here(self) -> RecordLine | None:
        """The record under the cursor."""
        place = self.query_one("#record-lines", DataTable).cursor_row
        lines = self.data.lines if self.data else ()
        return lines[place] if 0 <= place < len(lines) and not self.on_figures else None

    @on(DataTable.RowHighlighted, "#record-lines")
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say what is stated in the record under the cursor."""
        if self.data is not None and 0 <= event.cursor_row < len(self.data.facts):
            line, facts = self.data.lines[event.cursor_row], self.data.facts[event.cursor_row]
            stated = [one for one in facts if one.stated]
            text = facts_text(stated, line.kind.review if line.overdue else "")
            self.query_one("#record-fact", Static).update(text)
            self.query_one("#record-detail-pane", VerticalScroll).scroll_home(animate=False)

    @on(DataTable.RowSelected, "#record-lines")
    def action_open(self) -> None:
        """Open the window of the record under the cursor."""
        line, ws = self.here(), self.workforce.workspace
        if line is not None and ws is not None:
            self.app.push_screen(RecordWindow(ws, line.record.id), self._closed)

    async def _closed(self, changed: bool | None) -> None:
        if changed:
            await self.read_again()

    async def read_again(self) -> None:
        """Fetch what is shown once more: something was written."""
        self.drawn = self.asked = None
        await self.catch_up()

    def action_edit(self) -> None:
        """Open the form on the record under the cursor."""
        line = self.here()
        if line is not None and not line.record.archived:
            self.read_form(line.kind.code, line.record.id, None)

    def action_add(self) -> None:
        """Open the form on a new record of the kind shown."""
        self.read_form(self.kind.code, None, self.workforce.view.organisation)

    @work(thread=True, group="form", exclusive=True)
    def read_form(self, kind: str, record: int | None, organisation: str | None) -> None:
        """Fetch what a form starts from."""
        ws = self.workforce.workspace
        if ws is not None:
            try:
                data = record_reading.form_data(ws, kind, record=record, organisation=organisation)
            except WorkforceError as error:
                self.post_message(Failed(error))
            else:
                self.post_message(FormRead(data))

    @on(FormRead)
    def open_form(self, message: FormRead) -> None:
        """Open the form."""
        ws = self.workforce.workspace
        if ws is not None:
            self.app.push_screen(RecordForm(ws, message.data), self._saved)

    async def _saved(self, number: int | None) -> None:
        if number is not None:
            self.app.notify(_("Record {number} was saved.").format(number=number), markup=False)
            await self.read_again()

    def action_kind(self) -> None:
        """Choose which kind of record is listed."""
        kinds = [Choice(one.code, _(one.plural)) for one in self.top_kinds()]
        self.app.push_screen(Picker(_("Kind of record"), kinds, self.kind.code), self._kind_chosen)

    async def _kind_chosen(self, code: str | None) -> None:
        if code is not None:
            self.kind, self.on_figures = kind_of(code), False
            await self.catch_up()

    def action_filter(self) -> None:
        """Choose which records are listed."""
        found = [Choice(code, name) for code, name in _filters()]
        self.app.push_screen(Picker(_("Which records"), found, self.which), self._filtered)

    async def _filtered(self, code: str | None) -> None:
        if code is not None:
            self.which, self.on_figures = code, False
            await self.catch_up()

    def action_words(self) -> None:
        """Ask for words the records must have in them."""
        field = FormField("words", N_("Words"), value=self.words)
        self.app.push_screen(EntryForm(_("Find words"), [field]), self._words_given)

    async def _words_given(self, answers: dict[str, str] | None) -> None:
        if answers is not None:
            self.words, self.on_figures = answers["words"], False
            await self.catch_up()

    async def action_show_all(self) -> None:
        """List every record again."""
        self.which, self.words = EVERY, ""
        await self.catch_up()

    async def action_figures(self) -> None:
        """Show the figures, or the list again."""
        self.on_figures = not self.on_figures
        await self.catch_up()


def _records(kind: str, which: str, words: str, ws: Workspace, view: View) -> object:
    return record_reading.records_data(ws, Wanted(kind, view.organisation, which, words))


def _figures(figures: Figures, ws: Workspace, view: View) -> object:
    return FiguresData(figures(ws, view))


def _filters() -> Iterator[tuple[str, str]]:
    yield EVERY, _("all records")
    yield LATE, _("overdue")
    yield ARCHIVED, _("archived")
