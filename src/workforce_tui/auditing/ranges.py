"""Columns that hold the lowest and the highest a figure can be: read as one column of ranges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.words import code_of

if TYPE_CHECKING:
    from workforce_tui.auditing.documents import Grid


def joined(grid: Grid) -> Grid:
    """The table with each pair of such columns, one right after the other and of one name, as one column."""
    ends = [_end(name) for name in grid.header]
    pairs = {
        place
        for place in range(len(ends) - 1)
        if ends[place][1] == "low" and ends[place + 1] == (ends[place][0], "high") and ends[place][0]
    }
    if not pairs:
        return grid
    kept = [place for place in range(len(ends)) if place - 1 not in pairs]
    return replace(
        grid,
        header=tuple(ends[place][0] if place in pairs else grid.header[place] for place in kept),
        rows=tuple(tuple(_cell(row, place, pairs) for place in kept) for row in grid.rows),
    )


def _end(heading: str) -> tuple[str, str | None]:
    """What a column is of, and which end it holds, if any: "Headcount, lowest"."""
    name, _comma, end = heading.rpartition(",")
    return name.strip(), code_of("end", end)


def _cell(row: tuple[str, ...], place: int, pairs: set[int]) -> str:
    if place not in pairs or row[place] == row[place + 1]:
        return row[place]
    return f"{row[place]} to {row[place + 1]}"
