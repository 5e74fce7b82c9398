"""What the checker of spreadsheets finds: every rule broken once, a sound workbook, and files from elsewhere."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.table import Table

from publication_samples import sample_publication
from workforce_tui.auditing.workbook_check import check_workbook
from workforce_tui.auditing.workbook_rules import RULES, Weight
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.exporting.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = [
    ["Grade", "Headcount", "Ethnic minority"],
    ["Constable", 120, 8],
    ["Sergeant", 40, "[c]"],
    ["Inspector", 12, 7],
]


def sound() -> Any:
    """A workbook that breaks no rule."""
    book = openpyxl.Workbook()
    book.properties.title, book.properties.language = "Staff by grade", "en-GB"
    sheet = book.active
    sheet.title = "Staff by grade"
    sheet["A1"], sheet["A2"] = "Staff by grade", "This worksheet contains one table. [c] = confidential."
    sheet["A1"].font = Font(bold=True)
    for down, row in enumerate(ROWS, 3):
        for across, value in enumerate(row, 1):
            sheet.cell(down, across, value).alignment = Alignment(wrap_text=True)
    sheet.add_table(plain_table("staff", ROWS[0], "A3:C6"))
    return book


def plain_table(name: str, heads: list[str], ref: str) -> Table:
    """A table without the filters the library would add."""
    table = Table(displayName=name, ref=ref)
    table._initialise_columns()
    for column, head in zip(table.tableColumns, heads, strict=True):
        column.name = head
    table.autoFilter = None
    return table


def codes(book: Any, folder: Path) -> set[str]:
    path = folder / "book.xlsx"
    book.save(path)
    return {finding.rule.code for finding in check_workbook(path)}


def test_a_sound_workbook_breaks_no_rule(tmp_path: Path) -> None:
    assert codes(sound(), tmp_path) == set()


def no_title(book: Any) -> None:
    book.properties.title = None


def no_language(book: Any) -> None:
    book.properties.language = None


def opens_elsewhere(book: Any) -> None:
    book.active.sheet_view.selection[0].activeCell = "B5"


def sheet_blank(book: Any) -> None:
    book.create_sheet("Later")


def sheet_name(book: Any) -> None:
    book.active.title = "Sheet 1"


def not_from_a1(book: Any) -> None:
    book.active["A1"] = None


def title_unmarked(book: Any) -> None:
    book.active["A1"].font = Font(bold=False)


def table_unmarked(book: Any) -> None:
    del book.active.tables["staff"]


def not_at_left(book: Any) -> None:
    book.active.tables["staff"].ref = "B3:C6"


def merged_cells(book: Any) -> None:
    book.active.merge_cells("A1:C1")


def header_blank(book: Any) -> None:
    book.active["B3"] = " "


def header_repeated(book: Any) -> None:
    book.active["B3"] = "grade"


def header_cut(book: Any) -> None:
    book.active["C3"] = "Ethnic minorities excluding White minorities"
    book.active["C3"].alignment = Alignment(wrap_text=False)


def blank_row(book: Any) -> None:
    for cell in book.active[5]:
        cell.value = None


def blank_cells(book: Any) -> None:
    book.active["B4"] = None


def symbol_alone(book: Any) -> None:
    book.active["A4"] = "--"


def note_symbol(book: Any) -> None:
    book.active["A4"] = "Constable ²"


def shorthand_unexplained(book: Any) -> None:
    book.active["C4"] = "[x]"


def text_among_numbers(book: Any) -> None:
    book.active["B5"] = "40 or so"


def link_text(book: Any) -> None:
    book.active["A4"].hyperlink = "https://example.org/"
    book.active["A4"] = "click here"


def page_text(book: Any) -> None:
    book.active.oddFooter.center.text = "Official"


def floating(book: Any) -> None:
    book.active["B4"].comment = Comment("Looks odd", "A reader")


def several_tables(book: Any) -> None:
    for row in (["Level", "Headcount"], ["L1", 4], ["L2", 5]):
        book.active.append(row)
    book.active.add_table(plain_table("levels", ["Level", "Headcount"], "A7:B9"))


def below_table(book: Any) -> None:
    book.active["A8"] = "Counted on 31 March"


def frozen(book: Any) -> None:
    book.active.freeze_panes = "B4"


def filters(book: Any) -> None:
    book.active.auto_filter.ref = "A3:C6"


def hidden_sheet(book: Any) -> None:
    other = book.copy_worksheet(book.active)
    other.title, other.sheet_state = "Working", "hidden"


def hidden_rows(book: Any) -> None:
    book.active.row_dimensions[5].hidden = True


def hidden_columns(book: Any) -> None:
    book.active.column_dimensions["C"].hidden = True


def filled_cells(book: Any) -> None:
    book.active["B4"].fill = PatternFill("solid", fgColor="FFFF00")


def no_notes(book: Any) -> None:
    book.active["A4"] = "Constable [note 1]"


def no_cover(book: Any) -> None:
    for name in ("Contents", "Levels"):
        book.create_sheet(name)["A1"] = name


def no_contents(book: Any) -> None:
    for name in ("Cover", "Levels"):
        book.create_sheet(name)["A1"] = name


@pytest.mark.parametrize(
    "breaking",
    [
        no_title, no_language, opens_elsewhere, sheet_blank, sheet_name, not_from_a1, title_unmarked, table_unmarked,
        not_at_left, merged_cells, header_blank, header_repeated, header_cut, blank_row, blank_cells, symbol_alone,
        note_symbol, shorthand_unexplained, text_among_numbers, link_text, page_text, floating, several_tables,
        below_table, frozen, filters, hidden_sheet, hidden_rows, hidden_columns, filled_cells, no_notes, no_cover,
        no_contents,
    ],
    ids=lambda breaking: breaking.__name__,
)  # fmt: skip
def test_a_broken_rule_is_found(tmp_path: Path, breaking: Callable[[Any], None]) -> None:
    book = sound()
    breaking(book)
    assert breaking.__name__ in codes(book, tmp_path)


def test_a_blank_column_is_found(tmp_path: Path) -> None:
    book = sound()
    for row in range(4, 7):
        book.active.cell(row, 2).value = None
    assert "blank_column" in codes(book, tmp_path)


def test_the_address_of_a_mailbox_says_where_it_leads(tmp_path: Path) -> None:
    book = sound()
    book.active["A4"] = "team@example.org"
    book.active["A4"].hyperlink = "mailto:team@example.org"
    assert codes(book, tmp_path) == set()


def test_brackets_inside_a_text_are_no_shorthand(tmp_path: Path) -> None:
    book = sound()
    book.active["C3"] = "The [red]sergeants"
    assert codes(book, tmp_path) == set()
    book.active["C5"] = "[red]"
    assert codes(book, tmp_path) == {"shorthand_unexplained"}


def test_a_finding_names_the_cell(tmp_path: Path) -> None:
    book = sound()
    symbol_alone(book)
    book.save(tmp_path / "book.xlsx")
    (found,) = check_workbook(tmp_path / "book.xlsx")
    assert (found.rule.weight, found.sheet, found.cell, found.detail) == (Weight.MUST, "Staff by grade", "A4", "--")
    assert "--" in found.message


def test_of_many_findings_alike_the_last_says_how_many_are_not_listed(tmp_path: Path) -> None:
    book = sound()
    for row in range(20, 45):
        book.active.merge_cells(start_row=row, end_row=row, start_column=5, end_column=6)
    book.save(tmp_path / "book.xlsx")
    merged = [one for one in check_workbook(tmp_path / "book.xlsx") if one.rule.code == "merged_cells"]
    assert [one.more for one in merged] == [0] * 19 + [5]
    assert merged[-1].message.endswith("Not listed of the same on this sheet: 5.")


def test_what_this_program_hands_out_is_accessible(tmp_path: Path) -> None:
    stream = io.BytesIO()
    write_workbook(sample_publication(), stream)
    (tmp_path / "figures.xlsx").write_bytes(stream.getvalue())
    assert check_workbook(tmp_path / "figures.xlsx") == ()


def test_published_files_of_others_are_judged(shared_data: Path) -> None:
    survey = {one.rule.code for one in check_workbook(shared_data / "csps" / "csps2021-by-ethnicity.ods")}
    police = {one.rule.code for one in check_workbook(shared_data / "homeoffice" / "police-workforce-sep18-tables.ods")}
    assert survey == {"no_language", "link_text"}
    assert {"merged_cells", "table_unmarked", "symbol_alone", "no_language", "no_cover"} <= police


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"a,b\n1,2\n"], ids=["empty", "damaged", "text"])
def test_other_files_are_refused_with_a_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.xlsx").write_bytes(content)
    with pytest.raises(WorkforceError) as caught:
        check_workbook(tmp_path / "file.xlsx")
    assert "file.xlsx" in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(WorkforceError, match="no file"):
        check_workbook(tmp_path / "nothing.xlsx")


def test_every_rule_has_words_and_a_weight() -> None:
    assert all(rule.code == code and rule.message.endswith(".") for code, rule in RULES.items())
