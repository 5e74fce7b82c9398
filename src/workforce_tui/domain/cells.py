"""What a cell of a table may hold, and the only ways of holding it.

A figure is shown, withheld or not available. There is no way to get a number out of `Withheld`: disclosure
control turns cells into it, and nothing downstream can undo that.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from workforce_tui.domain.counts import Count
from workforce_tui.domain.shares import Share

Value: TypeAlias = str | int | float | Decimal | Count | Share
"""A `Decimal` is written with the decimals it has: a percentage as it was published."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure or a text to draw."""

    value: Value


@dataclass(frozen=True, slots=True)
class Withheld:
    """A figure that exists and may not be shown: `reason` says under which rule."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """A figure that does not exist: `reason` says why (the input is too coarse, no target is set ...)."""

    reason: str


Cell: TypeAlias = Shown | Withheld | NotAvailable
