"""A projection as a line chart: what was counted, what is projected, the trend with its interval, and the aim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import MONTHS, long_date, percent
from workforce_tui.domain.projection import anniversary
from workforce_tui.domain.representation import share_interval
from workforce_tui.i18n import _
from workforce_tui.services.projection_text import aimed
from workforce_tui.tui.widgets.chart_plan import Chart, Mark, Point, Series, Stroke

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from workforce_tui.services.projection_figures import Projection

COUNTED, PROJECTED = "●", "◇"


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
        from_zero=False,
        caption=_("Share of those with known ethnicity, each {day} {month}.").format(
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
        Series(_("counted (today │ 95%)"), _with_interval(counted, found), COUNTED, "$status-met"),
    )


def _point(day: date, low: Fraction, high: Fraction, *, labelled: bool = True) -> Point:
    middle = float((low + high) / 2)
    if low == high:
        return Point(float(day.toordinal()), middle, label=percent(low) if labelled else "")
    return Point(float(day.toordinal()), middle, float(low), float(high))


def _with_interval(counted: tuple[Point, ...], found: Projection) -> tuple[Point, ...]:
    """The points counted, the latest with its interval; one known as a range has the ends of that."""
    latest = found.facts.trend.shares[-1][1] if found.facts.trend.shares else None
    limits = share_interval(latest) if latest is not None and latest.is_exact else None
    if not counted or limits is None:
        return counted
    return (*counted[:-1], replace(counted[-1], low=limits.low, high=limits.high))


def _trend(found: Projection) -> tuple[Series, ...]:
    line = found.facts.trend.line
    if line is None:
        return ()
    points = []
    for step in found.steps:
        band = line.band(step.day)
        middle = min(max(line.at(step.day), 0.0), 1.0)
        points.append(Point(float(step.day.toordinal()), middle, band.low, band.high))
    return (Series(_("trend (░ 95%)"), tuple(points), "", "$muted", Stroke.DOTTED, band=True),)


def _marks(found: Projection) -> tuple[Mark, ...]:
    aim = found.facts.aim
    if aim is None or found.wanted is None:
        return ()
    if not aim.is_target:
        name = _("population {share}").format(share=aimed(found))
        return (Mark(name, "$tick-population", y=float(found.wanted), stroke=Stroke.SHORT, label=aimed(found)),)
    marks = [
        Mark(
            _("target {share}").format(share=aimed(found)),
            "$tick-target",
            y=float(found.wanted),
            label=aimed(found),
        )
    ]
    if aim.due is not None and found.end is not None and aim.due < found.end:
        marks.append(Mark(long_date(aim.due), "$tick-target", x=float(aim.due.toordinal())))
    return tuple(marks)


def _ticks(as_at: date, first: date, last: date) -> tuple[tuple[float, str], ...]:
    """The day of the latest snapshot in every year there is."""
    years = range(first.year - as_at.year, last.year - as_at.year + 1)
    days = [anniversary(as_at, number) for number in years]
    return tuple((float(day.toordinal()), str(day.year)) for day in days if first <= day <= last)
