"""What the audit reads in the cells of a workbook, hidden and unlisted things included."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pytest

from workforce_tui.auditing.files import read_document
from workforce_tui.auditing.solving import System
from workforce_tui.auditing.taking_apart import Parts, matrix_of
from workforce_tui.domain.errors import WorkforceError

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.auditing.documents import Document

_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_TAIL = "</sheetData></worksheet>"


def written(path: Path, values: dict[str, tuple[Any, str]]) -> Document:
    """A workbook with these values and number formats at these cells, as the audit reads it."""
    book = openpyxl.Workbook()
    for name, (value, number_format) in values.items():
        book.active[name] = value
        if number_format:
            book.active[name].number_format = number_format
    book.save(path)
    return read_document(path)


def cells(document: Document) -> list[str]:
    """Every text in the tables."""
    return [cell for grid in document.grids for row in (grid.header, *grid.rows) for cell in row]


def with_sheet(path: Path, rows: str, *, part: str = "xl/worksheets/sheet1.xml", replaced: bool = True) -> Document:
    """A workbook with a sheet of these rows instead of its first, or beside it."""
    written(path, {"A1": ("Row", ""), "B1": ("Headcount", "")})
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist() if not (replaced and one == part)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, part: f"{_HEAD}{rows}{_TAIL}".encode()}.items():
            archive.writestr(name, content)
    return read_document(path)


def test_a_number_is_read_in_full_and_with_the_zeros_that_it_shows(tmp_path: Path) -> None:
    values = {"A1": ("Row", ""), "B1": (12.3456, "0"), "C1": (4, "General"), "D1": (4, "0.0"), "E1": (True, "")}
    assert cells(written(tmp_path / "a.xlsx", values)) == ["Row", "12.3456", "4", "4.0", "True"]


def test_a_percentage_is_read_as_it_is_shown(tmp_path: Path) -> None:
    values = {"A1": ("Row", ""), "B1": (0.125, "0.0%"), "C1": (1, "0%"), "D1": (0.5, '0.00" of all"%')}
    assert cells(written(tmp_path / "a.xlsx", values)) == ["Row", "12.5%", "100%", "50.00%"]


def test_a_day_is_read_as_a_day_in_both_calendars(tmp_path: Path) -> None:
    day = date(2026, 3, 31)
    values = {"A1": ("As at", ""), "B1": (day, ""), "C1": (datetime(1900, 1, 20), "yyyy-mm-dd"), "D1": (0.5, "h:mm")}
    assert cells(written(tmp_path / "a.xlsx", values)) == ["As at", "2026-03-31", "1900-01-20", "0.5"]
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["As at", day])
    book.save(tmp_path / "mac.xlsx")
    assert cells(read_document(tmp_path / "mac.xlsx")) == ["As at", "2026-03-31"]


def test_a_formula_cannot_be_judged(tmp_path: Path) -> None:
    document = written(tmp_path / "a.xlsx", {"A1": ("Row", ""), "B1": ("Headcount", ""), "B2": ("=B3*2", "")})
    assert [(one.where, one.text) for one in document.unsure] == [("a.xlsx, Sheet, B2", "=B3*2")]


def test_cells_without_names_runs_and_a_name_twice_are_read(tmp_path: Path) -> None:
    rows = (
        '<row><c t="inlineStr"><is><r><t>Head</t></r><r><t>count</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>'
        "<c><v>7</v></c></row>"
        '<row r="3"><c r="B3"><v>8</v></c><c r="B3"><v>9</v></c><c r="D3" t="e"><v>#N/A</v></c></row>'
    )
    document = with_sheet(tmp_path / "a.xlsx", rows)
    assert cells(document) == ["Headcount", "7", "", "", "", "8 9", "", "#N/A"]


def test_a_sheet_that_the_workbook_does_not_list_is_read(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>4711</v></c></row>'
    document = with_sheet(tmp_path / "a.xlsx", rows, part="xl/worksheets/old.xml", replaced=False)
    assert "4711" in cells(document)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>seven</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="77"><v>1</v></c></row>',
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(WorkforceError, match="damaged"):
        with_sheet(tmp_path / "a.xlsx", row)


def test_a_sheet_that_is_far_too_wide_and_long_is_refused(tmp_path: Path) -> None:
    wide = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
    rows = wide + "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(2, 400))
    with pytest.raises(WorkforceError, match="too large"):
        with_sheet(tmp_path / "a.xlsx", rows)


def test_within_the_ranges_of_its_sums_every_percentage_stays_as_it_is() -> None:
    # two ends of a percentage, and a sum of three weights
    lines = matrix_of([[(0, 0.9005), (1, -0.0995)], [(0, 0.8995), (1, -0.1005)], [(0, 0.25), (1, -0.5), (2, 0.125)]], 3)
    low, high = np.array([0.0, -np.inf, 3.0]), np.array([np.inf, -0.005, 30.0])
    now = np.array([200.0, 1795.0, 6900.0])
    lines_hold = System(lines, low, high).holds
    assert lines_hold(now)
    parts = Parts(lines, low, high)
    first, last = parts.ranges(now)
    assert ((first <= parts.matrix @ now) & (parts.matrix @ now <= last)).all()
    assert (last > first).any()
    random = np.random.default_rng(1)
    for _turn in range(200):
        moved = now + random.integers(-6, 7, 3)
        sums = parts.matrix @ moved
        if ((first <= sums) & (sums <= last)).all():
            assert lines_hold(moved)
