"""What a percentage tells of the two counts it is made from."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import half_up

if TYPE_CHECKING:
    from decimal import Decimal

    from workforce_tui.domain.disclosure.system import Range

_EVERYONE = 100


def percentage(part: int, base: int, places: int) -> Decimal:
    """A part of a base as a percentage, rounded half-up."""
    return half_up(Fraction(_EVERYONE * part, base), places)


def places_of(percent: Decimal) -> int:
    """How many decimals a percentage is written with."""
    return max(0, -int(percent.as_tuple().exponent))


def tells(percent: Decimal, part: int, base: int, told: tuple[Range, Range]) -> tuple[Range, Range]:
    """Ranges round *part* and *base* in which every pair is written as *percent*; inside *told*, what else is known.

    The base is given all the room the part leaves it where the part then keeps some, and else none: mostly the
    percentage is small, and a few people more in the base make no difference to it.
    """
    for room in (told[1], (base, base)):
        least, most = _parts(percent, room)
        low, high = max(least, told[0][0]), min(most, told[0][1])
        if low <= part <= high:
            return (low, high), room
    return (part, part), (base, base)


def coarser(percent: Decimal, part: int, base: int, told: tuple[Range, Range]) -> Decimal | None:
    """The percentage with as many decimals as tell nothing that is not *told*; None where even none tell something."""
    for places in range(places_of(percent), -1, -1):
        written = percentage(part, base, places)
        least, most = _parts(written, told[1])
        if least <= told[0][0] and told[0][1] <= most:
            return written
    return None


def _parts(percent: Decimal, base: Range) -> Range:
    """The smallest and the largest part written as *percent* whatever the base is within its range."""
    half = Fraction(1, 2 * 10 ** places_of(percent))
    written = Fraction(percent)
    low = -(-(written - half) * base[1] // _EVERYONE)
    above = (written + half) * base[0] / _EVERYONE
    high = -(-above // 1) - 1
    return max(0, int(low)), int(high)
