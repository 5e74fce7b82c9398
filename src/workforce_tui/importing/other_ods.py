"""Reading .ods sheets straight from their XML, cell by cell.

Repeated cells and rows are how a few bytes of .ods make billions of cells: blank ones at the end are left out, and
any others may only be repeated as often as a spreadsheet has room for.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from workforce_tui.domain.formatting import number
from workforce_tui.importing.guards import FileRefused

if TYPE_CHECKING:
    from workforce_tui.importing.values import Cell

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST_CELLS = 5_000_000
"""In all sheets together: ten times what a workforce needs."""
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read_sheets(stream: IO[bytes]) -> dict[str, list[list[Cell]]]:
    """Every sheet's rows by its name. Raises FileRefused for one too large, and what the XML parser raises."""
    sheets: dict[str, list[list[Cell]]] = {}
    with zipfile.ZipFile(stream) as archive, archive.open("content.xml") as content:
        rows: list[list[Cell]] = []
        name, cells = "", 0
        # The parser refuses entities that grow, and this process is held to its limits.
        for event, node in ElementTree.iterparse(content, events=("start", "end")):  # noqa: S314
            if event == "start" and node.tag == f"{_TABLE}table":
                name = node.get(f"{_TABLE}name", "")
                rows = sheets.setdefault(name, [])
            elif event == "end" and node.tag == f"{_TABLE}table-row":
                row = _row(node, name)
                times = _times(node, "rows") if row else 1
                cells += len(row) * times
                _check(cells, name, len(rows) + times, len(row))
                rows.extend([row] * times)
                node.clear()
    for found in sheets.values():
        while found and not found[-1]:
            found.pop()
    return sheets


def _check(cells: int, name: str, rows: int, columns: int) -> None:
    if cells > _MOST_CELLS:
        raise FileRefused("sheet_too_large", name=name, rows=number(rows), columns=number(columns))


def _times(node: ElementTree.Element, what: str) -> int:
    return max(int(node.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _row(node: ElementTree.Element, name: str) -> list[Cell]:
    row: list[Cell] = []
    blanks = 0
    for cell in node:
        if cell.tag not in _CELLS:
            continue
        value, times = _value(cell), _times(cell, "columns")
        if value == "":
            blanks += times
            continue
        _check(blanks + times, name, 1, blanks + times)
        row += [""] * blanks + [value] * times
        blanks = 0
    return row


def _value(cell: ElementTree.Element) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value", "nan"))
    if kind == "date":
        return dt.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    return "\n".join("".join(text.itertext()) for text in cell.iter(f"{_TEXT}p"))
