"""A spreadsheet file as somebody meets it who opens it: its properties, and for each sheet what is on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | None"
Range: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(slots=True)
class SheetFound:
    """A sheet. `rows` start at A1 and hold None where a cell is blank.

    `tables` are the ranges marked as tables. `floating` counts pictures, charts, text boxes and comments. `links` are
    the texts of links with the cell each is in and where it leads. `formatted_title` says whether the first cell is set
    apart as a heading. `wrapped` holds the cells whose text wraps, `filled` counts cells with a background.
    """

    name: str
    rows: list[list[Value]] = field(default_factory=list)
    tables: list[tuple[str, Range]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    links: list[tuple[tuple[int, int], str, str]] = field(default_factory=list)
    wrapped: set[tuple[int, int]] = field(default_factory=set)
    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    floating: int = 0
    filled: int = 0
    filtered: bool = False
    frozen: bool = False
    page_text: bool = False
    formatted_title: bool = False
    cursor: tuple[int, int] = (0, 0)

    @property
    def height(self) -> int:
        """Rows up to the last that has something in it."""
        return max((number for number, row in enumerate(self.rows, 1) if not is_blank_row(row)), default=0)

    def value(self, row: int, column: int) -> Value:
        """What is in a cell; None beyond the edges."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]


@dataclass(slots=True)
class FileFound:
    """A whole file; `opened_at` is the number of the sheet it opens at, from 0."""

    title: str = ""
    language: str = ""
    sheets: list[SheetFound] = field(default_factory=list)
    opened_at: int = 0
    macros: bool = False


def is_blank(value: Value) -> bool:
    """Whether there is nothing to read in a cell."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_blank_row(row: list[Value]) -> bool:
    """Whether there is nothing to read in a row."""
    return all(map(is_blank, row))


def place(row: int, column: int) -> str:
    """The name of a cell, such as B7."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
