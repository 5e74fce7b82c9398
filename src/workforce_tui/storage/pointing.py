"""What snapshots and events have in common when their labels change: which of them count, and pointing their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import text
from sqlmodel import col, func, select

from workforce_tui.storage.batches import ACTIVE
from workforce_tui.storage.tables import EventPeriodRow, ImportBatchRow, SnapshotRow

if TYPE_CHECKING:
    from sqlmodel import Session

Part = TypeVar("Part", SnapshotRow, EventPeriodRow)
"""What an import holds of one organisation: its staff on a date, or its events in a period."""


def counted_parts(
    session: Session, part: type[Part], *, organisation: str | None, order: tuple[Any, ...]
) -> list[tuple[Part, ImportBatchRow, bool]]:
    """The parts of an organisation that count, each with its import and whether that one holds several organisations.

    None means the parts of imports with several organisations.
    """
    mixed = set(
        session.exec(
            select(part.batch_id).group_by(col(part.batch_id)).having(func.count(col(part.organisation).distinct()) > 1)
        )
    )
    batch = ImportBatchRow
    query = select(part, batch).join(batch, col(batch.id) == col(part.batch_id)).where(batch.status == ACTIVE)
    if organisation is None:
        query = query.where(col(part.batch_id).in_(mixed))
    else:
        query = query.where(part.organisation == organisation)
    return [(held, owner, held.batch_id in mixed) for held, owner in session.exec(query.order_by(*order))]


@dataclass(frozen=True, slots=True)
class PartRows:
    """Where the rows of a part stand: the column that says which part a row is of, and tables with their columns.

    The kind of worker is that of `GRADE`, the grade now: a grade before says nothing about it.
    """

    part: str
    grades: tuple[tuple[str, str], ...]
    ethnicities: tuple[tuple[str, str], ...]


GRADE, ETHNICITY = "grade_label_id", "ethnicity_label_id"
SNAPSHOT_ROWS = PartRows(
    "snapshot_id",
    grades=(("person_snapshot", GRADE), ("count_fact", GRADE)),
    ethnicities=(("person_snapshot", ETHNICITY), ("count_fact", ETHNICITY)),
)
EVENT_ROWS = PartRows(
    "event_period_id",
    grades=(("event_fact", GRADE), ("event_fact", "from_grade_label_id"), ("mentoring_participation", GRADE)),
    ethnicities=(("event_fact", ETHNICITY), ("mentoring_participation", ETHNICITY)),
)


def point_grades(session: Session, rows: PartRows, *, part: int, old: int, new: int, worker_type: str | None) -> None:
    """Give the rows of one part with one grade label another, and a kind of worker where that is set."""
    for table, column in rows.grades:
        _point(session, table, column, (rows.part, part), (old, new), worker_type if column == GRADE else None)


def point_ethnicities(session: Session, rows: PartRows, *, part: int, old: int, new: int) -> None:
    """Give the rows of one part with one ethnicity label another."""
    for table, column in rows.ethnicities:
        _point(session, table, column, (rows.part, part), (old, new), None)


def _point(
    session: Session, table: str, column: str, part: tuple[str, int], labels: tuple[int, int], worker_type: str | None
) -> None:
    whose, number = part
    values: dict[str, object] = {"old": labels[0], "new": labels[1], "part": number}
    change = f"{column} = :new"
    if worker_type:
        change, values["worker"] = f"{change}, worker_type = :worker", worker_type
    statement = f"UPDATE {table} SET {change} WHERE {whose} = :part AND {column} = :old"  # noqa: S608
    session.connection().execute(text(statement), values)


def set_numbers(session: Session, *, batch_id: int, low: int, high: int, outside: int) -> None:
    """Write the numbers an import is listed with: people or events in the workforce, and the most outside it."""
    batch = session.get(ImportBatchRow, batch_id)
    if batch is not None:
        batch.headcount_low, batch.headcount_high, batch.outside_workforce = low, high, outside
        session.add(batch)
        session.flush()
