"""What it would take: the closed formula, against published figures and against years lived through one by one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workforce_tui.domain.projection import (
    Assumptions,
    Reach,
    curve,
    day_after,
    joiners_needed,
    needed_share,
    promotion_share_needed,
    share_after,
    years_between,
    years_to_reach,
)

NOW = date(2026, 3, 31)
SEVEN = Assumptions.alike(Fraction(7, 100))
shares = st.fractions(min_value=0, max_value=1, max_denominator=1000)
rates = st.fractions(min_value=Fraction(1, 100), max_value=Fraction(40, 100), max_denominator=200)


@st.composite
def assumptions(draw: st.DrawFn, *, alike: bool = False) -> Assumptions:
    rate = draw(rates)
    other = rate if alike else draw(rates)
    lowest = -min(rate, other)
    growth = draw(st.fractions(min_value=lowest, max_value=Fraction(20, 100), max_denominator=200))
    return Assumptions(rate, other, growth)


def lived_through(minority: Fraction, others: Fraction, joiner_share: Fraction, assumed: Assumptions, years: int):
    """Each year: some of each group leave, and joiners make the headcount up to what it is to be."""
    for _year in range(years):
        wanted = (minority + others) * (1 + assumed.growth)
        minority *= 1 - assumed.minority_leaver_rate
        others *= 1 - assumed.leaver_rate
        joiners = wanted - minority - others
        assert joiners >= 0
        minority += joiners * joiner_share
        others += joiners * (1 - joiner_share)
    return minority, others


@pytest.mark.parametrize(("years", "percent"), [(5, "24.5"), (10, "15.5")])
def test_the_published_example(years: int, percent: str) -> None:
    needed = needed_share(Fraction(257, 10000), Fraction(925, 10000), SEVEN, Fraction(years))
    assert needed.reach is Reach.REACHABLE
    assert needed.share is not None
    assert f"{float(needed.share):.1%}" == f"{percent}%"
    staying = 0.93**years
    assert float(needed.share) == pytest.approx((0.0925 - 0.0257 * staying) / (1 - staying), abs=1e-12)


def test_the_formula_itself_exactly() -> None:
    current, wanted, kept = Fraction(79, 3069), Fraction(925, 10000), Fraction(93, 100) ** 4
    assert needed_share(current, wanted, SEVEN, Fraction(4)).share == (wanted - current * kept) / (1 - kept)


def test_out_of_reach_already_met_and_nobody_joining() -> None:
    out = needed_share(Fraction(1, 100), Fraction(40, 100), SEVEN, Fraction(2))
    assert out.reach is Reach.NOT_REACHABLE
    assert out.share is not None
    assert out.share > 1
    met = needed_share(Fraction(10, 100), Fraction(5, 100), SEVEN, Fraction(2))
    assert met.reach is Reach.ALREADY_MET
    assert met.share is not None
    assert met.share < 0
    assert needed_share(Fraction(1, 10), Fraction(2, 10), SEVEN, Fraction(0)).reach is Reach.NO_JOINERS
    still = Assumptions.alike(Fraction(0))
    assert needed_share(Fraction(1, 10), Fraction(2, 10), still, Fraction(5)).reach is Reach.NO_JOINERS
    shrinking = Assumptions.alike(Fraction(5, 100), Fraction(-5, 100))
    assert needed_share(Fraction(1, 10), Fraction(2, 10), shrinking, Fraction(5)).reach is Reach.NO_JOINERS
    assert share_after(Fraction(1, 10), Fraction(1), shrinking, Fraction(5)) == Fraction(1, 10)


def test_a_headcount_that_falls_faster_than_people_leave_is_no_assumption() -> None:
    with pytest.raises(ValueError, match="faster"):
        Assumptions(Fraction(10, 100), Fraction(5, 100), Fraction(-6, 100))


@given(shares, shares, assumptions(), st.integers(0, 12))
def test_the_closed_formula_is_what_living_through_the_years_gives(
    current: Fraction, joiner_share: Fraction, assumed: Assumptions, years: int
) -> None:
    minority, others = lived_through(1000 * current, 1000 * (1 - current), joiner_share, assumed, years)
    assert share_after(current, joiner_share, assumed, Fraction(years)) == minority / (minority + others)
    assert minority + others == 1000 * (1 + assumed.growth) ** years


@given(shares, shares, assumptions(alike=True), st.integers(1, 12))
def test_joiners_with_the_share_needed_meet_the_target_exactly(
    current: Fraction, wanted: Fraction, assumed: Assumptions, years: int
) -> None:
    needed = needed_share(current, wanted, assumed, Fraction(years))
    if needed.share is None:
        assert not assumed.makes_room
        return
    if needed.reach is Reach.REACHABLE:
        minority, others = lived_through(1000 * current, 1000 * (1 - current), needed.share, assumed, years)
        assert minority / (minority + others) == wanted
    assert (needed.share <= 0) == (share_after(current, Fraction(0), assumed, Fraction(years)) >= wanted)
    assert (needed.share > 1) == (share_after(current, Fraction(1), assumed, Fraction(years)) < wanted)


@settings(max_examples=50)
@given(shares, shares, assumptions(), st.integers(1, 12))
def test_with_two_leaver_rates_the_share_needed_is_the_least_that_is_enough(
    current: Fraction, wanted: Fraction, assumed: Assumptions, years: int
) -> None:
    needed = needed_share(current, wanted, assumed, Fraction(years))
    if needed.reach is not Reach.REACHABLE or assumed.same_rates:
        return
    assert needed.share is not None
    assert share_after(current, needed.share, assumed, Fraction(years)) >= wanted
    less = needed.share - Fraction(1, 10**6)
    assert less < 0 or share_after(current, less, assumed, Fraction(years)) < wanted


@given(shares, shares, shares, assumptions())
def test_the_year_a_share_is_reached_is_where_its_curve_comes_to_it(
    current: Fraction, wanted: Fraction, joiner_share: Fraction, assumed: Assumptions
) -> None:
    years = years_to_reach(current, wanted, joiner_share, assumed)
    if years is None:
        assert share_after(current, joiner_share, assumed, Fraction(49)) < wanted
    elif years > 0:
        whole = ceil(years)
        assert share_after(current, joiner_share, assumed, Fraction(whole + 1)) >= wanted - Fraction(1, 10**9)
        assert share_after(current, joiner_share, assumed, Fraction(max(whole - 1, 0))) <= wanted + Fraction(1, 10**9)
    else:
        assert current >= wanted


def test_joiners_below_the_target_never_bring_the_workforce_to_it() -> None:
    assert years_to_reach(Fraction(2, 100), Fraction(9, 100), Fraction(9, 100), SEVEN) is None
    reached = years_to_reach(Fraction(2, 100), Fraction(9, 100), Fraction(12, 100), SEVEN)
    assert reached == pytest.approx(log(3 / 10) / log(0.93))


def test_the_curve_year_by_year_and_to_the_day() -> None:
    points = curve(79, 3069, Fraction(12, 100), SEVEN, NOW, Fraction(5, 2))
    assert [one.years for one in points] == [0, 1, 2, Fraction(5, 2)]
    assert [one.day for one in points[:3]] == [NOW, date(2027, 3, 31), date(2028, 3, 31)]
    assert points[0].share == Fraction(79, 3069)
    assert points[0].minority == 79
    assert points[1].minority == 79 * Fraction(93, 100) + 3069 * Fraction(7, 100) * Fraction(12, 100)
    assert all(one.known == 3069 for one in points)
    assert curve(0, 0, Fraction(1, 10), SEVEN, NOW, Fraction(5)) == ()


def test_people_are_exact() -> None:
    assert SEVEN.joiners(3000, 77) == 210
    assert joiners_needed(Fraction(245, 1000), Fraction(210)) == 52
    assert joiners_needed(Fraction(10, 100), Fraction(210)) == 21  # floating point would say 22
    apart = Assumptions(Fraction(7, 100), Fraction(10, 100))
    assert apart.joiners(3000, 100) == 2900 * Fraction(7, 100) + 10


def test_the_share_of_promotions_needed_makes_up_for_the_joiners() -> None:
    # Of 100 who come to a level, 80 are promoted; 10% of the 20 from outside are of the group: 18 of the 80 make 20%.
    needed = promotion_share_needed(Fraction(20, 100), Fraction(80, 100), Fraction(10, 100))
    assert needed.share == Fraction(18, 80)
    assert promotion_share_needed(Fraction(9, 10), Fraction(1, 2), Fraction(0)).reach is Reach.NOT_REACHABLE
    assert promotion_share_needed(Fraction(1, 10), Fraction(1, 2), Fraction(1)).reach is Reach.ALREADY_MET
    assert promotion_share_needed(Fraction(1, 10), Fraction(0), Fraction(1)).reach is Reach.NO_JOINERS


def test_years_are_those_of_the_calendar() -> None:
    assert years_between(NOW, date(2030, 3, 31)) == 4
    assert years_between(date(2024, 2, 29), date(2028, 2, 29)) == 4
    assert years_between(date(2028, 2, 29), date(2029, 2, 28)) == 1
    assert years_between(NOW, date(2025, 3, 31)) == -1
    assert years_between(NOW, date(2026, 9, 29)) == Fraction(182, 365)
    assert day_after(NOW, Fraction(182, 365)) == date(2026, 9, 29)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_day_after_the_years_between_is_the_other_day(one: date, other: date) -> None:
    start, end = sorted((one, other))
    assert day_after(start, years_between(start, end)) == end
