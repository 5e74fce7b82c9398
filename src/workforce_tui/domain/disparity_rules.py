"""Which differences are proposed for the register, and which are only shown.

A rule proposes; a person decides. Nothing here says why there is a difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import Outcome
from workforce_tui.domain.statistics import FOUR_FIFTHS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.disparities import Measured, Subject


MOST = 3650
"""No whole number among the thresholds is larger: days beyond ten years are a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Everything about the register that can be set.

    `ratio` is the share of the better rate under which the screening rule speaks (four fifths), `people` the fewest
    people it speaks of, `p` the level of the exact test, `periods` how many in a row with the group worse off,
    `days_to_explain` how long an explanation may take.
    """

    ratio: Fraction = FOUR_FIFTHS
    people: int = 3
    p: float = 0.05
    periods: int = 3
    days_to_explain: int = 90

    def __post_init__(self) -> None:
        whole = (self.people, self.periods, self.days_to_explain)
        if not 0 < self.ratio <= 1 or not 0 < self.p < 1 or min(whole) < 1 or max(whole) > MOST:
            raise ValueError("a ratio and a level between 0 and 1, and whole numbers of at least 1")


DEFAULTS = Thresholds()


class Reason(StrEnum):
    """Why a difference is proposed."""

    FOUR_FIFTHS = "four_fifths"
    EXACT_TEST = "exact_test"
    SAME_DIRECTION = "same_direction"


class Tag(StrEnum):
    """What becomes of a difference."""

    PROPOSED = "proposed"
    TOO_SMALL = "too_small"
    """Worse for the group, of too few people for any rule to speak. Shown, never hidden."""
    BELOW = "below"
    """Worse for the group, and of enough people, but no rule speaks. Shown as well."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference to the disadvantage of a group, and what the rules say about it."""

    subject: Subject
    measured: Measured
    tag: Tag
    reasons: tuple[Reason, ...] = ()
    too_small: bool = False
    """Too few people to test, even where it is proposed for having been so for several periods."""
    record: int | None = None
    """The open record of the register that speaks of it already."""


@dataclass(frozen=True, slots=True)
class Untested:
    """A comparison with a count known only as a range, which no rule can speak of: from its least to its most."""

    subject: Subject
    events: Count
    base: Count
    other_events: Count
    other_base: Count
    end: date
    start: date | None = None

    @property
    def may_be_adverse(self) -> bool:
        """Whether the group does worse for any of the numbers the counts may be."""
        one, other = (self.events, self.base), (self.other_events, self.other_base)
        low, high = (one, other) if self.subject.outcome is Outcome.WANTED else (other, one)
        if not low[0].low:
            return high[0].high > 0
        return low[0].low * max(high[1].low, 1) < high[0].high * low[1].high


def judge(subject: Subject, history: Sequence[Measured | None], rules: Thresholds = DEFAULTS) -> Finding | None:
    """What the rules say about the last of *history*, one value a period, oldest first; None for a period without.

    Answers None where the last period has no value, or the group is not worse off in it.
    """
    latest = history[-1] if history else None
    if latest is None or not latest.is_adverse(subject.outcome):
        return None
    reasons = tuple(_reasons(subject, latest, history, rules))
    small = not enough_people(latest, subject.outcome, rules)
    tag = Tag.PROPOSED if reasons else Tag.TOO_SMALL if small else Tag.BELOW
    return Finding(subject, latest, tag, reasons, too_small=small)


def enough_people(measured: Measured, outcome: Outcome, rules: Thresholds = DEFAULTS) -> bool:
    """Whether the group's count, or how many people it is short, is enough for the screening rule to speak."""
    return max(measured.events, measured.shortfall(outcome)) >= rules.people


def _reasons(subject: Subject, latest: Measured, history: Sequence[Measured | None], rules: Thresholds) -> list[Reason]:
    found, outcome = [], subject.outcome
    if subject.screened and _under_ratio(latest, rules) and enough_people(latest, outcome, rules):
        found.append(Reason.FOUR_FIFTHS)
    if latest.p is not None and latest.p < rules.p:
        found.append(Reason.EXACT_TEST)
    run = history[-rules.periods :]
    if len(run) == rules.periods and all(one is not None and one.is_adverse(outcome) for one in run):
        found.append(Reason.SAME_DIRECTION)
    return found


def _under_ratio(measured: Measured, rules: Thresholds) -> bool:
    rate, other = measured.rate, measured.other_rate
    if rate is None or other is None:
        return False
    low, high = sorted((rate, other))
    return high > 0 and low / high < rules.ratio
