"""A line chart with its key. A table of the same figures always stands beside or behind it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from workforce_tui.i18n import _
from workforce_tui.tui.widgets.chart_drawing import Cell, text_lines

if TYPE_CHECKING:
    from workforce_tui.tui.widgets.chart_plan import Chart


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
    lines = text_lines(chart, width, height)
    if lines is None:
        return Content(_("There is no room for the chart here: the table has the same figures."))
    return Content("\n").join([_line(line) for line in lines])


def _line(cells: list[Cell]) -> Content:
    parts = [("".join(char for char, _style in run), style) for style, run in groupby(cells, key=lambda cell: cell[1])]
    return Content.assemble(*parts)
