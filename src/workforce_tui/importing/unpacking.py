"""A large part of a zip archive unpacked piece by piece, by the fastest library that is installed."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

try:
    from isal import isal_zlib

    _library: Any = isal_zlib
except ImportError:  # not made for every processor and system
    _library = zlib

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = b"PK\x03\x04"
_HEADER_LENGTH = 30
_PACKED_AT_ONCE = 2**18
_IS_ENCRYPTED = 0x1


def unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
    """A part of an archive on disk, in pieces of *size* bytes but for the last.

    Raises zipfile.BadZipFile where it is not what the archive's directory says it is, or not packed as usual, and
    OSError.
    """
    if part.compress_type != zipfile.ZIP_DEFLATED or part.flag_bits & _IS_ENCRYPTED:
        raise zipfile.BadZipFile(part.filename)
    checksum, length = 0, 0
    with Path(archive.filename or "").open("rb") as file:
        file.seek(_start_of(file, part))
        for piece in _pieces(file, part.compress_size, size):
            checksum = _library.crc32(piece, checksum)
            length += len(piece)
            if length > part.file_size:
                break
            yield piece
    if (checksum, length) != (part.CRC, part.file_size):
        raise zipfile.BadZipFile(part.filename)


def _start_of(file: IO[bytes], part: zipfile.ZipInfo) -> int:
    """Where the packed bytes begin, behind a header that has a name and more of its own length."""
    file.seek(part.header_offset)
    header = file.read(_HEADER_LENGTH)
    if len(header) < _HEADER_LENGTH or not header.startswith(_HEADER):
        raise zipfile.BadZipFile(part.filename)
    name, more = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    return part.header_offset + _HEADER_LENGTH + name + more


def _pieces(file: IO[bytes], left: int, size: int) -> Iterator[bytes]:
    stream = _library.decompressobj(-zlib.MAX_WBITS)
    packed, ready, found = b"", [], 0
    while not stream.eof:
        if not packed:
            packed = file.read(min(left, _PACKED_AT_ONCE))
            left -= len(packed)
        try:
            some = stream.decompress(packed, size - found)
        except _library.error as error:
            raise zipfile.BadZipFile from error
        if not some and not packed:
            raise zipfile.BadZipFile  # it ends before its end
        packed = stream.unconsumed_tail
        ready.append(some)
        found += len(some)
        if found == size:
            yield b"".join(ready)
            ready, found = [], 0
    if found:
        yield b"".join(ready)
