"""Kept decisions and what changing one moves: types only, so that a screen can name them cheaply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.levels import Level

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.ethnicity_labels import Suggestion
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.representation import Representation

SEVERAL = "several-organisations"
"""In place of an organisation: the decisions of files that hold more than one."""
RECODED = frozenset({"grade", "ethnicity"})
"""The fields whose labels are kept beside their codes, so that a change needs no file."""


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """A decision to set, or to remove where there is no answer."""

    field: str
    value: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A kept decision: what was decided of which text, in words, and when.

    `decided` is None for an answer without a date. `people` is how many people held now are counted by it, over
    all snapshots, and `events` how many events and places in mentoring; None for a decision that only the reading of a
    file uses. `otherwise` are those of the people who are held under another code than it says, and `events_otherwise`
    those of the events: they came in under another decision, or it was changed by hand.
    """

    field: str
    value: str
    answer: str
    meaning: str
    decided: date | None
    people: Count | None = None
    snapshots: int = 0
    events: Count | None = None
    otherwise: Count = ZERO
    events_otherwise: Count = ZERO
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionBook:
    """The kept decisions of one organisation (None: of files with several), and where they are kept.

    `file` is where they are read from, `changed_in` where they are kept once one is changed.
    """

    organisation: Organisation | None
    lines: tuple[DecisionLine, ...]
    file: str
    changed_in: str


@dataclass(frozen=True, slots=True)
class Move:
    """People with one label who go from one code to another."""

    label: str
    before: str
    after: str
    before_name: str
    after_name: str
    people: Count


@dataclass(frozen=True, slots=True)
class GroupChange:
    """The figures of one grade before and after; None where nobody is in it."""

    code: str
    name: str
    before: Representation | None
    after: Representation | None


@dataclass(frozen=True, slots=True)
class SnapshotChange:
    """What a change does to one snapshot: who moves, the whole workforce before and after, and the grades touched."""

    batch: int
    file_name: str
    organisation: str
    as_at: date
    moves: tuple[Move, ...]
    before: Representation
    after: Representation
    grades: tuple[GroupChange, ...] = ()


@dataclass(frozen=True, slots=True)
class EventChange:
    """What a change does to the events of one kind in one period (both days belong to it), or to a list of mentoring.

    `number` is how many move: an application once, however many stages it came through. In `moves`, an event whose
    grade and grade before both move is there under each label.
    """

    batch: int
    file_name: str
    organisation: str
    dataset: Dataset
    start: date
    end: date
    number: Count
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Recoding:
    """A changed decision and everything it moves. `previous` is the answer kept until now, None for none."""

    organisation: str
    change: DecisionChange
    previous: str | None
    snapshots: tuple[SnapshotChange, ...]
    notes: tuple[str, ...] = ()
    events: tuple[EventChange, ...] = ()

    @property
    def people(self) -> int:
        """How many people move, at most, over all snapshots."""
        return sum(move.people.high for one in self.snapshots for move in one.moves)

    @property
    def events_by_dataset(self) -> dict[Dataset, Count]:
        """How many events move, over all periods, in the order of the datasets; only datasets in which some do."""
        found: dict[Dataset, Count] = {}
        for one in self.events:
            found[one.dataset] = found.get(one.dataset, ZERO) + one.number
        return {dataset: found[dataset] for dataset in Dataset if dataset in found}

    @property
    def levels(self) -> tuple[Level, Level] | None:
        """The level before and after of an own grade that stays one; None where the grade or no level changes."""
        said = [(one or "").upper() for one in (self.previous, self.change.answer)]
        if self.change.field != "grade" or said[0] == said[1] or not set(said) <= set(Level):
            return None
        return Level(said[0]), Level(said[1])

    def moves_as(self, other: Recoding) -> bool:
        """Whether another takes the place of the same answer, and moves the very same."""
        return (self.previous, self.snapshots, self.events) == (other.previous, other.snapshots, other.events)


@dataclass(frozen=True, slots=True)
class RecodingRecord:
    """One line of the history: who moved whom, when (UTC, ISO 8601).

    `as_at` is the day of the snapshot, or the last day of the period of what `dataset` says; `people` are then events.
    """

    made_at: str
    made_by: str
    organisation: str
    field: str
    label: str
    before: str
    after: str
    batch: int
    as_at: date
    people: Count
    dataset: Dataset = Dataset.STAFF_IN_POST
