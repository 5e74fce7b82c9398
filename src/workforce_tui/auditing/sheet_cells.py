"""The cells of a workbook, read from its parts: every sheet in its order, hidden ones and ones not listed too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.documents import MOST_CELLS, refuse
from workforce_tui.auditing.markup import local, parts_of, tree_of
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from workforce_tui.auditing.plain_sheets import PlainSheet

_BOOK, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_SHEET = re.compile(r"xl/(?:worksheets|macrosheets|dialogsheets)/[^/]+\.xml")
_WIDEST = 16_384
"""Columns a sheet can have."""
_PLACES = re.compile(r"\.(0+)")
_BESIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|general', re.IGNORECASE)
"""What a format has beside its places: texts, colours, conditions."""
_DAY, _LASTING = re.compile(r"[dmhysb]"), re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_PERCENT = {9: "0%", 10: "0.00%"}
"""The built-in formats that show a percentage."""
_DECIMAL = {2: "0.00", 4: "#,##0.00", 11: "0.00E+00", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)"}
"""The built-in formats that show decimals."""
_PLAIN_FORMATS = {"0": "", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@"}
"""The codes of the built-in formats that say nothing but how a number is written."""
_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
"""The built-in formats that show a day or a time."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A sheet: its name, the texts of its rows that are not blank, and its formulas with their cells."""

    name: str
    lines: tuple[tuple[str, ...], ...]
    formulas: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Book:
    """What the cells of all sheets refer to: shared texts, and the number format of each style."""

    strings: Sequence[str] = ()
    formats: Sequence[str] = ()
    early: bool = False
    read: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def value(self, kind: str, text: str, style: str) -> str:
        """What a cell of a kind shows for a value in a style."""
        key = (kind, text, style)
        if key not in self.read:
            self.read[key] = _value(*key, self)
        return self.read[key]


def sheets_of(
    parts: Mapping[str, bytes], path: Path, tree: Callable[[str], Any], plain: Mapping[str, PlainSheet] | None = None
) -> Iterator[SheetCells]:
    """Every sheet of a workbook; *tree* gives a part as a tree, *plain* has the cells that are not in it.

    Raises:
        WorkforceError: it is no workbook, is damaged, or is larger than can be judged.
    """
    if _BOOK not in parts:
        raise refuse(path, _("it is damaged or protected by a password."))
    book = _book(parts, tree)
    cells = 0
    try:
        for name, part in _listed(parts, tree):
            sheet, read = _sheet(name, tree(part), book, (plain or {}).get(part))
            cells += read
            if cells > MOST_CELLS:
                raise refuse(path, _("it is too large."))
            yield sheet
    except (KeyError, IndexError, ValueError, OverflowError) as error:
        raise refuse(path, _("it is damaged or protected by a password.")) from error


def number_formats(content: bytes, path: Path) -> dict[tuple[str, str], str]:
    """The number format of each cell that holds a number, by its sheet and name: its code, "" for none.

    Raises:
        WorkforceError: it is no workbook, or is damaged.
    """
    parts = parts_of(path, content)
    if _BOOK not in parts:
        raise refuse(path, _("it is damaged or protected by a password."))
    codes = [_code_of_format(*one) for one in _used_formats(tree_of(parts[_STYLES], path))] if _STYLES in parts else []
    found = {}
    try:
        for name, part in _listed(parts, lambda part: tree_of(parts[part], path)):
            for cell in (one for one in tree_of(parts[part], path).iter() if local(one.tag) == "c"):
                if cell.get("t", "n") == "n" and len(cell):
                    found[name, cell.get("r", "")] = codes[int(cell.get("s", "0"))] if codes else ""
    except (KeyError, IndexError, ValueError) as error:
        raise refuse(path, _("it is damaged or protected by a password.")) from error
    return found


def _used_formats(styles: Any) -> list[tuple[str, dict[str | None, str]]]:
    """The number of the format of each style, with the codes that the file defines itself."""
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter() if local(one.tag) == "numFmt"}
    used = next((one for one in styles if local(one.tag) == "cellXfs"), ())
    return [(one.get("numFmtId") or "0", own) for one in used]


def _code_of_format(number: str, own: Mapping[str | None, str]) -> str:
    return own[number] if number in own else _PLAIN_FORMATS.get(number, f"({number})")


def _listed(parts: Mapping[str, bytes], tree: Callable[[str], Any]) -> Iterator[tuple[str, str]]:
    """The name and part of each sheet that the workbook lists; then of those it has and does not list."""
    targets = {}
    if (links := "xl/_rels/workbook.xml.rels") in parts:
        for one in tree(links):
            target = one.get("Target", "")
            targets[one.get("Id", "")] = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    seen = set()
    for one in (one for one in tree(_BOOK).iter() if local(one.tag) == "sheet"):
        part = targets[next(value for key, value in one.attrib.items() if local(key) == "id" and key != "id")]
        if _SHEET.fullmatch(part) or not part.startswith("xl/chartsheets/"):
            seen.add(part)
            yield one.get("name", ""), part
    for part in sorted(parts):
        if _SHEET.fullmatch(part) and part not in seen:
            yield part, part


def _book(parts: Mapping[str, bytes], tree: Callable[[str], Any]) -> _Book:
    book = _Book(early=any(one.get("date1904") in ("1", "true") for one in tree(_BOOK)))
    if _STRINGS in parts:
        book.strings = [_text_of(one).replace("x005F_", "") for one in tree(_STRINGS) if local(one.tag) == "si"]
    if _STYLES in parts:
        book.formats = [_format(*one) for one in _used_formats(tree(_STYLES))]
    return book


def _format(number: str, own: Mapping[str | None, str]) -> str:
    """The code of a number format, "d" for one that shows a day or a time."""
    if number in own:
        bare = _BESIDE.sub("", own[number]).casefold()
        return "d" if _DAY.search(bare) and not _LASTING.search(own[number]) else own[number]
    known = int(number)
    return "d" if known in _DATES else _PERCENT.get(known, _DECIMAL.get(known, ""))


def _text_of(item: Any) -> str:
    """A text with its runs together, without how it is pronounced."""
    if len(item) == 1 and local(item[0].tag) == "t":
        return item[0].text or ""
    found = []
    for child in item:
        if local(child.tag) in ("t", "r"):
            found += [one.text or "" for one in child.iter() if local(one.tag) == "t"]
    return "".join(found)


def _sheet(name: str, tree: Any, book: _Book, plain: PlainSheet | None) -> tuple[SheetCells, int]:
    """A sheet and how many cells it has, blank ones up to its last column too."""
    rows: list[list[str]] = []
    formulas: list[tuple[str, str]] = []
    width = 0
    for data in (one for one in tree if local(one.tag) == "sheetData"):
        held = (_line(row, book, formulas) for row in data) if plain is None else _plain_lines(plain, book)
        for line in held:
            width = max(width, len(line))
            if any(line):
                rows.append(line)
    lines = tuple(tuple(line) + ("",) * (width - len(line)) for line in rows)
    return SheetCells(name, lines, tuple(formulas)), width * len(lines)


def _line(row: Any, book: _Book, formulas: list[tuple[str, str]]) -> list[str]:
    line: list[str] = []
    for cell in row:
        reference = cell.get("r")
        column = len(line) if reference is None else _column(reference.rstrip("0123456789"))
        _place(line, column, _shown(cell, book, formulas) if len(cell) else "")
    return line


def _plain_lines(plain: PlainSheet, book: _Book) -> Iterator[list[str]]:
    for cells in plain.rows:
        line: list[str] = []
        for letters, style, kind, text in cells:
            shown = book.value(kind or "n", text, style or "0") if text else ""
            _place(line, _column(letters), shown)
        yield line


def _place(line: list[str], column: int, text: str) -> None:
    """Put the text of a cell into its column."""
    if column >= _WIDEST:
        raise ValueError(column)
    if column > len(line):
        line += [""] * (column - len(line))
    if column < len(line):  # a second cell of one name: both may be seen
        line[column] = f"{line[column]} {text}".strip()
    else:
        line.append(text)


@lru_cache(maxsize=_WIDEST)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper().replace("$", ""):
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    return number - 1


def _shown(cell: Any, book: _Book, formulas: list[tuple[str, str]]) -> str:
    """What a cell shows; a formula is written down instead."""
    kind, text = cell.get("t", "n"), ""
    for child in cell:
        tag = local(child.tag)
        if tag == "f":
            formulas.append((cell.get("r", ""), f"={child.text or ''}"))
            return ""
        if tag == "v":
            text = child.text or ""
        elif tag == "is":
            return _text_of(child)
    if not text or kind in ("str", "e"):
        return text
    return book.value(kind, text, cell.get("s", "0"))


def _value(kind: str, text: str, style: str, book: _Book) -> str:
    """The text of a value: a number in full, whatever its format hides."""
    if kind == "s":
        return book.strings[int(text)]
    if kind == "b":
        return str(bool(int(text)))
    if kind == "d":
        return text[:10]
    shown = book.formats[int(style)] if book.formats else ""
    if shown == "d":
        return _day(float(text), early=book.early)
    return _number(text, shown)


def _number(text: str, number_format: str) -> str:
    """A number with the zeros its format shows: 4.0 says more than 4."""
    percent, places = "%" in number_format, _PLACES.search(number_format)
    if not percent and places is None and text.lstrip("-").isdecimal():
        return str(int(text))
    value = float(text) * (100 if percent else 1)
    whole, _point, rest = f"{value:.10f}".rstrip("0").rstrip(".").partition(".")
    rest = rest.ljust(len(places[1]) if places else 0, "0")
    return f"{whole}.{rest}" * bool(rest) + whole * (not rest) + "%" * percent


def _day(number: float, *, early: bool) -> str:
    """A day, or the number itself where it is none: a time of day, or one before the calendar of sheets begins."""
    from datetime import date, timedelta

    if not 1 <= number < 2_958_466:
        return f"{number:.10f}".rstrip("0").rstrip(".")
    first = date(1904, 1, 1) if early else date(1899, 12, 31 if number < 60 else 30)
    return (first + timedelta(days=int(number))).isoformat()
