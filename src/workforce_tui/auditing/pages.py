"""Reading web pages and drawings: tables, captions, alternative texts, drawn labels, attributes that are told."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from workforce_tui.auditing.documents import Document, Grid, Words, text_of

if TYPE_CHECKING:
    from pathlib import Path

_TOLD = (
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "content",
    "value",
    "placeholder",
    "summary",
    "aria-valuetext",
)
_OF_PICTURES = frozenset({"alt", "title", "aria-label", "aria-description", "aria-valuetext"})
"""Attributes that say in words what is drawn, or what comes up over it."""
_ROW = "data-row"
"""The code of a row: of a record, its number."""
_PLACE = re.compile(r":\d+(?=:)")
"""Where a row stands among others, in its code."""
_NOT_SHOWN = frozenset({"style"})
_UNSEEN = frozenset({"img", "image", "object", "embed", "iframe", "video", "canvas"})
"""What shows something that is not in the text of the page."""
_LINES = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "div", "dt", "dd", "text", "title", "desc", "caption", "br"}
)
_NOT_CLOSED = frozenset({"meta", "br", "img", "link", "input", "hr", "source", "col"})
_CODES = "figures-"
"""What the names of codes about the figures of a page start with."""
_QUIET_META = frozenset({"viewport", "generator", "color-scheme"})


class _Page(HTMLParser):
    """Collects the tables and the words of a page."""

    def __init__(self, document: Document) -> None:
        super().__init__(convert_charrefs=True)
        self.document = document
        self.inside: list[str] = []
        self.line: list[str] = []
        self.codes: dict[str, str] = {}
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.caption = ""
        self.drawings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.end_what_is_open(tag)
        if tag in _UNSEEN:
            self.document.unseen.append(Words(self.document.name, f"<{tag}> {told.get('src', '')}"[:120].strip()))
        self.drawings += tag == "svg"
        if tag == "meta" and told.get("name", "").startswith(_CODES):
            self.document.codes[told["name"].removeprefix(_CODES)] = told.get("content", "")
        for name, value in told.items():
            if (name in _TOLD or (name.startswith("data-") and tag != "table")) and value.strip():
                if tag == "meta" and (told.get("name") in _QUIET_META or told.get("name", "").startswith(_CODES)):
                    continue
                drawing = f"{tag} {self.getpos()}" if name in _OF_PICTURES else ""
                said = _PLACE.sub("", value) if name == _ROW else value
                self.words(said, drawing, quiet=name == _ROW)
        if tag == "table":
            self.end_table()
            self.codes = {name.removeprefix("data-").replace("-", "_"): value for name, value in told.items()}
            self.caption = ""
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = []
        if tag not in _NOT_CLOSED:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self.end_cell()
        if tag == "caption":
            self.caption = " ".join("".join(self.line).split())
            self.end_line()
        elif tag == "dt":
            self.line.append(": ")  # what the next line is of
        elif tag in _LINES:
            self.end_line()
        elif tag == "table":
            self.end_table()
        while tag in self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] in _NOT_SHOWN:
            return
        (self.line if self.cell is None else self.cell).append(data)

    def handle_comment(self, data: str) -> None:
        self.words(data)

    def words(self, text: str, drawing: str = "", *, quiet: bool = False) -> None:
        """A text of the page that is in no table."""
        drawing = drawing or (f"svg {self.drawings}" if "svg" in self.inside else "")
        if text.strip():
            self.document.words.append(Words(self.document.name, " ".join(text.split()), drawing=drawing, quiet=quiet))

    def end_line(self) -> None:
        """What was collected since the last line is one text."""
        self.words("".join(self.line))
        self.line = []

    def end_what_is_open(self, tag: str) -> None:
        """End the line and the cell that a tag ends without saying so, and keep apart what it keeps apart in a cell."""
        if (tag in _LINES or tag == "table") and tag != "dd":
            self.end_line()
        if tag in ("td", "th", "tr", "table"):
            self.end_cell()
        elif tag in _LINES and self.cell is not None:
            self.cell.append(" ")

    def end_cell(self) -> None:
        """What was collected since a cell began is one text; outside of every row it is a line of the page."""
        if self.cell is not None and self.rows:
            self.rows[-1].append(" ".join("".join(self.cell).split()))
        elif self.cell is not None:
            self.words("".join(self.cell))
        self.cell = None

    def end_table(self) -> None:
        """The table that ends here, with the codes beside it."""
        rows = [row for row in self.rows if row]
        if rows:
            width = max(map(len, rows))
            filled = [tuple(row + [""] * (width - len(row))) for row in rows]
            self.document.grids.append(
                Grid(self.document.name, self.caption, filled[0], tuple(filled[1:]), dict(self.codes))
            )
        self.rows, self.codes = [], {}


def read_page(path: Path) -> Document:
    """A page or drawing; what a script would show cannot be known, and is said."""
    text = text_of(path.read_bytes(), path)
    document = Document(path.name)
    page = _Page(document)
    page.feed(text)
    page.close()
    page.end_cell()
    page.end_table()
    page.end_line()
    if "<script" in text.casefold():
        document.unsure.append(Words(path.name, "script"))
    return document
