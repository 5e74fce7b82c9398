"""Headings over rows of a table of counts that hold the sum of those rows: "Police officers 120", then each rank.

Such a row would be counted beside its parts: "Police staff" is also what staff of an unknown grade are called. It is
taken for a sum where its label names a kind of worker and the figures prove it; where they are suppressed and may be
one, the file is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import recognise_worker_type
from workforce_tui.importing.mapper import column_name
from workforce_tui.importing.model import Layout
from workforce_tui.importing.values import is_suppressed, is_total, parse_count, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell, Figure

_FEWEST_ROWS, _FEWEST_COUNTS, _FEWEST_PEOPLE = 2, 2, 10
"""Below these, equal sums may be chance."""


def heading_sums(structure: Structure, rows: Iterable[list[Cell]], log: IssueLog) -> dict[int, str]:
    """The rows that are headings with a sum, by their number (from 1), with their labels; *rows* follow the header.

    Notes an error for one that may be a sum, where suppressed figures or few people leave it open.
    """
    column = structure.columns.get("grade", -1)
    if structure.layout is not Layout.CROSSTAB or "worker_type" in structure.columns or column < 0:
        return {}
    found: dict[int, str] = {}
    lines = list(_lines(structure, rows, column))
    heads = _sections(lines)
    if any(map(_is_sum, heads)):
        heads = _sections(lines, beside_sums=True)
    for head in heads:
        if _is_sum(head):
            found[head.number] = head.label
        else:
            log.add("rows_are_a_sum", header=column_name(structure.header, column), label=head.label[:80])
    return found


@dataclass(slots=True)
class _Line:
    """A row with a label: its figures, and those of the rows below it where it is a heading."""

    number: int
    label: str
    figures: list[Figure]
    is_worker: bool
    has_numbers: bool
    parts: list[_Line] = field(default_factory=list)


def _sections(lines: list[_Line], *, beside_sums: bool = False) -> list[_Line]:
    """The headings about a kind of worker that may be the sum of the rows down to the next one, or to a total.

    From the bottom up: a row about a kind of worker that is no such sum may be a part of the heading above it, as the
    rank "Special constable" is of "Special constables". *beside_sums* is whether other headings are sums for certain,
    so that one over a single row is likely to be one however few they are.
    """
    found: list[_Line] = []
    below: list[_Line] = []  # the nearest last
    for line in reversed(lines):
        is_head = line.is_worker
        if line.is_worker and line.has_numbers:
            is_head = _find_parts(line, below[::-1], beside_sums=beside_sums)
            found += [line] if is_head else []
        if is_head or is_total(line.label):
            below = []
        elif line.has_numbers:
            below.append(line)
    return found[::-1]


def _find_parts(line: _Line, below: list[_Line], *, beside_sums: bool) -> bool:
    """Whether a row may be the sum of those below it, down to the next about a kind of worker or one after that."""
    ends = [place for place, each in enumerate(below) if recognise_worker_type(each.label)]
    for end in (*ends, len(below)):
        line.parts = below[:end]
        if _may_be_sum(line, beside_sums=beside_sums):
            return True
    return False


def _lines(structure: Structure, rows: Iterable[list[Cell]], column: int) -> Iterator[_Line]:
    for number, row in enumerate(rows, structure.header.last + 2):
        label = to_text(row[column]) if column < len(row) else ""
        if label:
            has_numbers = any(cell != "" for cell in row[column + 1 :])
            is_worker = recognise_worker_type(label) is not None
            yield _Line(number, label, _figures(structure, row), is_worker, has_numbers)


def _may_be_sum(line: _Line, *, beside_sums: bool) -> bool:
    """Whether a row may be the sum of its parts. Kinds of worker alone may be as many as another by chance."""
    if not line.parts or not any(figure.problem or figure.high for figure in line.figures):
        return False
    is_likely = _has_same_name(line) or (_has_rank(line) and (beside_sums or len(line.parts) >= _FEWEST_ROWS))
    if not (is_likely or _is_enough(line.figures)):
        return False
    columns = zip(*(each.figures for each in line.parts), strict=True)
    return all(_may_add_up(total, of_one) for total, of_one in zip(line.figures, columns, strict=True))


def _is_sum(line: _Line) -> bool:
    """Whether a row that may be the sum of its parts is that without a doubt: every number of so many is known."""
    figures = [*line.figures, *(figure for each in line.parts for figure in each.figures)]
    known = all(figure.problem in ("", "blank") and figure.low == figure.high for figure in figures)
    is_likely = _has_same_name(line) or (_has_rank(line) and len(line.parts) >= _FEWEST_ROWS)
    return known and _is_enough(line.figures) and is_likely


def _has_rank(line: _Line) -> bool:
    return any(recognise_worker_type(each.label) is None for each in line.parts)


def _has_same_name(line: _Line) -> bool:
    """Whether the only part is the rank that the heading is the plural of: "PCSO" below "PCSOs"."""
    names = {label_key(each.label).removesuffix("s") for each in (line, *line.parts)}
    return len(line.parts) == 1 and len(names) == 1


def _figures(structure: Structure, row: list[Cell]) -> list[Figure]:
    return [parse_count(row[one.index] if one.index < len(row) else "") for one in structure.values]


def _is_enough(sums: list[Figure]) -> bool:
    counts = [figure.low for figure in sums]
    return sum(count > 0 for count in counts) >= _FEWEST_COUNTS and sum(counts) >= _FEWEST_PEOPLE


def _may_add_up(total: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether a number can be the sum of others; a marker may stand for anybody, and for any sum."""
    if total.problem not in ("", "blank") or is_suppressed(total):
        return True
    unknown = any(figure.problem not in ("", "blank") for figure in parts)
    low, high = sum(figure.low for figure in parts), sum(figure.high for figure in parts)
    return low <= total.high and (unknown or total.low <= high)
