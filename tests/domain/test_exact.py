"""Two groups compared: published figures, and scipy's figures beside the formulas worked out by hand."""

from __future__ import annotations

import by_hand
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2_contingency, fisher_exact
from scipy.stats.contingency import odds_ratio
from scipy.stats.contingency import relative_risk as their_risk

from workforce_tui.domain.exact import disparity, fisher_p, pooled_z, rate_difference, relative_risk
from workforce_tui.domain.statistics import wilson

NEAR = 1e-9


def tables(largest: int, fewest: int = 0) -> st.SearchStrategy[tuple[int, int, int, int]]:
    """Two groups with at least *fewest* people that had the event, and as many that had not."""

    def group(base: int) -> st.SearchStrategy[tuple[int, int]]:
        return st.tuples(st.integers(fewest, base - fewest), st.just(base))

    one = st.integers(max(1, 2 * fewest), largest).flatmap(group)
    return st.tuples(one, one).map(lambda pair: (*pair[0], *pair[1]))


def test_relative_likelihood_of_a_published_trust() -> None:
    # Appointed from shortlisting: White 46.99%, ethnic minority 14.65%, published as "3.2 times".
    ratio = relative_risk(4699, 10000, 1465, 10000)
    assert ratio is not None
    assert ratio.value == pytest.approx(3.21, abs=5e-3)


def test_relative_likelihood_exact_test_and_z_of_known_counts() -> None:
    ratio = relative_risk(200, 400, 12, 40)
    assert ratio is not None
    assert ratio.interval is not None
    assert ratio.value == pytest.approx(1.667, abs=5e-4)
    assert ratio.interval.low == pytest.approx(1.028, abs=5e-4)
    assert ratio.interval.high == pytest.approx(2.703, abs=5e-4)
    assert pooled_z(12, 40, 200, 400) == pytest.approx(-2.414, abs=5e-4)
    assert fisher_p(12, 40, 200, 400) == pytest.approx(0.01953, abs=5e-6)


def test_disparity_ratios_of_known_counts() -> None:
    white, minority = (1000, 600, 200), (80, 30, 6)
    steps = [
        disparity(white[high], white[low], minority[high], minority[low]) for low, high in ((0, 1), (1, 2), (0, 2))
    ]
    assert [one and round(one.value, 3) for one in steps] == [1.6, 1.667, 2.667]
    first, second, whole = (one.value for one in steps if one)
    assert whole == pytest.approx(first * second)


def test_difference_of_rates_of_a_published_example() -> None:
    # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10: 56/70 - 48/80.
    difference = rate_difference(56, 70, 48, 80)
    assert difference is not None
    assert difference.value == pytest.approx(0.2)
    assert difference.interval.low == pytest.approx(0.0524, abs=5e-5)
    assert difference.interval.high == pytest.approx(0.3339, abs=5e-5)


def test_nothing_is_divided_by_zero_and_nothing_is_added_to_avoid_it() -> None:
    assert relative_risk(3, 10, 0, 10) is None
    assert relative_risk(3, 0, 1, 10) is None
    assert disparity(5, 0, 1, 1) is None
    assert disparity(5, 5, 0, 1) is None
    assert disparity(5, 5, 1, 0) is None
    none = relative_risk(0, 10, 2, 10)
    assert none is not None
    assert (none.value, none.interval) == (0.0, None)
    assert pooled_z(0, 10, 0, 10) is None
    assert pooled_z(10, 10, 10, 10) is None
    assert rate_difference(0, 0, 1, 10) is None


def test_more_events_than_people_have_a_ratio_and_no_test() -> None:
    ratio = relative_risk(12, 10, 5, 10)
    assert ratio is not None
    assert (ratio.value, ratio.interval) == (pytest.approx(2.4), None)
    assert fisher_p(12, 10, 5, 10) is None
    assert pooled_z(12, 10, 5, 10) is None


@settings(max_examples=60, deadline=None)
@given(tables(200))
def test_the_exact_test_agrees_with_whole_numbers(table: tuple[int, int, int, int]) -> None:
    assert fisher_p(*table) == pytest.approx(by_hand.fisher(*table), abs=NEAR)


@settings(max_examples=60, deadline=None)
@given(tables(30_000))
def test_the_exact_test_agrees_with_scipys_own_for_large_workforces(table: tuple[int, int, int, int]) -> None:
    events, base, other_events, other_base = table
    theirs = fisher_exact([[events, base - events], [other_events, other_base - other_events]]).pvalue
    assert fisher_p(*table) == pytest.approx(theirs, abs=NEAR)


@settings(max_examples=60, deadline=None)
@given(tables(5000, fewest=1))
def test_ratios_agree_with_their_formulas(table: tuple[int, int, int, int]) -> None:
    ratio, odds = relative_risk(*table), disparity(*table)
    for found, wanted in ((ratio, by_hand.katz(*table)), (odds, by_hand.woolf(*table))):
        assert found is not None
        assert found.interval is not None
        assert (found.value, found.interval.low, found.interval.high) == pytest.approx(wanted, rel=NEAR)


@settings(max_examples=60, deadline=None)
@given(tables(5000, fewest=1))
def test_the_square_of_z_is_chi_square(table: tuple[int, int, int, int]) -> None:
    events, base, other_events, other_base = table
    square = chi2_contingency([[events, base - events], [other_events, other_base - other_events]], correction=False)
    z = pooled_z(*table)
    assert z is not None
    assert z * z == pytest.approx(square.statistic, rel=NEAR, abs=NEAR)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 50_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_that_needs_no_library_agrees_with_the_library(counts: tuple[int, int]) -> None:
    interval, theirs = wilson(*counts), binomtest(*counts).proportion_ci(method="wilson")
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((theirs.low, theirs.high), abs=NEAR)


@settings(max_examples=30, deadline=None)
@given(tables(5000, fewest=1))
def test_intervals_of_ratios_are_those_of_scipy(table: tuple[int, int, int, int]) -> None:
    ratio, odds = relative_risk(*table), disparity(*table)
    katz = their_risk(*table).confidence_interval(0.95)
    woolf = odds_ratio([list(table[:2]), list(table[2:])], kind="sample").confidence_interval(0.95)
    for found, theirs in ((ratio, katz), (odds, woolf)):
        assert found is not None
        assert found.interval is not None
        assert found.interval.low == pytest.approx(theirs.low, rel=NEAR)
        assert found.interval.high == pytest.approx(theirs.high, rel=NEAR)
