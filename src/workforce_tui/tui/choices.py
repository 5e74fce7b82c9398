"""The lists a person chooses from: organisations, snapshots, definitions, dimensions, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.i18n import _, language, ngettext
from workforce_tui.services.figures import Dimension
from workforce_tui.tui import display, theme
from workforce_tui.tui.dialogs.picker import Choice
from workforce_tui.tui.state import name_of, with_data
from workforce_tui.tui.words import SHORT_DEFINITIONS, dimension_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workforce_tui.services.figures import OrganisationSummary

ALL = ""
"""The code of "all organisations" and of "the latest snapshot"."""


def organisation_choices(organisations: Sequence[OrganisationSummary], *, everything: bool = True) -> list[Choice]:
    """All together, then those with figures, then the others."""
    choices = [Choice(one.organisation.code, *_name_and_holding(one)) for one in organisations]
    if everything and with_data(tuple(organisations)):
        choices.insert(0, Choice(ALL, _("All organisations")))
    return choices


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
