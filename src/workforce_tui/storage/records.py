"""Records people type, in the database. Every change is a new revision; nothing is ever removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col, select

from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.domain.record_text import from_json, to_json
from workforce_tui.domain.records import Record, Revision
from workforce_tui.storage.once import read_once
from workforce_tui.storage.record_tables import RecordOrganisationRow, RecordRevisionRow, RecordRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

    from workforce_tui.domain.records import RecordKind


def add_record(session: Session, *, kind: RecordKind, parent_id: int | None, revision: Revision) -> int:
    """Make a record that says what *revision* (the first) says; returns its number."""
    row = RecordRow(
        kind=kind.code, parent_id=parent_id, revision=revision.number, archived=revision.archived,
        created_at=revision.at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    _add_revision(session, row.id, kind, revision)
    return row.id


def add_revision(session: Session, *, number: int, revision: Revision) -> None:
    """Let *revision* be what record *number* says from now on."""
    row = session.get_one(RecordRow, number)
    row.revision, row.archived = revision.number, revision.archived
    session.add(row)
    session.exec(delete(RecordOrganisationRow).where(col(RecordOrganisationRow.record_id) == number))
    _add_revision(session, number, kind_of(row.kind), revision)


def record(session: Session, *, number: int, for_update: bool = False) -> Record | None:
    """One record as it stands; None where there is none. *for_update* keeps others from changing it meanwhile."""
    row = session.get(RecordRow, number, with_for_update=True if for_update else None)
    return None if row is None else next(_records(session, [row]))


@read_once
def records(
    session: Session,
    *,
    kinds: Sequence[str],
    organisation: str | None = None,
    parent_id: int | None = None,
    archived: bool | None = None,
) -> tuple[Record, ...]:
    """The records of some kinds as they stand, in the order they were made; *archived* None for both sorts."""
    query = select(RecordRow).where(col(RecordRow.kind).in_(kinds)).order_by(col(RecordRow.id))
    if parent_id is not None:
        query = query.where(RecordRow.parent_id == parent_id)
    if archived is not None:
        query = query.where(col(RecordRow.archived).is_(archived))
    if organisation is not None:
        theirs = select(RecordOrganisationRow.record_id).where(RecordOrganisationRow.organisation == organisation)
        query = query.where(col(RecordRow.id).in_(theirs))
    return tuple(_records(session, session.exec(query).all()))


def archived_numbers(session: Session) -> frozenset[int]:
    """The numbers of archived records, and of those that hang on one."""
    parents = dict(session.exec(select(RecordRow.id, RecordRow.parent_id)).all())
    found = {number for number in session.exec(select(RecordRow.id).where(col(RecordRow.archived))) if number}

    def gone(number: int | None) -> bool:
        return number is not None and (number in found or gone(parents.get(number)))

    return frozenset(number for number in parents if number is not None and gone(number))


def revisions(session: Session, *, number: int) -> tuple[Revision, ...]:
    """Everything a record has said, oldest first."""
    row = session.get_one(RecordRow, number)
    query = select(RecordRevisionRow).where(RecordRevisionRow.record_id == number)
    return tuple(
        _revision(kind_of(row.kind), one) for one in session.exec(query.order_by(col(RecordRevisionRow.number)))
    )


def _add_revision(session: Session, number: int, kind: RecordKind, revision: Revision) -> None:
    held = json.dumps(to_json(kind, revision.values), ensure_ascii=False, sort_keys=True)
    session.add(
        RecordRevisionRow(
            record_id=number, number=revision.number, held=held, organisations=",".join(revision.organisations),
            archived=revision.archived, signed_by=revision.by, made_at=revision.at, reason=revision.reason,
        )
    )  # fmt: skip
    session.add_all(RecordOrganisationRow(record_id=number, organisation=one) for one in revision.organisations)
    session.flush()


def _records(session: Session, rows: Sequence[RecordRow]) -> Iterator[Record]:
    numbers = [row.id for row in rows]
    query = (
        select(RecordRevisionRow)
        .join(RecordRow, col(RecordRow.id) == col(RecordRevisionRow.record_id))
        .where(col(RecordRevisionRow.number) == col(RecordRow.revision))
    )
    if len(numbers) == 1:
        query = query.where(RecordRevisionRow.record_id == numbers[0])
    else:
        query = query.where(col(RecordRow.kind).in_({row.kind for row in rows}))
    latest = {one.record_id: one for one in session.exec(query)}
    for row in rows:
        assert row.id is not None  # noqa: S101 - it is out of the database
        now = _revision(kind_of(row.kind), latest[row.id])
        yield Record(
            id=row.id, kind=row.kind, organisations=now.organisations, parent_id=row.parent_id, values=now.values,
            revision=now.number, archived=row.archived, created_at=row.created_at, changed_at=now.at,
            changed_by=now.by,
        )  # fmt: skip


def _revision(kind: RecordKind, row: RecordRevisionRow) -> Revision:
    return Revision(
        number=row.number,
        values=from_json(kind, json.loads(row.held)),
        organisations=tuple(filter(None, row.organisations.split(","))),
        archived=row.archived,
        by=row.signed_by,
        at=row.made_at,
        reason=row.reason,
    )
