"""The linear program that moves people about: the least change that gives a row another value, and what it would cost.

One program is kept for the whole system and solved again and again from the same start, where nothing moves: only the
row in question changes. Rows readers know may be overstepped at a price, the loss of withholding them; a solution
without a price is a certificate, one with a price says which rows to withhold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.disclosure.rows import nested_sums
from workforce_tui.domain.disclosure.system import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.domain.disclosure.system import System

SMALL = 1e-6
"""Less than this is zero in a solution."""
PRICE_OF_MOVING = 0.01
"""Of moving one person, beside the loss of withholding figures: enough to move no more than needed."""
ITERATIONS = 20_000
"""Most steps of one program; one that needs more is left to the whole-number search."""


@dataclass(frozen=True, slots=True)
class Move:
    """A solution: how the columns change (maybe not by whole numbers), and what it would have to withhold.

    `loose` are the rows whose percentages it would withhold, `rounded` the exact totals it would round, `rows` those
    withheld themselves.
    """

    change: Any
    loose: tuple[int, ...]
    rounded: tuple[int, ...]
    rows: tuple[int, ...]
    loss: float

    def is_whole(self) -> bool:
        """Whether every column changes by a whole number."""
        return not len(self.broken())

    def broken(self) -> Any:
        """The columns that do not change by a whole number."""
        import numpy as np

        return np.flatnonzero(np.abs(self.change - np.round(self.change)) > SMALL)


class Mover:
    """The program of one system.

    Columns: people added to and taken from each column of the system; the change of each row; then, for each row that
    readers are told, how far it oversteps what percentages tell (down, up) and what its own figure tells (down, up);
    for each exact total, how far it oversteps that and no further than it would be known if it were rounded (down, up).
    Rows: each change as the sum of its parts; then the change of each told row with what it oversteps.
    """

    def __init__(self, system: System) -> None:
        import highspy
        import numpy as np

        self.system = system
        self.size, self.count = len(system.first), len(system.values)
        self.told = [int(row) for row in np.flatnonzero(~system.open)]
        self.place = {row: number for number, row in enumerate(self.told)}
        self.exact = [row for row in self.told if row in system.rounded]
        self.after = 2 * self.size + self.count
        self.last = self.after + 4 * len(self.told)
        self.exact_place = {row: number for number, row in enumerate(self.exact)}
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS.items():
            self.solver.setOptionValue(option, value)
        self.solver.passModel(self._program())
        self.basis = self._start()

    def _program(self) -> Any:
        import highspy
        import numpy as np

        system, told = self.system, len(self.told)
        matrix = self._matrix()
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = matrix.shape
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = matrix.indptr
        program.a_matrix_.index_ = matrix.indices
        program.a_matrix_.value_ = matrix.data
        moving, prices = np.full(2 * self.size, PRICE_OF_MOVING), self._prices()
        rounding = [system.rounded[row].loss for row in self.exact]
        costs = [*(np.tile(price, 2) for price in prices), np.tile(rounding, 2)]
        program.col_cost_ = np.concatenate([moving, np.zeros(self.count), *costs])
        low, high = self._ends(system.fixed_low, system.fixed_high)
        program.col_lower_ = np.concatenate([np.zeros(2 * self.size), low, np.zeros(4 * told + 2 * len(self.exact))])
        most = np.concatenate([np.full(self.size, float(OPEN)), system.first.astype(float)])
        program.col_upper_ = np.concatenate([most, high, *self._farthest()])
        low, high = self._ends(system.low, system.high)
        program.row_lower_ = np.concatenate([np.zeros(self.count), low[self.told]])
        program.row_upper_ = np.concatenate([np.zeros(self.count), high[self.told]])
        return program

    def _prices(self) -> tuple[Any, Any]:
        """What one person more or less than percentages tell, and than its figure tells, costs a told row."""
        import numpy as np

        figure = self.system.weight[self.told]
        shares = np.array([self.system.price_of(row) for row in self.told])
        return np.minimum(shares, figure), figure

    def _farthest(self) -> tuple[Any, ...]:
        """How far a told row may overstep: as far as its figure leaves open, then without limit."""
        import numpy as np

        system = self.system
        down = np.minimum(system.low - system.told_low, OPEN)[self.told].astype(float)
        up = np.minimum(system.told_high - system.high, OPEN)[self.told].astype(float)
        far = np.full(len(self.told), float(OPEN))
        rounded = np.array([self._room(row) for row in self.exact], dtype=float).reshape(-1, 2)
        return down, up, far, far, rounded[:, 0], rounded[:, 1]

    def _room(self, row: int) -> tuple[int, int]:
        """How far a total that is exact may overstep, down and up, to be as it would be known rounded."""
        system = self.system
        if system.open[row]:
            return 0, 0
        low, high = system.told_rounded(row)
        return max(0, int(system.told_low[row]) - low), max(0, high - int(system.told_high[row]))

    def _ends(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Ends of values as ends of changes."""
        import highspy
        import numpy as np

        now = self.system.values
        return (low - now).astype(float), np.where(high > OPEN // 2, highspy.kHighsInf, (high - now).astype(float))

    def _matrix(self) -> Any:
        from scipy import sparse

        size, told = self.size, len(self.told)
        terms: list[tuple[int, int, float]] = []
        for row, parts in enumerate(nested_sums(self.system.members, size)):
            terms.append((row, 2 * size + row, 1.0))
            for is_column, number in parts:
                if is_column:
                    terms += [(row, number, -1.0), (row, size + number, 1.0)]
                else:
                    terms.append((row, 2 * size + number, -1.0))
        for number, row in enumerate(self.told):
            line = self.count + number
            terms.append((line, 2 * size + row, 1.0))
            terms += [(line, self.after + kind * told + number, sign) for kind, sign in enumerate(_SIGNS)]
        exact = len(self.exact)
        for number, row in enumerate(self.exact):
            line = self.count + self.place[row]
            terms += [(line, self.last + number, 1.0), (line, self.last + exact + number, -1.0)]
        lines, places, values = zip(*terms, strict=True)
        return sparse.csr_matrix((values, (lines, places)), shape=(self.count + told, self.last + 2 * exact))

    def _start(self) -> Any:
        """The basis in which nothing moves: every change of a row is basic, so that few steps are needed from it."""
        import highspy

        status, told = highspy.HighsBasisStatus, len(self.told)
        basis = highspy.HighsBasis()
        over = 4 * told + 2 * len(self.exact)
        basis.col_status = [status.kLower] * (2 * self.size) + [status.kBasic] * self.count + [status.kLower] * over
        basis.row_status = [status.kLower] * self.count + [status.kBasic] * told
        basis.valid = True
        return basis

    def move(self, row: int, low: int, high: int) -> Move | None:
        """The cheapest way to give an open row a value from *low* to *high*; None where there is none."""
        import highspy
        import numpy as np

        system, column, now = self.system, 2 * self.size + row, int(self.system.values[row])
        least, most = int(system.fixed_low[row]), int(system.fixed_high[row])
        if max(low, least) > min(high, most):
            return None
        self.solver.changeColBounds(column, *_change(max(low, least), min(high, most), now))
        self.solver.setBasis(self.basis)
        self.solver.run()
        solved = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = np.array(self.solver.getSolution().col_value) if solved else None
        self.solver.changeColBounds(column, *_change(least, most, now))
        return None if values is None else self._read(values)

    def _read(self, values: Any) -> Move:
        import numpy as np

        change = values[: self.size] - values[self.size : 2 * self.size]
        over = values[self.after : self.last].reshape(4, len(self.told)) > SMALL
        far = (values[self.last :].reshape(2, len(self.exact)) > SMALL).any(axis=0)
        rows = tuple(self.told[number] for number in np.flatnonzero(over[2] | over[3]))
        rounded = tuple(row for row in (self.exact[number] for number in np.flatnonzero(far)) if row not in rows)
        less = (self.told[number] for number in np.flatnonzero(over[0] | over[1]))
        loose = tuple(row for row in less if row not in rows and row not in rounded)
        loss = sum(float(self.system.weight[row]) for row in rows)
        loss += sum(self.system.price_of(row) for row in (*rows, *loose))
        loss += sum(self.system.rounded[row].loss for row in rounded)
        return Move(change, loose, rounded, rows, loss)

    def avoid(self, columns: Iterable[int], price: float = 100.0 * PRICE_OF_MOVING) -> None:
        """Make it dear, or with the usual price usual again, to move people in these columns."""
        for column in columns:
            for one in (column, self.size + column):
                self.solver.changeColCost(int(one), price)

    def tell(self, rows: Iterable[int]) -> None:
        """Take note that readers know something else of these rows now."""
        system, told = self.system, len(self.told)
        for row in rows:
            if row not in self.place:
                continue
            number, now = self.place[row], int(system.values[row])
            self.solver.changeRowBounds(self.count + number, *_change(int(system.low[row]), int(system.high[row]), now))
            slack = (
                int(system.low[row] - system.told_low[row]),
                int(min(system.told_high[row] - system.high[row], OPEN)),
            )
            far = 0 if system.open[row] else OPEN
            for kind, most in enumerate((*slack, far, far)):
                self.solver.changeColBounds(self.after + kind * told + number, 0.0, float(most))
            if row in self.system.rounded:
                for kind, most in enumerate(self._room(row)):
                    column = self.last + kind * len(self.exact) + self.exact_place[row]
                    self.solver.changeColBounds(column, 0.0, float(most))


_SIGNS = (1.0, -1.0, 1.0, -1.0)
"""Of overstepping downwards and upwards, what percentages tell and what the figure tells."""


def _change(low: int, high: int, now: int) -> tuple[float, float]:
    import highspy

    return float(low - now), highspy.kHighsInf if high > OPEN // 2 else float(high - now)


_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
    "simplex_strategy": 1,
    "simplex_iteration_limit": ITERATIONS,
}
