"""A sheet that is parsed in parts holds the same rows, and is cut only where that is certain."""

from __future__ import annotations

import datetime as dt
import random
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from workforce_tui.importing import cut_sheet as cutting
from workforce_tui.importing.cut_sheet import CutSheet, UnusualSheet, cut_sheet
from workforce_tui.importing.files import Opener, open_book
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.parse_ahead import ParseAhead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workforce_tui.importing.book import OpenSheet

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sheets small enough for a test are cut too, into parts of a few rows; the files in memory are closed."""
    made: list[Any] = []

    def remembered(*arguments: Any) -> Any:
        made.append(cut_sheet(*arguments))
        return made[-1]

    monkeypatch.setattr(cutting, "cut_sheet", remembered)
    monkeypatch.setattr(cutting, "LEAST_XML", 1)
    monkeypatch.setattr(cutting, "_CHUNK", 2_000)
    monkeypatch.setattr(cutting.os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    yield
    for cut in filter(None, made):
        cut.file.close()


def workbook(path: Path, fill: Callable[[Any, Any], None], **options: object) -> Path:
    with xlsxwriter.Workbook(str(path), options) as book:
        fill(book, book.add_worksheet("Staff"))
        book.add_worksheet("Notes").write(0, 0, "A note")
    return path


def staff(_book: Any, sheet: Any) -> None:
    """Rows of every kind of cell, with blank ones and blank columns among them."""
    dice = random.Random(7)
    for row in range(400):
        if row % 37 == 5 or 200 < row < 260:
            continue
        for column in range(dice.randrange(2), dice.randrange(3, 9)):
            sheet.write(row, column, dice.choice(["PC", "Sergeant & more <b>", 12.5, 7, "", True, "Ŵyn"]))


def cut(path: Path) -> CutSheet | None:
    """The sheet once all of it is cut; None where it is not one to cut, which may show late."""
    found = cut_sheet(path, None)
    try:
        return found if found is not None and list(found.cut()) == list(range(found.number)) else None
    except UnusualSheet:
        return None
    finally:
        if found is not None:
            found.file.close()


def both(path: Path) -> tuple[OpenSheet, OpenSheet]:
    """The first sheet parsed in parts, and parsed whole."""
    ahead = ParseAhead.start(str(path), None)
    assert ahead is not None
    assert ahead.parts() is not None
    return Opener(ahead=ahead, guarded=False).open(path).open_sheet("Staff"), open_book(path).open_sheet("Staff")


def padded(sheet: OpenSheet) -> list[list[Any]]:
    """The rows without the blanks at the end of each: the parser lays out every sheet as a rectangle."""
    rows = [list(row) for row in sheet.rows()]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    return rows


def same(path: Path) -> bool:
    cut, whole = both(path)
    return padded(cut) == padded(whole)


def test_the_parts_hold_the_rows_of_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "staff.xlsx", staff)
    found = cut(path)
    assert found is not None
    assert 5 < found.number <= found.most
    assert same(path)


def test_they_can_be_read_again(tmp_path: Path) -> None:
    cut, _whole = both(workbook(tmp_path / "staff.xlsx", staff))
    assert padded(cut) == padded(cut)


@pytest.mark.parametrize("epoch", [False, True], ids=["1900", "1904"])
def test_dates_are_those_of_the_sheet(tmp_path: Path, epoch: bool) -> None:
    def dates(book: Any, sheet: Any) -> None:
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        for row in range(200):
            sheet.write_datetime(row, 0, dt.datetime(2020, 1, 1) + dt.timedelta(days=row), style)

    path = workbook(tmp_path / "dates.xlsx", dates, date_1904=epoch)
    assert same(path)
    assert next(both(path)[0].rows()) == [dt.date(2020, 1, 1)]


def test_what_a_second_look_finds_is_found(tmp_path: Path) -> None:
    def odd(_book: Any, sheet: Any) -> None:
        for row in range(300):
            sheet.write(row, 0, f"text {row}")
            if row % 50 == 3:
                sheet.set_row(row, options={"hidden": True})
                sheet.write_formula(row, 1, "=A1", value="#N/A")
                sheet.write_formula(row, 2, "=A1", value="")
        sheet.merge_range(0, 3, 1, 5, "merged")

    cut, whole = both(workbook(tmp_path / "odd.xlsx", odd))
    assert (cut.hidden_rows, cut.unvalued, cut.merged) == (whole.hidden_rows, whole.unvalued, whole.merged)
    assert cut.hidden_rows
    assert cut.merged
    assert padded(cut) == padded(whole)
    assert padded(cut)[3][1] == "#N/A"


def test_texts_kept_in_the_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "inline.xlsx"
    with xlsxwriter.Workbook(str(path), {"in_memory": True, "constant_memory": True}) as book:
        staff(book, book.add_worksheet("Staff"))
    assert same(path)


def test_other_sheets_of_the_file_are_there_too(tmp_path: Path) -> None:
    path = workbook(tmp_path / "staff.xlsx", staff)
    ahead = ParseAhead.start(str(path), None)
    book = Opener(ahead=ahead, guarded=False).open(path)
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("Staff", False), ("Notes", False)]
    assert list(book.open_sheet("Notes").rows()) == [["A note"]]


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with the XML of its first sheet changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[SHEET] = change(parts[SHEET])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b'<row r="9"', b"<row", 1).replace(b"<row r=", b"<row q="),
        lambda xml: xml.replace(b"</row>", b"</row><!-- </row> -->", 1),
        lambda xml: xml.replace(b"<row", b"<x:row").replace(b"</row", b"</x:row"),
        lambda xml: xml.replace(b"<sheetData>", b"<sheetData >"),
        lambda xml: xml.replace(b"</row>", b"</row>\n"),
        lambda xml: xml.replace(b"</sheetData>", b'<row r="5000"/></sheetData>'),
        lambda xml: xml.replace(b'<row r="1', b'<row r="2'),
        lambda xml: xml.replace(b'<row r="300"', b'</sheetData><sheetData><row r="300"'),
        lambda xml: xml.replace(b"</sheetData>", b"</sheetData><x"),
    ],
    ids=[
        "rows without numbers", "a comment", "a prefix", "a space", "lines", "an empty row at the end", "disorder",
        "rows behind the end of the rows", "XML without an end",
    ],
)  # fmt: skip
def test_a_sheet_written_otherwise_stays_whole(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    assert cut(rewritten(workbook(tmp_path / "staff.xlsx", staff), change)) is None


def titled(_book: Any, sheet: Any) -> None:
    staff(_book, sheet)
    sheet.merge_range("J2:L3", "White")


MERGED = b'<mergeCell ref="J2:L3"/>'


@pytest.mark.parametrize(
    "written",
    [
        MERGED,
        b'<mergeCell ref="J2:L3" />',
        b"<mergeCell\nref='J2:L3'></mergeCell>",
        b'<mergeCell id="1" ref="J2:L3"/>',
        b'<x:mergeCell ref="J2:L3"/>',
    ],
)
def test_merged_cells_are_found_however_they_are_written(tmp_path: Path, written: bytes) -> None:
    path = workbook(tmp_path / "staff.xlsx", titled)
    parts, whole = both(rewritten(path, lambda xml: xml.replace(MERGED, written)))
    assert parts.merged == whole.merged == (((1, 9), (2, 11)),)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(MERGED, b'<mergeCell ref="j2:l3"/>'),
        lambda xml: xml.replace(MERGED, b'<mergeCell ref="J2"/>'),
        lambda xml: xml.replace(MERGED, b"").replace(b"<sheetData>", MERGED + b"<sheetData>"),
    ],
    ids=["in small letters", "one cell", "before the rows"],
)
def test_a_sheet_with_merged_cells_in_another_form_stays_whole(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    assert cut(rewritten(workbook(tmp_path / "staff.xlsx", titled), change)) is None


def test_a_sheet_that_turns_out_to_be_unusual_near_its_end_is_read_whole(tmp_path: Path) -> None:
    path = rewritten(
        workbook(tmp_path / "staff.xlsx", staff), lambda xml: xml.replace(b"</row></", b"</row><!-- --></")
    )
    ahead = ParseAhead.start(str(path), None)
    assert ahead is not None
    assert ahead.parts() is None
    ahead_rows = padded(Opener(ahead=ahead, guarded=False).open(path).open_sheet("Staff"))
    assert ahead_rows == padded(open_book(path).open_sheet("Staff"))
    assert len(ahead_rows) == 400


def test_a_small_sheet_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "LEAST_XML", 2**20)
    assert cut_sheet(workbook(tmp_path / "staff.xlsx", staff), None) is None


def test_one_processor_is_not_divided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting.os, "sched_getaffinity", lambda _process: {0}, raising=False)
    assert cut_sheet(workbook(tmp_path / "staff.xlsx", staff), None) is None


@pytest.mark.parametrize("end", range(200, 9_000, 800))
def test_a_file_cut_short_is_left_to_the_parser(tmp_path: Path, end: int) -> None:
    path = workbook(tmp_path / "staff.xlsx", staff)
    path.write_bytes(path.read_bytes()[:end])
    assert cut(path) is None


def test_a_part_that_cannot_be_parsed_refuses_the_file(tmp_path: Path) -> None:
    texts = workbook(tmp_path / "staff.xlsx", staff)
    path = rewritten(texts, lambda xml: xml.replace(b't="s"><v>', b't="s"><v>9', xml.count(b't="s"') // 2))
    ahead = ParseAhead.start(str(path), None)
    sheet = Opener(ahead=ahead, guarded=False).open(path).open_sheet("Staff")
    with pytest.raises(FileRefused, match="unreadable_file"):
        list(sheet.rows())
