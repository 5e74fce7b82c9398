"""M4: the matched comparison, with memberships and outcomes known, against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workforce_tui.domain.exact import rate_difference
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.mentoring_matching import Arms, Outcome, compare, months_band, outcome_between
from workforce_tui.domain.moves import Position


def arms(**strata: tuple[int, int, int, int]) -> Arms:
    """For each stratum: participants, those promoted, comparators, those promoted."""
    found = Arms()
    for stratum, (people, promoted, others, others_promoted) in strata.items():
        for took_part, number, events in ((True, people, promoted), (False, others, others_promoted)):
            found.add(stratum, True, took_part=took_part, people=events)
            found.add(stratum, False, took_part=took_part, people=number - events)
    return found


def test_one_stratum_is_a_plain_difference_with_newcombes_interval() -> None:
    found, plain = compare(arms(a=(40, 12, 200, 30))), rate_difference(12, 40, 30, 200)
    assert plain is not None
    assert found.interval is not None
    assert found.difference == pytest.approx(plain.value)
    assert (found.interval.low, found.interval.high) == pytest.approx((plain.interval.low, plain.interval.high))


def test_comparators_weigh_as_the_participants_do() -> None:
    # 30 juniors (10% of those like them promoted) and 10 seniors (50%): 0.75 x 10% + 0.25 x 50% = 20%.
    found = compare(arms(junior=(30, 6, 100, 10), senior=(10, 6, 100, 50)))
    assert (found.rate, found.other_rate) == (pytest.approx(0.30), pytest.approx(0.20))
    assert found.difference == pytest.approx(0.10)
    assert found.interval is not None
    assert found.interval.low < 0.10 < found.interval.high


def test_participants_like_whom_nobody_is_are_left_out_and_said() -> None:
    found = compare(arms(a=(20, 5, 50, 10), alone=(3, 3, 0, 0)))
    assert (found.participants, found.unmatched, found.rate) == (20, 3, 0.25)


def test_comparators_like_no_participant_count_for_nothing() -> None:
    assert compare(arms(a=(20, 5, 50, 10), others=(0, 0, 900, 900))).other_rate == pytest.approx(0.2)


@pytest.mark.parametrize("numbers", [(9, 2, 90, 9), (90, 2, 9, 9)])
def test_fewer_than_ten_in_an_arm_say_nothing(numbers: tuple[int, int, int, int]) -> None:
    found = compare(arms(a=numbers))
    assert (found.flag, found.difference, found.interval, found.rate) == (Flag.TOO_FEW, None, None, None)


def test_nobody_at_all_is_not_available() -> None:
    assert compare(Arms()).flag is Flag.NOT_AVAILABLE


def test_unknown_levels_and_outcomes_are_in_no_arm() -> None:
    one = arms(a=(20, 5, 50, 10))
    one.add(None, True, took_part=True)
    one.add("a", None, took_part=True)
    one.add("a", None, took_part=False)
    found = compare(one)
    assert (found.participants, found.comparators, found.unplaced, found.unclear) == (20, 50, 1, 1)


def test_outcomes_between_two_snapshots() -> None:
    sergeant, inspector = Position("officer", "SERGEANT"), Position("officer", "INSPECTOR")
    assert outcome_between(sergeant, inspector) == Outcome(True, True)
    assert outcome_between(sergeant, sergeant) == Outcome(True, False)
    assert outcome_between(sergeant, Position("officer", "SERGEANT", "INSPECTOR")) == Outcome(True, False)
    assert outcome_between(sergeant, None) == Outcome(False, False)
    assert outcome_between(sergeant, Position("staff", "EO")) == Outcome(True, False)
    assert outcome_between(sergeant, Position("officer", "OFFICER_UNKNOWN")).promoted is None


def test_bands_of_months_in_post() -> None:
    assert [months_band(months) for months in (0, 11, 12, 35, 36, 60, 119, 120)] == [0, 0, 1, 1, 2, 3, 3, 4]
    assert months_band(None) is None
    assert months_band(-1) is None


_STRATUM = st.tuples(st.integers(1, 30), st.integers(0, 30), st.integers(1, 60), st.integers(0, 60))


@example([(14, 0, 7, 7), (14, 0, 14, 14)])
@given(st.lists(_STRATUM, min_size=1, max_size=5))
def test_the_interval_holds_the_difference_and_stays_possible(strata: list[tuple[int, int, int, int]]) -> None:
    numbers = {f"s{place}": (a, min(b, a), c, min(d, c)) for place, (a, b, c, d) in enumerate(strata)}
    found = compare(arms(**numbers))
    if found.interval is None or found.difference is None:
        assert found.flag is Flag.TOO_FEW
        return
    assert -1 <= found.interval.low <= found.difference + 1e-9
    assert found.difference - 1e-9 <= found.interval.high <= 1
