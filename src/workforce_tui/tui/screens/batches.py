"""Batches: every import there has been, what it brought, and a way to take it back."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain import formatting
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _, language, ngettext
from workforce_tui.tui import display, reading
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.messages import Done, Failed
from workforce_tui.tui.page import Fetcher, Page
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.state import name_of
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.state_panel import IMPORT, SAMPLES, StatePanel
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.services.figures import BatchSummary

GUIDE = N_(
    """## Batches

One line for each import, the newest first. `u` takes an import back: its figures are removed, and its line stays
here as *undone*. Importing the file again brings them back. Figures that the import had replaced were deleted, so
undoing does not bring those back: import their own file again.

`d` shows the decisions kept for the organisation: what its grades and ethnic groups stand for. Changing one moves the
figures of the imports it touched; what would move is shown first."""
)

STATUSES = {
    "active": ("●", N_("in use"), "$status-met"),
    "undone": ("–", N_("undone"), "$status-none"),
    "replaced": ("◆", N_("replaced"), "$status-none"),
}
LAYOUTS = {
    "record": N_("a row for each person"),
    "long": N_("a row for each count"),
    "crosstab": N_("ethnic groups across"),
}
MOST_SHOWN, MOST_DATES = 300, 6
FILE, ASIDE = 2, (6, 7)
"""The places of the name of a file, and of what stands aside where there is no room: what it is of, and when."""


class BatchesPage(Page):
    """The history of imports."""

    AREA = "batches"
    TERM = "snapshot"
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", N_("Undo")),
        Binding("d", "app.decisions", N_("Decisions")),
        Binding("r", "reload", N_("Read again")),
        Binding("f4", "app.language", N_("Cymraeg/English"), priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.batches: dict[str, BatchSummary] = {}

    def compose_body(self) -> ComposeResult:
        """The table over the details of one import."""
        yield FittedTable(id="batches", cursor_type="row", zebra_stripes=False)
        yield Static(id="batch-detail", classes="detail", markup=False)

    def fetcher(self) -> Fetcher:
        """Every import."""
        return reading.batches

    async def draw(self, result: object) -> None:
        """Fill the table, or say that nothing was imported yet."""
        found = cast("tuple[BatchSummary, ...]", result)
        self.batches = {str(batch.id): batch for batch in found}
        if not found:
            self.show_state()
            await self.query_one(StatePanel).show_empty(
                _("Nothing has been imported yet"),
                _("Each import will have a line here, and can be undone."),
                IMPORT,
                SAMPLES,
            )
            return
        self.query_one(ContextLine).update(
            Content.assemble((_("Import history"), "bold $heading"), f"  {_numbers(found)}")
        )
        table = self.query_one(FittedTable)
        kept = table.cursor_row
        heads = [safe_cell(_("No."), "right"), safe_cell(_("Status")), safe_cell(_("File"))]
        heads += [safe_cell(_("Organisation")), safe_cell(_("Snapshot")), safe_cell(_("Number"), "right")]
        heads += [safe_cell(_("About")), safe_cell(_("Imported"))]
        rows = [(str(one.id), self._cells(one)) for one in found[:MOST_SHOWN]]
        table.fill(heads, rows, name=FILE, aside=ASIDE)
        table.move_cursor(row=min(kept, len(rows) - 1))
        table.focus()

    @on(DataTable.RowHighlighted)
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say everything about the import under the cursor."""
        batch = self.batches.get(str(event.row_key.value))
        if batch is not None:
            self.query_one("#batch-detail", Static).update(_detail(batch, self._whose(batch)))

    def _cells(self, batch: BatchSummary) -> tuple[Text, ...]:
        symbol, word, _style = STATUSES.get(batch.status, ("?", batch.status, ""))
        return (
            safe_cell(batch.id, "right"),
            safe_cell(f"{symbol} {_(word)}"),
            safe_cell(batch.file_name),
            safe_cell(self._whose(batch)),
            safe_cell(_several([display.short_day(day) for day in batch.dates])),
            safe_cell(_headcount(batch), "right"),
            safe_cell(dataset_name(Dataset(batch.dataset))),
            safe_cell(_imported(batch)),
        )

    def _whose(self, batch: BatchSummary) -> str:
        """The organisations an import is of, by name."""
        known = {one.organisation.code: one.organisation for one in self.workforce.organisations}
        return _several([name_of(known[one], language()) if one in known else one for one in batch.organisations])

    def action_undo(self) -> None:
        """Ask whether to take back the import under the cursor."""
        batch = self._chosen()
        if batch is None:
            return
        if batch.status != "active":
            self.notify(_("This import no longer counts: there is nothing to undo."), markup=False)
            return
        question = _("Take back import {number}, {file}? Its figures are removed; the file itself is not touched.")
        replaced = _("Figures it replaced do not come back: for those, import their own file again.")
        text = f"{question.format(number=batch.id, file=plain(batch.file_name))} {replaced}"
        self.app.push_screen(Confirm(_("Undo an import"), text, yes=N_("Undo it")), partial(self._undo, batch.id))

    def _chosen(self) -> BatchSummary | None:
        table = self.query_one(FittedTable)
        if not self.batches or table.row_count == 0:
            return None
        return self.batches.get(str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value))

    def _undo(self, batch: int, sure: bool | None) -> None:
        if sure:
            self.run_worker(partial(self._write_undo, batch), thread=True, group="write", exit_on_error=False)

    def _write_undo(self, batch: int) -> None:
        ws = self.workforce.workspace
        if ws is None:
            return
        try:
            undone = reading.undo_batch(ws, batch)
        except WorkforceError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Done(_("Import {number} was taken back.").format(number=undone.id)))

    @on(Done)
    def say_done(self, message: Done) -> None:
        """Tell that it is done, and draw everything again."""
        self.notify(message.said, markup=False)
        self.workforce.data_changed()


def _numbers(found: tuple[BatchSummary, ...]) -> str:
    text = ngettext("{number} import", "{number} imports", len(found)).format(number=formatting.number(len(found)))
    if len(found) <= MOST_SHOWN:
        return text
    return _("{imports}; the newest {number} are shown, `batches` lists all").format(imports=text, number=MOST_SHOWN)


def _headcount(batch: BatchSummary) -> str:
    return formatting.count_text(Count(batch.headcount_low, batch.headcount_high))


def _several(names: object) -> str:
    found = list(names) if isinstance(names, (list, tuple)) else []
    if not found:
        return "–"
    more = len(found) - 1
    return str(found[0]) if not more else _("{first} and {number} more").format(first=found[0], number=more)


def _imported(batch: BatchSummary) -> str:
    """The day and minute of an import, in UTC as it is kept; as it stands where it is no moment."""
    try:
        moment = datetime.fromisoformat(batch.imported_at)
    except ValueError:
        return batch.imported_at or NO_VALUE
    return f"{display.short_day(moment.date())} {moment:%H:%M}"


def _detail(batch: BatchSummary, whose: str) -> Content:
    layout = _(LAYOUTS[batch.layout]) if batch.layout in LAYOUTS else batch.layout
    sheet = _("sheet {sheet}").format(sheet=plain(batch.sheet)) if batch.sheet else _("no sheets")
    first = f"{plain(batch.file_name)}  "
    rows = _("Rows read: {read}, set aside: {set_aside}. Issues noted: {issues}. Counted: {headcount}.").format(
        read=formatting.number(batch.rows_read),
        set_aside=formatting.number(batch.rows_rejected),
        issues=formatting.number(batch.issues),
        headcount=_headcount(batch),
    )
    if batch.counted_elsewhere:
        text = _("Of those set aside, counted in another file of the same day: {people}.")
        rows += "\n" + text.format(people=formatting.number(batch.counted_elsewhere))
    dates = [display.day(day) for day in batch.dates[:MOST_DATES]]
    dates += [
        _("{start} to {end}").format(start=display.day(start), end=display.day(end)) for start, end in batch.periods
    ]
    of = dataset_name(Dataset(batch.dataset))
    said = f"{plain(whose)}: {', '.join(dates)}" if dates else plain(whose)
    return Content.assemble((first, "bold"), (f"{of}, {sheet}, {layout}", "$muted"), f"\n{rows}\n{said}")
