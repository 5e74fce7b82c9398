"""Reading the headcount cube."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select
from sqlmodel import col

from workforce_tui.domain.counts import Count
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.storage.once import read_once
from workforce_tui.storage.tables import HeadcountCubeRow, PersonPostRow, SnapshotRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class CubeCell:
    """Staff of one organisation on one date with the same grade, worker type and ethnicity."""

    organisation: str
    as_at: date
    grade: str
    worker_type: str
    ethnicity: str
    count: Count
    trait: str = ""
    """The value of what they are divided by, where that was asked."""


@dataclass(frozen=True, slots=True)
class SnapshotKey:
    """A snapshot's organisation and date, its number, and whether it could record Gypsy, Roma and Traveller staff.

    How a snapshot without anybody of the workforce was recorded says nothing of the staff of its day.
    """

    id: int
    organisation: str
    as_at: date
    asks_grt: bool
    in_workforce: bool = True


@read_once
def snapshots(session: Session, *, organisation: str | None = None) -> tuple[SnapshotKey, ...]:
    """Every snapshot held, of one organisation or of all, newest first."""
    row = SnapshotRow
    query = select(col(row.id), col(row.organisation), col(row.as_at), col(row.asks_grt), has_workforce()).order_by(
        col(row.as_at).desc(), col(row.organisation)
    )
    if organisation is not None:
        query = query.where(col(row.organisation) == organisation)
    rows = session.connection().execute(query)
    return tuple(
        SnapshotKey(int(number or 0), code, day, asks, bool(inside)) for number, code, day, asks, inside in rows
    )


def of_workforce(found: Sequence[SnapshotKey]) -> list[SnapshotKey]:
    """The snapshots with anybody of the workforce; of an organisation that has none of these, all it has."""
    staffed = {one.organisation for one in found if one.in_workforce}
    return [one for one in found if one.in_workforce or one.organisation not in staffed]


def has_workforce() -> ColumnElement[bool]:
    """Whether a snapshot of the query around it holds anybody of the workforce."""
    cube = HeadcountCubeRow
    return exists().where(col(cube.snapshot_id) == col(SnapshotRow.id), col(cube.worker_type).not_in(OUTSIDE_CODES))


@read_once
def cells(session: Session, *, snapshot_ids: Iterable[int]) -> Sequence[CubeCell]:
    """The cube of some snapshots, sexes added together."""
    cube, snapshot = HeadcountCubeRow, SnapshotRow
    keys = (
        col(snapshot.organisation),
        col(snapshot.as_at),
        col(cube.grade),
        col(cube.worker_type),
        col(cube.ethnicity),
    )
    query = (
        select(*keys, func.sum(col(cube.low)), func.sum(col(cube.high)))
        .join(snapshot, col(snapshot.id) == col(cube.snapshot_id))
        .where(col(cube.snapshot_id).in_(list(snapshot_ids)))
        .group_by(*keys)
    )
    rows = session.connection().execute(query)
    return [
        CubeCell(code, day, grade, worker, ethnicity, Count(int(low), int(high)))
        for code, day, grade, worker, ethnicity, low, high in rows
    ]


def worker_types(session: Session, *, snapshot_ids: Iterable[int]) -> set[str]:
    """The kinds of worker some snapshots hold, those too of whom everybody is counted in another post."""
    cube, post, ids = HeadcountCubeRow, PersonPostRow, list(snapshot_ids)
    counted = select(col(cube.worker_type)).where(col(cube.snapshot_id).in_(ids))
    posts = select(col(post.worker_type)).where(col(post.snapshot_id).in_(ids))
    return set(session.connection().execute(counted.union(posts)).scalars())


def says_more(session: Session, *, snapshot_ids: Iterable[int]) -> bool:
    """Whether some snapshots say of anybody the sex or the full-time equivalent."""
    cube = HeadcountCubeRow
    query = select(func.count()).where(
        col(cube.snapshot_id).in_(list(snapshot_ids)),
        (col(cube.sex) != "unknown") | col(cube.fte_milli).is_not(None),
    )
    return bool(session.connection().execute(query).scalar())


@read_once
def workers(session: Session) -> dict[tuple[str, date], set[str]]:
    """The kinds of worker each organisation has on each date."""
    snapshot, cube = SnapshotRow, HeadcountCubeRow
    query = (
        select(col(snapshot.organisation), col(snapshot.as_at), col(cube.worker_type))
        .join(cube, col(cube.snapshot_id) == col(snapshot.id))
        .distinct()
    )
    found: dict[tuple[str, date], set[str]] = {}
    for organisation, day, worker in session.connection().execute(query):
        found.setdefault((organisation, day), set()).add(worker)
    return found
