"""The register of disparities: each is explained with evidence, or something is reformed.

The records of section "Explain or reform" in docs/definitions.md. Nothing here is ever changed: an entry is added,
dated and signed, and what holds is the latest entry of its kind. Rates are shares from 0 to 1.
"""

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


class Status(StrEnum):
    """Where a disparity stands."""

    IDENTIFIED = "identified"
    UNDER_ANALYSIS = "under_analysis"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"
    INSUFFICIENT_DATA = "insufficient_data"
    PANEL_REVIEW = "panel_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MONITOR = "monitor"
    REFORM_PLANNED = "reform_planned"
    REFORM_IN_PROGRESS = "reform_in_progress"
    REMEASURE = "remeasure"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What being counted means for a person."""

    WANTED = "wanted"
    """Appointed, promoted, trained: a lower rate is worse."""
    HARM = "harm"
    """Leaving, disciplined: a higher rate is worse."""


class Trigger(StrEnum):
    """Who brought a disparity to the register."""

    AUTO = "auto"
    PANEL = "panel"
    NETWORK = "network"


class EvidenceType(StrEnum):
    """What an explanation rests on."""

    DATA = "data"
    RESEARCH = "research"
    PROCESS_AUDIT = "process_audit"
    LIVED_EXPERIENCE = "lived_experience"


class PanelView(StrEnum):
    """What the panel says about an explanation."""

    ACCEPTS = "accepts"
    PARTLY = "partly"
    REJECTS = "rejects"


class Decision(StrEnum):
    """What is decided about a disparity."""

    EXPLAINED_NO_ACTION = "explained_no_action"
    EXPLAINED_MONITOR = "explained_monitor"
    NOT_EXPLAINED_REFORM = "not_explained_reform"
    INSUFFICIENT_DATA = "insufficient_data"


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
    group: str = "minority"
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


@dataclass(frozen=True, slots=True)
class Move:
    """A change of status. `automatic` ones were made by the deadline, not by a person. `before` None opens a record."""

    before: Status | None
    after: Status
    on: date
    by: str
    note: str = ""
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Remeasured:
    """A value measured again: for a newer period, or revised for the same one."""

    value: Measured
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Pool:
    """The people who could have been chosen: what "the pool is small" has to be shown by."""

    group: int
    comparator: int
    source: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why there is a difference, with its evidence; in one language or both.

    `pool` is None where the explanation does not rest on who could have been chosen; `pool_denied` says that somebody
    was asked and answered so.
    """

    english: str
    welsh: str
    evidence: EvidenceType
    reference: str
    alternatives: str
    by: str
    on: date
    pool: Pool | None = None
    pool_denied: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What the staff network, or somebody else, has to say."""

    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class PanelViewGiven:
    """The panel's view of the explanation, with its reason."""

    view: PanelView
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """A decision, its reason, and the day it is looked at again."""

    decision: Decision
    reason: str
    by: str
    on: date
    review: date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How a reform action is getting on; it may move the day it is due, or end it."""

    text: str
    by: str
    on: date
    done: bool = False
    due: date | None = None


@dataclass(frozen=True, slots=True)
class ReformAction:
    """Something that will be done differently. `cost` is text as people write it; `level` who has to decide."""

    description: str
    owner: str
    due: date
    measure: str
    by: str
    on: date
    target: str = ""
    level: str = ""
    start: date | None = None
    cost: str = ""
    progress: tuple[Progress, ...] = ()
    number: int | None = None

    @property
    def is_done(self) -> bool:
        """Whether the latest word on it is that it is done."""
        return bool(self.progress) and self.progress[-1].done

    @property
    def due_now(self) -> date:
        """The day it is due, as last agreed."""
        moved = [note.due for note in self.progress if note.due is not None]
        return moved[-1] if moved else self.due


Entry = Move | Explanation | Comment | PanelViewGiven | DecisionTaken | ReformAction | Remeasured
"""What can be added to a record."""


@dataclass(frozen=True, slots=True)
class Disparity:
    """A record of the register: what was found, and everything entered since, oldest first."""

    subject: Subject
    found: Measured
    trigger: Trigger
    too_small: bool
    moves: tuple[Move, ...]
    reasons: tuple[str, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    comments: tuple[Comment, ...] = ()
    panel_views: tuple[PanelViewGiven, ...] = ()
    decisions: tuple[DecisionTaken, ...] = ()
    actions: tuple[ReformAction, ...] = ()
    measures: tuple[Remeasured, ...] = ()
    id: int | None = None

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.moves[-1].after

    @property
    def identified_on(self) -> date:
        """The day it was brought to the register."""
        return self.moves[0].on

    @property
    def identified_by(self) -> str:
        """Who brought it."""
        return self.moves[0].by

    @property
    def closed_on(self) -> date | None:
        """The day it was closed; None while it is open."""
        return self.moves[-1].on if self.status is Status.CLOSED else None

    @property
    def closed_by(self) -> str:
        """Who closed it; "" while it is open."""
        return self.moves[-1].by if self.status is Status.CLOSED else ""

    @property
    def explanation(self) -> Explanation | None:
        """The explanation in force."""
        return self.explanations[-1] if self.explanations else None

    @property
    def panel_view(self) -> PanelViewGiven | None:
        """The panel's latest view."""
        return self.panel_views[-1] if self.panel_views else None

    @property
    def decision(self) -> DecisionTaken | None:
        """The decision in force."""
        return self.decisions[-1] if self.decisions else None

    @property
    def review(self) -> date | None:
        """The day it is looked at again, as last decided."""
        return self.decision.review if self.decision else None

    @property
    def latest(self) -> Measured:
        """The newest value, the first one where it has not been measured again."""
        return self.measures[-1].value if self.measures else self.found
