"""Documents as Word files that a screen reader can follow.

Headings are headings, the first row of a table is a header that is repeated on every page, no cells are merged, charts
say in words what they show, and the file knows its language and title. Text is only ever text: nothing typed becomes
a field, a link or markup.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, assert_never, cast
from xml.sax.saxutils import escape

from workforce_tui.exporting.document import BarChart, Bullets, Heading, Paragraph, TableBlock
from workforce_tui.exporting.plain_text import caption_of, lines, notes_of, one_line
from workforce_tui.exporting.whole_zip import same_bytes
from workforce_tui.exporting.word_table import (
    SMALL_SIZE,
    SMALL_STYLE,
    TABLE_SIZE,
    TABLE_STYLE,
    WORDS,
    add_table,
    needed,
)
from workforce_tui.i18n import WELSH

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.oxml.text.paragraph import CT_P
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph as _Paragraph

    from workforce_tui.exporting.document import Block, Document

FONT = "Arial"
INK = "1F2A44"
NOTE_SIZE, TEXT_SIZE = 9, 11
A4 = (21.0, 29.7)
MARGIN = 2.2
"""Centimetres round the page."""
_LONGEST_PROPERTY = 255
"""Characters of a property of a file."""
HEADINGS = 4.6
"""Centimetres that the heading of a section, of its first table and of a chart take together, and a line under it."""


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
    _page(made, turned=_is_wide(document))
    _styles(made, document.language)
    _properties(made, document)
    made.add_paragraph(one_line(document.title), style="Title")
    for name, value in document.facts:
        line = _say(made, "", "Facts")
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
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(_room(made)), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{running}\t")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    number.append(OxmlElement("w:r"))
    number[0].append(OxmlElement("w:t"))
    foot._p.append(number)


def _is_wide(document: Document) -> bool:
    """Whether a table would not fit on an upright page without dividing its words."""
    return any(needed(one.table) > A4[0] - 2 * MARGIN for one in document.blocks if isinstance(one, TableBlock))


def _page(made: WordFile, *, turned: bool) -> None:
    """The page, upright or turned, and lines of text no longer than those of an upright one."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = made.sections[0]
    section.page_width, section.page_height = (Cm(side) for side in (reversed(A4) if turned else A4))
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    if turned:
        for name in ("Normal", "List Bullet"):
            made.styles[name].paragraph_format.right_indent = Cm(A4[1] - A4[0])
        for name in ("Title", "Caption", "Footer"):
            made.styles[name].paragraph_format.right_indent = Cm(0)


def _room(made: WordFile) -> float:
    """The width between the margins, in centimetres."""
    section = made.sections[0]
    return float(((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / 360_000)


def _height(made: WordFile) -> float:
    """The height between the margins less what stands over a chart, in centimetres."""
    section = made.sections[0]
    return (
        float(((section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)) / 360_000)
        - HEADINGS
    )


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
        ("Facts", TEXT_SIZE, 0, 2), ("Table Note", NOTE_SIZE, 2, 2), (TABLE_STYLE, TABLE_SIZE, 0, 0),
        (SMALL_STYLE, SMALL_SIZE, 0, 0), ("Contents Title", 16, 16, 6), ("Contents Line", TEXT_SIZE, 0, 2),
    ):  # fmt: skip
        added = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = made.styles["Normal"]
        added.paragraph_format.right_indent = 0
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
        _property(text) for text in (document.title, document.subject, document.author)
    )
    held.language = language_tag(document.language)
    held.comments = held.keywords = held.category = held.last_modified_by = ""
    if document.made_on is not None:
        held.created = held.modified = datetime.combine(document.made_on, time(), UTC)


def _property(text: str) -> str:
    """A property of a file, without the parts at its end there is no room for: half a date says another one."""
    held = one_line(text)
    if len(held) <= _LONGEST_PROPERTY:
        return held
    return held[: _LONGEST_PROPERTY + 2].rpartition("; ")[0] or held[:_LONGEST_PROPERTY]


def language_tag(language: str) -> str:
    """A language ("en", "cy") as Word names it."""
    return "cy-GB" if language == WELSH else "en-GB"


def _add(made: WordFile, block: Block, number: int) -> None:
    match block:
        case Heading(text, level):
            from workforce_tui.exporting.word_contents import mark_place

            mark_place(_say(made, one_line(text), f"Heading {level}"), number)
        case Paragraph(text, language, keep):
            for line in lines(text):
                said = made.add_paragraph(line)
                said.paragraph_format.keep_with_next = keep or None
                _speak(said, language)
        case Bullets(items):
            for item in items:
                _say(made, one_line(item), "List Bullet")
        case TableBlock(table):
            _say(made, caption_of(table), "Caption")
            add_table(made, table, _room(made))
            for place, note in enumerate(notes := notes_of(table), 1):
                _say(made, note, "Table Note").paragraph_format.keep_with_next = place < len(notes) or None
        case BarChart():
            from workforce_tui.exporting.word_chart import add_chart

            _say(made, one_line(block.title), "Caption")
            add_chart(made, block, _room(made), _height(made))
            for line in block.legend:
                _say(made, line, "Table Note")
        case _:
            assert_never(block)


def _say(made: WordFile, text: str, style: str) -> _Paragraph:
    """A paragraph in one of the styles above, by its name without spaces: looking names up is slow."""
    from docx.oxml import parse_xml
    from docx.text.paragraph import Paragraph as Said

    ends = ' xml:space="preserve"' if text != text.strip() else ""
    run = f"<w:r><w:t{ends}>{escape(text)}</w:t></w:r>" if text else ""
    form = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr>'
    added = parse_xml(f'<w:p xmlns:w="{WORDS}">{form}{run}</w:p>')
    made.element.body.insert(len(made.element.body) - 1, added)
    return Said(cast("CT_P", added), made._body)


def _speak(paragraph: _Paragraph, language: str) -> None:
    """Say that a paragraph is in a language other than the document's, for who has it read aloud."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for run in paragraph.runs if language else ():
        said = OxmlElement("w:lang")
        said.set(qn("w:val"), language_tag(language))
        run._r.get_or_add_rPr().append(said)
