"""Two groups compared: exact test, relative likelihood, difference of rates and disparity, computed by scipy.

Every function takes events and base of one group, then of the other, as whole numbers. scipy is loaded when the first
of them is called, never before a screen is drawn; what must be there before that (Wilson's interval) is in
`domain.statistics`. Sources are named in docs/definitions.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, sqrt

from workforce_tui.domain.statistics import Interval, wilson

CONFIDENCE = 0.95
TIES = 1e-7
"""Probabilities nearer to one another than this, in proportion, are the same but for floating point."""
KEPT = 4096
"""Results remembered: a trend or a screen asks for the same tables again and again."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two rates with its 95% interval; the interval is None where a count is zero."""

    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two rates (-1 to 1) with its 95% interval."""

    value: float
    interval: Interval


def is_loaded() -> bool:
    """Whether scipy is loaded: the first test waits for that."""
    return fisher_p.cache_info().currsize > 0


@lru_cache(KEPT)
def fisher_p(events: int, base: int, other_events: int, other_base: int) -> float | None:
    """Fisher's exact test, two-sided by small probabilities; None where there are more events than people.

    The sum of the hypergeometric probabilities of every table as likely as the observed one, or less likely: the
    p-value of scipy's own test, whose time grows with the tables and this one's hardly does.
    """
    if not _is_table(events, base, other_events, other_base):
        return None
    import numpy as np
    from scipy.special import betaln

    drawn = events + other_events
    least = max(0, drawn - other_base)
    possible = np.arange(least, min(base, drawn) + 1)
    weights = -betaln(possible + 1, base - possible + 1) - betaln(
        drawn - possible + 1, other_base - drawn + possible + 1
    )
    chances = np.exp(weights - weights.max())
    observed = chances[events - least]
    return float(chances[chances <= observed * (1 + TIES)].sum() / chances.sum())


@lru_cache(KEPT)
def relative_risk(events: int, base: int, other_events: int, other_base: int) -> Ratio | None:
    """(events/base) ÷ (other_events/other_base) with Katz's log interval; None where it divides by zero.

    With more events than people (several cases of one person) there is a ratio and no interval.
    """
    if base <= 0 or other_base <= 0 or other_events <= 0:
        return None
    value = (events / base) / (other_events / other_base)
    if events <= 0 or not _is_table(events, base, other_events, other_base):
        return Ratio(value, None)
    return Ratio(value, _log_interval(value, 1 / events - 1 / base + 1 / other_events - 1 / other_base))


@lru_cache(KEPT)
def disparity(upper: int, lower: int, other_upper: int, other_lower: int) -> Ratio | None:
    """(upper/lower) ÷ (other_upper/other_lower) with the log interval of an odds ratio; None where it divides by 0."""
    if lower <= 0 or other_upper <= 0 or other_lower <= 0:
        return None
    value = (upper / lower) / (other_upper / other_lower)
    if upper <= 0:
        return Ratio(value, None)
    return Ratio(value, _log_interval(value, 1 / upper + 1 / lower + 1 / other_upper + 1 / other_lower))


def _log_interval(ratio: float, variance: float) -> Interval:
    """The interval of a ratio whose logarithm has this variance: as scipy.stats makes it, which takes long to load."""
    from scipy.special import ndtri

    reach = exp(float(ndtri((1 + CONFIDENCE) / 2)) * sqrt(variance))
    return Interval(ratio / reach, ratio * reach)


def rate_difference(events: int, base: int, other_events: int, other_base: int) -> Difference | None:
    """events/base - other_events/other_base with Newcombe's interval, made of the two Wilson intervals (method 10)."""
    if not _is_table(events, base, other_events, other_base):
        return None
    one, other = wilson(events, base), wilson(other_events, other_base)
    if one is None or other is None:
        return None
    p, q = events / base, other_events / other_base
    below = sqrt((p - one.low) ** 2 + (other.high - q) ** 2)
    above = sqrt((one.high - p) ** 2 + (q - other.low) ** 2)
    return Difference(p - q, Interval(p - q - below, p - q + above))


def pooled_z(events: int, base: int, other_events: int, other_base: int) -> float | None:
    """The pooled z of events/base minus other_events/other_base; None where nobody or everybody had the event.

    Its square is the chi-square statistic of the table, which is how it is checked against scipy.
    """
    if not _is_table(events, base, other_events, other_base) or not base or not other_base:
        return None
    if events + other_events in (0, base + other_base):
        return None
    pooled = (events + other_events) / (base + other_base)
    error = sqrt(pooled * (1 - pooled) * (1 / base + 1 / other_base))
    return (events / base - other_events / other_base) / error


def _is_table(events: int, base: int, other_events: int, other_base: int) -> bool:
    """Whether each group has no more events than people, as a two-by-two table must."""
    return 0 <= events <= base and 0 <= other_events <= other_base
