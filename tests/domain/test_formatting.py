"""One formatter: half-up, signed points, intervals in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Cell, NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.formatting import (
    count_text,
    decimal_text,
    difference_text,
    half_up,
    long_date,
    percent,
    percent_interval,
    points,
    pounds,
    share_text,
)
from workforce_tui.domain.shares import Share


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(1, 8), 1, "12.5%"),
        (Fraction(25, 10000), 1, "0.3%"),
        (Fraction(45, 1000), 0, "5%"),
        (Fraction(0), 1, "0.0%"),
        (Fraction(1), 1, "100.0%"),
        (Fraction(79, 3069), 2, "2.57%"),
    ],
)
def test_percent_rounds_half_up(value: Fraction, places: int, written: str) -> None:
    assert percent(value, places) == written


@given(st.fractions(-5, 5), st.integers(0, 4))
def test_half_up_is_within_half_a_step(value: Fraction, places: int) -> None:
    assert abs(Fraction(half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)
    assert half_up(-value, places) == -half_up(value, places)


@pytest.mark.parametrize(
    ("value", "written"),
    [(Fraction(12, 1000), "+1.2"), (Fraction(-5, 1000), "\N{MINUS SIGN}0.5"), (Fraction(-1, 10000), "0.0")],
)
def test_points_always_carry_their_sign(value: Fraction, written: str) -> None:
    assert points(value) == written


def test_intervals_are_written_as_both_ends() -> None:
    assert count_text(Count(35, 39)) == "35 to 39"
    assert share_text(Share(Count(35, 39), Count.exact(875))) == "3.8% to 4.3%"
    assert share_text(Share(Count.exact(0), Count.exact(0))) == "not available"


def test_numbers_are_rounded_half_up_with_separators() -> None:
    assert (decimal_text(Fraction(12_345, 10), 0), decimal_text(0.25, 1)) == ("1,235", "0.3")
    assert (pounds(Decimal("1250")), pounds(Decimal("0.125"))) == ("£1,250.00", "£0.13")
    assert percent_interval(0.0376, Fraction(9, 100)) == "3.8%-9.0%"


def test_differences_carry_their_sign_at_both_ends() -> None:
    assert [difference_text(*ends) for ends in ((1_234, 1_234), (-3, 5), (0, 0))] == [
        "+1,234", "\N{MINUS SIGN}3 to +5", "0",
    ]  # fmt: skip


def test_dates_are_in_words() -> None:
    assert long_date(date(2026, 3, 31)) == "31 March 2026"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (Shown(1234), "1,234"),
        (Shown(Count(1, 4)), "1 to 4"),
        (Shown(Share(Count.exact(1), Count.exact(7))), "12.5%"),
        (Shown("met"), "met"),
        (Withheld("fewer than 5"), "[c]"),
        (NotAvailable("too coarse"), "[x]"),
    ],
)
def test_a_cell_is_written_one_way_everywhere(cell: Cell, written: str) -> None:
    assert cell_text(cell) == written
