"""When a share would reach a target if it went on as it has: a straight line with a 95% prediction interval.

The line is fitted by least squares, each snapshot weighing as many people as it has with known ethnicity. The scatter
about the line is that of the snapshots themselves, but never less than one person in the latest of them: snapshots
that happen to lie on a line do not make the future certain. The interval of the date is where the prediction band of a
snapshot like the latest one crosses the target.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil, sqrt
from typing import TYPE_CHECKING

from workforce_tui.domain.projection import LONGEST, anniversary
from workforce_tui.domain.statistics import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_SNAPSHOTS = 3
"""With two there is a line but nothing to judge it by."""

CONFIDENCE = 0.975
"""The quantile that leaves 2.5% above, for a two-sided 95% interval."""


class TrendReach(StrEnum):
    """What the trend says about a target."""

    MET = "met"
    EXPECTED = "expected"
    NOT_ON_TREND = "not_on_trend"
    """The line does not come to the target within 50 years: it is level, falls, or rises too slowly."""
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Observed:
    """The share of one snapshot: the minority among those whose ethnicity is known."""

    day: date
    minority: int
    known: int

    @property
    def share(self) -> Fraction:
        """The share, exactly."""
        return Fraction(self.minority, self.known)


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A line through yearly shares; `slope` is a day's change, `centre` the weighted mean day and share.

    `variance` is that of a share times the people it is of; `weight` all people, `spread` their weighted squared days;
    `quantile` is Student's for the snapshots there are, `known` the people of the latest.
    """

    slope: float
    centre: tuple[float, float]
    variance: float
    weight: int
    spread: float
    quantile: float
    latest: Observed

    def at(self, day: date) -> float:
        """The share on the line; beyond 0 or 1 where the line goes there."""
        return self.centre[1] + self.slope * (day.toordinal() - self.centre[0])

    def band(self, day: date) -> Interval:
        """The 95% prediction interval of the share of a snapshot of *day*, kept within 0 and 1."""
        away = day.toordinal() - self.centre[0]
        half = self.quantile * sqrt(self.variance * (self._floor + away**2 / self.spread))
        return Interval(max(0.0, self.at(day) - half), min(1.0, self.at(day) + half))

    @property
    def _floor(self) -> float:
        return 1 / self.latest.known + 1 / self.weight

    def crossings(self, wanted: float) -> tuple[float | None, float | None]:
        """The days after the latest snapshot on which the upper, then the lower, end of the band first has *wanted*.

        Both ends solve (line - wanted)^2 = half^2, a quadratic in days: on its way up to the target the line is still
        below it where the upper end crosses, and above it where the lower end does.
        """
        below = self.centre[1] - wanted
        reach = self.quantile**2 * self.variance
        roots = _roots(self.slope**2 - reach / self.spread, 2 * self.slope * below, below**2 - reach * self._floor)
        now = self.latest.day.toordinal() - self.centre[0]
        after = sorted(root for root in roots if root > now)
        upper = [root for root in after if below + self.slope * root <= 0]
        lower = [root for root in after if below + self.slope * root > 0]
        first = now if self.band(self.latest.day).high >= wanted else next(iter(upper), None)
        last = next(iter(lower), None)
        return self._day(first), self._day(last)

    def _day(self, away: float | None) -> float | None:
        return None if away is None else away + self.centre[0]


@dataclass(frozen=True, slots=True)
class TrendDate:
    """When the trend comes to the target: the day, and the interval around it; None is not within 50 years."""

    reach: TrendReach
    day: date | None = None
    earliest: date | None = None
    latest: date | None = None


def fit(observed: Sequence[Observed]) -> TrendLine | None:
    """The line through the shares of three snapshots or more, oldest first; None for fewer or for one day only."""
    points = [one for one in observed if one.known > 0]
    if len({one.day for one in points}) < LEAST_SNAPSHOTS:
        return None
    weight = sum(one.known for one in points)
    day = sum(one.known * one.day.toordinal() for one in points) / weight
    share = sum(one.minority for one in points) / weight
    spread = sum(one.known * (one.day.toordinal() - day) ** 2 for one in points)
    together = sum(one.known * (one.day.toordinal() - day) * (float(one.share) - share) for one in points)
    slope = together / spread
    scatter = sum(
        one.known * (float(one.share) - share - slope * (one.day.toordinal() - day)) ** 2 for one in points
    ) / (len(points) - 2)
    one_person = 1 / points[-1].known
    quantile = _student(len(points) - 2)
    return TrendLine(slope, (day, share), max(scatter, one_person), weight, spread, quantile, points[-1])


def date_reached(line: TrendLine | None, wanted: Fraction) -> TrendDate:
    """When *line* comes to *wanted*, with the interval of that day."""
    if line is None:
        return TrendDate(TrendReach.TOO_FEW)
    if line.latest.share >= wanted:
        return TrendDate(TrendReach.MET)
    limit = anniversary(line.latest.day, LONGEST).toordinal()
    earliest, latest = (_within(day, line.latest.day, limit) for day in line.crossings(float(wanted)))
    centre = None
    if line.slope > 0:
        centre = _within(line.centre[0] + (float(wanted) - line.centre[1]) / line.slope, line.latest.day, limit)
    reach = TrendReach.NOT_ON_TREND if centre is None else TrendReach.EXPECTED
    return TrendDate(reach, centre, earliest, latest)


def _within(day: float | None, first: date, limit: int) -> date | None:
    """The day, not before the latest snapshot and not after the limit."""
    if day is None or day > limit:
        return None
    return max(first, date.fromordinal(1) + timedelta(days=max(ceil(day) - 1, 0)))


def _roots(square: float, linear: float, constant: float) -> list[float]:
    """Where square*x^2 + linear*x + constant is nothing."""
    if square == 0:
        return [-constant / linear] if linear else []
    inside = linear**2 - 4 * square * constant
    if inside < 0:
        return []
    # The root with the smaller size from the other one: their difference would lose digits.
    large = -(linear + (sqrt(inside) if linear >= 0 else -sqrt(inside))) / 2
    return [large / square, constant / large if large else 0.0]


def _student(freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, CONFIDENCE))
