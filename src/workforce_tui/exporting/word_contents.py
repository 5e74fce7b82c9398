"""The list of the parts of a Word file: a table of contents that leads to them, and that Word can bring up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.exporting.document import Heading
from workforce_tui.exporting.plain_text import one_line

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph as _Paragraph

    from workforce_tui.exporting.document import Document

FIELD = 'TOC \\o "1-1" \\h \\z \\u'
"""Headings of the first level, as links."""
_PLACE = "_Toc{number:08d}"


def add_contents(made: WordFile, document: Document) -> None:
    """The title of the list and a link to each part, within a field that Word can fill with page numbers."""
    parts = [
        (number, one_line(block.text))
        for number, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level == 1
    ]
    if not parts:
        return
    made.add_paragraph(one_line(document.contents), style="Contents Title")
    entries = [made.add_paragraph() for _part in parts]
    for entry in entries:
        entry._p.style = "ContentsLine"  # its identifier: looking names up is slow
    _field(entries[0], "begin")
    for entry, (number, text) in zip(entries, parts, strict=True):
        _link(entry, _PLACE.format(number=number), text)
    _field(entries[-1], "end")


def mark_place(heading: _Paragraph, number: int) -> None:
    """Give a heading a name that the list of contents leads to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _PLACE.format(number=number))
    place = 1 if heading._p.pPr is not None else 0
    heading._p.insert(place, start)
    heading._p.append(end)


def _field(paragraph: _Paragraph, part: str) -> None:
    """One end of the field; its code follows where it begins."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def add(kind: str) -> None:
        char = OxmlElement("w:fldChar")
        char.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(char)

    add(part)
    if part == "begin":
        code = OxmlElement("w:instrText")
        code.set(qn("xml:space"), "preserve")
        code.text = FIELD
        paragraph.add_run()._r.append(code)
        add("separate")


def _link(paragraph: _Paragraph, place: str, text: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), place)
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)
