"""Files made to hurt whoever opens them: a few kilobytes that ask for all memory, all time, or another file."""

from __future__ import annotations

import base64
import random
import struct
import zipfile
from typing import TYPE_CHECKING

import xlwt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Staff" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
STAFF = (("Employee Number", "Ethnicity", "Grade"), ("1001", "Indian", "EO"), ("1002", "White British", "HEO"))
EXPANSION = (
    '<!DOCTYPE a [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def staff_rows() -> str:
    """The rows of a small, harmless table."""
    return "".join(_row(number, row) for number, row in enumerate(STAFF, start=1))


def _row(number: int, row: tuple[str, ...]) -> str:
    cells = (text_cell(f"{letter}{number}", text) for letter, text in zip("ABC", row, strict=True))
    return f'<row r="{number}">{"".join(cells)}</row>'


def xlsx(
    path: Path, rows: str, *, before: str = "", after: str = "", top: str = "", strings: str = "", sheet: str = "Staff"
) -> Path:
    """A workbook of one sheet with the XML of its rows as given."""
    xml = f'{top}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content.replace('name="Staff"', f'name="{sheet}"'))
        archive.writestr("xl/worksheets/sheet1.xml", xml)
        archive.writestr("xl/sharedStrings.xml", strings or f'<sst xmlns="{_MAIN}"/>')
    return path


def shared(contents: str, *, top: str = "", count: int = 1) -> str:
    return f'{top}<sst xmlns="{_MAIN}" count="{count}" uniqueCount="{count}"><si><t>{contents}</t></si></sst>'


_ODS = (
    '{top}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="Staff">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def ods(path: Path, rows: str, *, top: str = "") -> Path:
    """An OpenDocument spreadsheet of one sheet with the XML of its rows as given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr("content.xml", _ODS.format(rows=rows, top=top))
    return path


def ods_row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def ods_cell(text: str = "", times: int = 1) -> str:
    inside = f"<text:p>{text}</text:p>" if text else ""
    kind = ' office:value-type="string"' if text else ""
    return f'<table:table-cell{kind} table:number-columns-repeated="{times}">{inside}</table:table-cell>'


def lie_about_size(path: Path, part: str, size: int) -> Path:
    """Let the archive declare *size* bytes for a part, in both places where it says so."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        local = archive.getinfo(part).header_offset
    struct.pack_into("<I", data, local + 22, size)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        name = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + name] == part.encode():
            struct.pack_into("<I", data, at + 24, size)
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    return path


SHEET = "xl/worksheets/sheet1.xml"
_CORNER = f'<row r="1">{text_cell("A1", "Grade")}</row><row r="1048576">{text_cell("XFD1048576", "x")}</row>'
_BIG = 48 * 2**20


def _inflated(path: Path, size: int = _BIG) -> Path:
    return xlsx(path, f'<row r="1">{text_cell("A1", "A" * size)}</row>')


def _crowded(path: Path) -> Path:
    xlsx(path, staff_rows())
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5_100):
            archive.writestr(f"xl/media/{number}", b"")
    return path


def _overlapping(path: Path) -> Path:
    """Many entries of the table of contents for the same packed bytes."""
    _inflated(path, 2**22)
    data = path.read_bytes()
    start = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    with zipfile.ZipFile(path) as archive:
        names = [info.filename for info in archive.infolist()]
    entries, at = b"", start
    for name in names:
        length = 46 + sum(struct.unpack_from("<HHH", data, at + 28))
        if name == SHEET:
            entries = data[at : at + length]
        at += length
    tail = bytearray(data[end:])
    copies = 400
    struct.pack_into("<HHI", tail, 8, len(names) + copies, len(names) + copies, end - start + copies * len(entries))
    path.write_bytes(data[:end] + entries * copies + tail)
    return path


def xls(path: Path, *, far: tuple[int, int] | None = None, says: tuple[int, int] | None = None) -> Path:
    """Staff in an .xls, with a cell as *far* away as that or without; *says* is the size it declares."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Staff")
    for number, row in enumerate(STAFF):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    if far is not None:
        sheet.write(*far, "x")
    book.save(str(path))
    if says is not None:
        data = bytearray(path.read_bytes())
        at = data.index(struct.pack("<HH", 0x0200, 14)) + 4
        struct.pack_into("<IIHH", data, at, 0, says[0], 0, says[1])
        path.write_bytes(data)
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def long_text(megabytes: int) -> str:
    """A text that packs badly, so that nothing but its length is unusual."""
    return base64.b64encode(random.Random(1).randbytes(megabytes * 3 * 2**18)).decode()


def _merged_again(path: Path) -> Path:
    """A million merged ranges over one another."""
    areas = "".join(f'<mergeCell ref="A1:XFD{row}"/>' for row in range(2, 1_000_002))
    return xlsx(path, staff_rows(), after=f"<mergeCells>{areas}</mergeCells>")


_TEXT_OF_4 = '<row r="4"><c r="A4" t="s"><v>0</v></c></row>'
_FAR_CELLS = ods_row(ods_cell("X", 16_384), 1_048_576)
_MERGED = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
_DEEP = "<a>" * 50_000 + "</a>" * 50_000
_UNCLOSED = '<c r="A1"><f>1' * 40_000

TOO_BIG = {"file_too_large", "sheet_too_large", "line_too_wide", "reader_out_of_memory"}
DAMAGED = {"unreadable_file"}
UNFIT = TOO_BIG | DAMAGED | {"no_data_found"}
READ: set[str] = set()
"""Nothing in it stops the harmless table from being read."""

BOMBS: dict[str, tuple[Callable[[Path], Path], set[str]]] = {
    "compressed.xlsx": (_inflated, TOO_BIG),
    "compressed-lying.xlsx": (lambda p: lie_about_size(_inflated(p), SHEET, 4_000), TOO_BIG | DAMAGED),
    "compressed-huge-claim.xlsx": (lambda p: lie_about_size(_inflated(p, 100), SHEET, 2**32 - 2), TOO_BIG | DAMAGED),
    "crowded.xlsx": (_crowded, TOO_BIG),
    "overlapping.xlsx": (_overlapping, TOO_BIG | DAMAGED),
    "entities.xlsx": (lambda p: xlsx(p, f'<row r="1">{text_cell("A1", "&a9;")}</row>', top=EXPANSION), DAMAGED),
    "entities-shared.xlsx": (
        lambda p: xlsx(p, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=shared("&a9;", top=EXPANSION)),
        DAMAGED,
    ),
    "entities.ods": (lambda p: ods(p, ods_row(ods_cell("&a9;")), top=EXPANSION), DAMAGED),
    "outside.xlsx": (lambda p: xlsx(p, f'<row r="1">{text_cell("A1", "&a9;")}</row>', top=OUTSIDE), DAMAGED),
    "outside.ods": (lambda p: ods(p, ods_row(ods_cell("&a9;")), top=OUTSIDE), DAMAGED | {"no_data_found"}),
    "corner.xlsx": (lambda p: xlsx(p, _CORNER), TOO_BIG),
    "corner-declared.xlsx": (
        lambda p: xlsx(p, _CORNER, before='<dimension ref="A1:XFD1048576"/>'),
        TOO_BIG,
    ),
    "corner-denied.xlsx": (lambda p: xlsx(p, _CORNER, before='<dimension ref="A1:A1"/>'), TOO_BIG),
    "corner-claimed.xlsx": (lambda p: xlsx(p, staff_rows(), before='<dimension ref="A1:XFD1048576"/>'), READ),
    "corner.xls": (lambda p: xls(p, far=(65535, 255)), {"sheet_too_large"}),
    "corner-denied.xls": (lambda p: xls(p, far=(65535, 255), says=(10, 3)), {"sheet_too_large"}),
    "corner-claimed.xls": (lambda p: xls(p, says=(65536, 256)), READ),
    "merged.xlsx": (lambda p: xlsx(p, staff_rows(), after=_MERGED), READ),
    "merged-again.xlsx": (_merged_again, READ),
    "long-text.xlsx": (lambda p: xlsx(p, f'{staff_rows()}<row r="4">{text_cell("A4", long_text(24))}</row>'), DAMAGED),
    "long-shared-text.xlsx": (lambda p: xlsx(p, staff_rows() + _TEXT_OF_4, strings=shared(long_text(24))), DAMAGED),
    "long-text.ods": (lambda p: ods(p, ods_row(ods_cell("Grade")) + ods_row(ods_cell(long_text(24)))), DAMAGED),
    "string-beyond.xlsx": (lambda p: xlsx(p, '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), DAMAGED),
    "string-negative.xlsx": (lambda p: xlsx(p, '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), DAMAGED),
    "strings-claimed.xlsx": (lambda p: xlsx(p, staff_rows(), strings=shared("x", count=4_000_000_000)), READ),
    "deep.xlsx": (lambda p: xlsx(p, _DEEP + staff_rows()), READ),
    "unclosed.xlsx": (lambda p: xlsx(p, _UNCLOSED), DAMAGED | {"no_data_found"}),
    "billions.ods": (lambda p: ods(p, _FAR_CELLS), DAMAGED | TOO_BIG),
    "billions-below.ods": (
        lambda p: ods(p, ods_row(ods_cell("Grade")) + _FAR_CELLS),
        DAMAGED | TOO_BIG,
    ),
    "billions-in-rows.ods": (lambda p: ods(p, ods_row(ods_cell("X", 16_384)) * 3_000), TOO_BIG | DAMAGED),
    "billions-of-rows.ods": (lambda p: ods(p, ods_row(ods_cell("X"), 2**31 - 1)), UNFIT),
    "billions-of-columns.ods": (lambda p: ods(p, ods_row(ods_cell("X", 2**31 - 1))), UNFIT),
    "billions-negative.ods": (lambda p: ods(p, ods_row(ods_cell("X", -1), -5)), DAMAGED | {"no_data_found"}),
    "corner.ods": (
        lambda p: ods(
            p,
            ods_row(ods_cell("Grade")) + ods_row(ods_cell("", 16_384), 1_048_574) + ods_row(ods_cell("", 16_383)
            + ods_cell("X")),
        ),
        UNFIT,
    ),
    "one-line.csv": (lambda p: _written(p, b"Grade," * 1_000_000), {"no_data_found"} | TOO_BIG | DAMAGED),
    "one-value.csv": (lambda p: _written(p, b"Grade,Ethnicity\n" + b"x" * 2**25), DAMAGED | {"no_data_found"}),
    "one-long-line.csv": (lambda p: _written(p, b"Grade,Ethnicity\n" + b"x," * 2**24), DAMAGED),
    "open-quote.csv": (lambda p: _written(p, b'Grade,Ethnicity\n"' + b"x,\n" * 2**23), DAMAGED | {"no_data_found"}),
    "blank-lines.csv": (lambda p: _written(p, b"\n" * 2**24), {"empty_file", "no_data_found"}),
}  # fmt: skip
"""Name, how it is made, and what a refusal may be called; an empty set when it has to be read."""
