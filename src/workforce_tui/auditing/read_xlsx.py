"""An .xlsx file as somebody meets it."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.sheet_file import FileFound, SheetFound, Value

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.auditing.sheet_file import Range


def read_xlsx(path: Path) -> FileFound:
    """Read a workbook. Raises what the library raises for a file that is none."""
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True, rich_text=False)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        boxes = sum(archive.read(name).count(b"<xdr:sp>") for name in names if name.startswith("xl/drawings/drawing"))
    found = FileFound(
        title=book.properties.title or "",
        language=book.properties.language or "",
        opened_at=book.index(book.active) if book.active is not None else 0,
        macros=any(name.lower().endswith("vbaproject.bin") for name in names),
    )
    found.sheets = [_sheet(sheet) for sheet in book.worksheets]
    if found.sheets:
        found.sheets[0].floating += boxes
    return found


def _sheet(sheet: Any) -> SheetFound:
    found = SheetFound(
        sheet.title,
        hidden=sheet.sheet_state != "visible",
        tables=[(name, _range(ref)) for name, ref in sheet.tables.items()],
        merged=[
            (part.min_row - 1, part.min_col - 1, part.max_row - 1, part.max_col - 1) for part in sheet.merged_cells
        ],
        filtered=bool(sheet.auto_filter.ref) or any(table.autoFilter is not None for table in sheet.tables.values()),
        frozen=sheet.freeze_panes is not None,
        hidden_rows=sum(bool(one.hidden) for one in sheet.row_dimensions.values()),
        hidden_columns=sum(bool(one.hidden) for one in sheet.column_dimensions.values()),
        floating=len(sheet._images) + len(sheet._charts),
        page_text=_has_page_text(sheet),
        cursor=_cursor(sheet),
    )
    for number, row in enumerate(sheet.iter_rows()):
        found.rows.append([_value(cell) for cell in row])
        for column, cell in enumerate(row):
            if cell.has_style or cell.hyperlink or cell.comment:
                _note_style(found, number, column, cell)
    return found


def _note_style(found: SheetFound, row: int, column: int, cell: Any) -> None:
    if cell.comment is not None:
        found.floating += 1
    if cell.hyperlink is not None:
        found.links.append(
            ((row, column), str(cell.value or ""), cell.hyperlink.target or cell.hyperlink.location or "")
        )
    if cell.alignment.wrap_text:
        found.wrapped.add((row, column))
    if cell.fill.fill_type not in (None, "none"):
        found.filled += 1
    if (row, column) == (0, 0):
        style = (cell.style or "").casefold()
        found.formatted_title = "heading" in style or "title" in style or bool(cell.font.bold)


def _value(cell: Any) -> Value:
    value = cell.value
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _range(ref: str) -> Range:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(ref)
    return (int(top or 1) - 1, int(left or 1) - 1, int(bottom or 1) - 1, int(right or 1) - 1)


def _cursor(sheet: Any) -> tuple[int, int]:
    from openpyxl.utils.cell import coordinate_to_tuple

    selection = sheet.sheet_view.selection
    row, column = coordinate_to_tuple(selection[0].activeCell or "A1") if selection else (1, 1)
    return row - 1, column - 1


def _has_page_text(sheet: Any) -> bool:
    """Whether the printed page has a header or footer, which no screen reader meets."""
    parts = (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter, sheet.firstHeader, sheet.firstFooter)
    return any(side.text for part in parts for side in (part.left, part.center, part.right))
