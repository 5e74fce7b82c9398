"""Filling a data table with columns as wide as what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.text import Text
    from textual.widgets import DataTable

NONE: Mapping[int, int] = {}
PADDING = 2
"""Columns beside the text of a cell."""
LEAST = 16
"""Columns a text that is cut has all the same."""


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
        wide = _widest(place, heads, held)
        table.add_column(head, width=widths.get(place, wide))
    for key, cells in held:
        table.add_row(*cells, key=key)


def fill_within(
    table: DataTable[Any],
    heads: Sequence[Text],
    rows: Iterable[tuple[str | None, Sequence[Text]]],
    *,
    cut: int,
    room: int,
) -> None:
    """As `fill`, in *room* columns of the screen: the texts of the column at the place *cut* get what is left."""
    held = list(rows)
    others = sum(_widest(place, heads, held) + PADDING for place in range(len(heads)) if place != cut)
    wide = max(min(room - others - PADDING, _widest(cut, heads, held)), LEAST)
    shorter = [(key, [*cells[:cut], _cut(cells[cut], wide), *cells[cut + 1 :]]) for key, cells in held]
    fill(table, heads, shorter)


def _widest(place: int, heads: Sequence[Text], rows: Sequence[tuple[str | None, Sequence[Text]]]) -> int:
    texts = [heads[place], *(cells[place] for _key, cells in rows if place < len(cells))]
    return max(1, *(cell_len(text.plain) for text in texts))


def _cut(text: Text, longest: int) -> Text:
    shorter = text.copy()
    shorter.truncate(longest, overflow="ellipsis")
    return shorter
