"""Cells of .ods, .xlsb and .xls sheets that hold an error such as #N/A, of which their parser makes a blank.

A blank ethnicity is nobody's answer; an error is a question. As with hidden rows, what this raises for a damaged part
is for the caller to pass over.
"""

from __future__ import annotations

import re
import struct
from html import unescape
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Iterator

    Errors = dict[int, list[tuple[int, str]]]
    """Texts of errors with their column, by row, both from 0."""

ERROR_CELL, ERROR_OF_FORMULA = 3, 11
"""Records of a binary workbook (MS-XLSB 2.4.308, 2.4.661)."""
MAY_HOLD_ERROR = re.compile(rb"\x05\x02\x08\x00.{7}\x01|\x06\x00.{8}\x02.{5}\xff\xff", re.DOTALL)
"""Whether an .xls stream may have such a cell: most have none, and need not be taken apart."""
BOOL_OR_ERROR, FORMULA = 0x0205, 0x0006

_NAMES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_CHUNK = 2**19
_OVERLAP = 64
_SHOWN = re.compile(rb"<text:p>(?:#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!)|Err:\d{3})</text:p>")
_PIECE = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?:\s([^<>]*?))?(/?)>"
    rb"|<text:p>(#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!)|Err:\d{3})</text:p>"
)
_TIMES = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d+)"')
_NAMED = re.compile(rb'table:name="([^"]*)"')
_MOST_REPEATED = 10_000


def error_name(code: int) -> str:
    """How a spreadsheet shows an error."""
    return _NAMES.get(code, "#ERROR!")


def gathered(found: Iterable[tuple[int, int, str]]) -> Errors:
    """The errors by row, from their row, column and text."""
    errors: Errors = {}
    for row, column, text in found:
        errors.setdefault(row, []).append((column, text))
    return errors


def error_of_xls(kind: int, record: bytes) -> tuple[int, int, str] | None:
    """The error that a record of an .xls sheet holds (MS-XLS 2.4.24, 2.4.127)."""
    row, column = struct.unpack_from("<HH", record)
    if kind == BOOL_OR_ERROR:
        return (row, column, error_name(record[6])) if record[7] == 1 else None
    is_error = record[6] == 2 and record[12:14] == b"\xff\xff"
    return (row, column, error_name(record[8])) if is_error else None


def errors_in_ods(archive: zipfile.ZipFile, name: str) -> Errors:
    """The errors shown in the first sheet called *name* of an OpenDocument spreadsheet."""
    with archive.open("content.xml") as stream:
        if not any(_SHOWN.search(piece) for piece in _pieces(stream)):
            return {}
    with archive.open("content.xml") as stream:
        return gathered(_shown_errors(stream, name))


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        yield rest + chunk
        rest = chunk[-_OVERLAP:]


def _tokens(stream: IO[bytes]) -> Iterator[re.Match[bytes]]:
    """Sheets, rows, cells and errors in order; none is cut in two."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        piece = rest + chunk
        end = max(piece.rfind(b"<table:"), 0)
        yield from _PIECE.finditer(piece[:end])
        rest = piece[end:]
        if len(rest) > _CHUNK:
            rest = rest[:_CHUNK]
    yield from _PIECE.finditer(rest)


def _shown_errors(stream: IO[bytes], name: str) -> Iterator[tuple[int, int, str]]:
    inside = False
    row = column = rows = columns = 0
    for token in _tokens(stream):
        tag, attributes = token[1], token[2] or b""
        times = int(found[1]) if (found := _TIMES.search(attributes)) else 1
        if tag == b"table":
            if inside:
                return
            named = _NAMED.search(attributes)
            inside = named is not None and unescape(named[1].decode()) == name
        elif tag == b"table-row":
            row, column, rows, columns = row + rows, 0, times if inside else 0, 0
        elif tag is not None:
            column, columns = column + columns, times
        elif inside and rows <= _MOST_REPEATED and columns <= _MOST_REPEATED:
            for place in range(row, row + rows):
                yield from ((place, column + across, token[4].decode()) for across in range(columns))
