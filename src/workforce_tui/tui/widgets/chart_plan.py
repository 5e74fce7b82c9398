"""Where every part of a line chart goes: set ticks from a zero baseline, and the cell each value lands in.

The middle of the lowest row is 0, that of the highest the top of the axis; the middle of the first column is the first
moment, that of the last the last one. Points, ticks and lines are all placed by the same two functions, so a tick
stands in the very cell its value would be drawn in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import count, pairwise
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_ROWS, LEAST_COLUMNS = 4, 16
"""Less room than this shows nothing that could be read."""
ROWS_BETWEEN_TICKS = 2
MOST_ABOVE = 1.5
"""How far above the highest point, as a multiple of it, the axis goes for the sake of an interval."""
NEAR = 1e-9
"""A value this near to a tick is at the tick: 0.1 is not more than five times 0.02."""
STEPS = (1.0, 2.0, 2.5, 3.0, 4.0, 5.0)
"""A tick is one of these times a power of ten."""


class Stroke(Enum):
    """How the points of a series are joined, so that lines differ without colour."""

    SOLID = "solid"
    DOTTED = "dotted"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment, with the ends of its interval where it has one."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None


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
    sign: str = "━"
    """What a line across is drawn with: heavy for a target, broken for anything else to compare with."""


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

    def column(self, x: float) -> int:
        """The column a moment is in, from the left; outside the plot where the moment is."""
        return round((x - self.start) / (self.end - self.start) * (self.columns - 1))

    def row(self, y: float) -> int:
        """The row a value is in, from the top; outside the plot where the value is."""
        return self.rows - 1 - round(y / self.top * (self.rows - 1))


def plan(chart: Chart, width: int, height: int) -> Plan | None:
    """The chart in *width* by *height* cells, two of them under the plot for its axis; None where that is too small."""
    rows = height - 2
    if rows < LEAST_ROWS:
        return None
    ticks = y_ticks(highest(chart), rows)
    left = max(len(label) for _value, label in ticks) + 1
    columns = width - left - 1
    if columns < LEAST_COLUMNS or chart.end <= chart.start:
        return None
    whole = Plan(columns, rows, left, ticks[-1][0], ticks, (), chart.start, chart.end)
    return Plan(columns, rows, left, ticks[-1][0], ticks, _labelled(chart.ticks, whole), chart.start, chart.end)


def highest(chart: Chart) -> float:
    """The highest value the axis is made for: every point and mark, and intervals as far as they leave those readable.

    What reaches further is cut off at the top.
    """
    points = [point for series in chart.series for point in series.points]
    values = [*(mark.y for mark in chart.marks if mark.y is not None), *(point.y for point in points)]
    most = max(values, default=0.0)
    ends = [min(point.high, most * MOST_ABOVE) for point in points if point.high is not None]
    return max(most, *ends, 0.0)


def y_ticks(top: float, rows: int) -> tuple[tuple[float, str], ...]:
    """Ticks from 0 % to the first one at or above *top*, as many as there are rows for."""
    most = max(rows // ROWS_BETWEEN_TICKS, 2)
    for step in _steps():
        number = ceil(top / step - NEAR) or 1
        if number <= most:
            return tuple((step * place, _label(step * place, step)) for place in range(number + 1))
    raise AssertionError("steps grow without end")


def _steps() -> Iterator[float]:
    """Possible distances between ticks, from a tenth of a percentage point up."""
    for power in count(-3):
        yield from (step * 10.0**power for step in STEPS)


def _label(value: float, step: float) -> str:
    """A share as a percentage with the places its step needs."""
    places = next(places for places in range(4) if abs(round(step * 100, places) - step * 100) < NEAR)
    return f"{value * 100:.{places}f}%"


def _labelled(ticks: tuple[tuple[float, str], ...], whole: Plan) -> tuple[tuple[float, str], ...]:
    """As many evenly spaced ticks as there is room for, the first among them."""
    for step in range(1, len(ticks) + 1):
        some = ticks[::step]
        places = [whole.column(x) for x, _label in some]
        widest = max(len(label) for _x, label in some)
        if all(after - before > widest + 1 for before, after in pairwise(places)):
            return some
    return ()
