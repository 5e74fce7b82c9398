"""The counts of staff that the gate shows to the chair of a staff network as they are: what else may be made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.model import Published
from workforce_tui.services.chair_figures import network_profile
from workforce_tui.services.figures import Dimension
from workforce_tui.services.gate_cells import COUNTS
from workforce_tui.services.gate_shields import screen_scope, shield_of
from workforce_tui.services.policy import check_scope
from workforce_tui.services.release import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.services.workspace import Workspace

EVERYONE = ("", "")
"""The dimension and the row of all staff."""
_DIMENSIONS = (Dimension.LEVEL, Dimension.TIER, Dimension.GROUP)


@dataclass(frozen=True, slots=True)
class ShownStaff:
    """The staff of one day as far as they are shown: exact counts by (dimension, row, measure), and nothing else."""

    as_at: date
    counts: Mapping[tuple[str, str, str], int]

    def get(self, measure: str, place: tuple[str, str] = EVERYONE) -> int | None:
        """A count of all staff, or of those at a place such as ("level", "L3"); None where it is not shown."""
        return self.counts.get((*place, measure))

    def every(self, *measures: str, place: tuple[str, str] = EVERYONE) -> tuple[int, ...] | None:
        """Several counts of the same staff; None where one of them is not shown."""
        found = [self.get(measure, place) for measure in measures]
        held = tuple(one for one in found if one is not None)
        return held if len(held) == len(found) else None


def shown_staff(ws: Workspace, organisation: str, day: date, definition: EthnicityDefinition) -> ShownStaff:
    """What the gate shows of the staff of a day, by level, tier and ethnic group.

    Rounded counts are not among them: nothing is worked out from those.

    Raises:
        WorkforceError: the network of another organisation asks, or the figures cannot be made safe.
    """
    profile = network_profile(ws)
    check_scope(str(profile.code), organisation)
    shield = shield_of(ws, screen_scope(ws, organisation, day, profile), profile)
    counts: dict[tuple[str, str, str], int] = {}
    for table in shield.draft.tables:
        if table.as_at != day or table.groups or table.cut or table.dimension not in _DIMENSIONS:
            continue
        asked = replace(table, definition=definition)
        for row in table.rows:
            for measure in COUNTS:
                verdict = shield.protection.verdicts.get(key_of(asked, row, measure))
                if isinstance(verdict, Published) and not verdict.rounding and verdict.value.is_exact:
                    counts[row.dimension, row.row, measure] = verdict.value.low
    return ShownStaff(day, counts)
