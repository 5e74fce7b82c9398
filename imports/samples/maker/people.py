"""Follow the same invented people from one 31 March to the next.

Each year some leave, some are promoted into the vacancies, others join, a few hold a higher rank for a while,
and a few whose record was blank declare their ethnicity. Everything is drawn from one seeded generator for each
organisation, so the same people come out every time.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from maker.ethnicity import draw_ethnicity, is_minority
from maker.model import YEARS, Answer, Group, Person, Rung, Shape, Worker, snapshot_date

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = "workforce-tui samples 1"

SENIOR_FACTOR = {1: 1.15, 2: 1.1, 3: 0.8, 4: 0.65, 5: 0.45, 6: 0.2}
"""How the ethnic minority share of a level compares with the organisation's own share."""

DECLARES = {Answer.UNKNOWN: 0.10, Answer.UNDECLARED: 0.03}
"""Chance that a person without a declared ethnicity declares it during a year."""

FTE_VALUES = (1.0, 0.9, 0.8, 0.6, 0.5)
FTE_WEIGHTS = {True: (74, 4, 12, 6, 4), False: (95, 1, 2, 1, 1)}


def follow(shape: Shape) -> Iterator[tuple[int, list[Person]]]:
    """Yield each year with everybody in post on 31 March, in staff number order.

    The people are changed in place afterwards: read what is needed before asking for the next year.
    """
    population = _Population(shape)
    population.begin()
    for year in YEARS:
        if year != YEARS[0]:
            population.move_to(year)
        yield year, sorted(population.people, key=lambda person: person.number)


def posts(group: Group, year: int) -> list[int]:
    """Return how many people each rung of a group should have in a year."""
    part = (year - YEARS[0]) / (YEARS[-1] - YEARS[0])
    total = round(group.first + (group.last - group.first) * part)
    fixed = [rung.posts for rung in group.ladder]
    open_total = total - sum(count for count in fixed if count is not None)
    shares = sum(rung.share for rung, count in zip(group.ladder, fixed, strict=True) if count is None) or 1.0
    wanted = [
        round(open_total * rung.share / shares) if count is None else count
        for rung, count in zip(group.ladder, fixed, strict=True)
    ]
    largest = wanted.index(max(wanted))
    wanted[largest] += total - sum(wanted)
    return wanted


class _Population:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.rng = random.Random(f"{SEED} {shape.code}")
        self.people: list[Person] = []
        self.next_number = shape.first_number

    def begin(self) -> None:
        first = snapshot_date(YEARS[0])
        for index, group in enumerate(self.shape.groups):
            for rung, count in enumerate(posts(group, YEARS[0])):
                for _number in range(count):
                    self._add(index, rung, first, minority=self.shape.minority, years=self._service(rung))
        self._renumber_by_start()
        self._appoint_acting()

    def move_to(self, year: int) -> None:
        day = snapshot_date(year)
        self.people = [person for person in self.people if not self._leaves(person)]
        for index, group in enumerate(self.shape.groups):
            self._fill(index, posts(group, year), day)
        for person in self.people:
            person.acting = False
            if self.rng.random() < DECLARES.get(person.answer, 0.0):
                person.answer = Answer.DECLARED
            if self.rng.random() < 0.03:
                person.site = self.rng.choice(self.shape.sites)
        self._appoint_acting()

    def _service(self, rung: int) -> float:
        """Draw years of service at the first snapshot; senior people have served longer."""
        years = 0.2 + self.rng.expovariate(1 / 8) + min(3.0 * rung, 15.0)
        return years if years < 34 else self.rng.uniform(20, 34)

    def _leaves(self, person: Person) -> bool:
        group = self.shape.groups[person.group]
        worse = 1.2 if is_minority(person.ethnicity) else 1.0
        return self.rng.random() < group.leaving * worse

    def _fill(self, index: int, wanted: list[int], day: date) -> None:
        """Fill the vacancies of one group from the top down, then recruit at the entry grade."""
        group = self.shape.groups[index]
        rungs: list[list[Person]] = [[] for _rung in group.ladder]
        for person in self.people:
            if person.group == index:
                rungs[person.rung].append(person)
        for rung in range(len(wanted) - 1, -1, -1):
            for _vacancy in range(wanted[rung] - len(rungs[rung])):
                below = rungs[rung - 1] if rung else []
                if not below or self.rng.random() < group.outside_hires:
                    joiner_minority = self.shape.joining_minority
                    self._add(index, rung, day, minority=joiner_minority, years=self.rng.random() * 0.98)
                else:
                    self._promote(below, rungs[rung])

    def _promote(self, below: list[Person], above: list[Person]) -> None:
        """Promote somebody; a person who already holds the higher rank temporarily goes first."""
        ready = [person for person in below if person.acting] or below
        person = self.rng.choice(ready)
        below.remove(person)
        person.rung += 1
        person.acting = False
        above.append(person)

    def _appoint_acting(self) -> None:
        for person in self.people:
            group = self.shape.groups[person.group]
            higher = group.ladder[person.rung + 1 : person.rung + 2]
            if higher and higher[0].level <= 5 and self.rng.random() < group.acting:
                person.acting = True

    def _add(self, index: int, rung: int, day: date, *, minority: float, years: float) -> None:
        group = self.shape.groups[index]
        step: Rung = group.ladder[rung]
        female = self.rng.random() < group.female * (1.0 if step.level < 4 else 0.85)
        started = day - timedelta(days=int(years * 365.25))
        born = started - timedelta(days=int((19 + self.rng.random() * 14) * 365.25))
        recent = years < 1
        self.people.append(
            Person(
                number=self.next_number,
                group=index,
                rung=rung,
                ethnicity=draw_ethnicity(self.rng, minority=minority * SENIOR_FACTOR[step.level]),
                answer=self._answer(recent=recent),
                female=female,
                fte=self.rng.choices(FTE_VALUES, FTE_WEIGHTS[female])[0],
                started=started,
                born=born,
                site=self.rng.choice(self.shape.sites),
                detective=group.worker is Worker.OFFICER and self.rng.random() < group.detectives,
            )
        )
        self.next_number += self.rng.randint(1, 3)

    def _answer(self, *, recent: bool) -> Answer:
        """Draw what the record says; joiners' records are blank more often."""
        unknown = self.shape.unknown * (1.8 if recent else 1.0)
        drawn = self.rng.random()
        if drawn < unknown:
            return Answer.UNKNOWN
        return Answer.UNDECLARED if drawn < unknown + self.shape.undeclared else Answer.DECLARED

    def _renumber_by_start(self) -> None:
        """Give the first people staff numbers in the order they started, as an HR system would."""
        numbers = sorted(person.number for person in self.people)
        self.people.sort(key=lambda person: person.started)
        for person, number in zip(self.people, numbers, strict=True):
            person.number = number
