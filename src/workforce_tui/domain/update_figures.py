"""What an edition of a return says of an organisation's staff, and what can be known of each count from it.

A count rounded to the nearest 5 and written as 20 was 18 to 22; a withheld one was nobody to everyone of its row. What
the published totals and parts leave of that is worked out here and nowhere guessed: a count is never narrower than
the edition itself allows, and one of which nothing is known has no count at all, not a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition_rounding import EXACT, ROUNDED
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.levels import Level, tier_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Audience, Edition

COUNTED = ("headcount", "known", "minority", "white", "undeclared", "unknown")
"""The measures that are counts, in their order."""
PARTS = ("minority", "white", "undeclared", "unknown")
"""The measures that make up everyone where the two groups can be told apart."""
PERCENTAGES: Mapping[str, tuple[str, str]] = {
    "share": ("minority", "known"),
    "declaration_rate": ("known", "headcount"),
}
"""The measures that are percentages: of which count, over which."""
TOTAL = ("", "")
"""The dimension and row of everyone."""
DIMENSIONS = ("level", "tier")
"""What organisations can be added up by."""
UNMAPPED = "unmapped"
"""The row of staff in no tier."""
HEADLINE = EthnicityDefinition.EM_EXCL
_NOBODY_KNOWS = 10**9
_MOST_ROUNDS = 20

Place = tuple[str, str, str]
"""Dimension, row and measure."""


@dataclass(frozen=True, slots=True)
class StaffFigures:
    """The staff of one organisation as one edition has them.

    `cells` are the figures as they are published, `counts` what is known of each; a place without a count is not known
    at all. `day` is that of the snapshot, None where the edition does not say.
    """

    organisation: str
    year: int
    version: int
    audience: Audience
    day: date | None
    profile: str
    threshold: int
    rounding: int
    cells: Mapping[Place, Cell]
    counts: Mapping[Place, Count]
    exact_totals: frozenset[str] = frozenset()

    def rounding_of(self, place: Place, value: Count) -> int:
        """What a figure of the edition is rounded to; 0 for not at all."""
        return published_rounding(place, value, self.rounding, exact_totals=self.exact_totals)

    def rows(self, dimension: str) -> tuple[str, ...]:
        """The rows the edition has of a dimension, in its order."""
        return tuple(dict.fromkeys(row for by, row, _measure in self.cells if by == dimension))

    def count(self, dimension: str, row: str, measure: str) -> Count | None:
        """What is known of a count: nobody where a table of that dimension has no such row; None for not known."""
        held = self.counts.get((dimension, row, measure))
        if held is None and row not in self.rows(dimension) and self.adds_up(dimension):
            return Count(0, 0)
        return held

    def adds_up(self, dimension: str) -> bool:
        """Whether the rows of a dimension are everyone, as far as can be known."""
        rows, everyone = self.rows(dimension), self.counts.get((*TOTAL, "headcount"))
        heads = [self.counts.get((dimension, row, "headcount")) for row in rows]
        known = [one for one in heads if one is not None]
        if not rows or everyone is None or len(known) != len(heads):
            return False
        return sum(one.low for one in known) <= everyone.high and sum(one.high for one in known) >= everyone.low

    def rounded_totals(self) -> tuple[str, ...]:
        """The measures of everyone that are rounded beside exact ones: a reader must not subtract them."""
        if not self.exact_totals:
            return ()
        return tuple(
            measure
            for measure in COUNTED
            if measure not in self.exact_totals and isinstance(self.cells.get((*TOTAL, measure)), Shown)
        )

    @property
    def tells_apart(self) -> bool:
        """Whether all of the headline counts are known."""
        return all((*TOTAL, measure) in self.counts for measure in COUNTED)


def staff_figures(edition: Edition) -> StaffFigures:
    """The staff of an edition of a return, under the headline definition."""
    cells = dict(_cells(edition))
    threshold, rounding = (_number(edition.codes.get(name, "")) for name in ("threshold", "rounding"))
    exact = _exact_totals(edition)
    return StaffFigures(
        edition.organisation,
        edition.year,
        edition.version,
        edition.audience,
        _day(edition.codes.get("period", "")),
        edition.codes.get("profile", ""),
        threshold,
        rounding,
        cells,
        _counts(cells, threshold, rounding, exact_totals=exact),
        exact,
    )


def _exact_totals(edition: Edition) -> frozenset[str]:
    """The measures of everyone that are not rounded though other counts are."""
    if edition.codes.get(EXACT, "no") == "no":
        return frozenset()
    rounded, day = edition.codes.get(ROUNDED, "").split(), edition.codes.get("period", "")
    return frozenset(one for one in COUNTED if f"{day}/{one}" not in rounded)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _cells(edition: Edition) -> Iterator[tuple[Place, Cell]]:
    """Every figure of staff, the total as a row of no dimension."""
    wanted = {*COUNTED, *PERCENTAGES}
    for _section, held in edition.tables():
        definition = held.table.definition or edition.codes.get("definition", HEADLINE)
        if held.cut or held.dimension not in DIMENSIONS or definition != HEADLINE:
            continue
        if not wanted & {column.key for column in held.table.columns} - {"headcount"}:
            continue
        for row in held.table.rows:
            place = (held.dimension, row.key) if row.key else TOTAL
            for column, cell in zip(held.table.columns, row.cells, strict=True):
                if column.key in wanted:
                    yield (*place, column.key), cell


def published_range(value: Count, rounding: int, threshold: int) -> Count:
    """What a count may have been that was published as *value*, rounded, where smaller ones are withheld.

    A number that is no multiple of *rounding* was not rounded: it is an exact total, or an end of a range.
    """
    below, above = (rounding // 2 if rounding and not end % rounding else 0 for end in (value.low, value.high))
    low = max(value.low - below, 0)
    return Count(max(low, threshold) if below and value.high else low, value.high + above)


def published_rounding(place: Place, value: Count, rounding: int, *, exact_totals: Collection[str]) -> int:
    """What a published count is rounded to: 0 for a total of everyone where those are exact, or where it is none."""
    rounded = rounding and not (value.low % rounding or value.high % rounding)
    return rounding if rounded and not (place[:2] == TOTAL and place[2] in exact_totals) else 0


def _counts(
    cells: Mapping[Place, Cell], threshold: int, rounding: int, *, exact_totals: Collection[str]
) -> dict[Place, Count]:
    """What is known of every count, from what is published of it and of what it adds up with."""
    first: dict[Place, list[int]] = {}
    for place, cell in cells.items():
        match cell:
            case Shown(Count() as value) if place[2] in COUNTED:
                exact = place[:2] == TOTAL and place[2] in exact_totals
                known = published_range(value, 0 if exact else rounding, threshold)
                first[place] = [known.low, known.high]
            case Withheld() if place[2] in COUNTED:
                first[place] = [0, _NOBODY_KNOWS]
            case _:
                continue
    ends = {place: list(one) for place, one in first.items()}
    if not _tightened(ends, list(_sums(ends, cells))):
        ends = first  # figures that contradict one another: each is taken for itself
    whole = ends.get((*TOTAL, "headcount"), [0, _NOBODY_KNOWS])[1]
    found = {
        place: Count(low, min(high, whole) if high == _NOBODY_KNOWS else high) for place, (low, high) in ends.items()
    }
    return {place: count for place, count in found.items() if count.high < _NOBODY_KNOWS}


_Sum = tuple["Place", "tuple[Place, ...]"]


def _sums(ends: Mapping[Place, list[int]], cells: Mapping[Place, Cell]) -> Iterator[_Sum]:
    """Which counts add up to which: the groups of a row, the rows of a table, the levels of a tier."""
    places = dict.fromkeys(place[:2] for place in ends)
    for by, row in places:
        groups = [(by, row, one) for one in COUNTED]
        told_apart = not any(isinstance(cells.get(place, NotAvailable("")), NotAvailable) for place in groups)
        if told_apart:
            yield groups[0], (groups[1], groups[4], groups[5])
            yield groups[1], (groups[2], groups[3])
    for measure in COUNTED:
        for by in DIMENSIONS:
            parts = tuple((by, row, measure) for one, row in places if one == by and (by, row, measure) in ends)
            every = [row for one, row in places if one == by]
            if (*TOTAL, measure) in ends and len(every) == len(parts) > 1:
                yield (*TOTAL, measure), parts
        yield from _tier_sums(ends, places, measure)


def _tier_sums(ends: Mapping[Place, list[int]], places: Iterable[tuple[str, str]], measure: str) -> Iterator[_Sum]:
    held = list(places)
    for by, row in held:
        if by != "tier":
            continue
        levels = [one for dimension, one in held if dimension == "level" and tier_code(one) == row]
        parts = tuple(("level", one, measure) for one in levels)
        if levels and (by, row, measure) in ends and all(part in ends for part in parts):
            yield (by, row, measure), parts


def tier_code(level: str) -> str:
    """The code of the tier of a level; that of no tier for a level that is in none."""
    return str(tier_of(Level(level)) or UNMAPPED) if level in list(Level) else UNMAPPED


def _tightened(ends: dict[Place, list[int]], sums: Sequence[_Sum]) -> bool:
    """Narrow every count to what the sums leave possible; False where they cannot all hold."""
    for _round in range(_MOST_ROUNDS):
        before = [tuple(one) for one in ends.values()]
        for whole, parts in sums:
            lows, highs = ([ends[part][end] for part in parts] for end in (0, 1))
            _narrow(ends[whole], sum(lows), sum(highs))
            for part in parts:
                others = sum(lows) - ends[part][0], sum(highs) - ends[part][1]
                rest = max(ends[whole][0] - others[1], 0), ends[whole][1] - others[0]
                _narrow(ends[part], *rest)
                lows, highs = ([ends[one][end] for one in parts] for end in (0, 1))
        if any(low > high for low, high in ends.values()):
            return False
        if before == [tuple(one) for one in ends.values()]:
            break
    return True


def _narrow(ends: list[int], low: int, high: int) -> None:
    ends[0], ends[1] = max(ends[0], low), min(ends[1], high)
