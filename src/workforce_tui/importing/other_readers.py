"""The second library for each kind of workbook, for files the first one cannot read.

They are slower by far, so they are asked only when the fast parser has given up. What they return looks the same:
numbers are floats, blanks are empty texts, rows start at row 1 and columns at column A.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from workforce_tui.i18n import _
from workforce_tui.importing.book import Book, OpenSheet, SheetMeta
from workforce_tui.importing.guards import FileRefused, brief, check_names
from workforce_tui.importing.parsed_book import refuse_texts
from workforce_tui.importing.second_look import look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workforce_tui.importing.values import Cell


def open_otherwise(source: Path | IO[bytes], kind: str) -> Book:
    """Open a workbook with the second library for its kind. Raises FileRefused when there is none or it fails."""
    opener = {"xlsx": _open_xlsx, "xls": _open_xls, "ods": _open_ods}.get(kind)
    if opener is None:
        raise FileRefused("unreadable_file", detail=_("damaged data"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = opener(io.BytesIO(source.read_bytes()) if isinstance(source, Path) else _rewound(source))
            return replace(book, open_sheet=lambda name: _looked_at(book, source, name))
    except (FileRefused, MemoryError):
        raise
    except Exception as error:
        # Each library has errors of its own, and damaged files raise most of Python's as well.
        raise FileRefused("unreadable_file", detail=brief(error)) from None


def _looked_at(book: Book, source: Path | IO[bytes], name: str) -> OpenSheet:
    """The sheet with what its library does not tell either. Raises FileRefused when it has no such sheet."""
    try:
        sheet = book.open_sheet(name)
    except Exception:
        # The two libraries need not find the same sheets in a damaged file, and each says so in a way of its own.
        raise FileRefused("unreadable_file", detail=_("a sheet it names is not in it")) from None
    seen = look_at(source, name)
    refuse_texts(seen)
    return replace(sheet, hidden_rows=seen.hidden_rows, unvalued=seen.unvalued)


def _rewound(stream: IO[bytes]) -> IO[bytes]:
    stream.seek(0)
    return stream


def _guarded(rows: Callable[[], Iterable[Iterable[Any]]]) -> Callable[[], Iterator[list[Cell]]]:
    """Rows of plain cells; whatever the library raises in the middle is a reason to refuse the file."""

    def plain() -> Iterator[list[Cell]]:
        try:
            for row in rows():
                yield [_cell(value) for value in row]
        except (FileRefused, MemoryError):
            raise
        except Exception as error:
            raise FileRefused("unreadable_file", detail=brief(error)) from None

    return plain


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, (str, bool, float, dt.datetime, dt.date, dt.time, dt.timedelta)):
        return value
    return float(value) if isinstance(value, int) else str(value)


def _open_xlsx(stream: IO[bytes]) -> Book:
    from openpyxl import load_workbook

    book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    sheets = tuple(SheetMeta(sheet.title, sheet.sheet_state != "visible") for sheet in book.worksheets)

    def open_sheet(name: str) -> OpenSheet:
        sheet = book[name]
        # What a sheet says of its own size may be wrong, and empty rows would be made up to it.
        sheet.reset_dimensions()
        return OpenSheet(name, _guarded(lambda: sheet.iter_rows(values_only=True)))

    return _book("xlsx", sheets, open_sheet)


def _open_xls(stream: IO[bytes]) -> Book:
    import xlrd

    book = xlrd.open_workbook(file_contents=stream.read(), logfile=io.StringIO())
    sheets = tuple(SheetMeta(sheet.name, sheet.visibility != 0) for sheet in book.sheets())

    def open_sheet(name: str) -> OpenSheet:
        sheet = book.sheet_by_name(name)

        def rows() -> Iterator[list[Any]]:
            for index in range(sheet.nrows):
                yield [_xls_value(cell, book.datemode) for cell in sheet.row(index)]

        return OpenSheet(name, _guarded(rows), sheet.nrows)

    return _book("xls", sheets, open_sheet)


def _xls_value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value


def _open_ods(stream: IO[bytes]) -> Book:
    from workforce_tui.importing.other_ods import read_sheets

    tables = read_sheets(stream)
    sheets = tuple(SheetMeta(name, False) for name in tables)
    return _book("ods", sheets, lambda name: OpenSheet(name, _guarded(lambda: tables[name]), len(tables[name])))


def _book(kind: str, sheets: tuple[SheetMeta, ...], open_sheet: Callable[[str], OpenSheet]) -> Book:
    if not sheets:
        raise FileRefused("unreadable_file", detail=_("no sheets"))
    check_names(sheet.name for sheet in sheets)
    return Book(kind, sheets, open_sheet)
