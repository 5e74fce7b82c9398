"""A projection as a line chart: what was counted, what is projected, the trend with its interval, and the aim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import MONTHS, long_date, percent
from workforce_tui.domain.projection import anniversary
from workforce_tui.i18n import _
from workforce_tui.services.projection_text import aimed
from workforce_tui.tui.widgets.chart_plan import Chart, Mark, Point, Series, Stroke

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from workforce_tui.services.projection_figures import Projection

COUNTED, PROJECTED = "●", "◇"
POPULATION = "╌"


def projection_chart(found: Projection) -> Chart | None:
    """The chart; None where there is nothing to draw."""
    as_at = found.facts.as_at
    if not found.steps or as_at is None or found.end is None:
        return None
    days = [day for day, _share in found.facts.trend.shares] + [as_at]
    first = min(days)
    return Chart(
        series=_series(found),
        marks=_marks(found),
        ticks=_ticks(as_at, first, found.steps[-1].day),
        start=float(first.toordinal()),
        end=float(found.steps[-1].day.toordinal()),
        caption=_("Share of staff whose ethnicity is known; a year stands at {day} {month}.").format(
            day=as_at.day, month=_(MONTHS[as_at.month - 1])
        ),
    )


def _series(found: Projection) -> tuple[Series, ...]:
    counted = tuple(
        _point(day, share.low, share.high)
        for day, share in found.facts.trend.shares
        if share.low is not None and share.high is not None
    )
    projected = tuple(
        _point(step.day, *step.share, labelled=place == len(found.steps) - 1) for place, step in enumerate(found.steps)
    )
    return (
        *_trend(found),
        Series(_("projected"), projected, PROJECTED, "$status-track"),
        Series(_("counted"), counted, COUNTED, "$status-met"),
    )


def _point(day: date, low: Fraction, high: Fraction, *, labelled: bool = True) -> Point:
    middle = float((low + high) / 2)
    if low == high:
        return Point(float(day.toordinal()), middle, label=percent(low) if labelled else "")
    return Point(float(day.toordinal()), middle, float(low), float(high))


def _trend(found: Projection) -> tuple[Series, ...]:
    line = found.facts.trend.line
    if line is None:
        return ()
    points = []
    for step in found.steps:
        band = line.band(step.day)
        middle = min(max(line.at(step.day), 0.0), 1.0)
        points.append(Point(float(step.day.toordinal()), middle, band.low, band.high))
    return (Series(_("trend, with its interval (95%)"), tuple(points), "", "$muted", Stroke.DOTTED, band=True),)


def _marks(found: Projection) -> tuple[Mark, ...]:
    aim = found.facts.aim
    if aim is None or found.wanted is None:
        return ()
    if not aim.is_target:
        name = _("population {share}").format(share=aimed(found))
        return (Mark(name, "$tick-population", y=float(found.wanted), sign=POPULATION),)
    marks = [Mark(_("target {share}").format(share=aimed(found)), "$tick-target", y=float(found.wanted))]
    if aim.due is not None and found.end is not None and aim.due < found.end:
        marks.append(Mark(long_date(aim.due), "$tick-target", x=float(aim.due.toordinal())))
    return tuple(marks)


def _ticks(as_at: date, first: date, last: date) -> tuple[tuple[float, str], ...]:
    """The day of the latest snapshot in every year there is."""
    years = range(first.year - as_at.year, last.year - as_at.year + 1)
    days = [anniversary(as_at, number) for number in years]
    return tuple((float(day.toordinal()), str(day.year)) for day in days if first <= day <= last)
