"""Counts that are only known within limits, narrowed by the totals the table itself gives.

"<5" beside a row total of 12 that leaves 3 people for it is 3. Nothing is narrowed further than that follows from a
total that is the exact sum of its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.importing.facts import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.facts import Fact

_MOST_ROUNDS = 20
"""Rounds of narrowing; limits move inwards only, so that stopping early is safe."""


@dataclass(frozen=True, slots=True)
class Equation:
    """A total and the counts it is the sum of."""

    total: Fact
    parts: tuple[Fact, ...]

    @property
    def is_open(self) -> bool:
        """Whether any of its numbers is a range."""
        return any(fact.low != fact.high for fact in (self.total, *self.parts))


def narrow(equations: Sequence[Equation]) -> Equation | None:
    """Narrow the limits of every count to what the *equations* leave possible; one that cannot hold, None if all can.

    Limits are carried from equation to equation until none moves. This is sound and not always the tightest: counts
    that depend on each other through several totals may keep a wider range than the whole table allows.
    """
    unsettled = [equation for equation in equations if equation.is_open]
    for _round in range(_MOST_ROUNDS):
        moved = False
        for equation in unsettled:
            before = [(fact.low, fact.high) for fact in (equation.total, *equation.parts)]
            if not _tighten(equation):
                return equation
            moved = moved or before != [(fact.low, fact.high) for fact in (equation.total, *equation.parts)]
        if not moved:
            break
    return None


def _tighten(equation: Equation) -> bool:
    """Narrow the counts of one equation; False when no numbers within their limits make it true."""
    total, parts = equation.total, equation.parts
    low = sum(part.low for part in parts)
    unlimited = sum(part.high >= UNBOUNDED for part in parts)
    high = sum(part.high for part in parts if part.high < UNBOUNDED)
    if low > total.high or (not unlimited and high < total.low):
        return False
    ceiling, floor = total.high, total.low
    total.low = max(total.low, low)
    if not unlimited:
        total.high = min(total.high, high)
    for part in parts:
        was_low, was_high = part.low, part.high
        others_unlimited = unlimited - (was_high >= UNBOUNDED)
        part.high = min(was_high, ceiling - (low - was_low))
        if not others_unlimited:
            others = high - (was_high if was_high < UNBOUNDED else 0)
            part.low = max(was_low, floor - others)
        if part.low > part.high:
            return False
    return True
