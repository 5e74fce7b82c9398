"""A line chart from a zero baseline, with its key. A table of the same figures always stands beside or behind it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from workforce_tui.i18n import _
from workforce_tui.tui.widgets.chart_drawing import ACROSS, AXIS_STYLE, BAND, DOT, UP, Cell, drawn
from workforce_tui.tui.widgets.chart_plan import Chart, Stroke

if TYPE_CHECKING:
    from workforce_tui.tui.widgets.chart_plan import Mark, Series

STROKES = {Stroke.SOLID: ACROSS * 2, Stroke.DOTTED: DOT * 2, Stroke.NONE: ""}
"""A piece of each kind of line, for the key."""
GAP = "   "


class LineChart(Widget):
    """The chart, as large as it is given room for."""

    DEFAULT_CSS = """
    LineChart { height: 1fr; min-height: 6; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.chart: Chart | None = None

    def show(self, chart: Chart) -> None:
        """Draw *chart*."""
        self.chart = chart
        self.refresh()

    def render(self) -> Content:
        """The caption, the chart and its key; words where there is no room."""
        if self.chart is None:
            return Content("")
        return chart_content(self.chart, self.size.width, self.size.height)


def chart_content(chart: Chart, width: int, height: int) -> Content:
    """The chart in *width* by *height* cells, its caption above and its key below."""
    key = key_lines(chart, width)
    over = [Content.assemble((chart.caption, AXIS_STYLE))] if chart.caption else []
    lines = drawn(chart, width, height - len(key) - len(over))
    if lines is None:
        return Content(_("There is no room for the chart here: the table has the same figures."))
    return Content("\n").join([*over, *(_line(line) for line in lines), *key])


def _line(cells: list[Cell]) -> Content:
    parts = [("".join(char for char, _style in run), style) for style, run in groupby(cells, key=lambda cell: cell[1])]
    return Content.assemble(*parts)


def key_lines(chart: Chart, width: int) -> list[Content]:
    """What each symbol and line means, in as many lines as it takes."""
    entries = [
        *(_series_key(one) for one in chart.series if one.name),
        *(_mark_key(one) for one in chart.marks if one.name),
    ]
    lines: list[Content] = []
    for entry in entries:
        if lines and lines[-1].cell_length + len(GAP) + entry.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], GAP, entry)
        else:
            lines.append(entry)
    return lines


def _series_key(series: Series) -> Content:
    sample = f"{series.symbol}{STROKES[series.stroke]}{BAND if series.band else ''}"
    return Content.assemble((sample, series.style), f" {series.name}")


def _mark_key(mark: Mark) -> Content:
    sample = mark.sign * 2 if mark.y is not None else UP
    return Content.assemble((sample, mark.style), f" {mark.name}")
