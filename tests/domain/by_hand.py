"""The same statistics worked out from their formulas with nothing but whole numbers, to check scipy's by."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, log, sqrt

Z95 = 1.959963984540054


def fisher(events: int, base: int, other_events: int, other_base: int) -> float:
    """The sum of the probabilities of every table as likely as the observed one, or less likely."""
    total, drawn = base + other_base, events + other_events
    weights = {
        k: comb(base, k) * comb(other_base, drawn - k) for k in range(max(0, drawn - other_base), min(base, drawn) + 1)
    }
    return float(Fraction(sum(w for w in weights.values() if w <= weights[events]), comb(total, drawn)))


def katz(events: int, base: int, other_events: int, other_base: int) -> tuple[float, float, float]:
    """The ratio of two rates and its interval on the log scale."""
    value = (events / base) / (other_events / other_base)
    spread = Z95 * sqrt(1 / events - 1 / base + 1 / other_events - 1 / other_base)
    return value, exp(log(value) - spread), exp(log(value) + spread)


def woolf(upper: int, lower: int, other_upper: int, other_lower: int) -> tuple[float, float, float]:
    """The ratio of two odds and its interval on the log scale."""
    value = (upper / lower) / (other_upper / other_lower)
    spread = Z95 * sqrt(1 / upper + 1 / lower + 1 / other_upper + 1 / other_lower)
    return value, exp(log(value) - spread), exp(log(value) + spread)
