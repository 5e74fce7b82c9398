"""The number in a cell, for formats that hold numbers as numbers, and for drawings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.formatting import half_up
from workforce_tui.domain.shares import Share
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell

MINUS, EN_DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
_NUMBER = rf"(?:[+{MINUS}-])?\d[\d,]*(?:\.\d+)?"
_ONE = re.compile(rf"({_NUMBER})(%?)")
_PART = r"(?:%|(?<=\.\d)|(?<=\.\d\d))"
_MEASURED = re.compile(rf"(?P<low>{_NUMBER}){_PART}[-{EN_DASH}](?P<high>{_NUMBER}){_PART}")
"""Two percentages, or numbers with decimals, with a line between them; whole numbers so written may be years."""
_PERCENT = Fraction(100)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: exact, with its decimals; `signed` where a plus is written too."""

    value: Decimal
    signed: bool = False

    @property
    def text(self) -> str:
        """The number as it is read: with separators, a true minus, and a plus where it is signed."""
        return f"{'+' if self.signed else ''}{self.value:,f}".replace("-", MINUS)

    @property
    def places(self) -> int:
        """Its decimals."""
        return max(-int(self.value.as_tuple().exponent), 0)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a cell of numbers says: one number, or the ends of a range; `percent` where it says so itself."""

    low: Number
    high: Number
    percent: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


def extent_of(cell: Cell) -> Extent | None:
    """The number or range of a cell of a column of numbers; None for markers and words."""
    if not isinstance(cell, Shown):
        return None
    value = cell.value
    match value:
        case Count():
            return Extent(Number(Decimal(value.low)), Number(Decimal(value.high)))
        case Share():
            if value.low is None or value.high is None:
                return None
            low, high = (Number(half_up(one * _PERCENT, 1)) for one in (value.low, value.high))
            return Extent(low, high, percent=True)
        case str():
            return _written(value)
        case _:
            return _written(cell_text(cell))


def _written(text: str) -> Extent | None:
    """The number or range that a text is, and nothing else."""
    found = _ONE.fullmatch(text.strip())
    if found:
        one = _number(found[1])
        return Extent(one, one, percent=bool(found[2]))
    ends = _range(_("{low} to {high}")).fullmatch(text.strip()) or _MEASURED.fullmatch(text.strip())
    if not ends:
        return None
    low, high = _number(ends["low"]), _number(ends["high"])
    return Extent(low, high, percent="%" in text) if low.value <= high.value else None


@cache
def _range(message: str) -> re.Pattern[str]:
    """Two numbers as the one formatter writes a range."""
    between = re.escape(message.replace("{low}", "").replace("{high}", ""))
    return re.compile(rf"(?P<low>{_NUMBER})%?{between}(?P<high>{_NUMBER})%?")


def _number(text: str) -> Number:
    return Number(Decimal(text.replace(",", "").replace(MINUS, "-")), signed=text.startswith("+"))
