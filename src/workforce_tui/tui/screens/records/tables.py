"""Tables of records and of figures, drawn as wide as the screen is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, set_cell_size
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.records import OVERDUE
from workforce_tui.i18n import _
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.widgets.read_table import ReadTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widgets import DataTable

    from workforce_tui.domain.table import Column, Row, Table

LEAST_TITLE = 16
READABLE_TITLE = 24
"""As much of a row's label stands there before columns that are not essential do."""
LONGEST_CELL = 40
PADDING = 2


def fill_table(widget: DataTable[object], table: Table, width: int) -> None:
    """Draw *table* in *width* cells: columns that are not essential go first, then the row labels are cut."""
    longest = max((cell_len(plain(row.label)) for row in table.rows), default=LEAST_TITLE)
    columns = _fitting(table, width, max(min(longest, READABLE_TITLE), LEAST_TITLE))
    used = sum(_room(table, place) + PADDING for place in columns)
    title = max(min(longest, width - used - 2 * PADDING), LEAST_TITLE)
    widget.clear(columns=True)
    widget.add_column(safe_cell(table.row_heading), width=title)
    for place in columns:
        widget.add_column(safe_cell(table.columns[place].label, _side(table.columns[place])))
    for row in table.rows:
        widget.add_row(safe_cell(cut(row.label, title)), *_cells(table, row, columns), key=row.key or None)


def _cells(table: Table, row: Row, columns: Sequence[int]) -> list[object]:
    return [
        safe_cell(
            cut(cell_text(row.cells[place]), LONGEST_CELL),
            _side(table.columns[place]),
            "bold $status-below" if cell_text(row.cells[place]).startswith(OVERDUE) else "",
        )
        for place in columns
    ]


def _side(column: Column) -> Literal["left", "right"]:
    return "right" if column.numeric else "left"


def _room(table: Table, place: int) -> int:
    texts = [table.columns[place].label, *(cut(cell_text(row.cells[place]), LONGEST_CELL) for row in table.rows)]
    return max(cell_len(text) for text in texts)


def _fitting(table: Table, width: int, title: int) -> list[int]:
    kept = list(range(len(table.columns)))
    for place in reversed(range(len(table.columns))):
        needed = sum(_room(table, one) + PADDING for one in kept) + title + 2 * PADDING
        if needed > width and not table.columns[place].essential:
            kept.remove(place)
    return kept


def cut(text: str, limit: int) -> str:
    """*text* made safe to draw, in no more than *limit* cells."""
    shown = plain(text)
    return shown if cell_len(shown) <= limit else set_cell_size(shown, limit - 1).rstrip() + "…"


class TablesPane(VerticalScroll):
    """Figures one under the other: each with its title, its notes and where it is from."""

    DEFAULT_CSS = """
    TablesPane { height: 1fr; padding: 0 1; }
    TablesPane Static { height: auto; width: 1fr; padding-right: 1; }
    TablesPane .table-title { text-style: bold; color: $heading; margin-top: 1; }
    TablesPane .table-notes { color: $muted; }
    """

    async def show(self, tables: Sequence[Table]) -> None:
        """Draw *tables* in the place of what was there."""
        await self.remove_children()
        if not tables:
            await self.mount(Static(Content(_("There are no figures yet")), markup=False))
        for table in tables:
            widget = ReadTable(table)
            widget.display = bool(table.rows)
            nothing = "" if table.rows else _("There is none yet.")
            said = " ".join(plain(one, 600) for one in (nothing, *table.notes, table.source) if one)
            await self.mount(
                Static(Content(plain(table.title)), classes="table-title", markup=False),
                widget,
                Static(Content(said), classes="table-notes", markup=False),
            )
