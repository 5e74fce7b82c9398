"""Where each role begins, and what it sees there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.roles import PROFILES, Role
from workforce_tui.services.report_query import Dimension
from workforce_tui.tui.state import RAW, View

if TYPE_CHECKING:
    from collections.abc import Collection

    from workforce_tui.services.figures import OrganisationSummary
    from workforce_tui.services.roles import Who

LANDINGS = {
    Role.HR_LEAD: ("overview",),
    Role.CHAIR: ("network", "overview"),
    Role.TASKFORCE: ("returns", "representation"),
    Role.PANEL: ("representation",),
}
"""The places a role begins at: the first there is."""


def landing(role: Role | None, places: Collection[str]) -> str:
    """The place a role begins at."""
    return next((place for place in LANDINGS.get(role, ()) if place in places), "overview") if role else "overview"


def offered(set_here: str) -> tuple[Role, ...]:
    """The roles to choose from: where a profile was set for this machine, those that see figures under it."""
    return tuple(role for role in Role if set_here in (RAW, PROFILES[role]))


def first_view(someone: Who, profile: str, organisations: tuple[OrganisationSummary, ...]) -> View:
    """What a role is shown before it chooses anything: its own organisation, or all of them side by side."""
    from workforce_tui.tui import reading

    if someone.role in (Role.TASKFORCE, Role.PANEL):
        return View(None, dimension=Dimension.ORGANISATION, profile=profile)
    return View(someone.own or reading.first_organisation(organisations), profile=profile)
