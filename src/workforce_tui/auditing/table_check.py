"""The rules about what is inside one table of a spreadsheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.auditing.sheet_file import is_blank, is_blank_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.auditing.sheet_file import Range, SheetFound, Value

Broken: TypeAlias = "tuple[str, tuple[int, int], str]"
"""The code of a rule, the cell, and in what."""

SHORTHAND = re.compile(r"\[[a-z]{1,4}\d*\](?![^\W\d_])", re.IGNORECASE)
_SYMBOLS = re.compile(r"[^a-zA-Z0-9À-ž]+")
_RAISED = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079*†‡§]\s*$")
_EXPLAINS_BLANKS = re.compile(r"\b(?:blank|empty|gwag|wag)\b", re.IGNORECASE)
_MOSTLY = 0.5
_LONG_HEADER = 24


def check_table(sheet: SheetFound, area: Range, explanations: str) -> Iterator[Broken]:
    """The rules the table in *area* breaks; *explanations* are the texts that may explain shorthand and blanks."""
    if area[1] != 0:
        yield "not_at_left", (area[0], area[1]), ""
    yield from _headers(sheet, area)
    yield from _blanks(sheet, area, explanations)
    yield from _cells(sheet, area, explanations)
    for column in range(area[1], area[3] + 1):
        yield from _numbers(sheet, area, column)


def _headers(sheet: SheetFound, area: Range) -> Iterator[Broken]:
    top, left, _bottom, right = area
    seen: set[str] = set()
    for column in range(left, right + 1):
        value = sheet.value(top, column)
        text = "" if value is None else str(value).strip()
        if not text:
            yield "header_blank", (top, column), ""
        elif text.casefold() in seen:
            yield "header_repeated", (top, column), text[:60]
        seen.add(text.casefold())
        if len(text) > _LONG_HEADER and (top, column) not in sheet.wrapped:
            yield "header_cut", (top, column), text[:60]


def _blanks(sheet: SheetFound, area: Range, explanations: str) -> Iterator[Broken]:
    top, left, bottom, right = area
    columns = range(left, right + 1)
    full = []
    for row in range(top + 1, bottom + 1):
        cells = [sheet.value(row, column) for column in columns]
        if is_blank_row(cells):
            yield "blank_row", (row, left), ""
        else:
            full.append(row)
    explained = _EXPLAINS_BLANKS.search(explanations) is not None
    for column in columns:
        if full and not explained and all(is_blank(sheet.value(row, column)) for row in full):
            yield "blank_column", (top, column), ""
    blank = [(row, column) for row in full for column in columns if is_blank(sheet.value(row, column))]
    if blank and not explained:
        yield "blank_cells", blank[0], str(len(blank))


def _cells(sheet: SheetFound, area: Range, explanations: str) -> Iterator[Broken]:
    top, left, bottom, right = area
    unexplained: set[str] = set()
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            value = sheet.value(row, column)
            if not isinstance(value, str) or is_blank(value):
                continue
            text = value.strip()
            if _SYMBOLS.fullmatch(text):
                yield "symbol_alone", (row, column), text[:20]
            elif _RAISED.search(text):
                yield "note_symbol", (row, column), text[-20:]
            for marker in SHORTHAND.findall(text):
                if marker not in unexplained and marker not in explanations:
                    unexplained.add(marker)
                    yield "shorthand_unexplained", (row, column), marker


def _numbers(sheet: SheetFound, area: Range, column: int) -> Iterator[Broken]:
    """Texts in a column most of whose cells are numbers; a number written as text is one of them."""
    top, _left, bottom, _right = area
    cells: list[tuple[int, Value]] = [(row, sheet.value(row, column)) for row in range(top + 1, bottom + 1)]
    filled = [(row, value) for row, value in cells if not is_blank(value)]
    numbers = sum(isinstance(value, (int, float)) for _row, value in filled)
    if not filled or numbers <= len(filled) * _MOSTLY:
        return
    for row, value in filled:
        if isinstance(value, str) and not SHORTHAND.fullmatch(value.strip()):
            yield "text_among_numbers", (row, column), value[:20]
