"""Sheets of counts of which one adds up the others: read together, everybody would be counted twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workforce_tui.importing.catalogue import make_issue
from workforce_tui.importing.model import Layout
from workforce_tui.importing.values import is_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.issues import Issue
    from workforce_tui.importing.model import ImportPlan

    Cells = Counter[tuple[object, str, str]]

_FEWEST_ALIKE = 20
"""People on each of two sheets with the same counts, for one to be a copy of the other: small teams may well be alike.
"""


def sums_of_others(sheets: Sequence[ImportPlan]) -> Iterator[Issue]:
    """Sheets named as totals, and those that hold what the others of the same workforce and day add up to."""
    counted = [part for part in sheets if part.layout is not Layout.RECORD and part.counts]
    cells = [_cells(part) for part in counted]
    of_all = sum(cells, Counter())
    for part, own in zip(counted, cells, strict=True):
        places = {place for place, _grade, _group in own}
        others = [each for each in cells if each is not own and any(place in places for place, _g, _e in each)]
        if not others:
            continue
        rest = Counter({key: people - own[key] for key, people in of_all.items() if key[0] in places and people})
        alike = +rest == +own and (len(others) > 1 or own.total() >= _FEWEST_ALIKE)
        if alike or is_total(part.sheet or ""):
            yield make_issue("sheet_sums_others", name=part.sheet)
            return


def _cells(part: ImportPlan) -> Cells:
    """The most people there may be of each snapshot, grade and ethnic group."""
    found: Cells = Counter()
    for row in part.counts:
        grade, group = part.grade_labels[row[1]], part.ethnicity_labels[row[2]]
        found[part.snapshots[row[0]], grade.code or grade.raw.casefold(), group.code or group.raw.casefold()] += row[6]
    return found
