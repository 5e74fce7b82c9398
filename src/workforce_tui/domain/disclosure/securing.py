"""Withholds what else must be withheld: certificates where nothing needs to be, least loss where something does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.evidence import Evidence
from workforce_tui.domain.disclosure.mover import SMALL, Move
from workforce_tui.domain.disclosure.proving import Proving, Secured

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.disclosure.system import Range, Ratio, System

EFFORT = 2_000_000
"""Programs solved to give figures back, times the rows of the system: enough for a year of all returns."""


def secure(system: System, profile: Profile) -> Secured:
    """Withhold rows until every open row is proved to be safe; `unsafe` holds those that cannot be."""
    found = Secured(Evidence(system, profile))
    if profile.complementary and system.open.any():
        securing = _Securing(system, profile, found)
        securing.withhold()
        if not found.unsafe:
            securing.give_back()
    return found


class _Securing(Proving):
    def __init__(self, system: System, profile: Profile, found: Secured) -> None:
        super().__init__(system, profile, found)
        self.told: dict[int, Range] = {}

    def withhold(self) -> None:
        """Look at each open row once; what is withheld on the way is looked at in the next round.

        A round in which nothing is withheld or proved would only be repeated: what it leaves is not safe.
        """
        found, before = self.found, None
        while targets := [row for row in found.evidence.targets() if row not in found.unsafe]:
            now = (
                targets,
                len(found.withheld),
                len(found.rounded),
                sum(ratio.withheld for ratio in self.system.ratios),
            )
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
        if not self.found.evidence.confined(row) or self.step_by_step(row):
            return
        while best is not None or (best := self._cheapest(row, self.nearer(row))) is not None:
            move, aim = best
            self._withhold(move if move.loss else self._untangled(move), row)
            if not self.witness(move, row, *aim) or not self.found.evidence.confined(row):
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

    def _cheapest(self, row: int, aims: Iterable[Range]) -> tuple[Move, Range] | None:
        """The move to one of *aims* that loses least; one that loses nothing is taken as a witness at once."""
        best: tuple[Move, Range] | None = None
        for aim in aims:
            move = self.solve(row, *aim)
            if move is None or (not move.loss and self.witness(move, row, *aim)):
                continue
            if best is None or move.loss < best[0].loss - SMALL:
                best = move, aim
            if not self.found.evidence.confined(row):
                return best
        return best

    def _withhold(self, move: Move, target: int) -> None:
        for row in move.rows:
            if self.system.open[row]:
                continue
            self.found.withheld[row] = target
            self.found.rounded.discard(row)
            self._remember(row)
            self.mover.tell(self.system.withhold(row))
        for row in move.rounded:
            self.found.rounded.add(row)
            self._remember(row)
            self.mover.tell(self.system.round(row))
        for row in move.loose:
            self.mover.tell(self.system.loosen(row))

    def _remember(self, row: int) -> None:
        """What readers were to be told of a row at first."""
        self.told.setdefault(row, (int(self.system.told_low[row]), int(self.system.told_high[row])))

    def give_back(self) -> None:
        """Publish again what turned out not to be needed, the greatest loss first: counts, then totals exactly."""
        weight, rounded = self.system.weight, sorted(self.found.rounded)
        left = EFFORT // len(self.system.values) + self.found.problems
        for row in sorted(self.found.withheld, key=lambda row: (-weight[row], row)):
            if self.found.problems < left:
                self._return_row(row)
        for row in sorted(rounded, key=lambda row: (-weight[row], row)):
            if self.found.problems < left:
                self._return_exact(row)
        self._write_percentages()
        for ratio in sorted(self.system.ratios, key=lambda ratio: (-ratio.weight, ratio.key)):
            if self.found.problems < left and self._may_return(ratio):
                self._return(ratio)

    def _return_row(self, row: int) -> None:
        if not self._publish(row, self.told[row]):
            self._round(row)

    def _publish(self, row: int, told: Range) -> bool:
        if self.stands(self.system.publish(row, told)):
            del self.found.withheld[row]
            return True
        self.mover.tell(self.system.withhold(row))
        return False

    def _round(self, row: int) -> None:
        """Publish an exact total rounded."""
        if row in self.system.rounded and self._publish(row, self.system.told_rounded(row)):
            self.found.rounded.add(row)

    def _return_exact(self, row: int) -> None:
        """Publish a rounded total exactly after all, where that is safe."""
        if self.stands(self.system.publish(row, self.told[row])):
            self.found.rounded.discard(row)
        else:
            self.mover.tell(self.system.round(row))

    def _write_percentages(self) -> None:
        """Write the percentages of totals that are rounded as they are beside rounded counts."""
        for row in sorted(self.found.rounded):
            for ratio in self.system.ratios_of.get(row, ()):
                places = self.profile.places(int(self.system.values[ratio.base]))
                if not ratio.fixed and places is not None:
                    self.system.write_again(ratio, places)

    def _may_return(self, ratio: Ratio) -> bool:
        return ratio.withheld and not (self.system.open[ratio.part] or self.system.open[ratio.base])

    def _return(self, ratio: Ratio) -> None:
        ratio.withheld = False
        rows = [ratio.part, ratio.base]
        if not self.stands(self.system.retell(rows)):
            ratio.withheld = True
            self.mover.tell(self.system.retell(rows))
