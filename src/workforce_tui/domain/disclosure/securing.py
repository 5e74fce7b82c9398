"""Withholds what else must be withheld: certificates where nothing needs to be, least loss where something does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.disclosure.evidence import Evidence
from workforce_tui.domain.disclosure.mover import PRICE_OF_MOVING, SMALL, Move, Mover
from workforce_tui.domain.disclosure.system import OPEN
from workforce_tui.domain.disclosure.whole import whole_move

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.disclosure.system import Range, Ratio, System

MOST_AGAIN = 12
"""Most rows that are proved again for the sake of one figure."""
MOST_AVOIDED = 400
"""Most columns that are made dear in search of a solution in whole numbers."""
EFFORT = 2_000_000
"""Programs solved to give figures back, times the rows of the system: enough for a year of all returns."""


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


def secure(system: System, profile: Profile) -> Secured:
    """Withhold rows until every open row is proved to be safe; `unsafe` holds those that cannot be."""
    found = Secured(Evidence(system, profile))
    if profile.complementary and system.open.any():
        securing = _Securing(system, profile, found)
        securing.withhold()
        if not found.unsafe:
            securing.give_back()
    return found


class _Securing:
    def __init__(self, system: System, profile: Profile, found: Secured) -> None:
        self.system, self.profile, self.found = system, profile, found
        self.mover = Mover(system)
        self.told: dict[int, Range] = {}

    def withhold(self) -> None:
        """Look at each open row once; what is withheld on the way is looked at in the next round.

        A round in which nothing is withheld or proved would only be repeated: what it leaves is not safe.
        """
        found, before = self.found, None
        while targets := [row for row in found.evidence.targets() if row not in found.unsafe]:
            now = (targets, len(found.withheld), sum(ratio.withheld for ratio in self.system.ratios))
            if now == before:
                found.unsafe += targets
                return
            before = now
            for row in targets:
                if found.evidence.confined(row):
                    self._settle(row)

    def _settle(self, row: int) -> None:
        """Find a witness for a row, or withhold what stands in the way at the least loss.

        Where no one value that is far enough makes the row safe, two nearer ones may, one on each side.
        """
        best = self._cheapest(row, self.aims(row))
        if not self.found.evidence.confined(row) or self._step_by_step(row):
            return
        while best is not None or (best := self._cheapest(row, self._nearer(row))) is not None:
            move, aim = best
            self._withhold(move if move.loss else self._untangled(move), row)
            if not self._witness(move, row, *aim) or not self.found.evidence.confined(row):
                return
            best = None
        if self.found.evidence.confined(row):
            self.found.unsafe.append(row)

    def _untangled(self, move: Move) -> Move:
        """Where no whole numbers were found: the told row of least loss among those that hold a broken column."""
        broken = set(move.broken().tolist())
        told = [row for row in self.mover.told if not self.system.open[row]]
        told = [row for row in told if self.system.fixed_high[row] > self.system.told_high[row]]
        near = [row for row in told if not broken.isdisjoint(self.system.members[row])]
        chosen = sorted(near, key=lambda row: (self.system.weight[row], row))[:1]
        return replace(move, rows=tuple(chosen), loss=1.0)

    def _nearer(self, row: int) -> Iterator[Range]:
        """The values just beyond those proved possible."""
        low, high = int(self.found.evidence.low[row]), int(self.found.evidence.high[row])
        yield high + 1, OPEN
        if low > 0:
            yield 0, low - 1

    def _cheapest(self, row: int, aims: Iterable[Range]) -> tuple[Move, Range] | None:
        """The move to one of *aims* that loses least; one that loses nothing is taken as a witness at once."""
        best: tuple[Move, Range] | None = None
        for aim in aims:
            move = self._solve(row, *aim)
            if move is None or (not move.loss and self._witness(move, row, *aim)):
                continue
            if best is None or move.loss < best[0].loss - SMALL:
                best = move, aim
            if not self.found.evidence.confined(row):
                return best
        return best

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

    def _solve(self, row: int, low: int, high: int) -> Move | None:
        self.found.problems += 1
        return self.mover.move(row, low, high)

    def _witness(self, move: Move, row: int, low: int, high: int) -> bool:
        """Take a move as a witness; where it is not whole, one near it, or another one that avoids what is broken."""
        if move.is_whole():
            return self.found.evidence.add(move.change)
        change = self._whole(move, row, (low, high), wide=False)
        avoided: dict[int, None] = {}
        while change is None and len(avoided) < MOST_AVOIDED:
            avoided |= dict.fromkeys(move.broken().tolist())
            self.mover.avoid(avoided)
            other = self._solve(row, low, high)
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

    def _withhold(self, move: Move, target: int) -> None:
        for row in move.rows:
            if self.system.open[row]:
                continue
            self.found.withheld[row] = target
            self.told[row] = int(self.system.told_low[row]), int(self.system.told_high[row])
            self.mover.tell(self.system.withhold(row))
        for row in move.loose:
            self.mover.tell(self.system.loosen(row))

    def give_back(self) -> None:
        """Publish again what turned out not to be needed, the greatest loss first."""
        weight = self.system.weight
        left = EFFORT // len(self.system.values) + self.found.problems
        for row in sorted(self.found.withheld, key=lambda row: (-weight[row], row)):
            if self.found.problems < left:
                self._return_row(row)
        for ratio in sorted(self.system.ratios, key=lambda ratio: (-ratio.weight, ratio.key)):
            if self.found.problems < left and self._may_return(ratio):
                self._return(ratio)

    def _return_row(self, row: int) -> None:
        if not self._publish(row, self.told[row]):
            self._round(row)

    def _publish(self, row: int, told: Range) -> bool:
        if self._stands(self.system.publish(row, told)):
            del self.found.withheld[row]
            return True
        self.mover.tell(self.system.withhold(row))
        return False

    def _round(self, row: int) -> None:
        """Publish an exact total rounded, with its percentages as they are beside rounded counts."""
        told = self.system.rounded.get(row)
        if told is None or not self._publish(row, told):
            return
        self.found.rounded.add(row)
        for ratio in self.system.ratios_of.get(row, ()):
            places = self.profile.places(int(self.system.values[ratio.base]))
            if not ratio.fixed and places is not None:
                self.system.write_again(ratio, places)

    def _may_return(self, ratio: Ratio) -> bool:
        return ratio.withheld and not (self.system.open[ratio.part] or self.system.open[ratio.base])

    def _return(self, ratio: Ratio) -> None:
        ratio.withheld = False
        rows = [ratio.part, ratio.base]
        if not self._stands(self.system.retell(rows)):
            ratio.withheld = True
            self.mover.tell(self.system.retell(rows))

    def _stands(self, rows: list[int]) -> bool:
        """Whether every open row is still safe, maybe by other witnesses, now that readers know more of *rows*."""
        before = self.found.evidence
        if not rows:
            return True
        self.found.evidence = before.after(rows)
        again = self.found.evidence.targets()
        if len(again) <= MOST_AGAIN:
            self.mover.tell(rows)
            if all(self._proved(row) for row in again):
                return True
        self.found.evidence = before
        return False

    def _proved(self, row: int) -> bool:
        """Find a witness for a row without withholding anything."""
        for low, high in self.aims(row):
            if not self.found.evidence.confined(row):
                return True
            move = self._solve(row, low, high)
            if move is not None and not move.loss:
                self._witness(move, row, low, high)
        return not self.found.evidence.confined(row) or self._step_by_step(row)

    def _step_by_step(self, row: int) -> bool:
        """Widen what is possible by one at a time, both ways, as far as it goes without withholding anything."""
        for side in (0, 1):
            for _ in range(self.profile.protection):
                aims = list(self._nearer(row))
                move = self._solve(row, *aims[side]) if side < len(aims) else None
                if move is None or move.loss or not self._witness(move, row, *aims[side]):
                    break
                if not self.found.evidence.confined(row):
                    return True
        return False


def _distance(aim: Range, now: int) -> tuple[int, int]:
    return (aim[0] - now, 0) if aim[0] > now else (now - aim[1], 1)
