"""Writing the facts of an import: labels, people, counts and the cube every view reads."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlmodel import col, select

from workforce_tui.storage.bulk import bulk_insert
from workforce_tui.storage.tables import (
    POST_COLUMNS,
    CountFactRow,
    EthnicityLabelRow,
    GradeLabelRow,
    PersonSnapshotRow,
    SnapshotRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

CODES = "\0"
"""Between the grade and the ethnicity of a person."""

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
    """Add people in post: (snapshot, pseudonym, grade label, ethnicity label, worker type, sex, FTE, start).

    Each may be followed by the number of its attributes; all of them or none.
    """
    rest = iter(rows)
    first = next(rest, None)
    if first is None:
        return 0
    return bulk_insert(session.connection(), "person_snapshot", POST_COLUMNS[: len(first)], chain([first], rest))


def add_count_facts(session: Session, *, rows: Iterable[tuple[Any, ...]]) -> int:
    """Add counts: (snapshot, grade label, ethnicity label, worker type, sex, low, high, FTE)."""
    columns = (
        "snapshot_id", "grade_label_id", "ethnicity_label_id", "worker_type", "sex", "low", "high", "fte_milli",
    )  # fmt: skip
    return bulk_insert(session.connection(), "count_fact", columns, rows)


def add_cube(session: Session, *, rows: Iterable[tuple[Any, ...]]) -> int:
    """Add cells of the cube: (snapshot, grade, worker type, ethnicity, sex, low, high, FTE)."""
    columns = ("snapshot_id", "grade", "worker_type", "ethnicity", "sex", "low", "high", "fte_milli")
    return bulk_insert(session.connection(), "headcount_cube", columns, rows)


def build_cube(session: Session, *, snapshot_id: int) -> None:
    """Count a snapshot into the headcount cube from the rows that are held of it."""
    session.connection().execute(CUBE_SQL, {"snapshot": snapshot_id})


def scheme_of(session: Session, *, snapshot_ids: Iterable[int]) -> str:
    """The list of categories some snapshots were recorded with; "" where they differ."""
    query = select(SnapshotRow.scheme).where(col(SnapshotRow.id).in_(list(snapshot_ids))).distinct()
    found = session.exec(query).all()
    return found[0] if len(found) == 1 else ""


def workers_in_counts(session: Session, *, snapshot_ids: Iterable[int]) -> set[str]:
    """The kinds of worker of which some snapshots hold counts, without a row for each person."""
    query = select(CountFactRow.worker_type).where(col(CountFactRow.snapshot_id).in_(list(snapshot_ids))).distinct()
    return set(session.exec(query))


def person_codes(grade: str, ethnicity: str) -> str:
    """A grade and an ethnicity as one text."""
    return f"{grade}{CODES}{ethnicity}"


def people_at(session: Session, *, snapshot_ids: Iterable[int], worker_types: Iterable[str]) -> dict[bytes, str]:
    """Everybody of some kinds of worker in some snapshots: keyed hash -> grade and ethnicity as one text."""
    grades = {row.id: row.grade for row in session.exec(select(GradeLabelRow))}
    groups = {row.id: row.ethnicity for row in session.exec(select(EthnicityLabelRow))}
    person = PersonSnapshotRow
    query = select(
        col(person.pseudonym), col(person.grade_label_id), col(person.ethnicity_label_id), col(person.worker_type)
    ).where(col(person.snapshot_id).in_(list(snapshot_ids)))
    wanted = set(worker_types)
    rows = session.connection().execute(query).fetchall()
    codes = {pair: person_codes(grades[pair[0]], groups[pair[1]]) for pair in {(row[1], row[2]) for row in rows}}
    return {bytes(row[0]): codes[row[1], row[2]] for row in rows if row[3] in wanted}
