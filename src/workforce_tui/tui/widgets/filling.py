"""Filling a data table with columns as wide as what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text
    from textual.widgets import DataTable


def fill(table: DataTable[Text], heads: Sequence[Text], rows: Sequence[tuple[str, Sequence[Text]]]) -> None:
    """Put *rows*, each a key and its cells, in the place of what the table held.

    The widths are worked out here: those a table finds by itself come only once it is idle, which on a busy machine
    leaves columns cut off for a while.
    """
    table.clear(columns=True)
    for place, head in enumerate(heads):
        table.add_column(
            head, width=max(cell_len(head.plain), *(cell_len(cells[place].plain) for _key, cells in rows), 1)
        )
    for key, cells in rows:
        table.add_row(*cells, key=key)
