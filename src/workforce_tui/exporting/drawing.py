"""Bar charts as drawings of a web page: from nothing, each bar under its name, so that they can be read on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.exporting.bars import bars_of

if TYPE_CHECKING:
    from decimal import Decimal

    from workforce_tui.domain.table import Table
    from workforce_tui.exporting.bars import BarRow

WIDTH, BAR_WIDTH, LINE = 480, 360, 44
"""Units of the drawing: of the whole, of the longest bar, and from one bar to the next."""


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar: its name, its length in units of the drawing, what is written beside it, and how far down it is.

    `low` and `high` are the ends of the thin line, `target` is where the mark stands (each None for none); `end` is
    where the text begins.
    """

    label: str
    length: float
    text: str
    top: int
    low: float | None = None
    high: float | None = None
    target: float | None = None
    end: float = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one column of a table, and the same in words for who cannot see them."""

    title: str
    description: str
    bars: tuple[ChartBar, ...]
    height: int
    legend: tuple[str, ...] = ()
    width: int = WIDTH


def chart_of(table: Table, key: str) -> Chart | None:
    """The chart of the column of a table with a key; None where it has none or no figure of it may be shown."""
    found = bars_of(table, key)
    if found is None:
        return None
    bars = tuple(_bar(row, found.highest, number * LINE) for number, row in enumerate(found.rows))
    return Chart(found.title, found.description, bars, len(bars) * LINE, (*found.lines, *found.marks))


def _bar(row: BarRow, highest: Decimal, top: int) -> ChartBar:
    def at(value: Decimal | None) -> float | None:
        return None if value is None else round(float(BAR_WIDTH * value / highest), 1)

    length = at(row.value if row.value is not None else row.low) or 0.0
    low, high, target = at(row.low), at(row.high), at(row.target)
    end = max(length, high or 0.0, target or 0.0) + 6
    return ChartBar(row.label, length, row.text, top, low, high, target, round(end, 1))
