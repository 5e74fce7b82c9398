"""Adding up the staff of several organisations: which rows there are, who is counted in each, and what they come to.

Sums of counts that are known only to lie between two numbers lie between two numbers themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.levels import Level, Tier
from workforce_tui.domain.shares import Share
from workforce_tui.domain.update_figures import COUNTED, DIMENSIONS, PERCENTAGES, TOTAL, UNMAPPED, published_range
from workforce_tui.domain.workforce import Area, OrganisationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.update_figures import Place, StaffFigures

ORGANISATION, AREA, KIND = "organisation", "area", "kind"
LEVEL, TIER = DIMENSIONS
ORDER: Mapping[str, Sequence[str]] = {
    AREA: [str(one) for one in Area],
    KIND: [str(one) for one in OrganisationKind],
    LEVEL: [*(str(one) for one in Level if one is not Level.L0), str(Level.L0)],
    TIER: [*(str(one) for one in Tier), UNMAPPED],
}
"""The codes of the rows of each dimension, in their order; those with no known place come last."""
RESTS: Mapping[str, tuple[str, ...]] = {"share": ("white",), "declaration_rate": ("undeclared", "unknown")}
"""The counts that with the part of a percentage are its base."""
AT_NONE: Mapping[str, str] = {LEVEL: str(Level.L0), TIER: UNMAPPED}
"""The row of staff at no common level, in no tier."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the update: everyone (`dimension` ""), an organisation, an area, a kind of organisation, level or tier.

    `organisations` are those counted in it. Those in `whole` are counted with all of their staff whatever the row is:
    in the row of staff at no common level, those whose levels cannot be added up.
    """

    dimension: str
    row: str
    organisations: tuple[str, ...]
    whole: tuple[str, ...] = ()

    def source(self, organisation: str) -> tuple[str, str]:
        """The dimension and row of the edition of an organisation that are counted in it."""
        apart = self.dimension in DIMENSIONS and organisation not in self.whole
        return (self.dimension, self.row) if apart else TOTAL


def counted(staff: Mapping[str, StaffFigures]) -> tuple[str, ...]:
    """The organisations that are in the totals: those of whom every headline count is known."""
    return tuple(code for code, one in staff.items() if one.tells_apart)


def counted_by(staff: Mapping[str, StaffFigures], dimension: str) -> tuple[str, ...]:
    """Those in the sums of levels or tiers: their rows are everyone, at common levels, with every count known."""
    return tuple(code for code in counted(staff) if _is_mapped(staff[code], dimension))


def _is_mapped(one: StaffFigures, dimension: str) -> bool:
    rows = one.rows(dimension)
    if not set(rows) & set(ORDER[dimension]) - {AT_NONE[dimension]} or not one.adds_up(dimension):
        return False
    return all((dimension, row, measure) in one.counts for row in rows for measure in COUNTED)


def plan_lines(staff: Mapping[str, StaffFigures], known: Mapping[str, Organisation]) -> tuple[Line, ...]:
    """Every row of the update: everyone, then by organisation, area, kind, level and tier."""
    every = counted(staff)
    if not every:
        return ()
    dimensions = [
        [Line(ORGANISATION, code, (code,)) for code in every],
        _placed_lines(AREA, every, lambda code: str(known[code].area)),
        _placed_lines(KIND, every, lambda code: str(known[code].kind)),
        *(_common_lines(staff, every, dimension) for dimension in DIMENSIONS),
    ]
    several = [lines for lines in dimensions if len(lines) > 1]  # one row alone would only say the total again
    return (Line("", "", every), *(line for lines in several for line in lines))


def _placed_lines(dimension: str, every: tuple[str, ...], place: Callable[[str], str]) -> list[Line]:
    rows = _ordered(dimension, {place(code) for code in every})
    return [Line(dimension, row, tuple(code for code in every if place(code) == row)) for row in rows]


def _common_lines(staff: Mapping[str, StaffFigures], every: tuple[str, ...], dimension: str) -> list[Line]:
    """The rows of levels or tiers; whoever cannot be placed is in the row of staff at none."""
    mapped = counted_by(staff, dimension)
    rest = tuple(code for code in every if code not in mapped)
    held = {row for code in mapped for row in staff[code].rows(dimension)}
    if not held:
        return []
    none = AT_NONE[dimension]
    rows = _ordered(dimension, held | ({none} if rest else set()))
    return [Line(dimension, row, every if row == none else mapped, rest if row == none else ()) for row in rows]


def _ordered(dimension: str, rows: set[str]) -> list[str]:
    order = ORDER[dimension]
    return sorted(rows, key=lambda row: (order.index(row) if row in order else len(order), row))


def summed(line: Line, staff: Mapping[str, StaffFigures]) -> dict[str, Count]:
    """What the counts of a row come to; a measure that is not known of everyone counted is left out."""
    found: dict[str, Count] = {}
    for measure in COUNTED:
        counts = [staff[code].count(*line.source(code), measure) for code in line.organisations]
        held = [one for one in counts if one is not None]
        if held and len(held) == len(counts):
            found[measure] = total(held)
    return found


def closure(lines: Sequence[Line], staff: Mapping[str, StaffFigures], profile: Profile) -> dict[Place, Cell]:
    """The cells of every row, computed from published figures alone: they tell nothing that those do not.

    An organisation's own are as it published them.
    """
    cells: dict[Place, Cell] = {}
    for line in lines:
        if line.dimension == ORGANISATION:
            own = staff[line.row].cells
            mine = {measure: own.get((*TOTAL, measure)) for measure in (*COUNTED, *PERCENTAGES)}
            cells |= {(ORGANISATION, line.row, name): cell for name, cell in mine.items() if cell is not None}
            continue
        counts = summed(line, staff)
        shown = {measure: shown_count(count, profile) for measure, count in counts.items()}
        shown |= {measure: shown_share(measure, counts, profile) for measure in PERCENTAGES}
        cells |= {(line.dimension, line.row, measure): cell for measure, cell in shown.items()}
    return cells


def shown_count(count: Count, profile: Profile) -> Cell:
    """A sum as it may be shown: withheld where it may be small."""
    if any(profile.is_small(number) for number in range(count.low, min(count.high + 1, profile.threshold))):
        return Withheld("small")
    return Shown(count)


def shown_share(measure: str, counts: Mapping[str, Count], profile: Profile) -> Cell:
    """A percentage of two sums as it may be shown: withheld where either is, or where it is of too few people."""
    shown = {name: count for name, count in counts.items() if isinstance(shown_count(count, profile), Shown)}
    if not set(PERCENTAGES[measure]) <= shown.keys():
        return Withheld("derived")
    return _share_of(measure, shown, profile) or Withheld("base")


def told_share(measure: str, cells: Mapping[str, Cell], roundings: Mapping[str, int], profile: Profile) -> Cell | None:
    """A percentage as far as the counts that are shown tell it; None where its part or its base is not shown.

    It is computed from those counts as they are written, so it tells nothing they do not.
    """
    counts = {
        name: published_range(cell.value, roundings.get(name, 0), profile.threshold)
        for name, cell in cells.items()
        if isinstance(cell, Shown) and isinstance(cell.value, Count)
    }
    return _share_of(measure, counts, profile) if set(PERCENTAGES[measure]) <= counts.keys() else None


def _share_of(measure: str, counts: Mapping[str, Count], profile: Profile) -> Shown | None:
    """The percentage of two counts; None where it is of too few people."""
    part, base = (counts[name] for name in PERCENTAGES[measure])
    if base.low < max(profile.percent_base_at_least, 1):
        return None
    return Shown(Share(part, _rest(measure, counts)))


def _rest(measure: str, counts: Mapping[str, Count]) -> Count:
    """Everyone a percentage is of who is not its part, as narrowly as its base and the other counts tell it.

    Exact totals may be known beside counts that are ranges, or withheld. Where the two contradict one another either
    may be right.
    """
    part, base = (counts[name] for name in PERCENTAGES[measure])
    left = Count(max(base.low - part.high, 0), max(base.high - part.low, 0))
    if not set(RESTS[measure]) <= counts.keys():
        return left
    others = total(counts[name] for name in RESTS[measure])
    low, high = max(left.low, others.low), min(left.high, others.high)
    if low > high:
        return Count(min(left.low, others.low), max(left.high, others.high))
    return Count(low, high)
