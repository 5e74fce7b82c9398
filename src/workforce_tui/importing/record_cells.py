"""Cells of a person's row that are read one by one: full-time equivalents, and dates of joining and leaving."""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workforce_tui.importing.dates import looks_ambiguous, month_of, parse_date, parse_month
from workforce_tui.importing.values import parse_fte, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

NO_DATE = frozenset({"", "-", "--", "n/a", "na", "none", "null", "current", "present", "0", "00/00/0000", "tbc", "nil"})
ASIDE = -1
"""In place of a start month: the person was not in post."""
_MOST_FTE = 1200
"""Thousandths. Above 1.2 the figure is more likely hours or two posts than one person's full-time equivalent."""
_LONG_AFTER = 10**8
_FAR_AHEAD = 60 * 366
"""Days. Nobody knows today that they will leave after so long."""


class FteCells:
    """Full-time equivalents by cell, with how often each was met."""

    def __init__(self, log: IssueLog) -> None:
        self._log = log
        self.known: dict[Any, list[Any]] = {}
        """Cell -> [thousandths or None, rows]."""

    def read(self, cell: Cell) -> list[Any]:
        """The entry of a cell not met before."""
        fte = parse_fte(cell)
        entry = self.known[cell] = [fte if fte is None or fte >= 0 else None, 0]
        return entry

    def read_all(self, cells: Sequence[Cell]) -> list[int | None]:
        """The thousandths in each cell of a column; None for a blank one."""
        found: dict[Any, int | None] = {}
        for cell, rows in Counter(cells).items():
            if cell != "":
                noted = self.known.get(cell) or self.read(cell)
                noted[1] += rows
                found[cell] = noted[0]
        return list(map(found.get, cells))

    def report(self, header: str | None) -> None:
        """Say how many were out of range or could not be read."""
        odd = sum(rows for fte, rows in self.known.values() if fte is not None and not 0 < fte <= _MOST_FTE)
        bad = sum(rows for cell, (fte, rows) in self.known.items() if fte is None and tidy(cell) not in NO_DATE)
        if odd:
            self._log.add("fte_out_of_range", rows=odd, column=header)
        if bad:
            self._log.add("fte_unreadable", rows=bad, column=header)


class _Starts(dict[Any, "int | None"]):
    """The month that each cell of a column means, and in `days` its day (an ordinal); a blank one is not kept."""

    def __init__(self) -> None:
        super().__init__()
        self.days: dict[Any, int] = {}
        self.latest = 0
        """The last of the days."""

    def __missing__(self, cell: Any) -> int | None:
        if cell == "":
            return None
        day = parse_date(cell)
        self.days[cell] = ordinal = _ordinal(day)
        if ordinal > self.latest:
            self.latest = ordinal
        month = self[cell] = month_of(day) if day is not None else parse_month(cell)
        return month


class DateCells:
    """Joining and leaving dates by cell; each different cell is read once."""

    def __init__(self, structure: Structure, log: IssueLog) -> None:
        self._start = structure.columns.get("start_date", -1)
        self._leave = tuple(column.index for column in structure.mapping if column.field == "leaving_date")
        self._log = log
        self.used = self._start >= 0 or bool(self._leave)
        self._starts = _Starts()
        self._leavings: dict[Any, int] = {}
        self._unread: Counter[Any] = Counter()
        self.left = self.not_started = 0

    def months_in_post(self, rows: Sequence[list[Cell]], cutoff: int, first: int) -> list[int | None]:
        """`month_in_post` of each row; *first* is the number of the first."""
        if not self._leave:
            cells = list(map(itemgetter(self._start), rows))
            months = list(map(self._starts.__getitem__, cells))
            if None not in months and (self._starts.latest <= cutoff or self._latest(cells) <= cutoff):
                return months
        return [self.month_in_post(row, cutoff, number) for number, row in enumerate(rows, first)]

    def _latest(self, cells: Sequence[Cell]) -> int:
        return max(map(self._starts.days.__getitem__, cells))

    def month_in_post(self, row: list[Cell], cutoff: int, number: int) -> int | None:
        """The start month; None when not known; ASIDE when the person was not in post on day *cutoff* (an ordinal)."""
        for column in self._leave:
            if (cell := row[column]) != "":
                gone = self._leavings[cell] if cell in self._leavings else self._leaving(cell, number, cutoff)
                if gone <= cutoff:
                    self.left += 1
                    return ASIDE
        if self._start < 0 or (cell := row[self._start]) == "":
            return None
        month = self._starts[cell]
        if month is None:
            self._unread[cell] += 1
        elif self._starts.days[cell] > cutoff:
            self.not_started += 1
            return ASIDE
        return month

    def leaves(self, row: list[Cell], cutoff: int) -> bool | None:
        """Whether a leaving date shows that somebody was still there on day *cutoff*; None without such a date.

        Systems write a day far ahead for people who are not leaving; that is no leaving date.
        """
        cells = [row[column] for column in self._leave if row[column] != ""]
        days = (self._leavings.get(cell) or _month_left(cell, cutoff) or _LONG_AFTER for cell in cells)
        gone = min(days, default=_LONG_AFTER)
        return None if gone > cutoff + _FAR_AHEAD else gone > cutoff

    def _leaving(self, cell: Cell, number: int, cutoff: int) -> int:
        day = parse_date(cell)
        if day is None and (gone := _month_left(cell, cutoff)) is not None:
            return gone
        if day is None:
            if tidy(cell) not in NO_DATE:
                self._log.add("leaving_date_unreadable", row=number)
                return _LONG_AFTER
            self._leavings[cell] = _LONG_AFTER
            return _LONG_AFTER
        self._leavings[cell] = day.toordinal()
        return day.toordinal()

    def report(self, structure: Structure) -> None:
        """Say who was not in post, and which dates could not be read or could be read in two ways."""
        if self.left:
            self._log.add("already_left", rows=self.left)
        if self.not_started:
            self._log.add("not_yet_started", rows=self.not_started)
        names = structure.header.names
        unread = sum(rows for cell, rows in self._unread.items() if tidy(cell) not in NO_DATE)
        if unread:
            self._log.add("date_unreadable", cells=unread, header=names[self._start], column=names[self._start])
        starts, leavings = (
            [tidy(cell) for cell in cells if isinstance(cell, str)] for cells in (self._starts, self._leavings)
        )
        if looks_ambiguous(starts):
            self._log.add("dates_ambiguous", header=names[self._start], column=names[self._start])
        # A single leaving date decides whether somebody is counted; a start date may prove which way they are written.
        if looks_ambiguous(leavings, fewest=1) and looks_ambiguous([*starts, *leavings], fewest=1):
            leave = names[min(self._leave)]
            self._log.add("dates_ambiguous", header=leave, column=leave)


def _month_left(cell: Cell, cutoff: int) -> int | None:
    """The last day of a month such as "Mar-23"; None for anything else, or when *cutoff* is within that month."""
    month = parse_month(cell)
    if month is None:
        return None
    first, after = (date(place // 12, place % 12 + 1, 1).toordinal() for place in (month, month + 1))
    return after - 1 if after - 1 <= cutoff or first > cutoff else None


def _ordinal(day: date | None) -> int:
    """The day as a number; a month alone counts as long ago, as it cannot show that somebody has not started."""
    return day.toordinal() if day else 0
