"""People who are in several snapshots of one day: finding them, and keeping one of their posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import exists, func, text
from sqlalchemy.orm import aliased
from sqlmodel import col, delete, insert, select

from workforce_tui.storage.following import number_list
from workforce_tui.storage.tables import POST_COLUMNS, EthnicityLabelRow, PersonPostRow, PersonSnapshotRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlmodel import Session

MOST_AT_ONCE = 500
"""Values in one statement: every database takes so many."""


class HeldPost(NamedTuple):
    """The row of a person in a snapshot, as `person_snapshot` has it."""

    snapshot: int
    pseudonym: bytes
    grade_label: int
    ethnicity_label: int
    worker_type: str
    sex: str
    fte_milli: int | None
    start_month: int | None
    attributes: int | None


def shared(session: Session, *, snapshot_ids: Sequence[int]) -> list[HeldPost]:
    """The rows of everybody who is in more than one of some snapshots."""
    ids = number_list(snapshot_ids)
    found = session.connection().execute(
        text(
            f"""
            SELECT {", ".join(f"p.{name}" for name in POST_COLUMNS)} FROM person_snapshot AS p
            WHERE p.snapshot_id IN ({ids}) AND EXISTS (
                SELECT 1 FROM person_snapshot AS o WHERE o.snapshot_id IN ({ids})
                    AND o.pseudonym = p.pseudonym AND o.snapshot_id <> p.snapshot_id
            )
            """  # noqa: S608 - numbers and columns of the program
        )
    )
    return [_post(row) for row in found]


def posts(session: Session, *, snapshot_ids: Iterable[int]) -> list[HeldPost]:
    """The posts kept as their files gave them, counted or not."""
    row = PersonPostRow
    query = select(*(col(getattr(row, name)) for name in POST_COLUMNS)).where(
        col(row.snapshot_id).in_(list(snapshot_ids))
    )
    return [_post(one) for one in session.connection().execute(query)]


def people(session: Session, *, snapshot_ids: Sequence[int], worker_types: Iterable[str]) -> set[bytes]:
    """Everybody with a row of some kinds of worker in some snapshots, counted or not."""
    kinds = list(worker_types)
    found: set[bytes] = set()
    for table in (PersonSnapshotRow, PersonPostRow):
        here = (col(table.snapshot_id).in_(list(snapshot_ids)), col(table.worker_type).in_(kinds))
        found.update(
            bytes(row[0]) for row in session.connection().execute(select(col(table.pseudonym)).where(*here)).fetchall()
        )
    return found


def counted(session: Session, *, snapshot_ids: Sequence[int], pseudonyms: Iterable[bytes]) -> list[HeldPost]:
    """The rows by which some people are counted in some snapshots."""
    return _of_people(session, PersonSnapshotRow, snapshot_ids, list(pseudonyms))


def posts_of(session: Session, *, snapshot_ids: Sequence[int], pseudonyms: Iterable[bytes]) -> list[HeldPost]:
    """The rows of some people in some snapshots, as their files gave them."""
    wanted = list(pseudonyms)
    found = {(one.snapshot, one.pseudonym): one for one in _of_people(session, PersonSnapshotRow, snapshot_ids, wanted)}
    posts = _of_people(session, PersonPostRow, snapshot_ids, wanted)
    return list((found | {(one.snapshot, one.pseudonym): one for one in posts}).values())


def _of_people(
    session: Session,
    table: type[PersonSnapshotRow | PersonPostRow],
    snapshot_ids: Sequence[int],
    pseudonyms: Sequence[bytes],
) -> list[HeldPost]:
    columns, found = [col(getattr(table, name)) for name in POST_COLUMNS], []
    for start in range(0, len(pseudonyms), MOST_AT_ONCE):
        some = pseudonyms[start : start + MOST_AT_ONCE]
        here = (col(table.snapshot_id).in_(list(snapshot_ids)), col(table.pseudonym).in_(some))
        found += [_post(row) for row in session.connection().execute(select(*columns).where(*here))]
    return found


def _post(row: Sequence[Any]) -> HeldPost:
    return HeldPost(row[0], bytes(row[1]), *row[2:])


def codes_of(session: Session, *, labels: Iterable[int]) -> dict[int, str]:
    """What some ethnicity labels stand for."""
    row = EthnicityLabelRow
    query = select(col(row.id), col(row.ethnicity)).where(col(row.id).in_(list(set(labels))))
    return {int(number or 0): code for number, code in session.connection().execute(query)}


def keep(session: Session, *, rows: Iterable[HeldPost], counted: Iterable[HeldPost]) -> None:
    """Keep the *rows* of people apart as they are, and in their place those that are *counted*."""
    originals, main = list(rows), list(counted)
    places = {(one.snapshot, one.pseudonym) for one in main}
    run = session.connection().execute
    if not originals:
        return
    values = [one._asdict() | {"counted": (one.snapshot, one.pseudonym) in places} for one in originals]
    run(insert(PersonPostRow), [_columns(one) for one in values])
    _delete_people(session, {one.snapshot for one in originals})
    run(insert(PersonSnapshotRow), [_columns(one._asdict()) for one in main])


def _columns(values: dict[str, object]) -> dict[str, object]:
    names = {"snapshot": "snapshot_id", "grade_label": "grade_label_id", "ethnicity_label": "ethnicity_label_id"}
    return {names.get(name, name): value for name, value in values.items()}


def separate(session: Session, *, snapshot_ids: Iterable[int]) -> set[int]:
    """Put everything back as the files gave it; the snapshots in which there was something to put back."""
    post, person = PersonPostRow, PersonSnapshotRow
    wanted, run = list(snapshot_ids), session.connection().execute
    here = col(post.snapshot_id).in_(wanted)
    touched = {int(number) for number in run(select(col(post.snapshot_id)).where(here).distinct()).scalars()}
    if touched:
        _delete_people(session, touched)
        names = [getattr(post, name) for name in POST_COLUMNS]
        run(insert(person).from_select(list(POST_COLUMNS), select(*map(col, names)).where(here)))
        run(delete(post).where(here))
    return touched


def _delete_people(session: Session, snapshot_ids: Iterable[int]) -> None:
    """Take the rows of those out whose posts are kept apart."""
    person, post = PersonSnapshotRow, aliased(PersonPostRow)
    apart = exists().where(
        col(post.snapshot_id) == col(person.snapshot_id), col(post.pseudonym) == col(person.pseudonym)
    )
    session.connection().execute(delete(person).where(col(person.snapshot_id).in_(list(snapshot_ids)), apart))


def not_counted(session: Session) -> dict[int, int]:
    """Snapshot -> how many of its people are counted in a post of another file of the day."""
    post = PersonPostRow
    query = select(col(post.snapshot_id), func.count()).where(~col(post.counted)).group_by(col(post.snapshot_id))
    return {int(number): int(people) for number, people in session.connection().execute(query)}
