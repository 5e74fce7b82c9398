"""A look at how an .xls file is laid out, before any parser follows it.

Such a file is a small file system of its own (MS-CFB): each stream is a chain of sectors. A damaged chain that leads
back into itself never ends, and a parser that follows it does not either.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import IO

from workforce_tui.i18n import _
from workforce_tui.importing.guards import FileRefused

_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here up say that a chain ends or a sector is free."""
_HEADER = 512
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_SMALL = 4096


def check_chains(source: Path | IO[bytes]) -> None:
    """Refuse a file in which a chain of sectors does not end. Raises FileRefused."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            _check(stream)
    else:
        source.seek(0)
        _check(source)
        source.seek(0)


def _check(stream: IO[bytes]) -> None:
    header = stream.read(_HEADER)
    try:
        size = 1 << struct.unpack_from("<H", header, 30)[0]
        if size not in (512, 4096):
            raise FileRefused("unreadable_file", detail=_("damaged data"))
        directory, _unused, _cutoff, mini, _sectors, more = struct.unpack_from("<IIIIII", header, 48)
        table = _table(stream, header, size, more)
        small = [number for sector in _chain(table, mini) for number in _numbers(_sector(stream, sector, size))]
        for sector in _chain(table, directory):
            for start, is_large in _streams(_sector(stream, sector, size)):
                _chain(table if is_large else small, start)
    except struct.error:
        raise FileRefused("unreadable_file", detail=_("damaged data")) from None


def _sector(stream: IO[bytes], number: int, size: int) -> bytes:
    stream.seek((number + 1) * size)
    return stream.read(size)


def _table(stream: IO[bytes], header: bytes, size: int, more: int) -> list[int]:
    """For each sector the one that follows it, as the sectors the header and its continuations name say."""
    places = list(struct.unpack_from("<109I", header, 76))
    seen: set[int] = set()
    while more < _LAST_SECTOR:
        if more in seen:
            raise FileRefused("unreadable_file", detail=_("damaged data"))
        seen.add(more)
        named = _numbers(_sector(stream, more, size))
        if not named:
            break
        places += named[:-1]
        more = named[-1]
    table: list[int] = []
    for place in places:
        if place < _LAST_SECTOR:
            table += _numbers(_sector(stream, place, size))
    return table


def _numbers(data: bytes) -> list[int]:
    whole = len(data) // 4
    return list(struct.unpack_from(f"<{whole}I", data))


def _chain(table: list[int], start: int) -> list[int]:
    """The sectors of a chain in order. Raises FileRefused when it does not end."""
    found: list[int] = []
    seen = bytearray(len(table))
    while start < len(table):
        if seen[start]:
            raise FileRefused("unreadable_file", detail=_("damaged data"))
        seen[start] = 1
        found.append(start)
        start = table[start]
    return found


def _streams(directory: bytes) -> list[tuple[int, bool]]:
    """The first sector of each stream in one sector of the directory, and whether it is large.

    Small streams lie together in one large one and have chains of their own.
    """
    found = []
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        kind = directory[at + 66]
        start, length = struct.unpack_from("<IQ", directory, at + 116)
        if kind in (_STREAM, _ROOT):
            found.append((start, kind == _ROOT or length & 0xFFFFFFFF >= _SMALL))
    return found
