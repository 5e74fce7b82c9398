"""Whom those ask for staff figures who cannot import any themselves."""

from __future__ import annotations

from workforce_tui.domain.roles import Role
from workforce_tui.i18n import N_, _, by_option
from workforce_tui.services.policy import profile_in_force
from workforce_tui.services.roles import RAW, who

_WHO_IMPORTS = {
    Role.CHAIR: N_("Ask the HR lead of your organisation to import its staff figures into this database."),
    Role.TASKFORCE: N_(
        "Organisations import staff figures into databases of their own. What they sent you is in Returns, and all "
        "Wales is in the update there."
    ),
    Role.PANEL: N_(
        "Ask the taskforce for the all-Wales update, or an organisation for its published tables: both are files that "
        "open without this program. What was handed out from here is in the list “What has been handed out”{option}."
    ),
}


def whom_to_ask() -> str:
    """Who can bring the figures that are missing, and what to ask for; "" for those who can import them."""
    role = who().role
    if profile_in_force() == RAW:
        return ""
    if role not in _WHO_IMPORTS:
        return _("Ask whoever looks after this database to import them.")
    return _(_WHO_IMPORTS[role]).format(option=by_option("workforce-tui published list"))
