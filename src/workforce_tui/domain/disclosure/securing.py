"""Withholds what else must be withheld: certificates where nothing needs to be, least loss where something does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.evidence import Evidence
from workforce_tui.domain.disclosure.mover import SMALL, Move, Mover
from workforce_tui.domain.disclosure.system import OPEN
from workforce_tui.domain.disclosure.whole import whole_move

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.disclosure.system import System


@dataclass(slots=True)
class Secured:
    """What was found: the evidence, the rows withheld to protect others (and the row each protects), and failures."""

    evidence: Evidence
    withheld: dict[int, int] = field(default_factory=dict)
    unsafe: list[int] = field(default_factory=list)
    problems: int = 0


def secure(system: System, profile: Profile) -> Secured:
    """Withhold rows until every open row is proved to be safe; `unsafe` holds those that cannot be."""
    found = Secured(Evidence(system, profile))
    if profile.complementary and system.open.any():
        _Securing(system, profile, found).run()
    return found


class _Securing:
    def __init__(self, system: System, profile: Profile, found: Secured) -> None:
        self.system, self.profile, self.found, self.evidence = system, profile, found, found.evidence
        self.mover = Mover(system)

    def run(self) -> None:
        """Look at each open row once; what is withheld on the way is looked at in the next round."""
        while targets := [row for row in self.evidence.targets() if row not in self.found.unsafe]:
            for row in targets:
                if self.evidence.confined(row):
                    self._settle(row)

    def _settle(self, row: int) -> None:
        """Find a witness for a row, or withhold what stands in the way at the least loss."""
        best: Move | None = None
        for low, high in self.aims(row):
            move = self._solve(row, low, high)
            if move is not None and not move.loss:
                if self._witness(move, row, low, high):
                    return
                continue
            if move is not None and (best is None or move.loss < best.loss - SMALL):
                best, ends = move, (low, high)
        if best is None:
            self.found.unsafe.append(row)
            return
        self._withhold(best, row)
        self._witness(best, row, *ends)

    def aims(self, row: int) -> Iterator[tuple[int, int]]:
        """Values that would make a row safe, from the nearest one."""
        low, high, now = int(self.evidence.low[row]), int(self.evidence.high[row]), int(self.system.values[row])
        threshold, width = self.profile.threshold, self.profile.protection
        if now == 0 or now >= threshold:
            aims = [(now + 1, OPEN), (0, now - 1)]
        else:
            aims = [(min(threshold, low + width), OPEN), (0, max(0, high - width))]
        ordered = sorted((one for one in aims if one[0] <= one[1]), key=lambda one: _distance(one, now))
        yield from ordered

    def _solve(self, row: int, low: int, high: int) -> Move | None:
        self.found.problems += 1
        return self.mover.move(row, low, high)

    def _witness(self, move: Move, row: int, low: int, high: int) -> bool:
        if move.is_whole():
            return self.evidence.add(move.change)
        self.found.problems += 1
        change = whole_move(self.system, move.change, row, (low, high))
        return change is not None and self.evidence.add(change)

    def _withhold(self, move: Move, target: int) -> None:
        for row in move.rows:
            self.found.withheld[row] = target
            self.mover.tell(self.system.withhold(row))
        for row in move.loose:
            self.mover.tell(self.system.loosen(row))


def _distance(aim: tuple[int, int], now: int) -> tuple[int, int]:
    return (aim[0] - now, 0) if aim[0] > now else (now - aim[1], 1)
