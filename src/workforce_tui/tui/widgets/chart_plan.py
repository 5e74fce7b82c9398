"""Where every part of a line chart goes: set ticks, and the cell each value lands in.

The middle of the lowest row is the base of the axis (0, unless the chart has a scale of its own), that of the highest
its top; the middle of the first column is the first moment, that of the last the last one. Points, ticks and lines are
all placed by the same two functions, so a tick stands in the very cell its value would be drawn in. A row has three
heights for a line, so that a small chart shows small differences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import count, pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

AXIS_ROWS = 2
"""Rows under the plot: its axis, and the labels of that."""
LEAST_ROWS, LEAST_COLUMNS = 4, 16
"""Less room than this shows nothing that could be read."""
ROWS_BETWEEN_TICKS, LEAST_TICKS = 2, 2
LEAST_TOP = 0.002
"""The axis goes up to this at least, for shares that are all nothing."""
MOST_ABOVE = 1.5
"""How far above the highest point, as a multiple of it, the axis goes for the sake of an interval."""
HEIGHTS = 3
"""So many heights a line can have within a row; the second is its middle."""
NEAR = 1e-9
"""A value this near to a tick is at the tick: 0.1 is not more than five times 0.02."""
STEPS = (1.0, 2.0, 2.5, 3.0, 4.0, 5.0)
"""A tick is one of these times a power of ten."""


class Stroke(Enum):
    """How a line is drawn, so that lines differ without colour: which of the columns it takes, over and over."""

    SOLID = "1"
    DOTTED = "10"
    LONG = "1110"
    SHORT = "100"
    NONE = "0"

    def takes(self, column: int) -> bool:
        """Whether there is a piece of the line in a column."""
        return self.value[column % len(self.value)] == "1"


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment, with the ends of its interval where it has one, and its figure to write beside it."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one kind: their name in the key, the symbol at each (none for ""), how they are joined, and a colour.

    With `band`, the intervals are shaded from point to point; without, each has a whisker.
    """

    name: str
    points: tuple[Point, ...]
    symbol: str
    style: str
    stroke: Stroke = Stroke.SOLID
    band: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A straight line across the chart (at `y`) or up it (at `x`), such as a target and its date."""

    name: str
    style: str
    x: float | None = None
    y: float | None = None
    stroke: Stroke = Stroke.LONG
    """How a line across is drawn: in long pieces for a target, in short ones for anything else to compare with."""
    label: str = ""
    """What stands at the axis beside a line across; it goes before a tick of the same row."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a line chart shows. `ticks` are the moments that may be labelled, in order, evenly apart."""

    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    start: float
    end: float
    caption: str = ""
    """What the figures are, and of when: drawn over the chart."""
    percent: bool = True
    """Whether the values are shares, written as percentages; else numbers."""
    from_zero: bool = True
    """Whether the axis begins at 0; else near the lowest value, which is said."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The chart at one size: `columns` and `rows` of the plot itself, `left` columns for the labels of its ticks."""

    columns: int
    rows: int
    left: int
    top: float
    y_ticks: tuple[tuple[float, str], ...]
    x_ticks: tuple[tuple[float, str], ...]
    start: float
    end: float
    base: float = 0.0

    def column(self, x: float) -> int:
        """The column a moment is in, from the left; outside the plot where the moment is."""
        return round((x - self.start) / (self.end - self.start) * (self.columns - 1))

    def row(self, y: float) -> int:
        """The row a value is in, from the top; outside the plot where the value is."""
        return self.place(y)[0]

    def place(self, y: float) -> tuple[int, int]:
        """The row a value is in, and which of its heights, from the lowest, comes nearest to it."""
        above = round((y - self.base) / (self.top - self.base) * (self.rows - 1) * HEIGHTS)
        row, height = divmod(above + HEIGHTS // 2, HEIGHTS)
        return self.rows - 1 - row, height


def plan(chart: Chart, width: int, height: int) -> Plan | None:
    """The chart in *width* by *height* cells, two of them under the plot for its axis; None where that is too small."""
    rows = height - AXIS_ROWS
    if rows < LEAST_ROWS:
        return None
    low = 0.0 if chart.from_zero else lowest(chart)
    ticks, used = y_ticks(max(highest(chart), low + LEAST_TOP), rows, percent=chart.percent, low=low)
    left = max(len(label) for label in (*(label for _value, label in ticks), *(one.label for one in chart.marks))) + 1
    columns = width - left - 1
    if columns < LEAST_COLUMNS or chart.end <= chart.start:
        return None
    whole = Plan(columns, used, left, ticks[-1][0], ticks, (), chart.start, chart.end, ticks[0][0])
    return replace(whole, x_ticks=_labelled(chart.ticks, whole))


def highest(chart: Chart) -> float:
    """The highest value the axis is made for: every point and mark, and intervals as far as they leave those readable.

    What reaches further is cut off at the top.
    """
    points = [point for series in chart.series for point in series.points]
    values = [*(mark.y for mark in chart.marks if mark.y is not None), *(point.y for point in points)]
    most = max(values, default=0.0)
    ends = [min(point.high, most * MOST_ABOVE) for point in points if point.high is not None]
    return max(most, *ends, 0.0)


def lowest(chart: Chart) -> float:
    """The lowest value an axis of its own scale is made for, as `highest` is the highest."""
    points = [point for series in chart.series for point in series.points]
    values = [*(mark.y for mark in chart.marks if mark.y is not None), *(point.y for point in points)]
    least = min(values, default=0.0)
    ends = [max(point.low, least / MOST_ABOVE) for point in points if point.low is not None]
    return max(0.0, min(least, *ends)) if ends else max(0.0, least)


def y_ticks(
    top: float, rows: int, *, percent: bool = True, low: float = 0.0
) -> tuple[tuple[tuple[float, str], ...], int]:
    """Ticks up to the first one at or above *top*, and how many rows are used so that each is in the middle of one.

    They begin at 0, or at the last one at or below *low*. Of the steps that leave two rows or more to a tick, the one
    that uses the rows best; the finest of equals.
    """
    found = [one for step in _steps(top) if (one := _scale(low, top, step, rows, percent=percent)) is not None]
    spacious = [one for one in found if one.apart >= ROWS_BETWEEN_TICKS] or found
    best = min(spacious, key=lambda one: (round(one.step / one.apart, 9), one.step))
    places = range(best.first, best.first + best.number + 1)
    ticks = tuple((best.step * place, _label(best.step * place, best.step, percent=percent)) for place in places)
    return ticks, best.apart * best.number + 1


class _Scale(NamedTuple):
    """Ticks a step apart: the number of the first, how many steps, and the rows of each."""

    step: float
    first: int
    number: int
    apart: int


def _scale(low: float, top: float, step: float, rows: int, *, percent: bool) -> _Scale | None:
    """The steps from *low* up to *top*; None where that cannot be.

    There are two or more of them, a row at least to each, and no share is above 100% that need not be.
    """
    first, last = floor(low / step + NEAR), ceil(top / step - NEAR)
    most = floor(1 / step + NEAR) if percent and top <= 1 else last + LEAST_TICKS
    if low:  # two steps at least, further down where they would go above 100%
        last = min(max(last, first + LEAST_TICKS), most)
        first = max(min(first, last - LEAST_TICKS), 0)
    number = last - first
    apart = (rows - 1) // number if number else 0
    fits = number >= LEAST_TICKS and apart and last <= most and step * last >= top - NEAR
    return _Scale(step, first, number, apart) if fits else None


def _steps(top: float) -> Iterator[float]:
    """Possible distances between ticks, from a tenth of a percentage point to as much as leaves two of them."""
    for power in count(-3):
        for step in STEPS:
            yield step * 10.0**power
            if step * 10.0**power >= top:
                return


def _label(value: float, step: float, *, percent: bool) -> str:
    """A value with the places its step needs: a share as a percentage."""
    times, unit = (100, "%") if percent else (1, "")
    places = next(places for places in range(6) if abs(round(step * times, places) - step * times) < NEAR)
    return f"{value * times:,.{places}f}{unit}"


def _labelled(ticks: tuple[tuple[float, str], ...], whole: Plan) -> tuple[tuple[float, str], ...]:
    """As many evenly spaced ticks as there is room for, the first among them."""
    for step in range(1, len(ticks) + 1):
        some = ticks[::step]
        places = [whole.column(x) for x, _label in some]
        widest = max(len(label) for _x, label in some)
        if all(after - before > widest + 1 for before, after in pairwise(places)):
            return some
    return ()
