"""Tables that are worked out from the figures of a return: its summary of indicators, its targets and the way to them.

Every count in a summary has to be one that is published, or wider; every value one that its counts give. What stands
beside a target has to be withheld where the figure it is worked out from is.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from workforce_tui.auditing.documents import Grid
from workforce_tui.auditing.interchange import HeldRow, HeldTable
from workforce_tui.auditing.prose import plain_number
from workforce_tui.auditing.statements import Leak, Reading
from workforce_tui.auditing.values import read_value
from workforce_tui.auditing.words import code_of, spellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from workforce_tui.auditing.statements import Figure
    from workforce_tui.auditing.values import Value

_COUNTS = ("numerator", "denominator", "comparator_numerator", "comparator_denominator")
_VALUES = ("value", "value_high", "interval_low", "interval_high")
_EVENTS, _OUTCOMES = "event:", "outcome:"
_BASELINE = "/baseline"
_SUMMARY = frozenset({"numerator", "denominator", "value", "value_high"})
_TARGETS = frozenset({"target", "present", "gap", "standing"})
_WAY = frozenset({"target", "day", "required", "shown", "track"})
_WAY_OF_PEOPLE = frozenset({"target", "day", "required_people", "shown_people", "track"})
_TABLES = (_SUMMARY, _TARGETS, _WAY, _WAY_OF_PEOPLE)
_MADE = frozenset().union(
    *_TABLES, _COUNTS, _VALUES, ("definition", "persons_short", "due"), ("unit", "level", "marker", "flag"),
    ("definition_version",),
)  # fmt: skip
"""The columns the program fills itself; any other has what somebody typed."""
_NO_FIGURES = frozenset({"unit", "level", "marker", "flag", "definition_version", "day", "due"})
_RESTING = ("gap", "persons_short", "standing")
_POPULATION = "R3"
"""The indicators whose comparator is the population of an area, which everybody knows."""


def is_computed(table: HeldTable) -> bool:
    """Whether a table is a summary or of targets, by the codes of its columns."""
    return not table.figures and any(codes <= table.headings.keys() for codes in _TABLES)


def as_summary(grid: Grid) -> HeldTable | None:
    """A table of a page or document as a summary, by the words of its headings; None for another table."""
    headings = {code_of("computed", name) or name: name for name in grid.header[1:]}
    if not headings.keys() >= _SUMMARY or len(headings) < len(grid.header) - 1:
        return None
    made = HeldTable("", grid.title, grid.header[0], headings, [grid.below])
    for number, row in enumerate(grid.rows):
        where = f"{grid.where} ({row[0][:60]})"
        made.rows[str(number)] = HeldRow(where, row[0], dict(zip(headings, row[1:], strict=True)), row.count("[c]"))
    return made


def typed_columns(table: HeldTable) -> frozenset[str]:
    """The headings of the columns of such a table that hold what somebody typed; none of another table."""
    made = is_computed(table)
    return frozenset(heading for code, heading in table.headings.items() if made and code not in _MADE)


def typed_in(table: HeldTable, where: str) -> Grid | None:
    """What somebody typed into such a table, beside the labels of its rows: it is read as words; None for nothing."""
    typed = [code for code in table.headings if code not in _MADE]
    if not typed:
        return None
    rows = tuple((row.label, *(row.cells.get(code, "") for code in typed)) for row in table.rows.values())
    header = (table.heading, *(table.headings[code] for code in typed))
    return Grid(f"{where}, {table.name}", "", header, rows)


def read_computed(table: HeldTable, reading: Reading) -> Reading:
    """What such a table shows, given all figures that are published, and the rows that say too much."""
    found = Reading()
    ranges, people = _published(reading), _people(reading)
    shares = {plain_number(one.shown) for one in reading.relations}
    for row in table.rows.values():
        if table.headings.keys() >= _SUMMARY:
            wrong = _wrong_summary(row, ranges)
        elif table.headings.keys() >= _WAY:
            wrong = _wrong_way(row, "required", "shown", shares)
        elif table.headings.keys() >= _WAY_OF_PEOPLE:
            wrong = _wrong_way(row, "required_people", "shown_people", people)
        else:
            wrong = _wrong_target(row)
        found.leaks += [Leak(row.where, row.label[:120], why) for why in wrong]
        found.repeated += _numbers_of(row, table)
        found.cells += len(row.cells)
    return found


def _numbers_of(row: HeldRow, table: HeldTable) -> Iterator[tuple[str, str]]:
    """The figures of a row, each with its heading, or as a percentage where it is neither of people nor typed."""
    for code, text in row.cells.items():
        if code in _MADE - _NO_FIGURES and (value := read_value(text)) and value.is_number:
            of_people = code not in _VALUES or row.cells.get("unit", "") in spellings("unit", "people")
            yield table.headings[code] if of_people else "%", text


class _Ranges:
    """The ranges that published figures lie in."""

    def __init__(self, ranges: set[tuple[int, int]]) -> None:
        self._sorted = sorted(ranges)
        self._lows = [low for low, _high in self._sorted]

    def within(self, low: Fraction, high: Fraction) -> bool:
        """Whether a published figure is known as well as from *low* to *high*, or better."""
        place = bisect_left(self._lows, low)
        while place < len(self._sorted) and self._sorted[place][0] <= high:
            if self._sorted[place][1] <= high:
                return True
            place += 1
        return False


def _published(reading: Reading) -> _Ranges:
    """The ranges of what is published, and of what anybody adds up from outcomes of one kind of event."""
    told = [
        (one.figure, (one.low, one.high)) for one in reading.statements if not one.withheld and one.high is not None
    ]
    return _Ranges({*(ends for _figure, ends in told), *_added_up(dict(told))})


def _added_up(told: Mapping[Figure, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Some outcomes together, as grievances upheld in whole or part; everything less one, as transfers."""
    outcomes: dict[Figure, list[tuple[int, int]]] = {}
    for figure, ends in told.items():
        if figure.cut.startswith(_EVENTS) and figure.row.startswith(_OUTCOMES):
            outcomes.setdefault(replace(figure, row=""), []).append(ends)
    for everything, parts in outcomes.items():
        for number in (2, 3, 4):
            for some in combinations(parts, number):
                yield sum(low for low, _high in some), sum(high for _low, high in some)
        low, high = told.get(everything, (0, -1))
        if low <= high:
            yield from ((max(low - part_high, 0), max(high - part_low, 0)) for part_low, part_high in parts)


def _wrong_summary(row: HeldRow, ranges: _Ranges) -> Iterator[str]:
    counts = {code: read_value(row.cells.get(code, "")) for code in _COUNTS}
    values = [read_value(row.cells.get(code, "")) for code in _VALUES]
    if None in counts.values() or None in values:
        yield "unread"
        return
    shown = {code: value for code, value in counts.items() if value is not None and value.is_number}
    for code, value in shown.items():
        if code.startswith("comparator") and row.label.startswith(_POPULATION):
            continue
        if value.low is not None and value.high is not None and not ranges.within(value.low, value.high):
            yield "unknown_measure"
            return
    if (
        any(value is not None and value.is_number for value in values)
        and not {"numerator", "denominator"} <= shown.keys()
    ):
        yield "derived"
    elif not _follows(shown, values[0], values[1], row.cells.get("unit", "")):
        yield "contradiction"


def _follows(counts: Mapping[str, Value], low: Value | None, high: Value | None, unit: str) -> bool:
    """Whether a percentage is what its two counts give; other values are not worked out again."""
    part, base = counts.get("numerator"), counts.get("denominator")
    if unit not in ("percent", "y cant") or part is None or base is None or not base.low or not base.high:
        return True
    if low is None or high is None or low.low is None or high.high is None or part.low is None or part.high is None:
        return True
    half = Fraction(1, 20)
    return low.low - half <= 100 * part.high / base.low and high.high + half >= 100 * part.low / base.high


def _wrong_target(row: HeldRow) -> Iterator[str]:
    present = read_value(row.cells.get("present", ""))
    if present is None:
        yield "unread"
    elif not present.is_number and any(row.cells.get(code, "") not in _EMPTY for code in _RESTING):
        yield "derived"


def _people(reading: Reading) -> set[str]:
    """The published numbers of ethnic minority staff, on whatever day, as they are written."""
    return {
        plain_number(one.shown)
        for one in reading.statements
        if not one.withheld and (one.figure.measure, one.figure.row, one.figure.cut) == ("minority", "", "")
    }


def _wrong_way(row: HeldRow, required_in: str, shown_in: str, published: Collection[str]) -> Iterator[str]:
    """A figure on the way to a target has to be published, and so has the baseline the way begins with."""
    required, shown = (row.cells.get(code, "") for code in (required_in, shown_in))
    asked, told = read_value(required), read_value(shown)
    if asked is None or told is None:
        yield "unread"
    elif told.is_number and plain_number(shown) not in published:
        yield "unknown_measure"
    elif row.code.endswith(_BASELINE) and (not told.is_number or plain_number(shown) != plain_number(required)):
        yield "derived"


_EMPTY = ("", "[c]", "[x]", "–")
