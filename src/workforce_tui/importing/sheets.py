"""Choosing the sheet that holds the workforce."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from workforce_tui.i18n import _
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.headers import find_header
from workforce_tui.importing.model import SheetInfo
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.importing.book import Book, OpenSheet
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.headers import Header
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

HEAD_ROWS = 200
"""Rows read to find the header and to judge what the columns hold."""
MOST_SHEETS = 80


@dataclass(slots=True)
class Candidate:
    """A sheet, its first rows and the header found in them."""

    sheet: OpenSheet
    head: list[list[Cell]]
    header: Header
    name: str


@dataclass(slots=True)
class Choice:
    """What was looked at, and the sheet chosen (None when none has a table)."""

    infos: list[SheetInfo] = field(default_factory=list)
    chosen: Candidate | None = None


def choose_sheet(book: Book, request: ImportRequest, log: IssueLog, stop: Callable[[], bool]) -> Choice:
    """The sheet asked for, else the visible sheet that looks most like people or counts by ethnic group.

    Hidden sheets are reported and only read when asked for by name. Raises FileRefused when the sheet asked for is
    not there or cannot be read.
    """
    names = {sheet.name for sheet in book.sheets}
    wanted = request.sheet if not book.is_text else None
    if wanted is not None and wanted not in names:
        wanted = next((name for name in names if name.casefold() == str(wanted).strip().casefold()), None)
        if wanted is None:
            listed = ", ".join(sheet.name for sheet in book.sheets)
            raise FileRefused("no_such_sheet", name=request.sheet, sheets=listed)
    choice = Choice()
    for meta in book.sheets[:MOST_SHEETS]:
        if stop():
            break
        if meta.name != wanted and (meta.hidden or wanted is not None):
            reason = _("hidden") if meta.hidden else _("not looked at, another sheet was asked for")
            choice.infos.append(SheetInfo(meta.name, meta.hidden, 0, 0, reason))
            if meta.hidden:
                log.add("hidden_sheet", name=meta.name)
            continue
        if meta.hidden:
            log.add("hidden_sheet_read", name=meta.name)
        _consider(book, meta.name, meta.hidden, request, choice)
    _report_others(choice, log)
    return choice


def _consider(book: Book, name: str, hidden: bool, request: ImportRequest, choice: Choice) -> None:
    try:
        sheet = book.open_sheet(name)
        head = list(islice(sheet.rows(), HEAD_ROWS))
    except FileRefused as refused:
        if request.sheet is not None or len(book.sheets) == 1:
            raise
        choice.infos.append(SheetInfo(name, hidden, 0, 0, _("cannot be read ({code})").format(code=refused.code)))
        return
    at = request.header_row - 1 if request.header_row is not None else None
    header = find_header(head, sheet.merged, at)
    rows = sheet.height if sheet.height is not None else len(head)
    choice.infos.append(SheetInfo(name, hidden, rows, header.score if header else 0, _reason(head, header)))
    if header is not None and (choice.chosen is None or header.score > choice.chosen.header.score):
        choice.chosen = Candidate(sheet, head, header, name)


def _reason(head: Sequence[list[Cell]], header: Header | None) -> str:
    if not any(cell != "" for row in head for cell in row):
        return _("empty")
    if header is None:
        return _("no header of a workforce table in the first rows")
    names = [to_text(name) for name in header.names if name]
    return _("header in row {row}: {names}").format(row=header.first + 1, names=", ".join(names[:6]))


def _report_others(choice: Choice, log: IssueLog) -> None:
    """A sheet as likely as the one chosen may be the one that was meant."""
    if choice.chosen is None:
        return
    for info in choice.infos:
        if info.name != choice.chosen.name and info.score >= 0.8 * choice.chosen.header.score:
            log.add("other_sheet_with_data", name=info.name)
