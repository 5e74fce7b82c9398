"""Rows that must not be added to the others: the same people in another measure, or at another time.

A table may hold a column nobody gives a field, such as "Measure" (headcount, FTE, per cent) or "Year" (2025, 2026).
Each of its values repeats the same people, so only the rows of one are read, or the file is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import number
from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.dates import month_number, parse_date, parse_month
from workforce_tui.importing.hidden_sums import report_hidden_sums
from workforce_tui.importing.mapper import column_name
from workforce_tui.importing.model import Layout
from workforce_tui.importing.synonyms import field_of
from workforce_tui.importing.values import is_percentages, is_total, says_fte, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.book import OpenSheet
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

_TIMES_TEXT = """year, month, quarter, period, financial year, fiscal year, calendar year, reporting year,
    reporting month,
    reporting period, time period, snapshot year, snapshot month, year and month, month and year, week, data period,
    data month, blwyddyn, mis, chwarter, cyfnod, blwyddyn ariannol"""
_TIMES = frozenset(map(label_key, _TIMES_TEXT.split(",")))
_MEASURES_TEXT = "measure, measure name, measure type, metric, statistic, value type, count type, mesur"
_MEASURES = frozenset(map(label_key, _MEASURES_TEXT.split(",")))
_NO_PEOPLE = re.compile(
    r"(?:(?:funded|budgeted|authorised|approved) )?(?:establishment|posts|budget)|vacanc(?:y|ies)|targets?"
)
_IN_POST = frozenset({"actual", "strength", "actual strength", "in post", "actuals", "filled", "filled posts"})
_YEARS = re.compile(r"((?:19|20)\d\d) ?[-/] ?((?:19|20)?\d\d)")
_QUARTER = re.compile(r"(?:(?:19|20)\d\d ?)?(?:q|ch|quarter |chwarter )[1-4](?: ?(?:19|20)\d\d)?(?: ?[-/] ?\d\d)?")
_MOST_VALUES = 400
"""A column with more different values names places, posts or people."""
_MOST_NAMED = 6


@dataclass(slots=True)
class Slice:
    """One such column, the texts in it whose rows are read, and how many rows were left out."""

    column: int
    header: str
    code: str
    kept: frozenset[str]
    left: set[str] = field(default_factory=set)
    rows: int = 0


class Slices:
    """Empties the rows that are left out, as if they were not in the file."""

    def __init__(self, found: Sequence[Slice], before: int) -> None:
        self.found = found
        self._before = before
        self._above: dict[int, str] = {}

    def take_out(self, rows: list[list[Cell]]) -> None:
        """Empty the rows to leave out. A blank cell left of the counts has the text above it."""
        for place, row in enumerate(rows) if self.found else ():
            for each in self.found:
                text = self._text(row, each.column)
                if text and text not in each.kept and any(cell != "" for cell in row):
                    each.rows += 1
                    each.left.add(to_text(row[each.column]) if each.column < len(row) else text)
                    rows[place] = []
                    break

    def _text(self, row: list[Cell], column: int) -> str:
        text = tidy(row[column]) if column < len(row) else ""
        if column < self._before:
            self._above[column] = text = text or self._above.get(column, "")
        return text

    def report(self, log: IssueLog) -> None:
        """Say what was left out."""
        for each in self.found:
            if each.rows:
                values = _named(each.left - {""})
                log.add(each.code, rows=number(each.rows), header=each.header, values=values, column=each.header)


def slices_of(
    structure: Structure, sheet: OpenSheet, request: ImportRequest, log: IssueLog, *, at_one_time: bool
) -> Slices:
    """The columns that tell measures apart and, where the rows are all *at_one_time*, those that tell times apart.

    Notes an error where people would be counted more than once.
    """
    counted = [column.index for column in structure.values] or [structure.columns.get("headcount", -1)]
    used = {*structure.columns.values(), *counted}
    by_person = structure.layout is Layout.RECORD
    names = structure.header.names
    timely = {i for i, name in enumerate(names) if label_key(name) in _TIMES}
    columns = [i for i in range(len(names)) if i not in used and (not by_person or i in timely)]
    found: list[Slice] = []
    for index, cells in _values(structure, sheet, request, columns, [] if by_person else counted).items():
        header = column_name(structure.header, index)
        each = None if by_person else _measures(index, header, cells, label_key(names[index]) in _MEASURES, log)
        if each is None and at_one_time:
            each = _times(index, header, cells, index in timely, request.as_at, log)
        if each is not None:
            found.append(each)
    if not by_person and not found:
        report_hidden_sums(structure, sheet.rows_below(structure.header.last, hidden=request.include_hidden), log)
    return Slices(found, len(names) if by_person else min(counted))


def _values(
    structure: Structure, sheet: OpenSheet, request: ImportRequest, columns: Sequence[int], counted: Sequence[int]
) -> dict[int, dict[str, Cell]]:
    """The different texts of each column in rows with counts, with a cell of each."""
    found: dict[int, dict[str, Cell]] = {index: {} for index in columns}
    for row in sheet.rows_below(structure.header.last, hidden=request.include_hidden) if found else ():
        if counted and not any(index < len(row) and row[index] != "" for index in counted):
            continue
        for index in list(found):
            if index < len(row) and (cell := row[index]) != "" and (text := tidy(cell)):
                found[index].setdefault(text, cell)
                if len(found[index]) > _MOST_VALUES:
                    del found[index]
        if not found:
            break
    return found


def _measures(index: int, header: str, cells: dict[str, Cell], named: bool, log: IssueLog) -> Slice | None:
    """The column when its texts are headcounts, full-time equivalents and percentages; an error without a headcount."""
    ftes = {text for text in cells if says_fte(text) or (field_of(text) or ("",))[0] == "fte"}
    others = ftes | {text for text in cells if is_percentages(text) or _NO_PEOPLE.fullmatch(text)}
    people = {text for text in set(cells) - others if (field_of(text) or ("",))[0] == "headcount" or text in _IN_POST}
    if not (others and set(cells) == others | people) and not (named and people and people != set(cells)):
        return None
    if ftes and not people:
        log.add("fte_not_headcount", columns=header)
        return None
    return Slice(index, header, "measures_left_out", frozenset(people))


def _times(
    index: int, header: str, cells: dict[str, Cell], named: bool, as_at: date | None, log: IssueLog
) -> Slice | None:
    """The column when its texts are different times: only those of the day asked for are read.

    Without a header about time, days and months alone count as such: "2019" may be the year people joined.
    """
    single = {text: cell for text, cell in cells.items() if not is_total(text)}
    times = [text for text, cell in single.items() if (is_time(cell) if named else _is_day_or_month(cell))]
    if len(times) < 2 or (not named and len(times) < len(single)):
        return None
    wanted = [text for text in times if as_at is not None and _fits(cells[text], as_at)]
    if len(wanted) == 1:
        return Slice(index, header, "times_left_out", frozenset(wanted))
    log.add("several_times", header=header, values=_named({to_text(cells[text]) for text in times}), column=header)
    return None


def is_time(cell: Cell) -> bool:
    """Whether a cell under a header about time is a year, a quarter, a month or a day."""
    text = tidy(cell)
    return bool(
        _year(text) or _YEARS.fullmatch(text) or _QUARTER.fullmatch(text) or month_number(text) or parse_month(cell)
    )


def _is_day_or_month(cell: Cell) -> bool:
    """Whether a cell is a date or a month as people write them; a number alone may be an amount."""
    written = isinstance(cell, str) and not cell.replace(".", "").strip().isdecimal()
    return (written or isinstance(cell, date)) and parse_month(cell) is not None


def _fits(cell: Cell, day: date) -> bool:
    """Whether a day, month, year or financial year is the one of *day*; a financial year only by its last day."""
    text = tidy(cell)
    if year := _year(text):
        return year == day.year
    if years := _YEARS.fullmatch(text):
        return int(years[2]) % 100 == day.year % 100 and (day.month, day.day) == (3, 31)
    if month := month_number(text):
        return month == day.month
    whole = parse_date(cell)
    return whole == day if whole else parse_month(cell) == day.year * 12 + day.month - 1


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"(?:19|20)\d\d", text) else None


def _named(values: set[str]) -> str:
    names = sorted(values)
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
