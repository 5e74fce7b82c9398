"""Rows and columns: which figures are the same sum, and which base cells nobody can tell apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.disclosure.model import Figure, FigureKey

Cells = tuple[int, ...]


@dataclass(slots=True)
class Rows:
    """The distinct sums of a release: their base cells, the figures that are each, and the row of every figure."""

    sets: list[Cells] = field(default_factory=list)
    figures: list[list[Figure]] = field(default_factory=list)
    row_of: dict[FigureKey, int] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Iterable[Figure], empty: frozenset[int]) -> Rows:
        """The rows of *figures*; base cells known to be *empty* are left out."""
        rows, numbers = cls(), dict[Cells, int]()
        for figure in sorted(figures, key=lambda figure: figure.key):
            cells = tuple(sorted(set(figure.cells) - empty))
            number = numbers.setdefault(cells, len(numbers))
            if number == len(rows.sets):
                rows.sets.append(cells)
                rows.figures.append([])
            rows.figures[number].append(figure)
            rows.row_of[figure.key] = number
        return rows


def merge_columns(sets: Sequence[Cells]) -> tuple[list[Cells], list[list[int]]]:
    """Base cells that are in the same rows, together, and the columns of every row."""
    inside: dict[int, list[int]] = {}
    for number, cells in enumerate(sets):
        for cell in cells:
            inside.setdefault(cell, []).append(number)
    together: dict[Cells, list[int]] = {}
    for cell in sorted(inside):
        together.setdefault(tuple(inside[cell]), []).append(cell)
    members: list[list[int]] = [[] for _ in sets]
    for column, numbers in enumerate(together):
        for number in numbers:
            members[number].append(column)
    return [tuple(cells) for cells in together.values()], members


def nested_sums(members: Sequence[Sequence[int]], columns: int) -> list[list[tuple[bool, int]]]:
    """Every row as a sum of smaller rows and single columns: (is a column, its number).

    A total is the sum of its parts, so a program that is told so needs a few terms for each row, not all base cells.
    """
    masks = [sum(1 << column for column in row) for row in members]
    sizes = [len(row) for row in members]
    inside: list[list[int]] = [[] for _ in range(columns)]
    for row in sorted(range(len(members)), key=lambda row: (-sizes[row], row)):
        if sizes[row] > 1:
            for column in members[row]:
                inside[column].append(row)
    return [_parts(row, masks, sizes, inside) for row in range(len(members))]


def _parts(
    row: int, masks: Sequence[int], sizes: Sequence[int], inside: Sequence[Sequence[int]]
) -> list[tuple[bool, int]]:
    """The parts of one row: always the largest row that fits into what is left."""
    left, parts = masks[row], list[tuple[bool, int]]()
    while left:
        column = (left & -left).bit_length() - 1
        for other in inside[column]:
            if sizes[other] < sizes[row] and not masks[other] & ~left:
                parts.append((False, other))
                left &= ~masks[other]
                break
        else:
            parts.append((True, column))
            left &= ~(1 << column)
    return parts


def components(columns: int, members: Iterable[Sequence[int]]) -> list[int]:
    """The part of the system each column is in; columns in one row are in one part."""
    parent = list(range(columns))

    def root(column: int) -> int:
        while parent[column] != column:
            parent[column] = parent[parent[column]]
            column = parent[column]
        return column

    for row in members:
        for member in row[1:]:
            one, other = root(member), root(row[0])
            parent[max(one, other)] = min(one, other)
    return [root(column) for column in range(columns)]
