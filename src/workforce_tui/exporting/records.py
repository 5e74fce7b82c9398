"""Values as scripts want them: numbers unrounded, an interval as [low, high], None for what does not exist."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.shares import Share

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_ONE = r"(\d[\d,]*(?:\.\d+)?)%"
_PERCENTAGES = re.compile(rf"{_ONE}(?:(?:-|\s\w+\s){_ONE})?")
"""One percentage, or two with a dash or the word of the language for "to" between them."""
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


def percentage_value(text: str, *, scale: Fraction | int = 1) -> Json:
    """A percentage as tables write it, or a range of two ("3.8% to 4.3%", "3.8%-4.3%"); the text itself for others."""
    found = _PERCENTAGES.fullmatch(text)
    if found is None:
        return text
    ends = [Fraction(end.replace(",", "")) for end in found.groups() if end]
    return pair_value(ends[0], ends[-1], scale=scale)


def pair_value(low: Fraction | float, high: Fraction | float, *, scale: Fraction | int = 1) -> Json:
    """One number where both ends are the same, else [low, high]."""
    ends: list[Json] = [_number(Fraction(end) * scale) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else ends


def _number(value: Fraction) -> float | int:
    return int(value) if value.denominator == 1 else round(float(value), PLACES)
