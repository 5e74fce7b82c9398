"""What an empty list says: what belongs there, and what to do."""

from __future__ import annotations

from workforce_tui.i18n import N_, _
from workforce_tui.services.whom_to_ask import whom_to_ask

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
    return whom_to_ask() or _("To import some, look at everything again: Ctrl+P, then View as.")


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
