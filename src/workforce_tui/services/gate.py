"""The gate: what of a report may be drawn under a profile. Screens, text, JSON and CSV all pass through it.

The verdicts come from one protection of the fixed set of linked tables of an organisation's snapshot (or of all of
Wales), never from the table on the screen alone: no choice of rows, columns or definitions shows more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate_cells import GatedRow, row_cells
from workforce_tui.services.gate_shields import screen_scope, shield_of
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import check_scope, policy_in_force
from workforce_tui.services.release import key_of
from workforce_tui.services.release_source import SECOND_DIMENSIONS
from workforce_tui.services.representation import representation_report, snapshot_dates, trend
from workforce_tui.services.seen_under import finished

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from workforce_tui.domain.disclosure.model import FigureKey
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.figures import ReportRow
    from workforce_tui.services.gate_shields import Shield
    from workforce_tui.services.release import ReleaseDraft
    from workforce_tui.services.release_plan import PlannedRow, PlannedTable
    from workforce_tui.services.release_source import ReleaseScope
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class GatedReport:
    """A report as it may be seen under a profile: its rows (the total last) with a cell for every column."""

    query: ReportQuery
    profile: Profile
    organisation: Organisation | None
    as_at: date | None
    rows: tuple[GatedRow, ...]


def gated_report(ws: Workspace, query: ReportQuery, profile_code: str) -> GatedReport:
    """The report *query* asks for, as it may be seen under a profile.

    Raises:
        WorkforceError: readers of the profile may not ask that, or there are no figures.
    """
    return finished(ws, ("gated report", query, profile_code), lambda seen: _report(seen, query, profile_code))


def _report(ws: Workspace, query: ReportQuery, profile_code: str) -> GatedReport:
    profile, query = _asked(ws, query, profile_code)
    if query.organisation is not None and query.as_at is None:
        dates = snapshot_dates(ws, query.organisation)
        query = replace(query, as_at=dates[0] if dates else None)
    shield = shield_of(ws, _scope(ws, query, profile), profile)
    table = _planned(shield.draft, query)
    raw = representation_report(ws, query)
    known = {row.key: row for row in (*raw.rows, *([raw.total] if raw.total else []))}
    rows = tuple(_row(shield, table, row, query.definition, known.get(row.key)) for row in table.rows)
    return GatedReport(query, profile, shield.draft.source.organisation, table.as_at, rows)


def gated_trend(
    ws: Workspace,
    organisation: str,
    *,
    definition: EthnicityDefinition,
    profile_code: str,
    key: str = "",
    by: Dimension = Dimension.TIER,
) -> GatedReport:
    """The same row of every snapshot of an organisation, oldest first, as it may be seen under a profile.

    Raises:
        WorkforceError: as `gated_report`.
    """
    query = ReportQuery(organisation, None, by, definition)
    return finished(ws, ("gated trend", query, profile_code, key), lambda seen: _trend(seen, query, profile_code, key))


def _trend(ws: Workspace, query: ReportQuery, profile_code: str, key: str) -> GatedReport:
    profile, query = _asked(ws, query, profile_code)
    definition, by = query.definition, query.by
    code = query.organisation or ""
    raw = {row.as_at: row for row in trend(ws, code, definition=definition, key=key or None, by=by)}
    rows = []
    for day in sorted(snapshot_dates(ws, code)):
        asked = replace(query, as_at=day)
        shield = shield_of(ws, _scope(ws, asked, profile), profile)
        table = _planned(shield.draft, asked)
        rows += [_row(shield, table, row, definition, raw.get(day)) for row in table.rows if row.key == key]
    return GatedReport(query, profile, get_organisation(ws, code), None, tuple(rows))


def _scope(ws: Workspace, query: ReportQuery, profile: Profile) -> ReleaseScope:
    """What is protected together for a question."""
    second = str(query.by) if query.by in SECOND_DIMENSIONS else ""
    return replace(screen_scope(ws, query.organisation, query.as_at, profile), second=second)


def _asked(ws: Workspace, query: ReportQuery, profile_code: str) -> tuple[Profile, ReportQuery]:
    profile = policy_in_force(ws).profile(profile_code)
    if query.organisation is not None:
        query = replace(query, organisation=get_organisation(ws, query.organisation).code)
    check_scope(str(profile.code), query.organisation)
    return profile, query


def _planned(draft: ReleaseDraft, query: ReportQuery) -> PlannedTable:
    """The planned table with the rows a query asks for; its total alone where all staff are in one row."""
    own = draft.source.scope.organisation and query.as_at
    tables = [table for table in draft.tables if not own or table.as_at == query.as_at]
    for table in tables:
        if table.dimension == query.by and not table.groups:
            return table
    if draft.source.scope.organisation and query.by in (Dimension.GRADE, Dimension.LEVEL, Dimension.WORKER):
        table = next(one for one in tables if one.dimension == Dimension.TIER)
        return replace(table, dimension=str(query.by), rows=table.rows[-1:])
    raise WorkforceError(
        _("There are no tables by {rows} for this profile.").format(rows=str(query.by)),
        _("Choose other rows, or one organisation."),
    )


def _row(
    shield: Shield, table: PlannedTable, row: PlannedRow, definition: EthnicityDefinition, raw: ReportRow | None
) -> GatedRow:
    """A row with every column judged: counts and percentages by their verdicts, the rest by what it is made from."""
    asked = replace(table, definition=definition)

    def key(measure: str) -> FigureKey:
        return key_of(asked, row, measure)

    return row_cells(shield, key, row, definition, raw)


def reasons_of(row: GatedRow) -> Mapping[str, str]:
    """The columns of a row that are withheld, each with the reason a reader may be told."""
    return {name: told(cell.reason) for name, cell in row.cells.items() if isinstance(cell, Withheld)}


BY_ITSELF = "confidential"
_OPEN_REASONS = frozenset({"base", "derived", "interval"})


def told(reason: str) -> str:
    """The reason a reader may be told.

    Whether a count is small, nobody, everybody, or withheld to protect another would narrow down what it is: all of
    these are the same to a reader.
    """
    return str(reason) if str(reason) in _OPEN_REASONS else BY_ITSELF


def why(profile: Profile, reason: str) -> str:
    """Why a figure is withheld, in a sentence for its readers."""
    match told(reason):
        case "base":
            text = _("The percentage is of fewer than {people} people.")
            return text.format(people=profile.percent_base_at_least)
        case "derived":
            return _("It could be worked back to a count that is withheld or rounded.")
        case "interval":
            return _("It is known only to lie between two numbers.")
        case _:
            text = _(
                "It is a count under {threshold}, or it could be used to work one out. Which of the two is not said: "
                "that would tell too much."
            )
            return text.format(threshold=profile.threshold)
