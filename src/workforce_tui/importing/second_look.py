"""What the parser of workbooks leaves out: hidden rows, cells that hold an error, formulas without a value.

A blank, an error such as #N/A and a formula that was never calculated all reach us as an empty text. Only the XML of
the sheet tells them apart. It is read once in pieces; a piece is searched closely only where a few bytes say that
there is something to find.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field, replace
from posixpath import join, normpath
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from workforce_tui.importing.error_cells import errors_in_ods
from workforce_tui.importing.guards import LONGEST_ROW, in_utf8
from workforce_tui.importing.hidden_rows import hidden_in_ods, seen_in_xls, seen_in_xlsb, sheets_of_xlsb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.importing.book import Place

_CHUNK = 2**19
_MOST_XML = 2**24
_MOST_FOUND = 200_000
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"([^<>]*)(?<!/)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_LAST_CLOSE = re.compile(rb"</\w{1,20}:c>\Z")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>([^<]*)<")
_LOST_TEXT = re.compile(rb't="s"[^<>]*><v>(?!\d{1,10}</v>)')
_LOOKED_THROUGH = 8 * 2**20
"""Bytes of a sheet that are searched for any such cell; beyond, only where a number below zero is."""
_ERROR_TYPE = re.compile(rb'\bt="e"')


@dataclass(frozen=True, slots=True)
class SheetLook:
    """Hidden rows (from 1), formulas without a value (row and column from 0), errors by row and column from 0.

    With *lost_texts*, the number of a cell's text is none; the parser would give it the first text of the file. With
    *long_texts*, a text within the sheet is longer than a cell can hold. In a
    sheet that *is_utf16* it finds no cells.
    """

    hidden_rows: frozenset[int] = frozenset()
    unvalued: frozenset[Place] = frozenset()
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    lost_texts: bool = False
    long_texts: bool = False
    is_utf16: bool = False


NOTHING = SheetLook()


def look_at(source: Path | IO[bytes], name: str) -> SheetLook:
    """Look at the sheet called *name* of a workbook; finds nothing in a file that is not as it should be.

    Of .ods, .xlsb and .xls only the hidden rows and the errors are looked for.
    """
    try:
        if not zipfile.is_zipfile(source):
            hidden, errors = seen_in_xls(source, name)
            return SheetLook(hidden, errors=errors)
        with zipfile.ZipFile(source) as archive:
            return _look_in(archive, name)
    except MemoryError:
        raise
    except Exception:
        # What a damaged file is, the parser says: it may raise anything here, and there is nothing more to see.
        return NOTHING


def _look_in(archive: zipfile.ZipFile, name: str) -> SheetLook:
    names = {part.replace("\\", "/").casefold() for part in archive.namelist()}
    if "content.xml" in names:
        return SheetLook(hidden_in_ods(archive, name), errors=errors_in_ods(archive, name))
    if "xl/workbook.bin" in names:
        hidden, errors = seen_in_xlsb(archive, name)
        return SheetLook(hidden, errors=errors)
    part = part_of_sheet(archive, name)
    if part is None:
        return NOTHING
    with archive.open(part) as stream:
        text, is_utf16 = in_utf8(stream)
        return replace(_look(text), is_utf16=True) if is_utf16 else _look(text)


def part_of_sheet(archive: zipfile.ZipFile, name: str) -> str | None:
    """The part of the archive that holds a sheet."""
    return next((part for listed, part in _parts_of_sheets(archive) if listed == name), None)


def name_of_sheet(archive: zipfile.ZipFile, part: str) -> str | None:
    """The name of the sheet that a part of the archive holds; None where the workbook does not tell."""
    try:
        sheets = sheets_of_xlsb(archive) if part.casefold().endswith(".bin") else _parts_of_sheets(archive)
        return next((listed for listed, held in sheets if held == part), None)
    except MemoryError:
        raise
    except Exception:
        return None  # what a damaged file is, others say


def _parts_of_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str | None]]:
    """The names of the sheets, last first, each with its part: the name leads to a relation, and that to the part."""
    parts = {part.replace("\\", "/").casefold(): part for part in archive.namelist()}
    book = next((part for part in parts if part.endswith("xl/workbook.xml") or part == "workbook.xml"), None)
    if book is None:
        return
    folder, _slash, file = book.rpartition("/")
    targets: dict[str | None, str] = {}
    for node in _xml(archive, parts[f"{folder}/_rels/{file}.rels".lstrip("/")]).iter():
        target = node.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        targets.setdefault(node.get("Id"), path.casefold())
    for node in reversed(list(_xml(archive, parts[book]).iter())):
        if node.tag.endswith("}sheet"):
            relation = node.get(_RELATION) or node.get(_STRICT_RELATION)
            yield node.get("name", ""), parts.get(targets.get(relation, "")) if relation else None


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if archive.getinfo(part).file_size > _MOST_XML:
        raise ValueError(part)
    text = archive.read(part)
    if b"<!DOCTYPE" in text:
        raise ValueError(part)
    return ElementTree.fromstring(text)  # noqa: S314 - small, and without entities of its own


def has(piece: bytes, letter: bytes, text: bytes) -> bool:
    """Whether *text* is in *piece*; a *letter* of it that is rare in a sheet's XML is found ten times as fast."""
    return letter in piece and text in piece


class Looker:
    """Looks at the XML of one sheet, piece by piece; no piece ends inside a row."""

    def __init__(self) -> None:
        self._hidden: set[int] = set()
        self._unvalued: set[Place] = set()
        self._errors: dict[int, list[tuple[int, str]]] = {}
        self._formulas = self._lost = False
        self._seen = 0

    def see(self, piece: bytes) -> None:
        """Look at the next piece."""
        if has(piece, b"h", b"hidden="):
            self._hidden |= _hidden_rows(piece)
        if self._seen < _LOOKED_THROUGH or has(piece, b"-", b"<v>-"):
            self._lost = self._lost or _LOST_TEXT.search(piece) is not None
        self._seen += len(piece)
        # The first formula of a sheet is written out; later ones may only refer to it.
        self._formulas = self._formulas or has(piece, b"f", b"f>")
        if (self._formulas or has(piece, b"e", b't="e"')) and len(self._unvalued) + len(self._errors) < _MOST_FOUND:
            _look_at_cells(piece, self._unvalued, self._errors)

    def result(self) -> SheetLook:
        """What was found in all pieces."""
        return SheetLook(frozenset(self._hidden), frozenset(self._unvalued), self._errors, self._lost)


def _look(stream: IO[bytes]) -> SheetLook:
    looker = Looker()
    for piece in _whole_rows(stream):
        if piece is None:
            return SheetLook(long_texts=True)
        looker.see(piece)
    return looker.result()


def _whole_rows(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The XML in pieces that end with a row, so that no cell is cut in two; None for a text that goes on and on.

    What follows the rows, such as merged cells and conditional formats, has no rows and may be long.
    """
    rest, open_for, is_over = b"", 0, False
    while chunk := stream.read(_CHUNK):
        piece = rest + chunk
        end = piece.rfind(b"</row>") + 6 if b"</row>" in chunk else piece.rfind(b"row>") + 4
        if end < 6:
            is_over = is_over if open_for else piece.lstrip().startswith(b"</")
            open_for += len(chunk)
            if (open_for > LONGEST_ROW and not is_over) or (b"<" not in chunk and len(chunk) == _CHUNK):
                yield None
            rest = piece[-_CHUNK:]
            continue
        open_for = 0
        yield piece[:end]
        rest = piece[end:]
    yield rest


def _hidden_rows(piece: bytes) -> set[int]:
    found = set()
    for row in _ROW.findall(piece):
        number = _NUMBER.search(row)
        if number and _HIDDEN.search(row):
            found.add(int(number[1]))
    return found


def _look_at_cells(piece: bytes, unvalued: set[Place], errors: dict[int, list[tuple[int, str]]]) -> None:
    for letters, number, attributes, inside in _CELL.findall(piece, 0, _end_of_cells(piece)):
        is_error = _ERROR_TYPE.search(attributes) is not None
        if not is_error and _FORMULA.search(inside) is None:
            continue
        value = _VALUE.search(inside)
        row, column = int(number) - 1, column_number(letters)
        if is_error and value:
            errors.setdefault(row, []).append((column, value[1].decode("ascii", "replace")))
        elif not value or (not value[1] and b't="str"' not in attributes):
            unvalued.add((row, column))


def _end_of_cells(piece: bytes) -> int:
    """Where the last cell is closed: looking for the end of one beyond it would take time without end."""
    plain = piece.rfind(b"</c>") + 4
    if plain >= 4:
        return plain
    end = piece.rfind(b":c>") + 3
    return end if _LAST_CLOSE.search(piece, max(end - 32, 0), end) else 0


def column_number(letters: bytes) -> int:
    """The number of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
