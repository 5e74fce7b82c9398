"""Which of two fields each label of a compact pivot table is of: outer labels, and the inner ones below each.

Excel writes both fields of such a table into one column and tells them apart by indentation alone, which is no part of
a cell's contents. They are told apart by what the labels mean (grades, ethnic groups, sexes, kinds of worker) and,
where that leaves two readings or a label nobody knows, by the sums: an outer row holds that of the inner rows below it,
or has no number where the table gives none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations, product
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.sex_lines import Fit, Line, fit
from workforce_tui.importing.values import is_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MOST_OPEN = 10
"""Labels that may be either; more would be too many readings to try."""
_KNOWN = 0.5
"""Share of the different labels of a level that must be known as its field."""
NOT_READ = "-"
"""In place of a field: one whose labels must not be added up."""
UNKNOWN = ""
"""The field of a level that nobody knows."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The fields of the outer and the inner labels, and which rows are outer, by their place."""

    outer: str
    inner: str
    outer_rows: frozenset[int]


def levels_of(lines: Sequence[Line], fields: Mapping[str, frozenset[str]], needed: frozenset[str]) -> Levels | None:
    """The only way to read the rows of a table as two levels; None where there is none or more than one.

    *fields* says which fields each label may be of, and *needed* which ones have to be among the two levels. Rows that
    are totals have no level.
    """
    names = sorted(({name for found in fields.values() for name in found} | needed) - {NOT_READ})
    pairs = [(outer, inner) for outer, inner in permutations((*names, UNKNOWN), 2) if needed <= {outer, inner}]
    found: dict[frozenset[int], Levels] = {}
    sure = 0
    for outer, inner in pairs:
        for rows, is_sure in _readings(lines, fields, outer, inner):
            if (outer, inner) == ("grade", UNKNOWN) and _are_workers(lines, rows, fields):
                continue
            if is_sure and not sure:
                found, sure = {}, 1
            if is_sure or not sure:
                found.setdefault(rows, Levels(outer, inner, rows))
    return next(iter(found.values())) if len(found) == 1 else None


def _are_workers(lines: Sequence[Line], rows: frozenset[int], fields: Mapping[str, frozenset[str]]) -> bool:
    """Whether all outer labels are kinds of worker, so that those below them may be own grades as well as places."""
    return all("worker_type" in fields.get(lines[place].label, ()) for place in rows)


def is_nested(lines: Sequence[Line]) -> bool:
    """Whether a label comes again, as it cannot among the labels of one field."""
    labels = [label_key(line.label) for line in lines if not is_total(line.label)]
    return len(labels) > len(set(labels))


def _readings(
    lines: Sequence[Line], fields: Mapping[str, frozenset[str]], outer: str, inner: str
) -> Iterator[tuple[frozenset[int], bool]]:
    """The outer rows of each reading, and whether the labels alone decide it."""
    options: list[tuple[bool, ...]] = []
    are_bare = any(not line.figures and not is_total(line.label) for line in lines)
    for line in lines:
        known = fields.get(line.label, frozenset())
        levels = ((True, outer), (False, inner))
        may_be = tuple(is_outer for is_outer, field in levels if _may_be(known, field))
        if are_bare:  # without subtotals it is the outer rows that have no numbers
            may_be = tuple(is_outer for is_outer in may_be if is_outer is not bool(line.figures))
        options.append((False,) if is_total(line.label) else may_be)
    if not all(options) or sum(len(each) > 1 for each in options) > _MOST_OPEN:
        return
    is_sure = are_bare or (UNKNOWN not in (outer, inner) and all(len(each) == 1 for each in options))
    for choice in product(*options):
        rows = frozenset(place for place, is_outer in enumerate(choice) if is_outer)
        if not _is_nesting(lines, rows) or not _is_known(lines, rows, fields, outer, inner):
            continue
        if is_sure or _adds_up(lines, rows):
            yield rows, is_sure


def _may_be(known: frozenset[str], field: str) -> bool:
    """Whether a label may be of a level's field; one nobody knows may be an own grade or group."""
    return field in known if known else field in (UNKNOWN, "grade", "ethnicity")


def _blocks(lines: Sequence[Line], rows: frozenset[int]) -> list[tuple[Line, list[Line], list[Line]]]:
    """Each outer row with the rows below it, and its totals among those."""
    blocks: list[tuple[Line, list[Line], list[Line]]] = []
    for place, line in enumerate(lines):
        if place in rows:
            blocks.append((line, [], []))
        elif is_total(line.label):
            if blocks and label_key(blocks[-1][0].label) in label_key(line.label):
                blocks[-1][2].append(line)
        elif blocks:
            blocks[-1][1].append(line)
    return blocks


def _is_nesting(lines: Sequence[Line], rows: frozenset[int]) -> bool:
    """Whether each outer label comes once and has inner ones below it, each once; nothing stands before the first."""
    blocks = _blocks(lines, rows)
    if len(blocks) < 1 or 0 not in rows:
        return False
    outer = [label_key(head.label) for head, _below, _totals in blocks]
    inner = [[label_key(line.label) for line in below] for _head, below, _totals in blocks]
    return len(set(outer)) == len(outer) and all(each and len(set(each)) == len(each) for each in inner)


def _is_known(
    lines: Sequence[Line], rows: frozenset[int], fields: Mapping[str, frozenset[str]], outer: str, inner: str
) -> bool:
    """Whether enough of the labels of each level are known as its field."""
    for name, is_outer in ((outer, True), (inner, False)):
        places = [place for place, line in enumerate(lines) if not is_total(line.label)]
        labels = {lines[place].label for place in places if (place in rows) is is_outer}
        known = sum(name in fields.get(label, ()) for label in labels)
        if name != UNKNOWN and known < _KNOWN * len(labels):
            return False
    return True


def _adds_up(lines: Sequence[Line], rows: frozenset[int]) -> bool:
    """Whether every outer row, or its total below, holds exactly the sum of its inner rows."""
    for head, below, totals in _blocks(lines, rows):
        sums = [head] if head.figures else totals[:1]
        if not sums or fit(sums, below, 0) is not Fit.EXACT:
            return False
    return True
