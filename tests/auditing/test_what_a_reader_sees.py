"""What a reader of a file can see is read, or asked about, and is taken as exactly as it is written."""

from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from audit_files import NOTES, TEN, TITLES, audited, grid, page, safe_lines, workbook
from audit_returns import FIELDS, line, write
from workforce_tui import i18n
from workforce_tui.auditing import Protection, audit
from workforce_tui.auditing.files import read_document, read_files
from workforce_tui.auditing.versions import settle_versions
from workforce_tui.auditing.wording import place_text, row_text
from workforce_tui.domain.errors import WorkforceError

if TYPE_CHECKING:
    from pathlib import Path

SERGEANTS = {"dimension": "grade", "row": "SERGEANT"}


def picture() -> io.BytesIO:
    """The smallest PNG there is: one white point."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    points = zlib.compress(b"\x00\xff\xff\xff")
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", points) + part(b"IEND", b""))


@pytest.mark.parametrize(("gap", "low", "high"), [("-8.0", 8, 8), ("-8", None, None)])
def test_a_gap_tells_as_much_as_its_digits_say(tmp_path: Path, gap: str, low: int | None, high: int | None) -> None:
    """Of 400 people 2.0% are 8; 2% are 6 to 9."""
    lines = [line("400", "known", **SERGEANTS), line("[c]", **SERGEANTS), line("10.0", "target", **SERGEANTS)]
    report = audited(write(tmp_path / "gap.csv", [*lines, line(gap, "gap_points", **SERGEANTS)]))
    found = [(one.low, one.high) for one in report.confined if one.kind == "cell"]
    assert found == ([] if low is None else [(low, high)])


def test_a_gap_of_two_ends_confines_the_share_to_what_is_between_them(tmp_path: Path) -> None:
    lines = [line("400", "known", **SERGEANTS), line("[c]", **SERGEANTS), line("10.0", "target", **SERGEANTS)]
    wide = line("", "gap_points", **SERGEANTS, low="-8.5", high="-5.0")
    assert audited(write(tmp_path / "wide.csv", [*lines, wide])).safe


def test_a_small_count_is_told_though_another_file_shows_it_less_exactly(tmp_path: Path) -> None:
    exact = write(tmp_path / "a.csv", [line("3", **SERGEANTS)])
    wide = write(tmp_path / "b.csv", [line("", **SERGEANTS, low="0", high="4")])
    for files in ([exact, wide], [wide, exact]):
        assert [(one.kind, one.low, one.high) for one in audit(files, protection=TEN).confined] == [("small", 3, 3)]


@pytest.mark.parametrize("column", ["comment", "status"])
@pytest.mark.parametrize(
    ("said", "leaks", "questions"),
    [
        ("3 people", ["words"], []),
        ("Sergeants from ethnic minorities: 3", ["words"], ["alone"]),
        ("3", [], ["alone"]),
        ("as at 31 March 2026", [], []),
        ("see below", [], []),
    ],
)
def test_a_column_beside_the_figures_of_a_tidy_file_is_read_as_words(
    tmp_path: Path, column: str, said: str, leaks: list[str], questions: list[str]
) -> None:
    path = tmp_path / "tidy.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*FIELDS, "comment"])
        writer.writeheader()
        writer.writerows(one | {column: said if one["row"] == "SERGEANT" else ""} for one in safe_lines())
    report = audited(path)
    assert {one.reason for one in report.leaks} == {*leaks}
    assert {one.reason for one in report.questions} == {*questions}


def test_of_two_columns_of_one_name_neither_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "tidy.csv"
    rows = [[one["row"], one["measure"], one["value"] or "3", one["value"] or "[c]"] for one in safe_lines()]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["row", "measure", "value", "count"], *rows])
    report = audited(path)
    assert "alone" in {one.reason for one in report.questions}


def test_the_newest_version_is_the_one_with_the_highest_number(tmp_path: Path) -> None:
    lines = [line("40", version="1.10", **SERGEANTS), line("44", version="2.0", **SERGEANTS)]
    reading = read_files([write(tmp_path / "tidy.csv", lines)])
    settle_versions(reading)
    assert {(one.figure.version, one.low) for one in reading.statements} == {("1.10", 40), ("", 44)}


def test_people_of_a_group_that_another_table_says_nobody_is_in_are_a_contradiction(tmp_path: Path) -> None:
    """A table that lists the groups Asian and Black alone says that nobody is of another."""
    listed = [line("40", "ASIAN"), line("30", "BLACK"), line("70")]
    rows = [line("40", "ASIAN", **SERGEANTS), line("12", "MIXED", **SERGEANTS)]
    report = audit([write(tmp_path / "tidy.csv", [*listed, *rows])], protection=Protection(5))
    assert {one.reason for one in report.leaks} == {"contradiction"}


def test_a_page_may_leave_cells_and_rows_open(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<table><tr><th>Grade<th>Headcount<tr><td>Sergeant<td>12<br>3<tr><td>C<td>5</table>", "utf-8")
    (found,) = read_document(path).grids
    assert (found.header, found.rows) == (("Grade", "Headcount"), (("Sergeant", "12 3"), ("C", "5")))


def test_a_table_inside_a_table_takes_nothing_away_from_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    inner = "<table><tr><td>a<td>1</table>"
    path.write_text(f"<table><tr><td>Sergeant<td>3<tr><td>{inner}<td>4</table>", "utf-8")
    seen = [cell for one in read_document(path).grids for row in (one.header, *one.rows) for cell in row]
    said = [one.text for one in read_document(path).words]
    assert {"Sergeant", "3", "a", "1", "4"} <= {*seen, *said}


@pytest.mark.parametrize("more", ['<img src="chart.png">', "<iframe></iframe>", '<svg><image href="a.png"/></svg>'])
def test_a_picture_on_a_page_is_asked_about(tmp_path: Path, more: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(grid(), more), encoding="utf-8")
    report = audited(path)
    assert report.safe
    assert [one.reason for one in report.questions] == ["picture"]


def letter(path: Path, change: Any) -> Path:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(TITLES["en"])
    document.add_paragraph(NOTES["en"])
    made = document.add_table(len(grid()), 5)
    for number, row in enumerate(grid()):
        for place, cell in enumerate(row):
            made.cell(number, place).text = cell
    change(document)
    document.save(path)
    return path


def take_out(document: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    text = "There were 3 people more."
    run = f"<w:r><w:delText>{text}</w:delText></w:r>"
    document.element.body.append(parse_xml(f'<w:p {nsdecls("w")}><w:del w:id="1" w:author="HR">{run}</w:del></w:p>'))


def test_what_was_taken_out_of_a_letter_and_is_still_marked_so_is_read(tmp_path: Path) -> None:
    assert [one.reason for one in audited(letter(tmp_path / "letter.docx", take_out)).leaks] == ["words"]


def test_two_lines_of_a_cell_of_a_letter_are_not_one_number(tmp_path: Path) -> None:
    def two_lines(document: Any) -> None:
        cell = document.tables[0].cell(2, 1)
        cell.text = "12"
        cell.add_paragraph("3")

    (found,) = read_document(letter(tmp_path / "letter.docx", two_lines)).grids
    assert found.rows[1][1] == "12 3"


def test_a_picture_in_a_letter_is_asked_about(tmp_path: Path) -> None:
    report = audited(letter(tmp_path / "letter.docx", lambda document: document.add_picture(picture())))
    assert report.safe
    assert [one.reason for one in report.questions] == ["picture"]


def ask(book: Any) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    asked = DataValidation(type="whole", promptTitle="Sergeants", prompt="3 people")
    asked.add("D5")
    book.active.add_data_validation(asked)


def test_what_comes_up_over_a_cell_of_a_workbook_is_read(tmp_path: Path) -> None:
    assert [one.reason for one in audited(workbook(tmp_path / "book.xlsx", grid(), ask)).leaks] == ["words"]


def test_a_picture_in_a_workbook_is_asked_about(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", grid())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", picture().getvalue())
    report = audited(path)
    assert report.safe
    assert [one.reason for one in report.questions] == ["picture"]


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", grid())
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(WorkforceError, match="two parts of one name"):
        audited(path)


def test_two_values_under_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text('{"known": 193, "minority": 3, "minority": null}', encoding="utf-8")
    with pytest.raises(WorkforceError, match="two values under one name"):
        audited(path)
    path.write_text(json.dumps({"known": 193, "minority": None}), encoding="utf-8")
    assert audited(path).safe


def test_a_finding_names_places_and_rows_in_the_language_in_use() -> None:
    def said() -> tuple[str, str]:
        return place_text("area:north-wales"), row_text("level:L3", {})

    with i18n.speaking("en"):
        english = said()
    with i18n.speaking("cy"):
        welsh = said()
    assert (english, welsh) == (("North Wales", "Level L3"), ("Gogledd Cymru", "Lefel L3"))
