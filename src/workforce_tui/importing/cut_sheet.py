"""A large sheet of an .xlsx file cut into parts, so that two threads parse it while a third reads what is parsed.

The parser says nothing of a sheet until all of it is parsed, and uses one processor. The sheet's XML is unpacked once,
looked through on the way (`second_look`), cut between rows, and written as the sheets of a workbook in memory that has
no name in any folder. Sheets that are not written as the usual programs write them are left whole.
"""

from __future__ import annotations

import mmap
import os
import re
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from workforce_tui.importing.book import SheetMeta
from workforce_tui.importing.second_look import Looker, SheetLook, column_number, has, part_of_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.importing.book import Place


LEAST_XML = 12 * 2**20
"""Bytes of XML below which cutting a sheet takes longer than it saves."""
MOST_XML = 448 * 2**20
"""Bytes of XML above which a copy of the sheet would take more memory than it saves time."""
PART = 2 * 2**20
MOST_OTHERS = 64 * 2**20
"""Bytes of the parts that are kept beside the sheet, most of them its texts."""
_LOCAL_HEADER = 1024
"""More bytes than stand before a part in the archive; a thread that opens it later may look at them."""
_CHUNK = 2**21
"""Bytes unpacked at a time. Smaller pieces would have to wait more often for the thread that loads the program."""
_PREFIX = "part "
_DATA, _ROW_START, _END_OF_ROW = b"<sheetData>", b"<row ", b"</row>"
_CLOSE = b"</sheetData></worksheet>"
_NO_MERGES = b"<mergeCells></mergeCells>"
"""Before the rows of each part: the parser reads a sheet once more for its merged cells, until it finds them. Those of
the whole sheet are read here, from behind its last row."""
_ROW = re.compile(rb'<row [^<>]*?\br="(\d{1,7})"')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/>')
_SHEETS = re.compile(rb"<sheets>.*?</sheets>", re.DOTALL)
_RELATIONS_END = b"</Relationships>"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


_DAMAGED = (
    OSError,
    LookupError,
    ValueError,
    RuntimeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
)


class _Unusual(Exception):  # noqa: N818 - nothing went wrong: the sheet stays whole
    """The sheet is not written in the way that can be cut."""


@dataclass(frozen=True, slots=True)
class CutSheet:
    """The parts of a sheet as sheets of the workbook at `path`, which lasts as long as `file` is open.

    `sheets` are those of the file itself. `height` is the number of the last row. `look` is what looking through the
    XML found. `starts` says where in `file` each part begins, and what comes after the last.
    """

    name: str
    sheets: tuple[SheetMeta, ...]
    file: IO[bytes]
    parts: tuple[str, ...]
    starts: tuple[int, ...]
    height: int
    merged: tuple[tuple[Place, Place], ...]
    look: SheetLook

    @property
    def path(self) -> str:
        """Where the workbook can be opened by this process."""
        return f"/proc/self/fd/{self.file.fileno()}"

    def forget(self, part: int) -> None:
        """Give back the memory of a part that is parsed; nobody may read its XML again."""
        page = mmap.ALLOCATIONGRANULARITY
        start = (self.starts[part] + _LOCAL_HEADER) // page * page + page
        end = self.starts[part + 1] // page * page
        if end <= start:
            return
        with suppress(OSError), mmap.mmap(self.file.fileno(), end - start, offset=start) as pages:
            pages.madvise(mmap.MADV_REMOVE)


def cut_sheet(path: Path, name: str | None) -> CutSheet | None:
    """The sheet called *name*, or the first visible one, cut into parts.

    None for a sheet that is small, or not written as usual, and where two threads are no faster than one.
    """
    if not _can_cut():
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = _sheets(archive)
            name = name or next((sheet.name for sheet in sheets if not sheet.hidden), None)
            part = part_of_sheet(archive, name) if name else None
            if name is None or part is None or not LEAST_XML <= archive.getinfo(part).file_size <= MOST_XML:
                return None
            return _cut(archive, part, name, sheets)
    except _DAMAGED:
        return None  # what a damaged file is, the parser says
    except _Unusual:
        return None


def _can_cut() -> bool:
    """Whether there are files in memory and a second processor for this process."""
    return hasattr(os, "memfd_create") and len(os.sched_getaffinity(0)) > 1


def _sheets(archive: zipfile.ZipFile) -> tuple[SheetMeta, ...]:
    book = ElementTree.fromstring(_text(archive, "xl/workbook.xml"))  # noqa: S314 - no entities, see _text
    sheets = [node for node in book.iter() if node.tag.endswith("}sheet")]
    return tuple(SheetMeta(node.get("name", ""), node.get("state", "visible") != "visible") for node in sheets)


def _text(archive: zipfile.ZipFile, part: str) -> bytes:
    if archive.getinfo(part).file_size > _CHUNK:
        raise _Unusual
    text = archive.read(part)
    if b"<!" in text:
        raise _Unusual
    return text


def _cut(archive: zipfile.ZipFile, part: str, name: str, sheets: tuple[SheetMeta, ...]) -> CutSheet:
    others = [info for info in archive.infolist() if info.filename != part and _is_needed(info.filename)]
    if sum(info.file_size for info in others) > MOST_OTHERS:
        raise _Unusual
    # The file is closed by whoever parses it: it has to outlive this function.
    file = os.fdopen(os.memfd_create("sheet"), "w+b")
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as copy:
            parts = _Parts(copy)
            with archive.open(part) as stream:
                parts.take(stream)
            for info in others:
                copy.writestr(info.filename, _of_parts(archive, info.filename, parts.number))
        file.flush()
    except BaseException:
        file.close()
        raise
    names = tuple(f"{_PREFIX}{number}" for number in range(parts.number))
    starts = tuple(info.header_offset for info in copy.infolist()[: parts.number + 1])
    return CutSheet(name, sheets, file, names, starts, parts.last_row, parts.merged, parts.looker.result())


def _is_needed(name: str) -> bool:
    """Whether a part says how cells are to be understood: their texts, formats and dates."""
    return not name.startswith(("xl/worksheets/", "xl/media/", "xl/drawings/", "docProps/", "xl/theme/"))


def _of_parts(archive: zipfile.ZipFile, name: str, number: int) -> bytes:
    """A part of the file, in which the sheets are replaced by the parts of one where it lists them."""
    if name == "xl/workbook.xml":
        sheets = "".join(f'<sheet name="{_PREFIX}{i}" sheetId="{i + 1}" r:id="part{i}"/>' for i in range(number))
        listed = f'<sheets xmlns:r="{_OFFICE}">{sheets}</sheets>'.encode()
        text, found = _SHEETS.subn(listed, _text(archive, name), count=1)
        if not found:
            raise _Unusual
        return text
    if name == "xl/_rels/workbook.xml.rels":
        kind = f"{_OFFICE}/worksheet"
        targets = "".join(
            f'<Relationship Id="part{i}" Type="{kind}" Target="worksheets/part{i}.xml"/>' for i in range(number)
        )
        text = _text(archive, name)
        if text.count(_RELATIONS_END) != 1:
            raise _Unusual
        return text.replace(_RELATIONS_END, targets.encode() + _RELATIONS_END)
    return archive.read(name)


class _Parts:
    """The parts of one sheet being written, each a whole sheet with some of the rows."""

    def __init__(self, copy: zipfile.ZipFile) -> None:
        self._copy = copy
        self._head = b""
        self.number, self.last_row = 0, 0
        self.merged: tuple[tuple[Place, Place], ...] = ()
        self.looker = Looker()

    def take(self, stream: IO[bytes]) -> None:
        """Cut the sheet in *stream*. Raises _Unusual."""
        rows, size = [], 0
        tail = b""
        for piece, is_last in self._pieces(stream):
            if is_last:
                tail = piece
                break
            self.looker.see(piece)
            rows.append(piece)
            size += len(piece)
            if size >= PART:
                self._write(rows, _CLOSE)
                rows, size = [], 0
        if not tail.startswith(b"</sheetData>"):
            raise _Unusual
        self.merged = tuple(map(_corners, _MERGED.findall(tail)))
        if rows or not self.number:
            self._write(rows, _CLOSE)

    def _pieces(self, stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
        """The rows in pieces that hold whole rows, then what follows them."""
        start = stream.read(_CHUNK)
        at = start.find(_DATA) + len(_DATA)
        if at < len(_DATA):
            raise _Unusual
        self._head, rest = start[:at], start[at:]
        if b"<!" in self._head:
            raise _Unusual
        self._head = self._head.removesuffix(_DATA) + _NO_MERGES + _DATA
        while chunk := stream.read(_CHUNK):
            piece = rest + chunk
            end = piece.rfind(_END_OF_ROW) + len(_END_OF_ROW)
            if end < len(_END_OF_ROW) or has(piece, b"!", b"<!"):
                raise _Unusual
            yield piece[:end], False
            rest = piece[end:]
        end = rest.rfind(_END_OF_ROW) + len(_END_OF_ROW)
        if end >= len(_END_OF_ROW):
            yield rest[:end], False
            rest = rest[end:]
        yield rest, True

    def _write(self, rows: list[bytes], close: bytes) -> None:
        """Write a part; its first row has to say which it is, for the parser counts from there."""
        first = _ROW.match(rows[0]) if rows else None
        last = _ROW.match(rows[-1], rows[-1].rfind(_ROW_START)) if rows else None
        if first is None or last is None or not self.last_row < int(first[1]) <= int(last[1]):
            raise _Unusual
        self.last_row = int(last[1])
        with self._copy.open(f"xl/worksheets/part{self.number}.xml", "w") as out:
            out.write(self._head)
            for piece in rows:
                out.write(piece)
            out.write(close)
        self.number += 1


def _corners(found: tuple[bytes, bytes, bytes, bytes]) -> tuple[Place, Place]:
    (left, top, right, bottom) = found
    return (int(top) - 1, column_number(left)), (int(bottom) - 1, column_number(right))
