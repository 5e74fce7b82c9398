"""Lists of mentees and mentors of the same people as the snapshots, and what became of those mentees.

Mentees are drawn by lot from the ethnic minority staff of some levels, so that being mentored changes nothing for them:
what the figures find between them and people like them is chance, as it should be said.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from maker import columns as col
from maker.ethnicity import is_minority
from maker.model import OUTSIDE_WORKFORCE, YEARS, Answer, snapshot_date
from maker.people import SEED, follow
from maker.police import GWENT_RANKS, SOUTH_WALES_RANKS
from maker.sheets import Column, Facts, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from maker.model import Person, Shape
    from maker.plan import Sender

HORIZONS = (12, 24)
"""Months after the start at which mentees are looked at again."""
SENIOR = (5, 6)
REASONS = ("Workload", "Moved to another job", "The mentor was not available", "Personal reasons")
MENTEE_HEADERS = (
    "Scheme", "Cohort", "Standing", "Start date", "End date", "Sessions planned", "Sessions held",
    "Mentor's employee number", "Confidence before", "Confidence after", "Belonging before", "Belonging after",
    "Readiness before", "Readiness after", "Satisfaction", "Goal met", "Reason for withdrawing",
)  # fmt: skip
REVERSE_HEADERS = ("Commitments made", "Commitments delivered", "360 feedback done")
MENTOR_HEADERS = ("Scheme", "Cohort", "Standing", "Start date", "Sessions held")


@dataclass(frozen=True, slots=True)
class Cohort:
    """One cohort as an organisation lists it: how many mentees came how far, of which levels, and its mentors."""

    scheme: str
    name: str
    begins: date
    ends: date
    levels: tuple[int, ...]
    applied: int
    matched: int
    started: int
    withdrew: int
    mentors: int
    sessions: int
    reverse: bool = False
    """Senior managers are the mentees, and ethnic minority staff their mentors."""
    suffix: str = ".csv"

    @property
    def year(self) -> int:
        """The year of the snapshot before the cohort began, which it is drawn from."""
        return self.begins.year if self.begins > snapshot_date(self.begins.year) else self.begins.year - 1


@dataclass(frozen=True, slots=True)
class MentoringSender:
    """An organisation that sends such lists: the columns of its HR system, and its cohorts."""

    code: str
    about: tuple[Column, ...]
    cohorts: tuple[Cohort, ...]


MENTORING_SENDERS = (
    MentoringSender(
        "gwent-police",
        (col.number("Employee Number"), col.rank("Rank/Grade", GWENT_RANKS)),
        (
            Cohort("Leading Together", "2023/24", date(2023, 5, 1), date(2024, 3, 31), (2, 3, 4), 22, 18, 16, 3, 12, 8,
                   suffix=".xlsx"),
            Cohort("Leading Together", "2024/25", date(2024, 5, 1), date(2025, 3, 31), (2, 3, 4), 21, 17, 16, 4, 12, 8),
            Cohort("Reverse mentoring of senior leaders", "2025/26", date(2025, 9, 1), date(2026, 3, 31), SENIOR,
                   14, 12, 12, 1, 10, 6, reverse=True),
        ),
    ),
    MentoringSender(
        "south-wales-police",
        (col.number("Payroll No", "SWP{:05d}"), col.rank("Rank", SOUTH_WALES_RANKS)),
        (
            Cohort("Stepping Up", "2023/24", date(2023, 5, 1), date(2024, 3, 31), (2, 3, 4), 46, 40, 38, 6, 21, 6),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MentoringFile:
    """A file to write, and the truth: how many mentees started, and what became of them."""

    name: str
    dataset: str
    period: tuple[date, date]
    sheet: Sheet
    truth: Mapping[str, int]


def mentoring_files(sender: Sender) -> Iterator[MentoringFile]:
    """The lists of an organisation, or none."""
    lists = next((one for one in MENTORING_SENDERS if one.code == sender.shape.code), None)
    if lists is None:
        return
    years = {
        year: {one.number: replace(one) for one in people if _inside(one, sender.shape)}
        for year, people in follow(sender.shape)
    }
    taken: set[int] = set()
    for cohort in lists.cohorts:
        yield from _Drawing(lists, sender.shape, cohort, years, taken).files()


def _inside(person: Person, shape: Shape) -> bool:
    return shape.groups[person.group].worker not in OUTSIDE_WORKFORCE


class _Drawing:
    """One cohort drawn from the people of the snapshot before it; whoever was a mentee before is not taken again."""

    def __init__(
        self,
        lists: MentoringSender,
        shape: Shape,
        cohort: Cohort,
        years: Mapping[int, Mapping[int, Person]],
        taken: set[int],
    ) -> None:
        self.lists, self.shape, self.cohort, self.years = lists, shape, cohort, years
        self.rng = random.Random(f"{SEED} mentoring {shape.code} {cohort.scheme} {cohort.name}")
        self.before = years[cohort.year]
        self.mentees = self._in_order(self._drawn(self._may_be_mentored(taken), cohort.applied))
        taken.update(one.number for one in self.mentees)
        self.mentors = self._drawn(self._may_mentor(taken), cohort.mentors)

    def _drawn(self, people: list[Person], size: int) -> list[Person]:
        return self.rng.sample(sorted(people, key=lambda one: one.number), size)

    def _in_order(self, drawn: list[Person]) -> list[Person]:
        """Those who started first, and of them those last who are not in post at the next snapshot."""
        there = self.years.get(self.cohort.year + 1, self.before)
        started, others = drawn[: self.cohort.started], drawn[self.cohort.started :]
        return [*sorted(started, key=lambda one: one.number not in there), *others]

    def _level(self, person: Person) -> int:
        return self.shape.groups[person.group].ladder[person.rung].level

    def _may_be_mentored(self, taken: set[int]) -> list[Person]:
        return [
            one
            for one in self.before.values()
            if one.number not in taken
            and self._level(one) in self.cohort.levels
            and (self.cohort.reverse or is_minority(one.ethnicity))
        ]

    def _may_mentor(self, taken: set[int]) -> list[Person]:
        """Whose record says they are from an ethnic minority where mentoring is reverse, else the level above."""
        if self.cohort.reverse:
            known = [one for one in self.before.values() if one.answer is Answer.DECLARED]
            return [one for one in known if is_minority(one.ethnicity) and self._level(one) < min(SENIOR)]
        return [one for one in self.before.values() if one.number not in taken and self._level(one) in (4, *SENIOR)]

    def files(self) -> Iterator[MentoringFile]:
        """The list of mentees, then that of mentors."""
        held: dict[int, int] = {}
        rows = [self._mentee(place, one, held) for place, one in enumerate(self.mentees)]
        headers = MENTEE_HEADERS + (REVERSE_HEADERS if self.cohort.reverse else ())
        yield self._file("mentees", headers, rows, self._truth())
        rows = [
            [*self._about(one), *self._where(), "Taking part", self.cohort.begins, held.get(one.number, 0)]
            for one in self.mentors
        ]
        yield self._file("mentors", MENTOR_HEADERS, rows, {})

    def _file(self, dataset: str, headers: tuple[str, ...], rows: list[Row], truth: dict[str, int]) -> MentoringFile:
        header: Row = [*(column.header for column in self.lists.about), *headers]
        rows.sort(key=lambda row: str(row[0]))
        kind = f"reverse-{dataset}" if self.cohort.reverse else dataset
        sheet = Sheet(dataset.title(), [header, *rows], data_rows=len(rows))
        last = snapshot_date(self.cohort.year + 1)
        name = f"{self.cohort.year + 1}-{kind}{self.cohort.suffix}"
        return MentoringFile(name, dataset, (snapshot_date(self.cohort.year) + timedelta(days=1), last), sheet, truth)

    def _about(self, person: Person) -> Row:
        facts = Facts(self.shape, snapshot_date(self.cohort.year))
        return [column.value(person, facts) for column in self.lists.about]

    def _where(self) -> Row:
        return [self.cohort.scheme, self.cohort.name]

    def _mentee(self, place: int, one: Person, held: dict[int, int]) -> Row:
        """A row; those who come first in the drawing come furthest."""
        cohort = self.cohort
        blank: Row = [None] * (9 + len(REVERSE_HEADERS) * cohort.reverse)
        if place >= cohort.started:
            standing = "Matched" if place < cohort.matched else "Applied"
            return [*self._about(one), *self._where(), standing, None, None, cohort.sessions, None, None, *blank]
        completed = place < cohort.started - cohort.withdrew
        sessions = cohort.sessions - self.rng.choice((0, 0, 1, 2)) if completed else self.rng.randint(1, 3)
        mentor = self.mentors[place % len(self.mentors)]
        held[mentor.number] = held.get(mentor.number, 0) + sessions
        number = self.lists.about[0].value(mentor, Facts(self.shape, snapshot_date(cohort.year)))
        ended = cohort.ends if completed else cohort.begins + timedelta(days=self.rng.randint(60, 120))
        standing = "Completed" if completed else "Withdrew after starting"
        gone = one.number not in self.years.get(cohort.year + 1, self.before)
        reason = "Left the organisation" if gone else self.rng.choice(REASONS)
        said = self._said() if completed else [*[None] * 8, reason]
        row = [*self._about(one), *self._where(), standing, cohort.begins, ended, cohort.sessions, sessions, number]
        return [*row, *said, *(self._commitments(completed=completed) if cohort.reverse else ())]

    def _said(self) -> Row:
        """Scores from 1 to 5 before and after, satisfaction, whether the goal was met, and no reason."""
        scores: Row = []
        for _what in ("confidence", "belonging", "readiness"):
            before = self.rng.randint(2, 4)
            scores += [before, min(5, before + self.rng.choice((0, 0, 1, 1, 2)))]
        return [*scores, self.rng.choice((3, 4, 4, 5, 5)), self.rng.choice(("Yes", "Yes", "Yes", "No")), None]

    def _commitments(self, *, completed: bool) -> Row:
        made = self.rng.randint(2, 4)
        return [made, self.rng.randint(1, made), "Yes"] if completed else [made, 0, "No"]

    def _truth(self) -> dict[str, int]:
        """How many started and completed, and at each horizon how many are followed, in post and promoted."""
        started = self.mentees[: self.cohort.started]
        found = {"started": len(started), "completed": len(started) - self.cohort.withdrew}
        for horizon in HORIZONS:
            year = self._looked_at(horizon)
            after = self.years.get(year, {}) if year else {}
            there = [after[one.number] for one in started if one.number in after]
            promoted = sum(one.rung > self.before[one.number].rung for one in there)
            numbers = {"followed": len(started) if year else 0, "in_post": len(there), "promoted": promoted}
            found |= {f"{name}_{horizon}": number for name, number in numbers.items()}
        return found

    def _looked_at(self, horizon: int) -> int | None:
        """The first snapshot so many months after the start or later, within another twelve."""
        month = self.cohort.begins.year * 12 + self.cohort.begins.month + horizon
        return next((year for year in YEARS if month <= year * 12 + 3 < month + 12), None)
