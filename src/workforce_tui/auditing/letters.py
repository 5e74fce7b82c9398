"""Reading documents of a word processor: tables, alternative texts, headers, charts, comments and properties."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.documents import Document, Grid, Words
from workforce_tui.auditing.markup import SEEN_ATTRIBUTES, local, parts_of, tree_of, unseen_in, words_of
from workforce_tui.auditing.workbooks import chart_grids, read_workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_QUIET = re.compile(
    r"word/(?:styles|settings|fontTable|webSettings|numbering|stylesWithEffects|theme/theme\d*)\.xml"
    r"|\[Content_Types\]\.xml"
)
"""Parts that say how the others look."""
_TEXTS = frozenset({"t", "delText"})
"""The elements that are texts; one that was taken out and is still marked so can be read like any other."""
_APART = frozenset({"p", "br", "cr", "tab"})
"""The elements that keep what stands before them apart from what follows."""


def read_letter(path: Path) -> Document:
    """A document as a reader sees it, with what its charts keep."""
    document = Document(path.name)
    parts = parts_of(path)
    document.unseen += unseen_in(parts, path.name)
    for name, content in sorted(parts.items()):
        where = f"{path.name}, {name}"
        if name.endswith(".xlsx"):
            inner = read_workbook_bytes(content, path, where)
            document.grids += [Grid(where, one.title, one.header, one.rows, {"chart": "yes"}) for one in inner.grids]
            document.words += inner.words
            document.unsure += inner.unsure
            document.unseen += inner.unseen
        elif name.endswith(".xml") and not _QUIET.fullmatch(name):
            tree = tree_of(content, path)
            if name.startswith("word/") and "chart" not in name:
                _body(document, tree, where)
            else:
                document.words += words_of(tree, where)
                document.grids += chart_grids(tree, where)
    return document


def _body(document: Document, tree: Any, where: str) -> None:
    tables = [one for one in tree.iter() if local(one.tag) == "tbl"]
    inside = {id(paragraph) for table in tables for paragraph in table.iter() if local(paragraph.tag) == "p"}
    title, below = "", -1
    for element in tree.iter():
        if local(element.tag) == "p" and id(element) not in inside:
            text = _text(element)
            title = text or title
            below = -1 if _heads(element) else below
            if text and below >= 0:
                grid = document.grids[below]
                document.grids[below] = replace(grid, below=f"{grid.below} {text}".strip())
            document.words += [Words(where, text)] if text else []
        elif local(element.tag) == "tbl":
            rows = [[_text(cell) for cell in _named(row, "tc")] for row in _named(element, "tr")]
            _add(document, where, title, [row for row in rows if row])
            below = len(document.grids) - 1
        for key, value in element.attrib.items():
            if local(key) in SEEN_ATTRIBUTES and local(element.tag) in (
                "docPr",
                "cNvPr",
                "tblCaption",
                "tblDescription",
            ):
                document.words.append(Words(where, value, drawing=f"{where} {len(document.words)}"))
        if local(element.tag) in ("tblCaption", "tblDescription"):
            document.words += [Words(where, value) for value in element.attrib.values()]


def _heads(paragraph: Any) -> bool:
    """Whether a paragraph is a heading or the title of a table."""
    styles = (value for one in _named(paragraph, "pStyle") for value in one.attrib.values())
    return any(style.startswith(("Heading", "Caption", "Title")) for style in styles)


def _add(document: Document, where: str, title: str, rows: list[list[str]]) -> None:
    if rows:
        width = max(map(len, rows))
        filled = [tuple(row + [""] * (width - len(row))) for row in rows]
        document.grids.append(Grid(where, title, filled[0], tuple(filled[1:])))


def _named(element: Any, name: str) -> Iterator[Any]:
    return (one for one in element.iter() if local(one.tag) == name)


def _text(element: Any) -> str:
    """The texts of an element; those of two paragraphs or lines are two, as 12 over 3 is not 123."""
    said = []
    for one in element.iter():
        name = local(one.tag)
        said.append((one.text or "") if name in _TEXTS else " " if name in _APART else "")
    return " ".join("".join(said).split())
