"""Statistics, against figures published or computed by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.statistics import (
    breaches_four_fifths,
    persons_short,
    wilson,
)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (79, 3069, 0.0207, 0.0320),
        (3, 40, 0.0258, 0.1986),
        (0, 25, 0.0, 0.1332),
        (29, 1306, 0.0155, 0.0317),
    ],
)
def test_wilson_intervals(successes: int, trials: int, low: float, high: float) -> None:
    interval = wilson(successes, trials)
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_wilson_of_nobody_does_not_exist() -> None:
    assert wilson(0, 0) is None


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(counts: tuple[int, int]) -> None:
    k, n = counts
    one, other = wilson(k, n), wilson(n - k, n)
    assert one is not None
    assert other is not None
    assert 0 <= one.low <= k / n <= one.high <= 1
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)


def test_four_fifths() -> None:
    assert breaches_four_fifths(Fraction(12, 40), Fraction(200, 400))
    assert not breaches_four_fifths(Fraction(4, 10), Fraction(5, 10))
    assert not breaches_four_fifths(Fraction(0), Fraction(0))


@pytest.mark.parametrize(
    ("wanted", "part", "base", "short"),
    [
        (Fraction(925, 10000), 0, 400, 37),  # exactly 37: floating point would say 38
        (Fraction(925, 10000), 36, 400, 1),
        (Fraction(925, 10000), 50, 400, 0),
        (Fraction(58, 1000), 29, 1306, 47),
    ],
)
def test_persons_short_is_exact(wanted: Fraction, part: int, base: int, short: int) -> None:
    assert persons_short(wanted, part, base) == short
