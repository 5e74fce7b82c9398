"""Made-up staff and mentees of whom everything is known: who took part, like whom they are, and what became of them."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FORCE = "gwent-police"
BASE, FIRST, SECOND = date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31)
"""The snapshots before mentees start, 12 months after and 24 months after."""
STARTED = "15/03/2023"
NEXT = {"Constable": "Sergeant", "Sergeant": "Inspector"}
BRITISH, INDIAN = "White British", "Indian"
JOINED = {"new": "01/06/2022", "old": "01/06/2009"}
"""Start dates: under a year before the first snapshot, and more than ten."""


@dataclass(frozen=True)
class Stratum:
    """People of one rank and time in post: how many took part and how many did not, and what became of each sort.

    (people, promoted by 12 months, left by 12 months).
    """

    rank: str
    joined: str
    ethnicity: str
    mentees: tuple[int, int, int]
    others: tuple[int, int, int]


@dataclass
class Somebody:
    """A person at each snapshot; None: not in post."""

    ethnicity: str
    joined: str
    ranks: tuple[str | None, str | None, str | None]
    mentee: bool


STRATA = (
    Stratum("Constable", "new", BRITISH, (8, 1, 1), (60, 6, 6)),
    Stratum("Constable", "old", BRITISH, (6, 2, 0), (40, 2, 3)),
    Stratum("Constable", "new", INDIAN, (12, 3, 1), (20, 2, 4)),
    Stratum("Sergeant", "old", INDIAN, (4, 2, 0), (10, 1, 0)),
    Stratum("Sergeant", "new", INDIAN, (2, 1, 0), (0, 0, 0)),
    Stratum("Sergeant", "old", BRITISH, (0, 0, 0), (15, 5, 1)),
)
"""The fifth has mentees like whom nobody is; in the last nobody took part."""


@dataclass
class Truth:
    """The people of the strata, in an order that tells nothing."""

    people: list[Somebody] = field(default_factory=list)

    def __post_init__(self) -> None:
        for stratum in STRATA:
            for took_part, (people, promoted, left) in ((True, stratum.mentees), (False, stratum.others)):
                for place in range(people):
                    after = NEXT[stratum.rank] if place < promoted else stratum.rank
                    gone = promoted <= place < promoted + left
                    ranks = (stratum.rank, None if gone else after, None if gone else after)
                    self.people.append(Somebody(stratum.ethnicity, stratum.joined, ranks, took_part))
        random.Random(20).shuffle(self.people)

    def number(self, place: int) -> str:
        """The staff number of a person."""
        return f"{place + 1:05d}"

    def write_staff(self, folder: Path) -> list[tuple[Path, date]]:
        """A list of staff for each date."""
        found = []
        for when, day in enumerate((BASE, FIRST, SECOND)):
            path = folder / f"staff {day:%Y}.csv"
            rows = [
                (self.number(place), one.ranks[when], "Police Officer", one.ethnicity, JOINED[one.joined])
                for place, one in enumerate(self.people)
                if one.ranks[when]
            ]
            _write(path, ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Start Date"), rows)
            found.append((path, day))
        return found

    def write_mentees(self, path: Path) -> Path:
        """The list of mentees; no grade and no ethnicity, which the staff figures have."""
        rows = [
            ("Talent", "2023", self.number(place), "Completed" if place % 3 else "Withdrawn", STARTED, 6, 5)
            for place, one in enumerate(self.people)
            if one.mentee
        ]
        header = ("Scheme", "Cohort", "Staff number", "Standing", "Start date", "Sessions planned", "Sessions held")
        return _write(path, header, rows)


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def expected(ethnicities: tuple[str, ...], outcome: int) -> tuple[int, int, int, int, Fraction, Fraction]:
    """M4 by hand: mentees matched, with the outcome, compared, with it, and the two rates; outcome 1 promoted, 2 left.

    Strata are matched on rank and time in post alone, so people of two ethnicities in one rank are put together.
    """
    pools: dict[tuple[str, str], list[list[int]]] = {}
    for one in STRATA:
        if one.ethnicity in ethnicities:
            pool = pools.setdefault((one.rank, one.joined), [[0, 0], [0, 0]])
            for place, numbers in enumerate((one.mentees, one.others)):
                pool[place][0] += numbers[0]
                pool[place][1] += numbers[outcome]
    both = [pool for pool in pools.values() if pool[0][0] and pool[1][0]]
    mentees, had = (sum(pool[0][place] for pool in both) for place in (0, 1))
    others, other_had = (sum(pool[1][place] for pool in both) for place in (0, 1))
    weighted = sum((Fraction(pool[0][0] * pool[1][1], pool[1][0]) for pool in both), Fraction(0)) / mentees
    return mentees, had, others, other_had, Fraction(had, mentees), weighted
