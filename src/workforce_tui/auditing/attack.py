"""Looking for what each target can be: pairs of whole solutions first, programs for what they do not settle."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf
from typing import TYPE_CHECKING

from workforce_tui.auditing.moving import Nearby, Pushing
from workforce_tui.auditing.solving import NODES, TOLERANCE, smallest
from workforce_tui.auditing.taking_apart import block_system, components, inner_system, within
from workforce_tui.auditing.targets import CELL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.auditing.model import Model
    from workforce_tui.auditing.solving import Array
    from workforce_tui.auditing.taking_apart import Component
    from workforce_tui.auditing.targets import Target

TURNS = 60
"""How often the people of one block are pushed about at most before the targets left are looked at one by one."""
IDLE = 3
"""How many pushes in a row may settle next to nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a target is too well known: a single value, or 1 to *threshold* - 1 people within less than *width*."""

    threshold: int
    width: int

    def confined(self, kind: str, low: float, high: float) -> bool:
        """Whether values from *low* to *high* are too narrow; nobody at all counts for sums that are not published."""
        if low == high and (kind == CELL or high == 0):
            return True
        return low >= 1 and high < self.threshold and high - low < self.width


@dataclass(slots=True)
class Verdict:
    """What a target can be: from *low* to *high* are proved possible; `proved` that nothing outside is.

    `settled` is False where neither could be shown, which counts as unsafe.
    """

    target: Target
    low: float = inf
    high: float = -inf
    confined: bool = False
    proved: bool = False
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Ends:
    """What is proved possible of every target so far, all at once: `proved` are those that are settled otherwise."""

    low: Array
    high: Array
    proved: Array
    cells: Array
    rule: Rule

    @classmethod
    def of(cls, targets: Sequence[Target], rule: Rule) -> Ends:
        """Nothing is known yet."""
        import numpy as np

        size = len(targets)
        cells = np.array([one.kind == CELL for one in targets], bool)
        return cls(np.full(size, inf), np.full(size, -inf), np.zeros(size, bool), cells, rule)

    def see(self, places: Sequence[int], values: Array) -> None:
        """Targets can have these values."""
        import numpy as np

        whole = np.round(values)
        self.low[places] = np.minimum(self.low[places], whole)
        self.high[places] = np.maximum(self.high[places], whole)

    def prove(self, place: int, low: float, high: float) -> None:
        """A target is from *low* to *high*, and nothing else."""
        self.low[place], self.high[place], self.proved[place] = low, high, True

    def unsettled(self, places: Sequence[int]) -> Array:
        """Which targets are still too well known, as `Rule.confined` says, and not proved to be."""
        low, high = self.low[places], self.high[places]
        single = (low == high) & (self.cells[places] | (high == 0))
        narrow = (low >= 1) & (high < self.rule.threshold) & (high - low < self.rule.width)
        found: Array = (single | narrow) & ~self.proved[places]
        return found


class Attack:
    """An attack on everything that was read.

    `contradictory` are components whose lines no whole numbers satisfy, `of_nobody` lines that count people where other
    tables say that there are none.
    """

    def __init__(self, model: Model, targets: Sequence[Target], rule: Rule) -> None:
        self.model, self.rule = model, rule
        self.verdicts = [Verdict(target) for target in targets]
        self.ends = Ends.of(targets, rule)
        self.lines = list(model.lines.values())
        self.components = list(components(model, targets))
        self.contradictory: list[Component] = []
        self.of_nobody = [one for one in self.lines if not one.vector and (one.low > 0 or one.high < 0)]

    def start(self) -> bool:
        """Find a first whole solution of every component; False where one has none, or people are counted of nobody."""
        import numpy as np

        for component in self.components:
            system = component.system
            if not (system.low > system.high).any():
                found = smallest(system, np.zeros(system.size), whole=True, nodes=NODES * 10)
                component.start = found.solution
            if component.start is None:
                self.contradictory.append(component)
        return not self.contradictory and not self.of_nobody

    def run(self, known: tuple[str, ...] = (), *, tightest: bool = False) -> list[Verdict]:
        """A verdict for each target, in their order.

        What is linked to nothing but the files called *known* is left out: nothing else bears on it. A target that is
        too well known is from the first ends that show it, or, where two attacks are to be compared, the *tightest*.
        """
        left_out: set[int] = set()
        for component in self.components:
            if known and self._is_known(component, known):
                left_out.update(component.targets)
            elif component.start is not None and component.targets:
                self._attack(component, component.start)
        if tightest:
            self._tighten()
        for verdict, low, high in zip(self.verdicts, self.ends.low.tolist(), self.ends.high.tolist(), strict=True):
            verdict.low, verdict.high = low, high
        return [one for place, one in enumerate(self.verdicts) if place not in left_out]

    def _tighten(self) -> None:
        """Find the very ends of what is proved to be too well known."""
        for place, verdict in enumerate(self.verdicts):
            if verdict.proved and self.ends.low[place] < self.ends.high[place]:
                self.ends.prove(place, *self.interval(place))

    def _is_known(self, component: Component, known: tuple[str, ...]) -> bool:
        """Whether every line of a component that is stated anywhere is stated in *known* files only."""
        said = (one.source for line in component.lines for one in self.lines[line].stated)
        return all(source.startswith(known) for source in said)

    def interval(self, place: int) -> tuple[float, float]:
        """The smallest and largest whole number that a target can be, proved by whole-number programs to their end."""
        component = next(one for one in self.components if place in one.targets)
        cost = component.aims[[component.targets.index(place)]].toarray().ravel()
        ends = [smallest(component.system, sign * cost, whole=True).bound for sign in (1, -1)]
        return _inwards(ends[0], ends[1])

    def _attack(self, component: Component, now: Array) -> None:
        import numpy as np

        self._see(component, now)
        for number, block in enumerate(component.blocks):
            now = self._push(component, block, now, number)
        if len(component.blocks) > 1:
            now = self._push(component, np.arange(component.system.size), now, len(component.blocks))
        known = (now, now if component.start is None else component.start)
        quick, thorough = ([Nearby(component, one, counted=some) for one in known] for some in (True, False))
        for number in self._open(component):
            self._moved_nearby(component, number, quick)
        for number in self._open(component):
            self._settle(component, number, now, thorough)

    def _see(self, component: Component, solution: Array) -> None:
        """A whole solution shows what each target can be."""
        self.ends.see(component.targets, component.aims @ solution)

    def _unsettled(self, place: int) -> bool:
        return bool(self.ends.unsettled([place])[0])

    def _open(self, component: Component) -> list[int]:
        import numpy as np

        found: list[int] = np.flatnonzero(self.ends.unsettled(component.targets)).tolist()
        return found

    def _push(self, component: Component, block: Array, now: Array, seed: int) -> Array:
        """Move the people of one block about, all else as it is, until its targets are settled or nothing helps."""
        import numpy as np

        if not self._open(component):
            return now
        pushing, random = Pushing(component.system, block, now), np.random.default_rng(seed)
        inside = component.aims.tocsc()[:, block].tocsr()
        idle, enough = 0, 1 + len(block) // 200
        for turn in range(TURNS):
            open_ = [number for number in self._open(component) if inside.indptr[number] < inside.indptr[number + 1]]
            if not open_ or idle > IDLE:
                break
            signs = {0: np.ones(len(open_)), 1: -np.ones(len(open_))}.get(turn, random.choice([-1.0, 1.0], len(open_)))
            moved = pushing.end(now, np.asarray(signs @ inside[open_]).ravel())
            before = len(open_)
            if moved is not None:
                now = moved
                self._see(component, now)
            idle = idle + 1 if before - len(self._open(component)) < enough else 0
        return now

    def _settle(self, component: Component, number: int, now: Array, nearby: Sequence[Nearby]) -> None:
        """One target by itself: the cheapest program that decides it."""
        place = component.targets[number]
        if not self._unsettled(place):
            return
        cost = component.aims[[number]].toarray().ravel()
        own = [block for block in component.blocks if cost[block].any()]
        inner = own[0] if len(own) == 1 < len(component.blocks) else None
        if inner is not None and self._from_outside(component, place, cost, inner, whole=False):
            return
        if self._inside(component, cost, own, now, place) or self._moved_nearby(component, number, nearby):
            return
        ends = _inwards(*(smallest(component.system, sign * cost, whole=False).bound for sign in (1, -1)))
        if self._narrow(place, *ends):
            return
        if inner is not None and self._from_outside(component, place, cost, inner, whole=True):
            return
        if not self._with_whole_numbers(component, place, cost, ends):
            self.verdicts[place].confined, self.verdicts[place].settled = True, False

    def _from_outside(self, component: Component, place: int, cost: Array, block: Array, *, whole: bool) -> bool:
        """Whether the lines inside the target's own block alone already confine it."""
        system, _rows = inner_system(component.system, block)
        ends = [
            smallest(system, sign * cost[block], whole=whole, nodes=NODES if whole else 0, gap=0) for sign in (1, -1)
        ]
        return self._narrow(place, *_inwards(ends[0].bound, ends[1].bound))

    def _inside(self, component: Component, cost: Array, own: Sequence[Array], now: Array, place: int) -> bool:
        """Whether moving people within one block settles the target."""
        for block in own[:3]:
            local = block_system(component.system, block)
            for sign in (1, -1):
                moved = within(local, component.system, block, now, sign * cost[block])
                if moved is not None:
                    self._see(component, moved)
                if not self._unsettled(place):
                    return True
        return False

    def _moved_nearby(self, component: Component, number: int, nearby: Sequence[Nearby]) -> bool:
        """Whether a small change of a whole solution settles the target.

        Where no small change of one solution is whole, one of another may be.
        """
        place = component.targets[number]
        for some in nearby:
            for want in list(self._wanted(place)):
                if not self._unsettled(place):
                    return True
                moved = some.find(number, *want)
                if moved is not None:
                    self._see(component, moved)
        return not self._unsettled(place)

    def _wanted(self, place: int) -> Iterator[tuple[float, float]]:
        """The values a target might have that would settle it."""
        low, high, rule = float(self.ends.low[place]), float(self.ends.high[place]), self.rule
        if low > 0:
            yield 0, 0
        if high < 1:
            yield 1, inf
        yield low + rule.width, inf
        if low > rule.width:
            yield 0, high - rule.width
        if high < rule.threshold:
            yield rule.threshold, inf

    def _with_whole_numbers(self, component: Component, place: int, cost: Array, ends: tuple[float, float]) -> bool:
        """Whether whole numbers decide it; *ends* are those without, and an end that was seen needs no program."""
        low, high = ends
        for sign in (1, -1):
            if (low == self.ends.low[place]) if sign == 1 else (high == self.ends.high[place]):
                continue
            found = smallest(component.system, sign * cost, whole=True, nodes=NODES * 5, gap=0)
            if found.solution is not None:
                self._see(component, found.solution)
            if sign == 1:
                low = max(low, _inwards(found.bound, None)[0])
            else:
                high = min(high, _inwards(None, found.bound)[1])
            if not self._unsettled(place):
                return True
        return self._narrow(place, low, high)

    def _narrow(self, place: int, low: float, high: float) -> bool:
        verdict = self.verdicts[place]
        if not self.rule.confined(verdict.target.kind, low, high):
            return False
        self.ends.prove(place, low, high)
        verdict.confined, verdict.proved = True, True
        return True


def _inwards(low: float | None, high_negated: float | None) -> tuple[float, float]:
    """The whole numbers inside the ends two programs found."""
    first = 0 if low is None else ceil(low - TOLERANCE)
    last = inf if high_negated is None else floor(-high_negated + TOLERANCE)
    return max(first, 0), last
