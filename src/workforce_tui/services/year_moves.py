"""The moves of reporting years: people followed from the snapshot a year starts with to its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.services.flows import flows_between

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from workforce_tui.domain.attributes import Attribute
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.flows import Flows
    from workforce_tui.services.indicator_sources import Sources
    from workforce_tui.services.workspace import Workspace

FEWEST_DAYS, MOST_DAYS = 330, 400
"""Two snapshots nearer to one another, or further apart, do not show the moves of one year."""
FAMILIES = frozenset({"P1", "P2", "P3", "L1", "L2", "A6"})
"""The indicators that moves can give where there is no event file."""


def year_moves(
    ws: Workspace,
    sources: Sources,
    years: Iterable[int],
    definition: EthnicityDefinition,
    families: frozenset[str] = FAMILIES,
    by: Attribute | None = None,
) -> dict[int, Flows]:
    """The moves of each year whose people are held one by one at its start and end, if *families* need them.

    Divided *by* an attribute where that is asked.
    Only between snapshots about a year apart: the moves of half a year, or of two, are no rate of one.
    """
    if not families & FAMILIES:
        return {}
    pairs: dict[int, tuple[date, date]] = {}
    for year in years:
        pair = year_pair(sources, year)
        if pair is not None:
            pairs[year] = pair
    code = sources.organisation.code
    found = flows_between(ws, organisation=code, pairs=set(pairs.values()), definition=definition, by=by)
    return {year: found[pair] for year, pair in pairs.items() if pair in found}


def year_pair(sources: Sources, year: int) -> tuple[date, date] | None:
    """The days of the snapshots a reporting year begins and ends with; None where they are not about a year apart."""
    before, after = sources.staff_before(year), sources.staff_of(year)
    if before is None or after is None or not FEWEST_DAYS <= (after.as_at - before.as_at).days <= MOST_DAYS:
        return None
    return before.as_at, after.as_at
