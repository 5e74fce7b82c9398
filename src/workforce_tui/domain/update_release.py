"""The rows of the update as a release: base cells of each organisation, and every figure as a sum of them.

A base cell is an organisation's minority, White, undeclared or unknown staff at one level (or tier, or in all, where
nothing finer is known). A figure may be known more narrowly than its cells: a total is published exactly, its parts
rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.disclosure.model import (
    Figure,
    FigureKey,
    Published,
    PublishedFigure,
    PublishedShare,
    Release,
    ShareFigure,
)
from workforce_tui.domain.update_figures import COUNTED, DIMENSIONS, PARTS, PERCENTAGES, TOTAL, tier_code
from workforce_tui.domain.update_sums import ORGANISATION, summed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import Verdict
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.update_figures import Place, StaffFigures
    from workforce_tui.domain.update_sums import Line

BY_DEFINITION = frozenset({"minority", "white", "share"})
HEADLINE = "em_excl"
_MEMBERS: Mapping[str, tuple[str, ...]] = {
    "headcount": PARTS,
    "known": ("minority", "white"),
    **{one: (one,) for one in PARTS},
}


@dataclass(frozen=True, slots=True)
class Whose:
    """What the figures of an update belong to: the day of all Wales (the latest snapshot), and the organisations."""

    day: date
    known: Mapping[str, Organisation]
    staff: Mapping[str, StaffFigures]

    def day_of(self, organisation: str) -> date:
        """The day of an organisation's snapshot."""
        return self.staff[organisation].day or self.day

    def key(self, line: Line, measure: str) -> FigureKey:
        """What the figure in a row of the update is of."""
        definition = HEADLINE if measure in BY_DEFINITION else ""
        if line.dimension == ORGANISATION:
            return self.own_key(line.row, *TOTAL, measure)
        return FigureKey("", "", self.day, line.dimension, line.row, measure, definition)

    def own_key(self, organisation: str, dimension: str, row: str, measure: str) -> FigureKey:
        """What a figure in an edition of an organisation is of."""
        definition = HEADLINE if measure in BY_DEFINITION else ""
        area = str(self.known[organisation].area)
        return FigureKey(organisation, area, self.day_of(organisation), dimension, row, measure, definition)


@dataclass(slots=True)
class _Building:
    """The cells as they are added, by organisation and row of its finest dimension, and the figures."""

    whose: Whose
    cells: list[Count] = field(default_factory=list)
    placed: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    finest: dict[str, str] = field(default_factory=dict)


def release_of(lines: Sequence[Line], whose: Whose) -> Release:
    """The release of the rows, with what the organisations' own editions say as its context."""
    building = _Building(whose)
    for code in whose.staff:
        _place(building, code)
    figures = {figure.key: figure for line in lines for figure in _figures(building, line)}
    shares = {share.key: share for line in lines for share in _shares(whose, line, figures)}
    own = {figure.key: figure for code in whose.staff for figure in _own(building, code)}
    return Release(
        cells=tuple(building.cells),
        figures=tuple(figures[key] for key in sorted(figures)),
        shares=tuple(shares[key] for key in sorted(shares)),
        context=tuple(own[key] for key in sorted(own.keys() - figures.keys())),
        context_shares=tuple(one for one in _own_shares(whose, {*own, *figures}) if one.key not in shares),
    )


def _place(building: _Building, code: str) -> None:
    """A base cell for every group at every level of an organisation, or tier, or in all."""
    one = building.whose.staff[code]
    finest = next((by for by in DIMENSIONS if _is_whole(one, by)), "")
    building.finest[code] = finest
    for row in one.rows(finest) if finest else ("",):
        for part in PARTS:
            building.placed[code, finest, row, part] = len(building.cells)
            building.cells.append(one.counts.get((finest, row, part)) or Count(0, _most(one)))


def _is_whole(one: StaffFigures, by: str) -> bool:
    rows = one.rows(by)
    return one.adds_up(by) and all((by, row, measure) in one.counts for row in rows for measure in COUNTED)


def _most(one: StaffFigures) -> int:
    """No group of an organisation is larger than all of it."""
    everyone = one.counts.get((*TOTAL, "headcount"))
    return everyone.high if everyone else 0


def _cells_of(building: _Building, code: str, dimension: str, row: str, measure: str) -> tuple[int, ...] | None:
    """The base cells of a figure of an organisation; None where they are too coarse for it."""
    finest, members = building.finest[code], _MEMBERS[measure]

    def belongs(cell_row: str) -> bool:
        if (dimension, row) == TOTAL:
            return True
        return cell_row == row if dimension == finest else tier_code(cell_row) == row

    if (dimension, row) != TOTAL and dimension != finest and (dimension, finest) != ("tier", "level"):
        return None
    return tuple(
        place
        for (owner, by, cell_row, part), place in building.placed.items()
        if owner == code and by == finest and part in members and belongs(cell_row)
    )


def _figures(building: _Building, line: Line) -> Iterator[Figure]:
    counts = summed(line, building.whose.staff)
    for measure, count in counts.items():
        cells: list[int] = []
        for code in line.organisations:
            mine = _cells_of(building, code, *line.source(code), measure)
            if mine is None:
                break
            cells += mine
        else:
            yield _figure(building, building.whose.key(line, measure), tuple(cells), count)


def _own(building: _Building, code: str) -> Iterator[Figure]:
    """Every figure of an organisation's own edition that is a sum of base cells."""
    for (dimension, row, measure), count in building.whose.staff[code].counts.items():
        cells = _cells_of(building, code, dimension, row, measure)
        if cells is not None:
            yield _figure(building, building.whose.own_key(code, dimension, row, measure), cells, count)


def _own_shares(whose: Whose, known: Collection[FigureKey]) -> Iterator[ShareFigure]:
    """Every percentage of an organisation's own edition that is of figures of the release."""
    for code, staff in whose.staff.items():
        for dimension, row, measure in staff.cells:
            if measure in PERCENTAGES:
                part, base = (whose.own_key(code, dimension, row, one) for one in PERCENTAGES[measure])
                if part in known and base in known:
                    yield ShareFigure(whose.own_key(code, dimension, row, measure), part, base)


def _figure(building: _Building, key: FigureKey, cells: tuple[int, ...], count: Count) -> Figure:
    """A figure known as narrowly as its cells and the editions let it be."""
    whole = total(building.cells[cell] for cell in cells)
    low, high = max(whole.low, count.low), min(whole.high, count.high)
    return Figure(key, cells, Count(low, high) if low <= high else whole)


def _shares(whose: Whose, line: Line, figures: Mapping[FigureKey, Figure]) -> Iterator[ShareFigure]:
    for measure, (part, base) in PERCENTAGES.items():
        made = ShareFigure(whose.key(line, measure), whose.key(line, part), whose.key(line, base))
        if made.part in figures and made.base in figures:
            yield made


def headline_keys(lines: Sequence[Line], whose: Whose, measures: Sequence[str]) -> frozenset[FigureKey]:
    """The figures of everyone."""
    return frozenset(whose.key(line, one) for line in lines if not line.dimension for one in measures)


def cells_of(lines: Sequence[Line], whose: Whose, verdicts: Mapping[FigureKey, Verdict]) -> dict[Place, Cell]:
    """The cells of every row as the verdicts let them be drawn; a figure nobody judged is not there."""
    cells: dict[Place, Cell] = {}
    for line in lines:
        for measure in (*COUNTED, *PERCENTAGES):
            match verdicts.get(whose.key(line, measure)):
                case Published(value):
                    cells[line.dimension, line.row, measure] = Shown(value)
                case PublishedShare(percent):
                    cells[line.dimension, line.row, measure] = Shown(percent)
                case Withheld() as withheld:
                    cells[line.dimension, line.row, measure] = withheld
    return cells


def roundings_of(lines: Sequence[Line], whose: Whose, verdicts: Mapping[FigureKey, Verdict]) -> dict[Place, int]:
    """What each count that is shown was rounded to; 0 for not at all."""
    return {
        (line.dimension, line.row, measure): verdict.rounding
        for line in lines
        for measure in COUNTED
        if isinstance(verdict := verdicts.get(whose.key(line, measure)), Published)
    }


def published_figures(
    lines: Sequence[Line], whose: Whose, cells: Mapping[Place, Cell], roundings: Mapping[Place, int], threshold: int
) -> Iterator[PublishedFigure]:
    """The rows as the ledger keeps them; a count that is not in *roundings* was not rounded."""
    for line in lines:
        for measure in (*COUNTED, *PERCENTAGES):
            place = (line.dimension, line.row, measure)
            base = roundings.get(place, 0)
            match cells.get(place):
                case Shown(Count() | Decimal() as value):
                    yield PublishedFigure(whose.key(line, measure), value, base, threshold)
                case Withheld():
                    yield PublishedFigure(whose.key(line, measure), None, base, threshold)


def own_published(whose: Whose, code: str) -> Iterator[PublishedFigure]:
    """What an organisation's edition tells its readers, as the ledger would have it."""
    one = whose.staff[code]
    for (dimension, row, measure), cell in one.cells.items():
        key = whose.own_key(code, dimension, row, measure)
        match cell:
            case Shown(Count() | Decimal() as value):
                place = (dimension, row, measure)
                base = one.rounding_of(place, value) if isinstance(value, Count) else one.rounding
                yield PublishedFigure(key, value, base, one.threshold)
            case Withheld():
                yield PublishedFigure(key, None, one.rounding, one.threshold)
