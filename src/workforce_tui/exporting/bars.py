"""The bars of one column of a table, in numbers: what the charts of every format are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.exporting.numbers import extent_of
from workforce_tui.exporting.text import clean
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.table import Row, Table

FEWEST = 2
"""Bars that are worth comparing."""
TARGET, INTERVAL = "target", "interval"
"""The keys of columns that a chart draws with the bars where they have the same unit."""
SHARES = frozenset({"share", "value"})
"""The columns whose interval the column `INTERVAL` is."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: `value` is None where no one number may be shown; `low` and `high` are the ends of what it may be."""

    label: str
    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    target: Decimal | None = None

    @property
    def said(self) -> str:
        """The bar in words."""
        return f"{self.label}: {self.text}"


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of a column, from nothing to `highest`; `lines` and `marks` say what is drawn with them."""

    title: str
    rows: tuple[BarRow, ...]
    highest: Decimal
    lines: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """What the chart shows, for who cannot see it."""
        return "; ".join(row.said for row in self.rows)


def bars_of(table: Table, key: str) -> Bars | None:
    """The bars of the column with a key; None where there is none, or fewer than two figures of it may be shown."""
    places = {column.key: number for number, column in enumerate(table.columns)}
    if not key or key not in places:
        return None
    unit = "%" if _is_percent(table, places[key]) else ""
    rows = tuple(_bar(row, places, key, unit) for row in table.rows)
    ends = [end for row in rows for end in (row.value, row.high, row.target) if end is not None]
    shown = [row for row in rows if row.value or row.high]
    if (
        len(shown) < FEWEST
        or min(end for row in rows for end in (row.value, row.low, Decimal(0)) if end is not None) < 0
    ):
        return None
    over_time = table.row_heading == _("As at")
    title = (_("{measure} on each day") if over_time else _("{measure} by {rows}")).format(
        measure=clean(table.columns[places[key]].label), rows=clean(table.row_heading).lower()
    )
    return Bars(title, rows, max(ends), tuple(_lines(table, rows, places)), tuple(_marks(table, rows, places)))


def _is_percent(table: Table, place: int) -> bool:
    column = table.columns[place]
    extents = (extent_of(row.cells[place]) for row in table.rows)
    return "%" in f"{column.unit}{column.label}" or any(one.percent for one in extents if one is not None)


def _bar(row: Row, places: dict[str, int], key: str, unit: str) -> BarRow:
    cell = row.cells[places[key]]
    label, text = clean(row.label), clean(cell_text(cell))
    if unit and isinstance(cell, Shown) and unit not in text and extent_of(cell):
        text = f"{text}{unit}"
    extent = extent_of(cell)
    if extent is None:
        return BarRow(label, text)
    target = _one(row.cells[places[TARGET]]) if TARGET in places else None
    if not extent.is_exact:
        return BarRow(label, text, None, extent.low.value, extent.high.value, target)
    around = extent_of(row.cells[places[INTERVAL]]) if INTERVAL in places and key in SHARES else None
    low, high = (around.low.value, around.high.value) if around else (None, None)
    return BarRow(label, text, extent.low.value, low, high, target)


def _one(cell: Cell) -> Decimal | None:
    extent = extent_of(cell)
    return extent.low.value if extent is not None and extent.is_exact else None


def _lines(table: Table, rows: tuple[BarRow, ...], places: dict[str, int]) -> list[str]:
    """What the thin lines are."""
    found = []
    if any(row.value is not None and row.low is not None for row in rows):
        label = clean(table.columns[places[INTERVAL]].label)
        found.append(_("The thin line at the end of a bar: {meaning}.").format(meaning=label))
    if any(row.value is None and row.low is not None for row in rows):
        found.append(_("Where a figure is a range, the bar ends where it begins and the thin line reaches to its end."))
    return found


def _marks(table: Table, rows: tuple[BarRow, ...], places: dict[str, int]) -> list[str]:
    """What the upright marks are."""
    if all(row.target is None for row in rows):
        return []
    return [_("The upright mark: {meaning}.").format(meaning=clean(table.columns[places[TARGET]].label))]
