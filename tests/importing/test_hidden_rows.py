"""Hidden rows of .ods, .xls and .xlsb, which their parsers do not tell apart, are left out like those of .xlsx."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlwt
from hostile_files import ods, ods_cell
from importing_files import codes, exact, issue, plan_of

from workforce_tui.importing import other_readers
from workforce_tui.importing.guards import FileRefused, check_file
from workforce_tui.importing.second_look import NOTHING, look_at

if TYPE_CHECKING:
    from pathlib import Path

STAFF = [["Staff Number", "Grade", "Ethnicity"], *([str(n), "EO", "White"] for n in range(101, 109))]
HIDDEN = (3, 5, 6)
"""Rows, from 1, with a person in each."""


def write_xls(path: Path, hidden: tuple[int, ...] = HIDDEN) -> Path:
    book = xlwt.Workbook()
    book.add_sheet("Notes").write(0, 0, "Nothing here")
    sheet = book.add_sheet("Staff – Cymru")
    for number, row in enumerate(STAFF):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
        sheet.row(number).hidden = number + 1 in hidden
    book.save(str(path))
    return path


def ods_rows(*marks: str) -> str:
    """A row of the staff list for each mark; a mark may repeat its row or hide it."""
    rows = [*zip(STAFF, marks, strict=False)]
    return "".join(f"<table:table-row {mark}>{''.join(map(ods_cell, row))}</table:table-row>" for row, mark in rows)


def record(kind: int, data: bytes) -> bytes:
    assert len(data) < 128
    return (bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])) + bytes([len(data)]) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def write_xlsb(path: Path, last: tuple[int, int] = (8, 3)) -> Path:
    """Only the parts that say which rows are hidden, and up to which cell the sheet goes."""
    rows = b"".join(
        record(0, struct.pack("<IIHBB", row - 1, 0, 300, 0, 0x10 if row in HIDDEN else 0) + bytes(5))
        + record(7, bytes(12))
        for row in range(1, 9)
    )
    listed = (b"\0" * 8 + wide(relation) + wide(name) for relation, name in (("rId1", "Notes"), ("rId2", "Staff")))
    relations = '<R><Relationship Id="rId1" Target="worksheets/sheet1.bin"/>'
    relations += '<Relationship Id="rId2" Target="/xl/worksheets/sheet2.bin"/></R>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"".join(record(156, one) for one in listed))
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/worksheets/sheet1.bin", record(0, bytes(17)))
        extent = record(148, struct.pack("<IIII", 0, last[0] - 1, 0, last[1] - 1))
        archive.writestr("xl/worksheets/sheet2.bin", extent + rows)
    return path


def test_hidden_rows_of_xls_are_left_out_and_said_so_unless_chosen(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls")
    plan = plan_of(path, sheet="Staff – Cymru")
    assert (exact(plan), "not read: 3." in issue(plan, "hidden_rows").message) == (5, True)
    whole = plan_of(path, sheet="Staff – Cymru", include_hidden=True)
    assert exact(whole) == 8
    assert "hidden_rows_read" in codes(whole)


@pytest.mark.parametrize("kind", ["collapse", "filter"])
def test_hidden_and_filtered_rows_of_ods_are_left_out(tmp_path: Path, kind: str) -> None:
    unseen = f'table:visibility="{kind}"'
    rows = ods_rows("", "", unseen, "", f'{unseen} table:number-rows-repeated="2"', "", 'table:visibility="visible"')
    path = ods(tmp_path / "a.ods", rows)
    assert look_at(path, "Staff").hidden_rows == set(HIDDEN)
    plan = plan_of(path)
    assert (exact(plan), "not read: 3." in issue(plan, "hidden_rows").message) == (4, True)
    assert look_at(path, "Another sheet") == NOTHING


def test_rows_hidden_below_the_last_are_no_matter(tmp_path: Path) -> None:
    below = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"><table:table-cell/>'
    path = ods(tmp_path / "a.ods", ods_rows("", "", "") + below + "</table:table-row>")
    assert look_at(path, "Staff") == NOTHING
    assert exact(plan_of(path)) == 2


def test_hidden_rows_of_xlsb_are_those_of_the_sheet_asked_for(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "a.xlsb")
    assert look_at(path, "Staff").hidden_rows == set(HIDDEN)
    assert look_at(path, "Notes") == look_at(path, "Nowhere") == NOTHING


def test_a_sheet_of_xlsb_that_is_too_large_is_named_by_its_tab(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "a.xlsb", last=(1_048_576, 16_384))
    with pytest.raises(FileRefused) as refused:
        check_file(path)
    assert refused.value.words["name"] == "Staff"


def test_a_file_without_hidden_rows_has_none(tmp_path: Path, shared_data: Path) -> None:
    assert look_at(write_xls(tmp_path / "a.xls", ()), "Staff – Cymru") == NOTHING
    assert look_at(shared_data / "torture" / "any_sheets.xlsb", "Visible") == NOTHING


def test_damaged_files_have_nothing_to_see(tmp_path: Path) -> None:
    for path in (write_xls(tmp_path / "a.xls"), write_xlsb(tmp_path / "a.xlsb"), ods(tmp_path / "a.ods", ods_rows(""))):
        data = path.read_bytes()
        for cut in range(0, len(data), max(len(data) // 7, 1)):
            path.write_bytes(data[:cut])
            assert look_at(path, "Staff") == NOTHING


def test_the_second_library_leaves_hidden_rows_out_too(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls")
    assert other_readers.open_otherwise(path, "xls").open_sheet("Staff – Cymru").hidden_rows == set(HIDDEN)
