"""What editions of a return are made from beside its tables, as the database has it now: frozen when it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.action_records import TRAINING
from workforce_tui.domain.actions import trained_leaders
from workforce_tui.domain.return_parts import LeadersPart, ReturnParts
from workforce_tui.services.indicators import indicators
from workforce_tui.services.mentoring import mentoring_report
from workforce_tui.services.mentoring_rates import mentoring_parts
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.records import list_records
from workforce_tui.services.targets import list_targets
from workforce_tui.services.trend import snapshot_breaks

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace


def live_parts(ws: Workspace, organisation: str, year: int) -> ReturnParts:
    """The parts of the return of an organisation, in the language in use.

    Raises:
        WorkforceError: there is no such organisation.
    """
    found = get_organisation(ws, organisation)
    has_mentoring = bool(list_records(ws, "mentoring_scheme", found.code))
    return ReturnParts(
        benchmark=found.benchmark,
        breaks={day: tuple(one.code for one in some) for day, some in snapshot_breaks(ws, found.code).items()},
        targets=list_targets(ws, found.code),
        indicators=indicators(ws, organisation=found.code, year=year).indicators,
        mentoring=mentoring_parts(mentoring_report(ws, found.code, year=year)) if has_mentoring else None,
        leaders=tuple(
            LeadersPart(one.organisation, one.year, one.completed, one.leaders)
            for one in trained_leaders(list_records(ws, TRAINING.code, found.code))
        ),
    )
