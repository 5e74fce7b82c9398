"""A line chart as cells: lines, symbols at the points, whiskers or a band for intervals, the axes and the key.

Everything is drawn in box-drawing signs and block elements, which the fonts of terminals have; most have no braille,
and many no scan lines. `in_ascii` writes the same chart where there is nothing but ASCII.
"""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.i18n import _
from workforce_tui.tui.widgets.chart_plan import AXIS_ROWS, HEIGHTS, Chart, Mark, Plan, Point, Series, Stroke, plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Cell: TypeAlias = tuple[str, str]
"""A character and its style."""

BLANK: Cell = (" ", "")
BAND, CAP_HIGH, CAP_LOW, WHISKER = "░", "┬", "┴", "│"
ACROSS, UP = "▁─▔", "╎"
"""A piece of a line at each height of a row, from the lowest."""
AXIS_STYLE = "$muted"
WIDEST_TICK = "88.8%"
GAP = "   "
SAMPLE = 4
"""So many columns of a line stand in the key."""
_ASCII = str.maketrans("░┬┴│▁─▔╎┤└●◇○–−", ":++|_-'!++*o.--")


def drawn(chart: Chart, width: int, height: int) -> list[list[Cell]] | None:
    """The chart as *height* lines of *width* cells; None where there is no room for it."""
    at = plan(chart, width, height)
    if at is None:
        return None
    canvas = _Canvas(at)
    for series in chart.series:
        canvas.band(series)
    for series in chart.series:
        canvas.line(series, solid=False)
    for mark in chart.marks:
        canvas.mark(mark)
    for series in chart.series:
        canvas.line(series, solid=True)
    for series in chart.series:
        canvas.whiskers(series)
    for series in chart.series:
        canvas.symbols(series)
    for series in chart.series:
        canvas.labels(series)
    above: list[list[Cell]] = [[BLANK] * width for _line in range(height - at.rows - AXIS_ROWS)]
    return [*above, *canvas.with_labels(chart.marks), *_axis(at)]


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
            self._across(((column, mark.y) for column in range(self.at.columns)), mark.stroke, f"bold {mark.style}")
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

    def line(self, series: Series, *, solid: bool) -> None:
        """Join the points of a series, where its line is *solid*, or where it is not."""
        if (series.stroke is Stroke.SOLID) is solid:
            self._across(_course(self.at, series), series.stroke, series.style)

    def _across(self, course: Iterable[tuple[int, float]], stroke: Stroke, style: str) -> None:
        """A line through a value in each of some columns; a solid one goes through the rows between two of them."""
        before: int | None = None
        for column, value in course:
            row, height = self.at.place(value)
            if stroke.takes(column):
                self.put(column, row, (ACROSS[height], style))
            if stroke is Stroke.SOLID and before is not None:
                for between in range(min(before, row) + 1, max(before, row)):
                    self.put(column, between, (WHISKER, style))
            before = row

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

    def with_labels(self, marks: Sequence[Mark]) -> list[list[Cell]]:
        """The plot with its axis and the labels of its ticks, and of lines across, at the left."""
        labels = {self.at.row(value): label for value, label in self.at.y_ticks}
        labels |= {self.at.row(one.y): one.label for one in marks if one.y is not None and one.label}
        lines = []
        for row, cells in enumerate(self.cells):
            text = f"{labels.get(row, ''):>{self.at.left - 1}} " + ("┤" if row in labels else "│")
            lines.append([*_cells(text), *cells])
        return lines


def _course(at: Plan, series: Series) -> Iterator[tuple[int, float]]:
    """The value of the line in every column from the first point to the last."""
    points = series.points
    if len(points) == 1:
        yield at.column(points[0].x), points[0].y
    for one, other in pairwise(points):
        first, last = at.column(one.x), at.column(other.x)
        for column in range(first, last + 1):
            part = (column - first) / (last - first) if last > first else 1.0
            yield column, other.y if column == last else one.y + part * (other.y - one.y)


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


def text_lines(chart: Chart, width: int, height: int) -> list[list[Cell]] | None:
    """The chart under its caption and over its key, *height* lines at most; None where there is no room for it.

    Where there is little room, only that the scale does not begin at 0 is said over it.
    """
    under = key_lines(chart, width)
    for about in (chart.caption, ""):
        over = len(wrap(_caption(chart, about, WIDEST_TICK), width))
        room = height - len(under) - over
        at, lines = plan(chart, width, room), drawn(chart, width, room)
        if at is not None and lines is not None:
            caption = _caption(chart, about, at.y_ticks[0][1] if at.base else "")
            head = [_cells(line) for line in wrap(caption, width)]
            return [*head, *([[BLANK]] * (over - len(head))), *lines, *under]
    return None


def _caption(chart: Chart, about: str, base: str) -> str:
    """What the figures are, and where the axis begins if that is not at 0."""
    scale = _("Scale from {base}, not 0.").format(base=base) if base and not chart.from_zero else ""
    return f"{about} {scale}".strip()


def key_lines(chart: Chart, width: int) -> list[list[Cell]]:
    """What each symbol and line means, in as many lines as it takes."""
    lines: list[list[Cell]] = []
    for sample, style, name in _key(chart):
        entry = [*((char, style) for char in sample), *((char, "") for char in f" {name}")]
        if lines and len(lines[-1]) + len(GAP) + len(entry) <= width:
            lines[-1] += [*((char, "") for char in GAP), *entry]
        else:
            lines.append(entry)
    return lines


def _key(chart: Chart) -> Iterator[tuple[str, str, str]]:
    """A sample of each series and line across, its style, and what it is."""
    for series in chart.series:
        if series.name:
            yield f"{series.symbol}{_sample(series.stroke)}{BAND if series.band else ''}", series.style, series.name
    for mark in chart.marks:
        if mark.name:
            yield UP if mark.y is None else _sample(mark.stroke), f"bold {mark.style}", mark.name


def _sample(stroke: Stroke) -> str:
    """A piece of a line; of a solid one two columns say as much as four."""
    if stroke is Stroke.NONE:
        return ""
    middle, length = ACROSS[HEIGHTS // 2], 2 if stroke is Stroke.SOLID else SAMPLE
    return "".join(middle if stroke.takes(column) else " " for column in range(length)).rstrip()


def in_ascii(text: str) -> str:
    """The signs of a chart in ASCII; letters with accents stay as they are."""
    return text.translate(_ASCII)
