"""Headings over rows of a table of counts that hold the sum of those rows: "Police officers 120", then each rank.

Such a row would be counted beside its parts: "Police staff" is also what staff of an unknown grade are called. It is
taken for a sum where its label names a kind of worker and the figures prove it; where they are suppressed and may be
one, the file is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.workforce import recognise_worker_type
from workforce_tui.importing.mapper import column_name
from workforce_tui.importing.model import Layout
from workforce_tui.importing.values import is_total, parse_count, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell, Figure

    Section = tuple[int, list[Cell], list[list[Figure]]]
    """The number of a heading, its row, and the figures of the rows below it."""

_FEWEST_ROWS, _FEWEST_COUNTS, _FEWEST_PEOPLE = 2, 2, 10
"""Below these, equal sums may be chance."""


def heading_sums(structure: Structure, rows: Iterable[list[Cell]], log: IssueLog) -> dict[int, str]:
    """The rows that are headings with a sum, by their number (from 1), with their labels; *rows* follow the header.

    Notes an error for one that may be a sum, where suppressed figures leave it open.
    """
    column = structure.columns.get("grade", -1)
    if structure.layout is not Layout.CROSSTAB or "worker_type" in structure.columns or column < 0:
        return {}
    found: dict[int, str] = {}
    for number, head, parts in _sections(structure, rows, column):
        label, sums = to_text(head[column]), _figures(structure, head)
        if any(figure.problem for figure in sums) or not _is_enough(sums) or len(parts) < _FEWEST_ROWS:
            continue
        figures = [figure for row in parts for figure in row]
        if not all(_may_add_up(total, of_one) for total, of_one in zip(sums, zip(*parts, strict=True), strict=True)):
            continue
        if any(figure.problem not in ("", "blank") or figure.low != figure.high for figure in figures):
            log.add("rows_are_a_sum", header=column_name(structure.header, column), label=label[:80])
        else:
            found[number] = label
    return found


def _sections(structure: Structure, rows: Iterable[list[Cell]], column: int) -> Iterator[Section]:
    """The headings about a kind of worker, each with the rows up to the next one or to a total."""
    section: Section | None = None
    for number, row in enumerate(rows, structure.header.last + 2):
        label = to_text(row[column]) if column < len(row) else ""
        is_head = recognise_worker_type(label) is not None
        if section is not None and (is_head or is_total(label)):
            yield section
            section = None
        if is_head:
            section = (number, row, [])
        elif section is not None and label and any(cell != "" for cell in row[column + 1 :]):
            section[2].append(_figures(structure, row))
    if section is not None:
        yield section


def _figures(structure: Structure, row: list[Cell]) -> list[Figure]:
    return [parse_count(row[one.index] if one.index < len(row) else "") for one in structure.values]


def _is_enough(sums: list[Figure]) -> bool:
    counts = [figure.low for figure in sums]
    return sum(count > 0 for count in counts) >= _FEWEST_COUNTS and sum(counts) >= _FEWEST_PEOPLE


def _may_add_up(total: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether a number can be the sum of others; a marker may stand for anybody."""
    unknown = any(figure.problem not in ("", "blank") for figure in parts)
    low, high = sum(figure.low for figure in parts), sum(figure.high for figure in parts)
    return low <= total.low and (unknown or total.low <= high)
