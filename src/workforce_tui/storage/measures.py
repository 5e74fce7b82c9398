"""What indicators are worked out of: staff by sex, and how many people events happened to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlmodel import col

from workforce_tui.domain.counts import Count, shared_count
from workforce_tui.storage.cube import has_workforce
from workforce_tui.storage.once import read_once
from workforce_tui.storage.tables import (
    EthnicityLabelRow,
    EventCubeRow,
    EventFactRow,
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
    in_workforce: bool = True
    """Anybody of the workforce is in it; else how it was recorded says nothing of the staff of its day."""


class StaffCell(NamedTuple):
    """Staff on one date who are alike; `trait` is their sex, or the value of what else they are divided by."""

    as_at: date
    grade: str
    worker_type: str
    ethnicity: str
    trait: str
    number: Count


class CaseCell(NamedTuple):
    """Events of one period that are alike; `trait` is the sex, or the value of what else they are divided by."""

    period: int
    outcome: str
    worker_type: str
    ethnicity: str
    trait: str
    number: Count


class PersonCell(NamedTuple):
    """Somebody whom an event of a period happened to; counts without staff numbers have no pseudonym.

    `trait` is as in `CaseCell`.
    """

    period: int
    pseudonym: bytes | None
    worker_type: str
    ethnicity: str
    trait: str
    number: Count


@read_once
def snapshot_facts(session: Session, *, organisation: str) -> list[SnapshotFacts]:
    """The snapshots of an organisation, oldest first."""
    row = SnapshotRow
    columns = (col(row.id), col(row.as_at), col(row.scheme), col(row.asks_grt), col(row.has_persons), has_workforce())
    query = select(*columns).where(col(row.organisation) == organisation)
    found = session.connection().execute(query.order_by(col(row.as_at), col(row.id)))
    return [
        SnapshotFacts(int(number or 0), day, scheme, grt, persons, bool(inside))
        for number, day, scheme, grt, persons, inside in found
    ]


@read_once
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
    rows = session.connection().execute(query).all()
    return [
        StaffCell(day, grade, worker, ethnicity, sex, shared_count(low, high))
        for day, grade, worker, ethnicity, sex, low, high in rows
    ]


@read_once
def case_cells(session: Session, *, period_ids: Iterable[int]) -> list[CaseCell]:
    """The events of some periods, added up; two grades are two cells."""
    cube = EventCubeRow
    query = select(
        col(cube.event_period_id),
        col(cube.outcome),
        col(cube.worker_type),
        col(cube.ethnicity_label_id),
        col(cube.sex),
        col(cube.low),
        col(cube.high),
    ).where(col(cube.event_period_id).in_(list(period_ids)))
    codes = _ethnicities(session)
    return [
        CaseCell(period, outcome, worker, codes[label], sex, shared_count(low, high))
        for period, outcome, worker, label, sex, low, high in session.connection().execute(query).all()
    ]


@read_once
def person_cells(session: Session, *, period_ids: Iterable[int], leaving_out: Iterable[str] = ()) -> list[PersonCell]:
    """Whom the events of some periods happened to, without the outcomes of *leaving_out*; counts as they were given."""
    fact = EventFactRow
    query = select(
        col(fact.event_period_id),
        col(fact.pseudonym),
        col(fact.worker_type),
        col(fact.ethnicity_label_id),
        col(fact.sex),
        col(fact.low),
        col(fact.high),
    ).where(col(fact.event_period_id).in_(list(period_ids)), col(fact.outcome).not_in(list(leaving_out)))
    codes = _ethnicities(session)
    return [
        PersonCell(period, pseudonym, worker, codes[label], sex, shared_count(low, high))
        for period, pseudonym, worker, label, sex, low, high in session.connection()
        .execute(query.order_by(col(fact.id)))
        .all()
    ]


def _ethnicities(session: Session) -> dict[int, str]:
    """The code that each ethnicity label was read as."""
    row = EthnicityLabelRow
    found = session.connection().execute(select(col(row.id), col(row.ethnicity)))
    return {int(number or 0): code for number, code in found}
