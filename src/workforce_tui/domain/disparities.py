"""The register of disparities: each is explained with evidence, or something is reformed.

The records of section "Explain or reform" in docs/definitions.md. Nothing here is ever changed: an entry is added,
dated and signed, and what holds is the latest entry of its kind. Rates are shares from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.disparity_subjects import (
    LOWER_LEVELS,
    MINORITY,
    OTHER_STAFF,
    POPULATION,
    TIER_RATIO,
    Measured,
    Outcome,
    Subject,
)

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "LOWER_LEVELS",
    "MINORITY",
    "OTHER_STAFF",
    "POPULATION",
    "TIER_RATIO",
    "Comment",
    "Decision",
    "DecisionTaken",
    "Disparity",
    "Entry",
    "EvidenceType",
    "Explanation",
    "Measured",
    "Move",
    "Outcome",
    "PanelView",
    "PanelViewGiven",
    "Pool",
    "Progress",
    "ReformAction",
    "Remeasured",
    "Status",
    "Subject",
    "Trigger",
    "Withdrawn",
]


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
class Withdrawn:
    """A value whose data are no longer held as they were: `place` 0 is the one found, 1 the first measured again."""

    place: int
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


Entry = Move | Explanation | Comment | PanelViewGiven | DecisionTaken | ReformAction | Remeasured | Withdrawn
"""What can be added to a record."""


@dataclass(frozen=True, slots=True)
class Disparity:
    """A record of the register: what was found, and everything entered since, oldest first.

    `explain_by` is the last day for an explanation, as the rules of the day it was opened set it.
    """

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
    withdrawals: tuple[Withdrawn, ...] = ()
    explain_by: date | None = None
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

    @property
    def values(self) -> tuple[Measured, ...]:
        """Every value, the one found first."""
        return (self.found, *(one.value for one in self.measures))

    def became(self, status: Status) -> date | None:
        """The last day it took a status; None where it never did."""
        return next((move.on for move in reversed(self.moves) if move.after is status), None)

    def withdrawn(self, place: int) -> Withdrawn | None:
        """What says that the data of a value were withdrawn; None while they are held."""
        return next((one for one in self.withdrawals if one.place == place), None)

    @property
    def is_latest_withdrawn(self) -> bool:
        """Whether the data of the newest value were withdrawn."""
        return self.withdrawn(len(self.measures)) is not None
