"""What the indicators of one organisation are worked out of: snapshots, event files and moves, by reporting year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.datasets import EVENTS, Dataset
from workforce_tui.domain.indicator_sides import Tally
from workforce_tui.domain.reporting_years import reporting_year
from workforce_tui.domain.representation import too_coarse_definitions
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.organisations import organisation_in
from workforce_tui.services.year_events import load_events, period_text
from workforce_tui.storage import events as event_store
from workforce_tui.storage import measures

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.levels import Level
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.services.year_events import Events
    from workforce_tui.storage.measures import SnapshotFacts, StaffCell
    from workforce_tui.storage.tables import EventPeriodRow

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Staff:
    """The staff in post on one date, of every file together, without those outside the workforce."""

    as_at: date
    cells: tuple[StaffCell, ...]
    asks_grt: bool
    schemes: frozenset[str]
    has_persons: bool
    levels: Mapping[str, Level]
    _at: dict[tuple[frozenset[Level], str], Tally] = field(default_factory=dict, compare=False)

    @cached_property
    def everyone(self) -> Tally:
        """All of them."""
        return self.tally(lambda _cell: True)

    @cached_property
    def _coarse(self) -> frozenset[EthnicityDefinition]:
        """What the staff as a whole are too coarsely recorded for, so that no part of them claims it."""
        return too_coarse_definitions({cell.ethnicity for cell in self.cells}, asks_grt=True)

    def tally(self, keep: Callable[[StaffCell], bool]) -> Tally:
        """Some of them."""
        kept = ((cell.ethnicity, cell.trait, cell.number) for cell in self.cells if keep(cell))
        return Tally.added(kept, self.asks_grt, self._coarse)

    def at(self, *levels: Level, worker_type: str = "") -> Tally:
        """Those at some levels, of one kind of worker where it is named."""
        wanted = frozenset(levels)
        key = (wanted, worker_type)
        if key not in self._at:
            self._at[key] = self.tally(
                lambda cell: self.levels[cell.grade] in wanted and worker_type in ("", cell.worker_type)
            )
        return self._at[key]


@dataclass(frozen=True)
class Sources:
    """Everything held of one organisation that an indicator can be made of."""

    organisation: Organisation
    book: GradeBook
    staff: Mapping[date, Staff]
    periods: Sequence[EventPeriodRow]
    events: Mapping[tuple[int, Dataset], Events] = field(default_factory=dict)

    def staff_of(self, year: int) -> Staff | None:
        """The staff of the latest snapshot of a reporting year; one of 1 April shows how the year before it ended."""
        return self._latest(collection_year(year).start + DAY, _last_day(year))

    def staff_before(self, year: int) -> Staff | None:
        """The staff when a reporting year began: the latest snapshot of its first day or the twelve months before."""
        return self._latest(_first_day(year), collection_year(year).start)

    def _latest(self, start: date, end: date) -> Staff | None:
        days = [day for day in self.staff if start <= day <= end]
        return self.staff[max(days)] if days else None

    def other_periods(self, year: int, dataset: Dataset) -> str:
        """The periods held of a dataset that share days with the year and are not within it; empty for none."""
        span = collection_year(year)
        found = [
            period_text(one.period_start, one.period_end)
            for one in self.periods
            if one.dataset == dataset
            and one.period_start <= span.end
            and one.period_end >= span.start
            and not (span.start <= one.period_start and one.period_end <= span.end)
        ]
        return "; ".join(dict.fromkeys(found))


def load_sources(
    ws: Workspace,
    organisation: str,
    years: Iterable[int] | None = None,
    datasets: Collection[Dataset] = EVENTS,
    *,
    every_snapshot: bool = True,
) -> Sources:
    """What is held of an organisation; events only of *years* (of every year that has any) and of some datasets.

    Without *every_snapshot*, staff too only of the dates that those years make use of.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        chosen = organisation_in(session, organisation)
        book = GradeBook.load(session)
        facts = measures.snapshot_facts(session, organisation=chosen.code)
        periods = event_store.periods(session, organisation=chosen.code)
        wanted = {reporting_year(one.period_end) for one in periods} if years is None else set(years)
        if not every_snapshot:
            facts = [one for one in facts if _first_day(min(wanted)) <= one.as_at <= _last_day(max(wanted))]
        cells = measures.staff_cells(session, snapshot_ids=[one.id for one in facts])
        events = load_events(session, periods, sorted(wanted), datasets)
    return Sources(chosen, book, _staff(chosen.code, facts, cells, book), periods, events)


def _first_day(year: int) -> date:
    """The first day whose snapshot can be of a reporting year or of its start: under twelve months before it begins."""
    start = collection_year(year).start
    return date(start.year - 1, start.month, start.day) + DAY


def _last_day(year: int) -> date:
    """The last day whose snapshot can be of a reporting year: the one after it ends."""
    return collection_year(year).end + DAY


def _staff(
    organisation: str, facts: Sequence[SnapshotFacts], cells: Iterable[StaffCell], book: GradeBook
) -> dict[date, Staff]:
    of_staff = [one for one in facts if one.in_workforce]
    by_day: dict[date, list[StaffCell]] = {one.as_at: [] for one in facts}
    for cell in cells:
        if cell.worker_type not in OUTSIDE_CODES:
            by_day[cell.as_at].append(cell)
    return {
        day: Staff(
            as_at=day,
            cells=tuple(found),
            asks_grt=all(one.asks_grt for one in of_staff if one.as_at == day),
            schemes=frozenset(one.scheme for one in of_staff if one.as_at == day),
            has_persons=any(one.has_persons for one in of_staff if one.as_at == day),
            levels={code: book.level(organisation, code, day) for code in {cell.grade for cell in found}},
        )
        for day, found in sorted(by_day.items())
        if found
    }
