"""Thousands of rows of texts of a sheet, put into the finished parts of a workbook at once.

XlsxWriter writes a cell at a time, in one way for every kind of value. The parts are the same as it would have made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STRINGS = "xl/sharedStrings.xml"
_HELD = re.compile("<si>(.*?)</si>", re.DOTALL)
_COUNTS = re.compile(r'count="(\d+)" uniqueCount="\d+"')
_ENDS_BLANK = re.compile(r"\A\s|\s\Z")
_DATA_END = "</sheetData>"
_DIMENSION = re.compile(r'<dimension ref="A1:[A-Z]+\d+"/>')
_BLOCK = 16
"""Rows that say together from which column to which they go."""


@dataclass(frozen=True, slots=True)
class TextRows:
    """Rows of texts for a sheet, from column A on: the numbers of the sheet, its table and the first row, from 1.

    Every row has a text in its first column. The row above has one in all of theirs: the header of the table, which has
    one blank row so far. A text holds nothing that XML cannot, and fits in a cell.
    """

    sheet: int
    table: int
    first: int
    rows: Sequence[Sequence[str]]


def put_rows(parts: dict[str, bytes], texts: TextRows, style: int) -> None:
    """Put the rows at the end of their sheet, in the format of number *style*; a text of other sheets is held once."""
    if not texts.rows:
        return
    name = f"xl/worksheets/sheet{texts.sheet}.xml"
    places, strings = _places(parts[_STRINGS].decode("utf-8"), texts)
    body = "".join(_rows(texts, places, style))
    letters, last = column_letters(len(texts.rows[0])), texts.first + len(texts.rows) - 1
    before, end, after = parts[name].decode("utf-8").partition(_DATA_END)
    before = _DIMENSION.sub(f'<dimension ref="A1:{letters}{last}"/>', before, count=1)
    table, own = f"xl/tables/table{texts.table}.xml", f"A{texts.first - 1}:{letters}"
    parts[table] = parts[table].replace(f'"{own}{texts.first}"'.encode(), f'"{own}{last}"'.encode(), 1)
    parts[name] = f"{before}{body}{end}{after}".encode()
    parts[_STRINGS] = strings.encode()


def _places(strings: str, texts: TextRows) -> tuple[dict[str, int], str]:
    """The place of every text among the texts that all sheets share, and those with the new ones at their end."""
    found = {item: place for place, item in enumerate(_HELD.findall(strings))}
    places: dict[str, int] = {}
    number = 0
    new = []
    for row in texts.rows:
        for text in row:
            number += bool(text)
            if text and text not in places:
                item = _item(text)
                if item not in found:
                    found[item] = len(found)
                    new.append(f"<si>{item}</si>")
                places[text] = found[item]
    head, end, _rest = strings.rpartition("</sst>")
    counted = _COUNTS.search(head)
    before = int(counted[1]) if counted else 0
    head = _COUNTS.sub(f'count="{before + number}" uniqueCount="{len(found)}"', head, count=1)
    return places, f"{head}{''.join(new)}{end}"


def _item(text: str) -> str:
    kept = ' xml:space="preserve"' if _ENDS_BLANK.search(text) else ""
    return f"<t{kept}>{escape(text)}</t>"


def _rows(texts: TextRows, places: dict[str, int], style: int) -> Iterator[str]:
    letters = [column_letters(number) for number in range(1, len(texts.rows[0]) + 1)]
    ends = _ends(texts)
    between = f'" s="{style}" t="s"><v>'
    for number, row in enumerate(texts.rows, texts.first):
        cells = [
            f'<c r="{letter}{number}{between}{places[text]}</v></c>'
            for letter, text in zip(letters, row, strict=True)
            if text
        ]
        yield f'<row r="{number}" spans="1:{ends[(number - 1) // _BLOCK]}">{"".join(cells)}</row>'


def _ends(texts: TextRows) -> dict[int, int]:
    """The last column with a text in each block of rows; in that of the headers, every column."""
    ends = {(texts.first - 2) // _BLOCK: len(texts.rows[0])}
    for number, row in enumerate(texts.rows, texts.first - 1):
        filled = next((place for place in range(len(row), 0, -1) if row[place - 1]), 1)
        ends[number // _BLOCK] = max(ends.get(number // _BLOCK, 1), filled)
    return ends


def column_letters(number: int) -> str:
    """The name of a column, 1 being A; up to 702 of them."""
    before, own = divmod(number - 1, 26)
    return (chr(64 + before) if before else "") + chr(65 + own)
