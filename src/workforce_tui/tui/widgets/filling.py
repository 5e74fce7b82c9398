"""Filling a data table with columns as wide as what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.text import Text
    from textual.widgets import DataTable

NONE: Mapping[int, int] = {}


def fill(
    table: DataTable[Any],
    heads: Sequence[Text],
    rows: Iterable[tuple[str | None, Sequence[Text]]],
    widths: Mapping[int, int] = NONE,
) -> None:
    """Put *rows*, each a key (None for none) and its cells, in the place of what the table held.

    The widths are worked out here, but for those of *widths*, by place: what a table finds by itself comes only once it
    is idle, which on a busy machine leaves columns cut off for a while.
    """
    held = list(rows)
    table.clear(columns=True)
    for place, head in enumerate(heads):
        texts = [head, *(cells[place] for _key, cells in held if place < len(cells))]
        wide = max(1, *(cell_len(text.plain) for text in texts))
        table.add_column(head, width=widths.get(place, wide))
    for key, cells in held:
        table.add_row(*cells, key=key)
