"""How figures are written: one place, half-up, in the language in use."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.shares import Share

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def half_up(value: Fraction | float | int, places: int) -> Decimal:
    """*value* rounded half-up (away from zero) to *places* decimals, exactly for fractions."""
    return Decimal(_whole(value, places)).scaleb(-places)


def _whole(value: Fraction | float | Decimal, places: int) -> int:
    """*value* times 10^*places* as a whole number, rounded half-up (away from zero)."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    above, below = exact.numerator * 10**places, exact.denominator
    whole: int = (2 * abs(above) + below) // (2 * below)
    return whole if above >= 0 else -whole


def number(value: int) -> str:
    """A whole number with thousands separators."""
    return f"{value:,}"


def count_text(count: Count) -> str:
    """A count, or both ends of an interval: "35 to 39"."""
    if count.is_exact:
        return number(count.low)
    return _("{low} to {high}").format(low=number(count.low), high=number(count.high))


def decimal_text(value: Fraction | float | Decimal, places: int) -> str:
    """A number with thousands separators and so many decimals, rounded half-up: "1,234.5"."""
    return _decimals(_whole(value, places), places)


def _decimals(whole: int, places: int) -> str:
    """A whole number of the last decimal place as text."""
    before, after = divmod(abs(whole), 10**places)
    return f"{'-' * (whole < 0)}{before:,}{f'.{after:0{places}}' if places else ''}"


def pounds(value: Decimal) -> str:
    """An amount in pounds and pence: "£1,250.00"."""
    return f"£{decimal_text(value, 2)}"


def percent(value: Fraction | float, places: int = 1) -> str:
    """A share (0 to 1) as a percentage: "4.6%"."""
    return f"{_decimals(_whole(value, places + 2), places)}%"


def percent_range(low: Fraction | float, high: Fraction | float, places: int = 1) -> str:
    """Two shares (0 to 1) as a range: "3.8% to 4.3%"; one percentage where both ends are written alike."""
    ends = percent(low, places), percent(high, places)
    return ends[0] if ends[0] == ends[1] else _("{low} to {high}").format(low=ends[0], high=ends[1])


def percent_interval(low: Fraction | float, high: Fraction | float) -> str:
    """Both ends of an interval of shares (0 to 1), as a column has room for them: "3.8%-4.3%"."""
    return f"{percent(low)}-{percent(high)}"


def share_text(share: Share, places: int = 1) -> str:
    """A share as a percentage, or as a range where its counts are intervals; "not available" for nobody."""
    if share.low is None or share.high is None:
        return _("not available")
    if share.is_exact:
        return percent(share.low, places)
    return percent_range(share.low, share.high, places)


def points(value: Fraction | float, places: int = 1) -> str:
    """A difference of shares (0 to 1) in percentage points, always signed: "+1.2", "−0.5"."""
    rounded = half_up(Fraction(value) * 100, places)
    sign = "\N{MINUS SIGN}" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{abs(rounded):f}"


def difference_text(least: int, most: int) -> str:
    """A difference of numbers, always signed, or the least and the most it can be: "+12", "−3 to +5"."""
    low, high = (f"+{number(end)}" if end > 0 else number(end).replace("-", "\N{MINUS SIGN}") for end in (least, most))
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def long_date(day: date) -> str:
    """A date in words: "31 March 2026"."""
    return f"{day.day} {_(MONTHS[day.month - 1])} {day.year}"
