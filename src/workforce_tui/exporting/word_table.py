"""Tables of a Word file: the first row is a header that is repeated on every page, and no cells are merged."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from workforce_tui.exporting.plain_text import caption_of, heading_of, notes_of, one_line, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordFile

    from workforce_tui.domain.table import Table

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PALE, RULE = "E8ECF3", "8A93A6"
TABLE_SIZE, SMALL_SIZE = 10, 8
TABLE_STYLE, SMALL_STYLE = "Table Text", "Table Small"
PADDING = 0.5
"""Centimetres beside the text of a cell."""
FIRST_ROWS = 3
"""The header and the rows that are never left behind at the end of a page."""
LAST_ROWS = 2
"""The rows that go to the next page together."""
SHORT = 18
"""Letters of a text that is best read on one line: a day, a range of numbers."""
NAME = 24
"""Letters of a name that have room before other texts are kept on one line."""
LETTER, THIN_LETTER = 0.0215, 0.0186
"""Centimetres a bold letter takes, and one of numbers and days, for each point of its size."""
TWIPS = 567
"""Units of a width in a centimetre."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGINS = (40, 100, 40, 100)


def needed(table: Table) -> float:
    """The width, in centimetres, in which no word of the table is divided, in small letters."""
    return sum(_least(_texts(table), SMALL_SIZE))


def add_table(made: WordFile, table: Table, room: float) -> None:
    """Put the table at the end of *made*, as wide as *room* (centimetres); letters are small where it is wide.

    The first rows stay with its title, the last with its notes if it has any: the last row of a table without notes
    would stay with whatever comes next.
    """
    from docx.oxml import parse_xml

    texts = _texts(table)
    tight = sum(_least(texts, TABLE_SIZE)) > room
    size, style = (SMALL_SIZE, SMALL_STYLE) if tight else (TABLE_SIZE, TABLE_STYLE)
    widths = [round(width * TWIPS) for width in _widths(texts, size, room)]
    right = [False, *(column.numeric for column in table.columns)]
    last = len(texts) - 1
    kept = {
        *range(min(FIRST_ROWS, last)),
        *range(max(last - LAST_ROWS + 1, 0), last),
        *([last] if notes_of(table) else []),
    }
    rows = "".join(
        _row(row, right, widths, style.replace(" ", ""), header=number == 0, keep=number in kept)
        for number, row in enumerate(texts)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = f'<w:tbl xmlns:w="{WORDS}">{_properties(caption_of(table))}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    made.element.body.insert(len(made.element.body) - 1, parse_xml(xml))


def _texts(table: Table) -> list[Sequence[str]]:
    head = [one_line(table.row_heading), *(heading_of(column) for column in table.columns)]
    return [head, *rows_of(table)]


def _row(
    texts: Sequence[str], right: Sequence[bool], widths: Sequence[int], style: str, *, header: bool, keep: bool
) -> str:
    """A row that is never divided between two pages; *keep*: no page ends after it."""
    said = "<w:cantSplit/>" + ('<w:tblHeader w:val="true"/>' if header else "")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>' if header else ""
    bold = "<w:rPr><w:b/></w:rPr>" if header else ""
    cells = []
    for text, to_right, width in zip(texts, right, widths, strict=True):
        form = f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}'
        form += '<w:jc w:val="right"/>' if to_right else ""
        run = f'<w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        place = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        cells.append(f"<w:tc>{place}<w:p><w:pPr>{form}</w:pPr>{run}</w:p></w:tc>")
    return f"<w:tr><w:trPr>{said}</w:trPr>{''.join(cells)}</w:tr>"


def _properties(caption: str) -> str:
    """Thin pale lines, room round the texts, and the title where a screen reader looks for it."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in _SIDES)
    room = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in zip(_SIDES, _MARGINS, strict=False))
    return (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(caption)}/></w:tblPr>'
    )


def _widths(texts: Sequence[Sequence[str]], size: int, room: float) -> list[float]:
    """How the width of the page is divided, in centimetres: by the longest word, then so that short texts stay on one
    line, then by the length of the texts.

    What is left when every text has its room is shared equally.
    """
    least = _least(texts, size)
    if sum(least) >= room:
        return [room * one / sum(least) for one in least]
    least = _with_short(texts, size, least, room)
    wants = [max(min(len(row[place]), 60) for row in texts) * LETTER * size for place in range(len(texts[0]))]
    easy = [max(want + PADDING, one) for want, one in zip(wants, least, strict=True)]
    if sum(easy) < room:
        return [one + (room - sum(easy)) / len(easy) for one in easy]
    longing = [max(want - one, 0) + 0.1 for want, one in zip(wants, least, strict=True)]
    return [one + (room - sum(least)) * more / sum(longing) for one, more in zip(least, longing, strict=True)]


def _with_short(texts: Sequence[Sequence[str]], size: int, least: Sequence[float], room: float) -> list[float]:
    """The least widths with short texts on one line, first where most rows have one; names keep room for themselves."""
    widths, wanted, rows = list(least), list(least), [0] * len(least)
    for row in texts[1:]:
        for place, text in enumerate(row):
            if len(text) <= SHORT and (width := PADDING + THIN_LETTER * size * len(text)) > least[place]:
                rows[place] += 1
                wanted[place] = max(wanted[place], width)
    names = [min(max(len(row[place]) for row in texts[1:]), NAME) if texts[1:] else 0 for place in range(len(least))]
    kept = [PADDING + THIN_LETTER * size * letters if letters > SHORT else 0.0 for letters in names]
    left = room - sum(map(max, least, kept))
    for place in sorted((one for one in range(len(least)) if rows[one]), key=lambda place: -rows[place]):
        more = wanted[place] - max(widths[place], kept[place])
        if more <= left:
            left -= max(more, 0)
            widths[place] = wanted[place]
    return widths


def _least(texts: Sequence[Sequence[str]], size: int) -> list[float]:
    """The width each column needs so that no word is divided, in centimetres."""
    longest = [max(_word(row[place]) for row in texts) for place in range(len(texts[0]))]
    return [PADDING + LETTER * size * min(one, 30) for one in longest]


def _word(text: str) -> int:
    """The letters of the longest part of a text that stands on one line: a line may end after a hyphen."""
    return max((len(word) for word in text.replace("-", "- ").split()), default=1)
