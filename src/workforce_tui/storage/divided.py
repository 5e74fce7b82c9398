"""Staff divided by disability, age band, contract or length of service: counted from the people when it is asked.

There is no cube of these. A snapshot of eight thousand people is counted in a few milliseconds, and what a change of a
label or an import undone does to the people is in the figures without any other table having to follow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import col

from workforce_tui.domain.attributes import Attribute
from workforce_tui.domain.counts import Count, shared_count
from workforce_tui.domain.workforce import WorkerType
from workforce_tui.storage.attributes import held, meaning, said_sex
from workforce_tui.storage.bulk import driver_rows
from workforce_tui.storage.following import LABELS, VALUES, number_list
from workforce_tui.storage.measures import CaseCell, PersonCell
from workforce_tui.storage.remembering import remembered
from workforce_tui.storage.tables import (
    CountFactRow,
    EthnicityLabelRow,
    GradeLabelRow,
    HeadcountCubeRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session


KINDS = tuple(map(str, WorkerType))


class DividedCell(NamedTuple):
    """Staff of a snapshot who are alike; `grade` is "" where grades are not apart."""

    snapshot: int
    grade: str
    worker_type: str
    ethnicity: str
    trait: str
    number: Count


def divided_cells(
    session: Session, *, snapshots: Mapping[int, date], by: Attribute, grades_apart: bool = True
) -> list[DividedCell]:
    """The staff of some snapshots (number -> date), divided by an attribute; counts do not say it.

    Where grades need not be apart there are far fewer cells; a sex has a cube, in which they always are.
    """
    if by is Attribute.SEX:
        return _by_sex(session, snapshots)
    grades, groups = _grades(session) if grades_apart else defaultdict(str), _groups(session)
    sums: dict[tuple[int, str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for number, day in snapshots.items():
        asked = ("people", number, by, day, grades_apart)
        for grade, group, worker, value, people in remembered(session, asked, partial(_people, session, *asked[1:])):
            cell = sums[number, grades[grade], worker, groups[group], meaning(by, value)]
            cell[0] += people
            cell[1] += people
    for number, grade, group, worker, low, high in _counts(session, snapshots):
        cell = sums[number, grades[grade], worker, groups[group], meaning(by, None)]
        cell[0] += low
        cell[1] += high
    return [DividedCell(*key, shared_count(*ends)) for key, ends in sums.items()]


def _people(
    session: Session, number: int, by: Attribute, day: date, grades_apart: bool
) -> list[tuple[int, int, str, int, int]]:
    """Labels, worker type and value of the people of a snapshot, and how many are alike.

    They come as one number each and are counted as they come: most of the time goes into handing values over, and to
    let the database group them takes longer.
    """
    kind = " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(KINDS))
    grade = "grade_label_id" if grades_apart else "0"
    labels = f"(CAST({grade} AS BIGINT) * {LABELS} + ethnicity_label_id)"
    sql = f"""
        SELECT ({labels} * {len(KINDS)} + CASE worker_type {kind} END) * {VALUES} + {held("p", by, day)}
        FROM person_snapshot AS p WHERE snapshot_id = {int(number)}
    """  # noqa: S608 - a number and expressions of the program
    with driver_rows(session.connection(), sql) as rows:
        alike = Counter(rows)
    found = []
    for (packed,), people in alike.items():
        rest, value = divmod(packed, VALUES)
        rest, worker = divmod(rest, len(KINDS))
        grade_label, group_label = divmod(rest, LABELS)
        found.append((grade_label, group_label, KINDS[worker], value, people))
    return found


def _counts(session: Session, snapshots: Iterable[int]) -> list[tuple[int, int, int, str, int, int]]:
    fact = CountFactRow
    keys = (col(fact.snapshot_id), col(fact.grade_label_id), col(fact.ethnicity_label_id), col(fact.worker_type))
    query = select(*keys, func.sum(col(fact.low)), func.sum(col(fact.high))).group_by(*keys)
    rows = session.connection().execute(query.where(col(fact.snapshot_id).in_(list(snapshots))))
    return [(number, grade, group, worker, int(low), int(high)) for number, grade, group, worker, low, high in rows]


def _by_sex(session: Session, snapshots: Iterable[int]) -> list[DividedCell]:
    cube = HeadcountCubeRow
    query = select(
        col(cube.snapshot_id),
        col(cube.grade),
        col(cube.worker_type),
        col(cube.ethnicity),
        col(cube.sex),
        col(cube.low),
        col(cube.high),
    ).where(col(cube.snapshot_id).in_(list(snapshots)))
    return [
        DividedCell(number, grade, worker, group, sex, Count(low, high))
        for number, grade, worker, group, sex, low, high in session.connection().execute(query).all()
    ]


def divided_cases(
    session: Session, *, period_ids: Sequence[int], lists: Sequence[Mapping[int, date]], by: Attribute
) -> list[CaseCell]:
    """The events of some periods, each with the value of whom it happened to on the first of the *lists* they are on.

    A list is the snapshots (number -> date) of one day. Counts have no pseudonym, and so no value; only a sex may be
    said by the events themselves, and then that is the value. Alike events are one cell.
    """
    columns = "e.event_period_id, e.outcome, e.worker_type, e.ethnicity_label_id"
    with _events(session, columns, period_ids, lists, by) as rows:
        alike = Counter(rows)
    groups = _groups(session)
    sums: dict[tuple[int, str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for (period, outcome, worker, label, number, low, high), times in alike.items():
        ends = sums[period, outcome, worker, groups[label], meaning(by, number)]
        ends[0] += low * times
        ends[1] += high * times
    return [CaseCell(*key, shared_count(*ends)) for key, ends in sums.items()]


def divided_people(
    session: Session,
    *,
    period_ids: Sequence[int],
    lists: Sequence[Mapping[int, date]],
    by: Attribute,
    leaving_out: Collection[str] = (),
) -> list[PersonCell]:
    """As `divided_cases`, one cell for each event in the order they were given, without some outcomes."""
    groups = _groups(session)
    columns = "e.event_period_id, e.outcome, e.pseudonym, e.worker_type, e.ethnicity_label_id"
    with _events(session, columns, period_ids, lists, by) as rows:
        return [
            PersonCell(
                period, None if who is None else bytes(who), worker, groups[label], meaning(by, number),
                shared_count(low, high),
            )
            for period, outcome, who, worker, label, number, low, high in rows
            if outcome not in leaving_out
        ]  # fmt: skip


@contextmanager
def _events(
    session: Session, columns: str, period_ids: Sequence[int], lists: Sequence[Mapping[int, date]], by: Attribute
) -> Iterator[Iterable[tuple[Any, ...]]]:
    """Some columns of the events of some periods in the order they were given, then the value, low and high."""
    if not period_ids:
        yield ()
        return
    on = [_on_list(f"p{place}", some, by) for place, some in enumerate(some for some in lists if some)]
    own = [said_sex("e")] if by is Attribute.SEX else []
    value = f"COALESCE({', '.join([*own, *(found for found, _join in on), 'NULL', 'NULL'])})"
    sql = f"""
        SELECT {columns}, {value}, e.low, e.high FROM event_fact AS e {" ".join(join for _found, join in on)}
        WHERE e.event_period_id IN ({number_list(period_ids)}) ORDER BY e.id
    """  # noqa: S608 - numbers and expressions of the program
    with driver_rows(session.connection(), sql) as rows:
        yield rows


def _on_list(who: str, snapshots: Mapping[int, date], by: Attribute) -> tuple[str, str]:
    """The value of the person of an event on a list (NULL for somebody who is not on it), and what it is joined by.

    Of somebody in several files of a day, the first file says it.
    """
    day, first = next(iter(snapshots.values())), f"{who}.snapshot_id = {min(snapshots)}"
    if len(snapshots) > 1:
        first = f"""{who}.snapshot_id = (
            SELECT MIN(f.snapshot_id) FROM person_snapshot AS f
            WHERE f.snapshot_id IN ({number_list(snapshots)}) AND f.pseudonym = e.pseudonym
        )"""  # noqa: S608 - numbers of the program
    value = f"CASE WHEN {who}.pseudonym IS NOT NULL THEN {held(who, by, day)} END"
    return value, f"LEFT JOIN person_snapshot AS {who} ON {first} AND {who}.pseudonym = e.pseudonym"


def _grades(session: Session) -> dict[int, str]:
    with driver_rows(session.connection(), f"SELECT id, grade FROM {GradeLabelRow.__tablename__}") as rows:  # noqa: S608
        return dict(rows)


def _groups(session: Session) -> dict[int, str]:
    with driver_rows(session.connection(), f"SELECT id, ethnicity FROM {EthnicityLabelRow.__tablename__}") as rows:  # noqa: S608
        return dict(rows)
