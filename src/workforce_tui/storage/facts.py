"""Writing the facts of an import: labels, people, counts and the cube every view reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlmodel import select

from workforce_tui.storage.bulk import bulk_insert
from workforce_tui.storage.tables import EthnicityLabelRow, GradeLabelRow, SnapshotRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

CUBE_SQL = text(
    """
    INSERT INTO headcount_cube (snapshot_id, grade, worker_type, ethnicity, sex, low, high, fte_milli)
    SELECT f.snapshot_id, g.grade, f.worker_type, e.ethnicity, f.sex, SUM(f.low), SUM(f.high), SUM(f.fte_milli)
    FROM (
        SELECT snapshot_id, grade_label_id, ethnicity_label_id, worker_type, sex,
               COUNT(*) AS low, COUNT(*) AS high, SUM(fte_milli) AS fte_milli
        FROM person_snapshot WHERE snapshot_id = :snapshot
        GROUP BY snapshot_id, grade_label_id, ethnicity_label_id, worker_type, sex
        UNION ALL
        SELECT snapshot_id, grade_label_id, ethnicity_label_id, worker_type, sex, low, high, fte_milli
        FROM count_fact WHERE snapshot_id = :snapshot
    ) AS f
    JOIN grade_label AS g ON g.id = f.grade_label_id
    JOIN ethnicity_label AS e ON e.id = f.ethnicity_label_id
    GROUP BY f.snapshot_id, g.grade, f.worker_type, e.ethnicity, f.sex
    """
)


def add_snapshot(session: Session, *, snapshot: SnapshotRow) -> int:
    """Record a snapshot; returns its number."""
    session.add(snapshot)
    session.flush()
    assert snapshot.id is not None  # noqa: S101 - flushed
    return snapshot.id


def grade_label_id(
    session: Session, *, organisation: str, worker_type: str, raw: str, grade: str, temporary: str
) -> int:
    """The number of a grade label read as *grade*, made when it is new."""
    known = session.exec(
        select(GradeLabelRow.id).where(
            GradeLabelRow.organisation == organisation,
            GradeLabelRow.worker_type == worker_type,
            GradeLabelRow.raw == raw,
            GradeLabelRow.grade == grade,
            GradeLabelRow.temporary == temporary,
        )
    ).first()
    if known is not None:
        return known
    row = GradeLabelRow(organisation=organisation, worker_type=worker_type, raw=raw, grade=grade, temporary=temporary)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    return row.id


def ethnicity_label_id(session: Session, *, raw: str, ethnicity: str) -> int:
    """The number of an ethnicity label read as *ethnicity*, made when it is new."""
    known = session.exec(
        select(EthnicityLabelRow.id).where(EthnicityLabelRow.raw == raw, EthnicityLabelRow.ethnicity == ethnicity)
    ).first()
    if known is not None:
        return known
    row = EthnicityLabelRow(raw=raw, ethnicity=ethnicity)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    return row.id


def add_person_snapshots(session: Session, *, rows: Iterable[tuple[Any, ...]]) -> int:
    """Add people in post: (snapshot, pseudonym, grade label, ethnicity label, worker type, sex, FTE, start)."""
    columns = (
        "snapshot_id", "pseudonym", "grade_label_id", "ethnicity_label_id",
        "worker_type", "sex", "fte_milli", "start_month",
    )  # fmt: skip
    return bulk_insert(session.connection(), "person_snapshot", columns, rows)


def add_count_facts(session: Session, *, rows: Iterable[tuple[Any, ...]]) -> int:
    """Add counts: (snapshot, grade label, ethnicity label, worker type, sex, low, high, FTE)."""
    columns = (
        "snapshot_id", "grade_label_id", "ethnicity_label_id", "worker_type", "sex", "low", "high", "fte_milli",
    )  # fmt: skip
    return bulk_insert(session.connection(), "count_fact", columns, rows)


def build_cube(session: Session, *, snapshot_id: int) -> None:
    """Count a new snapshot into the headcount cube."""
    session.connection().execute(CUBE_SQL, {"snapshot": snapshot_id})
