"""Values as scripts want them: numbers unrounded, an interval as [low, high], None for what does not exist."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.shares import Share

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

PLACES = 10
"""Decimals kept: far beyond any figure's meaning, and free of floating-point tails."""


def count_value(count: Count | None) -> Json:
    """A count as a number, or [low, high]."""
    if count is None:
        return None
    return count.low if count.is_exact else [count.low, count.high]


def share_value(share: Share | None) -> Json:
    """A share from 0 to 1, or [low, high]; None for nobody."""
    if share is None or share.low is None or share.high is None:
        return None
    return pair_value(share.low, share.high)


def pair_value(low: Fraction | float, high: Fraction | float, *, scale: int = 1) -> Json:
    """One number where both ends are the same, else [low, high]."""
    ends: list[Json] = [_number(Fraction(end) * scale) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else ends


def _number(value: Fraction) -> float | int:
    return int(value) if value.denominator == 1 else round(float(value), PLACES)
