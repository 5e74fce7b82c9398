"""Copying what is in front of somebody, as it stands there: what a role does not see is not copied either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.content import Content
from textual.widgets import OptionList

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.tui.dialogs.lines_confirm import LONGEST, LinesConfirm
from workforce_tui.tui.safe import option_words, plain
from workforce_tui.tui.widgets.bar_layout import heads, texts_of
from workforce_tui.tui.widgets.bars import BarRows
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.read_table import ReadTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.screen import Screen
    from textual.widget import Widget

    from workforce_tui.tui.widgets.bar_layout import Texts

KINDS = (FittedTable, BarRows, ReadTable, OptionList)
FORMULA_STARTS = ("=", "+", "-", "@")
"""What a spreadsheet takes for a formula where it is pasted; a number with its sign is none."""

PAIR = re.compile(r"(?:[\d,–-]+|\[\w+\])/(?:[\d,–-]+|\[\w+\])")
"""Two counts in one cell, either of which may be withheld."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A list or table as text: tabs between its columns, a line for each row."""

    text: str
    rows: int


def in_front(screen: Screen[Any]) -> Copied | None:
    """The lines of a window of lines, else the list or table that has the focus, else the first that is seen."""
    if isinstance(screen, LinesConfirm):
        return Copied("\n".join(plain(line, LONGEST) for line in screen.lines), len(screen.lines))
    for one in _candidates(screen):
        head, rows = _cells_of(one)
        if rows:
            lines = apart([[_line(cell) for cell in cells] for cells in (head, *rows)])
            text = "\n".join("\t".join(map(_safe, cells)) for cells in lines[0 if head else 1 :])
            return Copied(text, len(rows))
    return None


def apart(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines, heads first, with two columns for one of pairs such as 5/12: pasted, that would become 5 December."""
    wide = max(map(len, lines))
    full = [[*cells, *[""] * (wide - len(cells))] for cells in lines]
    pairs = {place for place in range(wide) if any(PAIR.fullmatch(cells[place]) for cells in full[1:])}
    return [
        [part for place, cell in enumerate(cells) for part in (_halves(cell) if place in pairs else [cell])]
        for cells in full
    ]


def _halves(cell: str) -> list[str]:
    one, _slash, other = cell.partition("/")
    return [one, other]


def _candidates(screen: Screen[Any]) -> Iterator[Widget]:
    if isinstance(screen.focused, KINDS) and _is_seen(screen.focused):
        yield screen.focused
    for kind in KINDS:
        yield from (one for one in screen.query(kind) if _is_seen(one))


def _is_seen(widget: Widget) -> bool:
    return all(one.display for one in widget.ancestors_with_self) and bool(widget.size.height)


def _cells_of(widget: Widget) -> tuple[Sequence[object], list[Sequence[object]]]:
    """The heads of the columns and the cells of each row, as the widget draws them where there is room."""
    match widget:
        case FittedTable():
            return widget.heads, [cells for _key, cells in widget.held]
        case BarRows():
            columns = heads()
            return (
                ("", columns.share, columns.counts, columns.missing, columns.status),
                [_bar(line.label, texts_of(line.row)) for line in widget.lines],
            )
        case ReadTable():
            table = widget.table
            return (
                (table.row_heading, *(column.label for column in table.columns)),
                [(row.label, *map(cell_text, row.cells)) for row in table.rows],
            )
        case OptionList():
            return (), [(option_words(one),) for one in widget.options if not one.disabled]
    return (), []


def _bar(label: str, texts: Texts) -> Sequence[object]:
    return label, texts.share, texts.counts, texts.missing, texts.status


def _line(cell: object) -> str:
    said = cell.plain if isinstance(cell, Text | Content) else str(cell)
    return " ".join(said.split())


def _safe(words: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{words}" if words.startswith(FORMULA_STARTS) and not _is_number(words) else words


def _is_number(words: str) -> bool:
    return words[1:].replace(",", "").replace(".", "").rstrip("%").isdecimal()
