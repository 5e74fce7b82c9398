"""A workbook to fill in: guidance first, then a sheet for each dataset, and last the lists they offer.

There are no macros, formulas or links in it. Lists are offered through named ranges, so they may be longer than a
cell's own list could be; what is typed is checked by the spreadsheet program itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import IO, TYPE_CHECKING, Any

from workforce_tui.exporting.plain_text import one_line
from workforce_tui.exporting.whole_file import write_whole_file

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 20_000
"""Rows under the header of each sheet that are checked: three times the largest force of Wales."""
_EARLIEST = date(1940, 1, 1)
"""Nobody in a workforce started before this day."""
_DATE_FORMAT = "dd/mm/yyyy"
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255
"""Characters that a spreadsheet program shows of the title and the text of a hint."""
_LINE = 15
"""Height in points of a line of text."""


class Holds(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    """Text as typed: a number keeps its leading zeros."""
    CHOICE = "choice"
    DAY_OF_EVENT = "day_of_event"
    """A day within the period."""
    DAY_BEFORE = "day_before"
    """A day up to the one staff are counted on."""
    DECIMAL = "decimal"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class TemplateList:
    """Things to choose from; `key` is the name of the range, `heading` what stands over it."""

    key: str
    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to fill in.

    `hint` is shown when a cell is chosen and `wrong` when something else is typed. A column that is not `strict` lets
    a person keep what was typed. `least` and `most` are the ends of what a number may be.
    """

    header: str
    holds: Holds
    hint: str
    wrong: str
    required: bool = False
    strict: bool = True
    width: int = 16
    choices: str = ""
    least: int = 0
    most: float = 0


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """A sheet to fill in."""

    name: str
    columns: tuple[TemplateColumn, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the first sheet: a name, a text or day beside it, and a code for the program; or a heading alone."""

    label: str
    text: str | int | date = ""
    code: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class TemplateBook:
    """Everything a template says. `title_wrong` stands over the message about a wrong cell."""

    title: str
    language: str
    author: str
    about_name: str
    lines: tuple[Line, ...]
    sheets: tuple[TemplateSheet, ...]
    lists_name: str
    lists: tuple[TemplateList, ...]
    as_at: date
    period_start: date
    period_end: date
    title_wrong: str


def write_template(book: TemplateBook, path: Path, *, overwrite: bool = False) -> None:
    """Write the template to *path*, whole or not at all.

    Raises:
        WorkforceError: there is such a file already (unless *overwrite*), or it cannot be written.
    """
    write_whole_file(path, lambda stream: save_template(book, stream), overwrite=overwrite)


def save_template(book: TemplateBook, stream: IO[bytes]) -> None:
    """Write the template to an open file."""
    from openpyxl import Workbook

    workbook = Workbook()
    properties = workbook.properties
    properties.title, properties.creator, properties.language = one_line(book.title), book.author, book.language
    _about(workbook.active, book)
    for sheet in book.sheets:
        _data_sheet(workbook.create_sheet(sheet.name), sheet, book)
    _lists(workbook, book)
    for sheet in workbook.worksheets:
        _stand_at_the_start(sheet)
    workbook.active = 0
    workbook.save(stream)


def _text(cell: Any, text: str) -> None:
    """Put a text in a cell as text, whatever it starts with: it is never a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = text = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def _font(**how: Any) -> Any:
    from openpyxl.styles import Font

    return Font(**{"name": "Calibri", "size": 11, **how})


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour)


def _about(sheet: Any, book: TemplateBook) -> None:
    from openpyxl.styles import Alignment

    sheet.title = book.about_name
    for letter, width in (("A", 26), ("B", 92), ("C", 34)):
        sheet.column_dimensions[letter].width = width
    _text(sheet["A1"], book.title)
    sheet["A1"].font = _font(bold=True, size=16)
    sheet.row_dimensions[1].height = 26
    for number, line in enumerate(book.lines, 2):
        name, text, code = (sheet.cell(number, column) for column in (1, 2, 3))
        _text(name, line.label)
        name.font = _font(bold=True, size=13 if line.heading else 11)
        name.alignment = Alignment(wrap_text=not line.heading, vertical="bottom" if line.heading else "top")
        if line.heading:
            sheet.row_dimensions[number].height = 34
            continue
        _value(text, line.text)
        _text(code, line.code)
        code.font = _font(color="595959", size=9)
        code.alignment = Alignment(vertical="top")
        sheet.row_dimensions[number].height = _height(line)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_view.showGridLines = False


def _value(cell: Any, value: str | int | date) -> None:
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    if isinstance(value, str):
        _text(cell, value)
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = _DATE_FORMAT


def _height(line: Line) -> float:
    """Room for a text that runs over several lines: programs do not measure it when they open a file."""
    beside = max(1, -(-len(str(line.text)) // 95))
    before = max(1, -(-len(line.label) // 24))
    return float(max(beside, before) * _LINE + (4 if max(beside, before) > 1 else 2))


def _data_sheet(sheet: Any, spec: TemplateSheet, book: TemplateBook) -> None:
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(spec.columns, 1):
        letter = get_column_letter(number)
        dimension = sheet.column_dimensions[letter]
        dimension.width = column.width
        if column.holds is Holds.TEXT:
            dimension.number_format = "@"
        elif column.holds in (Holds.DAY_OF_EVENT, Holds.DAY_BEFORE):
            dimension.number_format = _DATE_FORMAT
        elif column.holds is Holds.DECIMAL:
            dimension.number_format = "0.00"
        head = sheet.cell(1, number)
        _text(head, column.header)
        head.number_format = "General"
        head.font = _font(bold=True)
        head.fill = _fill("FFE699" if column.required else "E7E6E6")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        head.border = Border(bottom=Side("medium"), right=Side("thin", color="A6A6A6"))
        sheet.add_data_validation(_check(column, f"{letter}2:{letter}{ROWS + 1}", book))
    _show_gaps(sheet, spec)
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _check(column: TemplateColumn, cells: str, book: TemplateBook) -> Any:
    """The check of a column's cells, with a hint before and a message after."""
    from openpyxl.worksheet.datavalidation import DataValidation

    check = DataValidation(**_rule(column, book), allow_blank=True, showInputMessage=True, showErrorMessage=True)
    check.errorStyle = "stop" if column.strict else "warning"
    check.promptTitle = column.header[:_LONGEST_TITLE]
    check.prompt = column.hint[:_LONGEST_PROMPT]
    check.errorTitle = book.title_wrong[:_LONGEST_TITLE]
    check.error = column.wrong[:_LONGEST_PROMPT]
    check.add(cells)
    return check


def _rule(column: TemplateColumn, book: TemplateBook) -> dict[str, str]:
    between = {"operator": "between"}
    match column.holds:
        case Holds.CHOICE:
            return {"type": "list", "formula1": column.choices}
        case Holds.DAY_OF_EVENT:
            return {"type": "date", **between, "formula1": _day(book.period_start), "formula2": _day(book.period_end)}
        case Holds.DAY_BEFORE:
            return {"type": "date", **between, "formula1": _day(_EARLIEST), "formula2": _day(book.as_at)}
        case Holds.DECIMAL:
            return {"type": "decimal", **between, "formula1": "0", "formula2": str(column.most)}
        case Holds.WHOLE:
            return {"type": "whole", **between, "formula1": str(column.least), "formula2": str(int(column.most))}
        case Holds.TEXT:
            return {"type": "textLength", **between, "formula1": "1", "formula2": "40"}


def _day(day: date) -> str:
    """The day as spreadsheets count them."""
    from openpyxl.utils.datetime import to_excel

    return str(int(to_excel(day)))


def _show_gaps(sheet: Any, spec: TemplateSheet) -> None:
    """Colour a required cell that is empty while something stands in its row."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(spec.columns))
    for number, column in enumerate(spec.columns, 1):
        if column.required:
            letter = get_column_letter(number)
            gap = FormulaRule([f"AND(COUNTA($A2:${last}2)>0,LEN(${letter}2)=0)"], fill=_fill("F8CBAD"))
            gap.dxf.fill.bgColor = gap.dxf.fill.fgColor
            sheet.conditional_formatting.add(f"{letter}2:{letter}{ROWS + 1}", gap)


def _lists(workbook: Any, book: TemplateBook) -> None:
    """The sheet of lists, each under its heading, and a name for each range."""
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName

    sheet = workbook.create_sheet(book.lists_name)
    for number, one in enumerate(book.lists, 1):
        letter = get_column_letter(number)
        _text(sheet.cell(1, number), one.heading)
        sheet.cell(1, number).font = _font(bold=True)
        for row, item in enumerate(one.items, 2):
            _text(sheet.cell(row, number), item)
            sheet.cell(row, number).number_format = "@"
        sheet.column_dimensions[letter].width = min(max(map(len, (one.heading, *one.items))) + 2, 70)
        area = f"{quote_sheetname(book.lists_name)}!${letter}$2:${letter}${max(len(one.items), 1) + 1}"
        workbook.defined_names[one.key] = DefinedName(one.key, attr_text=area)
    sheet.freeze_panes = "A2"


def _stand_at_the_start(sheet: Any) -> None:
    """Open the sheet at its first cell, as a reader of the screen expects."""
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = "A1"
    sheet.sheet_view.tabSelected = sheet.parent.worksheets[0] is sheet
