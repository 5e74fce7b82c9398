"""The workbook to fill in: what it checks, what it says, and that it is reached with a screen reader."""

from __future__ import annotations

import errno
import os
import re
from datetime import date
from typing import IO, TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils.datetime import from_excel

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.datasets import COLUMNS, Dataset, dataset_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.organisations import shipped_organisations
from workforce_tui.exporting.template_workbook import ROWS, write_template
from workforce_tui.exporting.whole_file import write_whole_file
from workforce_tui.services.templates import template_book

if TYPE_CHECKING:
    from pathlib import Path

POLICE = next(one for one in shipped_organisations() if one.code == "south-wales-police")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(template_book(POLICE, collection_year(2026), ["Own grade"]), made)
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def area(check: Any) -> Any:
    """The cells that a check is about."""
    (only,) = check.sqref.ranges
    return only


def checks(book: Any, dataset: Dataset) -> dict[str, Any]:
    """The check of each column, by its header."""
    sheet = book[dataset_name(dataset)]
    found = {area(check).min_col: check for check in sheet.data_validations.dataValidation}
    return {cell.value: found[cell.column] for cell in sheet[1]}


@pytest.mark.parametrize("dataset", Dataset)
def test_every_column_is_checked_for_every_row_with_a_hint_before_and_a_message_after(
    book: Any, dataset: Dataset
) -> None:
    found = checks(book, dataset)
    assert len(found) == len(COLUMNS[dataset])
    for header, check in found.items():
        assert area(check).min_row == 2
        assert area(check).max_row == ROWS + 1
        assert check.showInputMessage
        assert check.showErrorMessage
        assert header.startswith(check.promptTitle)
        assert 0 < len(check.prompt) <= 255
        assert 0 < len(check.error) <= 225
        assert 0 < len(check.errorTitle) <= 32


@pytest.mark.parametrize("dataset", Dataset)
def test_lists_are_offered_through_names_that_cover_all_of_them(book: Any, dataset: Dataset) -> None:
    lists = [check for check in checks(book, dataset).values() if check.type == "list"]
    assert len(lists) >= 4
    for check in lists:
        cells = book.defined_names[check.formula1].attr_text
        letter, last = re.fullmatch(r"'?Lists'?!\$([A-Z]+)\$2:\$\1\$(\d+)", cells).groups()  # type: ignore[union-attr]
        column = [cell.value for cell in book["Lists"][letter]]
        assert all(column[1 : int(last)])
        assert not any(column[int(last) :])


def test_a_date_is_within_the_year_and_nobody_starts_after_it(book: Any) -> None:
    event = checks(book, Dataset.LEAVERS)["Date (required)"]
    assert (from_excel(int(event.formula1)).date(), from_excel(int(event.formula2)).date()) == (
        date(2025, 4, 1),
        date(2026, 3, 31),
    )
    start = checks(book, Dataset.STAFF_IN_POST)["Start date"]
    assert (start.type, from_excel(int(start.formula2)).date()) == ("date", date(2026, 3, 31))


def test_a_full_time_equivalent_is_from_0_to_1_2_and_a_staff_number_is_text(book: Any) -> None:
    fte = checks(book, Dataset.STAFF_IN_POST)["FTE"]
    assert (fte.type, fte.formula1, fte.formula2) == ("decimal", "0", "1.2")
    assert book["Staff in post"].column_dimensions["A"].number_format == "@"
    assert book["Staff in post"].column_dimensions["G"].number_format == "dd/mm/yyyy"


def test_a_grade_of_ones_own_may_be_kept_and_an_ethnicity_may_not(book: Any) -> None:
    found = checks(book, Dataset.STAFF_IN_POST)
    assert found["Grade (required)"].errorStyle == "warning"
    assert found["Ethnicity (required)"].errorStyle in (None, "stop")


@pytest.mark.parametrize("dataset", Dataset)
def test_a_data_sheet_is_one_plain_table_under_a_frozen_header(book: Any, dataset: Dataset) -> None:
    sheet = book[dataset_name(dataset)]
    assert (sheet.freeze_panes, sheet.merged_cells.ranges, sheet.max_row) == ("A2", set(), 1)
    assert all(cell.value and cell.font.bold for cell in sheet[1])
    assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in sheet[1])
    for column, cell in zip(COLUMNS[dataset], sheet[1], strict=True):
        assert cell.value.endswith("(required)") == column.required


def test_it_has_a_title_a_language_and_stands_at_its_first_cell(book: Any) -> None:
    assert book.properties.title == "Workforce data of South Wales Police, 31 March 2026"
    assert book.properties.language == "en-GB"
    assert book.active.title == "About"
    for sheet in book:
        assert {selection.activeCell for selection in sheet.sheet_view.selection} == {"A1"}
        assert sheet.sheet_state == "visible"


def test_the_first_sheet_says_what_a_person_has_to_know(book: Any) -> None:
    text = " ".join(str(cell.value) for row in book["About"].iter_rows() for cell in row if cell.value)
    for words in ("31 March 2026", "1 April 2025", "keyed hash", "Prefer not to say", "Special constables", "macros"):
        assert words in text
    assert {dataset_name(dataset) for dataset in Dataset} <= {cell.value for cell in book["About"]["A"]}


def test_there_is_room_for_every_text_of_the_first_sheet(book: Any) -> None:
    sheet = book["About"]
    for row in sheet.iter_rows(min_row=2):
        lines = -(-len(str(row[1].value or "")) // 100)
        assert sheet.row_dimensions[row[0].row].height >= 15 * lines


def test_there_are_no_macros_links_or_formulas(path: Path, book: Any) -> None:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert not [name for name in names if "vba" in name.lower() or "externallink" in name.lower()]
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_file_that_cannot_be_finished_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"before")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkforceError, match="No space left") as caught:
        write_whole_file(target, lambda stream: stream.write(b"after"), overwrite=True)
    assert caught.value.hint
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.xlsx", b"before")]


def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_where: object, **_how: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("workforce_tui.exporting.whole_file.open", denied, raising=False)
    with pytest.raises(WorkforceError, match="Permission denied"):
        write_whole_file(tmp_path / "a.xlsx", lambda stream: stream.write(b"after"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(WorkforceError, match="is a folder"):
        write_whole_file(tmp_path, lambda stream: stream.write(b"x"), overwrite=True)


def test_a_file_is_open_to_whom_it_should_be_from_the_first_byte(tmp_path: Path) -> None:
    """The mask of the process is nowhere set: another thread that makes a file would make it for everybody."""
    new, kept, private = tmp_path / "new", tmp_path / "kept", tmp_path / ("private" * 30)
    kept.touch()
    kept.chmod(0o604)
    seen = []

    def write(stream: IO[bytes]) -> None:
        stream.write(b"x")
        seen.append(os.fstat(stream.fileno()).st_mode & 0o777)

    before = os.umask(0o027)
    try:
        write_whole_file(new, write)
        write_whole_file(kept, write, overwrite=True)
        write_whole_file(private, write, private=True)
    finally:
        os.umask(before)
    assert seen == [0o640, 0o600, 0o600]
    assert [one.stat().st_mode & 0o777 for one in (new, kept, private)] == [0o640, 0o604, 0o600]
    assert len(list(tmp_path.iterdir())) == 3
