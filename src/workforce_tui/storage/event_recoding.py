"""The labels events and lists of mentoring are counted under, and adding them up anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import col, delete

from workforce_tui.storage.events import build_cube
from workforce_tui.storage.pointing import counted_parts
from workforce_tui.storage.tables import EventCubeRow, EventPeriodRow

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

EVENTS_SQL = text(
    """
    SELECT grade_label_id, from_grade_label_id, ethnicity_label_id, worker_type, outcome, nobody, SUM(low), SUM(high)
    FROM (
        SELECT grade_label_id, from_grade_label_id, ethnicity_label_id, worker_type, outcome,
               CASE WHEN pseudonym IS NULL THEN 1 ELSE 0 END AS nobody, low, high
        FROM event_fact WHERE event_period_id = :period
        UNION ALL
        SELECT grade_label_id, NULL, ethnicity_label_id, worker_type, outcome,
               CASE WHEN pseudonym IS NULL THEN 1 ELSE 0 END AS nobody, low, high
        FROM mentoring_participation WHERE event_period_id = :period
    ) AS f
    GROUP BY grade_label_id, from_grade_label_id, ethnicity_label_id, worker_type, outcome, nobody
    """
)


@dataclass(frozen=True, slots=True)
class HeldPeriod:
    """The events of one kind in a period that count, with the import they came from; both days belong to it."""

    id: int
    batch: int
    file_name: str
    layout: str
    organisation: str
    dataset: str
    start: date
    end: date
    scheme: str
    mixed: bool


@dataclass(frozen=True, slots=True)
class HeldEvents:
    """How many events of a period are alike; `counted` where nobody's staff number is held of them."""

    grade_label: int | None
    from_label: int | None
    ethnicity_label: int
    worker_type: str
    outcome: str
    counted: bool
    low: int
    high: int


def held_periods(session: Session, *, organisation: str | None) -> tuple[HeldPeriod, ...]:
    """The periods of an organisation, oldest first; None means those of imports with several organisations."""
    period = EventPeriodRow
    order = (col(period.period_end), col(period.dataset), col(period.organisation), col(period.id))
    return tuple(
        HeldPeriod(
            id=int(held.id or 0),
            batch=held.batch_id,
            file_name=owner.file_name,
            layout=owner.layout,
            organisation=held.organisation,
            dataset=held.dataset,
            start=held.period_start,
            end=held.period_end,
            scheme=held.scheme,
            mixed=mixed,
        )
        for held, owner, mixed in counted_parts(session, period, organisation=organisation, order=order)
    )


def held_events(session: Session, *, period_id: int) -> list[HeldEvents]:
    """The events of a period, added up by their labels."""
    rows = session.connection().execute(EVENTS_SQL, {"period": period_id})
    return [
        HeldEvents(grade, before, ethnicity, worker, outcome, bool(nobody), int(low), int(high))
        for grade, before, ethnicity, worker, outcome, nobody, low, high in rows
    ]


def rebuild_cube(session: Session, *, period_id: int) -> None:
    """Add up the events of a period anew."""
    session.exec(delete(EventCubeRow).where(col(EventCubeRow.event_period_id) == period_id))
    build_cube(session, period_ids=[period_id])
