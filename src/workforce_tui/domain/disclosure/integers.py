"""A program in whole numbers, solved by HiGHS itself: scipy's way to the same solver takes 20 MB more."""

from __future__ import annotations

from typing import Any

_OPTIONS: dict[str, Any] = {"output_flag": False, "threads": 1}
"""One thread, so that the same input takes the same steps."""


def whole_numbers(
    cost: Any, matrix: Any, rows: tuple[Any, Any], columns: tuple[Any, Any], *, nodes: int = 0, gap: float = 0.0
) -> Any | None:
    """Whole numbers within the ends of *columns* whose sums by *matrix* are within those of *rows*, at a small cost.

    None where none were found: there are none or, where *nodes* is not 0, there were none in so many branches. The
    search is over once the cost is proved to be within *gap*, as a part of it, of the least there is. Arrays of floats;
    the matrix is sparse, by rows.
    """
    import highspy
    import numpy as np

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    limits = {"mip_rel_gap": gap, **({"mip_max_nodes": nodes} if nodes else {})}
    for option, value in (_OPTIONS | limits).items():
        solver.setOptionValue(option, value)
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    program.col_cost_ = cost
    program.col_lower_, program.col_upper_ = columns
    program.row_lower_, program.row_upper_ = rows
    program.integrality_ = [highspy.HighsVarType.kInteger] * matrix.shape[1]
    solver.passModel(program)
    solver.run()
    # A search that was stopped may have come by a solution.
    if solver.getInfo().primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
        return None
    return np.rint(np.array(solver.getSolution().col_value))
