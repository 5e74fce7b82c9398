"""People followed from one snapshot to another: counting them, and keeping the counts of consecutive snapshots.

The people of two dates are joined in the database by the keyed hash of their staff number and added up by the
numbers of their labels; what the labels mean is looked up once for each kind, not for each person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Date, Integer, String, bindparam, column, delete, func, select, text
from sqlmodel import col

from workforce_tui.domain.ethnicity import NOT_GIVEN, UNKNOWN
from workforce_tui.domain.flows import Answer, Move, Position, Transition, move_between, settled
from workforce_tui.domain.workforce import Sex
from workforce_tui.storage.attributes import meaning
from workforce_tui.storage.bulk import bulk_insert, driver_rows
from workforce_tui.storage.cube import has_workforce
from workforce_tui.storage.following import OUTSIDE, WORKERS, Pair, before_unpacked, statements, unpacked
from workforce_tui.storage.once import once, read_once
from workforce_tui.storage.remembering import remembered
from workforce_tui.storage.tables import (
    EthnicityLabelRow,
    GradeLabelRow,
    HeadcountCubeRow,
    SnapshotRow,
    TransitionCubeRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from sqlalchemy import BindParameter
    from sqlmodel import Session

    from workforce_tui.domain.attributes import Attribute

SILENT = (UNKNOWN, NOT_GIVEN)
"""Nothing on record: the only codes that give way to an earlier answer."""
ANSWERS = {str(one): one for one in Answer}
UNKNOWN_SEX = str(Sex.UNKNOWN)
NOBODY = -1
"""In place of a post."""
COLUMNS = (
    "organisation", "start_date", "end_date", "before_worker", "before_grade", "before_temporary", "after_worker",
    "after_grade", "after_temporary", "ethnicity", "sex", "answer", "transferred", "people",
)  # fmt: skip
DATES_SQL = text(
    f"""
    SELECT s.as_at, s.id FROM snapshot AS s
    WHERE s.organisation = :organisation AND EXISTS (
        SELECT 1 FROM person_snapshot AS p WHERE p.snapshot_id = s.id AND p.worker_type NOT IN ({OUTSIDE})
    )
    ORDER BY s.as_at, s.id
    """  # noqa: S608 - codes of the program
).columns(column("as_at", Date), column("id", Integer))

_OF_TWO_DATES: tuple[BindParameter[Any], ...] = (
    bindparam("organisation"),
    bindparam("start", type_=Date),
    bindparam("end", type_=Date),
)
KEPT_SQL = text(
    f"""
    SELECT {", ".join(COLUMNS[3:])} FROM transition_cube
    WHERE organisation = :organisation AND start_date = :start AND end_date = :end
    """  # noqa: S608 - columns of the program
).bindparams(*_OF_TWO_DATES)
COUNTS_SQL = (
    text(
        f"""
        SELECT s.as_at, c.worker_type, SUM(c.high) FROM snapshot AS s JOIN count_fact AS c ON c.snapshot_id = s.id
        WHERE s.organisation = :organisation AND s.as_at IN (:start, :end) AND c.worker_type NOT IN ({OUTSIDE})
        GROUP BY s.as_at, c.worker_type
        """  # noqa: S608 - codes of the program
    )
    .bindparams(*_OF_TWO_DATES)
    .columns(column("as_at", Date), column("worker_type", String), column("people", Integer))
)


@read_once
def person_dates(session: Session, *, organisation: str) -> dict[date, tuple[int, ...]]:
    """The dates on which people of the workforce are held one by one, oldest first, with their snapshots."""
    found: dict[date, tuple[int, ...]] = {}
    for day, number in session.connection().execute(DATES_SQL, {"organisation": organisation}):
        found[day] = (*found.get(day, ()), int(number))
    return found


@read_once
def people_in_counts(session: Session, *, organisation: str, start: date, end: date) -> tuple[dict[str, int], ...]:
    """The kinds of worker in the workforce held as counts on each of two dates, with the most people they can be."""
    found: dict[date, dict[str, int]] = {start: {}, end: {}}
    values = {"organisation": organisation, "start": start, "end": end}
    for day, worker, people in session.connection().execute(COUNTS_SQL, values):
        found[day][worker] = int(people)
    return tuple({worker: people for worker, people in one.items() if people} for one in found.values())


@read_once
def headcount(session: Session, *, organisation: str, day: date) -> int:
    """Everybody in the workforce on a date as its files have them: in two files, twice (counts at their most)."""
    cube = HeadcountCubeRow
    here = (col(SnapshotRow.organisation) == organisation, col(SnapshotRow.as_at) == day)
    query = (
        select(func.coalesce(func.sum(col(cube.high)), 0))
        .join(SnapshotRow, col(SnapshotRow.id) == col(cube.snapshot_id))
        .where(*here, col(cube.worker_type).in_(WORKERS))
    )
    return int(session.connection().execute(query).scalar_one())


def asks_grt(session: Session, *, organisation: str, days: Iterable[date]) -> bool:
    """Whether every snapshot of the workforce on some dates could record Gypsy, Roma and Traveller staff."""
    row = SnapshotRow
    here = (col(row.organisation) == organisation, col(row.as_at).in_(list(days)), has_workforce())
    return all(session.connection().execute(select(col(row.asks_grt)).where(*here)).scalars())


def held_pairs(session: Session, *, organisation: str) -> set[tuple[date, date]]:
    """The pairs of dates whose transitions are kept."""
    cube = TransitionCubeRow
    query = select(col(cube.start_date), col(cube.end_date)).where(col(cube.organisation) == organisation).distinct()
    return {(start, end) for start, end in session.connection().execute(query)}


def delete_pairs(session: Session, *, organisation: str, pairs: Iterable[tuple[date, date]]) -> None:
    """Forget the transitions of some pairs of dates."""
    cube = TransitionCubeRow
    for start, end in pairs:
        here = (col(cube.organisation) == organisation, col(cube.start_date) == start, col(cube.end_date) == end)
        session.connection().execute(delete(cube).where(*here))


def keep_pair(session: Session, *, pair: Pair) -> None:
    """Count the transitions of a pair of dates and keep them."""
    rows = (
        (
            pair.organisation, pair.start.isoformat(), pair.end.isoformat(), *_post(one.before), *_post(one.after),
            one.ethnicity, one.sex, str(one.answer), one.transferred, one.people,
        )
        for one in counted(session, pair=pair)
    )  # fmt: skip
    bulk_insert(session.connection(), "transition_cube", COLUMNS, rows)


def _post(post: Position | None) -> tuple[str, str, str]:
    return ("", "", "") if post is None else (post.worker_type, post.grade, post.temporary)


@read_once
def kept(session: Session, *, organisation: str, start: date, end: date) -> tuple[Transition, ...]:
    """The transitions kept of a pair of dates; none where they are not kept."""
    post = cache(_position)
    rows = session.connection().execute(KEPT_SQL, {"organisation": organisation, "start": start, "end": end})
    return tuple(_transition(row, post) for row in cast("list[tuple[Any, ...]]", rows.fetchall()))


def _position(worker_type: str, grade: str, temporary: str) -> Position | None:
    return Position(worker_type, grade, temporary) if worker_type else None


def _transition(row: tuple[Any, ...], post: Callable[[str, str, str], Position | None]) -> Transition:
    worker, grade, held, to_worker, to_grade, to_held, ethnicity, sex, answer, transferred, people = row
    before, after = post(worker, grade, held), post(to_worker, to_grade, to_held)
    return Transition(before, after, ethnicity, sex, people, bool(transferred), ANSWERS[answer])


@read_once
def counted(session: Session, *, pair: Pair, by: Attribute | None = None) -> tuple[Transition, ...]:
    """The transitions between two dates, counted from the people themselves.

    Divided *by* an attribute where asked; sexes are not apart then.
    """
    return remembered(session, ("transitions", pair, by), lambda: _counted(session, pair, by))


def _counted(session: Session, pair: Pair, by: Attribute | None) -> tuple[Transition, ...]:
    book = once(session, "what labels mean", lambda: _Labels(session))
    sums: dict[tuple[int, int, str, Answer, str, bool, str | None], int] = defaultdict(int)
    for (start, after), people in _joined(session, pair, book.silent, by).items():
        before, value, elsewhere = before_unpacked(start)
        first, second = book.person(before), book.person(after)
        known = second or first
        if known is None:
            continue  # outside the workforce at both dates
        sex = UNKNOWN_SEX
        if by is None:
            sex = first.sex if first is not None and known.sex == sex else known.sex
        posts = (NOBODY if first is None else first.place, NOBODY if second is None else second.place)
        trait = None if by is None else meaning(by, value)
        answered = None if first is None or first is known else first.group
        sums[*posts, *_settled(answered, known.group, known.carried), sex, elsewhere, trait] += people
    return tuple(
        Transition(book.posts[before], book.posts[after], ethnicity, sex, people, elsewhere, answer, trait)
        for (before, after, ethnicity, answer, sex, elsewhere, trait), people in sums.items()
    )


@read_once
def movers(session: Session, *, pair: Pair) -> dict[Move, frozenset[bytes]]:
    """Everybody who joined, left or differs at the second date, by what became of them."""
    book, found = _Labels(session), defaultdict(set)
    for sql in statements(session, pair, ()):
        named = sql.replace("SELECT", "SELECT COALESCE(a.pseudonym, b.pseudonym),", 1)
        with driver_rows(session.connection(), named) as rows:
            for pseudonym, start, after in rows:
                before = before_unpacked(start)[0]
                if before != (after or 0):
                    first, second = book.post(before), book.post(after)
                    found[move_between(first, second)].add(bytes(pseudonym))
    return {move: frozenset(people) for move, people in found.items()}


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody at one of the dates: the code of their answer then, or of the latest before where that is carried."""

    place: int
    """Where the post is in the list of posts met."""
    sex: str
    group: str
    carried: bool


@cache
def _settled(before: str | None, group: str, carried: bool) -> tuple[str, Answer]:
    """The ethnicity somebody is counted under: what they were before, if in post, and what is known of them last."""
    if carried:
        return group, Answer.CARRIED
    return settled(group, None if before in SILENT else before)


class _Labels:
    """What the numbers of labels mean."""

    def __init__(self, session: Session) -> None:
        grade, ethnicity = GradeLabelRow, EthnicityLabelRow
        run = session.connection().execute
        grades = run(select(col(grade.id), col(grade.grade), col(grade.temporary)))
        self._grades = {int(number or 0): (code, held) for number, code, held in grades}
        groups = run(select(col(ethnicity.id), col(ethnicity.ethnicity)))
        self._groups = {int(number or 0): code for number, code in groups}
        self.silent = tuple(number for number, code in self._groups.items() if code in SILENT)
        """The labels that say nothing."""
        self._known: dict[int, _Person] = {}
        self._places: dict[Position, int] = {}
        self.posts: dict[int, Position | None] = {NOBODY: None}
        """The posts met, by the places they are known by: a number is looked up quicker than a post."""

    def person(self, packed: int | None) -> _Person | None:
        """Who a packed number stands for; None for nobody."""
        if not packed:
            return None
        if packed not in self._known:
            one = unpacked(packed)
            post = Position(one.worker, *self._grades[one.grade])
            place = self._places.setdefault(post, len(self._places))
            self.posts[place] = post
            self._known[packed] = _Person(place, one.sex, self._groups[one.group], one.carried)
        return self._known[packed]

    def post(self, packed: int | None) -> Position | None:
        """The post a packed number stands for; None for nobody."""
        person = self.person(packed)
        return None if person is None else self.posts[person.place]


def _joined(session: Session, pair: Pair, silent: Sequence[int], by: Attribute | None) -> Counter[tuple[Any, ...]]:
    """The two numbers of `following.statements` -> people.

    The rows come from the driver itself and are counted as they come: letting the database group a hundred thousand
    of them takes three times as long.
    """
    found: Counter[tuple[Any, ...]] = Counter()
    for sql in statements(session, pair, silent, by):
        with driver_rows(session.connection(), sql) as rows:
            found.update(rows)
    return found
