"""What a reader of a release knows, as one system of linear conditions on the base cells.

Base cells that no figure tells apart are one *column*; figures that add up the same columns are one *row*, so that the
same count has the same verdict wherever it stands. Percentages are further rows. Everything is whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from workforce_tui.domain.disclosure.percentages import coarser, percentage, tells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from workforce_tui.domain.disclosure.model import FigureKey

OPEN = 10**9
"""Stands for no upper limit: more people than there are."""
Range: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RoundedTotal:
    """What would be known of an exact total if it were rounded, and what that would lose."""

    told: Range
    loss: float


@dataclass(slots=True)
class Ratio:
    """A published percentage: `part` over `base`, both rows. A `fixed` one was published before.

    `tells` are ranges of the two counts, round what they are, in which every pair gives the percentage as written: a
    reader cannot rule any of them out. `coarser` is the percentage with so few decimals that it tells nothing the
    counts beside it do not; None where there is none, and then it is withheld when it cannot stay as it is.
    """

    key: FigureKey
    part: int
    base: int
    weight: float
    percent: Decimal
    tells: tuple[Range, Range]
    coarser: Decimal | None = None
    fixed: bool = False
    withheld: bool = False

    def told(self, row: int) -> Range:
        """The range of one of its two rows."""
        return self.tells[0] if row == self.part else self.tells[1]


@dataclass(slots=True)
class System:
    """The conditions, and one set of base cells that meets them all.

    `matrix` (rows by columns) times `first` is `values`. A reader knows each row to lie from `low` to `high`; from
    `told_low` to `told_high` once no percentage tells more; from `fixed_low` to `fixed_high`, by what was published
    before, even when the row is withheld. The first `counts` rows are figures (`keys` says which), the others
    differences of figures that are published nowhere. `weight` is what withholding a row loses, `open` the rows a
    reader is told nothing of, `exempt` the open ones that earlier publications gave away and nothing can protect.
    `rounded` are the exact totals as they would be rounded, which may do instead of withholding anything.
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
    open: Any
    exempt: Any
    counts: int
    keys: Sequence[tuple[FigureKey, ...]]
    columns: Sequence[tuple[int, ...]]
    members: Sequence[Sequence[int]]
    ratios: list[Ratio]
    ratios_of: dict[int, list[Ratio]] = field(default_factory=dict)
    rounded: dict[int, RoundedTotal] = field(default_factory=dict)

    def take_ratios(self, ratios: Iterable[Ratio]) -> None:
        """Take percentages into account."""
        for ratio in ratios:
            self.ratios.append(ratio)
            for row in {ratio.part, ratio.base}:
                self.ratios_of.setdefault(row, []).append(ratio)

    def withhold(self, row: int) -> list[int]:
        """Tell readers nothing of a row any more; the rows readers know less of now."""
        self.open[row] = True
        self.told_low[row], self.told_high[row] = self.fixed_low[row], self.fixed_high[row]
        return self.loosen(row)

    def publish(self, row: int, told: Range) -> list[int]:
        """Tell readers of a row after all; the rows readers know more of now."""
        self.open[row] = False
        self.told_low[row], self.told_high[row] = told
        return self.retell([row])

    def round(self, row: int) -> list[int]:
        """Write an exact total rounded, without its percentages; the rows readers know less of now."""
        self.told_low[row], self.told_high[row] = self.told_rounded(row)
        return self.loosen(row)

    def told_rounded(self, row: int) -> Range:
        """What a reader would know of an exact total that is rounded, beside what was published before."""
        low, high = self.rounded[row].told
        return max(low, int(self.fixed_low[row])), min(high, int(self.fixed_high[row]))

    def loosen(self, row: int) -> list[int]:
        """Withhold the percentages of a row; the rows readers know less of now."""
        changed = {row}
        for ratio in self.ratios_of.get(row, ()):
            if not ratio.withheld and not ratio.fixed:
                ratio.withheld = True
                changed |= {ratio.part, ratio.base}
        return self.retell(sorted(changed))

    def retell(self, rows: Iterable[int]) -> list[int]:
        """Work out what readers know of *rows*; those of which it has changed."""
        changed = []
        for row in dict.fromkeys(rows):
            ends = self.range_of(row)
            if ends != (self.low[row], self.high[row]):
                self.low[row], self.high[row] = ends
                changed.append(row)
        return changed

    def write_again(self, ratio: Ratio, places: int) -> None:
        """Write a percentage with so many decimals, and work out anew what it tells beside its counts as told now."""
        part, base = int(self.values[ratio.part]), int(self.values[ratio.base])
        told = self._told(ratio.part), self._told(ratio.base)
        ratio.percent = percentage(part, base, places)
        ratio.tells = tells(ratio.percent, part, base, told)
        ratio.coarser = coarser(ratio.percent, part, base, told)

    def _told(self, row: int) -> Range:
        return int(self.told_low[row]), int(self.told_high[row])

    def price_of(self, row: int) -> float:
        """What withholding the percentages of a row would lose."""
        return sum(ratio.weight for ratio in self.ratios_of.get(row, ()) if not ratio.withheld and not ratio.fixed)

    def range_of(self, row: int) -> Range:
        """What readers know of a row by its own figure and by the percentages that are published."""
        low, high = int(self.told_low[row]), int(self.told_high[row])
        for ratio in self.ratios_of.get(row, ()):
            if not ratio.withheld:
                least, most = ratio.told(row)
                low, high = max(low, least), min(high, most)
        return low, high

    def fits(self, values: Any) -> bool:
        """Whether the sums of a set of base cells agree with everything a reader knows."""
        return not bool((values < self.low).any()) and not bool((values > self.high).any())
