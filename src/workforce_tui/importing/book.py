"""A file as it is open: its sheets, and the rows of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workforce_tui.importing.values import Cell

Place = tuple[int, int]
"""Row and column, from 0."""


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
    calculated: their cells read as blank, which is not what they mean.
    """

    name: str | None
    rows: Callable[[], Iterator[list[Cell]]]
    height: int | None = None
    merged: tuple[tuple[Place, Place], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    unvalued: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """An open file: what kind it is, the sheets it has, and how each is opened.

    `open_sheet` takes a name and raises FileRefused when the sheet cannot be read. A file of text has one nameless
    sheet. `has_macros` is about programs inside the workbook, which are never run.
    """

    kind: str
    sheets: tuple[SheetMeta, ...]
    open_sheet: Callable[[str], OpenSheet]
    is_text: bool = False
    has_macros: bool = False
