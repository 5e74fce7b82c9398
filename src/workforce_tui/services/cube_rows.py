"""The headcount cube of a plan, counted from its rows while they are in memory.

It is what `storage.facts.CUBE_SQL` makes of the same rows once they are written; the database takes several times as
long, as it has to compare texts to find the rows that belong together.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workforce_tui.importing.persons import ETHNICITY, FTE, GRADE, PLACE, SEX, WORKER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.importing.model import CountRow
    from workforce_tui.importing.persons import Persons
    from workforce_tui.importing.plan import ImportPlan

_ALIKE = (PLACE, GRADE, ETHNICITY, WORKER, SEX, FTE)
_AT_A_TIME = 10_000


def cube_rows(plan: ImportPlan, snapshots: Sequence[int]) -> list[tuple[Any, ...]]:
    """The cells: (snapshot, grade, worker type, ethnicity, sex, low, high, FTE in thousandths), in this order.

    *snapshots* are the numbers of the plan's snapshots. An FTE that is not known adds nothing to its cell, which has
    none where no FTE in it is known.
    """
    grades = [label.code or "" for label in plan.grade_labels]
    groups = [label.code or "" for label in plan.ethnicity_labels]
    cells: dict[tuple[Any, ...], list[Any]] = {}
    for place, grade, group, worker, sex, low, high, fte in (*_people(plan.persons), *plan.counts):
        cell = cells.setdefault((snapshots[place], grades[grade], worker, groups[group], sex), [0, 0, None])
        cell[0] += low
        cell[1] += high
        if fte is not None:
            cell[2] = (cell[2] or 0) + fte
    return [(*key, *cell) for key, cell in sorted(cells.items())]


def _people(persons: Persons) -> Iterator[CountRow]:
    """The people as counts: those who are alike together."""
    alike: Counter[tuple[Any, ...]] = Counter()
    # In pieces, as nothing else runs during one: between two, the thread that draws the screen has its turn.
    for start in range(0, len(persons), _AT_A_TIME):
        some = persons.cut(start, start + _AT_A_TIME)
        alike.update(zip(*(some[column] for column in _ALIKE), strict=True))
    for (place, grade, group, worker, sex, fte), people in alike.items():
        yield place, grade, group, worker, sex, people, people, fte if fte is None else fte * people
