"""From one whole solution to others: to the ends of what it leaves open, and to the nearest with a target elsewhere."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from workforce_tui.auditing.solving import FAR, NODES, SMALL, Repeated, System, is_whole, smallest
from workforce_tui.auditing.taking_apart import Parts, block_system, within

if TYPE_CHECKING:
    from workforce_tui.auditing.solving import Array
    from workforce_tui.auditing.taking_apart import Component


class Counted:
    """A system in which each line that weighs people is the ranges of the sums it weighs, round a known solution.

    What holds here holds in the system, and its ends are mostly whole. The ranges are the lines from the number `first`
    on.
    """

    def __init__(self, system: System) -> None:
        import numpy as np
        import scipy.sparse as sp

        matrix = system.matrix
        counted = np.asarray(abs(matrix - matrix.floor()).max(axis=1).todense()).ravel() == 0
        self._parts = Parts(matrix[~counted], system.low[~counted], system.high[~counted])
        self.first = int(counted.sum())
        self._matrix = sp.vstack([matrix[counted], self._parts.matrix]).tocsr()
        self._low, self._high = system.low[counted], system.high[counted]

    def ranges(self, now: Array) -> tuple[Array, Array]:
        """From what to what the sums of percentages may go."""
        return self._parts.ranges(now)

    def around(self, now: Array) -> System:
        """The system with the ranges round a solution."""
        import numpy as np

        low, high = self.ranges(now)
        return System(self._matrix, np.concatenate([self._low, low]), np.concatenate([self._high, high]))


class Pushing:
    """Looks for solutions that differ from a known one in a block only, for one cost after the other."""

    def __init__(self, system: System, block: Array, now: Array) -> None:
        self._system, self._block = system, block
        local = block_system(system, block)
        rest = (system.matrix @ now)[local.rows] - local.matrix @ now[block]
        inside = System(local.matrix, system.low[local.rows] - rest, system.high[local.rows] - rest)
        self._counted = Counted(inside)
        self._program = Repeated(self._counted.around(now[block]), now[block] + FAR)

    def end(self, now: Array, cost: Array) -> Array | None:
        """The end with the smallest cost of what is left where percentages stay as they are; None where none is found.

        Where it is not whole, whole numbers are looked for among the unknowns that it changes.
        """
        import numpy as np

        own = now[self._block]
        self._program.confine(self._counted.first, *self._counted.ranges(own))
        found = self._program.smallest(cost)
        if found is None:
            return None
        if not is_whole(found):
            changed = np.abs(found - own) > SMALL
            some = self._block[changed]
            return within(block_system(self._system, some), self._system, some, now, cost[changed])
        moved = now.copy()
        moved[self._block] = np.round(found)
        return moved if self._system.holds(moved) else None


class Nearby:
    """Looks for whole solutions near a known one that give a target another value, for one target after the other.

    The program is of how many people are added to and taken from each unknown, as few as possible, so that it begins
    where nothing moves; only the line of the target changes. With *counted* percentages stay within ranges of the sums
    they weigh: fewer solutions are left, and these are mostly whole.
    """

    def __init__(self, component: Component, now: Array, *, counted: bool) -> None:
        self._component, self._now, self._is_counted = component, now, counted

    @cached_property
    def _program(self) -> Repeated:
        import numpy as np
        import scipy.sparse as sp

        system, now = self._component.system, self._now
        system = Counted(system).around(now) if self._is_counted else system
        sums = system.matrix @ now
        moves = System(sp.hstack([system.matrix, -system.matrix]).tocsr(), system.low - sums, system.high - sums)
        return Repeated(moves, np.concatenate([np.full(len(now), FAR * 4), now]), np.ones(2 * len(now)))

    def find(self, number: int, low: float, high: float) -> Array | None:
        """A whole solution in which a target is from *low* to *high*; None where none was found.

        Where the least change is not whole, whole numbers are looked for among the unknowns it changes, and but for
        *counted* then in all blocks that it touches.
        """
        import numpy as np
        import scipy.sparse as sp

        component, now = self._component, self._now
        aim = component.aims[[number]]
        value = float((aim @ now)[0])
        found = self._program.with_line(sp.hstack([aim, -aim]).tocsr(), low - value, high - value)
        if found is None:
            return None
        change = found[: len(now)] - found[len(now) :]
        moved = now + np.round(change)
        if is_whole(change) and component.system.holds(moved):
            return np.asarray(moved)
        changed = np.abs(change) > SMALL
        among = _among(component, number, now, np.flatnonzero(changed), (low, high))
        if among is not None or self._is_counted:
            return among
        touched = [one for one in component.blocks if changed[one].any()]
        return _among(component, number, now, np.sort(np.concatenate(touched)), (low, high))


def _among(component: Component, number: int, now: Array, block: Array, ends: tuple[float, float]) -> Array | None:
    """A whole solution with a target between two ends that differs from *now* in a block only."""
    import numpy as np
    import scipy.sparse as sp

    local = block_system(component.system, block)
    aim = component.aims.tocsc()[:, block].tocsr()[[number]]
    rest = float((component.aims[[number]] @ now)[0]) - float((aim @ now[block])[0])
    sums = (component.system.matrix @ now)[local.rows] - local.matrix @ now[block]
    low = np.append(component.system.low[local.rows] - sums, ends[0] - rest)
    high = np.append(component.system.high[local.rows] - sums, ends[1] - rest)
    inside = System(sp.vstack([local.matrix, aim]).tocsr(), low, high)
    found = smallest(inside, np.zeros(len(block)), whole=True, upper=now[block] + FAR, nodes=NODES)
    if found.solution is None:
        return None
    moved = now.copy()
    moved[block] = found.solution
    return np.asarray(moved) if component.system.holds(moved) else None
