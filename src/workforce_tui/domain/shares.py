"""Shares that keep their counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workforce_tui.domain.counts import Count


@dataclass(frozen=True, slots=True)
class Share:
    """A part and the rest it is compared with, as counts; a percentage is made only when it is drawn.

    `part` and `rest` do not overlap, so the lowest share is the lowest part with the highest rest. With exact
    counts `low` equals `high`. Where nobody is in the denominator the share does not exist (None).
    """

    part: Count
    rest: Count

    @property
    def denominator(self) -> Count:
        """Everyone the share is of."""
        return self.part + self.rest

    @property
    def low(self) -> Fraction | None:
        """The smallest share the counts allow; None for nobody."""
        base = self.part.low + self.rest.high
        return Fraction(self.part.low, base) if base else None

    @property
    def high(self) -> Fraction | None:
        """The largest share the counts allow; None for nobody."""
        base = self.part.high + self.rest.low
        return Fraction(self.part.high, base) if base else None

    @property
    def is_exact(self) -> bool:
        """Whether both counts are known exactly."""
        return self.part.is_exact and self.rest.is_exact
