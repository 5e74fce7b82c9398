"""A line chart as cells: lines in braille dots, symbols at the points, whiskers or a band for intervals, the axes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.tui.widgets.chart_plan import DOTS_ACROSS, DOTS_DOWN, Chart, Plan, Series, Stroke, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell: TypeAlias = tuple[str, str]
"""A character and its style."""

BLANK: Cell = (" ", "")
BAND, CAP_HIGH, CAP_LOW, WHISKER = "░", "┬", "┴", "│"
ACROSS, UP = "─", "╎"
AXIS_STYLE = "$muted"
BRAILLE = 0x2800
DOTS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""The bit of each dot of a braille cell: left column from the bottom, then right."""


def drawn(chart: Chart, width: int, height: int) -> list[list[Cell]] | None:
    """The chart as *height* lines of *width* cells; None where there is no room for it."""
    at = plan(chart, width, height)
    if at is None:
        return None
    canvas = _Canvas(at)
    for series in chart.series:
        canvas.band(series)
    for mark in chart.marks:
        canvas.mark(mark.x, mark.y, mark.style)
    for series in chart.series:
        canvas.stroke(series)
    for series in chart.series:
        canvas.whiskers(series)
    for series in chart.series:
        canvas.symbols(series)
    return [*canvas.with_labels(), *_axis(at)]


class _Canvas:
    """The plot itself; what is drawn later covers what was drawn before."""

    def __init__(self, at: Plan) -> None:
        self.at = at
        self.cells: list[list[Cell]] = [[BLANK] * at.columns for _row in range(at.rows)]

    def put(self, column: int, row: int, cell: Cell) -> None:
        """Draw a cell that is within the plot."""
        if 0 <= column < self.at.columns and 0 <= row < self.at.rows:
            self.cells[row][column] = cell

    def mark(self, x: float | None, y: float | None, style: str) -> None:
        """A line across at *y*, up to a line up at *x*."""
        if y is not None:
            for column in range(self.at.columns):
                self.put(column, self.at.row(y), (ACROSS, style))
        if x is not None:
            for row in range(self.at.rows):
                self.put(self.at.column(x), row, (UP, style))

    def band(self, series: Series) -> None:
        """Shade from the lower to the upper end of the intervals, every column between the points."""
        ends = [(one.x, one.low, one.high) for one in series.points if one.low is not None and one.high is not None]
        if not series.band:
            return
        for (x0, low0, high0), (x1, low1, high1) in pairwise(ends):
            first, last = self.at.column(x0), self.at.column(x1)
            for column in range(first, last + 1):
                part = (column - first) / (last - first) if last > first else 0.0
                top, bottom = self.at.row(high0 + part * (high1 - high0)), self.at.row(low0 + part * (low1 - low0))
                for row in range(top, bottom + 1):
                    self.put(column, row, (BAND, series.style))

    def stroke(self, series: Series) -> None:
        """Join the points in braille dots."""
        if series.stroke is Stroke.NONE:
            return
        bits: dict[tuple[int, int], int] = defaultdict(int)
        dots = [(self.at.dot_across(one.x), self.at.dot_up(one.y)) for one in series.points]
        for place, (across, up) in enumerate(_joined(dots)):
            if place % series.stroke.value == 0:
                cell = (across // DOTS_ACROSS, self.at.rows - 1 - up // DOTS_DOWN)
                bits[cell] |= DOTS[across % DOTS_ACROSS][up % DOTS_DOWN]
        for (column, row), pattern in bits.items():
            self.put(column, row, (chr(BRAILLE | pattern), series.style))

    def whiskers(self, series: Series) -> None:
        """The interval of each point, from its lower to its upper end."""
        for one in () if series.band else series.points:
            if one.low is None or one.high is None:
                continue
            column, top, bottom = self.at.column(one.x), self.at.row(one.high), self.at.row(one.low)
            for row in range(top, bottom + 1):
                self.put(column, row, (WHISKER, series.style))
            if bottom > top:
                self.put(column, top, (CAP_HIGH, series.style))
                self.put(column, bottom, (CAP_LOW, series.style))

    def symbols(self, series: Series) -> None:
        """The symbol of each point."""
        for one in series.points if series.symbol else ():
            self.put(self.at.column(one.x), self.at.row(one.y), (series.symbol, f"bold {series.style}"))

    def with_labels(self) -> list[list[Cell]]:
        """The plot with its axis and the labels of its ticks at the left."""
        labels = {self.at.row(value): label for value, label in self.at.y_ticks}
        lines = []
        for row, cells in enumerate(self.cells):
            text = f"{labels.get(row, ''):>{self.at.left - 1}} " + ("┤" if row in labels else "│")
            lines.append([*_cells(text), *cells])
        return lines


def _joined(dots: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Every dot of the straight lines between the points, each once."""
    if len(dots) == 1:
        yield dots[0]
    for number, ((x0, y0), (x1, y1)) in enumerate(pairwise(dots)):
        steps = max(abs(x1 - x0), abs(y1 - y0))
        for step in range(0 if number == 0 else 1, steps + 1):
            yield (round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps)) if steps else (x0, y0)


def _axis(at: Plan) -> list[list[Cell]]:
    """The line under the plot with its ticks, and their labels, each in the middle under its tick."""
    line, labels = ["─"] * at.columns, [" "] * (at.columns + at.left + 1)
    for x, label in at.x_ticks:
        column = at.column(x)
        line[column] = "┬"
        first = min(max(at.left + 1 + column - len(label) // 2, 0), len(labels) - len(label))
        labels[first : first + len(label)] = label
    return [_cells(" " * at.left + "└" + "".join(line)), _cells("".join(labels))]


def _cells(text: str) -> list[Cell]:
    return [(char, AXIS_STYLE) for char in text]
