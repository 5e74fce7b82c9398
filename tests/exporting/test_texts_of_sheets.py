"""Rows of texts that are for programs: each in its cell as it is, whatever is in it."""

from __future__ import annotations

import io

import openpyxl

from workforce_tui.domain.edition_fields import from_worksheet, in_worksheet
from workforce_tui.exporting.sheets import close_book, mark_texts, open_book, plain

HEADS = ("one", "two", "three")
ROWS = [("a", "", "c & <d>"), ("a", " blank before", ""), ("new\nline", "Cover", "<r>&</r>"), ("=1+1", "12", "%")]
ROWS += [(f"row {number}", "", "") for number in range(40)]


def test_texts_are_never_markup_formulas_or_numbers() -> None:
    book = open_book()
    sheet = book.titled("Rows", "a", (10,))
    mark_texts(book, sheet, 3, HEADS, [tuple(map(in_worksheet, row)) for row in ROWS], name="rows")
    sheet.write_string(1, 0, plain("<r><t>bold</t></r>"))
    read = openpyxl.load_workbook(io.BytesIO(close_book(book, "en")))["Rows"]
    assert read["A2"].value == "<r><t>bold</t></r> "
    assert read.tables["table_rows"].ref == f"A4:C{4 + len(ROWS)}"
    found = [tuple(from_worksheet(cell.value or "") for cell in row) for row in read.iter_rows(min_row=5)]
    assert found == ROWS


def test_a_table_without_rows_of_texts_has_a_blank_one() -> None:
    book = open_book()
    mark_texts(book, book.titled("Rows", "a", (10,)), 3, HEADS, [], name="rows")
    read = openpyxl.load_workbook(io.BytesIO(close_book(book, "en")))["Rows"]
    assert read.tables["table_rows"].ref == "A4:C5"
