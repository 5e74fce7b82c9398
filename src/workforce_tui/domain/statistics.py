"""Statistics of small groups that every screen may need at once: intervals, four fifths and parity.

Plain formulas on counts, so that a figure can be checked by hand. What compares two groups, and takes a library to
load, is in `domain.exact`. Sources are named in docs/definitions.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt

Z95 = 1.959963984540054
"""The standard normal quantile of a two-sided 95% interval."""

FOUR_FIFTHS = Fraction(4, 5)
"""The four-fifths screening rule (not a legal test in Great Britain)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A lower and an upper limit, in the unit of the figure they belong to."""

    low: float
    high: float


def wilson(successes: int, trials: int, z: float = Z95) -> Interval | None:
    """The Wilson score interval of the share successes/trials (0 to 1); None for no trials."""
    if trials <= 0:
        return None
    found = wilson_of_share(successes / trials, trials, z)
    # At the ends the formula is exactly 0 or 1; floating point may miss by a hair.
    low = 0.0 if successes == 0 else found.low
    high = 1.0 if successes == trials else found.high
    return Interval(low, high)


def wilson_of_share(share: float, trials: float, z: float = Z95) -> Interval:
    """The Wilson score interval of a share (0 to 1) that rests on *trials*, which need not be whole and is above 0.

    A weighted share rests on its effective number of people: what they would be if all weighed the same.
    """
    z2 = z * z
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = z * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials)) / (1 + z2 / trials)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def breaches_four_fifths(rate: Fraction, other_rate: Fraction) -> bool:
    """Whether the lower of two selection rates is under four fifths of the higher."""
    low, high = sorted((rate, other_rate))
    return high > 0 and low / high < FOUR_FIFTHS


def persons_short(share_wanted: Fraction, part: int, base: int) -> int:
    """How many more people it would take for part/base to reach the share, the base unchanged.

    Exact arithmetic: 9.25% of 400 is 37 people, not 38.
    """
    return max(0, ceil(share_wanted * base - part))
