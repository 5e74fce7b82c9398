"""The release an edition of a return is made of: staff of the year, everyone of the years before, and the events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.edition_rounding import PERIOD
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.i18n import _
from workforce_tui.services.edition_events import events_of_year, with_events
from workforce_tui.services.publishing import ExportRequest, Prepared, overlapping_scopes, prepare
from workforce_tui.services.release import draft_release
from workforce_tui.services.release_plan import HEADLINE, TOTAL, PlannedRow, PlannedTable
from workforce_tui.services.release_source import ReleaseScope, load_source
from workforce_tui.services.representation import snapshot_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.ledger import LedgerEntry
    from workforce_tui.services.edition_events import EventCells
    from workforce_tui.services.release import ReleaseDraft
    from workforce_tui.services.release_source import ReleaseSource
    from workforce_tui.services.workspace import Workspace

EVENTS = "events"
"""What the tables of events are called among those left out."""


def prepared_return(ws: Workspace, request: ExportRequest) -> Prepared:
    """Everything of a return that is figures of staff or events, protected together.

    Raises:
        WorkforceError: there are no figures of staff in the year, or they cannot be made safe.
    """
    scope = request.scope
    kept = tuple(one for one in scope.without if one not in (EVENTS, PERIOD))
    drafting = _Drafting(with_events=EVENTS not in scope.without, with_trend=PERIOD not in scope.without)
    return prepare(ws, replace(request, scope=replace(scope, without=kept)), drafting.draft)


@dataclass(slots=True)
class _Drafting:
    """Reads the database once for all languages."""

    with_events: bool = True
    with_trend: bool = True
    loaded: tuple[ReleaseSource, tuple[EventCells, ...]] | None = None

    def draft(self, ws: Workspace, scope: ReleaseScope, ledger: Sequence[LedgerEntry]) -> ReleaseDraft:
        """The release in the language in use."""
        organisation, year = scope.organisation or "", scope.years[0]
        if self.loaded is None:
            source = _source(ws, scope, ledger)
            events = events_of_year(ws, organisation, year) if self.with_events else ()
            self.loaded = source, events
        source, events = self.loaded
        return _with_trend_and_events(source, year, events, with_trend=self.with_trend)


def _source(ws: Workspace, scope: ReleaseScope, ledger: Sequence[LedgerEntry]) -> ReleaseSource:
    """The cells of the year and of those before; only what was published of them is context."""
    earlier = [ReleaseScope(scope.organisation, (year,)) for year in years_before(ws, scope)]
    years = (*scope.years, *(one.years[0] for one in earlier))
    published = overlapping_scopes(replace(scope, years=years), ledger)
    published = [one for one in published if one != replace(scope, without=(), plan_from=0)]
    source = load_source(ws, scope, beside=[*published, *(one for one in earlier if one not in published)])
    return replace(source, beside=tuple(published))


def years_before(ws: Workspace, scope: ReleaseScope) -> list[int]:
    """The reporting years before that of a scope that a snapshot is held of, the first one first."""
    held = {year_of_snapshot(day) for day in snapshot_dates(ws, scope.organisation or "")}
    return sorted(year for year in held if year < min(scope.years))


def _with_trend_and_events(
    source: ReleaseSource, year: int, events: Sequence[EventCells], *, with_trend: bool
) -> ReleaseDraft:
    draft = draft_release(source, extra=_trend(source) if with_trend else ())
    owner = source.organisation
    assert owner is not None  # noqa: S101 - a return is of one organisation
    return with_events(draft, owner, year, events, source.book)


def _trend(source: ReleaseSource) -> tuple[PlannedTable, ...]:
    """A row for everyone on the latest day of each year that is held; nothing where there is only one."""
    owner = source.organisation
    assert owner is not None  # noqa: S101
    latest = {year_of_snapshot(day): day for code, day in sorted(source.coarse, key=lambda one: one[1])
              if code == owner.code}  # fmt: skip
    rows = []
    for _year, day in sorted(latest.items()):
        cells = tuple(i for i, cell in enumerate(source.cells) if (cell.organisation, cell.as_at) == (owner.code, day))
        if cells:
            label = long_date(day)
            rows.append(PlannedRow(day.isoformat(), label, owner.code, str(owner.area), TOTAL, "", day, cells))
    if len(rows) < 2:
        return ()
    title = _("Representation over the years: {organisation}").format(organisation=owner.name)
    table = PlannedTable(
        owner.code, str(owner.area), rows[-1].as_at, PERIOD, tuple(rows), HEADLINE, title=title, heading=_("As at"),
        name=_("Trend"),
    )  # fmt: skip
    return (table,)
