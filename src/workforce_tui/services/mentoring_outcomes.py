"""What became of mentees 12 and 24 months after they started, and of people like them (M4), from the snapshots.

Somebody is looked at in the last snapshot before they started (or of that month) and in the first one 12 (or 24) months
after it or later, if that comes within another 12. Whoever is followed over the same two snapshots and never was a
mentee may be compared with them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.domain.ethnicity import NOT_GIVEN, UNKNOWN, EthnicityDefinition, Membership, membership
from workforce_tui.domain.levels import Level
from workforce_tui.domain.mentoring import Role, SchemeType, Stage, reached
from workforce_tui.domain.mentoring_matching import Arms, compare, months_band, outcome_between
from workforce_tui.domain.moves import Position
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.storage import participations as store
from workforce_tui.storage import transitions as person_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.mentoring import CohortFacts
    from workforce_tui.domain.mentoring_matching import Comparison, Outcome
    from workforce_tui.storage.participations import HeldPerson

HORIZONS = (12, 24)
"""Months after the start at which people are looked at again."""
LATEST = 12
"""So many months after a horizon a snapshot is still the one to look at."""
PROMOTED, IN_POST = "promoted", "in_post"
EVERYBODY, MINORITY = "everybody", "minority"


People: TypeAlias = "dict[tuple[int, ...], dict[bytes, HeldPerson]]"
"""Who is in some snapshots together, by the snapshots."""


@dataclass(frozen=True, slots=True)
class Compared:
    """M4 of an outcome ("promoted" or "in_post") at a horizon, of everybody or of ethnic minority staff."""

    horizon: int
    outcome: str
    who: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the mentees by a horizon: counts of those who can be followed.

    `started` is everybody who started; `comparable` how many of those followed have grades that can be compared, of
    whom `promoted` were; `higher_level` is how many are at a higher common level.
    """

    horizon: int
    started: int
    followed: int
    in_post: int
    comparable: int
    promoted: int
    higher_level: int


@dataclass(slots=True)
class _Tally:
    followed: int = 0
    in_post: int = 0
    comparable: int = 0
    promoted: int = 0
    higher_level: int = 0


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All that is said of what became of mentees."""

    followed: tuple[Followed, ...]
    compared: tuple[Compared, ...]


def mentoring_outcomes(
    session: Session,
    cohorts: Sequence[CohortFacts],
    definition: EthnicityDefinition,
    mentees: set[bytes],
    *,
    until: date | None = None,
    held: People | None = None,
) -> Outcomes:
    """M4 of the mentees of *cohorts*; reverse mentoring is left out, as its mentees are senior already.

    *mentees* is everybody who ever was listed as one: nobody else is compared with them. Nobody who started after the
    day *until* counts, and no snapshot after it. *held* keeps who is in which snapshots for the next question.
    """
    started = _started(cohorts, until)
    study = _Study(session, definition, mentees, until, {} if held is None else held)
    for organisation, people in started.items():
        study.follow(organisation, people)
    return study.result(sum(map(len, started.values())))


def _started(cohorts: Iterable[CohortFacts], until: date | None) -> dict[str, dict[bytes, int]]:
    """The first month in which each mentee of each organisation started, up to a day."""
    last = None if until is None else _month(until)
    found: dict[str, dict[bytes, int]] = defaultdict(dict)
    for cohort in cohorts:
        if cohort.type is SchemeType.REVERSE:
            continue
        for one in cohort.of(Role.MENTEE):
            if one.person is None or one.start_month is None or (last is not None and one.start_month > last):
                continue
            if Stage.STARTED in reached(one.status):
                earlier = found[one.organisation].get(one.person, one.start_month)
                found[one.organisation][one.person] = min(earlier, one.start_month)
    return found


class _Study:
    """Follows the mentees of one organisation after the other, and those they are compared with."""

    def __init__(
        self,
        session: Session,
        definition: EthnicityDefinition,
        mentees: set[bytes],
        until: date | None,
        held: People,
    ) -> None:
        self._held = held
        self._session, self._definition, self._mentees, self._until = session, definition, mentees, until
        self._book = GradeBook.load(session)
        self._arms: dict[tuple[int, str, str], Arms] = defaultdict(Arms)
        self._tallies = {horizon: _Tally() for horizon in HORIZONS}

    def follow(self, organisation: str, mentees: Mapping[bytes, int]) -> None:
        """Count the mentees of an organisation and, over the same snapshots, everybody else."""
        every = person_store.person_dates(self._session, organisation=organisation)
        dates = {day: ids for day, ids in every.items() if self._until is None or day <= self._until}
        held: dict[date, dict[bytes, HeldPerson]] = {}
        for horizon in HORIZONS:
            pairs: dict[tuple[date, date], set[bytes]] = defaultdict(set)
            for person, month in mentees.items():
                if (pair := _pair(list(dates), month, horizon)) is not None:
                    pairs[pair].add(person)
            for (before, after), people in pairs.items():
                for day in (before, after):
                    if day not in held:
                        held[day] = self._people(dates[day])
                self._count(organisation, horizon, (before, after), held, people)

    def _people(self, snapshots: Iterable[int]) -> dict[bytes, HeldPerson]:
        key = tuple(snapshots)
        if key not in self._held:
            found = store.people_in(self._session, snapshot_ids=key)
            self._held[key] = {one.pseudonym: one for one in found if one.worker_type not in OUTSIDE_CODES}
        return self._held[key]

    def _count(
        self,
        organisation: str,
        horizon: int,
        days: tuple[date, date],
        held: Mapping[date, Mapping[bytes, HeldPerson]],
        mentees: set[bytes],
    ) -> None:
        before, after = held[days[0]], held[days[1]]
        absent = len(mentees - set(before))
        for arms in (self._arms[horizon, what, EVERYBODY] for what in (PROMOTED, IN_POST)):
            arms.unplaced += absent
        for person, one in before.items():
            took_part = person in mentees
            if not took_part and person in self._mentees:
                continue  # a mentee of another time is like neither
            other = after.get(person)
            found = outcome_between(_position(one), None if other is None else _position(other))
            stratum = self._stratum(organisation, days, one)
            member = membership(_answer(one, other), self._definition)
            for who in (EVERYBODY, MINORITY) if member is Membership.MINORITY else (EVERYBODY,):
                self._arms[horizon, PROMOTED, who].add(stratum, found.promoted, took_part=took_part)
                self._arms[horizon, IN_POST, who].add(stratum, found.in_post, took_part=took_part)
            if took_part:
                self._tally(organisation, horizon, days, (one, other), found)

    def _stratum(self, organisation: str, days: tuple[date, date], one: HeldPerson) -> tuple[object, ...] | None:
        """What two people must share to be compared; None where the level or the months in post are not known."""
        level = self._book.level(organisation, one.grade, days[0])
        months = None if one.start_month is None else _month(days[0]) - one.start_month
        band = months_band(months)
        return None if level is Level.L0 or band is None else (organisation, *days, level, band)

    def _tally(
        self,
        organisation: str,
        horizon: int,
        days: tuple[date, date],
        posts: tuple[HeldPerson, HeldPerson | None],
        found: Outcome,
    ) -> None:
        tally, (one, other) = self._tallies[horizon], posts
        tally.followed += 1
        tally.in_post += found.in_post
        tally.comparable += found.promoted is not None
        tally.promoted += found.promoted is True
        if other is not None:
            first = self._book.level(organisation, one.grade, days[0])
            then = self._book.level(organisation, other.grade, days[1])
            tally.higher_level += Level.L0 not in (first, then) and then > first

    def result(self, started: int) -> Outcomes:
        """Everything counted."""
        followed = tuple(
            Followed(horizon, started, one.followed, one.in_post, one.comparable, one.promoted, one.higher_level)
            for horizon, one in self._tallies.items()
        )
        compared = tuple(
            Compared(horizon, what, who, compare(self._arms[horizon, what, who]))
            for horizon in HORIZONS
            for what in (PROMOTED, IN_POST)
            for who in (EVERYBODY, MINORITY)
        )
        return Outcomes(followed, compared)


def _pair(dates: Sequence[date], month: int, horizon: int) -> tuple[date, date] | None:
    """The snapshots before and after for somebody who started in a month; None where one of them is not held."""
    before = [day for day in dates if _month(day) <= month]
    after = [day for day in dates if month + horizon <= _month(day) < month + horizon + LATEST]
    return (before[-1], after[0]) if before and after else None


def _position(one: HeldPerson) -> Position:
    return Position(one.worker_type, one.grade, one.temporary)


def _answer(one: HeldPerson, other: HeldPerson | None) -> str:
    """The ethnicity at the first snapshot; where nothing is on record there, that of the second."""
    return other.ethnicity if one.ethnicity in (UNKNOWN, NOT_GIVEN) and other is not None else one.ethnicity


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
