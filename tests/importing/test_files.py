"""Every kind of file: read by what it is, refused in plain words, never a crash."""

from __future__ import annotations

import datetime as dt
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from importing_files import (
    DAY,
    ORGANISATIONS,
    STAFF,
    codes,
    exact,
    issue,
    people,
    plan_of,
    same_name,
    write_csv,
    write_xlsx,
)
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.importing import guards
from workforce_tui.importing.files import hash_file

TORTURE = (Path(__file__).parents[3] / "shared" / "data" / "torture").glob("*")
TRUTH = {("EO", "W_BRIT"): 1, ("HEO", "A_IND"): 1, ("EO", "X_PNTS"): 1}


def write_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Staff")
    for number, row in enumerate(STAFF):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))
    return path


def write_ods(path: Path) -> Path:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Staff")
    for row in STAFF:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string", stringvalue=str(value))
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_the_same_rows_say_the_same_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    makers = {"xls": write_xls, "ods": write_ods}
    path = tmp_path / f"staff.{kind}"
    if kind in makers:
        makers[kind](path)
    else:
        (write_xlsx if kind == "xlsx" else write_csv)(path, STAFF)
    plan = plan_of(path)
    assert plan.status == "ready"
    assert people(plan) == TRUTH
    assert plan.file_name == path.name
    assert len(plan.sha256) == 64


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_text_files_of_every_sort(tmp_path: Path, delimiter: str, encoding: str, newline: str) -> None:
    rows = [[*STAFF[0], "Site"], *([*row, "Ynys Môn, “y swyddfa”"] for row in STAFF[1:])]
    path = write_csv(tmp_path / "a.csv", rows, delimiter=delimiter, encoding=encoding, newline=newline)
    plan = plan_of(path)
    assert people(plan) == TRUTH
    assert plan.preview[1][3] == "Ynys Môn, “y swyddfa”"
    assert plan.sheet is None


def test_the_separator_line_of_excel_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nStaff No;Ethnicity;Grade\n1;Indian;EO\n", encoding="utf-8")
    assert exact(plan_of(path)) == 1


def test_a_file_is_read_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "staff.csv", STAFF)
    plan = plan_of(path)
    assert people(plan) == TRUTH
    assert "xlsx" in issue(plan, "type_differs_from_name").message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\r\n,,\r\n", "empty_file"),
        (b"%PDF-1.7 ...", "not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n", "not_a_spreadsheet"),
        (b"<html><table><tr><td>Grade</td></tr></table></html>", "not_a_spreadsheet"),
        (b"\x00\x01\x02\x03\xff" * 50, "not_a_spreadsheet"),
        (b"PK\x03\x04 cut short", "unreadable_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unreadable_file"),
        (b"just a line of text\n", "no_data_found"),
        (b'Grade,White,Asian\n"' + b"x" * 200_000 + b"\n", "unreadable_file"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_words(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    plan = plan_of(path)
    assert plan.status == "refused"
    assert code in codes(plan)
    assert issue(plan, code).fix


def test_other_archives_are_refused(tmp_path: Path) -> None:
    for name, member in (("a.docx", "word/document.xml"), ("a.zip", "photo.jpg"), ("a.pptx", "ppt/slides/1.xml")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(member, "x")
        assert codes(plan_of(tmp_path / name)) == {"not_a_spreadsheet"}


def test_only_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(WorkforceError) as raised:
        plan_of(tmp_path / "nowhere.xlsx")
    assert "nowhere.xlsx" in raised.value.message


@pytest.mark.parametrize("path", sorted(TORTURE), ids=lambda path: path.name)
def test_difficult_files_end_as_a_plan_or_a_refusal(path: Path) -> None:
    plan = plan_of(path)
    assert plan.status == "refused"
    assert all(found.message for found in plan.issues)
    assert "reading_failed" not in codes(plan)


def test_real_hr_files_from_elsewhere_are_questions_and_not_guesses(shared_data: Path) -> None:
    for path in sorted((shared_data / "hr-samples").glob("*.xlsx")):
        plan = plan_of(path)
        assert plan.status == "needs_decisions"
        assert {asked.field for asked in plan.decisions} == {"column"}


def test_job_titles_and_american_categories_become_questions(shared_data: Path) -> None:
    path = shared_data / "hr-samples" / "Employee Sample Data.xlsx"
    plan = plan_of(path, 'column:"Job Title"=grade')
    assert plan.rows_read == 1000
    asked = {(question.field, question.value) for question in plan.decisions}
    assert {("ethnicity", "Latino"), ("ethnicity", "Caucasian")} & asked
    assert ("grade", "Vice President") in asked


def corner_to_corner(path: Path, *, row: int, column: int) -> Path:
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Notes")
    sheet = book.add_worksheet("Staff & grades")
    sheet.write(0, 0, "Grade")
    sheet.write(row, column, "x")
    book.close()
    return path


def test_cells_at_opposite_corners_are_refused_before_they_are_laid_out(tmp_path: Path) -> None:
    plan = plan_of(corner_to_corner(tmp_path / "a.xlsx", row=1_048_575, column=16_383))
    assert codes(plan) == {"sheet_too_large"}
    assert (
        "“Staff & grades” stretches far and is mostly empty (rows: 1,048,576, columns: 16,384)"
        in issue(plan, "sheet_too_large").message
    )


def test_a_sheet_that_hides_its_size_is_refused_too(tmp_path: Path) -> None:
    honest, liar = corner_to_corner(tmp_path / "a.xlsx", row=1_048_575, column=16_383), tmp_path / "b.xlsx"
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(liar, "w") as target:
        for member in source.infolist():
            content = source.read(member).replace(b'ref="A1:XFD1048576"', b'ref="A1"')
            target.writestr(member, content)
    assert codes(plan_of(liar)) == {"sheet_too_large"}


def test_a_stray_blank_at_the_bottom_of_a_sheet_is_no_matter(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for number, row in enumerate(STAFF):
        sheet.write_row(number, 0, row)
    sheet.write(60_000, 2, " ")
    book.close()
    assert people(plan_of(tmp_path / "a.xlsx")) == TRUTH


def test_an_archive_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (guards.MOST_RATIO * 2**15))
    assert codes(plan_of(tmp_path / "a.xlsx")) == {"file_too_large"}


def test_so_is_a_large_one_that_unpacks_to_less_than_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "LARGE_PART", 2**21)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", random.Random(1).randbytes(2**14) + bytes(2**22))
    assert codes(plan_of(tmp_path / "a.xlsx")) == {"file_too_large"}


def test_what_is_wrong_with_a_damaged_file_is_said_in_plain_words(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "whole.xlsx", STAFF)
    cut, far, less, long = (tmp_path / name for name in ("cut.xlsx", "far.xlsx", "less.xlsx", "long.csv"))
    cut.write_bytes(whole.read_bytes()[:3_000])
    for path, index in ((far, b"99"), (less, b"-1")):
        with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                target.writestr(name, source.read(name).replace(b"<v>2</v>", b"<v>%s</v>" % index))
    long.write_text("Staff No,Ethnicity,Grade\n" + "a" * 140_000)
    assert issue(plan_of(cut), "unreadable_file").message.endswith("it is cut short.")
    for path in (far, less):
        said = issue(plan_of(path), "unreadable_file").message
        assert said.endswith("a cell points to a text that is not in the file."), path.name
    assert issue(plan_of(long), "unreadable_file").message.endswith("a text is far longer than a cell can hold.")


def test_an_archive_of_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MOST_MEMBERS", 3)
    assert codes(plan_of(write_xlsx(tmp_path / "a.xlsx", STAFF))) == {"file_too_large"}


def test_large_sheets_are_searched_by_their_landmarks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(guards, "_EXACT_BELOW", 0)
    assert codes(plan_of(corner_to_corner(tmp_path / "a.xlsx", row=1_048_575, column=16_383))) == {"sheet_too_large"}
    assert people(plan_of(write_xlsx(tmp_path / "b.xlsx", STAFF))) == TRUTH


def test_rows_and_columns_that_start_away_from_the_corner(tmp_path: Path) -> None:
    rows = [[], [], *(["", "", *row] for row in STAFF)]
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", [[None if cell == "" else cell for cell in row] for row in rows]))
    assert people(plan) == TRUTH
    assert plan.header_rows == (3, 3)
    assert [column.index for column in plan.columns if column.field] == [2, 3, 4]


def test_date_cells_are_dates_in_both_date_systems(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Snapshot Date", "Staff No", "Ethnicity", "Grade"])
    sheet.write_datetime(1, 0, dt.datetime(2026, 3, 31), day)
    sheet.write_row(1, 1, [1, "Indian", "EO"])
    book.close()
    plan = plan_of(tmp_path / "a.xlsx", as_at=None)
    assert plan.snapshots[0].as_at == DAY
    assert plan.snapshots[0].organisation in ORGANISATIONS


def test_a_file_cut_short_while_it_is_read_is_called_changed_and_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "staff.xlsx", STAFF)

    def hashed(file: Path) -> str:
        found = hash_file(file)
        file.write_bytes(file.read_bytes()[:900])
        return found

    monkeypatch.setattr("workforce_tui.importing.plan.hash_file", hashed)
    assert codes(plan_of(path)) == {"file_changed"}


def test_a_sheet_that_only_the_second_library_can_open_is_read_with_it(tmp_path: Path) -> None:
    plain, odd = write_xlsx(tmp_path / "plain.xlsx", STAFF), tmp_path / "odd.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(odd, "w") as target:
        for name in source.namelist():
            # A size without rows: the fast parser gives up at it.
            target.writestr(name, source.read(name).replace(b'<dimension ref="A1:C4"/>', b'<dimension ref="A:C"/>'))
    plan = plan_of(odd)
    assert (plan.status, people(plan)) == ("ready", TRUTH), plan.issues


@pytest.mark.parametrize(
    ("last", "cut"),
    [
        ("1005,Indian", True),
        ('1005,Indian,"EO', True),
        ("1005,Indian,EO", False),
        ("1005,Indian,\r\n", False),
        ("Source: HR system", False),
        ("Total,4", False),
    ],
)
def test_a_text_that_ends_in_the_middle_of_a_line_may_be_cut_short(tmp_path: Path, last: str, cut: bool) -> None:
    path = write_csv(tmp_path / "staff.csv", [*STAFF, ["1004", "Indian", "EO"]])
    path.write_bytes(path.read_bytes() + last.encode())
    assert ("ends_early" in codes(plan_of(path))) is cut


def test_a_sheet_that_neither_library_finds_is_left_out_and_named(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "whole.xlsx", STAFF, more={"Notes": [["Ask HR"]]})
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        for part in whole.namelist():
            # The sheet is in the list of sheets, and leads to a part that is not there.
            made.writestr(part, whole.read(part).replace(b"worksheets/sheet2.xml", b"worksheets/sheet9.xml"))
    plan = plan_of(tmp_path / "a.xlsx")
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    assert "“Notes” cannot be read and was left out: a sheet it names" in issue(plan, "sheet_unreadable").message


def test_sheets_of_one_name_are_not_read_one_for_the_other(tmp_path: Path) -> None:
    for wanted in ({}, {"sheet": "all"}, {"sheet": "Staff"}):
        plan = plan_of(same_name(tmp_path), **wanted)
        assert (plan.status, plan.persons) == ("refused", [])
        assert codes(plan) == {"sheet_name_twice"}
