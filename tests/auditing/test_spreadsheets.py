"""OpenDocument spreadsheets are audited as workbooks are: cells, comments, pictures, charts and hidden sheets."""

from __future__ import annotations

import zipfile
from html import escape
from typing import TYPE_CHECKING

import pytest

from audit_returns import FIELDS, NAIVE, people, table, write
from workforce_tui.auditing.auditor import audit
from workforce_tui.auditing.files import read_document, read_files
from workforce_tui.auditing.report import Protection
from workforce_tui.domain.errors import WorkforceError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in {
        "office": "office", "table": "table", "text": "text", "draw": "drawing", "svg": "svg-compatible",
    }.items()
)  # fmt: skip
_CELL = "table:table-cell"
_EMPTY = '<table:table-cell table:number-columns-repeated="16000"/>'


def cell(text: str) -> str:
    if text.isdecimal():
        return f'<{_CELL} office:value-type="float" office:value="{text}"><text:p>{text}</text:p></{_CELL}>'
    if text.endswith("%"):
        value = f'office:value-type="percentage" office:value="{float(text[:-1]) / 100!r}"'
        return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def in_row(cells: str) -> str:
    return f"<table:table-row>{cells}</table:table-row>"


def sheet(name: str, lines: Sequence[Sequence[str]], more: str = "") -> str:
    rows = "".join(f"<table:table-row>{''.join(map(cell, one))}{_EMPTY}</table:table-row>" for one in lines)
    end = f'<table:table-row table:number-rows-repeated="1000000">{_EMPTY}</table:table-row>'
    return f'<table:table table:name="{name}">{rows}{end}{more}</table:table>'


def ods(path: Path, *sheets: str, **parts: str) -> Path:
    opening, closing = f"<office:document-content {_NAMES}>", "</office:document-content>"
    body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", f"{opening}{body}{closing}")
        for name, text in parts.items():
            archive.writestr(f"{name}/content.xml", f"{opening}{text}{closing}")
    return path


def tidy(lines: Sequence[dict[str, str]]) -> list[list[str]]:
    return [list(FIELDS), *([one.get(name, "") for name in FIELDS] for one in lines)]


@pytest.fixture
def naive() -> list[dict[str, str]]:
    """Small counts blanked and nothing else done: the third level is the total less the others."""
    levels = {"L1": people(40, 60), "L2": people(20, 30), "L3": people(3, 40)}
    return table(levels, NAIVE, dimension="level")


def test_a_spreadsheet_says_what_the_same_lines_say_as_a_tidy_file(tmp_path: Path, naive: list[dict[str, str]]) -> None:
    pair = ods(tmp_path / "a.ods", sheet("Data", tidy(naive))), write(tmp_path / "a.csv", naive)
    reports = [audit([path], protection=Protection(5)) for path in pair]
    said = [{(one.what, one.low, one.high) for one in report.confined} for report in reports]
    assert said[0] == said[1]
    assert any(low == high == 3 for _what, low, high in said[0])
    assert [report.figures for report in reports] == [len(naive)] * 2


def test_numbers_are_read_in_full_and_with_the_zeros_that_are_shown(tmp_path: Path) -> None:
    lines = [["Group", "Share", "Staff"], ["A", "4.0%", "1045"], ["B", "12.5%", "[c]"]]
    found = read_document(ods(tmp_path / "a.ods", sheet("Shares", lines)))
    assert found.grids[0].header == ("Group", "Share", "Staff")
    assert found.grids[0].rows == (("A", "4.0%", "1045"), ("B", "12.5%", "[c]"))


def test_a_formula_is_not_understood_and_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    formula = in_row(f'<{_CELL} table:formula="of:=[.A1]"><text:p>7</text:p></{_CELL}>')
    path = ods(tmp_path / "a.ods", sheet("Data", [["Group", "Staff"]], formula))
    assert [one.reason for one in read_files([path]).leaks] == ["unread"]
    (tmp_path / "b.ods").write_bytes(b"no archive")
    with pytest.raises(WorkforceError, match=r"b\.ods"):
        read_files([tmp_path / "b.ods"])


def test_what_hangs_on_cells_and_what_charts_keep_is_seen(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>three of them</text:p></office:annotation>"
    frame = '<draw:frame draw:name="Chart"><svg:desc>Seven are from a minority</svg:desc></draw:frame>'
    row = in_row(f"<{_CELL} office:value-type='string'>{note}<text:p>L1</text:p>{frame}</{_CELL}>")
    chart = sheet("local-table", [["", "Minority"], ["L1", "3"]])
    found = read_document(ods(tmp_path / "a.ods", sheet("Data", [["Level", "Staff"]], row), **{"Object 1": chart}))
    said = {one.text for one in found.words}
    assert {"three of them", "Seven are from a minority", "Data"} <= said
    assert [grid.rows for grid in found.grids] == [(("L1", "3"),), (("L1", ""),)]
    assert found.grids[0].codes == {"chart": "yes"}
