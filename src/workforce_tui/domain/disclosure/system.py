"""What a reader of a release knows, as one system of linear conditions on the base cells.

Base cells that no figure tells apart are one *column*; figures that add up the same columns are one *row*, so that the
same count has the same verdict wherever it stands. Percentages are further rows. Everything is whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.disclosure.model import FigureKey

OPEN = 10**9
"""Stands for no upper limit: more people than there are."""


@dataclass(slots=True)
class Ratio:
    """A published percentage: `part` over `base`, both rows. A `fixed` one was published before.

    It is taken to tell its two counts exactly. On a base that allows few whole numbers it nearly does; where it tells
    less, the release is safer than is proved.
    """

    key: FigureKey
    part: int
    base: int
    weight: float
    fixed: bool = False
    withheld: bool = False


@dataclass(slots=True)
class System:
    """The conditions, and one set of base cells that meets them all.

    `matrix` (rows by columns) times `first` is `values`. A reader knows each row to lie from `low` to `high`; from
    `told_low` to `told_high` once no percentage tells it; from `fixed_low` to `fixed_high`, by what was published
    before, even when the row is withheld. The first `counts` rows are figures (`keys` says which), the others
    differences of figures that are published nowhere. `weight` is what withholding a row loses, `kept` the rows that
    are never withheld to protect another, `open` the rows a reader is told nothing of, `exempt` the open ones that
    earlier publications gave away and nothing can protect.
    """

    matrix: Any
    first: Any
    values: Any
    low: Any
    high: Any
    told_low: Any
    told_high: Any
    fixed_low: Any
    fixed_high: Any
    weight: Any
    kept: Any
    open: Any
    exempt: Any
    counts: int
    keys: Sequence[tuple[FigureKey, ...]]
    columns: Sequence[tuple[int, ...]]
    members: Sequence[Sequence[int]]
    ratios: list[Ratio]

    def withhold(self, row: int) -> list[int]:
        """Tell readers nothing of a row any more; the rows readers know less of now."""
        changed = self.loosen(row)
        self.open[row] = True
        self.told_low[row], self.told_high[row] = self.fixed_low[row], self.fixed_high[row]
        return self._retell([row, *changed])

    def loosen(self, row: int) -> list[int]:
        """Withhold the percentages of a row; the rows readers know less of now."""
        changed = {row}
        for ratio in self.ratios:
            if row in (ratio.part, ratio.base) and not ratio.withheld and not ratio.fixed:
                ratio.withheld = True
                changed |= {ratio.part, ratio.base}
        return self._retell(sorted(changed))

    def _retell(self, rows: Iterable[int]) -> list[int]:
        exact = self.exact_rows()
        changed = []
        for row in dict.fromkeys(rows):
            ends = self.range_of(row, row in exact)
            if ends != (self.low[row], self.high[row]):
                self.low[row], self.high[row] = ends
                changed.append(row)
        return changed

    def exact_rows(self) -> dict[int, float]:
        """The rows a published percentage tells exactly, with what withholding those percentages would lose."""
        prices: dict[int, float] = {}
        for ratio in self.ratios:
            if not ratio.withheld:
                for row in (ratio.part, ratio.base):
                    prices[row] = prices.get(row, 0.0) + ratio.weight
        return prices

    def range_of(self, row: int, exact: bool) -> tuple[int, int]:
        """What readers know of a row, with a percentage that tells it exactly or without."""
        now = int(self.values[row])
        return (now, now) if exact else (int(self.told_low[row]), int(self.told_high[row]))

    def fits(self, values: Any) -> bool:
        """Whether the sums of a set of base cells agree with everything a reader knows."""
        return not bool((values < self.low).any()) and not bool((values > self.high).any())
