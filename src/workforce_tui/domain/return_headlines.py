"""The three figures of a return that a board shows, as its readers have them, and whether they changed on last year.

Figures that are rounded, withheld or known only to lie between two numbers stay what they are: a change is told only
where it is certain whatever the figures were before they were made safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.shares import Share
from workforce_tui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition
    from workforce_tui.domain.representation import Representation
    from workforce_tui.domain.table import Table

LARGE = Fraction(1, 5)
"""A change on last year by more than this part is pointed out (2e)."""
_OF_STAFF = frozenset({"level", "grade", "worker", "tier", "group"})
HEADLINE_NAMES = {
    "headcount": N_("Headcount"),
    "minority": N_("Ethnic minority"),
    "declaration": N_("Declaration rate"),
}


@dataclass(frozen=True, slots=True)
class Extent:
    """A figure that is from *low* to *high*: people, or a share from 0 to 1."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Headline:
    """Headcount, ethnic minority (headline definition) and declaration rate of all staff; None where not known."""

    headcount: Extent | None = None
    minority: Extent | None = None
    declaration: Extent | None = None

    def items(self) -> Iterator[tuple[str, Extent | None]]:
        """The figures by their codes."""
        yield from (("headcount", self.headcount), ("minority", self.minority), ("declaration", self.declaration))


@dataclass(frozen=True, slots=True)
class LargeChange:
    """A figure that is certain to have changed by more than a fifth since last year."""

    figure: str
    before: Extent
    after: Extent


def large_changes(before: Headline | None, after: Headline | None) -> tuple[LargeChange, ...]:
    """The figures that changed by more than a fifth whatever they are within their extents."""
    if before is None or after is None:
        return ()
    old = dict(before.items())
    return tuple(
        LargeChange(name, was, now)
        for name, now in after.items()
        if now is not None and (was := old[name]) is not None and _is_large(was, now)
    )


def _is_large(before: Extent, after: Extent) -> bool:
    return after.low > before.high * (1 + LARGE) or after.high < before.low * (1 - LARGE)


def headline_of(edition: Edition) -> Headline:
    """The headline figures of an edition, from its tables of staff; what is withheld in all of them is None."""
    rounding = _rounding(edition.codes)
    found: dict[str, Extent] = {}
    for _section, held in edition.tables():
        if held.cut or held.dimension not in _OF_STAFF:
            continue
        for measure, cell in _totals(held.table):
            extent = _extent(cell, rounding)
            if extent is not None and (measure != "minority" or _is_headline(held.table)):
                found.setdefault(measure, extent)
    return Headline(found.get("headcount"), found.get("minority"), _declaration(found))


def headline_in(figures: Representation) -> Headline:
    """The headline figures of staff that are held one by one or as counts."""
    rate = figures.declaration
    declared = Extent(rate.low, rate.high) if rate.low is not None and rate.high is not None else None
    minority = figures.minority
    return Headline(_ends(figures.headcount), None if minority is None else _ends(minority), declared)


def _rounding(codes: Mapping[str, str]) -> int:
    text = codes.get("rounding", "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _is_headline(table: Table) -> bool:
    return table.definition in (None, EthnicityDefinition.EM_EXCL)


def _totals(table: Table) -> Iterator[tuple[str, Cell]]:
    """The cells of the row of everyone, by the codes of their columns."""
    for row in table.rows:
        if not row.key:
            yield from ((column.key, cell) for column, cell in zip(table.columns, row.cells, strict=True))


def _extent(cell: Cell, rounding: int) -> Extent | None:
    """What a cell may have been before it was rounded; None where it says nothing."""
    if not isinstance(cell, Shown):
        return None
    match cell.value:
        case Count() as count:
            half = Count.rounded(0, rounding).high if rounding > 1 else 0
            return Extent(Fraction(max(count.low - half, 0)), Fraction(count.high + half))
        case Share(low=low, high=high) if low is not None and high is not None:
            return Extent(low, high)
        case Decimal() as percent:
            exponent = percent.as_tuple().exponent
            half_unit = Fraction(1, 2 * 10 ** max(-exponent, 0)) if isinstance(exponent, int) else Fraction(0)
            shown = Fraction(percent)
            return Extent(max(shown - half_unit, Fraction(0)) / 100, (shown + half_unit) / 100)
        case _:
            return None


def _ends(count: Count) -> Extent:
    return Extent(Fraction(count.low), Fraction(count.high))


def _declaration(found: Mapping[str, Extent]) -> Extent | None:
    """The declaration rate as shown, else from the counts it is a share of."""
    if (shown := found.get("declaration_rate")) is not None:
        return shown
    known, everyone = found.get("known"), found.get("headcount")
    if known is None or everyone is None or not everyone.low:
        return None
    return Extent(known.low / everyone.high, min(known.high / everyone.low, Fraction(1)))
