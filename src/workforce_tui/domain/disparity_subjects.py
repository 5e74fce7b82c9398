"""What a disparity is about, and the two groups' counts it rests on. Rates are shares from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from workforce_tui.domain.statistics import breaches_four_fifths

if TYPE_CHECKING:
    from datetime import date

TIER_RATIO = "R5"
"""The indicator whose two counts are people of a higher and of a lower tier: neither is a part of the other."""

MINORITY = "minority"
"""The code of everybody from an ethnic minority, as a group of the register; one of the five groups has its own."""
POPULATION, OTHER_STAFF, LOWER_LEVELS = "population", "other_staff", "lower_levels"
SHARES = (POPULATION, OTHER_STAFF, LOWER_LEVELS)
"""Comparators a share of staff stands beside: what is compared is how many of them are of the same group."""


class Outcome(StrEnum):
    """What being counted means for a person."""

    WANTED = "wanted"
    """Appointed, promoted, trained: a lower rate is worse."""
    HARM = "harm"
    """Leaving, disciplined: a higher rate is worse."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a disparity is about: an indicator of one organisation, for a group beside its comparator.

    `definition` is the code of who counts as ethnic minority, `version` that of the indicator's own definition.
    `level` is "" for everybody, else the code of the grade, level, tier or part the indicator speaks of. `screened`
    says whether its two rates are ones the four-fifths rule speaks of.
    """

    organisation: str
    indicator: str
    definition: str
    outcome: Outcome
    group: str = MINORITY
    comparator: str = "white"
    level: str = ""
    area: str = ""
    version: str = "1"
    screened: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two records speak of the same disparity."""
        return (self.organisation, self.indicator, self.definition, self.group, self.comparator, self.level)

    @property
    def compares_tiers(self) -> bool:
        """Whether events are people of a higher tier and bases those of a lower one, so that a rate is no share."""
        return self.indicator.startswith(TIER_RATIO)

    @property
    def compares_shares(self) -> bool:
        """Whether the share of a group in some staff stands beside its share in the population, or in other staff."""
        return self.comparator in SHARES


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator over one period, as counts of the group and of the comparator.

    Events may outnumber people (several cases of one person; a higher tier beside a lower). `start` None means a single
    day, `end`. `p` is Fisher's exact test, two-sided, where it was made. Ratios and rates are None where they would
    divide by zero.
    """

    end: date
    events: int
    base: int
    other_events: int
    other_base: int
    start: date | None = None
    p: float | None = None
    declaration: Fraction | None = None

    def __post_init__(self) -> None:
        if min(self.events, self.base, self.other_events, self.other_base) < 0:
            raise ValueError(f"{self.events} of {self.base}, {self.other_events} of {self.other_base}: no counts")

    @property
    def counts(self) -> tuple[object, ...]:
        """What makes two values the same: the period and the counts."""
        return (self.start, self.end, self.events, self.base, self.other_events, self.other_base)

    @property
    def rate(self) -> Fraction | None:
        """The rate of the group."""
        return Fraction(self.events, self.base) if self.base else None

    @property
    def other_rate(self) -> Fraction | None:
        """The rate of the comparator."""
        return Fraction(self.other_events, self.other_base) if self.other_base else None

    @property
    def relative_rate(self) -> Fraction | None:
        """Group ÷ comparator, the relative rate index of HM Prison and Probation Service."""
        rate, other = self.rate, self.other_rate
        return None if rate is None or not other else rate / other

    @property
    def relative_likelihood(self) -> Fraction | None:
        """Comparator ÷ group, the relative likelihood of the NHS Workforce Race Equality Standard."""
        rate, other = self.rate, self.other_rate
        return None if other is None or not rate else other / rate

    @property
    def gap(self) -> Fraction | None:
        """The group's rate minus the comparator's, from -1 to 1."""
        rate, other = self.rate, self.other_rate
        return None if rate is None or other is None else rate - other

    @property
    def breaches_four_fifths(self) -> bool:
        """Whether the lower rate is under four fifths of the higher: a screening rule, not a legal test."""
        rate, other = self.rate, self.other_rate
        return rate is not None and other is not None and breaches_four_fifths(rate, other)

    def is_adverse(self, outcome: Outcome) -> bool:
        """Whether the group does worse than the comparator."""
        gap = self.gap
        return gap is not None and (gap < 0 if outcome is Outcome.WANTED else gap > 0)

    def shortfall(self, outcome: Outcome) -> int:
        """How many people the group is short of the comparator's rate (or has too many of, for a harm)."""
        other = self.other_rate
        if other is None:
            return 0
        missing = other * self.base - self.events
        return max(0, ceil(missing if outcome is Outcome.WANTED else -missing))
