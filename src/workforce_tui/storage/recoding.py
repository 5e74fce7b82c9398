"""The labels snapshots are counted under, and what was moved between labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import col, delete, func, select

from workforce_tui.storage import facts as fact_store
from workforce_tui.storage.pointing import counted_parts, set_numbers
from workforce_tui.storage.tables import (
    BatchIssueRow,
    EthnicityLabelRow,
    GradeLabelRow,
    HeadcountCubeRow,
    ImportBatchRow,
    RecodingRow,
    SnapshotRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlmodel import Session

FACTS_SQL = text(
    """
    SELECT grade_label_id, ethnicity_label_id, worker_type, SUM(low), SUM(high) FROM (
        SELECT grade_label_id, ethnicity_label_id, worker_type, COUNT(*) AS low, COUNT(*) AS high
        FROM person_snapshot WHERE snapshot_id = :snapshot
        GROUP BY grade_label_id, ethnicity_label_id, worker_type
        UNION ALL
        SELECT grade_label_id, ethnicity_label_id, worker_type, low, high
        FROM count_fact WHERE snapshot_id = :snapshot
    ) AS f
    GROUP BY grade_label_id, ethnicity_label_id, worker_type
    """
)


@dataclass(frozen=True, slots=True)
class HeldSnapshot:
    """A snapshot that counts, with the import it came from; `mixed` when that import holds several organisations."""

    id: int
    batch: int
    file_name: str
    layout: str
    organisation: str
    as_at: date
    scheme: str
    asks_grt: bool
    mixed: bool


@dataclass(frozen=True, slots=True)
class HeldFact:
    """How many people of a snapshot have the same two labels and are the same kind of worker."""

    grade_label: int
    ethnicity_label: int
    worker_type: str
    low: int
    high: int


def held_snapshots(session: Session, *, organisation: str | None) -> tuple[HeldSnapshot, ...]:
    """The snapshots of an organisation, oldest first; None means those of imports with several organisations."""
    order = (col(SnapshotRow.as_at), col(SnapshotRow.organisation), col(SnapshotRow.id))
    return tuple(
        HeldSnapshot(
            id=int(held.id or 0),
            batch=held.batch_id,
            file_name=owner.file_name,
            layout=owner.layout,
            organisation=held.organisation,
            as_at=held.as_at,
            scheme=held.scheme,
            asks_grt=held.asks_grt,
            mixed=mixed,
        )
        for held, owner, mixed in counted_parts(session, SnapshotRow, organisation=organisation, order=order)
    )


def held_facts(session: Session, *, snapshot_id: int) -> list[HeldFact]:
    """The people and counts of a snapshot, added up by their labels."""
    rows = session.connection().execute(FACTS_SQL, {"snapshot": snapshot_id})
    return [HeldFact(grade, ethnicity, worker, int(low), int(high)) for grade, ethnicity, worker, low, high in rows]


def grade_labels(session: Session, *, ids: Iterable[int]) -> dict[int, GradeLabelRow]:
    """Grade labels by their numbers."""
    found = session.exec(select(GradeLabelRow).where(col(GradeLabelRow.id).in_(list(ids))))
    return {int(row.id or 0): row for row in found}


def ethnicity_labels(session: Session, *, ids: Iterable[int]) -> dict[int, EthnicityLabelRow]:
    """Ethnicity labels by their numbers."""
    found = session.exec(select(EthnicityLabelRow).where(col(EthnicityLabelRow.id).in_(list(ids))))
    return {int(row.id or 0): row for row in found}


def rebuild_cube(session: Session, *, snapshot_id: int) -> None:
    """Count a snapshot into the headcount cube anew."""
    session.exec(delete(HeadcountCubeRow).where(col(HeadcountCubeRow.snapshot_id) == snapshot_id))
    fact_store.build_cube(session, snapshot_id=snapshot_id)


def recount_batch(session: Session, *, batch_id: int, outside: Iterable[str]) -> None:
    """Bring the headcount an import is listed with in line with its cube."""
    cube, apart = HeadcountCubeRow, col(HeadcountCubeRow.worker_type).in_(list(outside))
    here = col(cube.snapshot_id).in_(select(col(SnapshotRow.id)).where(col(SnapshotRow.batch_id) == batch_id))
    sums = (func.coalesce(func.sum(col(cube.low)), 0), func.coalesce(func.sum(col(cube.high)), 0))
    low, high = session.exec(select(*sums).where(here, ~apart)).one()
    _least, most = session.exec(select(*sums).where(here, apart)).one()
    set_numbers(session, batch_id=batch_id, low=int(low), high=int(high), outside=int(most))


def batches_with_issue(session: Session, *, codes: Iterable[str]) -> set[int]:
    """The imports that had an issue of one of these kinds."""
    found = select(BatchIssueRow.batch_id).where(col(BatchIssueRow.code).in_(list(codes)))
    return set(session.exec(found))


def add_recodings(session: Session, *, rows: Iterable[RecodingRow]) -> None:
    """Write down what was moved."""
    session.add_all(list(rows))
    session.flush()


def recodings(session: Session, *, organisation: str | None = None) -> Sequence[RecodingRow]:
    """What was ever moved, the latest first."""
    query = select(RecodingRow).order_by(col(RecodingRow.id).desc())
    if organisation is not None:
        query = query.where(RecodingRow.organisation == organisation)
    return session.exec(query).all()


def datasets_of(session: Session, *, batches: Iterable[int]) -> dict[int, str]:
    """What the files of some imports were about."""
    batch = ImportBatchRow
    found = session.exec(select(batch.id, batch.dataset).where(col(batch.id).in_(list(batches))))
    return {int(number or 0): dataset for number, dataset in found}
