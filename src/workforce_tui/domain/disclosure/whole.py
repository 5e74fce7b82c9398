"""Whole-number search near a solution that is not whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_tui.domain.disclosure.integers import whole_numbers
from workforce_tui.domain.disclosure.system import OPEN

if TYPE_CHECKING:
    from workforce_tui.domain.disclosure.system import System

SMALL = 1e-7
NODES = 5_000
"""Most branches of one search, so that the same input takes the same steps."""


def whole_move(system: System, near: Any, row: int, ends: tuple[int, int], *, wide: bool) -> Any | None:
    """A whole-number change near a solution that is not whole, giving a row a value within *ends*; None if not found.

    Only the columns that change are looked at; when *wide*, those that share a row with one of them too.
    """
    import numpy as np

    used = np.flatnonzero(np.abs(near) > SMALL)
    return _search(system, _around(system, used) if wide else used, row, ends)


def _around(system: System, used: Any) -> Any:
    """The columns that share a small row with a used one."""
    import numpy as np

    columns = system.matrix.tocsc()
    rows = np.unique(columns[:, used].indices)
    sizes = np.diff(system.matrix.indptr)[rows]
    near = rows[np.argsort(sizes, kind="stable")][:600]
    return np.unique(np.concatenate([used, system.matrix[near].indices]))[:2500]


def _search(system: System, used: Any, row: int, ends: tuple[int, int]) -> Any | None:
    import numpy as np
    from scipy import sparse

    part = system.matrix.tocsc()[:, used].tocsr()
    rows = np.flatnonzero(np.diff(part.indptr))
    matrix, low, high = _conditions(system, part, rows, row, ends)
    size = len(used)
    most = np.concatenate([np.full(size, np.inf), system.first[used].astype(float)])
    found = whole_numbers(
        np.ones(2 * size),
        sparse.hstack([matrix, -matrix]).tocsr(),
        (low, high),
        (np.zeros(2 * size), most),
        nodes=NODES,
        gap=1.0,
    )
    if found is None:
        return None
    change = np.zeros(len(system.first))
    change[used] = found[:size] - found[size:]
    return change


def _conditions(system: System, part: Any, rows: Any, row: int, ends: tuple[int, int]) -> tuple[Any, Any, Any]:
    import numpy as np

    low, high = system.low.copy(), system.high.copy()
    low[row], high[row] = max(low[row], ends[0]), min(high[row], ends[1])
    rows = np.array([one for one in rows if low[one] > 0 or high[one] < OPEN], dtype=np.int64)
    now = system.values
    return part[rows].astype(float), (low - now)[rows].astype(float), (high - now)[rows].astype(float)
