"""One set of base cells that agrees with all that is held, to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.integers import whole_numbers
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.disclosure.model import Figure, Release


def first_cells(release: Release) -> list[int]:
    """The base cells as they are, or, where some are known only to lie between two numbers, one set that may be.

    Raises:
        WorkforceError: no whole numbers agree with every count held.
    """
    figures = (*release.figures, *release.context)
    lowest = [count.low for count in release.cells]
    if all(_agrees(figure, lowest) for figure in figures):
        return lowest
    found = _search(release, figures)
    if found is None or not all(_agrees(figure, found) for figure in figures):
        raise WorkforceError(
            _("The counts held contradict each other: no whole numbers agree with all of them."),
            _("Look for a total that is not the sum of its parts, and import the corrected file."),
        )
    return found


def _agrees(figure: Figure, cells: list[int]) -> bool:
    return figure.truth.low <= sum(cells[cell] for cell in set(figure.cells)) <= figure.truth.high


def _search(release: Release, figures: tuple[Figure, ...]) -> list[int] | None:
    """Whole numbers for the cells that are intervals; the solver takes one thread and the same steps every time."""
    import numpy as np
    from scipy import sparse

    sets = [sorted(set(figure.cells)) for figure in figures]
    starts = np.cumsum([0, *map(len, sets)])
    inside = np.array([cell for cells in sets for cell in cells], dtype=np.int64)
    matrix = sparse.csr_matrix((np.ones(len(inside)), inside, starts), shape=(len(sets), len(release.cells)))
    low, high = (np.array([getattr(figure.truth, end) for figure in figures], dtype=float) for end in ("low", "high"))
    ends = ([count.low for count in release.cells], [count.high for count in release.cells])
    least, most = (np.array(one, dtype=float) for one in ends)
    found = whole_numbers(np.zeros(len(release.cells)), matrix, (low, high), (least, most))
    return None if found is None else [int(value) for value in found]
