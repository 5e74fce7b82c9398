"""Checks on a workbook before any parser sees it.

A few kilobytes of zip can hold gigabytes, and two cells at opposite corners of a sheet make a parser that lays the
sheet out in full ask for half a terabyte and end the process. Both are refused here, by reading the table of
contents of the archive and the positions of the cells.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from typing import IO, TYPE_CHECKING, Any

from workforce_tui.i18n import N_, _
from workforce_tui.importing.limits import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_FILE_BYTES = 200 * MEGABYTE
MOST_MEMBERS = 5_000
MOST_UNPACKED_BYTES = 800 * MEGABYTE
MOST_RATIO = 400
"""Declared size over packed size; a real workbook of repeated rows packs to about a fifteenth."""
LARGE_PART = 64 * MEGABYTE
MOST_RATIO_OF_LARGE = 150
"""What a parser takes seconds for must not come from a few hundred kilobytes."""
MOST_CELLS = 30_000_000
"""Rows times columns of the rectangle around the cells of one sheet; a parser needs about 32 bytes for each."""

LONGEST_TEXT = 2**18
"""Bytes of XML without a tag; a cell of a spreadsheet holds 32,767 letters."""
LONGEST_ROW = 8 * MEGABYTE
"""Bytes of XML without the end of a row: a text may also be made long of many short pieces."""
_LONGEST_NAME = 1000
"""Letters of the name of a sheet; Excel allows 31."""
_ENDS = (b"si>", b"row>", b"style>")
"""What ends a text of .xlsx, and a row and a format of .ods."""
_LARGE_TEXTS = 16 * MEGABYTE
"""Below, a text is never so long that it takes seconds."""
_EXACT_BELOW = 8 * MEGABYTE
_CHUNK = 2**18
_OVERLAP = 64
_TAIL = 2**15
_PARTS_READ = re.compile(r"sheets/[^/]*$|sharedstrings\.|styles\.|workbook\.(?:xml|bin)|\.rels$|^content\.xml$")
_MOST_CELL_BYTES = 200
"""More bytes than one cell of a sheet takes."""


class FileRefused(Exception):  # noqa: N818 - it is the file that is refused; nothing went wrong
    """The file cannot be read; `code` and `words` make the issue."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words: dict[str, Any] = words


_PLAIN_WORDS = (
    (r"shared strings?\b", N_("a cell points to a text that is not in the file")),
    (r"larger than field limit", N_("a text is far longer than a cell can hold")),
    (r"unrecognized entity|undefined entity", N_("it names a text it does not define")),
    (
        r"checksum|bad crc|invalid (?:stored|block|distance|code|literal)|larger than its declared",
        N_("something in it was changed by accident"),
    ),
    (r"compression (?:method|type)|supported with password", N_("it is packed in a way that few programs can read")),
    (
        r"\beof\b|unexpected end|end of file|truncated|central directory|not a zip file|invalid zip|fill whole buffer",
        N_("it is cut short"),
    ),
)
"""What libraries say of damaged files, and what that means to whoever sent one."""


def brief(error: BaseException) -> str:
    """What was wrong by a library, on one short line: in plain words where they are known, else in the library's."""
    said = " ".join(str(error).split())
    plain = next((words for pattern, words in _PLAIN_WORDS if re.search(pattern, said, re.IGNORECASE)), None)
    return _(plain) if plain else said[:120] or type(error).__name__


def check_size(path: Path) -> bytes:
    """Refuse a file that is empty or too large; the first bytes of any other. Raises FileRefused."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("empty_file")
    if size > MOST_FILE_BYTES:
        raise FileRefused("file_too_large", detail=f"{size // MEGABYTE} MB")
    with path.open("rb") as stream:
        return stream.read(8192)


def check_file(path: Path) -> None:
    """Look through a whole file, without parsing it, for anything a parser cannot take. Raises FileRefused."""
    if not check_size(path).startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive)
            check_sheets(archive)
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused("unreadable_file", detail=brief(error)) from None


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse a zip that is not worth unpacking. Raises FileRefused."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise FileRefused("file_too_large", detail=_("{number} parts").format(number=len(members)))
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED_BYTES:
        raise FileRefused("file_too_large", detail=_megabytes(unpacked))
    for member in members:
        most = MOST_RATIO if member.file_size <= LARGE_PART else MOST_RATIO_OF_LARGE
        if member.file_size > MEGABYTE and member.file_size > most * max(member.compress_size, 1):
            raise FileRefused(
                "file_too_large", detail=_("{number} MB unpacked").format(number=member.file_size // MEGABYTE)
            )
        if member.flag_bits & 1:
            raise FileRefused("password_not_supported")


def check_sheets(archive: zipfile.ZipFile) -> None:
    """Refuse a sheet of .xlsx or .xlsb whose cells lie too far apart. Raises FileRefused."""
    for member in archive.infolist():
        name = member.filename.replace("\\", "/").casefold()
        if name.endswith("sharedstrings.xml"):
            continue
        if name.endswith(".xml"):
            with archive.open(member) as stream:
                rows, columns = _extent(in_utf8(stream)[0], member.file_size)
        elif name.endswith(".bin") and "worksheets/" in name:
            with archive.open(member) as stream:
                rows, columns = _binary_extent(stream.read(2**16))
        else:
            continue
        if rows * columns > MOST_CELLS:
            from workforce_tui.domain.formatting import number
            from workforce_tui.importing.second_look import name_of_sheet

            sheet = name_of_sheet(archive, member.filename) or name.rpartition("/")[2].rpartition(".")[0]
            raise FileRefused("sheet_too_large", name=sheet, rows=number(rows), columns=number(columns))


def check_texts(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook with a text that no cell could hold, over which every later step would take long.

    Looks at the texts of .xlsx and at the contents of .ods where they are large. Raises FileRefused.
    """
    for member in archive.infolist():
        name = member.filename.replace("\\", "/").casefold()
        if member.file_size < _LARGE_TEXTS or not name.endswith(("sharedstrings.xml", "content.xml")):
            continue
        with archive.open(member) as stream:
            open_for = 0
            while chunk := stream.read(LONGEST_TEXT):
                open_for = 0 if any(end in chunk for end in _ENDS) else open_for + len(chunk)
                if open_for > LONGEST_ROW or (b"<" not in chunk and len(chunk) == LONGEST_TEXT):
                    raise FileRefused("unreadable_file", detail=text_too_long())


def check_names(names: Iterable[str]) -> None:
    """Refuse a workbook with a sheet whose name no program would give it. Raises FileRefused."""
    if any(len(name) > _LONGEST_NAME for name in names):
        raise FileRefused("unreadable_file", detail=_("the name of a sheet is far longer than a name can be"))


def check_sums(source: Path | IO[bytes]) -> None:
    """Refuse a workbook with a part that is not, byte for byte, what was packed.

    The parser stops at the last row it reads, short of the end where the sums are compared: a number of which one
    digit was changed on the way would be read as it is. Raises FileRefused.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            for member in archive.infolist():
                if _PARTS_READ.search(member.filename.replace("\\", "/").casefold()):
                    with archive.open(member) as stream:
                        while stream.read(_CHUNK):
                            pass
    except MemoryError:
        raise
    except Exception as error:
        raise FileRefused("unreadable_file", detail=brief(error)) from None


def text_too_long() -> str:
    """Why a file with a very long text is refused."""
    return _("a text is far longer than a cell can hold")


def in_utf8(stream: IO[bytes]) -> tuple[IO[bytes], bool]:
    """A part of an archive as what is searched in UTF-8, and whether it is in UTF-16, which few programs write."""
    start = stream.peek(2)[:2]  # type: ignore[attr-defined] # what an archive opens can be looked into
    codec = _UTF_16.get(start)
    # A StreamRecoder reads like a file.
    return (stream, False) if codec is None else (codecs.EncodedFile(stream, "utf-8", codec), True)


def _megabytes(size: int) -> str:
    return _("{number} MB unpacked").format(number=size // MEGABYTE)


_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s+ref=[\"'](?:[A-Z]+\d+:)?([A-Z]+)(\d+)[\"']")
_REFERENCE = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,4})(\d{1,8})[\"']")
_FAR = re.compile(rb'<c r="(?:[A-Z]{3}\d|[A-Z]{1,2}\d{7})')


def _extent(stream: IO[bytes], size: int) -> tuple[int, int]:
    """Rows and columns up to the furthest cell of a sheet of *size* bytes.

    A small sheet is searched cell by cell. Of a large one every chunk's last row is looked at, which finds the end
    of the sheet, and what the sheet declares about itself counts too; where it declares nothing, or less than so many
    bytes can be, any cell beyond column ZZ or row 999,999 is searched for as well.
    """
    rows = columns = 0
    exact, trusted = size < _EXACT_BELOW, False
    for number, chunk in enumerate(_chunks(stream)):
        if number == 0 and not exact and (declared := _DIMENSION.search(chunk)):
            columns, rows = _column_number(declared[1]), int(declared[2])
            trusted = rows * columns * _MOST_CELL_BYTES >= size
        for column, row in _REFERENCE.findall(chunk) if exact else _landmarks(chunk, trusted=trusted):
            rows = max(rows, int(row))
            columns = max(columns, _column_number(column))
    return rows, columns


def _landmarks(chunk: bytes, *, trusted: bool) -> list[tuple[bytes, bytes]]:
    found = _REFERENCE.findall(chunk[max(chunk.rfind(b"<row "), len(chunk) - _TAIL, 0) :])
    far = None if trusted else _FAR.search(chunk)
    return found + _REFERENCE.findall(chunk[far.start() : far.start() + _OVERLAP]) if far else found


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces that overlap, so that no cell is cut in two."""
    tail = b""
    while piece := stream.read(_CHUNK):
        yield tail + piece
        tail = piece[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _binary_extent(data: bytes) -> tuple[int, int]:
    """Rows and columns the BrtWsDim record at the start of a binary sheet declares (MS-XLSB 2.4.820)."""
    position = 0
    while position < len(data) - 2:
        kind, position = _varint(data, position, 2)
        size, position = _varint(data, position, 4)
        if kind == 148 and position + 16 <= len(data):
            _first, last, _left, right = (
                int.from_bytes(data[position + 4 * i : position + 4 * i + 4], "little") for i in range(4)
            )
            return last + 1, right + 1
        position += size
    return 0, 0


def _varint(data: bytes, position: int, most: int) -> tuple[int, int]:
    value = 0
    for shift in range(most):
        byte = data[position] if position < len(data) else 0
        position += 1
        value |= (byte & 0x7F) << (7 * shift)
        if not byte & 0x80:
            break
    return value, position
