"""The date on the trend: the line and its band against a general least-squares solution, and every way it can end."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.trend_line import Observed, TrendReach, date_reached, fit

FIVE_YEARS = tuple(
    Observed(date(2022 + year, 3, 31), minority, known)
    for year, (minority, known) in enumerate([(120, 3000), (131, 3010), (149, 3060), (158, 3050), (177, 3100)])
)
NEVER = "not within 50 years"


def band_by_matrices(observed: tuple[Observed, ...], day: date) -> tuple[float, float]:
    """The textbook way: (X'WX)^-1 with a scatter of its own, Student's quantile from a table."""
    quantiles = {1: 12.706204736, 2: 4.302652730, 3: 3.182446305}
    days = np.array([(one.day - observed[0].day).days for one in observed], dtype=float)
    design = np.column_stack([np.ones_like(days), days])
    weights = np.diag([float(one.known) for one in observed])
    shares = np.array([one.minority / one.known for one in observed])
    inverse = np.linalg.inv(design.T @ weights @ design)
    found = inverse @ design.T @ weights @ shares
    freedom = len(observed) - 2
    rest = shares - design @ found
    variance = max(float(rest @ weights @ rest) / freedom, 1 / observed[-1].known)
    at = np.array([1.0, (day - observed[0].day).days])
    half = quantiles[freedom] * np.sqrt(variance * (1 / observed[-1].known + float(at @ inverse @ at)))
    return float(at @ found) - half, float(at @ found) + half


@pytest.mark.parametrize("snapshots", [3, 4, 5])
@pytest.mark.parametrize("year", [2026, 2029, 2040])
def test_the_band_agrees_with_the_general_solution(snapshots: int, year: int) -> None:
    observed = FIVE_YEARS[:snapshots]
    line = fit(observed)
    assert line is not None
    low, high = band_by_matrices(observed, date(year, 3, 31))
    band = line.band(date(year, 3, 31))
    assert (band.low, band.high) == (pytest.approx(max(low, 0), abs=1e-9), pytest.approx(min(high, 1), abs=1e-9))


def test_the_date_and_its_interval_are_where_line_and_band_come_to_the_target() -> None:
    line = fit(FIVE_YEARS)
    assert line is not None
    found = date_reached(line, Fraction(8, 100))
    assert found.reach is TrendReach.EXPECTED
    assert found.day is not None
    assert found.earliest is not None
    assert found.earliest < found.day
    assert line.at(found.day) >= 0.08 > line.at(date.fromordinal(found.day.toordinal() - 1))
    before = date.fromordinal(found.earliest.toordinal() - 1)
    assert line.band(found.earliest).high >= 0.08 > line.band(before).high
    assert found.latest is not None
    assert line.band(found.latest).low >= 0.08 > line.band(date.fromordinal(found.latest.toordinal() - 1)).low


def test_a_steep_certain_trend_has_a_narrow_interval() -> None:
    steep = [Observed(date(2018 + year, 3, 31), 2000 + 1000 * year, 100_000) for year in range(8)]
    found = date_reached(fit(steep), Fraction(12, 100))
    assert found.day == date(2028, 3, 31)
    assert found.earliest is not None
    assert found.latest is not None
    assert date(2027, 6, 1) < found.earliest < date(2028, 3, 31) < found.latest < date(2028, 12, 31)


def test_three_snapshots_on_a_line_do_not_make_the_future_certain() -> None:
    straight = [Observed(date(2024 + year, 3, 31), 40 + 2 * year, 1000) for year in range(3)]
    found = date_reached(fit(straight), Fraction(6, 100))
    assert found.reach is TrendReach.EXPECTED
    assert found.earliest == straight[-1].day
    assert found.latest is None, NEVER


def test_a_level_or_falling_trend_does_not_come_to_the_target() -> None:
    level = [Observed(date(2022 + year, 3, 31), 40, 1000) for year in range(5)]
    falling = [Observed(date(2022 + year, 3, 31), 60 - 5 * year, 1000) for year in range(5)]
    for observed in (level, falling):
        found = date_reached(fit(observed), Fraction(9, 100))
        assert (found.reach, found.day, found.latest) == (TrendReach.NOT_ON_TREND, None, None)


def test_a_trend_of_nobody_is_level() -> None:
    none = [Observed(date(2022 + year, 3, 31), 0, 40) for year in range(5)]
    assert date_reached(fit(none), Fraction(5, 100)).reach is TrendReach.NOT_ON_TREND


def test_a_target_reached_needs_no_trend_and_two_snapshots_have_none() -> None:
    assert date_reached(fit(FIVE_YEARS), Fraction(4, 100)).reach is TrendReach.MET
    assert fit(FIVE_YEARS[:2]) is None
    assert date_reached(None, Fraction(8, 100)).reach is TrendReach.TOO_FEW
    assert fit([FIVE_YEARS[0]] * 3) is None


@given(
    st.lists(st.integers(0, 300), min_size=3, max_size=8),
    st.fractions(min_value=Fraction(1, 100), max_value=Fraction(99, 100), max_denominator=100),
)
def test_the_date_lies_within_its_interval(minorities: list[int], wanted: Fraction) -> None:
    observed = [Observed(date(2015 + year, 3, 31), one, 300) for year, one in enumerate(minorities)]
    found = date_reached(fit(observed), wanted)
    if found.reach is TrendReach.MET:
        assert observed[-1].share >= wanted
        return
    known = [day for day in (found.earliest, found.day, found.latest) if day is not None]
    assert known == sorted(known)
    assert all(day >= observed[-1].day for day in known)
    if found.day is None:
        assert found.latest is None
    else:
        assert found.earliest is not None
