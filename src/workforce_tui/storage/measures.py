"""What indicators are worked out of: staff by sex, and how many people events happened to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select
from sqlmodel import col

from workforce_tui.domain.counts import Count
from workforce_tui.storage.tables import (
    EthnicityLabelRow,
    EventFactRow,
    EventPeriodRow,
    HeadcountCubeRow,
    SnapshotRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """A snapshot of one organisation, and how it was recorded."""

    id: int
    as_at: date
    scheme: str
    asks_grt: bool
    has_persons: bool


@dataclass(frozen=True, slots=True)
class StaffCell:
    """Staff on one date whose grade, worker type, ethnicity and sex are the same."""

    as_at: date
    grade: str
    worker_type: str
    ethnicity: str
    sex: str
    count: Count


@dataclass(frozen=True, slots=True)
class PeopleCell:
    """People whom events of one dataset happened to, each once however often; counts from files of counts as given."""

    dataset: str
    worker_type: str
    ethnicity: str
    sex: str
    count: Count


def snapshot_facts(session: Session, *, organisation: str) -> list[SnapshotFacts]:
    """The snapshots of an organisation, oldest first."""
    row = SnapshotRow
    query = select(col(row.id), col(row.as_at), col(row.scheme), col(row.asks_grt), col(row.has_persons)).where(
        col(row.organisation) == organisation
    )
    found = session.connection().execute(query.order_by(col(row.as_at), col(row.id)))
    return [SnapshotFacts(int(number or 0), day, scheme, grt, persons) for number, day, scheme, grt, persons in found]


def staff_cells(session: Session, *, snapshot_ids: Iterable[int]) -> list[StaffCell]:
    """The cube of some snapshots, sexes apart."""
    cube, snapshot = HeadcountCubeRow, SnapshotRow
    query = (
        select(
            col(snapshot.as_at),
            col(cube.grade),
            col(cube.worker_type),
            col(cube.ethnicity),
            col(cube.sex),
            col(cube.low),
            col(cube.high),
        )
        .join(snapshot, col(snapshot.id) == col(cube.snapshot_id))
        .where(col(cube.snapshot_id).in_(list(snapshot_ids)))
    )
    rows = session.connection().execute(query)
    return [
        StaffCell(day, grade, worker, ethnicity, sex, Count(low, high))
        for day, grade, worker, ethnicity, sex, low, high in rows
    ]


def people_cells(session: Session, *, period_ids: Iterable[int], leaving_out: Iterable[str] = ()) -> list[PeopleCell]:
    """Everybody the events of some periods happened to, without the outcomes of *leaving_out*."""
    fact, period = EventFactRow, EventPeriodRow
    keys = (
        col(period.dataset),
        col(fact.worker_type),
        col(EthnicityLabelRow.ethnicity),
        col(fact.sex),
    )
    unnamed = col(fact.pseudonym).is_(None)
    people = func.count(col(fact.pseudonym).distinct())
    query = (
        select(
            *keys,
            people + func.sum(case((unnamed, col(fact.low)), else_=0)),
            people + func.sum(case((unnamed, col(fact.high)), else_=0)),
        )
        .join(period, col(period.id) == col(fact.event_period_id))
        .join(EthnicityLabelRow, col(EthnicityLabelRow.id) == col(fact.ethnicity_label_id))
        .where(col(fact.event_period_id).in_(list(period_ids)), col(fact.outcome).not_in(list(leaving_out)))
        .group_by(*keys)
    )
    rows = session.connection().execute(query)
    return [
        PeopleCell(dataset, worker, ethnicity, sex, Count(int(low), int(high)))
        for dataset, worker, ethnicity, sex, low, high in rows
    ]
