"""A large sheet of an .xlsx file cut into parts, so that two threads parse it while it is still being unpacked.

The parser says nothing of a sheet until all of it is parsed, and uses one processor. The sheet's XML is unpacked once,
looked through on the way (`second_look`), cut between rows, and written as the sheets of a workbook in memory that has
no name in any folder. Sheets that are not written as the usual programs write them are left whole.

The directory of that workbook, at its end, is written first: every part has a place of the same size, which its rows
do not fill. The parser reads a sheet up to the end of its rows, and so never the blank rest of a place, nor is the
checksum looked at that would have had to be known beforehand; the file's own is checked where it is unpacked.
"""

from __future__ import annotations

import mmap
import os
import re
import zipfile
import zlib
from contextlib import suppress
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree
from xml.parsers import expat

from workforce_tui.importing.book import SheetMeta, each_once
from workforce_tui.importing.second_look import NOTHING, Looker, SheetLook, column_number, has, part_of_sheet
from workforce_tui.importing.unpacking import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.importing.book import Place


LEAST_XML = 12 * 2**20
"""Bytes of XML below which cutting a sheet takes longer than it saves."""
MOST_XML = 448 * 2**20
"""Bytes of XML above which a copy of the sheet would take more memory than it saves time."""
MOST_OTHERS = 64 * 2**20
"""Bytes of the parts that are kept beside the sheet, most of them its texts."""
_CHUNK = 2**21
"""Bytes unpacked at a time, of which a part is made. Smaller pieces would have to wait more often for the thread that
loads the program."""
_LONGEST_ROW = 2**20
_BLANK = 2**16
"""Bytes of a place that stay blank: more than the parser reads ahead."""
_PREFIX = "part "
_DATA, _ROW_START, _END_OF_ROW = b"<sheetData>", b"<row ", b"</row>"
_OPEN, _CLOSE = b"<worksheet><sheetData>", b"</sheetData></worksheet>"
_END_OF_ROWS = b"</sheetData"
_NO_MERGES = b"<mergeCells></mergeCells>"
"""Before the rows of each part: the parser reads a sheet once more for its merged cells, until it finds them. Those of
the whole sheet are read here, from behind its last row."""
_ROW = re.compile(rb'<row [^<>]*?\br="(\d{1,7})"')
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
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


class UnusualSheet(Exception):  # noqa: N818 - nothing went wrong: the sheet stays whole
    """The sheet is not written in the way that can be cut."""


class CutSheet:
    """A sheet being cut: its parts are sheets of the workbook at `path`, which lasts as long as `file` is open.

    `sheets` are those of the file itself. Once all of it is cut, `number` is the number of parts, `height` that of the
    last row, and `look` is what looking through the XML found.
    """

    def __init__(self, archive: zipfile.ZipFile, part: str, name: str, sheets: tuple[SheetMeta, ...]) -> None:
        self.name, self.sheets = name, sheets
        self._archive, self._part = archive.filename or "", part
        self.most = archive.getinfo(part).file_size // _CHUNK + 2
        self._size = _whole_pages(_CHUNK + _LONGEST_ROW + _BLANK)
        self._head = b""
        self._looker = Looker()
        self.number, self.height = 0, 0
        self.merged: tuple[tuple[Place, Place], ...] = ()
        self.look: SheetLook = NOTHING
        # The file is closed by whoever parses it: it has to outlive the cutting.
        self.file: IO[bytes] = os.fdopen(os.memfd_create("sheet"), "w+b")
        try:
            self._write_others(archive)
        except BaseException:
            self.file.close()
            raise

    @property
    def path(self) -> str:
        """Where the workbook can be opened by this process, before any part of it is written."""
        return f"/proc/self/fd/{self.file.fileno()}"

    def part_name(self, part: int) -> str:
        """The name of a part in the workbook."""
        return f"{_PREFIX}{part}"

    def cut(self) -> Iterator[int]:
        """Write the parts; the number of each as it can be parsed. Raises UnusualSheet, however far it is."""
        try:
            with zipfile.ZipFile(self._archive) as archive:
                yield from self._take(unpacked(archive, archive.getinfo(self._part), _CHUNK))
        except _DAMAGED as error:
            raise UnusualSheet from error  # what a damaged file is, the parser says

    def forget(self, part: int) -> None:
        """Give back the memory of a part that is parsed; nobody may read its XML again."""
        with suppress(OSError), mmap.mmap(self.file.fileno(), self._size, offset=part * self._size) as pages:
            pages.madvise(mmap.MADV_REMOVE)

    def _write_others(self, archive: zipfile.ZipFile) -> None:
        """Write what is not rows, behind the places of the parts."""
        others = [info for info in archive.infolist() if info.filename != self._part and _is_needed(info.filename)]
        if sum(info.file_size for info in others) > MOST_OTHERS:
            raise UnusualSheet
        self.file.seek(self.most * self._size)
        with zipfile.ZipFile(self.file, "w", zipfile.ZIP_STORED) as copy:
            for info in others:
                copy.writestr(info.filename, _of_parts(archive, info.filename, self.most))
            copy.filelist += [self._place(part) for part in range(self.most)]
        self.file.flush()

    def _place(self, part: int) -> zipfile.ZipInfo:
        """The place of a part, as the directory has it."""
        place = zipfile.ZipInfo(f"xl/worksheets/part{part}.xml")
        place.header_offset, place.CRC = part * self._size, 0
        place.file_size = place.compress_size = self._size - len(place.FileHeader())
        return place

    def _take(self, chunks: Iterator[bytes]) -> Iterator[int]:
        tail = b""
        for piece, is_last in self._pieces(chunks):
            if is_last:
                tail = piece
                break
            self._looker.see(piece)
            self._write(piece)
            yield self.number - 1
        if not tail.startswith(_END_OF_ROWS) or not self.number:
            raise UnusualSheet
        self.merged = each_once(_merged(tail))
        self.look = self._looker.result()

    def _pieces(self, chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
        """The rows in pieces that hold whole rows, then what follows them."""
        start = next(chunks, b"")
        at = start.find(_DATA) + len(_DATA)
        if at < len(_DATA):
            raise UnusualSheet
        self._head, chunk, rest = start[:at], start[at:], b""
        if b"<!" in self._head or b"mergeCell" in self._head:
            raise UnusualSheet
        self._head = self._head.removesuffix(_DATA) + _NO_MERGES + _DATA
        while chunk:
            piece = rest + chunk
            end = piece.rfind(_END_OF_ROW) + len(_END_OF_ROW)
            if has(piece, b"!", b"<!") or len(piece) - end > _LONGEST_ROW + _CHUNK:
                raise UnusualSheet
            if end >= len(_END_OF_ROW):
                rows, piece = piece[:end], piece[end:]
                if has(rows, b"h", _END_OF_ROWS):
                    raise UnusualSheet  # of rows behind the end of the rows, programs read some, or none
                yield rows, False
            rest, chunk = piece, next(chunks, b"")
        yield rest, True

    def _write(self, rows: bytes) -> None:
        """Write a part; its first row has to say which it is, for the parser counts from there."""
        first, last = _ROW.match(rows), _ROW.match(rows, rows.rfind(_ROW_START))
        if first is None or last is None or not self.height < int(first[1]) <= int(last[1]):
            raise UnusualSheet
        place = self._place(self.number)
        pieces = [place.FileHeader(), self._head, rows, _CLOSE]
        length = sum(map(len, pieces))
        if self.number == self.most or length > self._size - _BLANK:
            raise UnusualSheet
        if os.pwritev(self.file.fileno(), pieces, place.header_offset) < length:
            raise UnusualSheet
        self.height = int(last[1])
        self.number += 1


def cut_sheet(path: Path, name: str | None) -> CutSheet | None:
    """The sheet called *name*, or the first visible one, ready to be cut into parts.

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
            return CutSheet(archive, part, name, sheets)
    except (UnusualSheet, *_DAMAGED):
        return None  # what a damaged file is, the parser says


def _whole_pages(size: int) -> int:
    page = mmap.ALLOCATIONGRANULARITY
    return (size + page - 1) // page * page


def _can_cut() -> bool:
    """Whether there are files in memory and a second processor for this process."""
    return hasattr(os, "memfd_create") and len(os.sched_getaffinity(0)) > 1


def _sheets(archive: zipfile.ZipFile) -> tuple[SheetMeta, ...]:
    book = ElementTree.fromstring(_text(archive, "xl/workbook.xml"))  # noqa: S314 - no entities, see _text
    sheets = [node for node in book.iter() if node.tag.endswith("}sheet")]
    return tuple(SheetMeta(node.get("name", ""), node.get("state", "visible") != "visible") for node in sheets)


def _text(archive: zipfile.ZipFile, part: str) -> bytes:
    if archive.getinfo(part).file_size > _CHUNK:
        raise UnusualSheet
    text = archive.read(part)
    if b"<!" in text:
        raise UnusualSheet
    return text


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
            raise UnusualSheet
        return text
    if name == "xl/_rels/workbook.xml.rels":
        kind = f"{_OFFICE}/worksheet"
        targets = "".join(
            f'<Relationship Id="part{i}" Type="{kind}" Target="worksheets/part{i}.xml"/>' for i in range(number)
        )
        text = _text(archive, name)
        if text.count(_RELATIONS_END) != 1:
            raise UnusualSheet
        return text.replace(_RELATIONS_END, targets.encode() + _RELATIONS_END)
    return archive.read(name)


def _merged(tail: bytes) -> list[tuple[Place, Place]]:
    """The merged ranges that follow the rows. Raises UnusualSheet where what follows is not as it should be."""
    found: list[tuple[Place, Place]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] != "mergeCell":
            return
        corners = _RANGE.fullmatch(attributes.get("ref", ""))
        if corners is None:
            raise UnusualSheet
        left, top, right, bottom = corners.groups()
        found.append(((int(top) - 1, column_number(left.encode())), (int(bottom) - 1, column_number(right.encode()))))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    try:
        parser.Parse(_OPEN + tail, True)
    except expat.ExpatError as error:
        raise UnusualSheet from error
    return found
