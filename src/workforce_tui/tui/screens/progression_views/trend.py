"""Trend: one indicator over the reporting years as a chart and as a table, with the breaks in the series."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Static

from workforce_tui.domain.indicator_text import interval_text, value_text
from workforce_tui.domain.indicators import flag_name
from workforce_tui.i18n import N_, _
from workforce_tui.tui import display, progression_reading
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.latest import post_read
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.screens.progression_views.view import Nothing, ProgressionView, Shown
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.indicator_table import counts_text
from workforce_tui.tui.widgets.line_chart import LineChart
from workforce_tui.tui.widgets.trend_chart import trend_chart
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Hashable

    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.services.trend import IndicatorLine, IndicatorTrend, TrendPoint
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.page import Fetcher
    from workforce_tui.tui.state import View

HEADLINE = "R1"
SENTENCES = 2_000


class TrendView(ProgressionView):
    """The chart over the table over the words of the year under the cursor."""

    CODE = "trend"
    TERM = "year"
    TITLE = N_("Trend")
    KEY = "t"
    WHEN = N_("Indicator")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("b", "indicator", N_("Indicator"), show=False)]

    class Listed(Message):
        """The indicators there are, as (id, name)."""

        def __init__(self, found: tuple[tuple[str, str], ...]) -> None:
            super().__init__()
            self.found = found

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.indicator = HEADLINE
        self.line: IndicatorLine | None = None

    def compose(self) -> ComposeResult:
        """The chart, the table and the details."""
        yield Static(id="trend-title", markup=False)
        yield LineChart(id="trend-chart")
        yield FittedTable(id="trend-table", cursor_type="row")
        with VerticalScroll(id="trend-detail", classes="detail"):
            yield Static(id="trend-text", markup=False)

    @property
    def own(self) -> tuple[Hashable, ...]:
        """The indicator."""
        return (self.indicator,)

    def fetcher(self) -> Fetcher:
        """The indicator over the years."""
        return partial(_fetch, indicator=self.indicator)

    def draw(self, result: object) -> Nothing | Shown:
        """Show the years, or that there are none."""
        found = cast("IndicatorTrend", result)
        self.line = next((one for one in found.lines if one.id == self.indicator), None) or next(
            iter(found.lines), None
        )
        if self.line is None:
            return Nothing(
                _("Nothing over the years yet"),
                _("A trend needs the figures of at least one reporting year: import staff in post."),
            )
        heading = Content.assemble(
            (plain(f"{self.line.id} {self.line.name}"), "bold $heading"), ("  " + _("s: another indicator"), "$muted")
        )
        self.query_one("#trend-title", Static).update(heading)
        chart = trend_chart(self.line)
        self.query_one(LineChart).display = chart is not None
        if chart is not None:
            self.query_one(LineChart).show(chart)
        self._draw_table(self.line)
        years = [one.year for one in self.line.points]
        return Shown(when=_("{first} to {last}").format(first=years[0], last=years[-1]))

    def _draw_table(self, line: IndicatorLine) -> None:
        table = self.query_one("#trend-table", FittedTable)
        heads = [safe_cell(_("Year")), safe_cell(_("Value"), "right"), safe_cell(_("Interval (95%)"), "right")]
        heads += [safe_cell(head) for head in (_("Counts"), _("Break"), _("Flag"))]
        table.fill(heads, [(None, _cells(point)) for point in line.points])
        table.move_cursor(row=len(line.points) - 1)

    def take_focus(self) -> None:
        """The table takes the keys."""
        self.query_one("#trend-table", FittedTable).focus()

    @on(DataTable.RowHighlighted, "#trend-table")
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say everything about the year under the cursor, its breaks first."""
        points = self.line.points if self.line else ()
        if 0 <= event.cursor_row < len(points):
            self.query_one("#trend-text", Static).update(_words(points[event.cursor_row]))
            self.query_one("#trend-detail").scroll_home(animate=False)

    async def choose_when(self) -> None:
        """Choose the indicator: a trend is of every year."""
        self.action_indicator()

    def action_indicator(self) -> None:
        """List the indicators, and choose one."""
        ws, view = self.workforce.workspace, self.workforce.view
        if ws is not None and view.organisation is not None:
            self.run_worker(partial(self._list, ws, view), thread=True, group="list", exclusive=True)

    def _list(self, ws: Workspace, view: View) -> None:
        post_read(self.app, self, lambda: self.Listed(progression_reading.indicator_names(ws, view)))

    @on(Listed)
    def pick(self, message: Listed) -> None:
        """Offer the indicators there are."""
        found = [Choice(code, plain(f"{code} {name}")) for code, name in message.found]
        self.app.push_screen(Picker(_("Indicator"), found, self.indicator), self._picked)

    async def _picked(self, code: str | None) -> None:
        if code is not None:
            self.indicator = code
            await self.workforce.refresh_page()


def _fetch(ws: Workspace, view: View, *, indicator: str) -> IndicatorTrend:
    return progression_reading.indicator_trend(ws, view, indicator)


def _words(point: TrendPoint) -> Content:
    one = point.indicator
    snapshot = _("Snapshot of {date}.").format(date=display.day(point.as_at)) if point.as_at else ""
    parts: list[tuple[str, str] | str] = [(_("Year to 31 March {year}.").format(year=point.year), "bold $heading")]
    parts += [(f" ▲ {plain(broken.text, SENTENCES)}", "$status-close") for broken in point.breaks]
    if point.breaks:
        said = _("Figures on either side of a break are not of the same people or categories.")
        parts.append((f" {said}\n", "$muted"))
    sentence = f"{plain(one.sentence or flag_name(one.flag), SENTENCES)} {snapshot}"
    parts.append(sentence if point.breaks else f" {sentence}")
    parts.append((f"\n{one.direction}. {plain(one.note, SENTENCES)}", "$muted"))
    return Content.assemble(*parts)


def _cells(point: TrendPoint) -> tuple[Text, ...]:
    one = point.indicator
    return (
        safe_cell(point.year, style="bold"),
        safe_cell(value_text(one.kind, one.value), "right"),
        safe_cell(interval_text(one.kind, one.lower, one.upper), "right"),
        safe_cell(counts_text(one) or NO_VALUE),
        safe_cell(_("▲ break") if point.breaks else ""),
        safe_cell(flag_name(one.flag)),
    )
