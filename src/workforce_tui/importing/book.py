"""A file as it is open: its sheets, and the rows of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workforce_tui.importing.pivots import Pivot
    from workforce_tui.importing.values import Cell

Place = tuple[int, int]
"""Row and column, from 0."""

MOST_COLUMNS = 1_000
"""Columns of a sheet that are read. No list of staff is as wide; a stray cell at the end of a sheet makes it 16,384."""


def each_once(merged: Iterable[tuple[Place, Place]]) -> tuple[tuple[Place, Place], ...]:
    """Merged ranges, of several that begin in one cell only one: no spreadsheet has cells in two of them."""
    return tuple({area[0]: area for area in merged}.values())


@dataclass(frozen=True, slots=True)
class SheetMeta:
    """A sheet in the table of contents of a file."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet whose rows can be read, as often as needed.

    Rows start at row 1 of the sheet and columns at column A. `merged` holds ranges as (top left, bottom right).
    `hidden_rows` are numbered from 1, as a spreadsheet shows them. `unvalued` are the formulas that were never
    calculated: their cells read as blank, which is not what they mean. `narrowed` says that only the first
    MOST_COLUMNS are read. `pivot` is what a compact pivot table was read as. `last_rows`, where there is one, is `rows`
    for the last time: they are let go of as they are read.
    """

    name: str | None
    rows: Callable[[], Iterator[list[Cell]]]
    height: int | None = None
    merged: tuple[tuple[Place, Place], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    unvalued: frozenset[Place] = frozenset()
    narrowed: bool = False
    last_rows: Callable[[], Iterator[list[Cell]]] | None = None
    pivot: Pivot | None = None

    def rows_below(self, header: int, *, hidden: bool) -> Iterator[list[Cell]]:
        """The rows under the one with the headers, *header* from 0; those that are hidden only with *hidden*."""
        for number, row in enumerate(islice(self.rows(), header + 1, None), header + 2):
            if hidden or number not in self.hidden_rows:
                yield row

    def within(self, head: Sequence[list[Cell]]) -> OpenSheet:
        """The sheet with no more columns than are read, where its first rows show that it has more."""
        if max(map(len, head), default=0) <= MOST_COLUMNS:
            return self
        return replace(self, rows=lambda: (row[:MOST_COLUMNS] for row in self.rows()), narrowed=True, last_rows=None)


@dataclass(frozen=True, slots=True)
class Book:
    """An open file: what kind it is, the sheets it has, and how each is opened.

    `open_sheet` takes a name and raises FileRefused when the sheet cannot be read. A file of text has one nameless
    sheet. `has_macros` is about programs inside the workbook, which are never run; `ends_early` about a text whose
    last line looks cut short.
    """

    kind: str
    sheets: tuple[SheetMeta, ...]
    open_sheet: Callable[[str], OpenSheet]
    is_text: bool = False
    has_macros: bool = False
    ends_early: bool = False
