"""Whom mentoring reaches: coverage of eligible ethnic minority staff (M1) and reach of reverse mentoring (M2).

People are counted once, however many cohorts they were in; those of a table typed by hand cannot be told apart, so they
may be counted twice, which is said. What is held as a number alone makes the figure a range.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count, total
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.levels import Level
from workforce_tui.domain.mentoring import Detail, Role, SchemeType, Stage, reached, stage_count
from workforce_tui.domain.mentoring_figures import NOT_HELD, Proportion, proportion
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workforce_tui.domain.mentoring import CohortFacts, Participation

SENIOR = (Level.L5, Level.L6)
"""Senior managers, as the Plan's reverse mentoring means them."""
LEVELS = tuple(level for level in Level if level is not Level.L0)
_NO_STAFF = N_("There are no staff figures for these organisations.")
_NOT_FOR_LEVEL = N_("No scheme is for this level.")
_NO_SCHEME = N_("No cohort of such a scheme is on record.")
_NO_REVERSE = N_("No cohort of reverse mentoring is on record.")
_BLANK = N_("The table of a cohort has blank cells. Type the number of all together too: then a blank cell is nobody.")
_COARSE = N_("The ethnic groups held are too coarse for this definition.")


@dataclass(frozen=True, slots=True)
class Coverage:
    """M1 at a level (None for all that a scheme is for): mentees of all ethnic minority staff there."""

    level: Level | None
    value: Proportion


@dataclass(frozen=True, slots=True)
class CoverageFigures:
    """M1 level by level and in all.

    `undivided` mentees are known as a number alone, so they may be at any level and of any group: they make the
    range. `unplaced` ones have no known level or ethnicity and are in no figure. `tables` and `silent` are how many
    cohorts are known as tables, in which people may be counted twice, and how many do not say who started.
    """

    rows: tuple[Coverage, ...]
    total: Coverage
    undivided: int = 0
    unplaced: int = 0
    tables: int = 0
    silent: int = 0


def coverage(
    cohorts: Sequence[CohortFacts], staff: Mapping[Level, Count | None] | None, definition: EthnicityDefinition
) -> CoverageFigures:
    """M1: everybody from an ethnic minority who started as a mentee, once, of the ethnic minority *staff* by level.

    Reverse mentoring is left out: its mentees are senior managers. *staff* None: there are no staff figures; a level
    None: they are too coarse for the definition. A level that no scheme is for has no figure.
    """
    wanted = [one for one in cohorts if one.type is not SchemeType.REVERSE]
    levels = {level for one in wanted for level in one.levels or LEVELS}
    begun = _Started(wanted, definition)
    bases = {level: None if staff is None else staff.get(level, ZERO) for level in LEVELS}
    reason = _(_NO_STAFF) if staff is None else _(_COARSE)
    nobody = _(_NOT_FOR_LEVEL) if wanted else _(_NO_SCHEME)
    rows = [
        Coverage(level, proportion(begun.at([level]), bases[level], begun.reason([level], reason)))
        if level in levels
        else Coverage(level, Proportion(None, bases[level], Flag.NOT_AVAILABLE, nobody))
        for level in LEVELS
    ]
    inside = [bases[level] for level in LEVELS if level in levels]
    base = None if None in inside else total(one for one in inside if one is not None)
    whole = proportion(begun.at(levels), base, begun.reason(levels, reason))
    if not wanted:
        whole = Proportion(None, None, Flag.NOT_AVAILABLE, _(_NO_SCHEME))
    return CoverageFigures(
        tuple(rows), Coverage(None, whole), begun.undivided, begun.unplaced, begun.tables, begun.silent
    )


class _Started:
    """Ethnic minority mentees who started, by level; people once, at the level they first started at."""

    def __init__(self, cohorts: Sequence[CohortFacts], definition: EthnicityDefinition) -> None:
        self.why = ""
        self.undivided = self.unplaced = self.tables = self.silent = 0
        self._definition = definition
        self._by_level: dict[Level, Count] = defaultdict(lambda: ZERO)
        self._blank: set[Level] = set()
        people: dict[bytes, Participation] = {}
        for cohort in cohorts:
            for one in self._taken(cohort):
                earlier = people.get(one.person or b"")
                if earlier is None or _month(one) < _month(earlier):
                    people[one.person or b""] = one
        for one in people.values():
            self._count(one.level, one.ethnicity, one.people)
        if len(cohorts) == self.silent and cohorts:
            self.why = _(NOT_HELD)

    def at(self, levels: Iterable[Level]) -> Count | None:
        """How many at some levels; None where what is held cannot say."""
        if self.why or self._blank & set(levels):
            return None
        return total(self._by_level[level] for level in levels) + Count(0, self.undivided)

    def reason(self, levels: Iterable[Level], otherwise: str) -> str:
        """Why there is no figure of some levels; *otherwise* where the mentees are not why."""
        return self.why or (_(_BLANK) if self._blank & set(levels) else otherwise)

    def _taken(self, cohort: CohortFacts) -> Iterator[Participation]:
        """The people of a cohort, to be counted once; whoever is known only as a count is counted at once."""
        found = stage_count(cohort, Stage.STARTED)
        if found is None:
            self.silent += 1
        elif found.by is None:
            self.undivided += found.total.high
        elif found.detail is Detail.TABLE:
            self.tables += 1
            for (level, ethnicity), count in found.by.items():
                self._count(level, ethnicity, count)
            if not found.complete:
                self._blank |= set(cohort.levels or LEVELS) - self._filled(found.by)
        else:
            for one in started(cohort):
                if one.person is None:
                    self._count(one.level, one.ethnicity, one.people)
                else:
                    yield one

    def _filled(self, by: Mapping[tuple[Level, str], Count]) -> set[Level]:
        """The levels at which a table says of any ethnic minority group how many there are."""
        return {level for level, code in by if membership(code, self._definition) is Membership.MINORITY}

    def _count(self, level: Level, ethnicity: str, count: Count) -> None:
        member = membership(ethnicity, self._definition)
        if member is Membership.UNCLEAR:
            self.why = _(_COARSE)
        elif member is Membership.MINORITY and level is not Level.L0:
            self._by_level[level] += count
        elif member is not Membership.WHITE:
            self.unplaced += count.high


def _month(one: Participation) -> int:
    """The month somebody started; those without one come last."""
    return one.start_month if one.start_month is not None else 12 * 10_000


def started(cohort: CohortFacts) -> tuple[Participation, ...]:
    """The mentees listed who started."""
    return tuple(one for one in cohort.of(Role.MENTEE) if Stage.STARTED in reached(one.status))


@dataclass(frozen=True, slots=True)
class Reach:
    """M2: senior managers who started reverse mentoring with an ethnic minority mentor, of all senior managers.

    `unknown` is how many may be among them or not, as their mentor's ethnicity or their own level is not known: the
    share runs from none of these to all. `elsewhere` is how many mentees of reverse mentoring are at other levels.
    """

    value: Proportion
    unknown: int = 0
    elsewhere: int = 0


def reverse_reach(cohorts: Sequence[CohortFacts], seniors: Count | None) -> Reach:
    """M2, each person once; *seniors* is everybody in post at L5 and L6, None where there are no staff figures."""
    wanted = [one for one in cohorts if one.type is SchemeType.REVERSE]
    told = [one for one in wanted if stage_count(one, Stage.STARTED) is not None]
    if not told:
        reason = _(NOT_HELD) if wanted else _(_NO_REVERSE)
        return Reach(Proportion(None, seniors, Flag.NOT_AVAILABLE, reason))
    if any(_leaves_seniors_blank(one) for one in told):
        return Reach(Proportion(None, seniors, Flag.NOT_AVAILABLE, _(_BLANK)))
    mentors: dict[bytes, bool | None] = {}
    low = high = elsewhere = 0
    for cohort in told:
        for level, people, minority in _met(cohort, mentors):
            if level in SENIOR or level is Level.L0:
                sure = minority and level in SENIOR
                low, high = low + (people.low if sure else 0), high + people.high
            else:
                elsewhere += people.high
    low += sum(one is True for one in mentors.values())
    high += sum(one is not False for one in mentors.values())
    return Reach(proportion(Count(low, high), seniors, _(_NO_STAFF)), high - low, elsewhere)


def _leaves_seniors_blank(cohort: CohortFacts) -> bool:
    """Whether a table that may be unfinished says nothing of one of the levels of senior managers."""
    found = stage_count(cohort, Stage.STARTED)
    if found is None or found.by is None or found.complete:
        return False
    return not set(SENIOR) <= {level for level, _code in found.by}


def _met(cohort: CohortFacts, mentors: dict[bytes, bool | None]) -> Iterator[tuple[Level, Count, bool]]:
    """Those who are only counts: level, how many, and whether their mentors are from ethnic minorities for certain.

    Senior managers known one by one are put into *mentors*: whether theirs is, None where nobody can say.
    """
    found = stage_count(cohort, Stage.STARTED)
    assert found is not None  # noqa: S101 - asked before
    if found.by is None:
        yield Level.L0, found.total, False
    elif found.detail is Detail.TABLE:
        for (level, _code), count in found.by.items():
            yield level, count, cohort.mentors_minority_only
    else:
        for one in started(cohort):
            minority = one.partner_minority
            if minority is None and cohort.mentors_minority_only:
                minority = True
            if one.person is None or one.level not in SENIOR:
                yield one.level, one.people, minority is True
            elif mentors.get(one.person) is not True:
                mentors[one.person] = minority if one.person not in mentors else minority or mentors[one.person]
