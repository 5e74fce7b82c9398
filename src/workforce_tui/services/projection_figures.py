"""The figures of a projection: what is known, what is assumed, and what follows. Types only, cheap to name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.projection import Assumptions, Needed
    from workforce_tui.domain.representation import Representation
    from workforce_tui.domain.shares import Share
    from workforce_tui.domain.targets import Target
    from workforce_tui.domain.trend_line import Observed, TrendDate, TrendLine

WORKFORCE = "workforce"
LEVELS = ("grade", "level", "tier")
"""Scopes people also come to from within the organisation, by promotion most of the time."""
USUAL_YEARS = Fraction(10)
USUAL_LEAVER_RATE = Fraction(7, 100)
"""Assumed where nothing is held of leavers: an example to be changed, not a figure of any organisation."""


class Origin(StrEnum):
    """Where an assumption comes from."""

    GIVEN = "given"
    """Whoever asks has said so."""
    FLOWS = "flows"
    """People followed from snapshot to snapshot."""
    EVENTS = "events"
    """Lists of joiners or leavers."""
    ASSUMED = "assumed"
    """Nothing is held to take it from."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A rate or share a year (0 to 1), where it comes from, and a sentence about it."""

    value: Fraction
    origin: Origin
    said: str


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at: a target, or the population where none is set (`target` None, or one that is not set).

    `wanted` is a share of staff with known ethnicity, `people` the number it asks for where it is one of people.
    `persons_short` is how many more it would take today (lowest, highest); None where that cannot be said.
    """

    wanted: Fraction
    said: str
    target: Target | None = None
    due: date | None = None
    people: Fraction | None = None
    persons_short: tuple[int, int] | None = None
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """The share on each snapshot, those the line is drawn through, and when it comes to the aim."""

    shares: tuple[tuple[date, Share], ...]
    used: tuple[Observed, ...]
    line: TrendLine | None
    when: TrendDate | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectionFacts:
    """What the database says of one scope of an organisation: everything a projection needs but the choices.

    `figures` is None where there is no snapshot, or nobody in the scope. `promoted` is the part of those who come into
    the scope that is promoted into it, and `outside_share` the group's share of the others; None for the workforce.
    """

    organisation: Organisation
    definition: EthnicityDefinition
    scope: str
    scope_name: str
    as_at: date | None
    figures: Representation | None
    aim: Aim | None
    leaver: Assumed
    joiner: Assumed
    trend: Trend
    promoted: Fraction | None = None
    outside_share: Fraction = Fraction(0)
    notes: tuple[str, ...] = ()

    @property
    def is_level(self) -> bool:
        """Whether people also come into the scope from within the organisation."""
        return self.scope.partition(":")[0] in LEVELS


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever asks chooses; None takes what the database says. Rates and shares are 0 to 1 a year."""

    joiner_share: Fraction | None = None
    leaver_rate: Fraction | None = None
    minority_leaver_rate: Fraction | None = None
    growth: Fraction = Fraction(0)
    years: Fraction | None = None

    def but(self, **changed: Fraction | None) -> Choices:
        """The same choices with some changed."""
        return replace(self, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Step:
    """The projection at one moment: share and expected people (lowest, highest; the same for exact counts)."""

    years: Fraction
    day: date
    share: tuple[Fraction, Fraction]
    minority: tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Projection:
    """What follows from the facts and the choices.

    `needed` is the share of joiners that brings the least favourable, then the most favourable, counts to the aim by
    `end`; `joiners_needed` how many of a year's `joiners` that is. `reached` is when the curve comes to the aim with
    the share of joiners chosen; None not within 50 years. `problem` says why nothing can be worked out.
    """

    facts: ProjectionFacts
    leaver: Assumed
    minority_leaver: Assumed | None
    joiner: Assumed
    assumed: Assumptions
    years: Fraction
    end: date | None = None
    horizon_said: str = ""
    wanted: Fraction | None = None
    needed: tuple[Needed, Needed] | None = None
    promotions: Needed | None = None
    joiners: Fraction = Fraction(0)
    joiners_needed: tuple[int, int] | None = None
    steps: tuple[Step, ...] = ()
    reached: date | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()
