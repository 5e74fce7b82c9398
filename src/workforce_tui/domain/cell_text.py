"""How a cell is written, wherever it is drawn."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.formatting import count_text, decimal_text, number, share_text
from workforce_tui.domain.shares import Share

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell, Value

WITHHELD = "[c]"
NOT_AVAILABLE = "[x]"


def cell_text(cell: Cell) -> str:
    """A cell as text: figures by the one formatter, [c] for confidential, [x] for not available."""
    match cell:
        case Shown(value):
            return value_text(value)
        case Withheld():
            return WITHHELD
        case NotAvailable():
            return NOT_AVAILABLE
        case _:
            assert_never(cell)


def value_text(value: Value) -> str:
    """A value as text: counts with separators, shares as percentages, other numbers to one decimal place."""
    match value:
        case Share():
            return share_text(value)
        case Count():
            return count_text(value)
        case Decimal():
            return f"{value:,f}"
        case int():
            return number(value)
        case float():
            return decimal_text(value, 1)
        case _:
            return value
