"""An attacker who has seen every screen of the chair of a staff network, and asks what the withheld counts can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from holding import Held, Post, hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workforce_tui.services.workspace import Workspace

GROUPS = ("minority", "white", "rest")
LEVELS = ("L2", "L3", "L4")
"""Constables, sergeants and inspectors: one ladder."""
OUT = ""
THRESHOLD, WIDTH = 5, 3

Unknown = tuple[str, str, str]
"""A group, and where its people were and are; "" is out of post."""
Sum = frozenset[Unknown]


@dataclass
class Attacker:
    """What is known: sums of unknown whole numbers, each as (the unknowns, their sum)."""

    known: list[tuple[Sum, int]] = field(default_factory=list)

    def tell(self, some: Iterable[Unknown], number: int | None) -> None:
        """Add what a cell says, where it says anything."""
        if number is not None:
            self.known.append((frozenset(some), number))

    def range_of(self, wanted: Sum) -> tuple[int, int]:
        """The least and the most people a sum can be of."""
        ends = []
        for sign in (1, -1):
            cost = np.array([sign * (one in wanted) for one in UNKNOWNS], float)
            rows = np.array([[one in some for one in UNKNOWNS] for some, _number in self.known], float)
            told = np.array([number for _some, number in self.known], float)
            found = milp(
                cost, integrality=1, bounds=Bounds(0, 400), constraints=LinearConstraint(rows, told, told),
                options={"presolve": True},
            )  # fmt: skip
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]

    def works_out(self, wanted: Sum) -> bool:
        """Whether a count is proved: one number, or of a few people within a narrow range."""
        low, high = self.range_of(wanted)
        return low == high or (low >= 1 and high < THRESHOLD and high - low < WIDTH)


UNKNOWNS: tuple[Unknown, ...] = tuple(
    (group, before, after)
    for group, before, after in product(GROUPS, (*LEVELS, OUT), (*LEVELS, OUT))
    if before or after
)


FORCE, FIRST, SECOND = "gwent-police", date(2025, 3, 31), date(2026, 3, 31)
GRADES = dict(zip(LEVELS, ("CONSTABLE", "SERGEANT", "INSPECTOR"), strict=True))
LARGE: dict[Unknown, int] = {
    ("minority", "L2", "L2"): 40, ("minority", "L2", "L3"): 9, ("minority", "L2", OUT): 10, ("minority", OUT, "L2"): 13,
    ("minority", "L4", "L4"): 1, ("white", "L2", "L2"): 300, ("white", "L3", "L3"): 100, ("white", "L4", "L4"): 40,
    ("white", "L2", "L3"): 60, ("white", "L3", "L4"): 22, ("white", "L2", OUT): 35, ("white", "L3", OUT): 20,
    ("white", OUT, "L2"): 75, ("rest", "L2", "L2"): 18, ("rest", "L2", "L3"): 7, ("rest", "L2", OUT): 8,
    ("rest", OUT, "L2"): 6,
}  # fmt: skip
"""Enough people that a network is shown most of what happened to them; of the inspectors one is from a minority."""
CODES = {"minority": "A_IND", "white": "W_BRIT", "rest": "X_PNTS"}


def enter(ws: Workspace, people: Mapping[Unknown, int]) -> None:
    """Put the people into the database, one by one, on both days."""
    first, second = dict[str, Post](), dict[str, Post]()
    for (group, before, after), number in people.items():
        for place in range(number):
            name = f"{group[0]}{before or '-'}{after or '-'}{place}"
            if before:
                first[name] = Post(GRADES[before], CODES[group])
            if after:
                second[name] = Post(GRADES[after], CODES[group])
    hold(ws, [Held(FORCE, FIRST, first), Held(FORCE, SECOND, second)])


def staff(groups: Iterable[str], place: int, *levels: str) -> Sum:
    """Those of some groups at some levels, on the first day (1) or on the second (2)."""
    return frozenset(one for one in UNKNOWNS if one[0] in groups and one[place] in (levels or LEVELS))


def moved(groups: Iterable[str], name: str) -> Sum:
    """Those of some groups who stayed, joined, left or were promoted."""
    kinds = {
        "stayed": lambda before, after: before and after,
        "joined": lambda before, after: not before,
        "left": lambda before, after: not after,
        "promoted": lambda before, after: before and after and before < after,
        "start": lambda before, _after: before,
        "end": lambda _before, after: after,
    }
    return frozenset(one for one in UNKNOWNS if one[0] in groups and kinds[name](one[1], one[2]))


def truth_of(people: Mapping[Unknown, int], wanted: Sum) -> int:
    """How many a sum is of."""
    return sum(people.get(one, 0) for one in wanted)
