"""Spreadsheets with something wrong in them: bytes turned, cut and spliced, and attributes changed inside a zip."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_ATTRIBUTE = re.compile(rb'="([^"<>]{0,40})"')
_TEXT = re.compile(rb">([^<>]{1,40})<")
_NASTY = (
    b"", b"0", b"-1", b"1e308", b"nan", b"99999999999", b"4294967295", b"XFD1048576", b"A0", b"ZZZZ1", b"A1:XFD1048576",
    b"../../etc/passwd", b"&amp;", b"&#0;", b"&x;", b"\xff\xfe", b"=1+1", b"[/]", b"true", b"s", b"e", b"9999-99-99",
    b"\xe2\x80\xae", b"x" * 5000, b"<", b"]]>", b"%s%n", b"{0}", b"\x00",
)  # fmt: skip


def flip(data: bytes, rng: Random) -> bytes:
    """Some bits of some bytes turned."""
    made = bytearray(data)
    for _time in range(rng.choice((1, 2, 8, 64))):
        if made:
            made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def overwrite(data: bytes, rng: Random) -> bytes:
    """A few bytes replaced by extreme ones."""
    made = bytearray(data)
    at = rng.randrange(max(len(made), 1))
    made[at : at + 4] = rng.choice((b"\x00" * 4, b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80"))
    return bytes(made)


def truncate(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def splice(data: bytes, rng: Random) -> bytes:
    """One stretch of the file put in another place."""
    start, length, to = rng.randrange(len(data)), rng.randrange(1, 4096), rng.randrange(len(data))
    return data[:to] + data[start : start + length] + data[to + rng.choice((0, length)) :]


def inside(data: bytes, rng: Random) -> bytes:
    """A part of a zip changed, and the zip made whole again; the bytes turned when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            parts = {member.filename: source.read(member) for member in source.infolist()}
    except Exception:  # whatever an earlier change has made of it
        return _change_text(data, rng) if data else data
    name = rng.choice(sorted(parts))
    parts[name] = _change_text(parts[name], rng)
    if rng.random() < 0.1:
        del parts[rng.choice(sorted(parts))]
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as target:
        for part, content in parts.items():
            target.writestr(part, content)
    return package.getvalue()


def _change_text(data: bytes, rng: Random) -> bytes:
    for _time in range(rng.choice((1, 1, 2, 5))):
        places = [*_ATTRIBUTE.finditer(data), *_TEXT.finditer(data)]
        if not places or rng.random() < 0.15:
            data = rng.choice((flip, overwrite, truncate, splice))(data, rng) if data else data
            continue
        place = rng.choice(places)
        data = data[: place.start(1)] + rng.choice(_NASTY) + data[place.end(1) :]
    return data


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (flip, overwrite, truncate, splice, *[inside] * 6)


def mutated(data: bytes, rng: Random) -> bytes:
    """A file with one or two things wrong."""
    for _time in range(rng.choice((1, 1, 1, 2))):
        data = rng.choice(_WAYS)(data, rng) if data else data
    return data
