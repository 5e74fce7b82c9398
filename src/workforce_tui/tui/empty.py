"""What an empty list says: what belongs there, and what to do."""

from __future__ import annotations

from workforce_tui.domain.roles import Role
from workforce_tui.i18n import N_, _
from workforce_tui.services.roles import who
from workforce_tui.tui.state import RAW

_WHO_IMPORTS = {
    Role.CHAIR: N_("Ask the HR lead of your organisation to import its staff figures into this database."),
    Role.TASKFORCE: N_(
        "Organisations import staff figures into databases of their own. What they sent you is in Returns, and all "
        "Wales is in the update there."
    ),
    Role.PANEL: N_(
        "Ask the taskforce for the all-Wales update, or an organisation for its published tables: both are files that "
        "open without this program."
    ),
}
_BY_KIND = {
    "mentoring_scheme": N_(
        "A mentoring scheme has cohorts, mentees and mentors. Add the scheme first, or import a list of its mentees."
    ),
    "network": N_("Add the staff network with its remit; its chair, years, meetings and issues hang on it."),
    "initiative": N_("Add what is being done: who owns it, by when, and how it will be seen that it helped."),
    "outreach": N_("Add a programme that reaches people who do not work here yet, and how many took part."),
    "training": N_("Add a year of leadership training: how many leaders there are, and how many completed it."),
    "culture": N_("Add what research into the culture found, and what is done about it."),
    "role_model": N_("Add a role model under the number of the consent form, never under a name."),
    "issue": N_("Add an issue the network raised, so that it is seen whether it was answered."),
    "data_review": N_("Add the review of the year: what was checked, what changed in definitions, and what was found."),
    "incident_review": N_("Add the numbers of a review of how incidents were handled; no case is described."),
}


def who_imports() -> str:
    """Who can bring the figures that are missing, and what to ask for: for those who cannot import them here."""
    from workforce_tui.services.policy import profile_in_force

    role = who().role
    if profile_in_force() == RAW:
        return _("To import some, look at everything again: Ctrl+P, then View as.")
    return _(_WHO_IMPORTS[role]) if role in _WHO_IMPORTS else _("Ask whoever looks after this database to import them.")


def who_adds_networks() -> str:
    """Who can add the staff network that is missing, for its chair."""
    return _(
        "Ask the HR lead of your organisation to add your staff network to this database. Its page, its years and "
        "its briefing are here then."
    )


def invitation(kind: str) -> str:
    """What to do where there is no record of a kind."""
    return (
        _(_BY_KIND[kind])
        if kind in _BY_KIND
        else _("Add the first one: it is kept with its history, and can be changed.")
    )
