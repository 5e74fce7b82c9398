"""Proves that withheld rows cannot be worked out, without withholding anything for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.disclosure.mover import PRICE_OF_MOVING, Move, Mover
from workforce_tui.domain.disclosure.system import OPEN
from workforce_tui.domain.disclosure.whole import whole_move

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.disclosure.evidence import Evidence
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.disclosure.system import Range, System

MOST_AGAIN = 12
"""Most rows that are proved again for the sake of one figure."""
MOST_AVOIDED = 400
"""Most columns that are made dear in search of a solution in whole numbers."""


@dataclass(slots=True)
class Secured:
    """What was found: the evidence, the rows withheld to protect others (and the row each protects), and failures.

    `rounded` are the exact totals that are rounded to protect others.
    """

    evidence: Evidence
    withheld: dict[int, int] = field(default_factory=dict)
    rounded: set[int] = field(default_factory=set)
    unsafe: list[int] = field(default_factory=list)
    problems: int = 0


class Proving:
    """Looks for witnesses of the rows of a system, as readers know it now."""

    def __init__(self, system: System, profile: Profile, found: Secured) -> None:
        self.system, self.profile, self.found = system, profile, found
        self.mover = Mover(system)

    def aims(self, row: int) -> Iterator[Range]:
        """Values that would make a row safe, from the nearest one."""
        evidence, now = self.found.evidence, int(self.system.values[row])
        low, high = int(evidence.low[row]), int(evidence.high[row])
        threshold, width = self.profile.threshold, self.profile.protection
        if now == 0 or now >= threshold:
            aims = [(now + 1, OPEN), (0, now - 1)]
        else:
            aims = [(min(threshold, low + width), OPEN), (0, max(0, high - width))]
        yield from sorted((one for one in aims if one[0] <= one[1]), key=lambda one: _distance(one, now))

    def nearer(self, row: int) -> Iterator[Range]:
        """The values just beyond those proved possible."""
        low, high = int(self.found.evidence.low[row]), int(self.found.evidence.high[row])
        yield high + 1, OPEN
        if low > 0:
            yield 0, low - 1

    def solve(self, row: int, low: int, high: int) -> Move | None:
        """The cheapest move of a row to a value from *low* to *high*; None where there is none."""
        self.found.problems += 1
        return self.mover.move(row, low, high)

    def witness(self, move: Move, row: int, low: int, high: int) -> bool:
        """Take a move as a witness; where it is not whole, one near it, or another one that avoids what is broken."""
        if move.is_whole():
            return self.found.evidence.add(move.change)
        change = self._whole(move, row, (low, high), wide=False)
        avoided: dict[int, None] = {}
        while change is None and len(avoided) < MOST_AVOIDED:
            avoided |= dict.fromkeys(move.broken().tolist())
            self.mover.avoid(avoided)
            other = self.solve(row, low, high)
            if other is None or other.loss or (set(other.broken().tolist()) <= avoided.keys() and not other.is_whole()):
                break
            move = other
            change = move.change if move.is_whole() else self._whole(move, row, (low, high), wide=False)
        self.mover.avoid(avoided, PRICE_OF_MOVING)
        if change is None:
            change = self._whole(move, row, (low, high), wide=True)
        return change is not None and self.found.evidence.add(change)

    def _whole(self, move: Move, row: int, ends: Range, *, wide: bool) -> Any | None:
        self.found.problems += 1
        return whole_move(self.system, move.change, row, ends, wide=wide)

    def stands(self, rows: list[int]) -> bool:
        """Whether every open row is still safe, maybe by other witnesses, now that readers know more of *rows*."""
        before = self.found.evidence
        if not rows:
            return True
        self.found.evidence = before.after(rows)
        again = self.found.evidence.targets()
        if len(again) <= MOST_AGAIN:
            self.mover.tell(rows)
            if all(self.proved(row) for row in again):
                return True
        self.found.evidence = before
        return False

    def proved(self, row: int) -> bool:
        """Find a witness for a row without withholding anything."""
        for low, high in self.aims(row):
            if not self.found.evidence.confined(row):
                return True
            move = self.solve(row, low, high)
            if move is not None and not move.loss:
                self.witness(move, row, low, high)
        return not self.found.evidence.confined(row) or self.step_by_step(row)

    def step_by_step(self, row: int) -> bool:
        """Widen what is possible by one at a time, both ways, as far as it goes without withholding anything."""
        for side in (0, 1):
            for _ in range(self.profile.protection):
                aims = list(self.nearer(row))
                move = self.solve(row, *aims[side]) if side < len(aims) else None
                if move is None or move.loss or not self.witness(move, row, *aims[side]):
                    break
                if not self.found.evidence.confined(row):
                    return True
        return False


def _distance(aim: Range, now: int) -> tuple[int, int]:
    return (aim[0] - now, 0) if aim[0] > now else (now - aim[1], 1)
