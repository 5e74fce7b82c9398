"""What disclosure control is given and what it gives back.

A *release* is everything one export hands out. A *figure* is one published count: a sum over base cells, the finest
counts held. A *share* is a percentage of one figure over another. The *ledger* is what was published before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.domain.cells import Withheld

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.disclosure.policy import Profile

TOTAL = ""
"""The `row` of a figure about everyone of its organisation or area."""


@dataclass(frozen=True, slots=True, order=True)
class FigureKey:
    """What a figure is of, in codes; two tables that show the same figure have the same key.

    `organisation` is "" for several organisations, which `area` then names. `dimension` and `row` say which staff
    ("level" and "L3"; "" for everyone), `measure` is headcount, known, minority, white, undeclared, unknown, the code
    of an ethnic group, or, of a percentage, share or declaration. `definition` is "" where none applies; `cut` is ""
    or a second dimension with its value ("sex:female").
    """

    organisation: str
    area: str
    as_at: date
    dimension: str
    row: str
    measure: str
    definition: str = ""
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One count to publish: the base cells it adds up, and what is known of it.

    `truth` may be narrower than the sum of its cells, where a total is known exactly and its parts are not; it is
    never wider.
    """

    key: FigureKey
    cells: tuple[int, ...]
    truth: Count


@dataclass(frozen=True, slots=True)
class ShareFigure:
    """One percentage to publish: `part` over `base`, both figures (or context) of the same release."""

    key: FigureKey
    part: FigureKey
    base: FigureKey


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that is handed out together.

    `cells` are the base cells, all dates and organisations that the figures are of. `structural_zeros` are the cells
    everyone knows to be empty, such as a grade the organisation does not have. `context` are figures that are not
    handed out now and were published before: they let the ledger be matched to cells.
    """

    cells: tuple[Count, ...]
    figures: tuple[Figure, ...]
    shares: tuple[ShareFigure, ...] = ()
    structural_zeros: frozenset[int] = frozenset()
    context: tuple[Figure, ...] = ()
    context_shares: tuple[ShareFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One line of the ledger: a figure as it was published.

    `value` is the count, or for a percentage the number written (4.6); None was withheld. `rounding` is the base it was
    rounded to, 0 for exact, and `threshold` the smallest count its profile would have shown.
    """

    key: FigureKey
    value: Count | Decimal | None
    rounding: int = 0
    threshold: int = 0


class Reason(StrEnum):
    """Why a figure is withheld."""

    SMALL = "small"
    """Under the threshold, or an interval that may be."""
    ZERO = "zero"
    """Nobody: as telling as everybody where the subject is ethnicity."""
    GROUP = "group"
    """Everybody, or everybody but too few, of a row is from one group."""
    COMPLEMENT = "complement"
    """Safe by itself: with it another withheld figure could be worked out."""
    DIFFERENCE = "difference"
    """Its difference from another published figure (a definition, an area, a cut) would be too small."""
    EARLIER = "earlier"
    """Its difference from what was published before would be too small."""
    BASE = "base"
    """A percentage of too few people."""
    DERIVED = "derived"
    """A percentage of, or over, a withheld count."""
    INTERVAL = "interval"
    """A percentage of counts that are known only to lie between two numbers."""


@dataclass(frozen=True, slots=True)
class Published:
    """A count that may be shown as it stands here: exact, or rounded to the nearest `rounding`.

    A censored input stays an interval: both ends are rounded.
    """

    value: Count
    rounding: int = 0


@dataclass(frozen=True, slots=True)
class PublishedShare:
    """A percentage that may be shown: the number to write, with as many decimals as it has."""

    percent: Decimal


Verdict: TypeAlias = Published | PublishedShare | Withheld
"""`Withheld.reason` is a `Reason`."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A set of whole, non-negative base cells that agrees with everything published: `changes` from the first one.

    Two witnesses that give a figure different values prove, by multiplication alone, that it cannot be worked out.
    """

    changes: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a release lost and what it is proved to keep.

    `counts` are the distinct counts asked for and `percentages` the distinct percentages. `large` are counts of
    five or more whatever the threshold, `allowed` those the profile's threshold allows. `smallest_interval` is the
    smallest proved width (highest less lowest possible value) of any withheld count; None where none is withheld.
    """

    counts: int = 0
    withheld: int = 0
    percentages: int = 0
    percentages_withheld: int = 0
    large: int = 0
    large_published: int = 0
    allowed: int = 0
    allowed_published: int = 0
    smallest_interval: int | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)
    problems_solved: int = 0

    @property
    def withheld_share(self) -> float:
        """The part of all counts that is withheld, 0 to 1."""
        return self.withheld / self.counts if self.counts else 0.0

    @property
    def large_share(self) -> float:
        """The part of the counts of five or more that is published, 0 to 1."""
        return self.large_published / self.large if self.large else 1.0

    @property
    def allowed_share(self) -> float:
        """The part of the counts at or over the threshold that is published, 0 to 1."""
        return self.allowed_published / self.allowed if self.allowed else 1.0


@dataclass(frozen=True, slots=True)
class Protection:
    """What may be published of a release under a profile, and the proof that it gives nobody away.

    `first` is one set of base cells that agrees with everything published (the truth, where it is known exactly).
    `witnesses` change it; `intervals` are the lowest and highest value they prove possible for each withheld count.
    """

    profile: Profile
    verdicts: Mapping[FigureKey, Verdict]
    statistics: Statistics
    first: tuple[int, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    intervals: Mapping[FigureKey, tuple[int, int]] = field(default_factory=dict)

    def verdict(self, key: FigureKey) -> Verdict:
        """The verdict for a figure; KeyError for one that was not in the release."""
        return self.verdicts[key]
