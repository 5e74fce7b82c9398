"""Rows that add up the others without saying so: "Wales" below "Cardiff" and "Newport".

A column nobody gives a field may divide people by place or contract. Where the rows of one of its values are, count
for count, the sum of the rows of all the others, adding everything up would count everybody twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from workforce_tui.importing.mapper import column_name
from workforce_tui.importing.values import is_total, parse_count, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

_READ = frozenset({"organisation", "as_at", "grade", "worker_type", "ethnicity", "ethnicity_code", "sex", "outcome"})
_FEWEST_VALUES, _MOST_VALUES = 3, 60
_FEWEST_COUNTS, _FEWEST_PEOPLE = 2, 10
"""Below these, equal sums may be chance."""
_MOST_ROWS = 20_000


def report_hidden_sums(structure: Structure, rows: Iterable[list[Cell]], log: IssueLog) -> None:
    """Note an error for each column with such a value."""
    counted = [one.index for one in structure.values if not one.total] or [structure.columns.get("headcount", -1)]
    labels = {index for name, index in structure.columns.items() if name in _READ}
    names = structure.header.names
    others = [index for index in range(len(names)) if index not in {*counted, *labels, -1}]
    sums: dict[int, dict[str, Counter[object]]] = {index: defaultdict(Counter) for index in others}
    for number, row in enumerate(rows if others else ()):
        padded = row + [""] * (len(names) - len(row))
        if number > _MOST_ROWS or any(isinstance(cell, str) and is_total(cell) for cell in row):
            continue
        key = tuple(tidy(padded[index]) for index in sorted(labels))
        figures = {index: parse_count(padded[index]).low for index in counted}
        for index in others:
            if text := to_text(padded[index]):
                sums[index][text].update({(key, place): count for place, count in figures.items()})
    for index, found in sums.items():
        if (label := _sum_of_others(found)) is not None:
            log.add("rows_are_a_sum", header=column_name(structure.header, index), label=label[:80])


def _sum_of_others(found: dict[str, Counter[object]]) -> str | None:
    """The value whose counts are each half of all, so that they are the sum of the others."""
    if not _FEWEST_VALUES <= len(found) <= _MOST_VALUES:
        return None
    whole: Counter[object] = Counter()
    for counts in found.values():
        whole.update(counts)
    for label, counts in found.items():
        enough = sum(count > 0 for count in counts.values()) >= _FEWEST_COUNTS
        if enough and counts.total() >= _FEWEST_PEOPLE and all(2 * counts[key] == whole[key] for key in whole):
            return label
    return None
