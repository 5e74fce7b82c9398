"""The lists a person chooses from: organisations, snapshots, definitions, dimensions, themes, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import SHORT_DEFINITIONS, EthnicityDefinition, definition_name
from workforce_tui.domain.roles import role_about, role_name
from workforce_tui.domain.settings import LANGUAGE, ORGANISATION, ROLE, THEME
from workforce_tui.i18n import _, language, ngettext
from workforce_tui.services.figures import Dimension
from workforce_tui.tui import display, roles, theme
from workforce_tui.tui.dialogs.picker import Choice
from workforce_tui.tui.state import RAW, name_of, with_data
from workforce_tui.tui.words import dimension_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workforce_tui.domain.settings import Setting
    from workforce_tui.services.figures import OrganisationSummary

ALL = ""
"""The code of "all organisations" and of "the latest snapshot"."""


def organisation_choices(organisations: Sequence[OrganisationSummary], *, everything: bool = True) -> list[Choice]:
    """All together, then those with figures, then the others."""
    choices = [Choice(one.organisation.code, *_name_and_holding(one)) for one in organisations]
    if everything and with_data(tuple(organisations)):
        choices.insert(0, everybody())
    return choices


def everybody() -> Choice:
    """All organisations together, or side by side."""
    return Choice(ALL, _("All organisations"))


def _name_and_holding(one: OrganisationSummary) -> tuple[str, str]:
    held = ngettext("{number} snapshot", "{number} snapshots", one.snapshots).format(number=one.snapshots)
    return name_of(one.organisation, language()), held if one.snapshots else ""


def snapshot_choices(dates: Sequence[date]) -> list[Choice]:
    """The latest, then every date, newest first."""
    latest = Choice(ALL, _("Latest snapshot"))
    return [latest, *(Choice(day.isoformat(), display.day(day)) for day in dates)]


def definition_choices() -> list[Choice]:
    """Every definition of who counts as an ethnic minority."""
    return [Choice(str(one), definition_name(one), _(SHORT_DEFINITIONS[one])) for one in EthnicityDefinition]


def dimension_choices() -> list[Choice]:
    """Everything a report can have rows for."""
    return [Choice(str(one), dimension_name(one).capitalize()) for one in Dimension]


def theme_choices() -> list[Choice]:
    """Our own themes."""
    return [Choice(name, theme.theme_title(name)) for name in theme.TITLES]


def role_choices(set_here: str = RAW) -> list[Choice]:
    """The roles, after none; where a profile was set for this machine, only those that see figures under it."""
    found = [Choice(str(role), role_name(role), role_about(role)) for role in roles.offered(set_here)]
    return found if set_here != RAW else [Choice("", _("No role"), _("everything, of every organisation")), *found]


def setting_choices(setting: Setting, organisations: Sequence[OrganisationSummary]) -> list[Choice]:
    """The values of a setting to choose from; none where it is typed."""
    if setting.name == ROLE:
        return role_choices()
    if setting.name == ORGANISATION:
        none = Choice(ALL, _("nothing"))
        return [none, *organisation_choices(organisations, everything=False)]
    names = {"": _("that of the computer"), "en": "English", "cy": "Cymraeg"} if setting.name == LANGUAGE else {}
    if setting.name == THEME:
        names = {code: theme.theme_title(f"workforce-{code}") for code in setting.choices}
    return [Choice(code, names.get(code, code)) for code in setting.choices]
