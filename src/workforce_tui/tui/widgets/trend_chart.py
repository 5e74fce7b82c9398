"""An indicator over the years as a line chart: its line stops at every break in the series and at years without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.indicator_text import value_text
from workforce_tui.domain.indicators import Kind
from workforce_tui.i18n import _
from workforce_tui.tui.widgets.chart_plan import Chart, Mark, Point, Series, Stroke

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.trend import IndicatorLine, TrendPoint

SHARES = frozenset({Kind.SHARE, Kind.RATE})
RATIOS = frozenset({Kind.WHITE_TO_MINORITY, Kind.MINORITY_TO_WHITE, Kind.DISPARITY, Kind.INDEX})
OWN_STYLE, OTHER_STYLE, BREAK_STYLE, PARITY_STYLE = "$tick-population", "$status-track", "$status-close", "$tick-target"
PARITY = 1.0


def trend_chart(line: IndicatorLine) -> Chart | None:
    """The chart of *line*; None where it may lie below zero, so that a chart from zero could not show it."""
    kind = line.points[-1].indicator.kind
    if kind is Kind.POINTS or not any(_own(one) for one in line.points):
        return None
    first, last = line.points[0].year, line.points[-1].year
    series = _segments(line.points, _own, _("Ethnic minority") if kind is Kind.RATE else _("Value"), "●", OWN_STYLE)
    if kind is Kind.RATE:
        series += _segments(line.points, _other, _("White"), "○", OTHER_STYLE)
    marks = [Mark(_("parity"), PARITY_STYLE, y=PARITY, stroke=Stroke.SHORT)] if kind in RATIOS else []
    broken = [one for one in line.points if one.breaks]
    marks += [Mark(_("break in the series") if one is broken[0] else "", BREAK_STYLE, x=_before(one)) for one in broken]
    only_one = first == last
    return Chart(
        series=tuple(series),
        marks=tuple(marks),
        ticks=tuple((float(one.year), str(one.year)) for one in line.points),
        start=first - 0.5 if only_one else first,
        end=last + 0.5 if only_one else last,
        percent=kind in SHARES,
    )


def _before(point: TrendPoint) -> float:
    """The moment of a break: between the year and the one before."""
    return point.year - 0.5


def _segments(
    points: Sequence[TrendPoint], value: Callable[[TrendPoint], Point | None], name: str, symbol: str, style: str
) -> list[Series]:
    """A line for each run of years without a break; only the first is named in the key."""
    runs: list[list[Point]] = [[]]
    for one in points:
        found = value(one)
        if one.breaks or found is None:
            runs.append([])
        if found is not None:
            runs[-1].append(found)
    kept = [run for run in runs if run]
    stroke = Stroke.DOTTED if symbol == "○" else Stroke.SOLID
    return [
        Series(name if place == 0 else "", tuple(run), symbol, style, stroke=stroke) for place, run in enumerate(kept)
    ]


def _own(point: TrendPoint) -> Point | None:
    """The value with its interval; the middle of what it may be where counts are not known exactly."""
    one: Indicator = point.indicator
    if one.value is None:
        return None
    middle = float(one.value.low + one.value.high) / 2
    return Point(float(point.year), middle, one.lower, one.upper, value_text(one.kind, one.value))


def _other(point: TrendPoint) -> Point | None:
    """The comparator's rate."""
    part, whole = point.indicator.comparator_numerator, point.indicator.comparator_denominator
    if not _is_rate(part, whole) or part is None or whole is None:
        return None
    return Point(float(point.year), part.low / whole.low)


def _is_rate(part: Count | None, whole: Count | None) -> bool:
    return part is not None and whole is not None and part.is_exact and whole.is_exact and whole.low > 0
