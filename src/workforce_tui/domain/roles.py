"""The roles: who looks at the figures. A role is a view; what keeps data apart is separate databases."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """Who looks: decides where the app opens, and under which disclosure profile everything is shown."""

    HR_LEAD = "hr-lead"
    CHAIR = "chair"
    TASKFORCE = "taskforce"
    PANEL = "panel"


PROFILES: Mapping[Role, str] = MappingProxyType(
    {Role.HR_LEAD: "RAW", Role.CHAIR: "NETWORK", Role.TASKFORCE: "TASKFORCE", Role.PANEL: "PUBLIC"}
)
"""The disclosure profile of a role."""
OF_ONE_ORGANISATION = frozenset({Role.HR_LEAD, Role.CHAIR})
"""The roles that are held in one organisation."""
_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.HR_LEAD: N_("HR lead"),
        Role.CHAIR: N_("Network chair"),
        Role.TASKFORCE: N_("Taskforce"),
        Role.PANEL: N_("Panel"),
    }
)
_ABOUT: Mapping[Role, str] = MappingProxyType(
    {
        Role.HR_LEAD: N_("imports the spreadsheets of one organisation, and answers for its return"),
        Role.CHAIR: N_("speaks for the staff network of one organisation, and sees what a network sees"),
        Role.TASKFORCE: N_("gathers the returns of every organisation into the all-Wales picture"),
        Role.PANEL: N_("sees what anybody may see"),
    }
)


def role_name(role: Role) -> str:
    """The name of a role in the language in use."""
    return _(_NAMES[role])


def role_about(role: Role) -> str:
    """What somebody in a role does, in a few words."""
    return _(_ABOUT[role])
