"""How many events a plan holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import STAGES, Dataset
from workforce_tui.domain.workforce import OUTSIDE_CODES

if TYPE_CHECKING:
    from workforce_tui.importing.model import ImportPlan


def count_events(plan: ImportPlan) -> tuple[Count, int]:
    """The events of the workforce, and at most how many of others; an application counts once, at the first stage."""
    first = None
    if plan.dataset is Dataset.RECRUITMENT:
        held = {row[8] for row in plan.events}
        first = next((stage.code for stage in STAGES if stage.code in held), None)
    low = high = outside = 0
    for row in plan.events:
        if first is not None and row[8] != first:
            continue
        if row[6] in OUTSIDE_CODES:
            outside += row[10]
        else:
            low += row[9]
            high += row[10]
    return Count(low, high), outside
