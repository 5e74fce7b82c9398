"""The gate: what of a report may be drawn under a profile. Screens, text, JSON and CSV all pass through it.

The verdicts come from one protection of the fixed set of linked tables of an organisation's snapshot (or of all of
Wales), never from the table on the screen alone: no choice of rows, columns or definitions shows more.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Withheld
from workforce_tui.domain.disclosure.model import FigureKey, Published
from workforce_tui.domain.disclosure.revised import SAME_STAFF_DAYS
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate_cells import GatedRow, row_cells
from workforce_tui.services.ledger import known_publications
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import check_scope, policy_hash, policy_in_force
from workforce_tui.services.protection import protect_draft
from workforce_tui.services.publication_building import cell_of
from workforce_tui.services.readers import restricted_figures
from workforce_tui.services.release import draft_release, key_of
from workforce_tui.services.release_plan import planned_under
from workforce_tui.services.release_source import ReleaseScope, load_source
from workforce_tui.services.representation import representation_report, snapshot_dates, trend
from workforce_tui.storage import publications as store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import Protection
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.figures import ReportRow
    from workforce_tui.services.release import ReleaseDraft
    from workforce_tui.services.release_plan import PlannedRow, PlannedTable
    from workforce_tui.services.release_source import ReleaseSource
    from workforce_tui.services.workspace import Workspace

MOST_KEPT = 24
_kept: OrderedDict[str, Protection] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class GatedReport:
    """A report as it may be seen under a profile: its rows (the total last) with a cell for every column."""

    query: ReportQuery
    profile: Profile
    organisation: Organisation | None
    as_at: date | None
    rows: tuple[GatedRow, ...]


@dataclass(frozen=True, slots=True)
class Shield:
    """The verdicts of one fixed set of tables, and the tables themselves."""

    draft: ReleaseDraft
    protection: Protection

    def cell(self, key: FigureKey) -> Cell:
        """What may be drawn of a figure; one that is not in the tables is withheld."""
        reason = self.draft.absent.get(key)
        return NotAvailable(reason) if reason else cell_of(self.protection.verdicts.get(key))

    def is_exact(self, key: FigureKey) -> bool:
        """Whether a figure is published as it is: neither withheld nor rounded."""
        verdict = self.protection.verdicts.get(key)
        return isinstance(verdict, Published) and not verdict.rounding


def gated_report(ws: Workspace, query: ReportQuery, profile_code: str) -> GatedReport:
    """The report *query* asks for, as it may be seen under a profile.

    Raises:
        WorkforceError: readers of the profile may not ask that, or there are no figures.
    """
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
    profile, query = _asked(ws, ReportQuery(organisation, None, by, definition), profile_code)
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
    """What is protected together for a question.

    To the day of an organisation belong those so near to it, directly or through others, that the counts of two tell
    who came or went: whoever looks at one of them can look at the others as well.
    """
    if query.as_at is None:
        return ReleaseScope(query.organisation)
    near = query.organisation is not None and profile.withholds
    days = _near(ws, query.organisation or "", query.as_at) if near else (query.as_at,)
    return ReleaseScope(query.organisation, days=days)


def _near(ws: Workspace, organisation: str, day: date) -> tuple[date, ...]:
    near: list[date] = []
    for one in sorted(snapshot_dates(ws, organisation)):
        if near and (one - near[-1]).days >= SAME_STAFF_DAYS:
            if day in near:
                break
            near = []
        near.append(one)
    return tuple(near) if day in near else (day,)


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


def shield_of(ws: Workspace, scope: ReleaseScope, profile: Profile) -> Shield:
    """The verdicts for a scope; worked out once for the same figures, rules and publications.

    Raises:
        WorkforceError: there are no figures of it, or they cannot be made safe.
    """
    source = load_source(ws, planned_under(profile, scope))
    draft = draft_release(source)
    ledger = known_publications(ws, str(profile.code))
    name = _fingerprint(source, draft, profile, [one.id or 0 for one in ledger])
    with _lock:
        found = _kept.get(name)
    if found is None:
        found = _protected(ws, draft, profile, [one.id for one in ledger if one.id is not None])
        with _lock:
            _kept[name] = found
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return Shield(draft, found)


def _protected(ws: Workspace, draft: ReleaseDraft, profile: Profile, publications: list[int]) -> Protection:
    with ws.reading() as session:
        held = store.figures_of(session, publications=publications) if profile.withholds else ()
    keys = {figure.key for figure in draft.release.figures} | {share.key for share in draft.release.shares}
    earlier = tuple(figure for figure in held if figure.key in keys)
    restricted = tuple(figure for figure in restricted_figures(ws, profile) if figure.key in keys)
    return protect_draft(draft, profile, earlier, restricted)


def _fingerprint(source: ReleaseSource, draft: ReleaseDraft, profile: Profile, publications: list[int]) -> str:
    """A name for what the verdicts depend on: the cells, the tables they add up to, the rules and the ledger."""
    said = hashlib.sha256(policy_hash(profile).encode())
    for cell in source.cells:
        said.update(repr((cell.organisation, cell.as_at, cell.grade, cell.ethnicity, cell.count)).encode())
    for figure in draft.release.figures:
        said.update(repr((figure.key, figure.cells)).encode())
    said.update(repr(publications).encode())
    return said.hexdigest()


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
