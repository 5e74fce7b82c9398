"""Documents as Word files that a screen reader can follow.

Headings are headings, the first row of a table is a header that is repeated on every page, no cells are merged, charts
say in words what they show, and the file knows its language and title. Text is only ever text: nothing typed becomes
a field, a link or markup.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, assert_never

from workforce_tui.exporting.document import BarChart, Bullets, Heading, Paragraph, TableBlock
from workforce_tui.exporting.plain_text import caption_of, heading_of, lines, notes_of, one_line, rows_of
from workforce_tui.exporting.whole_file import write_whole_file
from workforce_tui.exporting.whole_zip import same_bytes
from workforce_tui.i18n import WELSH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docx.document import Document as WordFile
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as _Table
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as _Paragraph

    from workforce_tui.domain.table import Table
    from workforce_tui.exporting.document import Block, Document

FONT = "Arial"
INK, PALE, RULE = "1F2A44", "E8ECF3", "8A93A6"
TABLE_SIZE, SMALL_SIZE, NOTE_SIZE, TEXT_SIZE = 10, 8, 9, 11
A4 = (21.0, 29.7)
MARGIN, PADDING = 2.2, 0.5
"""Centimetres: round the page, and beside the text of a cell."""
FIRST_ROWS = 3
"""The header and the rows that are never left behind at the end of a page."""
LETTER = 0.0215
"""Centimetres a bold letter takes, for each point of its size."""


def write_word(document: Document, path: Path, *, overwrite: bool = False) -> None:
    """Write *document* to *path*, whole or not at all.

    Raises:
        WorkforceError: there is such a file already (unless *overwrite*), or the folder cannot be written to.
    """
    content = word_bytes(document)
    write_whole_file(path, lambda stream: stream.write(content), overwrite=overwrite)


def word_bytes(document: Document) -> bytes:
    """The document as the content of a Word file; the same document gives the same bytes."""
    held = io.BytesIO()
    word_file(document).save(held)
    with zipfile.ZipFile(held) as written:
        return same_bytes({name: written.read(name) for name in written.namelist()})


def word_file(document: Document) -> WordFile:
    """The document as a Word file in memory."""
    import docx

    made = docx.Document()
    _page(made)
    _styles(made, document.language)
    _properties(made, document)
    made.add_paragraph(one_line(document.title), style="Title")
    for name, value in document.facts:
        line = made.add_paragraph(style="Facts")
        line.add_run(f"{one_line(name)}: ").bold = True
        line.add_run(one_line(value))
    if document.contents:
        from workforce_tui.exporting.word_contents import add_contents

        add_contents(made, document)
    for number, block in enumerate(document.blocks):
        _add(made, block, number)
    _foot(made, one_line(document.running))
    return made


def _foot(made: WordFile, running: str) -> None:
    """What runs along, and the number of the page, at the foot of every page."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    foot = made.sections[0].footer.paragraphs[0]
    made.styles["Footer"].paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(A4[0] - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{running}\t")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    number.append(OxmlElement("w:r"))
    number[0].append(OxmlElement("w:t"))
    foot._p.append(number)


def _page(made: WordFile) -> None:
    from docx.shared import Cm

    section = made.sections[0]
    section.page_width, section.page_height = Cm(A4[0]), Cm(A4[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)


def _styles(made: WordFile, language: str) -> None:
    """One sans serif font in dark ink throughout, and the language of the whole file."""
    from docx.enum.style import WD_STYLE_TYPE

    _set_language(made, language_tag(language))
    for name, size, before, after in (
        ("Normal", TEXT_SIZE, 0, 6), ("Title", 22, 0, 6), ("Heading 1", 16, 16, 6), ("Heading 2", 13, 12, 4),
        ("Heading 3", 11, 10, 4), ("Caption", TABLE_SIZE, 10, 4), ("List Bullet", TEXT_SIZE, 0, 3),
    ):  # fmt: skip
        _style(made.styles[name], size, before, after)
    for name, size, before, after in (
        ("Facts", TEXT_SIZE, 0, 2), ("Table Note", NOTE_SIZE, 2, 2), ("Table Text", TABLE_SIZE, 0, 0),
        ("Table Small", SMALL_SIZE, 0, 0), ("Contents Title", 16, 16, 6), ("Contents Line", TEXT_SIZE, 0, 2),
    ):  # fmt: skip
        added = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = made.styles["Normal"]
        _style(added, size, before, after)
    made.styles["Contents Title"].font.bold = True
    made.styles["Caption"].paragraph_format.keep_with_next = True
    _style(made.styles["Footer"], NOTE_SIZE, 0, 0)


def _style(style: ParagraphStyle, size: int, before: int, after: int) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = RGBColor.from_string(INK)
    fonts = style.element.get_or_add_rPr().rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)


def _set_language(made: WordFile, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    said = defaults.find(qn("w:lang"))
    if said is None:
        said = OxmlElement("w:lang")
        defaults.append(said)
    said.set(qn("w:val"), code)


def _properties(made: WordFile, document: Document) -> None:
    from datetime import UTC, datetime, time

    held = made.core_properties
    held.title, held.subject, held.author = (
        one_line(text)[:255] for text in (document.title, document.subject, document.author)
    )
    held.language = language_tag(document.language)
    held.comments = held.keywords = held.category = held.last_modified_by = ""
    if document.made_on is not None:
        held.created = held.modified = datetime.combine(document.made_on, time(), UTC)


def language_tag(language: str) -> str:
    """A language ("en", "cy") as Word names it."""
    return "cy-GB" if language == WELSH else "en-GB"


def _add(made: WordFile, block: Block, number: int) -> None:
    match block:
        case Heading(text, level):
            from workforce_tui.exporting.word_contents import mark_place

            mark_place(made.add_heading(one_line(text), level), number)
        case Paragraph(text, language):
            for line in lines(text):
                _speak(made.add_paragraph(line), language)
        case Bullets(items):
            for item in items:
                made.add_paragraph(one_line(item), style="List Bullet")
        case TableBlock(table):
            _add_table(made, table)
        case BarChart():
            from workforce_tui.exporting.word_chart import add_chart

            made.add_paragraph(one_line(block.title), style="Caption")
            add_chart(made, block)
        case _:
            assert_never(block)


def _speak(paragraph: _Paragraph, language: str) -> None:
    """Say that a paragraph is in a language other than the document's, for who has it read aloud."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for run in paragraph.runs if language else ():
        said = OxmlElement("w:lang")
        said.set(qn("w:val"), language_tag(language))
        run._r.get_or_add_rPr().append(said)


def _add_table(made: WordFile, table: Table) -> None:
    made.add_paragraph(caption_of(table), style="Caption")
    head = [one_line(table.row_heading), *(heading_of(column) for column in table.columns)]
    right = [False, *(column.numeric for column in table.columns)]
    body = rows_of(table)
    grid = made.add_table(rows=1 + len(body), cols=len(head), style="Table Grid")
    _frame(grid, caption_of(table))
    rows = list(grid.rows)
    tight = sum(_least([head, *body], TABLE_SIZE)) > A4[0] - 2 * MARGIN
    size, style = (SMALL_SIZE, "Table Small") if tight else (TABLE_SIZE, "Table Text")
    for row, texts in zip(rows, (head, *body), strict=True):
        _fill(row, texts, right, style)
        _keep_whole(row)
    notes = notes_of(table)
    _make_header(rows[0])
    _keep_together([*rows[:-1][:FIRST_ROWS], *(rows[-1:] if notes else ())])
    _set_widths(grid, _widths([head, *body], size))
    for note in notes:
        made.add_paragraph(note, style="Table Note")


def _fill(row: _Row, texts: Sequence[str], right: Sequence[bool], style: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for cell, text, to_right in zip(row.cells, texts, right, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(text)
        if to_right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _make_header(row: _Row) -> None:
    """Mark the row as the header, repeated at the top of every page the table reaches."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)
    for cell in row.cells:
        _shade(cell)
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _keep_together(rows: Sequence[_Row]) -> None:
    """No page ends after these rows: the first of a table stay with its title, the last with its notes if it has any.

    The last row of a table without notes must not be one of them: it would stay with whatever comes next.
    """
    for row in rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _keep_whole(row: _Row) -> None:
    """A row is not divided between two pages."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", PALE)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _widths(texts: Sequence[Sequence[str]], size: int) -> list[float]:
    """How the width of the page is divided, in centimetres: by the longest word, then by the length of the texts.

    What is left when every text has its room is shared equally.
    """
    least, room = _least(texts, size), A4[0] - 2 * MARGIN
    if sum(least) >= room:
        return [room * one / sum(least) for one in least]
    wants = [max(min(len(row[place]), 60) for row in texts) * LETTER * size for place in range(len(texts[0]))]
    if sum(easy := [max(want + PADDING, one) for want, one in zip(wants, least, strict=True)]) < room:
        return [one + (room - sum(easy)) / len(easy) for one in easy]
    longing = [max(want - one, 0) + 0.1 for want, one in zip(wants, least, strict=True)]
    return [one + (room - sum(least)) * more / sum(longing) for one, more in zip(least, longing, strict=True)]


def _least(texts: Sequence[Sequence[str]], size: int) -> list[float]:
    """The width each column needs so that no word is divided, in centimetres."""
    longest = [max(_word(row[place]) for row in texts) for place in range(len(texts[0]))]
    return [PADDING + LETTER * size * min(one, 30) for one in longest]


def _word(text: str) -> int:
    return max((len(word) for word in text.split()), default=1)


def _set_widths(grid: _Table, widths: Sequence[float]) -> None:
    from docx.shared import Cm

    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _frame(grid: _Table, caption: str) -> None:
    """Thin pale lines, room round the texts, and the title where a screen reader looks for it."""
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import nsdecls, qn

    held = grid._tbl.tblPr
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines_ = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in sides)
    room = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in zip(sides[:4], (40, 100, 40, 100), strict=True)
    )
    held.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines_}</w:tblBorders>"))
    held.append(parse_xml(f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>'))
    held.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{room}</w:tblCellMar>"))
    look = held.find(qn("w:tblLook"))
    if look is not None:
        held.remove(look)
        held.append(look)
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), caption)
    held.append(said)
