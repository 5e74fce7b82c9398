"""The organisation's own figures as the chair of its staff network may see them: the disclosure profile NETWORK.

Staff by level pass the gate; `chair_rates` has promotion, leaving and mentoring, which are in no release.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
from workforce_tui.domain.disclosure.policy import ProfileCode
from workforce_tui.domain.disclosure.primary import rounding_of
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate import gated_report
from workforce_tui.services.gate_tables import gated_table
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.representation import snapshot_dates

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.table import Table
    from workforce_tui.services.workspace import Workspace

DEFINITION = EthnicityDefinition.EM_EXCL
BY_DEFINITION = ("minority", "share")
"""The columns that depend on the definition."""
SHOWN = ("headcount", "known", *BY_DEFINITION)
"""The columns of the staff by level; the rest of the table of a report is for those who analyse."""


def network_profile(ws: Workspace) -> Profile:
    """The profile NETWORK of the policy in force."""
    return policy_in_force(ws).profile(ProfileCode.NETWORK)


def pipeline_for_chair(
    ws: Workspace,
    organisation: str,
    *,
    definition: EthnicityDefinition = DEFINITION,
    as_at: date | None = None,
) -> Table | None:
    """Staff by level as the chair may see them, everyone last; None where nothing is held.

    On a day, or at the latest snapshot.

    Raises:
        WorkforceError: there is no such organisation, the network of another organisation asks, or the figures cannot
            be made safe.
    """
    if not snapshot_dates(ws, get_organisation(ws, organisation).code):
        return None
    query = ReportQuery(organisation, as_at, Dimension.LEVEL, definition)
    report = gated_report(ws, query, ProfileCode.NETWORK)
    table = gated_table(report).only(SHOWN)
    title = _("From entry to executive: {organisation}")
    return replace(
        table,
        title=title.format(organisation=report.organisation.name if report.organisation else organisation),
        columns=tuple(replace(column, essential=True) for column in table.columns),
        notes=(*profile_notes(ws, definition), _("Common levels compare organisations; they are not pay-equivalent.")),
        source=_("Staff records imported from the organisation."),
    )


def published_for_chair(ws: Workspace, organisation: str) -> tuple[date, tuple[PublishedFigure, ...]] | None:
    """The day of the staff by level and its figures as the ledger keeps them; None where nothing is held.

    Raises:
        WorkforceError: as `pipeline_for_chair`.
    """
    chosen = get_organisation(ws, organisation)
    if not snapshot_dates(ws, chosen.code):
        return None
    report = gated_report(ws, ReportQuery(chosen.code, None, Dimension.LEVEL, DEFINITION), ProfileCode.NETWORK)
    figures = []
    for row in report.rows:
        for measure in SHOWN:
            cell = row.cells[measure]
            if isinstance(cell, NotAvailable):
                continue
            value = cell.value if isinstance(cell, Shown) and isinstance(cell.value, Count | Decimal) else None
            key = FigureKey(
                row.organisation,
                str(chosen.area),
                row.as_at,
                str(Dimension.LEVEL) if row.key else "",
                row.key,
                measure,
                str(DEFINITION) if measure in BY_DEFINITION else "",
            )
            figures.append(PublishedFigure(key, value, rounding_of(key, report.profile), report.profile.threshold))
    return (report.as_at, tuple(figures)) if report.as_at else None


def profile_notes(ws: Workspace, definition: EthnicityDefinition = DEFINITION) -> tuple[str, ...]:
    """What is said under every table of the organisation's figures."""
    return (
        _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(name=definition_name(definition)),
        _("Profile NETWORK: {what}").format(what=network_profile(ws).description),
    )
