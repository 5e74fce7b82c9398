"""Reading workbooks: every sheet, hidden ones too, with charts, alternative texts, comments, names and properties."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.documents import Document, Grid, Words
from workforce_tui.auditing.markup import local, parts_of, told_by, tree_of, unseen_in, words_of
from workforce_tui.auditing.plain_files import add_lines
from workforce_tui.auditing.plain_sheets import plain_sheet
from workforce_tui.auditing.sheet_cells import sheets_of
from workforce_tui.auditing.words import code_of, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_SEEN_APART = re.compile(
    r"xl/(?:charts|drawings|comments|threadedComments|persons|pivotCache|pivotTables|tables|diagrams|chartsheets)"
    r"|xl/comments\d*\.xml|xl/workbook\.xml|docProps/|customXml/|xl/worksheets/[^/]+\.xml"
)
_SHEETS = "xl/worksheets/"
_SHOWN_OF_SHEETS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_CONTENTS = ("organisation", "area", "period", "dimension", "definition", "cut")

_LAYOUT = re.compile(r'&(?:[A-Z]|"[^"]*"|\d{1,3}(?!\d))')
"""What a header of a page says of its place and letters: "&C" before what stands in the middle."""


def read_workbook(path: Path) -> Document:
    """A workbook as a reader sees it; a formula is something that cannot be understood."""
    return read_workbook_bytes(path.read_bytes(), path, path.name)


def read_workbook_bytes(content: bytes, path: Path, name: str) -> Document:
    """A workbook, of a file or inside one, as `read_workbook` reads it; *name* is what messages call it."""
    document = Document(name)
    parts = parts_of(path, content)
    plain = {part: read for part in parts if part.startswith(_SHEETS) and (read := plain_sheet(parts[part]))}
    parts |= {part: read.rest for part, read in plain.items()}

    @cache
    def tree(part: str) -> Any:
        return tree_of(parts[part], path)

    document.unseen += unseen_in(parts, name)
    _apart(document, parts, tree)
    for sheet in sheets_of(parts, path, tree, plain):
        where = f"{name}, {sheet.name}"
        document.unsure += [Words(f"{where}, {cell}", formula) for cell, formula in sheet.formulas]
        add_lines(document, where, sheet.lines)
        document.words.append(Words(where, sheet.name, name=True))
    tell_codes(document)
    return document


def _apart(document: Document, parts: Mapping[str, bytes], tree_of_part: Callable[[str], Any]) -> None:
    """Everything outside the cells: charts with the numbers they keep, alternative texts, comments, names, headers."""
    for name in sorted(parts):
        if not _SEEN_APART.match(name) or not name.endswith((".xml", ".vml")):
            continue
        where = f"{document.name}, {name}"
        tree = tree_of_part(name)
        if name.startswith(_SHEETS):
            beside = [one for part in tree if local(part.tag) != "sheetData" for one in part.iter()]
            shown = (one for one in beside if local(one.tag) in _SHOWN_OF_SHEETS)
            document.words += [Words(where, _LAYOUT.sub(" ", one.text).strip()) for one in shown if one.text]
            document.words += (words for one in beside for words in told_by(one, where))
        elif name == "xl/workbook.xml":
            named = (one for one in tree.iter() if local(one.tag) == "definedName")
            document.words += [Words(where, f"{one.get('name', '')} {_constant(one.text)}") for one in named]
        elif not name.startswith("xl/tables"):
            document.words += words_of(tree, where)
            document.grids += chart_grids(tree, where)


def _constant(text: str | None) -> str:
    """What a defined name says by itself: nothing where it refers to cells."""
    return "" if text is None or "!" in text else text


def chart_grids(tree: Any, where: str) -> Iterator[Grid]:
    """The series of a chart as tables: the numbers a chart keeps can be read whatever it draws."""
    for series in (one for one in tree.iter() if local(one.tag) == "ser"):
        found = {local(child.tag): _points(child) for child in series}
        name = " ".join(found.get("tx", {}).values())
        values = found.get("val") or found.get("yVal") or {}
        labels = found.get("cat") or found.get("xVal") or {}
        rows = tuple((labels.get(place, ""), value) for place, value in values.items())
        if rows:
            yield Grid(where, name, ("", name), rows, {"chart": "yes"})


def _points(element: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for point in (one for one in element.iter() if local(one.tag) == "pt"):
        text = next((child.text for child in point if local(child.tag) == "v" and child.text), "")
        found[point.get("idx", "")] = text
    return found


def tell_codes(document: Document) -> None:
    """Give each table the codes that the sheet of contents says it has."""
    told: dict[str, dict[str, str]] = {}
    for grid in document.grids:
        places = {place: code for place, name in enumerate(grid.header) if (code := _contents_column(name))}
        if not {"sheet", "dimension"} <= set(places.values()):
            continue
        for row in grid.rows:
            fields = {code: row[place] for place, code in places.items() if code_of("marker", row[place]) is None}
            told[plain(fields.get("sheet", ""))] = {code: text for code, text in fields.items() if code != "sheet"}
    document.grids = [
        Grid(
            grid.where,
            grid.title,
            grid.header,
            grid.rows,
            {**told.get(plain(document.sheet_of(grid)), {}), **grid.codes},
        )
        for grid in document.grids
    ]


def _contents_column(name: str) -> str | None:
    bare = re.sub(r"\(.*?\)", "", name).strip()
    if code_of("contents", bare) is not None:
        return code_of("contents", bare)
    code = code_of("column", bare) or code_of("column", bare.removesuffix(" code"))
    return code if code in _CONTENTS else None
