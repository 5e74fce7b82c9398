"""Import batches: what was imported, when, and whether it still counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, delete, select

from workforce_tui.storage.tables import (
    BatchIssueRow,
    CountFactRow,
    HeadcountCubeRow,
    ImportBatchRow,
    PersonPostRow,
    PersonSnapshotRow,
    SnapshotRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

ACTIVE = "active"
UNDONE = "undone"
REPLACED = "replaced"
HELD_OF_SNAPSHOTS = (HeadcountCubeRow, CountFactRow, PersonPostRow, PersonSnapshotRow)


def add_batch(session: Session, *, batch: ImportBatchRow, issues: Mapping[tuple[str, str], int]) -> int:
    """Record an import and how many issues of each (code, severity) it had; returns its number."""
    session.add(batch)
    session.flush()
    assert batch.id is not None  # noqa: S101 - flushed
    session.add_all(
        BatchIssueRow(batch_id=batch.id, code=code, severity=severity, number=number)
        for (code, severity), number in issues.items()
    )
    return batch.id


def batches(session: Session) -> Sequence[ImportBatchRow]:
    """Every import, newest first."""
    return session.exec(select(ImportBatchRow).order_by(col(ImportBatchRow.id).desc())).all()


def batch(session: Session, *, batch_id: int) -> ImportBatchRow | None:
    """One import by its number."""
    return session.get(ImportBatchRow, batch_id)


def issue_numbers(session: Session) -> dict[int, int]:
    """How many issues each import had."""
    rows = session.exec(
        select(BatchIssueRow.batch_id, func.sum(col(BatchIssueRow.number))).group_by(col(BatchIssueRow.batch_id))
    )
    return {batch_id: int(number) for batch_id, number in rows}


def active_batches_of_file(session: Session, *, sha256: str) -> Sequence[ImportBatchRow]:
    """The imports of this very file that still count."""
    return session.exec(
        select(ImportBatchRow).where(ImportBatchRow.file_sha256 == sha256, ImportBatchRow.status == ACTIVE)
    ).all()


def snapshots_of_batch(session: Session, *, batch_id: int) -> Sequence[SnapshotRow]:
    """The snapshots an import brought that still count."""
    return session.exec(
        select(SnapshotRow).where(SnapshotRow.batch_id == batch_id).order_by(SnapshotRow.organisation)
    ).all()


def snapshots_at(session: Session, *, organisation: str, as_at: date) -> Sequence[SnapshotRow]:
    """The snapshots of an organisation on a date (more than one when files hold different workers)."""
    return session.exec(
        select(SnapshotRow).where(SnapshotRow.organisation == organisation, SnapshotRow.as_at == as_at)
    ).all()


def end_batch(session: Session, *, batch: ImportBatchRow, status: str, when: str) -> None:
    """Mark an import as no longer counting."""
    batch.status, batch.ended_at = status, when
    session.add(batch)


def delete_workers(session: Session, *, snapshot_id: int, worker_types: Iterable[str]) -> None:
    """Remove some kinds of worker from a snapshot."""
    wanted = list(worker_types)
    for table in HELD_OF_SNAPSHOTS:
        here = (col(table.snapshot_id) == snapshot_id, col(table.worker_type).in_(wanted))
        session.exec(delete(table).where(*here))


def delete_snapshots(session: Session, *, ids: Iterable[int]) -> None:
    """Remove snapshots with all their facts and people."""
    wanted = list(ids)
    if not wanted:
        return
    for table in HELD_OF_SNAPSHOTS:
        session.exec(delete(table).where(col(table.snapshot_id).in_(wanted)))
    session.exec(delete(SnapshotRow).where(col(SnapshotRow.id).in_(wanted)))
