"""The events of an organisation by reporting year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import is_answered
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.indicator_sides import Tally
from workforce_tui.domain.workforce import OUTSIDE_CODES, Sex
from workforce_tui.i18n import _
from workforce_tui.storage import events as event_store
from workforce_tui.storage import measures

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlmodel import Session

    from workforce_tui.domain.collection import CollectionYear
    from workforce_tui.storage.measures import CaseCell, PersonCell
    from workforce_tui.storage.tables import EventPeriodRow

Cell = TypeVar("Cell", "CaseCell", "PersonCell")
NOT_TRAINED = ("requested", "refused")
"""Outcomes of training that are no training; no other dataset has them."""
OF_PEOPLE = frozenset(
    {
        Dataset.PROMOTIONS,
        Dataset.TEMPORARY_PROMOTIONS,
        Dataset.DISCIPLINE,
        Dataset.CAPABILITY,
        Dataset.TRAINING,
    }
)
"""Datasets whose rates are of people, each once in a year; the others' are of events."""


@dataclass(frozen=True)
class Events:
    """The events of one dataset within one reporting year, without those of people outside the workforce."""

    dataset: Dataset
    year: CollectionYear
    cells: tuple[CaseCell, ...]
    people: tuple[PersonCell, ...]
    asks_grt: bool
    periods: tuple[tuple[date, date], ...]

    def cases(self, keep: Callable[[str], bool] = lambda _outcome: True) -> Tally:
        """Events whose outcome is wanted, each counted."""
        kept = ((cell.ethnicity, cell.trait, cell.number) for cell in self.cells if keep(cell.outcome))
        return Tally.added(kept, self.asks_grt)

    def persons(self) -> Tally:
        """The people the events happened to, each once in the year; counts without staff numbers as they were given.

        Of somebody with several events the last one that says an ethnicity is used, and the last that says a sex.
        """
        once: dict[bytes | int, PersonCell] = {}
        for place, cell in enumerate(self.people):
            key = place if cell.pseudonym is None else cell.pseudonym
            before = once.get(key)
            once[key] = cell if before is None else _together(before, cell)
        return Tally.added(((cell.ethnicity, cell.trait, cell.number) for cell in once.values()), self.asks_grt)

    @property
    def worker_types(self) -> set[str]:
        """The kinds of worker the events are about; "" where they are not given."""
        return {cell.worker_type for cell in self.cells} | {cell.worker_type for cell in self.people}

    @property
    def note(self) -> str:
        """Which part of the year the files cover, where it is not all of it."""
        if _days(self.periods) >= (self.year.end - self.year.start).days + 1:
            return ""
        text = _("The events held cover {periods} and not the whole year.")
        return text.format(periods="; ".join(period_text(*period) for period in self.periods))


def _together(before: PersonCell, after: PersonCell) -> PersonCell:
    """Two events of one person as one."""
    last = after if is_answered(after.ethnicity) else before
    return last._replace(trait=before.trait if after.trait == Sex.UNKNOWN else after.trait)


def period_text(start: date, end: date) -> str:
    """A period in words."""
    return _("{start} to {end}").format(start=long_date(start), end=long_date(end))


def year_text(year: int) -> str:
    """A reporting year in words."""
    span = collection_year(year)
    return period_text(span.start, span.end)


def load_events(
    session: Session, periods: Sequence[EventPeriodRow], years: Iterable[int], datasets: Collection[Dataset]
) -> dict[tuple[int, Dataset], Events]:
    """The events of some datasets in the periods that lie within some reporting years."""
    listed = periods_within(periods, years, datasets)
    of_staff = event_store.of_workforce(session, period_ids=_ids(listed, datasets))
    kept = ((key, [one for one in some if of_staff.get(one.id or 0, True)]) for key, some in listed.items())
    held = {key: some for key, some in kept if some}
    cases = _by_period(measures.case_cells(session, period_ids=_ids(held, set(datasets) - OF_PEOPLE)))
    of_people = _ids(held, OF_PEOPLE)
    people = _by_period(measures.person_cells(session, period_ids=of_people, leaving_out=NOT_TRAINED))
    return {
        (year, dataset): Events(
            dataset=dataset,
            year=collection_year(year),
            cells=tuple(cell for one in some for cell in cases.get(one.id or 0, ())),
            people=tuple(cell for one in some for cell in people.get(one.id or 0, ())),
            asks_grt=all(one.asks_grt for one in some if one.id in of_staff),
            periods=tuple(sorted({(one.period_start, one.period_end) for one in some})),
        )
        for (year, dataset), some in held.items()
    }


def periods_within(
    periods: Sequence[EventPeriodRow], years: Iterable[int], datasets: Collection[Dataset]
) -> dict[tuple[int, Dataset], list[EventPeriodRow]]:
    """The periods of some datasets that lie within each of some reporting years."""
    held: dict[tuple[int, Dataset], list[EventPeriodRow]] = {}
    for year in years:
        span = collection_year(year)
        for one in periods:
            if one.dataset in datasets and span.start <= one.period_start and one.period_end <= span.end:
                held.setdefault((year, Dataset(one.dataset)), []).append(one)
    return held


def _ids(held: Mapping[tuple[int, Dataset], list[EventPeriodRow]], datasets: Collection[Dataset]) -> list[int]:
    return [one.id or 0 for (_year, dataset), some in held.items() if dataset in datasets for one in some]


def _by_period(cells: Iterable[Cell]) -> dict[int, list[Cell]]:
    """Cells of the workforce by the number of their period."""
    found: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.worker_type not in OUTSIDE_CODES:
            found.setdefault(cell.period, []).append(cell)
    return found


def _days(periods: Iterable[tuple[date, date]]) -> int:
    """How many days some periods cover together."""
    covered, reached = 0, date.min
    for start, end in sorted(periods):
        first = max(start, reached + timedelta(days=1)) if reached > date.min else start
        covered += max((end - first).days + 1, 0)
        reached = max(reached, end)
    return covered
