"""An .ods file as somebody meets it, straight from its XML."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from workforce_tui.auditing.sheet_file import FileFound, SheetFound, Value

if TYPE_CHECKING:
    from pathlib import Path

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{{{_URN}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_DRAW, _CONFIG = f"{{{_URN}drawing:1.0}}", f"{{{_URN}config:1.0}}"
_FO = f"{{{_URN}xsl-fo-compatible:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MOST_CELLS = 2_000_000
_MOST_XML = 200 * 2**20


def read_ods(path: Path) -> FileFound:
    """Read a spreadsheet. Raises ValueError, KeyError or what the XML parser raises for a file that is none."""
    with zipfile.ZipFile(path) as archive:
        content = _xml(archive, "content.xml")
        found = FileFound()
        if "meta.xml" in archive.namelist():
            meta = _xml(archive, "meta.xml")
            found.title = next((node.text or "" for node in meta.iter(f"{_DC}title")), "")
            found.language = next((node.text or "" for node in meta.iter(f"{_DC}language")), "")
        styles = {node.get(f"{_STYLE}name", ""): node for node in content.iter(f"{_STYLE}style")}
        found.sheets = [_sheet(node, styles) for node in content.iter(f"{_TABLE}table")]
        _mark_tables(content, found.sheets)
        if "settings.xml" in archive.namelist():
            _place_cursor(_xml(archive, "settings.xml"), found)
    return found


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if archive.getinfo(part).file_size > _MOST_XML:
        raise ValueError(part)
    text = archive.read(part)
    if b"<!ENTITY" in text:
        raise ValueError(part)
    return ElementTree.fromstring(text)  # noqa: S314 - without entities of its own


def _sheet(table: ElementTree.Element, styles: dict[str, ElementTree.Element]) -> SheetFound:
    found = SheetFound(table.get(f"{_TABLE}name", ""))
    shown = _property(styles, table.get(f"{_TABLE}style-name", ""), f"{_TABLE}display")
    found.hidden = shown == "false"
    found.floating = sum(1 for node in table.iter() if node.tag.startswith(_DRAW) and node.tag.endswith("}frame"))
    found.hidden_columns = sum(_is_hidden(node) for node in table.iter(f"{_TABLE}table-column"))
    cells = 0
    for row in table.iter(f"{_TABLE}table-row"):
        found.hidden_rows += _is_hidden(row)
        values = _row(row, found, styles)
        times = _times(row, "rows") if any(value is not None for value in values) else 1
        cells += times * len(values)
        if cells > _MOST_CELLS:
            raise ValueError(found.name)
        blanks = _times(row, "rows") - times
        found.rows += [values] * times + [[]] * min(blanks, 1000)
    while found.rows and not found.rows[-1]:
        found.rows.pop()
    return found


def _is_hidden(node: ElementTree.Element) -> bool:
    return node.get(f"{_TABLE}visibility", "visible") != "visible"


def _row(row: ElementTree.Element, found: SheetFound, styles: dict[str, ElementTree.Element]) -> list[Value]:
    values: list[Value] = []
    at = len(found.rows)
    for cell in (node for node in row if node.tag in _CELLS):
        column, value = len(values), _value(cell)
        wide, high = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("columns", "rows"))
        if wide > 1 or high > 1:
            found.merged.append((at, column, at + high - 1, column + wide - 1))
        if value is not None:
            _note_style(cell, (at, column), found, styles)
        values += [value] * (_times(cell, "columns") if value is not None else min(_times(cell, "columns"), 1000))
    while values and values[-1] is None:
        values.pop()
    return values


def _note_style(
    cell: ElementTree.Element, at: tuple[int, int], found: SheetFound, styles: dict[str, ElementTree.Element]
) -> None:
    style = cell.get(f"{_TABLE}style-name", "")
    found.floating += sum(1 for _node in cell.iter(f"{_OFFICE}annotation"))
    for link in cell.iter(f"{_TEXT}a"):
        found.links.append((at, "".join(link.itertext()), link.get(f"{_XLINK}href", "")))
    if _property(styles, style, f"{_FO}wrap-option") == "wrap":
        found.wrapped.add(at)
    if _property(styles, style, f"{_FO}background-color") not in ("", "transparent"):
        found.filled += 1
    if at == (0, 0):
        named = f"{style} {styles[style].get(f'{_STYLE}parent-style-name', '')}" if style in styles else style
        bold = _property(styles, style, f"{_FO}font-weight") == "bold"
        found.formatted_title = "heading" in named.casefold() or bold


def _property(styles: dict[str, ElementTree.Element], style: str, name: str) -> str:
    """A property of a style, looked for in those it is made from."""
    for _step in range(8):
        node = styles.get(style)
        if node is None:
            return ""
        for part in node:
            if (value := part.get(name)) is not None:
                return value
        style = node.get(f"{_STYLE}parent-style-name", "")
    return ""


def _times(node: ElementTree.Element, what: str) -> int:
    return max(int(node.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _value(cell: ElementTree.Element) -> Value:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value", "nan"))
    text = "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
    return text or None


def _mark_tables(content: ElementTree.Element, sheets: list[SheetFound]) -> None:
    """Tables are named ranges of the database kind in this format."""
    by_name = {sheet.name: sheet for sheet in sheets}
    for node in content.iter(f"{_TABLE}database-range"):
        address = node.get(f"{_TABLE}target-range-address", "")
        first, _colon, last = address.partition(":")
        sheet = by_name.get(first.rpartition(".")[0].strip("'$"))
        ends = [_corner(part.rpartition(".")[2]) for part in (first, last or first)]
        if sheet is not None and ends[0] and ends[1]:
            sheet.tables.append((node.get(f"{_TABLE}name", ""), (*ends[0], *ends[1])))
            sheet.filtered |= node.get(f"{_TABLE}display-filter-buttons", "false") == "true"


def _corner(name: str) -> tuple[int, int] | None:
    letters = name.strip("$").rstrip("0123456789$")
    digits = name.strip("$")[len(letters) :].strip("$")
    if not letters.isalpha() or not digits.isdecimal():
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def _place_cursor(settings: ElementTree.Element, found: FileFound) -> None:
    by_name = {sheet.name: sheet for sheet in found.sheets}
    for node in settings.iter(f"{_CONFIG}config-item-map-entry"):
        sheet = by_name.get(node.get(f"{_CONFIG}name", ""))
        items = {item.get(f"{_CONFIG}name"): item.text or "" for item in node.findall(f"{_CONFIG}config-item")}
        if sheet is not None:
            sheet.cursor = int(items.get("CursorPositionY", "0")), int(items.get("CursorPositionX", "0"))
            split = (items.get("HorizontalSplitMode", "0"), items.get("VerticalSplitMode", "0"))
            sheet.frozen = "2" in split
        if items.get("ActiveTable") in by_name:
            found.opened_at = [sheet.name for sheet in found.sheets].index(items["ActiveTable"])
