"""Reading workbooks: every sheet, hidden ones too, with charts, alternative texts, comments, names and properties."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.documents import MOST_CELLS, Document, Grid, Words, refuse
from workforce_tui.auditing.markup import local, parts_of, tree_of, words_of
from workforce_tui.auditing.plain_files import add_lines
from workforce_tui.auditing.words import code_of, plain
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SEEN_APART = re.compile(
    r"xl/(?:charts|drawings|comments|threadedComments|persons|pivotCache|pivotTables|tables|diagrams|chartsheets)"
    r"|xl/comments\d*\.xml|xl/workbook\.xml|docProps/|customXml/|xl/worksheets/[^/]+\.xml"
)
_SHOWN_OF_SHEETS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_CONTENTS = ("organisation", "area", "period", "dimension", "definition", "cut")


def read_workbook(path: Path) -> Document:
    """A workbook as a reader sees it; a formula is something that cannot be understood."""
    return read_workbook_bytes(path.read_bytes(), path, path.name)


def read_workbook_bytes(content: bytes, path: Path, name: str) -> Document:
    """A workbook, of a file or inside one, as `read_workbook` reads it; *name* is what messages call it."""
    document = Document(name)
    _apart(document, parts_of(path, content), path)
    for sheet, lines in _sheets(document, path, content):
        add_lines(document, f"{document.name}, {sheet}", lines)
        document.words.append(Words(f"{document.name}, {sheet}", sheet))
    _tell_codes(document)
    return document


def _sheets(document: Document, path: Path, content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    except Exception as error:
        raise refuse(path, _("it is damaged or protected by a password.")) from error
    cells = 0
    for sheet in book.worksheets:
        lines = []
        for row in sheet.iter_rows():
            cells += len(row)
            if cells > MOST_CELLS:
                raise refuse(path, _("it is too large."))
            line = [_text(document, sheet.title, cell) for cell in row]
            if any(line):
                lines.append(line)
        yield sheet.title, lines


def _text(document: Document, sheet: str, cell: Any) -> str:
    """What a cell shows: a number in full, whatever its format hides."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        document.unsure.append(Words(f"{document.name}, {sheet}, {cell.coordinate}", str(value)))
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        shown = value * 100 if "%" in str(cell.number_format) else value
        text = f"{shown:.10f}".rstrip("0").rstrip(".")
        return _as_formatted(text, str(cell.number_format)) + ("%" if shown is not value else "")
    if isinstance(value, int):
        return str(value)
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def _as_formatted(text: str, number_format: str) -> str:
    """A number with the zeros its format shows: 4.0 says more than 4."""
    places = re.search(r"\.(0+)", number_format)
    wanted = len(places[1]) if places else 0
    whole, _point, rest = text.partition(".")
    return text if len(rest) >= wanted else f"{whole}.{rest.ljust(wanted, '0')}"


def _apart(document: Document, parts: dict[str, bytes], path: Path) -> None:
    """Everything outside the cells: charts with the numbers they keep, alternative texts, comments, names, headers."""
    for name, content in sorted(parts.items()):
        if not _SEEN_APART.match(name) or not name.endswith((".xml", ".rels", ".vml")) or name.endswith(".rels"):
            continue
        where = f"{document.name}, {name}"
        tree = tree_of(content, path)
        if name.startswith("xl/worksheets/"):
            shown = (one for one in tree.iter() if local(one.tag) in _SHOWN_OF_SHEETS)
            document.words += [Words(where, one.text) for one in shown if one.text]
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


def _tell_codes(document: Document) -> None:
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
            {**told.get(plain(grid.where.rpartition(", ")[2]), {}), **grid.codes},
        )
        for grid in document.grids
    ]


def _contents_column(name: str) -> str | None:
    bare = re.sub(r"\(.*?\)", "", name).strip()
    if code_of("contents", bare) is not None:
        return code_of("contents", bare)
    code = code_of("column", bare) or code_of("column", bare.removesuffix(" code"))
    return code if code in _CONTENTS else None
