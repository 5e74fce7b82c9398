"""Kept decisions and what changing one moves: types only, so that a screen can name them cheaply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    all snapshots; None for a decision that only the reading of a file uses.
    """

    field: str
    value: str
    answer: str
    meaning: str
    decided: date | None
    people: Count | None = None
    snapshots: int = 0
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionBook:
    """The kept decisions of one organisation (None: of files with several), and where they are kept."""

    organisation: Organisation | None
    lines: tuple[DecisionLine, ...]
    file: str


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
class Recoding:
    """A changed decision and everything it moves. `previous` is the answer kept until now, None for none."""

    organisation: str
    change: DecisionChange
    previous: str | None
    snapshots: tuple[SnapshotChange, ...]
    notes: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        """How many people move, at most, over all snapshots."""
        return sum(move.people.high for one in self.snapshots for move in one.moves)


@dataclass(frozen=True, slots=True)
class RecodingRecord:
    """One line of the history: who moved whom, when (UTC, ISO 8601)."""

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
