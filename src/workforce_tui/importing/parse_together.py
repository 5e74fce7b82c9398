"""The parts of a sheet being cut, parsed by two threads as they are cut, and read in their order."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from workforce_tui.i18n import _
from workforce_tui.importing.book import OpenSheet, SheetMeta
from workforce_tui.importing.cut_sheet import UnusualSheet
from workforce_tui.importing.guards import FileRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.importing.cut_sheet import CutSheet
    from workforce_tui.importing.values import Cell

_THREADS = 2
_GIVES_WAY = 5
"""How much the threads that parse give way, as `nice` has it: they wait for nobody but the one that unpacks and, when
they are far ahead, the one that reads, and those two are what everybody waits for."""
_AHEAD = 16
_AHEAD_OF_ALL = 0.125
"""Parts that are parsed before anybody has read up to them, and the share of all that are, should it be more: all of
them at once would take too much memory."""


class PartsParsed:
    """A sheet being cut and parsed."""

    def __init__(self, cut: CutSheet) -> None:
        self._cut = cut
        self._parsed: list[Any] = [None] * cut.most
        self._ready = [threading.Event() for _part in range(cut.most)]
        self._turn = threading.Condition()
        self._ahead = max(_AHEAD, int(_AHEAD_OF_ALL * cut.most))
        self._written = self._begun = self._read = 0
        """How many parts are cut, and how many somebody has begun to parse, and to read."""
        self._ended = False
        """No more parts will be cut."""

    def run(self) -> bool:
        """Cut the sheet while the other threads parse it; whether it is one that can be cut."""
        for _number in range(_THREADS):
            threading.Thread(target=self._parse_some, daemon=True).start()
        try:
            for part in self._cut.cut():
                with self._turn:
                    self._written = part + 1
                    self._turn.notify_all()
        except UnusualSheet:
            self._written = 0
            self._cut.file.close()
            return False
        finally:
            with self._turn:
                self._ended = True
                self._turn.notify_all()
        return True

    @property
    def has_begun(self) -> bool:
        """Whether the first rows can be read without waiting."""
        return self._ready[0].is_set()

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self._cut.name

    @property
    def sheets(self) -> tuple[SheetMeta, ...]:
        """Every sheet of the file."""
        return self._cut.sheets

    def open(self) -> OpenSheet:
        """The sheet, whose rows may still be being parsed. Raises FileRefused."""
        from workforce_tui.importing.parsed_book import refuse_texts

        cut, look = self._cut, self._cut.look
        refuse_texts(look)
        return OpenSheet(
            cut.name,
            self._rows,
            cut.height,
            cut.merged,
            look.hidden_rows,
            look.unvalued,
            last_rows=lambda: self._rows(keep=False),
        )

    def _parse_some(self) -> None:
        import python_calamine

        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _GIVES_WAY)  # on Linux, of this thread alone
        workbook: Any = None
        try:
            workbook = python_calamine.CalamineWorkbook.from_path(self._cut.path)
        except BaseException as error:
            workbook = error
        while (part := self._next()) is not None:
            self._parsed[part] = self._parse(workbook, part)
            self._ready[part].set()

    def _parse(self, workbook: Any, part: int) -> Any:
        """A part, or what the parser raised; a panic inside it is a BaseException of its own."""
        if isinstance(workbook, BaseException):
            return workbook
        try:
            sheet = workbook.get_sheet_by_name(self._cut.part_name(part))
            self._cut.forget(part)  # before the last of them is read, when the file is closed
            return sheet
        except BaseException as error:
            return error

    def _next(self) -> int | None:
        """The next part to parse, once it is cut and somebody has read nearly up to it; None after the last."""
        with self._turn:
            self._turn.wait_for(lambda: self._is_over() or self._begun < min(self._written, self._read + self._ahead))
            if self._is_over():
                return None
            self._begun += 1
            return self._begun - 1

    def _is_over(self) -> bool:
        return self._ended and self._begun >= self._written

    def _rows(self, *, keep: bool = True) -> Iterator[list[Cell]]:
        return chain.from_iterable(self._rows_by_part(keep=keep))

    def _rows_by_part(self, *, keep: bool) -> Iterator[list[list[Cell]]]:
        errors = self._cut.look.errors
        place = 0
        for part in range(self._cut.number):
            rows = self._rows_of(self._take(part, keep=keep), place)
            for number, row in enumerate(rows, place) if errors else ():
                for column, text in errors.get(number, ()):
                    if column < len(row) and row[column] == "":
                        row[column] = text
            yield rows
            place += len(rows)
        if not keep:
            self._cut.file.close()

    def _take(self, part: int, *, keep: bool) -> Any:
        """A part once it is parsed; raises FileRefused where it cannot be."""
        from workforce_tui.importing.parsed_book import call_parser

        with self._turn:
            self._read = max(self._read, part)
            self._turn.notify_all()
        self._ready[part].wait()
        sheet = self._parsed[part]
        if isinstance(sheet, BaseException):
            call_parser(_raise, sheet)
        if not keep:
            self._parsed[part] = None
        return sheet

    def _rows_of(self, sheet: Any, place: int) -> list[list[Cell]]:
        """The rows of a part, and before them the blank ones since *place*."""
        if sheet.start is None:
            return []
        top, left = sheet.start
        if top < place:
            raise FileRefused("unreadable_file", detail=_("its rows are out of order"))  # the other library sorts them
        rows: list[list[Cell]] = sheet.to_python(skip_empty_area=True)
        if left:
            margin: list[Cell] = [""] * left
            rows = [margin + row for row in rows]
        return [[] for _blank in range(place, top)] + rows if top > place else rows


def _raise(error: BaseException) -> None:
    raise error
