"""Events of a period: adding, deleting and counting them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, insert, select
from sqlmodel import col, delete

from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import MENTORING
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.storage.bulk import bulk_insert
from workforce_tui.storage.once import read_once
from workforce_tui.storage.participations import delete_of_periods
from workforce_tui.storage.tables import EthnicityLabelRow, EventCubeRow, EventFactRow, EventPeriodRow, GradeLabelRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlmodel import Session

NOT_GIVEN = ""
"""The grade of events whose file gives none."""


@dataclass(frozen=True, slots=True)
class EventCell:
    """Events of one kind in one period whose outcome, grade, worker type, ethnicity and sex are the same."""

    organisation: str
    dataset: str
    start: date
    end: date
    outcome: str
    grade: str
    worker_type: str
    ethnicity: str
    sex: str
    count: Count


def add_period(session: Session, *, period: EventPeriodRow) -> int:
    """Record a period; returns its number."""
    session.add(period)
    session.flush()
    assert period.id is not None  # noqa: S101 - flushed
    return period.id


def add_event_facts(session: Session, *, rows: Iterable[tuple[Any, ...]]) -> int:
    """Add events: (period, month, pseudonym, grade label, grade label before, ethnicity label, worker type, sex,
    outcome, low, high)."""
    columns = (
        "event_period_id", "event_month", "pseudonym", "grade_label_id", "from_grade_label_id",
        "ethnicity_label_id", "worker_type", "sex", "outcome", "low", "high",
    )  # fmt: skip
    return bulk_insert(session.connection(), "event_fact", columns, rows)


def build_cube(session: Session, *, period_ids: Iterable[int]) -> None:
    """Add up the events of some periods and keep the sums: reports read those, and not every event."""
    fact, cube = EventFactRow, EventCubeRow
    keys = ("event_period_id", "grade_label_id", "ethnicity_label_id", "worker_type", "sex", "outcome")
    columns = [col(getattr(fact, name)) for name in keys]
    sums = (
        select(*columns, func.sum(col(fact.low)), func.sum(col(fact.high)))
        .where(col(fact.event_period_id).in_(list(period_ids)))
        .group_by(*columns)
    )
    session.connection().execute(insert(cube).from_select([*keys, "low", "high"], sums))


@read_once
def periods(
    session: Session, *, organisation: str | None = None, dataset: str | None = None
) -> Sequence[EventPeriodRow]:
    """The periods held, the latest first, then by organisation and dataset; lists of mentoring only when named."""
    query = select(EventPeriodRow).order_by(
        col(EventPeriodRow.period_end).desc(), col(EventPeriodRow.organisation), col(EventPeriodRow.dataset)
    )
    if organisation is not None:
        query = query.where(col(EventPeriodRow.organisation) == organisation)
    if dataset is not None:
        query = query.where(col(EventPeriodRow.dataset) == dataset)
    else:
        query = query.where(col(EventPeriodRow.dataset).not_in([str(one) for one in MENTORING]))
    return session.execute(query).scalars().all()


def periods_of_batch(session: Session, *, batch_id: int) -> Sequence[EventPeriodRow]:
    """The periods an import brought that still count."""
    query = select(EventPeriodRow).where(col(EventPeriodRow.batch_id) == batch_id)
    return session.execute(query.order_by(col(EventPeriodRow.organisation))).scalars().all()


def overlapping(
    session: Session, *, organisation: str, dataset: str, start: date, end: date
) -> Sequence[EventPeriodRow]:
    """The periods of an organisation and dataset that share a day with *start* to *end*."""
    query = select(EventPeriodRow).where(
        col(EventPeriodRow.organisation) == organisation,
        col(EventPeriodRow.dataset) == dataset,
        col(EventPeriodRow.period_start) <= end,
        col(EventPeriodRow.period_end) >= start,
    )
    return session.execute(query).scalars().all()


def worker_types(session: Session, *, period_id: int) -> set[str]:
    """The kinds of worker a period holds; "" where they are not given."""
    query = select(col(EventFactRow.worker_type)).where(col(EventFactRow.event_period_id) == period_id).distinct()
    return set(session.connection().execute(query).scalars())


def delete_periods(session: Session, *, ids: Iterable[int]) -> None:
    """Remove periods with all their events."""
    wanted = list(ids)
    if not wanted:
        return
    session.exec(delete(EventCubeRow).where(col(EventCubeRow.event_period_id).in_(wanted)))
    session.exec(delete(EventFactRow).where(col(EventFactRow.event_period_id).in_(wanted)))
    delete_of_periods(session, ids=wanted)
    session.exec(delete(EventPeriodRow).where(col(EventPeriodRow.id).in_(wanted)))


@read_once
def people(session: Session, *, period_ids: Iterable[int]) -> frozenset[bytes] | None:
    """Everybody in the workforce with an event in some periods; None where an event has no person."""
    fact = EventFactRow
    query = select(col(fact.pseudonym)).where(
        col(fact.event_period_id).in_(list(period_ids)),
        col(fact.worker_type).not_in(OUTSIDE_CODES),
    )
    found = session.connection().execute(query).scalars().all()
    return None if None in found else frozenset(bytes(one) for one in found if one is not None)


@read_once
def of_workforce(session: Session, *, period_ids: Iterable[int]) -> dict[int, bool]:
    """Of each of some periods that has any event, whether one is of anybody in the workforce.

    A list of specials or volunteers alone says nothing of the staff: neither how they were recorded nor that nothing
    happened to them.
    """
    cube = EventCubeRow
    inside = col(cube.worker_type).not_in(OUTSIDE_CODES)
    query = (
        select(col(cube.event_period_id), func.max(case((inside, 1), else_=0)))
        .where(col(cube.event_period_id).in_(list(period_ids)))
        .group_by(col(cube.event_period_id))
    )
    return {period: bool(found) for period, found in session.connection().execute(query)}


@read_once
def event_cells(session: Session, *, period_ids: Iterable[int]) -> list[EventCell]:
    """The kept sums of some periods; two labels that mean the same are two cells."""
    cube, period = EventCubeRow, EventPeriodRow
    query = (
        select(
            col(period.organisation),
            col(period.dataset),
            col(period.period_start),
            col(period.period_end),
            col(cube.outcome),
            func.coalesce(col(GradeLabelRow.grade), NOT_GIVEN),
            col(cube.worker_type),
            col(EthnicityLabelRow.ethnicity),
            col(cube.sex),
            col(cube.low),
            col(cube.high),
        )
        .join(period, col(period.id) == col(cube.event_period_id))
        .join(EthnicityLabelRow, col(EthnicityLabelRow.id) == col(cube.ethnicity_label_id))
        .outerjoin(GradeLabelRow, col(GradeLabelRow.id) == col(cube.grade_label_id))
        .where(col(cube.event_period_id).in_(list(period_ids)))
        .order_by(col(cube.id))
    )
    rows = session.connection().execute(query).all()
    return [
        EventCell(code, dataset, start, end, outcome, grade, worker, ethnicity, sex, Count(low, high))
        for code, dataset, start, end, outcome, grade, worker, ethnicity, sex, low, high in rows
    ]
