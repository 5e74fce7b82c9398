"""The model taken apart: what nothing links, and within it the people of one place, so that programs stay small."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.solving import FAR, NODES, SMALL, Repeated, System, smallest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.auditing.model import Model
    from workforce_tui.auditing.solving import Array
    from workforce_tui.auditing.targets import Target


@dataclass(slots=True)
class Component:
    """A part of the model that nothing links to the rest.

    `columns` and `lines` are the places of its unknowns and lines in the model, `blocks` its unknowns by place and
    period, `targets` the places of what is looked for, of which `aims` are the sums.
    """

    system: System
    columns: Array
    blocks: list[Array]
    lines: Array
    targets: list[int] = field(default_factory=list)
    aims: Any = None
    moves: Any = None
    start: Array | None = None


def components(model: Model, targets: Sequence[Target]) -> Iterator[Component]:
    """The parts of the model that nothing links to one another."""
    import numpy as np
    import scipy.sparse as sp
    from scipy.sparse.csgraph import connected_components

    lines = list(model.lines.values())
    matrix = matrix_of([line.vector.items() for line in lines], len(model.columns))
    aims = matrix_of([target.vector for target in targets], len(model.columns))
    low, high = np.array([line.low for line in lines]), np.array([line.high for line in lines])
    both = sp.vstack([matrix, aims]).tocsr()
    _count, label = connected_components(sp.bmat([[None, both], [both.T, None]]), directed=False)
    of_line, of_column = label[: matrix.shape[0]], label[both.shape[0] :]
    of_aim = label[matrix.shape[0] : both.shape[0]]
    for one in sorted(set(of_column.tolist())):
        columns, rows = np.flatnonzero(of_column == one), np.flatnonzero(of_line == one)
        chosen = np.flatnonzero(of_aim == one)
        inside = System(matrix[rows][:, columns].tocsr(), low[rows], high[rows])
        yield Component(
            inside, columns, _blocks(model, columns), rows, chosen.tolist(), aims[chosen][:, columns].tocsr()
        )


def matrix_of(vectors: Sequence[Any], width: int) -> Any:
    """Sums of unknowns as the rows of a sparse matrix."""
    import numpy as np
    import scipy.sparse as sp

    ends, columns, values = [0], [], []
    for vector in vectors:
        for column, times in vector:
            columns.append(column)
            values.append(times)
        ends.append(len(columns))
    return sp.csr_matrix((np.array(values, float), np.array(columns, int), np.array(ends)), shape=(len(vectors), width))


def _blocks(model: Model, columns: Array) -> list[Array]:
    """The unknowns of each place and period, the largest first."""
    import numpy as np

    found: dict[tuple[str, str, str], list[int]] = {}
    for number, column in enumerate(columns):
        group = model.columns[column][0]
        found.setdefault((group.place, group.period, group.version), []).append(number)
    return [np.array(some) for _key, some in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))]


@dataclass(frozen=True, slots=True)
class Local:
    """The lines that touch a block, and their part inside it."""

    matrix: Any
    rows: Array


def block_system(system: System, block: Array) -> Local:
    """The lines that touch a block."""
    import numpy as np

    part = system.matrix.tocsc()[:, block].tocsr()
    rows = np.flatnonzero(np.diff(part.indptr))
    return Local(part[rows], rows)


def inner_system(system: System, block: Array) -> tuple[System, Array]:
    """The lines about nobody outside a block: what they leave open is at least what all lines do."""
    import numpy as np

    part = system.matrix.tocsc()[:, block].tocsr()
    rows = np.flatnonzero((np.diff(part.indptr) == np.diff(system.matrix.indptr)) & (np.diff(part.indptr) > 0))
    return System(part[rows], system.low[rows], system.high[rows]), rows


def within(local: Local, system: System, block: Array, now: Array, cost: Array) -> Array | None:
    """The solution with the smallest cost that differs from *now* in a block only; None where none was found."""
    import numpy as np

    sums = (system.matrix @ now)[local.rows] - local.matrix @ now[block]
    inside = System(local.matrix, system.low[local.rows] - sums, system.high[local.rows] - sums)
    upper = now[block] + FAR
    found = smallest(inside, cost, whole=True, upper=upper, nodes=NODES)
    if found.solution is None:
        return None
    moved = now.copy()
    moved[block] = found.solution
    return np.asarray(moved) if system.holds(moved) else None


class Parts:
    """Lines that weigh people (percentages do) as the sums they weigh: within some ranges of these, every line holds.

    The ranges are inside of what the lines allow, and sums of people are mostly whole at their ends.
    """

    def __init__(self, lines: Any, low: Array, high: Array) -> None:
        import numpy as np

        self._lines, self._low, self._high = lines, low, high
        sums: dict[tuple[int, ...], int] = {}
        found: list[tuple[int, int, int, float]] = []
        for line in range(lines.shape[0]):
            weighed: dict[float, list[int]] = {}
            for place in range(lines.indptr[line], lines.indptr[line + 1]):
                weighed.setdefault(lines.data[place], []).append(int(lines.indices[place]))
            for turn, weight in enumerate(sorted(weighed, key=lambda one: (-abs(one), one))):
                columns = tuple(sorted(weighed[weight]))
                found.append((line, sums.setdefault(columns, len(sums)), len(weighed) - turn, weight))
        self._left = np.array([one[2] for one in found], int)
        self._line, self._sum = (np.array([one[place] for one in found], int) for place in (0, 1))
        self._weight = np.array([one[3] for one in found], float)
        self.matrix = matrix_of([[(column, 1.0) for column in columns] for columns in sums], lines.shape[1])

    def ranges(self, now: Array) -> tuple[Array, Array]:
        """From what to what each sum may go, so that every line that holds *now* still does."""
        import numpy as np

        values, sums = self._lines @ now, self.matrix @ now
        low, high = np.full(len(sums), -np.inf), np.full(len(sums), np.inf)
        room = {-1: values - self._low, 1: self._high - values}
        for left in sorted(set(self._left.tolist()), reverse=True):
            some = self._left == left
            line, place, weight = self._line[some], self._sum[some], self._weight[some]
            for side in (-1, 1):
                steps = np.floor(room[side][line] / left / abs(weight) + SMALL)
                room[side][line] -= np.where(np.isfinite(steps), steps, 0) * abs(weight)
                up = weight * side > 0
                np.minimum.at(high, place[up], sums[place[up]] + steps[up])
                np.maximum.at(low, place[~up], sums[place[~up]] - steps[~up])
        return low, high


class Pushing:
    """Looks for solutions that differ from a known one in a block only, for one cost after the other."""

    def __init__(self, system: System, block: Array, now: Array) -> None:
        import numpy as np
        import scipy.sparse as sp

        self._system, self._block = system, block
        self._local = block_system(system, block)
        sums = (system.matrix @ now)[self._local.rows] - self._local.matrix @ now[block]
        self._low, self._high = system.low[self._local.rows] - sums, system.high[self._local.rows] - sums
        matrix = self._local.matrix
        counted = np.asarray(abs(matrix - matrix.floor()).max(axis=1).todense()).ravel() == 0
        self._parts = Parts(matrix[~counted], self._low[~counted], self._high[~counted])
        self._first = int(counted.sum())
        free = np.full(self._parts.matrix.shape[0], np.inf)
        inside = System(
            sp.vstack([matrix[counted], self._parts.matrix]).tocsr(),
            np.concatenate([self._low[counted], -free]),
            np.concatenate([self._high[counted], free]),
        )
        self._program = Repeated(inside, now[block] + FAR)

    def end(self, now: Array, cost: Array) -> Array | None:
        """The end with the smallest cost of what is left where percentages stay as they are; None where it is not
        whole."""
        self._program.confine(self._first, *self._parts.ranges(now[self._block]))
        found = self._program.smallest(cost)
        if found is None:
            return None
        moved = now.copy()
        moved[self._block] = found
        return moved if self._system.holds(moved) else None

    def whole(self, now: Array, cost: Array) -> Array | None:
        """The whole solution with the smallest cost; None where none was found."""
        return within(self._local, self._system, self._block, now, cost)


def nearest(component: Component, number: int, now: Array, low: float, high: float) -> Array | None:
    """A whole solution near *now* in which a target is from *low* to *high*; None where none was found.

    The least change without whole numbers is mostly whole already; where it is not, whole numbers are looked for among
    the unknowns it changes.
    """
    import numpy as np
    import scipy.sparse as sp

    system, size = component.system, component.system.size
    if component.moves is None:
        component.moves = sp.hstack([system.matrix, -system.matrix]).tocsr()
    aim = component.aims[[number]]
    value, sums = float((aim @ now)[0]), system.matrix @ now
    moves = sp.vstack([component.moves, sp.hstack([aim, -aim])]).tocsr()
    ends = (np.append(system.low - sums, low - value), np.append(system.high - sums, high - value))
    upper = np.concatenate([np.full(size, FAR * 4), now])
    found = smallest(System(moves, *ends), np.ones(2 * size), whole=False, upper=upper)
    if found.solution is None:
        return None
    change = found.solution[:size] - found.solution[size:]
    moved = now + np.round(change)
    if np.abs(change - np.round(change)).max() < SMALL and system.holds(moved):
        return np.asarray(moved)
    block = np.flatnonzero(np.abs(change) > SMALL)
    found_among = _among(component, number, now, block, (low, high))
    if found_among is None:
        cost = component.aims[[number]].toarray().ravel()
        own = [one for one in component.blocks if cost[one].any()][:2]
        found_among = _among(component, number, now, np.unique(np.concatenate([block, *own])), (low, high))
    return found_among


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
