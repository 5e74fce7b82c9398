"""Rows put into a finished workbook are those that XlsxWriter would have written cell by cell."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from workforce_tui.exporting.sheets import Book, close_book, open_book, plain

HEADS = ("one", "two", "three")
ROWS = [("a", "", "c & <d>"), ("a", " blank before", ""), ("new\nline", "Cover", "<r>&</r>")]
ROWS += [(f"row {number}", "", "") for number in range(40)]


def begun(rows: int = 1) -> tuple[Book, Any]:
    """A workbook whose last sheet has a table of so many rows, which are not written yet."""
    book = open_book()
    book.titled("Cover", "Cover", (10,))
    sheet = book.titled("Rows", "a", (10,))
    book.tables.add("table_rows")
    sheet.add_table(3, 0, 3 + rows, 2, {"columns": [{"header": head} for head in HEADS], "autofilter": False})
    return book, sheet


def test_the_workbook_has_the_bytes_of_one_written_cell_by_cell() -> None:
    rows = [row for row in ROWS if "<r>" not in row[2]]
    book, _sheet = begun()
    book.add_texts(5, rows)
    other, sheet = begun(len(rows))
    for down, row in enumerate(rows, 4):
        for across, text in enumerate(row):
            if text:
                sheet.write_string(down, across, text, other.formats["line"])
    assert close_book(book, "en") == close_book(other, "en")


def test_texts_are_never_markup() -> None:
    book, sheet = begun()
    book.add_texts(5, ROWS)
    sheet.write_string(1, 0, plain("<r><t>bold</t></r>"))
    read = openpyxl.load_workbook(io.BytesIO(close_book(book, "en")))["Rows"]
    assert read["A2"].value == "<r><t>bold</t></r> "
    assert read.tables["Table1"].ref == f"A4:C{4 + len(ROWS)}"
    found = [tuple(cell.value or "" for cell in row) for row in read.iter_rows(min_row=5)]
    assert found == ROWS
