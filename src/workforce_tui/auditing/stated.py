"""Tables of what a staff network says of itself: its own numbers, which no staff record can be behind.

They are recognised by the line under them. A row named like a withheld figure is read like any other text all the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from workforce_tui.auditing.words import plain, spellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from workforce_tui.auditing.documents import Grid

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def is_stated(grid: Grid) -> bool:
    """Whether the lines under a table say that a network states it."""
    below = f" {plain(grid.below)} "
    return any(f" {phrase} " in below for phrase in spellings("stated"))


def doubtful_rows(grid: Grid, hidden: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The rows of such a table that are named as a withheld figure is."""
    return (row for row in grid.rows if row and plain(row[0]) in hidden)


def stated_again(grids: Iterable[Grid]) -> re.Pattern[str] | None:
    """A name of such tables with a number of its row, as charts and their descriptions repeat it."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for grid in grids:
        for row in grid.rows:
            numbers[row[0].strip()].update(found for cell in row[1:] for found in _NUMBER.findall(cell))
    said = [
        rf"{re.escape(label)}\W{{0,8}}(?:{'|'.join(map(re.escape, sorted(some, key=len, reverse=True)))})(?!\w)"
        for label, some in sorted(numbers.items(), key=lambda item: -len(item[0]))
        if label and some
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})") if said else None
