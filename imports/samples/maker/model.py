"""The people and organisations of the samples. Every one of them is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

YEARS = (2022, 2023, 2024, 2025, 2026)
"""Snapshot years. Every snapshot is taken on 31 March."""


def snapshot_date(year: int) -> date:
    """Return the day the snapshot of a year is taken."""
    return date(year, 3, 31)


class Worker(StrEnum):
    """Kinds of worker. The last four are counted apart from the workforce."""

    OFFICER = "officer"
    STAFF = "staff"
    PCSO = "pcso"
    DESIGNATED = "designated"
    SPECIAL = "special"
    VOLUNTEER = "volunteer"
    AGENCY = "agency"
    ELECTED = "elected"


OUTSIDE_WORKFORCE = frozenset({Worker.SPECIAL, Worker.VOLUNTEER, Worker.AGENCY, Worker.ELECTED})


class Answer(StrEnum):
    """What a person's record says about ethnicity."""

    DECLARED = "declared"
    UNDECLARED = "undeclared"
    """Asked, and preferred not to say."""
    UNKNOWN = "unknown"
    """Nothing on record."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One grade of a ladder. `share` is its part of the group; `posts` fixes the number instead."""

    label: str
    share: float
    level: int
    """Common level 1 (entry) to 6 (executive): the higher, the fewer ethnic minority people."""
    posts: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one kind in one organisation: how many, on which ladder, how quickly they change."""

    worker: Worker
    ladder: tuple[Rung, ...]
    """Most junior first."""
    first: int
    """People at the first snapshot."""
    last: int
    """People at the last snapshot."""
    female: float = 0.5
    leaving: float = 0.07
    """Part of the group that leaves in a year."""
    outside_hires: float = 0.3
    """Part of the vacancies above the entry grade that are filled from outside."""
    acting: float = 0.0
    """Part of a rung that temporarily holds the rung above."""
    detectives: float = 0.0
    paid: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """An organisation as the samples draw it. Shares are fractions of one."""

    code: str
    name: str
    groups: tuple[Group, ...]
    minority: float
    """Ethnic minority (excluding White minorities) share of everybody at the first snapshot."""
    joining_minority: float
    """The same share among joiners: above `minority`, so that the trend rises slowly."""
    unknown: float
    undeclared: float
    sites: tuple[str, ...]
    first_number: int
    """Where staff numbers begin."""


@dataclass(slots=True)
class Person:
    """One invented person, changed in place from one snapshot to the next."""

    number: int
    group: int
    rung: int
    ethnicity: str
    """Ethnic group of the person, whether or not it is on record (leaf code such as "A_IND")."""
    answer: Answer
    female: bool
    fte: float
    started: date
    born: date
    site: str
    acting: bool = False
    detective: bool = False
