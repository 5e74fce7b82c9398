"""Linear and whole-number programs over a part of a model, with one solver setting for all, so that answers repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[Any]

TOLERANCE = 1e-6
SMALL = 1e-6
"""A change of an unknown below this is none."""
FAR = 60.0
"""How far from a known solution a search for another one looks."""
GAP = 0.5
"""How far from the best a solution may be where any other one will do."""
NODES = 400
"""Branches a search for another solution may take; it then keeps what it has."""
_OPTIONS: Mapping[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
    "simplex_iteration_limit": 20_000,
}
"""One thread, and steps from a known solution."""
_DUAL, _PRIMAL = 1, 4
"""Steps that mend what one more line breaks, and steps from a solution that another cost leaves possible."""


@dataclass(frozen=True, slots=True)
class System:
    """Lines of sums of unknowns that are zero or more: low <= matrix x <= high."""

    matrix: Any
    low: Array
    high: Array

    @property
    def size(self) -> int:
        """The number of unknowns."""
        return int(self.matrix.shape[1])

    def holds(self, solution: Array) -> bool:
        """Whether a solution agrees with every line, by multiplication alone."""
        sums = self.matrix @ solution
        return bool(
            (solution >= 0).all() and (sums >= self.low - TOLERANCE).all() and (sums <= self.high + TOLERANCE).all()
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program found: `solution` and the proved bound of its objective; both None where there is nothing."""

    solution: Array | None
    bound: float | None


def smallest(
    system: System, cost: Array, *, whole: bool, upper: Array | None = None, nodes: int = 0, gap: float = GAP
) -> Answer:
    """The solution with the smallest cost; with *whole* in whole numbers.

    Where *nodes* is not 0 it stops after so many branches, or where the best is proved to be within *gap* of it.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    bounds = Bounds(0, np.inf if upper is None else upper)
    options: dict[str, Any] = {"node_limit": nodes, "mip_rel_gap": gap} if nodes else {}
    constraints = LinearConstraint(system.matrix, system.low, system.high) if system.matrix.shape[0] else ()
    found = milp(
        cost, integrality=np.full(system.size, int(whole)), bounds=bounds, constraints=constraints, options=options
    )
    solution = found.x
    if solution is not None and whole:
        solution = np.round(solution)
        solution = solution if system.holds(solution) else None
    bound = found.fun if not whole else found.mip_dual_bound
    return Answer(solution, None if bound is None else float(bound))


class Repeated:
    """The program of a system without whole numbers, kept and solved again for each cost or further line.

    Its solutions are ends of the polytope, which are mostly whole where all lines are sums of people; whoever asks for
    one has to see whether it is, and holds.
    """

    def __init__(self, system: System, upper: Array, cost: Array | None = None) -> None:
        import highspy

        self._solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS.items():
            self._solver.setOptionValue(option, value)
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = system.matrix.shape
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_, program.a_matrix_.index_ = system.matrix.indptr, system.matrix.indices
        program.a_matrix_.value_ = system.matrix.data
        program.col_cost_ = upper * 0 if cost is None else cost
        program.col_lower_, program.col_upper_ = upper * 0, upper
        program.row_lower_, program.row_upper_ = system.low, system.high
        self._solver.passModel(program)
        self._lines = program.num_row_

    def confine(self, first: int, low: Array, high: Array) -> None:
        """Give the lines from the number *first* on other ends."""
        import numpy as np

        rows = np.arange(first, first + len(low), dtype=np.int32)
        self._solver.changeRowsBounds(len(rows), rows, low, high)

    def smallest(self, cost: Array) -> Array | None:
        """The solution with the smallest cost, looked for from the last one; None where none was found."""
        import numpy as np

        size = len(cost)
        self._solver.setOptionValue("simplex_strategy", _PRIMAL)
        self._solver.changeColsCost(size, np.arange(size, dtype=np.int32), cost.astype(float))
        return self._solved()

    def with_line(self, vector: Any, low: float, high: float) -> Array | None:
        """The solution with the smallest cost in which one more sum is between two ends; None where none was found.

        It is looked for from where all is zero, as if nothing had been solved before: where that breaks none of the
        other lines and the costs are not negative, few steps are needed.
        """
        import numpy as np

        self._solver.setOptionValue("simplex_strategy", _DUAL)
        self._solver.addRow(low, high, vector.nnz, vector.indices.astype(np.int32), vector.data)
        self._solver.setBasis()
        found = self._solved()
        self._solver.deleteRows(1, np.array([self._lines], dtype=np.int32))
        return found

    def _solved(self) -> Array | None:
        import highspy
        import numpy as np

        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._solver.getSolution().col_value)


def is_whole(solution: Array) -> bool:
    """Whether a solution is of whole numbers, as near as a program says."""
    import numpy as np

    return bool(np.abs(solution - np.round(solution)).max(initial=0) < SMALL)


def weights(system: System, cost: Array) -> tuple[float | None, Array]:
    """The smallest cost without whole numbers, and how much each line has to do with it (its dual value)."""
    import numpy as np
    from scipy.optimize import linprog

    same = system.low == system.high
    above, below = ~same & np.isfinite(system.high), ~same & np.isfinite(system.low)
    import scipy.sparse as sp

    parts = sp.vstack([system.matrix[above], -system.matrix[below]]).tocsr()
    ends = np.concatenate([system.high[above], -system.low[below]])
    found = linprog(cost, A_ub=parts, b_ub=ends, A_eq=system.matrix[same], b_eq=system.low[same], method="highs")
    duals = np.zeros(system.matrix.shape[0])
    if found.status != 0:
        return None, duals
    duals[same] = found.eqlin.marginals
    duals[np.flatnonzero(above)] += found.ineqlin.marginals[: int(above.sum())]
    duals[np.flatnonzero(below)] -= found.ineqlin.marginals[int(above.sum()) :]
    return float(found.fun), duals
