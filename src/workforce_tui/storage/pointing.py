"""What snapshots and events have in common when their labels change: which of them count, and pointing their rows."""

from __future__ import annotations

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


def point(
    session: Session, table: str, column: str, *, part: tuple[str, int], old: int, new: int, worker_type: str | None
) -> None:
    """Give the rows of one part that have a label another, and a kind of worker where that is set.

    *part* is the column that says which part a row is of, and its number.
    """
    whose, number = part
    values: dict[str, object] = {"new": new, "old": old, "part": number}
    change = f"{column} = :new"
    if worker_type:
        change, values["worker"] = f"{change}, worker_type = :worker", worker_type
    statement = f"UPDATE {table} SET {change} WHERE {whose} = :part AND {column} = :old"  # noqa: S608
    session.connection().execute(text(statement), values)
