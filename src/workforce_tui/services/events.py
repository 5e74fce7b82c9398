"""What is held of joiners, leavers, promotions, recruitment, cases and training."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.counts import total as sum_of
from workforce_tui.domain.datasets import EVENTS, OUTCOMES, STAGES, Dataset, outcome_name
from workforce_tui.domain.ethnicity import five_group, node, nodes
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.i18n import _
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.storage import events as store
from workforce_tui.storage.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.events import EventCell


class EventDimension(StrEnum):
    """What a report of events has a row for."""

    OUTCOME = "outcome"
    GRADE = "grade"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class EventFigure:
    """Events of the workforce that are alike: codes of outcome, grade ("" where not given) and ethnicity."""

    outcome: str
    grade: str
    ethnicity: str
    count: Count


@dataclass(frozen=True, slots=True)
class EventSummary:
    """The events of one dataset of an organisation in one period, both days included.

    `total` counts an application once, at the first stage that is held. `outside` is how many events (at most) were
    of specials, volunteers, agency or elected people; they are in no other figure. `asks_grt` is whether Gypsy, Roma
    and Traveller people could be recorded.
    """

    organisation: str
    dataset: Dataset
    start: date
    end: date
    figures: tuple[EventFigure, ...]
    total: Count
    outside: int = 0
    asks_grt: bool = True

    @property
    def is_outside_alone(self) -> bool:
        """Whether all events are of people outside the workforce, so that nothing is known of the staff."""
        return self.outside > 0 and not self.figures


@dataclass(frozen=True, slots=True)
class EventReportRow:
    """One row of a report of events: `outcome` is set where it divides them, as the stages of recruitment always do."""

    summary: EventSummary
    key: str
    label: str
    outcome: str
    count: Count


def event_summary(
    ws: Workspace,
    organisation: str | None = None,
    dataset: Dataset | None = None,
    period: tuple[date, date] | None = None,
) -> tuple[EventSummary, ...]:
    """What is held, the latest period first; of periods that lie within *period* when one is given.

    What two imports gave for one period (officers in one file, staff in another) is added together.
    """
    with ws.reading() as session:
        key = ("event summary", organisation, dataset, period)
        return once(session, key, lambda: _summaries(session, organisation, dataset, period))


def _summaries(
    session: Session, organisation: str | None, dataset: Dataset | None, period: tuple[date, date] | None
) -> tuple[EventSummary, ...]:
    held = [
        one
        for one in store.periods(session, organisation=organisation, dataset=dataset)
        if Dataset(one.dataset) in EVENTS
        and (period is None or (period[0] <= one.period_start and one.period_end <= period[1]))
    ]
    ids = [one.id for one in held if one.id is not None]
    cells, of_staff = store.event_cells(session, period_ids=ids), store.of_workforce(session, period_ids=ids)
    by_period: dict[tuple[str, str, date, date], list[EventCell]] = defaultdict(list)
    for cell in cells:
        by_period[cell.organisation, cell.dataset, cell.start, cell.end].append(cell)
    asks: dict[tuple[str, str, date, date], bool] = {}
    for one in held:
        key = (one.organisation, one.dataset, one.period_start, one.period_end)
        asks[key] = asks.get(key, True) and (one.asks_grt or not of_staff.get(one.id or 0))
    return tuple(_summary(key, by_period.get(key, []), asks_grt) for key, asks_grt in asks.items())


def _summary(key: tuple[str, str, date, date], cells: Sequence[EventCell], asks_grt: bool) -> EventSummary:
    organisation, code, start, end = key
    dataset = Dataset(code)
    alike: dict[tuple[str, str, str], list[Count]] = defaultdict(list)
    first = _first_stage(dataset, cells)
    once: list[Count] = []
    outside = 0
    for cell in cells:
        counts_once = first is None or cell.outcome == first
        if cell.worker_type in OUTSIDE_CODES:
            outside += cell.count.high if counts_once else 0
            continue
        alike[cell.outcome, cell.grade, cell.ethnicity].append(cell.count)
        if counts_once:
            once.append(cell.count)
    figures = tuple(EventFigure(*names, sum_of(counts)) for names, counts in alike.items())
    return EventSummary(organisation, dataset, start, end, figures, sum_of(once), outside, asks_grt)


def _first_stage(dataset: Dataset, cells: Iterable[EventCell]) -> str | None:
    """The stage at which every application is counted once; None for events that have no stages."""
    held = {cell.outcome for cell in cells}
    stages = STAGES if dataset is Dataset.RECRUITMENT else ()
    return next((stage.code for stage in stages if stage.code in held), None)


def event_report(
    ws: Workspace,
    by: EventDimension,
    organisation: str | None = None,
    dataset: Dataset | None = None,
    period: tuple[date, date] | None = None,
) -> tuple[EventReportRow, ...]:
    """A row for each outcome, grade or ethnic group of every period held."""
    with ws.reading() as session:
        book = GradeBook.load(session)
    return tuple(
        row
        for summary in sorted(event_summary(ws, organisation, dataset, period), key=_place)
        for row in _rows(summary, by, book)
    )


def _place(summary: EventSummary) -> tuple[str, int, int]:
    return summary.organisation, EVENTS.index(summary.dataset), -summary.end.toordinal()


def _rows(summary: EventSummary, by: EventDimension, book: GradeBook) -> list[EventReportRow]:
    staged = summary.dataset is Dataset.RECRUITMENT and by is not EventDimension.OUTCOME
    alike: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for figure in summary.figures:
        alike[_key(figure, by), figure.outcome if staged else ""].append(figure.count)
    order = {code: place for place, code in enumerate(_order(summary, by, book))}
    stages = {stage.code: place for place, stage in enumerate(STAGES)}
    keys = sorted(alike, key=lambda key: (order.get(key[0], len(order)), key[0], stages.get(key[1], -1)))
    return [
        EventReportRow(summary, key, _label(summary, by, key, book), outcome, sum_of(alike[key, outcome]))
        for key, outcome in keys
    ]


def _key(figure: EventFigure, by: EventDimension) -> str:
    match by:
        case EventDimension.OUTCOME:
            return figure.outcome
        case EventDimension.GRADE:
            return figure.grade
        case EventDimension.GROUP:
            return five_group(figure.ethnicity) or figure.ethnicity


def _order(summary: EventSummary, by: EventDimension, book: GradeBook) -> list[str]:
    match by:
        case EventDimension.OUTCOME:
            return [outcome.code for outcome in OUTCOMES[summary.dataset]]
        case EventDimension.GRADE:
            codes = {figure.grade for figure in summary.figures} - {""}
            return sorted(codes, key=lambda code: book.place(summary.organisation, code))
        case EventDimension.GROUP:
            return list(nodes())


def _label(summary: EventSummary, by: EventDimension, key: str, book: GradeBook) -> str:
    match by:
        case EventDimension.OUTCOME:
            return outcome_name(summary.dataset, key) if key else _("Happened")
        case EventDimension.GRADE:
            return book.grade_name(summary.organisation, key) if key else _("Grade not given")
        case EventDimension.GROUP:
            return node(key).name
