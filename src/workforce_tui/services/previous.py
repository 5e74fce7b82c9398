"""A plan beside the figures before it: who joined, left, moved grade, and what changed more than it should.

People are matched by the keyed hash of their staff number, where both sides have a row for everybody; otherwise
only numbers are compared. Figures before may be in the database or, for a file with several dates, in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.ethnicity import NOT_GIVEN, UNKNOWN, EthnicityDefinition, refines
from workforce_tui.domain.representation import Composition, Representation, representation
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.importing.catalogue import sorted_issues
from workforce_tui.importing.collector import collection_paused
from workforce_tui.services.main_posts import beside_held, known_key
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.previous_issues import issues_of
from workforce_tui.services.pseudonyms import pseudonyms
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage import facts as fact_store
from workforce_tui.storage.facts import CODES, person_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.importing.plan import ImportPlan
    from workforce_tui.services.workspace import Workspace

UNGRADED = "_UNKNOWN"
"""How the codes of people whose grade a file does not give end."""

People = dict[bytes, str]
"""Keyed hash of a staff number -> grade and ethnicity, as one text so that a hundred thousand compare quickly."""


@dataclass(frozen=True, slots=True)
class AgainstPrevious:
    """One snapshot of a plan beside the latest one before it with the same kinds of worker.

    `workers` are the kinds compared: those of the plan, or those both have. The numbers of people who joined, left,
    moved to another grade or have another ethnicity on record (not the same in finer groups) are None where only
    counts can be compared, or while labels are undecided. `before` and `after` are the workforce of these kinds.
    """

    organisation: str
    as_at: date
    previous: date
    workers: frozenset[str]
    before: Representation
    after: Representation
    scheme_before: str
    scheme_after: str
    joined: int | None = None
    left: int | None = None
    moved_grade: int | None = None
    changed_ethnicity: int | None = None
    decided: bool = True
    partly: bool = False
    """Whether one of the two days has people in the workforce of kinds that the other has not, who are left out."""

    @property
    def change(self) -> Fraction | None:
        """The change of the headcount as a part of the headcount before; None where either is a range."""
        before, after = self.before.headcount, self.after.headcount
        if not (before.is_exact and after.is_exact and before.low):
            return None
        return Fraction(after.low - before.low, before.low)


@dataclass(slots=True)
class Side:
    """The staff of one organisation on one day, from a plan or from the database."""

    organisation: str
    as_at: date
    scheme: str
    heads: dict[tuple[str, str], Count] = field(default_factory=dict)
    """(kind of worker, ethnicity) -> people."""
    nameless: set[str] = field(default_factory=set)
    """Kinds of worker of which some people have no staff number."""
    find: Callable[[frozenset[str]], People | None] = lambda _workers: None
    decided: bool = True

    @property
    def workers(self) -> frozenset[str]:
        """The kinds of worker in the workforce there are any of."""
        return frozenset(worker for worker, _ethnicity in self.heads) - OUTSIDE_CODES

    def add(self, worker: str, ethnicity: str, low: int, high: int) -> None:
        """Count people."""
        key = (worker, ethnicity)
        self.heads[key] = self.heads.get(key, ZERO) + Count(low, high)

    def figures(self, workers: frozenset[str]) -> Representation:
        """The representation among some kinds of worker."""
        groups: dict[str, Count] = {}
        for (worker, ethnicity), count in self.heads.items():
            if worker in workers:
                groups[ethnicity] = groups.get(ethnicity, ZERO) + count
        return representation(Composition(groups), EthnicityDefinition.EM_EXCL)

    def people(self, workers: frozenset[str]) -> People | None:
        """Everybody of some kinds of worker; None where not everybody has a staff number that can be matched."""
        return None if self.nameless & workers else self.find(workers)


def compare(ws: Workspace, plan: ImportPlan) -> tuple[ImportPlan, tuple[AgainstPrevious, ...]]:
    """The plan beside other figures of its day, with warnings about what changed since those before it, and the
    comparisons; run in a thread.

    Nothing is written, and a lost key of the staff numbers only means that no people are matched.
    """
    with ws.reading() as session, collection_paused():
        key = known_key(ws, session)
        plan = beside_held(session, plan, key)
        sides = _plan_sides(plan, key)
        found, names = [], {one.code: one.name for one in known_organisations(session)}
        for side in sides.values():
            before = _before(session, side, sides.values(), key)
            if before is not None:
                found.append(_compared(before, side))
    warnings = [issue for one in found for issue in issues_of(one, names.get(one.organisation, one.organisation))]
    known = {(issue.code, issue.message) for issue in plan.issues}
    new = [issue for issue in warnings if (issue.code, issue.message) not in known]
    return (replace(plan, issues=sorted_issues([*plan.issues, *new])) if new else plan), tuple(found)


def _plan_sides(plan: ImportPlan, key: bytes | None) -> dict[tuple[str, date], Side]:
    """The staff a plan and its parts hold, by organisation and day."""
    sides: dict[tuple[str, date], Side] = {}
    finders: dict[tuple[str, date], list[Callable[[frozenset[str]], Iterator[tuple[bytes, str]]]]] = {}
    for part in (plan, *plan.parts):
        places = []
        for one in part.snapshots:
            place = (one.organisation, one.as_at)
            places.append(sides.setdefault(place, Side(one.organisation, one.as_at, str(part.scheme))))
            finders.setdefault(place, []).append(_finder(part, len(places) - 1, key))
        _count(part, places)
    for place, side in sides.items():
        side.find = _merged(finders[place])
    return {place: side for place, side in sides.items() if place[0]}


def _count(part: ImportPlan, places: list[Side]) -> None:
    codes = [label.code or "" for label in part.ethnicity_labels]
    tally: dict[tuple[int, str, int], int] = {}
    for row in part.persons:
        key = (row[0], row[4], row[3])
        tally[key] = tally.get(key, 0) + 1
    for position in part.elsewhere:
        row = part.persons[position]
        tally[row[0], row[4], row[3]] -= 1
    for (place, worker, label), number in tally.items():
        places[place].add(worker, codes[label], number, number)
    for place, _grade, label, worker, _sex, low, high, _fte in part.counts:
        places[place].add(worker, codes[label], low, high)
        places[place].nameless.add(worker)
    for side in places:
        side.decided = side.decided and all(codes) and all(label.code for label in part.grade_labels)


def _finder(part: ImportPlan, place: int, key: bytes | None) -> Callable[[frozenset[str]], Iterator[tuple[bytes, str]]]:
    def find(workers: frozenset[str]) -> Iterator[tuple[bytes, str]]:
        counted = (row for position, row in enumerate(part.persons) if position not in part.elsewhere)
        rows = [row for row in counted if row[0] == place and row[4] in workers]
        hashes = pseudonyms(key, (row[1] for row in rows)) if key else [row[1].encode() for row in rows]
        grades = [label.code or "" for label in part.grade_labels]
        groups = [label.code or "" for label in part.ethnicity_labels]
        codes = {pair: person_codes(grades[pair[0]], groups[pair[1]]) for pair in {(row[2], row[3]) for row in rows}}
        return zip(hashes, [codes[row[2], row[3]] for row in rows], strict=True)

    return find


def _merged(
    finders: Iterable[Callable[[frozenset[str]], Iterator[tuple[bytes, str]]]],
) -> Callable[[frozenset[str]], People]:
    several = list(finders)

    def find(workers: frozenset[str]) -> People:
        found: People = {}
        for one in several:
            found.update(one(workers))
        return found

    return find


def _before(session: Session, side: Side, planned: Iterable[Side], key: bytes | None) -> Side | None:
    """The latest earlier figures with every kind of worker of *side*, else the latest with any of them."""
    own = [one for one in planned if one.organisation == side.organisation and one.as_at < side.as_at]
    days = {one.as_at for one in own}
    held: dict[date, list[cube_store.SnapshotKey]] = {}
    for snapshot in cube_store.snapshots(session, organisation=side.organisation):
        if snapshot.as_at < side.as_at and snapshot.as_at not in days:
            held.setdefault(snapshot.as_at, []).append(snapshot)
    partly: Side | None = None
    for day in sorted(days | set(held), reverse=True):
        one = next((one for one in own if one.as_at == day), None) or _held_side(session, held[day], key)
        if side.workers and side.workers <= one.workers:
            return one
        if partly is None and side.workers & one.workers:
            partly = one
    return partly


def _held_side(session: Session, snapshots: list[cube_store.SnapshotKey], key: bytes | None) -> Side:
    """The figures held of one organisation on one day, in one snapshot or several."""
    ids = [one.id for one in snapshots]
    side = Side(snapshots[0].organisation, snapshots[0].as_at, fact_store.scheme_of(session, snapshot_ids=ids))
    for cell in cube_store.cells(session, snapshot_ids=ids):
        side.add(cell.worker_type, cell.ethnicity, cell.count.low, cell.count.high)
    side.nameless = fact_store.workers_in_counts(session, snapshot_ids=ids)
    if key is not None:
        side.find = lambda workers: fact_store.people_at(session, snapshot_ids=ids, worker_types=workers)
    return side


def _compared(before: Side, after: Side) -> AgainstPrevious:
    workers = after.workers & before.workers
    found = AgainstPrevious(
        after.organisation,
        after.as_at,
        before.as_at,
        workers,
        before.figures(workers),
        _figures(after, workers),
        before.scheme,
        after.scheme,
        decided=after.decided and before.decided,
        partly=workers != after.workers | before.workers,
    )
    was, now = before.people(workers), after.people(workers)
    if was is None or now is None:
        return found
    joined = moved = changed = 0
    # A loop, not an operation on whole sets: that would keep every other thread waiting until it is done.
    for name, codes in now.items():
        old = was.get(name)
        if old is None:
            joined += 1
        elif old != codes:
            (grade_before, ethnicity_before), (grade, ethnicity) = old.split(CODES), codes.split(CODES)
            moved += grade != grade_before and not any(one.endswith(UNGRADED) for one in (grade, grade_before))
            changed += _is_another(ethnicity_before, ethnicity)
    found = replace(found, joined=joined, left=len(was) - len(now) + joined)
    return replace(found, moved_grade=moved, changed_ethnicity=changed) if found.decided else found


@cache
def _is_another(before: str, after: str) -> bool:
    """Whether a record of ethnicity is another: the same answer in a list of finer or coarser groups is not, nor is one
    that a list never asked for, or that nobody has decided about."""
    if before == after or not (before and after) or NOT_GIVEN in (before, after):
        return False
    return refines(before, after) is None


def _figures(side: Side, workers: frozenset[str]) -> Representation:
    """The figures of a plan; what a label stands for that nobody has decided is not known."""
    if side.decided:
        return side.figures(workers)
    known = replace(side, heads={})
    for (worker, ethnicity), count in side.heads.items():
        known.add(worker, ethnicity or UNKNOWN, count.low, count.high)
    return known.figures(workers)
