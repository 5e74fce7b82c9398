"""What a plan would bring, by snapshot: the figures the summary shows before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.ethnicity import UNKNOWN, EthnicityDefinition
from workforce_tui.domain.representation import Composition, Representation, representation
from workforce_tui.domain.workforce import OUTSIDE_CODES

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.services.imports import ImportPlan


@dataclass(frozen=True, slots=True)
class SnapshotFigures:
    """The headcount of one snapshot and how much of it is known."""

    organisation: str
    as_at: date
    figures: Representation


def plan_figures(plan: ImportPlan) -> tuple[SnapshotFigures, ...]:
    """The figures of every snapshot of *plan*, for staff in the workforce; run in a thread, plans can be long."""
    tallies: list[dict[int, tuple[int, int]]] = [{} for _snapshot in plan.snapshots]
    for place, _key, _grade, label, worker, *_rest in plan.persons:
        if worker not in OUTSIDE_CODES:
            low, high = tallies[place].get(label, (0, 0))
            tallies[place][label] = (low + 1, high + 1)
    for position in plan.elsewhere:
        place, label, worker = plan.persons[position][0], plan.persons[position][3], plan.persons[position][4]
        if worker not in OUTSIDE_CODES:
            low, high = tallies[place][label]
            tallies[place][label] = (low - 1, high - 1)
    for place, _grade, label, worker, _sex, fewest, most, _fte in plan.counts:
        if worker not in OUTSIDE_CODES:
            low, high = tallies[place].get(label, (0, 0))
            tallies[place][label] = (low + fewest, high + most)
    return tuple(
        SnapshotFigures(key.organisation, key.as_at, _figures(plan, tally))
        for key, tally in zip(plan.snapshots, tallies, strict=True)
    )


def _figures(plan: ImportPlan, tally: dict[int, tuple[int, int]]) -> Representation:
    by_code: dict[str, Count] = {}
    for label, (low, high) in tally.items():
        code = plan.ethnicity_labels[label].code or UNKNOWN
        by_code[code] = by_code.get(code, ZERO) + Count(low, high)
    return representation(Composition(by_code), EthnicityDefinition.EM_EXCL)
