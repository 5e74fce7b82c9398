"""Seeing the figures as readers of a disclosure profile do: which screens there are then, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.places import PLACES
from workforce_tui.domain.roles import Role
from workforce_tui.i18n import N_, _
from workforce_tui.services.roles import who
from workforce_tui.tui.state import RAW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.screen import Screen

    from workforce_tui.tui.dialogs.picker import Choice
    from workforce_tui.tui.state import View

GATED_AREAS = frozenset({"overview", "representation", "targets"})
"""The screens whose figures pass through disclosure control."""
HANDING_OUT = "ExportForm"
GATED_WINDOWS = frozenset(
    {
        "Picker",
        "HelpWindow",
        "Confirm",
        "CommandPalette",
        HANDING_OUT,
        "PublicationsWindow",
        "SamplesScreen",
        "FileWindow",
        "GlossaryWindow",
        "SettingsWindow",
        "TextEntry",
        "TourWindow",
        "WelcomeForm",
    }
)
"""The windows that show no figure before disclosure control."""
AREAS_OF_A_PROFILE = {
    "NETWORK": frozenset({"network", "progression"}),
    "TASKFORCE": frozenset({"returns", "progression"}),
}
"""Screens of one profile's own readers: the chair of a staff network has the networks, the chair's page, and
progression; the taskforce has progression as it was returned, the board of returns, of a return what is not a figure
before disclosure control, collection templates, and the data reviews: of all records these alone can be opened from its
places."""
WINDOWS_OF_A_PROFILE = {
    "NETWORK": frozenset({"ChairWindow", "BriefingForm", "RecordForm", "EntryForm"}),
    "TASKFORCE": frozenset(
        {
            "ReturnWindow",
            "EntryForm",
            "TextsForm",
            "LinesWindow",
            "LinesConfirm",
            "EditionWindow",
            "EditionForm",
            "UpdateWindow",
            "TemplateForm",
            "ReviewsWindow",
            "RecordWindow",
            "RecordForm",
        }
    ),
}
PROFILE_NAMES = {
    "RAW": N_("everything, for the organisation's own HR lead"),
    "NETWORK": N_("as a staff network sees its organisation"),
    "TASKFORCE": N_("as the taskforce sees every organisation"),
    "PUBLIC": N_("as anybody may see it"),
}


EVERYBODYS = "PUBLIC"
"""What anybody may see may be looked at in every role."""


def profile_choices(in_force: str) -> list[Choice]:
    """The profiles to view as: one set for this machine alone, else that of the role, and what anybody may see."""
    from workforce_tui.tui.dialogs.picker import Choice

    codes: Iterable[str] = PROFILE_NAMES
    if in_force != RAW:
        codes = [in_force]
    elif who().profile != RAW:
        codes = dict.fromkeys((who().profile, EVERYBODYS))
    return [Choice(code, code, _(PROFILE_NAMES[code])) for code in codes]


_ELSEWHERE = {
    Role.CHAIR: N_("The HR lead of your organisation has the rest and can answer what you ask."),
    Role.TASKFORCE: N_("The HR lead of each organisation has the rest and can answer what you ask."),
    Role.PANEL: N_("The taskforce, or the HR lead of an organisation, has the rest and can answer what you ask."),
}


def refusal(view: View) -> str:
    """Why a screen or window is not there, and what somebody who sees the figures as *view* does can use instead."""
    from workforce_tui.services.policy import profile_in_force

    why, role = _("This would show figures before small numbers are withheld."), who().role
    if profile_in_force() == RAW:
        seen = _("You look at the figures {profile}.").format(profile=_(PROFILE_NAMES[view.profile]))
        return f"{why} {seen} {_('To look at everything again: Ctrl+P, then View as.')}"
    names = ", ".join(_(name) for code, name in PLACES.items() if has_place(view.profile, code))
    said = [why, _("What you have: {places}.").format(places=names)]
    said += [_(_ELSEWHERE[role])] if role in _ELSEWHERE else []
    said += [_("Another role is chosen with Ctrl+P.")] if who().profile != RAW else []
    return " ".join(said)


def has_place(profile: str, area: str) -> bool:
    """Whether those who see the figures under a profile have a place."""
    return profile == RAW or area in GATED_AREAS or area in AREAS_OF_A_PROFILE.get(profile, ())


def has_window(profile: str, name: str) -> bool:
    """Whether those who see the figures under a profile may open the windows of a class, by its name.

    The panel reads what was handed out, and hands nothing out.
    """
    if name == HANDING_OUT and who().role is Role.PANEL:
        return False
    return profile == RAW or name in GATED_WINDOWS or name in WINDOWS_OF_A_PROFILE.get(profile, ())


class SeeingMixin:
    """What an app refuses while a profile is in force: everything that is not known to pass through the gate."""

    view: View
    profile_in_force: str = RAW

    def may_show(self, area: str) -> bool:
        """Whether an area's figures pass through the gate, or need not."""
        return has_place(self.view.profile, area)

    def may_open(self, screen: Screen[Any] | str) -> bool:
        """Whether a window may be opened."""
        return has_window(self.view.profile, type(screen).__name__)

    def see_as(self, profile: str) -> None:
        """View the figures as readers of *profile*; one set for this machine, or of the role, cannot be widened."""
        if profile in [one.code for one in profile_choices(self.profile_in_force)]:
            self.view = replace(self.view, profile=profile)
