"""What finished files say: statements about counts of people, each with the place it was read in."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WALES = "wales"
"""The place that is all organisations in Wales together."""
EVERYWHERE = "everywhere"
"""The place that is every organisation of a table, those outside Wales included."""
AREA = "area:"
"""What the place of an area starts with; any other place is the code of an organisation."""


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """One count of people.

    `row` is "dimension:code" ("level:L3"), "" for everyone; `cut` the second dimension ("sex:F"); `measure` is
    headcount, known, minority, white, undeclared, unknown, not_given, or the code of an ethnic group, and `definition`
    says who is a minority where that decides. `period` is an ISO date, `version` "" for the only one.
    """

    place: str
    period: str
    row: str
    cut: str
    measure: str
    definition: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """That a count is from *low* to *high* people (None: any number). `marker` is "c" where the file withholds it."""

    figure: Figure
    low: int
    high: int | None
    source: str
    shown: str = ""
    marker: str = ""

    @property
    def withheld(self) -> bool:
        """Whether the file has a marker of confidentiality in place of the figure."""
        return self.marker == "c"


@dataclass(frozen=True, slots=True)
class Relation:
    """That a sum of multiples of counts is from *low* to *high* (None: open), as a percentage says of its counts."""

    terms: tuple[tuple[Figure, Fraction], ...]
    low: Fraction | None
    high: Fraction | None
    source: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """A number worked out from the share of *minority* in its row: a target, a gap, people short, an interval's end.

    `decimals` is how many of them are written: 4.0 says more than 4.
    """

    minority: Figure
    measure: str
    low: Fraction
    high: Fraction
    source: str
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Leak:
    """A number in words, labels, alternative texts or names that should not be there, or that cannot be read.

    Of numbers in words `said` is all of the text they stand in, and `numbers` are those that should not be there.
    """

    where: str
    text: str
    reason: str
    said: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """Everything that was read from the files, and what stands in the way of trusting it.

    `levels` is the mapping of grades to levels by (organisation, grade) where a file publishes one; the organisation is
    "" for a mapping of all. `labels` are the codes of rows by (dimension, plain label), `areas` those of
    organisations. `listed` is the organisations a table of organisations lists, by its period. `rates` are the numbers
    that tables of rates show, `repeated` those of tables that say what others of the files say, each with its heading
    ("%" for what counts nobody). `coded` are the files that have their figures one by one, with the codes they are
    joined by; `tables` is the number of other tables that were read as counts, `loose` of those whose numbers alone
    were, `read` are the files with any table that was understood. `questions` are numbers by themselves that nothing is
    known of.
    """

    statements: list[Statement] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    derived: list[Derived] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)
    levels: dict[tuple[str, str], str] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    listed: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    rates: list[str] = field(default_factory=list)
    repeated: list[tuple[str, str]] = field(default_factory=list)
    coded: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    questions: list[Leak] = field(default_factory=list)
    tables: int = 0
    loose: int = 0
    cells: int = 0

    def add(self, other: Reading) -> None:
        """Take in what another file says."""
        self.statements += other.statements
        self.relations += other.relations
        self.derived += other.derived
        self.leaks += other.leaks
        self.levels |= other.levels
        self.labels |= other.labels
        self.areas |= other.areas
        self.rates += other.rates
        self.cells += other.cells
        for period, members in other.listed.items():
            self.listed.setdefault(period, set()).update(members)


def counts_of(statements: Iterable[Statement]) -> Mapping[Figure, tuple[int, int | None]]:
    """What all statements about each figure say together: the largest low end, the smallest high end."""
    found: dict[Figure, tuple[int, int | None]] = {}
    for one in statements:
        low, high = found.get(one.figure, (0, None))
        ends = [end for end in (high, one.high) if end is not None]
        found[one.figure] = max(low, one.low), min(ends) if ends else None
    return found


def percentage(
    part: Iterable[Figure], base: Iterable[Figure], shown: Fraction, half: Fraction, source: str
) -> tuple[Relation, Relation]:
    """What a percentage *shown*, rounded half-up within *half* a unit of its last digit, says of its counts.

    At the upper end the share is below shown + half: with whole numbers of people and a share of that denominator, by
    at least one part of the denominator.
    """
    parts = tuple((one, Fraction(1)) for one in part)
    bases = tuple(base)
    low, high = (shown - half) / 100, (shown + half) / 100
    text = f"{float(shown):g}%"
    return (
        Relation((*parts, *((one, -low) for one in bases)), Fraction(0), None, source, text),
        Relation((*parts, *((one, -high) for one in bases)), None, Fraction(-1, high.denominator), source, text),
    )
