"""Write sheets as csv, xlsx, xls and ods so that the same sheets always give the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from maker.sheets import Cell, Row, Sheet

CREATED = datetime(2026, 4, 1, 9, 0, 0)
"""The creation date written into every workbook: fixed, so that files do not change when made again."""

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write(path: Path, sheets: Sequence[Sheet], *, encoding: str = "utf-8", delimiter: str = ",") -> None:
    """Write the sheets in the format the file name ends with; a csv file holds the first sheet only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match path.suffix:
        case ".csv":
            path.write_bytes(_csv(sheets[0].rows, delimiter).encode(encoding))
        case ".xlsx":
            _write_xlsx(path, sheets)
        case ".xls":
            _write_xls(path, sheets)
        case ".ods":
            _write_ods(path, sheets)
        case other:
            raise ValueError(f"no writer for {other!r}")


def _csv(rows: Sequence[Row], delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])
    return text.getvalue()


def _write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}) as book:
        book.set_properties({"title": "Synthetic sample", "created": CREATED})
        centred = book.add_format({"align": "center", "bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for number, row in enumerate(sheet.rows):
                page.write_row(number, 0, [None if cell == "" else cell for cell in row])
            for number, first, last in sheet.merges:
                page.merge_range(number, first, number, last, sheet.rows[number][first], centred)
            if sheet.hidden:
                page.hide()


def _write_xls(path: Path, sheets: Sequence[Sheet]) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    dated = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    plain = xlwt.easyxf()
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for number, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if cell not in (None, ""):
                    page.write(number, column, cell, dated if isinstance(cell, date) else plain)
        page.visibility = 1 if sheet.hidden else 0
    book.save(str(path))


_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DATE_STYLES = (
    '<office:automatic-styles><number:date-style style:name="N1"><number:day number:style="long"/>'
    '<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<style:style style:name="d" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles>'
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _write_ods(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write an OpenDocument spreadsheet by hand: a library would take several times as long."""
    tables = "".join(
        f"<table:table table:name={quoteattr(sheet.name)}>{''.join(map(_ods_row, sheet.rows))}</table:table>"
        for sheet in sheets
    )
    content = (
        f'{_DECLARATION}<office:document-content {_NAMES} office:version="1.2">{_DATE_STYLES}'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        _add(archive, "mimetype", _MIME, zipfile.ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", _DECLARATION + _MANIFEST, zipfile.ZIP_DEFLATED)
        _add(archive, "content.xml", content, zipfile.ZIP_DEFLATED)


def _add(archive: zipfile.ZipFile, name: str, text: str, compression: int) -> None:
    entry = zipfile.ZipInfo(name, ZIP_TIME)
    entry.compress_type = compression
    entry.create_system = 3
    archive.writestr(entry, text.encode("utf-8"))


def _ods_row(row: Row) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, date):
        return (
            f'<table:table-cell table:style-name="d" office:value-type="date" office:date-value="{cell:%Y-%m-%d}">'
            f"<text:p>{cell:%d/%m/%Y}</text:p></table:table-cell>"
        )
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )
