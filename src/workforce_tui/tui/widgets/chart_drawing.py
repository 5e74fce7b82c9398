"""A line chart as cells: lines, symbols at the points, whiskers or a band for intervals, and the axes.

Everything is drawn in box-drawing signs, which the fonts of terminals have; most have no braille.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.tui.widgets.chart_plan import AXIS_ROWS, Chart, Mark, Plan, Point, Series, Stroke, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell: TypeAlias = tuple[str, str]
"""A character and its style."""

BLANK: Cell = (" ", "")
BAND, CAP_HIGH, CAP_LOW, WHISKER = "░", "┬", "┴", "│"
ACROSS, UP = "─", "╎"
AXIS_STYLE = "$muted"
DOT = "·"
UPWARDS, DOWNWARDS = ("╯", "╭"), ("╮", "╰")
"""The ends of a step from one column to the next: the corner left behind, then the one arrived at."""


def drawn(chart: Chart, width: int, height: int) -> list[list[Cell]] | None:
    """The chart as *height* lines of *width* cells; None where there is no room for it."""
    at = plan(chart, width, height)
    if at is None:
        return None
    canvas = _Canvas(at)
    for series in chart.series:
        canvas.band(series)
    for series in chart.series:
        canvas.stroke(series, Stroke.DOTTED)
    for mark in chart.marks:
        canvas.mark(mark)
    for series in chart.series:
        canvas.stroke(series, Stroke.SOLID)
    for series in chart.series:
        canvas.whiskers(series)
    for series in chart.series:
        canvas.symbols(series)
    for series in chart.series:
        canvas.labels(series)
    above: list[list[Cell]] = [[BLANK] * width for _line in range(height - at.rows - AXIS_ROWS)]
    return [*above, *canvas.with_labels(), *_axis(at)]


class _Canvas:
    """The plot itself; what is drawn later covers what was drawn before."""

    def __init__(self, at: Plan) -> None:
        self.at = at
        self.cells: list[list[Cell]] = [[BLANK] * at.columns for _row in range(at.rows)]

    def put(self, column: int, row: int, cell: Cell) -> None:
        """Draw a cell that is within the plot."""
        if 0 <= column < self.at.columns and 0 <= row < self.at.rows:
            self.cells[row][column] = cell

    def mark(self, mark: Mark) -> None:
        """A line across at its value, up at its moment."""
        if mark.y is not None:
            for column in range(self.at.columns):
                self.put(column, self.at.row(mark.y), (mark.sign, mark.style))
        if mark.x is not None:
            for row in range(self.at.rows):
                self.put(self.at.column(mark.x), row, (UP, mark.style))

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

    def stroke(self, series: Series, stroke: Stroke) -> None:
        """Join the points, where that is how they are joined: by dots, or by a line that steps from row to row."""
        if series.stroke is not stroke:
            return
        rows = dict(_rows(self.at, series))
        for column, row in rows.items():
            if stroke is Stroke.DOTTED:
                self.put(column, row, (DOT, series.style))
            else:
                self._line(column, rows.get(column - 1, row), row, series.style)

    def _line(self, column: int, before: int, row: int, style: str) -> None:
        """The line in one column: level, or a step from the row of the column before."""
        if before == row:
            self.put(column, row, (ACROSS, style))
            return
        left, arrived = UPWARDS if row < before else DOWNWARDS
        self.put(column, before, (left, style))
        self.put(column, row, (arrived, style))
        for between in range(min(before, row) + 1, max(before, row)):
            self.put(column, between, (WHISKER, style))

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

    def labels(self, series: Series) -> None:
        """The figure of each point beside it; a row stands for many figures, so these tell them apart.

        One that has no room without covering something is left out: the table has them all.
        """
        for one in series.points:
            free = [place for place in self._beside(one) if self._is_free(*place, len(one.label))]
            for first, row in free[:1] if one.label else ():
                for place, char in enumerate(one.label):
                    self.put(first + place, row, (char, series.style))

    def _beside(self, point: Point) -> Iterator[tuple[int, int]]:
        """Where the label of a point may start: over it or under it, else at its right or left past a whisker."""
        column, row, length = self.at.column(point.x), self.at.row(point.y), len(point.label)
        for first in (min(max(column - length // 2, 0), self.at.columns - length), column + 2, column - 1 - length):
            yield first, row - 1
            yield first, row + 1

    def _is_free(self, first: int, row: int, length: int) -> bool:
        """Whether nothing but shading is where a label would be, and no other label right beside it."""
        if not 0 <= row < self.at.rows or first < 0 or first + length > self.at.columns:
            return False
        there = self.cells[row][max(first - 1, 0) : first + length + 1]
        return all(char in (BLANK[0], BAND) for char, _style in there)

    def with_labels(self) -> list[list[Cell]]:
        """The plot with its axis and the labels of its ticks at the left."""
        labels = {self.at.row(value): label for value, label in self.at.y_ticks}
        lines = []
        for row, cells in enumerate(self.cells):
            text = f"{labels.get(row, ''):>{self.at.left - 1}} " + ("┤" if row in labels else "│")
            lines.append([*_cells(text), *cells])
        return lines


def _rows(at: Plan, series: Series) -> Iterator[tuple[int, int]]:
    """The row of the line in every column from the first point to the last."""
    points = series.points
    if len(points) == 1:
        yield at.column(points[0].x), at.row(points[0].y)
    for one, other in pairwise(points):
        first, last = at.column(one.x), at.column(other.x)
        for column in range(first, last + 1):
            part = (column - first) / (last - first) if last > first else 1.0
            yield column, at.row(one.y + part * (other.y - one.y))


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
