"""Those who take part in mentoring: adding, reading and deleting them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, union
from sqlmodel import col
from sqlmodel import delete as remove

from workforce_tui.domain.datasets import MENTORING
from workforce_tui.storage.bulk import bulk_insert
from workforce_tui.storage.mentoring_tables import ParticipationRow
from workforce_tui.storage.once import read_once
from workforce_tui.storage.tables import EthnicityLabelRow, EventPeriodRow, GradeLabelRow, PersonSnapshotRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlmodel import Session

COLUMNS = (
    "event_period_id", "pseudonym", "partner", "scheme", "cohort", "grade_label_id", "ethnicity_label_id",
    "worker_type", "sex", "outcome", "reason", "start_month", "end_month", "sessions_planned", "sessions_held",
    "confidence_before", "confidence_after", "belonging_before", "belonging_after", "readiness_before",
    "readiness_after", "satisfaction", "goal_met", "commitments_made", "commitments_delivered", "feedback_done",
    "low", "high",
)  # fmt: skip


MOST_AT_ONCE = 500
"""Numbers in one statement: every database takes so many."""


@dataclass(frozen=True, slots=True)
class HeldParticipation:
    """A row as held, with whose it is and what its labels mean; `grade` is "" where the list gave none."""

    organisation: str
    dataset: str
    period_end: date
    grade: str
    ethnicity: str
    row: ParticipationRow


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """Somebody in a snapshot: the codes of their grade and ethnicity, and the month they started, if it is known."""

    snapshot: int
    pseudonym: bytes
    worker_type: str
    grade: str
    temporary: str
    ethnicity: str
    start_month: int | None


def add_participations(session: Session, *, rows: Iterable[tuple[Any, ...]]) -> int:
    """Add participations in the order of COLUMNS."""
    return bulk_insert(session.connection(), "mentoring_participation", COLUMNS, rows)


@read_once
def held(session: Session) -> list[HeldParticipation]:
    """Every participation, that of the latest period first."""
    row, period = ParticipationRow, EventPeriodRow
    query = (
        select(
            col(period.organisation), col(period.dataset), col(period.period_end), col(GradeLabelRow.grade),
            col(EthnicityLabelRow.ethnicity),
        )
        .add_columns(row)
        .select_from(row)
        .join(period, col(period.id) == col(row.event_period_id))
        .join(EthnicityLabelRow, col(EthnicityLabelRow.id) == col(row.ethnicity_label_id))
        .outerjoin(GradeLabelRow, col(GradeLabelRow.id) == col(row.grade_label_id))
        .where(col(period.dataset).in_([str(one) for one in MENTORING]))
        .order_by(col(period.period_end).desc(), col(row.id))
    )  # fmt: skip
    return [
        HeldParticipation(organisation, dataset, day, grade or "", ethnicity, one)
        for organisation, dataset, day, grade, ethnicity, one in session.execute(query)
    ]


def cohorts_of(session: Session, *, period_id: int) -> set[str]:
    """The schemes and cohorts a list is of, as one text each."""
    row = ParticipationRow
    query = select(col(row.scheme), col(row.cohort)).where(col(row.event_period_id) == period_id).distinct()
    return {cohort_key(scheme, cohort) for scheme, cohort in session.connection().execute(query)}


def cohort_key(scheme: str, cohort: str) -> str:
    """A scheme and a cohort as one text, whatever their capitals and spaces."""
    return "\0".join(" ".join(text.casefold().split()) for text in (scheme, cohort))


def delete_of_periods(session: Session, *, ids: Iterable[int]) -> None:
    """Remove the participations of some periods."""
    session.exec(remove(ParticipationRow).where(col(ParticipationRow.event_period_id).in_(list(ids))))


def delete(session: Session, *, numbers: Iterable[int]) -> None:
    """Remove some participations, and write over where they stood."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    wanted = list(numbers)
    for start in range(0, len(wanted), MOST_AT_ONCE):
        some = wanted[start : start + MOST_AT_ONCE]
        connection.execute(remove(ParticipationRow).where(col(ParticipationRow.id).in_(some)))


@read_once
def people_in(session: Session, *, snapshot_ids: Iterable[int], taking_part: bool = False) -> list[HeldPerson]:
    """Everybody in some snapshots; with *taking_part*, those alone who are mentees, mentors or partners of one."""
    person, row = PersonSnapshotRow, ParticipationRow
    query = (
        select(
            col(person.snapshot_id), col(person.pseudonym), col(person.worker_type), col(GradeLabelRow.grade),
            col(GradeLabelRow.temporary), col(EthnicityLabelRow.ethnicity), col(person.start_month),
        )
        .join(GradeLabelRow, col(GradeLabelRow.id) == col(person.grade_label_id))
        .join(EthnicityLabelRow, col(EthnicityLabelRow.id) == col(person.ethnicity_label_id))
        .where(col(person.snapshot_id).in_(list(snapshot_ids)))
    )  # fmt: skip
    if taking_part:
        listed = union(
            select(col(row.pseudonym)).where(col(row.pseudonym).is_not(None)),
            select(col(row.partner)).where(col(row.partner).is_not(None)),
        )
        query = query.where(col(person.pseudonym).in_(listed))
    return [
        HeldPerson(snapshot, bytes(pseudonym), worker, grade, temporary, ethnicity, month)
        for snapshot, pseudonym, worker, grade, temporary, ethnicity, month in session.connection().execute(query)
    ]
