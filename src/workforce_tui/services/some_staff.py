"""Indicators of permanent staff and of those with under two years of service, who are told apart person by person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import Attribute
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.indicator_event_entries import L1_PERMANENT, L1_RESIGNATION_PERMANENT, L2_EARLY
from workforce_tui.domain.indicator_staff_entries import P1_PERMANENT
from workforce_tui.services.divided import divided
from workforce_tui.services.event_indicators import one_indicator
from workforce_tui.services.indicator_parts import early, permanent
from workforce_tui.services.pooled_events import EventPools
from workforce_tui.services.year_moves import year_moves

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.flows import Flows
    from workforce_tui.domain.indicator_sides import Part
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.indicator_sources import Sources
    from workforce_tui.services.workspace import Workspace

_AFTER = {
    P1_PERMANENT.id: "P1",
    L1_PERMANENT.id: "L1",
    L1_RESIGNATION_PERMANENT.id: "L1-resignation",
    L2_EARLY.id: "L2",
}
"""The indicator of all staff that each of them follows."""


_DATASETS = (Dataset.PROMOTIONS, Dataset.LEAVERS)


@dataclass(frozen=True)
class SomeStaff:
    """Staff, events and moves of an organisation, divided by contract and length of service together."""

    sources: Sources
    moves: Mapping[int, Flows]

    @classmethod
    def load(cls, ws: Workspace, sources: Sources, years: Sequence[int], definition: EthnicityDefinition) -> SomeStaff:
        """What is held of some reporting years, counted from the people, who are followed where no events were sent."""
        by = Attribute.ENGAGEMENT
        unsent = [year for year in years if any((year, dataset) not in sources.events for dataset in _DATASETS)]
        moves = year_moves(ws, sources, unsent, definition, by=by)
        return cls(divided(ws, sources, years, by, _DATASETS, grades_apart=False), moves)

    def among(self, made: Sequence[Indicator], part: Part, span: Sequence[int]) -> list[Indicator]:
        """The indicators of a part of the staff in a span of years, each of these after the one of everybody in it."""
        who, pools = permanent(part), EventPools(self.sources, span, self.moves)
        found = (
            one_indicator(pools, pools.promoted, P1_PERMANENT, who),
            one_indicator(pools, pools.left, L1_PERMANENT, who),
            one_indicator(pools, pools.resigned, L1_RESIGNATION_PERMANENT, who),
            one_indicator(pools, pools.left, L2_EARLY, early(part)),
        )
        following = {_AFTER[one.entry.id]: one for one in found}
        return [each for one in made for each in (one, following.get(one.entry.id)) if each is not None]
