"""Tables to read, not to choose from: as wide as there is room for, long texts on several lines, no number divided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from rich.table import Table as RichTable
from rich.text import Text
from textual.widgets import Static

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.tui.safe import plain

if TYPE_CHECKING:
    from textual import events

    from workforce_tui.domain.table import Column, Row, Table

LONGEST = 2000
"""A longer text of a cell is cut."""
WIDEST_WORD = 24
"""A longer word is divided."""
GAP = 2


class ReadTable(Static):
    """A table drawn again whenever the room for it changes; columns that are not essential go first.

    Where those that stay would divide a word or a number, it is set out row by row.
    """

    DEFAULT_CSS = """
    ReadTable { height: auto; width: 1fr; }
    """

    def __init__(self, table: Table) -> None:
        super().__init__(markup=False)
        self.table = table

    def on_resize(self, event: events.Resize) -> None:
        """Fit the table to the new width."""
        fits = _needed(self.table) <= event.size.width
        self.update(drawn(self.table, event.size.width) if fits else by_rows(self.table))


def _needed(table: Table) -> int:
    """The least width in which no word of the columns that stay is divided."""
    whole = [[plain(table.row_heading), *(plain(_heading(one)) for one in table.columns)], *map(_texts, table.rows)]
    kept = [0, *(place for place, one in enumerate(table.columns, 1) if one.essential)]
    return sum(max(_word(row[place]) for row in whole) + GAP for place in kept)


def by_rows(table: Table) -> Text:
    """Every row by itself: its label, then what each column says."""
    made = Text()
    for row in table.rows:
        label, *cells = _texts(row)
        made.append(label + "\n", "bold")
        said = (f"{plain(_heading(one))}: {text}" for one, text in zip(table.columns, cells, strict=True) if text)
        made.append("  " + " · ".join(said) + "\n")
    made.rstrip()
    return made


def drawn(table: Table, width: int) -> RichTable:
    """The table for a terminal: header in bold, numbers at the right, no word divided that is not very long."""
    texts = [_texts(row) for row in table.rows]
    heads = [plain(table.row_heading), *(plain(_heading(column)) for column in table.columns)]
    whole = [heads, *texts]
    words = [max(_word(row[place]) for row in whole) for place in range(len(heads))]
    kept = _fitting(table, words, width)
    wanted = {place: max(cell_len(row[place]) for row in whole) for place in kept}
    widths = _widths({place: words[place] for place in kept}, wanted, width - GAP * len(kept))
    made = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_edge=False, header_style="bold")
    for place in kept:
        side: Literal["left", "right"] = "right" if place and table.columns[place - 1].numeric else "left"
        made.add_column(Text(heads[place], justify=side), justify=side, overflow="fold", width=widths[place])
    for row in texts:
        made.add_row(*(Text(row[place]) for place in kept))
    return made


def _widths(least: dict[int, int], wanted: dict[int, int], room: int) -> dict[int, int]:
    """A width for each column: at least its longest word, and its whole text as far as there is room, left first."""
    widths, spare = dict(least), room - sum(least.values())
    while spare > 0:
        short = [place for place in widths if widths[place] < wanted[place]]
        if not short:
            break
        for place in short[:spare]:
            widths[place] += 1
        spare -= min(len(short), spare)
    return widths


def _texts(row: Row) -> list[str]:
    return [plain(row.label, LONGEST), *(plain(cell_text(cell), LONGEST) for cell in row.cells)]


def _heading(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit not in ("", "%") else column.label


def _word(text: str) -> int:
    return max((min(cell_len(word), WIDEST_WORD) for word in text.split()), default=1)


def _fitting(table: Table, words: list[int], width: int) -> list[int]:
    """The columns there is room for, the row labels always among them."""
    kept = list(range(len(words)))
    for place in reversed(range(1, len(words))):
        if sum(words[one] + GAP for one in kept) > width and not table.columns[place - 1].essential:
            kept.remove(place)
    return kept
