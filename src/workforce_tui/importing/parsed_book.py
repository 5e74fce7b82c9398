"""Workbooks read with the fast parser, and what a second look at the file adds to what it tells."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import python_calamine

from workforce_tui.domain.formatting import number
from workforce_tui.i18n import _
from workforce_tui.importing.book import Book, OpenSheet, SheetMeta, each_once
from workforce_tui.importing.guards import FileRefused, brief, check_names, check_sums, text_too_long
from workforce_tui.importing.second_look import SheetLook, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workforce_tui.importing.parse_ahead import ParseAhead
    from workforce_tui.importing.values import Cell


_TOO_MANY_CELLS = re.compile(r"Cell limit exceeded \((\d+)")


def open_parsed(source: Path | IO[bytes], kind: str, ahead: ParseAhead | None) -> Book:
    """Open a workbook. Raises FileRefused when the parser cannot."""
    check = cache(partial(check_sums, source)) if kind != "xls" else _nothing
    if ahead is not None:
        return _open_ahead(kind, ahead, check)
    check()
    if not isinstance(source, Path):
        source.seek(0)
        workbook = call_parser(python_calamine.CalamineWorkbook.from_filelike, source)
    else:
        workbook = call_parser(python_calamine.CalamineWorkbook.from_path, source)

    return Book(
        kind,
        _contents(workbook.sheets_metadata),
        lambda name: _sheet(workbook.get_sheet_by_name, partial(look_at, source), name),
    )


def _open_ahead(kind: str, ahead: ParseAhead, check: Callable[[], None]) -> Book:
    parts = ahead.parts()
    if parts is None:
        call_parser(ahead.workbook)
        check()  # while the sheet is being parsed
        return Book(kind, _contents(ahead.metadata), lambda name: _sheet(ahead.sheet, ahead.look, name))

    def open_sheet(name: str) -> OpenSheet:
        if name == parts.name:
            return parts.open()  # whoever cut it up compared the sums
        check()
        return _sheet(ahead.sheet, ahead.look, name)

    return Book(kind, _checked(parts.sheets), open_sheet)


def _nothing() -> None:
    """What there is to compare in a file that keeps no sums."""


def _contents(sheets: Sequence[Any]) -> tuple[SheetMeta, ...]:
    visible = python_calamine.SheetVisibleEnum.Visible
    return _checked(tuple(SheetMeta(sheet.name, sheet.visible != visible) for sheet in sheets))


def _checked(metas: tuple[SheetMeta, ...]) -> tuple[SheetMeta, ...]:
    if not metas:
        raise FileRefused("unreadable_file", detail=_("no sheets"))
    check_names(meta.name for meta in metas)
    twice = next((name for name, times in Counter(meta.name for meta in metas).items() if times > 1), None)
    if twice is not None:
        # A sheet is opened by its name: the first would be read for each of them.
        raise FileRefused("sheet_name_twice", name=twice)
    return metas


def _sheet(parse: Callable[[str], Any], look: Callable[[str], SheetLook], name: str) -> OpenSheet:
    sheet = call_parser(parse, name)
    seen = look(name)
    refuse_texts(seen)
    if seen.is_utf16:
        raise FileRefused("unreadable_file", detail=_("its text is in UTF-16"))
    left = sheet.start[1] if sheet.start else 0

    def rows() -> Iterator[list[Cell]]:
        plain = _shifted(sheet, left) if left else sheet.iter_rows()
        return _with_errors(plain, seen.errors) if seen.errors else plain

    return OpenSheet(
        name,
        rows,
        sheet.total_height + 1 if sheet.start else 0,
        each_once(sheet.merged_cell_ranges or ()),
        seen.hidden_rows,
        seen.unvalued,
    )


def refuse_texts(seen: SheetLook) -> None:
    """Raises FileRefused where a cell would be given a text that is not its own, or has one that none can hold."""
    if seen.long_texts:
        raise FileRefused("unreadable_file", detail=text_too_long())
    if seen.lost_texts:
        raise FileRefused("unreadable_file", detail=_("a cell points to a text that is not in the file"))


def _shifted(sheet: Any, left: int) -> Iterator[list[Cell]]:
    """The rows of a sheet that starts right of column A, with the columns the parser left out."""
    margin: list[Cell] = [""] * left
    for row in sheet.iter_rows():
        yield margin + row


def _with_errors(rows: Iterator[list[Cell]], errors: dict[int, list[tuple[int, str]]]) -> Iterator[list[Cell]]:
    """The rows with errors such as #N/A in their place, where the parser gives a blank."""
    for place, row in enumerate(rows):
        for column, text in errors.get(place, ()):
            if column < len(row) and row[column] == "":
                row[column] = text
        yield row


def call_parser(call: Callable[..., Any], *arguments: object) -> Any:
    """Call the parser; whatever it raises for a damaged file becomes a reason to refuse it."""
    try:
        return call(*arguments)
    except python_calamine.PasswordError:
        raise FileRefused("password_protected") from None
    except python_calamine.WorksheetNotFound:
        raise FileRefused("unreadable_file", detail=_("a sheet it names is not in it")) from None
    except Exception as error:
        if too_many := _TOO_MANY_CELLS.search(str(error)):
            detail = _("{number} cells").format(number=number(int(too_many[1])))
            raise FileRefused("file_too_large", detail=detail) from None
        raise FileRefused("unreadable_file", detail=brief(error)) from None
    except BaseException as error:
        # A panic inside the parser arrives as a BaseException of its own.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused("unreadable_file", detail=_("damaged data")) from None
