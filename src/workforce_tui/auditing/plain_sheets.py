"""The rows of a sheet that are written the usual way, read without making a tree of them.

As a tree a sheet of forty thousand cells takes four times as long. Only what has nothing but rows of cells with a
number or the place of a shared text is read here, to its last letter; anything else is left for the tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEGINS = b'<?xml version="1.0" encoding="UTF-8"'
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_CELL = r'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,5}")?(?: t="[ns]")?(?:/>|><v>[0-9.eE+-]{1,30}</v></c>)'
_ROW = r'<row(?: [A-Za-z0-9:]{1,30}="[^"<>&]{0,60}")*+'
_ROWS = re.compile(rf"(?:{_ROW}(?:/>|>(?:{_CELL})*+</row>))*+", re.ASCII)
_PIECES = re.compile(r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="([ns])")?(?:/>|><v>([^<]+)</v>)', re.ASCII)

PlainCell = tuple[str, str, str, str]
"""The letters of its column, the number of its style, its kind ("s" for a shared text) and its value."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """The cells of each row of a sheet, and the part without them."""

    rows: tuple[list[PlainCell], ...]
    rest: bytes


def plain_sheet(content: bytes) -> PlainSheet | None:
    """A part that is a sheet, read; None where it is written in another way."""
    if not content.startswith(_BEGINS) or b"<!" in content or content.count(b"sheetData") != 2:
        return None
    before, opened, found = content.partition(_OPEN)
    inside, closed, after = found.partition(_CLOSE)
    if not opened or not closed or not inside.isascii():
        return None
    text = inside.decode("ascii")
    if _ROWS.fullmatch(text) is None:
        return None
    rows = tuple(_PIECES.findall(row) for row in text.split("</row>"))
    return PlainSheet(rows, before + b"<sheetData/>" + after)
