"""What the indicators of one organisation are worked out of: snapshots, event files and moves, by reporting year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.indicator_sides import Counted, Tally
from workforce_tui.domain.representation import too_coarse_definitions
from workforce_tui.domain.workforce import OUTSIDE_WORKFORCE
from workforce_tui.i18n import _
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.organisations import organisation_in
from workforce_tui.storage import events as event_store
from workforce_tui.storage import measures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlmodel import Session

    from workforce_tui.domain.collection import CollectionYear
    from workforce_tui.domain.levels import Level
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.events import EventCell
    from workforce_tui.storage.measures import PeopleCell, SnapshotFacts, StaffCell
    from workforce_tui.storage.tables import EventPeriodRow

OUTSIDE = frozenset(map(str, OUTSIDE_WORKFORCE))
NOT_TRAINED = ("requested", "refused")
"""Outcomes of training that are no training; no other dataset has them."""


@dataclass(frozen=True)
class Staff:
    """The staff in post on one date, of every file together, without those outside the workforce."""

    as_at: date
    cells: tuple[StaffCell, ...]
    asks_grt: bool
    schemes: frozenset[str]
    has_persons: bool
    levels: Mapping[str, Level]

    @cached_property
    def everyone(self) -> Tally:
        """All of them."""
        return self.tally(lambda _cell: True)

    def tally(self, keep: Callable[[StaffCell], bool]) -> Tally:
        """Some of them."""
        coarse = too_coarse_definitions({cell.ethnicity for cell in self.cells}, asks_grt=True)
        kept = tuple(Counted(cell.ethnicity, cell.sex, cell.count) for cell in self.cells if keep(cell))
        return Tally(kept, self.asks_grt, coarse)

    def at(self, *levels: Level, worker_type: str = "") -> Tally:
        """Those at some levels, of one kind of worker where it is named."""
        wanted = set(levels)
        return self.tally(lambda cell: self.levels[cell.grade] in wanted and worker_type in ("", cell.worker_type))


@dataclass(frozen=True)
class Events:
    """The events of one dataset within one reporting year, without those of people outside the workforce."""

    dataset: Dataset
    year: CollectionYear
    cells: tuple[EventCell, ...]
    people: tuple[PeopleCell, ...]
    asks_grt: bool
    periods: tuple[tuple[date, date], ...]

    def cases(self, keep: Callable[[str], bool] = lambda _outcome: True) -> Tally:
        """Events whose outcome is wanted, each counted."""
        return Tally(
            tuple(Counted(cell.ethnicity, cell.sex, cell.count) for cell in self.cells if keep(cell.outcome)),
            self.asks_grt,
        )

    def persons(self) -> Tally:
        """The people the events happened to, each once in the year."""
        return Tally(tuple(Counted(cell.ethnicity, cell.sex, cell.count) for cell in self.people), self.asks_grt)

    @property
    def note(self) -> str:
        """Which part of the year the files cover, where it is not all of it."""
        if _days(self.periods) >= (self.year.end - self.year.start).days + 1:
            return ""
        text = _("The events held cover {periods} and not the whole year.")
        return text.format(periods="; ".join(period_text(*period) for period in self.periods))


@dataclass(frozen=True)
class Sources:
    """Everything held of one organisation that an indicator can be made of."""

    organisation: Organisation
    book: GradeBook
    staff: Mapping[date, Staff]
    periods: Sequence[EventPeriodRow]
    events: Mapping[tuple[int, Dataset], Events] = field(default_factory=dict)

    def staff_of(self, year: int) -> Staff | None:
        """The staff of the latest snapshot in a reporting year."""
        span = collection_year(year)
        return self._latest(span.start, span.end)

    def staff_before(self, year: int) -> Staff | None:
        """The staff when a reporting year began: the latest snapshot of its first day or the twelve months before."""
        span = collection_year(year)
        earliest = date(span.start.year - 1, span.start.month, span.start.day)
        return self._latest(earliest, span.start)

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


def period_text(start: date, end: date) -> str:
    """A period in words."""
    return _("{start} to {end}").format(start=long_date(start), end=long_date(end))


def year_text(year: int) -> str:
    """A reporting year in words."""
    span = collection_year(year)
    return period_text(span.start, span.end)


def load_sources(ws: Workspace, organisation: str, years: Iterable[int] | None = None) -> Sources:
    """What is held of an organisation; events only of *years*, or of every year that has any.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        chosen = organisation_in(session, organisation)
        book = GradeBook.load(session)
        facts = measures.snapshot_facts(session, organisation=chosen.code)
        cells = measures.staff_cells(session, snapshot_ids=[one.id for one in facts])
        periods = event_store.periods(session, organisation=chosen.code)
        wanted = sorted({year_of(one.period_end) for one in periods} if years is None else set(years))
        events = {
            (year, one.dataset): one for year in wanted for one in _events_of(session, collection_year(year), periods)
        }
    return Sources(chosen, book, _staff(chosen.code, facts, cells, book), periods, events)


def _staff(
    organisation: str, facts: Sequence[SnapshotFacts], cells: Iterable[StaffCell], book: GradeBook
) -> dict[date, Staff]:
    by_day: dict[date, list[StaffCell]] = {one.as_at: [] for one in facts}
    for cell in cells:
        if cell.worker_type not in OUTSIDE:
            by_day[cell.as_at].append(cell)
    return {
        day: Staff(
            as_at=day,
            cells=tuple(found),
            asks_grt=all(one.asks_grt for one in facts if one.as_at == day),
            schemes=frozenset(one.scheme for one in facts if one.as_at == day),
            has_persons=any(one.has_persons for one in facts if one.as_at == day),
            levels={code: book.level(organisation, code, day) for code in {cell.grade for cell in found}},
        )
        for day, found in sorted(by_day.items())
        if found
    }


def _events_of(session: Session, year: CollectionYear, periods: Sequence[EventPeriodRow]) -> list[Events]:
    held = [one for one in periods if year.start <= one.period_start and one.period_end <= year.end]
    ids = [one.id for one in held if one.id is not None]
    if not ids:
        return []
    cells = [one for one in event_store.event_cells(session, period_ids=ids) if one.worker_type not in OUTSIDE]
    people = measures.people_cells(session, period_ids=ids, leaving_out=NOT_TRAINED)
    return [
        Events(
            dataset=Dataset(code),
            year=year,
            cells=tuple(cell for cell in cells if cell.dataset == code),
            people=tuple(one for one in people if one.dataset == code and one.worker_type not in OUTSIDE),
            asks_grt=all(one.asks_grt for one in held if one.dataset == code),
            periods=tuple(sorted({(one.period_start, one.period_end) for one in held if one.dataset == code})),
        )
        for code in dict.fromkeys(one.dataset for one in held)
    ]


def year_of(day: date) -> int:
    """The reporting year a day is in."""
    return day.year if day <= date(day.year, 3, 31) else day.year + 1


def _days(periods: Iterable[tuple[date, date]]) -> int:
    """How many days some periods cover together."""
    covered, reached = 0, date.min
    for start, end in sorted(periods):
        first = max(start, reached + timedelta(days=1)) if reached > date.min else start
        covered += max((end - first).days + 1, 0)
        reached = max(reached, end)
    return covered
