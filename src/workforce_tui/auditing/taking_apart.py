"""The model taken apart: what nothing links, and within it the people of one place, so that programs stay small."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.solving import FAR, NODES, SMALL, System, smallest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.auditing.model import Model
    from workforce_tui.auditing.solving import Array
    from workforce_tui.auditing.targets import Target


@dataclass(slots=True)
class Component:
    """A part of the model that nothing links to the rest.

    `columns` and `lines` are the places of its unknowns and lines in the model, the lines that say nothing last, which
    the system leaves out; `blocks` its unknowns by place and period, `targets` the places of what is looked for, of
    which `aims` are the sums.
    """

    system: System
    columns: Array
    blocks: list[Array]
    lines: Array
    targets: list[int] = field(default_factory=list)
    aims: Any = None
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
        part = matrix[rows][:, columns].tocsr()
        says = (low[rows] > 0) | (high[rows] < np.inf) | (part.min(axis=1).toarray().ravel() < 0)
        inside = System(part[says], low[rows][says], high[rows][says])
        lines_of = np.concatenate([rows[says], rows[~says]])
        yield Component(
            inside, columns, _blocks(model, columns), lines_of, chosen.tolist(), aims[chosen][:, columns].tocsr()
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
