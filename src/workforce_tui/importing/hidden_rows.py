"""Hidden rows and errors of .xlsb and .xls sheets, and hidden rows of .ods, of which their parser says nothing.

Rows that a filter hides are marked like those somebody hid. Everything here is about a part of a file that may be
damaged: what it raises then is for the caller to pass over.
"""

from __future__ import annotations

import re
import struct
from html import unescape
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from workforce_tui.importing.error_cells import (
    BOOL_OR_ERROR,
    ERROR_CELL,
    ERROR_OF_FORMULA,
    FORMULA,
    MAY_HOLD_ERROR,
    error_name,
    error_of_xls,
    gathered,
)

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from workforce_tui.importing.error_cells import Errors

_CHUNK = 2**19
_TAG = re.compile(rb"<table:table(?:-row)?[\s/>][^<>]*>?")
_ATTRIBUTE = re.compile(rb'\btable:(name|visibility|number-rows-repeated)="([^"]*)"')
_MOST_REPEATED = 10_000
"""A row repeated more often is a blank one below the others."""
_ROW_HEADER, _SHEET_LISTED = 0, 156
_WANTED = frozenset({_ROW_HEADER, _SHEET_LISTED, ERROR_CELL, ERROR_OF_FORMULA})
_HIDDEN_IN_XLSB = 0x10
_MOST_BINARY = 2**28
_ROW, _END, SHEET = 0x0208, 0x000A, 0x0085
_HIDDEN_IN_XLS = 0x20
_MAY_BE_HIDDEN = re.compile(rb"\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]", re.DOTALL)


def hidden_in_ods(archive: zipfile.ZipFile, name: str) -> frozenset[int]:
    """The hidden rows (from 1) of the first sheet called *name* in an OpenDocument spreadsheet."""
    hidden: set[int] = set()
    row, inside = 1, False
    with archive.open("content.xml") as stream:
        for tag in _tags(stream):
            found = dict(_ATTRIBUTE.findall(tag))
            if not tag.startswith(b"<table:table-row"):
                if inside:
                    break
                inside = unescape(found.get(b"name", b"").decode()) == name
            elif inside:
                times = int(found.get(b"number-rows-repeated", b"1"))
                if found.get(b"visibility", b"visible") != b"visible" and times <= _MOST_REPEATED:
                    hidden.update(range(row, row + times))
                row += times
    return frozenset(hidden)


def _tags(stream: IO[bytes]) -> Iterator[bytes]:
    """The tags that begin a sheet or a row; none is cut in two."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        piece = rest + chunk
        end = max(piece.rfind(b"<"), 0)
        yield from _TAG.findall(piece[:end])
        rest = piece[end:][-_CHUNK:]
    yield from _TAG.findall(rest)


def seen_in_xlsb(archive: zipfile.ZipFile, name: str) -> tuple[frozenset[int], Errors]:
    """The hidden rows (from 1) of a sheet of a binary workbook (MS-XLSB 2.4.726), and its errors."""
    part = next(part for listed, part in sheets_of_xlsb(archive) if listed == name)
    if archive.getinfo(part).file_size > _MOST_BINARY:
        raise ValueError(name)
    row, hidden, errors = 0, set(), []
    for kind, data in _records(archive.read(part)):
        if kind == _ROW_HEADER:
            row = int.from_bytes(data[:4], "little")
            if data[11] & _HIDDEN_IN_XLSB:
                hidden.add(row + 1)
        elif kind in (ERROR_CELL, ERROR_OF_FORMULA):
            errors.append((row, int.from_bytes(data[:4], "little"), error_name(data[8])))
    return frozenset(hidden), gathered(errors)


def sheets_of_xlsb(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The names of the sheets of a binary workbook, each with the part that holds it."""
    parts = {part.replace("\\", "/").casefold(): part for part in archive.namelist()}
    book = parts["xl/workbook.bin"]
    relations = archive.read(parts["xl/_rels/workbook.bin.rels"])
    if b"<!DOCTYPE" in relations or archive.getinfo(book).file_size > _MOST_BINARY:
        raise ValueError(book)
    nodes = ElementTree.fromstring(relations)  # noqa: S314 - without entities of its own
    targets = {node.get("Id"): node.get("Target", "") for node in nodes}
    for kind, data in _records(archive.read(book)):
        if kind == _SHEET_LISTED:
            relation, listed = _listed(data)
            target = targets.get(relation, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path.casefold() in parts:
                yield listed, parts[path.casefold()]


def _listed(data: bytes) -> tuple[str, str]:
    """The relation and the name of a sheet, two texts behind eight bytes."""
    texts, at = [], 8
    for _text in range(2):
        size = 2 * struct.unpack_from("<I", data, at)[0]
        texts.append(data[at + 4 : at + 4 + size].decode("utf-16-le"))
        at += 4 + size
    return texts[0], texts[1]


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Rows, errors and sheets among the records of a binary part: each a kind, a size in sevens of bits, the bytes."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | data[at] << 7
            at += 1
        size, shift = data[at] & 0x7F, 7
        while data[at] & 0x80:
            at += 1
            size |= (data[at] & 0x7F) << shift
            shift += 7
        at += 1
        if kind in _WANTED:
            yield kind, data[at : at + size]
        at += size


def seen_in_xls(source: Path | IO[bytes], name: str) -> tuple[frozenset[int], Errors]:
    """The hidden rows (from 1) of a sheet of an .xls file (MS-XLS 2.4.221), and its errors."""
    from olefile import OleFileIO

    with OleFileIO(source) as file:
        stream = next(path for path in ("Workbook", "Book") if file.exists(path))
        data = file.openstream(stream).read()
    may_err = MAY_HOLD_ERROR.search(data) is not None
    if not may_err and _MAY_BE_HIDDEN.search(data) is None:
        return frozenset(), {}
    is_wide = stream == "Workbook"
    at = next(
        struct.unpack_from("<I", record)[0]
        for _kind, record in records_of(data, 0, {SHEET})
        if sheet_name(record, is_wide=is_wide) == name
    )
    hidden, errors = set(), []
    for kind, record in records_of(data, at, {_ROW, BOOL_OR_ERROR, FORMULA} if may_err else {_ROW}):
        if kind != _ROW:
            errors.append(error_of_xls(kind, record))
        elif struct.unpack_from("<12xH", record)[0] & _HIDDEN_IN_XLS:
            hidden.add(struct.unpack_from("<H", record)[0] + 1)
    return frozenset(hidden), gathered(filter(None, errors))


def records_of(data: bytes, at: int, wanted: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """The records of some kinds from a place in a stream on, until the sheet (or the list of sheets) ends."""
    end = len(data) - 4
    head = struct.Struct("<HH").unpack_from
    while at <= end:
        kind, size = head(data, at)
        if kind in wanted:
            yield kind, data[at + 4 : at + 4 + size]
        elif kind == _END:
            return
        at += 4 + size


def sheet_name(record: bytes, *, is_wide: bool) -> str:
    """The name of a sheet in its record in the list of sheets."""
    length = record[6]
    if not is_wide:
        return record[7 : 7 + length].decode("cp1252", "replace")
    if record[7] & 1:
        return record[8 : 8 + 2 * length].decode("utf-16-le")
    return record[8 : 8 + length].decode("latin-1")
