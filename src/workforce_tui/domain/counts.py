"""Counts of people, exact or known only to lie between two numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people between `low` and `high`, both included.

    A censored input ("<5", "[c]", "~") is an interval, never a zero; an exact count has low == high.
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low < 0 or self.high < self.low:
            raise ValueError(f"not a count: {self.low} to {self.high}")

    @classmethod
    def exact(cls, number: int) -> Count:
        """The count that is known to be *number*."""
        return cls(number, number)

    @classmethod
    def rounded(cls, number: int, base: int, *, suppressed_below: int = 0) -> Count:
        """What a count published as *number*, rounded to the nearest *base*, may have been.

        *suppressed_below* is the source's threshold: a published figure cannot have been smaller.
        """
        half = (base - 1) // 2 if base % 2 else base // 2
        low = max(number - half, 0)
        return cls(max(low, suppressed_below) if number >= suppressed_below else low, number + half)

    @property
    def is_exact(self) -> bool:
        """Whether the count is one known number."""
        return self.low == self.high

    def __add__(self, other: Count) -> Count:
        return Count(self.low + other.low, self.high + other.high)

    def less(self, part: Count) -> Count:
        """What is left of a whole when a part of it is taken away; never below nobody."""
        return Count(max(self.low - part.high, 0), max(self.high - part.low, 0))

    def as_json(self) -> int | list[int]:
        """The number, or [low, high] for an interval."""
        return self.low if self.is_exact else [self.low, self.high]


ZERO = Count(0, 0)


@lru_cache(maxsize=8192)
def shared_count(low: int, high: int) -> Count:
    """A count as one object for all alike: thousands of cells hold the same few numbers."""
    return Count(low, high)


def total(counts: Iterable[Count]) -> Count:
    """The sum of *counts*; zero for none."""
    low = high = 0
    for count in counts:
        low += count.low
        high += count.high
    return Count(low, high)
