"""Representation: a bar for each grade (or another dimension) beside its target, and its course over time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from workforce_tui.i18n import N_, _
from workforce_tui.services.figures import Dimension
from workforce_tui.tui import display, gated_reading, reading
from workforce_tui.tui.latest import post_read
from workforce_tui.tui.messages import TrendRead
from workforce_tui.tui.page import (
    DEFINITION_KEY,
    DIMENSION_KEY,
    ORGANISATION_KEY,
    SNAPSHOT_KEY,
    Fetcher,
    Page,
)
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import name_of, with_data
from workforce_tui.tui.widgets.bar_layout import BarLine
from workforce_tui.tui.widgets.bars import BarRows, BarTable
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.state_panel import EVERYTHING, IMPORT, StatePanel
from workforce_tui.tui.words import COLUMN_HEADS, dimension_name

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.figures import ReportRow, RepresentationReport

GUIDE = N_(
    """## Representation

A row for each grade, from junior to senior, with the share of staff from ethnic minorities **among those whose
ethnicity is known**. *Min./known* holds the counts behind the share; *Und./unk.* those who preferred not to say
and those with nothing on record.

Bars start at zero. A thick line marks the target, a dashed line the population of the area. `i` draws the 95%
interval: with few people in a grade it is wide, and a share says little.

A status has a symbol and a word: ● met, ◆ on track, ▲ close, ■ behind, · too few to say, – no target.

`t` shows the row the cursor is on at every snapshot."""
)

WHOLE = "total"
SENTENCES = 2_000


class RepresentationPage(Page):
    """The second screen."""

    AREA = "representation"
    TERM = "representation"
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        ORGANISATION_KEY,
        SNAPSHOT_KEY,
        DEFINITION_KEY,
        DIMENSION_KEY,
        Binding("t", "trend", N_("Trend")),
        Binding("i", "interval", N_("Interval (95%)"), show=False),
        Binding("escape", "rows", N_("Back to the rows"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.report: RepresentationReport | None = None
        self.wanted = ""

    def compose_body(self) -> ComposeResult:
        """The rows or the trend, over the sentence about the row in use."""
        with ContentSwitcher(initial="by-row", id="views"):
            yield BarTable(id="by-row")
            yield BarTable(id="over-time")
        with VerticalScroll(id="detail"):
            yield Static(id="sentence", markup=False)

    def fetcher(self) -> Fetcher:
        """The report the choices ask for."""
        return reading.report_data

    def gated_fetcher(self) -> Fetcher:
        """The same under a disclosure profile."""
        return gated_reading.gated_representation

    async def draw(self, result: object) -> None:
        """Show the rows, the total first; or that there are none."""
        self.report = report = cast("RepresentationReport", result)
        query = report.query
        self.query_one(ContextLine).show(
            report.organisation,
            report.as_at,
            query.definition,
            dimension_name(query.by),
            sample=self.workforce.sample,
        )
        if report.total is None:
            await self._show_nothing()
            return
        self.action_rows()
        self.query_one("#by-row", BarTable).show(self._lines(report), _(COLUMN_HEADS[query.by]))
        self.want(self.wanted)

    def want(self, key: str) -> None:
        """Stand on the row of a grade, now or once it is drawn."""
        self.wanted = key
        rows = self.query_one("#by-row", BarTable).rows
        for place, line in enumerate(rows.lines):
            if key and line.row.key == key:
                rows.cursor, self.wanted = place, ""

    def _lines(self, report: RepresentationReport) -> list[BarLine]:
        lines = [
            BarLine(f"{row.organisation}/{row.key}", plain(row.label), row, self._heading(row)) for row in report.rows
        ]
        if report.total is None:
            return lines
        return [BarLine(WHOLE, plain(report.total.label), report.total, strong=True), *lines]

    def _heading(self, row: ReportRow) -> str:
        """Rows are grouped by kind of worker, and by organisation where there are several."""
        if self.report is None or self.report.organisation is not None or self.report.query.by is not Dimension.GRADE:
            return row.heading
        for one in self.workforce.organisations:
            if one.organisation.code == row.organisation:
                return f"{plain(name_of(one.organisation, self.workforce.stamp().language))}  {row.heading}"
        return row.heading

    def in_front(self) -> tuple[str, str]:
        """The share of the row under the cursor."""
        from workforce_tui.services.explaining import explain

        line = self.query_one("#by-row", BarTable).rows.line
        return self.TERM, "" if self.is_gated or line is None else explain(line.row)

    async def _show_nothing(self) -> None:
        if not with_data(self.workforce.organisations):
            await self.show_no_data()
            return
        self.show_state()
        await self.query_one(StatePanel).show_empty(
            _("No figures of this organisation"),
            _("Nothing has been imported for it, or not for this date."),
            IMPORT,
            EVERYTHING,
        )

    @on(BarRows.Moved)
    def tell(self, event: BarRows.Moved) -> None:
        """Say the whole sentence for the row under the cursor."""
        from workforce_tui.services.explaining import explain

        row = event.line.row
        parts = [(plain(explain(row), SENTENCES), "")]
        if row.note and row.figures.note != row.note:
            parts.append((f" {plain(row.note)}", "$muted"))
        if event.line.key == WHOLE and self.report is not None:
            parts += [(f"\n{plain(note)}", "$muted") for note in self.report.notes]
        self.query_one("#sentence", Static).update(Content.assemble(*parts))
        self.query_one("#detail").scroll_home(animate=False)

    def action_interval(self) -> None:
        """Show or hide the 95% intervals."""
        for table in self.query(BarTable):
            table.toggle_whisker()

    def action_trend(self) -> None:
        """Show the row under the cursor at every snapshot, or go back to the rows."""
        views = self.query_one("#views", ContentSwitcher)
        line = self.query_one("#by-row", BarTable).rows.line
        if views.current == "over-time" or line is None:
            self.action_rows()
            return
        owner = line.row.organisation or self.workforce.view.organisation
        if not owner:
            self.notify(_("Choose one organisation to see a trend."), markup=False)
            return
        job = partial(self._read_trend, owner, line)
        self.run_worker(job, thread=True, group="trend", exclusive=True, exit_on_error=False)

    def _read_trend(self, owner: str, line: BarLine) -> None:
        ws, view = self.workforce.workspace, self.workforce.view
        if ws is not None:
            key = None if line.key == WHOLE else line.row.key
            post_read(self.app, self, lambda: TrendRead(line.label, reading.trend_rows(ws, view, owner, key)))

    @on(TrendRead)
    def show_trend(self, message: TrendRead) -> None:
        """Draw a bar for each snapshot, oldest first, with the cursor on the newest."""
        table = self.query_one("#over-time", BarTable)
        lines = [BarLine(str(row.as_at), display.day(row.as_at), row, message.label) for row in message.rows]
        table.show(lines, _("Snapshot"))
        self.query_one("#views", ContentSwitcher).current = "over-time"
        table.rows.focus()
        table.rows.action_move(len(lines))

    def action_rows(self) -> None:
        """Go back from the trend to the rows."""
        self.query_one("#views", ContentSwitcher).current = "by-row"
        rows = self.query_one("#by-row", BarTable).rows
        rows.focus()
        rows.tell()
