"""Parts of a system that have nothing to do with each other, such as years: each is a smaller problem."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.rows import components
from workforce_tui.domain.disclosure.system import System

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Part:
    """A system of its own, and which rows and columns of the whole it has."""

    system: System
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def split(system: System) -> Iterator[Part]:
    """The parts of a system, in the order of their first column; rows of no column are in none."""
    labels = components(len(system.columns), system.members)
    columns: dict[int, list[int]] = {}
    rows: dict[int, list[int]] = {}
    for column, label in enumerate(labels):
        columns.setdefault(label, []).append(column)
    for row, members in enumerate(system.members):
        if members:
            rows.setdefault(labels[members[0]], []).append(row)
    for label in columns:
        yield _part(system, rows[label], columns[label])


def _part(system: System, rows: list[int], columns: list[int]) -> Part:
    if len(rows) == len(system.members):
        return Part(system, tuple(rows), tuple(columns))
    place = {column: number for number, column in enumerate(columns)}
    number_of = {row: number for number, row in enumerate(rows)}
    arrays = {name: getattr(system, name)[rows].copy() for name in _BY_ROW}
    part = System(
        matrix=system.matrix[rows][:, columns].tocsr(),
        first=system.first[columns],
        counts=sum(row < system.counts for row in rows),
        keys=[system.keys[row] for row in rows if row < system.counts],
        columns=[system.columns[column] for column in columns],
        members=[[place[column] for column in system.members[row]] for row in rows],
        ratios=[],
        rounded={number_of[row]: told for row, told in system.rounded.items() if row in number_of},
        **arrays,
    )
    part.take_ratios(
        replace(ratio, part=number_of[ratio.part], base=number_of[ratio.base])
        for ratio in system.ratios
        if ratio.part in number_of and ratio.base in number_of
    )
    return Part(part, tuple(rows), tuple(columns))


_BY_ROW = (
    "values", "low", "high", "told_low", "told_high", "fixed_low", "fixed_high", "weight", "open", "exempt",
)  # fmt: skip
