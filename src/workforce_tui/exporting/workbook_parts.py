"""What XlsxWriter cannot say, put into the finished parts of a workbook: the language, and titles as headings."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_TITLE_STYLE = "Heading 1"
_TITLE_BUILTIN = 16
"""The number every spreadsheet program knows the style by."""


def in_language(data: bytes, tag: str) -> bytes:
    """The properties of the document with its language among them, such as "en-GB"."""
    ending = b"</cp:coreProperties>"
    return data.replace(ending, f"<dc:language>{escape(tag)}</dc:language>".encode() + ending)


def with_title_style(data: bytes, title: int) -> bytes:
    """The styles with the titles of sheets as headings; *title* is the number of the format they have."""
    text = data.decode("utf-8")
    head, _start, rest = text.partition("<cellXfs ")
    body, end, tail = rest.partition("</cellXfs>")
    forms = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", body)
    based = forms[title].replace(' xfId="0"', "")
    forms[title] = forms[title].replace('xfId="0"', 'xfId="1"')
    counted = body[: body.index(">") + 1]
    head = head.replace('<cellStyleXfs count="1">', '<cellStyleXfs count="2">')
    head = head.replace("</cellStyleXfs>", f"{based}</cellStyleXfs>")
    tail = tail.replace('<cellStyles count="1">', '<cellStyles count="2">')
    style = f'<cellStyle name="{_TITLE_STYLE}" xfId="1" builtinId="{_TITLE_BUILTIN}"/>'
    tail = tail.replace("<cellStyle ", f"{style}<cellStyle ", 1)
    return f"{head}<cellXfs {counted}{''.join(forms)}{end}{tail}".encode()
