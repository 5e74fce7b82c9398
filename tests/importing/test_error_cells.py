"""Cells that hold an error are read as that error in every kind of workbook, never as a blank."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import xlwt
from hostile_files import ods, ods_cell
from importing_files import STAFF, plan_of, write_xlsx
from test_hidden_rows import record, wide

from workforce_tui.importing.second_look import look_at

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

ASKED = [("ethnicity", "#REF!", 1)]


def asked(plan: ImportPlan) -> list[tuple[str, str, int]]:
    return [(decision.field, decision.value, decision.rows) for decision in plan.decisions]


def test_an_error_in_xls_is_asked_about_and_no_blank(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Staff")
    for number, row in enumerate(STAFF):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    sheet.row(5).set_cell_text(0, "1004")
    sheet.row(5).set_cell_error(1, 0x17)
    sheet.row(5).set_cell_text(2, "EO")
    book.save(str(tmp_path / "a.xls"))
    assert asked(plan_of(tmp_path / "a.xls")) == ASKED


def test_errors_in_ods_are_asked_about_where_rows_and_cells_are_repeated_too(tmp_path: Path) -> None:
    error = '<table:table-cell table:formula="of:=[.#REF!]" office:value-type="string" office:string-value="" {}>'
    error += "<text:p>#REF!</text:p></table:table-cell>"
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in STAFF)
    rows += '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9"/>'
    rows += "</table:table-row><table:table-row>" + ods_cell("1004") + error.format("") + ods_cell("EO")
    path = ods(tmp_path / "a.ods", rows + "</table:table-row>")
    assert asked(plan_of(path)) == ASKED
    repeated = "<table:table-row>" + ods_cell("1") + error.format('table:number-columns-repeated="2"')
    assert look_at(ods(tmp_path / "b.ods", repeated + "</table:table-row>"), "Staff").errors == {
        0: [(1, "#REF!"), (2, "#REF!")]
    }


def test_errors_in_xlsb_are_found_in_cells_and_in_formulas(tmp_path: Path) -> None:
    cells = record(0, struct.pack("<IIHBB", 4, 0, 300, 0, 0) + bytes(5))
    cells += record(3, struct.pack("<IIB", 1, 0, 0x2A)) + record(11, struct.pack("<IIB", 2, 0, 0x17) + bytes(10))
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", record(156, bytes(8) + wide("rId1") + wide("Staff")))
        archive.writestr("xl/_rels/workbook.bin.rels", '<R><Relationship Id="rId1" Target="worksheets/s.bin"/></R>')
        archive.writestr("xl/worksheets/s.bin", cells)
    assert look_at(tmp_path / "a.xlsb", "Staff").errors == {4: [(1, "#N/A"), (2, "#REF!")]}


def test_a_workbook_named_as_one_of_another_kind_is_read_by_what_is_in_it(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", STAFF).rename(tmp_path / "a.xlsb")
    plan = plan_of(path)
    assert (plan.status, plan.headcount.low) == ("ready", 3)
