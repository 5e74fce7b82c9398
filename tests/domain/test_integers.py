"""Programs in whole numbers: the least cost is that of scipy's own search, and what is found is within every end."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from workforce_tui.domain.disclosure.integers import whole_numbers

LOADED = """
import sys
import numpy as np
from scipy import sparse
from workforce_tui.domain.disclosure.integers import whole_numbers
ends = np.zeros(2), np.ones(2)
whole_numbers(np.ones(2), sparse.csr_matrix(np.ones((1, 2))), (np.ones(1), np.ones(1)), ends)
sys.exit("scipy.optimize" in sys.modules)
"""


@pytest.mark.parametrize("seed", range(40))
def test_costs_what_the_search_of_scipy_costs(seed: int) -> None:
    chance = np.random.default_rng(seed)
    matrix = sparse.csr_matrix(chance.integers(-1, 2, (6, 9)).astype(float))
    least = chance.integers(-2, 3, 9).astype(float)
    columns = least, least + chance.integers(0, 5, 9)
    middle = matrix @ columns[0] + chance.integers(-3, 6, 6)
    rows = middle - chance.integers(0, 3, 6), middle + chance.integers(0, 3, 6)
    cost = chance.integers(-5, 6, 9).astype(float)

    found = whole_numbers(cost, matrix, rows, columns)

    known = milp(cost, constraints=LinearConstraint(matrix, *rows), bounds=Bounds(*columns), integrality=np.ones(9))
    assert (found is None) == (known.x is None)
    if found is not None:
        assert cost @ found == pytest.approx(known.fun, abs=1e-6)
        assert (found == np.rint(found)).all()
        assert (rows[0] <= matrix @ found).all()
        assert (matrix @ found <= rows[1]).all()
        assert (columns[0] <= found).all()
        assert (found <= columns[1]).all()


def test_finds_nothing_where_only_parts_of_people_would_do() -> None:
    matrix = sparse.csr_matrix(np.array([[2.0, 2.0]]))

    assert whole_numbers(np.ones(2), matrix, (np.ones(1), np.ones(1)), (np.zeros(2), np.full(2, 9.0))) is None


def test_does_without_the_library_that_would_take_20_mb() -> None:
    assert subprocess.run([sys.executable, "-c", LOADED], check=False).returncode == 0
