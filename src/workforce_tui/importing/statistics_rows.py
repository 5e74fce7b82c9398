"""Rows and columns that say how many cells are filled, or their average, largest or smallest: no people at all.

Spreadsheet programs put them under tables ("Count", "Average"). They are known by their label and by being just that
in every column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.model import Layout
from workforce_tui.importing.values import is_total, parse_count, parse_number, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure, ValueColumn
    from workforce_tui.importing.values import Cell

_HALF = 0.5001
"""An average is often rounded to whole people."""
_WORDS: dict[str, Callable[[Sequence[float]], float]] = {
    "count": len, "counta": len, "grandcount": len, "countofcells": len, "numberofcells": len, "cyfrif": len,
    "average": lambda cells: sum(cells) / len(cells), "mean": lambda cells: sum(cells) / len(cells),
    "cyfartaledd": lambda cells: sum(cells) / len(cells),
    "max": max, "maximum": max, "min": min, "minimum": min,
}  # fmt: skip


def drop_statistics(structure: Structure, rows: Iterable[list[Cell]], log: IssueLog) -> frozenset[int]:
    """The numbers (from 1) of such rows of a crosstab, which are noted; such columns are taken out of its structure.

    *rows* follow the header.
    """
    if structure.layout is not Layout.CROSSTAB:
        return frozenset()
    numbered = list(enumerate(rows, structure.header.last + 2))
    found = _rows(structure, numbered, log)
    labels = [structure.columns[name] for name in ("grade", "ethnicity") if name in structure.columns]
    counted = [
        row
        for number, row in numbered
        if number not in found and not any(is_total(to_text(_cell(row, index))) for index in labels)
    ]
    named = [column for column in structure.values if not column.label and label_key(column.header) in _WORDS]
    aside = [column for column in named if _is_statistic(column, structure, counted)]
    structure.values = [column for column in structure.values if column not in aside]
    return found


def _is_statistic(column: ValueColumn, structure: Structure, rows: Sequence[list[Cell]]) -> bool:
    """Whether a column holds a statistic of the cells of each row, and not their sum as well."""
    of = _WORDS[label_key(column.header)]
    parts = [other.index for other in structure.values if other.label and not other.total]
    pairs = [
        (value, cells)
        for row in rows
        if (value := _number(row, column.index)) is not None
        and (cells := _filled(_cell(row, index) for index in parts))
    ]
    are_sums = all(value == sum(cells) for value, cells in pairs)
    return not are_sums and all(_is(of, value, cells) for value, cells in pairs)


def _rows(structure: Structure, numbered: Sequence[tuple[int, list[Cell]]], log: IssueLog) -> frozenset[int]:
    labels = [structure.columns[name] for name in ("grade", "ethnicity") if name in structure.columns]
    values = [column.index for column in structure.values]
    above: dict[int, list[Cell]] = {index: [] for index in values}
    found: set[int] = set()
    for number, row in numbered:
        label = next((text for index in labels if (text := to_text(_cell(row, index)))), "")
        of = _WORDS.get(label_key(label)) if label else None
        cells = {index: filled for index in values if (filled := _filled(above[index]))}
        said = {index: value for index in values if (value := _number(row, index)) is not None}
        if of and said and all(index in cells and _is(of, value, cells[index]) for index, value in said.items()):
            found.add(number)
            log.add("row_left_out", row=number, label=label)
        elif label and not is_total(label):
            for index in values:
                above[index].append(_cell(row, index))
    return frozenset(found)


def _is(of: Callable[[Sequence[float]], float], value: float, cells: Sequence[float]) -> bool:
    return abs(of(cells) - value) <= (_HALF if of not in (len, max, min) else 0)


def _filled(cells: Iterable[Cell]) -> list[float]:
    figures = [parse_count(cell) for cell in cells if cell != ""]
    return [figure.low for figure in figures if figure.problem not in ("blank", "not_a_number")]


def _cell(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else ""


def _number(row: Sequence[Cell], index: int) -> float | None:
    number = parse_number(to_text(_cell(row, index)))
    return None if number is None else float(number)
