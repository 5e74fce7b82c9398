"""The SQL that follows people from one date to another: whom a row is of, and their latest answers before.

Labels, kind of worker and sex are packed into one number, so that rows can be counted without making texts of them;
and as few numbers as will do, because most of the time goes into handing every value of every row over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

from workforce_tui.domain.workforce import OUTSIDE_WORKFORCE, Sex, WorkerType
from workforce_tui.storage.attributes import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.attributes import Attribute

WORKERS = tuple(str(one) for one in WorkerType if one not in OUTSIDE_WORKFORCE)
SEXES = tuple(map(str, Sex))
LABELS = 1 << 20
"""More labels than a database will ever hold: two label numbers, a kind of worker and a sex fit into one integer."""
VALUES = 128
"""More values than any attribute has."""
INSIDE = ", ".join(f"'{worker}'" for worker in WORKERS)
OUTSIDE = ", ".join(f"'{worker}'" for worker in sorted(OUTSIDE_WORKFORCE))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two dates of an organisation, with the numbers of their snapshots.

    `elsewhere_before` and `elsewhere_after` are the snapshots of other organisations in which somebody who joined may
    have been before, or somebody who left may be after.
    """

    organisation: str
    start: date
    end: date
    start_ids: tuple[int, ...]
    end_ids: tuple[int, ...]
    elsewhere_before: tuple[int, ...] = ()
    elsewhere_after: tuple[int, ...] = ()


class Packed(NamedTuple):
    """What a packed number says of somebody at one date.

    `carried`: the label of the ethnic group is that of the latest answer before, because that of the date says nothing.
    """

    grade: int
    group: int
    carried: bool
    worker: str
    sex: str


def unpacked(number: int) -> Packed:
    """What a packed number stands for."""
    rest, sex = divmod(number, 8)
    rest, worker = divmod(rest, 16)
    grade, answer = divmod(rest, 2 * LABELS)
    group, carried = divmod(answer, 2)
    return Packed(grade, group, bool(carried), WORKERS[worker], SEXES[sex])


def before_unpacked(number: int) -> tuple[int, int, bool]:
    """The packed number of the first date (0 for nobody), the value divided by, and whether found elsewhere."""
    packed, rest = divmod(number, 2 * VALUES)
    value, elsewhere = divmod(rest, 2)
    return packed, value, bool(elsewhere)


def statements(session: Session, pair: Pair, silent: Sequence[int], by: Attribute | None = None) -> tuple[str, str]:
    """Everybody of the second date with what they were before, and everybody gone.

    Of each two numbers: for `before_unpacked`, and the packed number of the second date (NULL for nobody). The value is
    of the earlier date; of somebody who joined, of the later.
    """
    overlap = _overlapping(session, pair)
    first, second = (_of(who, ids, overlap) for who, ids in (("b", pair.start_ids), ("a", pair.end_ids)))
    return _staying_and_joining(pair, silent, by, first, second), _leaving(pair, silent, by, first, second)


def _staying_and_joining(pair: Pair, silent: Sequence[int], by: Attribute | None, first: str, second: str) -> str:
    came, went = _elsewhere("a", pair.elsewhere_before), _elsewhere("b", pair.elsewhere_after)
    moved = f"CASE WHEN {inside('b')} AND {inside('a')} THEN 0 WHEN {inside('b')} THEN {went} ELSE {came} END"
    value = "0"
    if by is not None:
        value = f"CASE WHEN {inside('b')} THEN {held('b', by, pair.start)} ELSE {held('a', by, pair.end)} END"
    before = _packed("b", _answer("b", pair.start_ids, silent), by)
    return f"""
        SELECT {_with(before, value, "0" if came == went == "0" else moved)},
            {_packed("a", _answer("a", pair.end_ids, silent), by)}
        FROM person_snapshot AS a LEFT JOIN person_snapshot AS b
            ON b.pseudonym = a.pseudonym AND {first}
        WHERE {second}
    """  # noqa: S608 - numbers and codes of the program


def _leaving(pair: Pair, silent: Sequence[int], by: Attribute | None, first: str, second: str) -> str:
    value = "0" if by is None else held("b", by, pair.start)
    before = _packed("b", _answer("b", pair.start_ids, silent), by)
    return f"""
        SELECT {_with(before, value, _elsewhere("b", pair.elsewhere_after))}, NULL
        FROM person_snapshot AS b LEFT JOIN person_snapshot AS a
            ON a.pseudonym = b.pseudonym AND {second}
        WHERE {first} AND a.pseudonym IS NULL
    """  # noqa: S608 - numbers and codes of the program


def _packed(who: str, answer: str, by: Attribute | None) -> str:
    """Labels, kind of worker and sex as one integer of eight bytes; NULL for nobody, or outside the workforce.

    People divided *by* something else are not told apart by sex: there are half as many different numbers.
    """
    worker = " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(WORKERS))
    sexes = " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(SEXES))
    labels = f"(CAST({who}.grade_label_id AS BIGINT) * {2 * LABELS} + {answer})"
    sex = f"CASE {who}.sex {sexes} END" if by is None else str(SEXES.index(Sex.UNKNOWN))
    return f"(({labels} * 16 + CASE {who}.worker_type {worker} END) * 8 + {sex})"


def _with(before: str, value: str, elsewhere: str) -> str:
    """The packed number of the first date with a value and whether somebody is found elsewhere."""
    return f"(COALESCE({before}, 0) * {2 * VALUES} + {value} * 2 + {elsewhere})"


def inside(who: str) -> str:
    """Whether a row is of somebody in the workforce, as SQL; nobody is not."""
    return f"({who}.worker_type IN ({INSIDE}))"


def _of(who: str, ids: Sequence[int], overlap: frozenset[int]) -> str:
    """Whether a row is of a date: in its file, or in one of several, where somebody in two has one post that counts.

    Every look for another post is one step into the tree of people: a join with a subquery would look at them all.
    """
    if len(ids) == 1:
        return f"{who}.snapshot_id = {int(ids[0])}"
    here = f"{who}.snapshot_id IN ({number_list(ids)}) AND {who}.worker_type NOT IN ({OUTSIDE})"
    return f"{here} AND {_most_hours(who, ids)}" if overlap & set(ids) else here


def _most_hours(who: str, ids: Sequence[int]) -> str:
    hours, others = f"COALESCE({who}.fte_milli, 0)", "COALESCE(o.fte_milli, 0)"
    return f"""NOT EXISTS (
        SELECT 1 FROM person_snapshot AS o
        WHERE o.snapshot_id IN ({number_list(ids)}) AND o.pseudonym = {who}.pseudonym
            AND o.snapshot_id <> {who}.snapshot_id AND o.worker_type NOT IN ({OUTSIDE})
            AND ({others} > {hours} OR ({others} = {hours} AND (
                o.worker_type < {who}.worker_type
                OR (o.worker_type = {who}.worker_type AND o.snapshot_id < {who}.snapshot_id)
            )))
    )"""  # noqa: S608 - numbers and codes of the program


def _overlapping(session: Session, pair: Pair) -> frozenset[int]:
    """The snapshots of the dates on which somebody of the workforce is in two files; seldom there are any."""
    found: set[int] = set()
    for ids in (pair.start_ids, pair.end_ids):
        sql = f"""
            SELECT 1 FROM person_snapshot AS p JOIN person_snapshot AS o
                ON o.pseudonym = p.pseudonym AND o.snapshot_id IN ({number_list(ids)}) AND o.snapshot_id > p.snapshot_id
            WHERE p.snapshot_id IN ({number_list(ids)}) AND p.worker_type NOT IN ({OUTSIDE})
                AND o.worker_type NOT IN ({OUTSIDE}) LIMIT 1
        """  # noqa: S608 - numbers and codes of the program
        if len(ids) > 1 and session.connection().execute(text(sql)).first():
            found.update(ids)
    return frozenset(found)


def _answer(who: str, ids: Sequence[int], silent: Sequence[int]) -> str:
    """Twice the label of the ethnic group; one more than twice that of the latest answer before, where it is carried.

    It is for people whose own label says nothing, and who answered before the date of the snapshot.
    """
    own = f"{who}.ethnicity_label_id * 2"
    if not silent:
        return own
    # CROSS JOIN keeps the order: the latest snapshot first, then one look into the tree of people.
    return f"""CASE WHEN {who}.ethnicity_label_id IN ({number_list(silent)}) THEN COALESCE((
        SELECT p.ethnicity_label_id * 2 + 1 FROM snapshot AS s CROSS JOIN person_snapshot AS p
        WHERE s.organisation = (SELECT organisation FROM snapshot WHERE id = {int(ids[0])})
            AND s.as_at < (SELECT as_at FROM snapshot WHERE id = {int(ids[0])}) AND p.snapshot_id = s.id
            AND p.pseudonym = {who}.pseudonym AND p.ethnicity_label_id NOT IN ({number_list(silent)})
        ORDER BY s.as_at DESC, s.id DESC LIMIT 1
    ), {own}) ELSE {own} END"""  # noqa: S608 - numbers of the program


def _elsewhere(who: str, ids: Sequence[int]) -> str:
    if not ids:
        return "0"
    return f"""CASE WHEN EXISTS (
        SELECT 1 FROM person_snapshot AS t WHERE t.snapshot_id IN ({number_list(ids)})
            AND t.pseudonym = {who}.pseudonym AND t.worker_type NOT IN ({OUTSIDE})
    ) THEN 1 ELSE 0 END"""  # noqa: S608 - numbers and codes of the program


def number_list(numbers: Iterable[int]) -> str:
    """Numbers of rows as SQL lists them: whole numbers of the program, never a text of a file."""
    return ", ".join(str(int(number)) for number in numbers)
