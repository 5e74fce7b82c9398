"""Sheets written the usual way are read without a tree, and say the same; anything else is left for the tree."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from helpers.drawn_editions import whole_edition
from workforce_tui.auditing import workbooks
from workforce_tui.auditing.plain_sheets import plain_sheet
from workforce_tui.exporting.editions import write_edition

if TYPE_CHECKING:
    from pathlib import Path

START = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet><cols/>'
ROW = b'<row r="1" ht="24"><c r="A1" s="3" t="s"><v>0</v></c><c r="C1"><v>-1.5E-7</v></c><c r="D1" s="2"/></row>'


def sheet(rows: bytes, start: bytes = START) -> bytes:
    return start + b"<sheetData>" + rows + b"</sheetData><pageMargins/></worksheet>"


def test_cells_are_read_and_the_rest_of_the_sheet_is_kept() -> None:
    read = plain_sheet(sheet(ROW + b'<row r="2"/><row r="3"><c r="AB3" t="n"><v>7</v></c></row>'))
    assert read is not None
    assert [row for row in read.rows if row] == [
        [("A", "3", "s", "0"), ("C", "", "", "-1.5E-7"), ("D", "2", "", "")],
        [("AB", "", "n", "7")],
    ]
    assert read.rest == START + b"<sheetData/><pageMargins/></worksheet>"


@pytest.mark.parametrize(
    "content",
    [
        sheet(b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'),
        sheet(b'<row r="1"><c r="A1" t="inlineStr"><is><t>9</t></is></c></row>'),
        sheet(b'<row r="1"><c r="A1" t="b"><v>1</v></c></row>'),
        sheet(b'<row r="1"><c r="A1"><v>1</v></c>99</row>'),
        sheet(b'<row r="1"><c r="A1"><v>&#49;</v></c></row>'),
        sheet(b'<row r="1"><c r="A1"><v>1</v></c><!-- <c r="B1"/> --></row>'),
        sheet(ROW[:-6]),
        sheet(b"<row>" + ROW + b"</row>"),
        sheet(ROW) + sheet(ROW),
        sheet(ROW, b"<worksheet>"),
        sheet(ROW, START.replace(b"UTF-8", b"UTF-7")),
    ],
)
def test_what_is_written_in_another_way_is_left_for_the_tree(content: bytes) -> None:
    assert plain_sheet(content) is None


def hostile_book(path: Path) -> Path:
    """Formulas, days, truths, formats, empty rows and hidden columns, as XlsxWriter writes them."""
    book = xlsxwriter.Workbook(path)
    first, second = book.add_worksheet("Figures"), book.add_worksheet("Formulas")
    for place, form in enumerate(["0.00", "0%", "d mmmm yyyy", ""]):
        first.write_number(2, place + 30, 41 + place / 8, book.add_format({"num_format": form}))
    first.write_string(9, 0, "<r>& one</r> ")
    first.set_column(0, 3, 5, None, {"hidden": True})
    first.set_header("&L12 people")
    second.write_formula(0, 0, "=1+1", None, 2)
    second.write_boolean(0, 1, boolean=True)
    book.close()
    return path


def test_both_ways_of_reading_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    write_edition("xlsx", whole_edition(), stream)
    edition = tmp_path / "edition.xlsx"
    edition.write_bytes(stream.getvalue())
    paths = [edition, hostile_book(tmp_path / "hostile.xlsx")]
    quick = [workbooks.read_workbook(path) for path in paths]
    with zipfile.ZipFile(edition) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert all(plain_sheet(one) for one in sheets)
    monkeypatch.setattr(workbooks, "plain_sheet", lambda _content: None)
    assert quick == [workbooks.read_workbook(path) for path in paths]
