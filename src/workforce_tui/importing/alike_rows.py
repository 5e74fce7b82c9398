"""Rows of people read column by column: what one cell after another says of many rows takes half the time so.

Only rows that are plainly people of one snapshot are read like this. The others, and whatever stands among them, are
read one by one (`records`), with the same outcome.
"""

from __future__ import annotations

from collections import Counter
from functools import partial, reduce
from itertools import compress
from operator import attrgetter, itemgetter, or_
from typing import TYPE_CHECKING, Any

from workforce_tui.importing.record_cells import ASIDE
from workforce_tui.importing.values import staff_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.record_cells import FteCells
    from workforce_tui.importing.records import Shared
    from workforce_tui.importing.values import Cell

_COMMON = tuple(map(attrgetter, ("grade", "ethnicity", "worker", "sex")))


def names_of(cells: Sequence[Any]) -> list[str] | None:
    """The staff numbers in a column; None where a row has none."""
    if set(map(type, cells)) == {float} and min(cells) > 1 and all(map(float.is_integer, cells)):
        return list(map(str, map(int, cells)))
    names = list(map(name_of, cells))
    return names if all(names) else None


def name_of(cell: Any) -> str:
    """The staff number in a cell, "" where there is none; most are numbers that only have to lose their point."""
    plain = type(cell) is float and cell > 1 and cell.is_integer()
    return str(int(cell)) if plain else staff_number(cell)


class AlikeRows:
    """Rows that are people of one snapshot, each with what it shares with others and its staff number."""

    def __init__(self, rows: Sequence[list[Cell]], shared: Sequence[Shared], names: Sequence[str], first: int) -> None:
        for each, number in Counter(shared).items():
            each.rows += number
        one = shared[0]
        self.cutoff, self.seen = one.cutoff, one.seen
        self._codes, self._place, self._prefix = one.codes, one.snapshot, one.prefix
        self.rows, self._shared, self._names = rows, shared, names
        self.numbers: Sequence[int] = range(first, first + len(rows))
        self._months: list[int | None] = []
        """Of each row; none at all where nobody's is known."""

    def keep(self, chosen: Sequence[bool]) -> None:
        """Set the rows aside that are not *chosen*."""
        self.rows = list(compress(self.rows, chosen))
        self.numbers = list(compress(self.numbers, chosen))
        self._shared = list(compress(self._shared, chosen))
        self._names = list(compress(self._names, chosen))
        self._months = list(compress(self._months, chosen))

    def give_months(self, months: list[int | None]) -> None:
        """Take the months in which people started; those who were not in post are set aside."""
        self._months = months
        if ASIDE in months:
            self.keep([month != ASIDE for month in months])

    def people(self, ftes: FteCells, fte_column: int) -> list[list[Any]]:
        """The columns of the people in these rows, as they are kept."""
        number, rows = len(self.rows), self.rows
        fte = ftes.read_all(list(map(itemgetter(fte_column), rows))) if fte_column >= 0 else [None] * number
        said = [map(codes.__getitem__, map(itemgetter(index), rows)) for index, codes in self._codes]
        return [
            [self._place] * number,
            list(map(self._prefix.__add__, self._names)),
            *(list(map(common_of, self._shared)) for common_of in _COMMON),
            fte,
            self._months or [None] * number,
            list(reduce(partial(map, or_), said)) if said else [0] * number,
        ]
