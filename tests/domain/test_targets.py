"""Targets: the trajectory, the words, and the rule that one person never flips a colour."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.representation import Composition, Representation, representation
from workforce_tui.domain.targets import Milestone, Target, TargetKind, TargetStatus, expected_on, progress

DUE = date(2030, 3, 31)
NOW = date(2026, 3, 31)


def target(value: str | None = "0.058", **changes: object) -> Target:
    fields: dict[str, object] = {
        "organisation": "gwent-police",
        "scope": "workforce",
        "kind": TargetKind.PERCENT,
        "value": None if value is None else Fraction(value),
        "due": DUE,
    }
    return Target(**(fields | changes))  # type: ignore[arg-type]


def staff(minority: int | Count, white: int | Count, unknown: int = 0) -> Representation:
    def count(n: int | Count) -> Count:
        return n if isinstance(n, Count) else Count.exact(n)

    by_code = {"EM": count(minority), "WHITE": count(white), "X_UNK": Count.exact(unknown)}
    return representation(Composition(by_code), EthnicityDefinition.EM_EXCL)


def status(wanted: Target, figures: Representation, day: date = NOW) -> TargetStatus:
    return progress(wanted, figures, day).status


def test_the_trajectory_is_a_straight_line_through_its_milestones() -> None:
    wanted = target(
        "0.10",
        baseline=Fraction("0.02"),
        baseline_date=date(2020, 3, 31),
        milestones=(Milestone(date(2025, 3, 31), Fraction("0.05")),),
    )
    assert expected_on(wanted, date(2019, 1, 1)) == Fraction("0.02")
    assert expected_on(wanted, date(2020, 3, 31)) == Fraction("0.02")
    assert expected_on(wanted, date(2025, 3, 31)) == Fraction("0.05")
    assert expected_on(wanted, DUE) == Fraction("0.10")
    assert expected_on(wanted, date(2040, 1, 1)) == Fraction("0.10")
    halfway = expected_on(wanted, date(2027, 9, 30))
    assert halfway is not None
    assert float(halfway) == pytest.approx(0.075, abs=1e-4)


def test_without_a_baseline_the_target_itself_is_expected_today() -> None:
    assert expected_on(target("0.10"), NOW) == Fraction("0.10")


@pytest.mark.parametrize(
    ("minority", "white", "word"),
    [
        (60, 940, TargetStatus.MET),
        (58, 942, TargetStatus.MET),
        (54, 946, TargetStatus.CLOSE),  # 5.4%: within half a point of 5.8%
        (52, 948, TargetStatus.BEHIND),
        (2, 27, TargetStatus.TOO_FEW),  # 29 known
    ],
)
def test_words_without_a_baseline(minority: int, white: int, word: TargetStatus) -> None:
    assert status(target(), staff(minority, white)) is word


def test_on_track_is_on_the_line_but_not_there_yet() -> None:
    wanted = target(baseline=Fraction("0.02"), baseline_date=date(2022, 3, 31))
    assert status(wanted, staff(45, 955)) is TargetStatus.ON_TRACK


def test_a_high_baseline_asks_for_no_more_than_the_target() -> None:
    wanted = target("0.028", baseline=Fraction("0.10"), baseline_date=date(2022, 3, 31))
    assert status(wanted, staff(0, 33)) is TargetStatus.CLOSE  # one person short
    assert status(wanted, staff(2, 33)) is TargetStatus.MET


def test_no_judgement_when_too_few_have_declared() -> None:
    assert status(target(), staff(6, 54, unknown=40)) is TargetStatus.TOO_FEW  # exactly 60%
    assert status(target(), staff(6, 55, unknown=40)) is not TargetStatus.TOO_FEW


def test_a_target_not_set_keeps_its_reason() -> None:
    wanted = target(None, kind=TargetKind.NOT_SET, not_set_reason="too few posts")
    result = progress(wanted, staff(5, 95), NOW)
    assert (result.status, result.persons_short) == (TargetStatus.NOT_SET, None)


def test_gap_and_persons_short() -> None:
    result = progress(target("0.0925"), staff(27, 373), NOW)
    assert result.gap == (Fraction(27, 400) - Fraction("0.0925"),) * 2
    assert result.persons_short == (10, 10)


def test_a_number_of_people_is_judged_as_a_number_of_people() -> None:
    wanted = target("40", kind=TargetKind.HEADCOUNT)
    assert progress(wanted, staff(33, 967), NOW).persons_short == (7, 7)
    assert status(wanted, staff(40, 10_000)) is TargetStatus.MET
    assert status(wanted, staff(39, 300)) is TargetStatus.CLOSE


def test_intervals_are_judged_only_when_they_agree() -> None:
    assert status(target(), staff(Count(10, 14), 990)) is TargetStatus.BEHIND
    assert status(target(), staff(Count(50, 70), 940)) is TargetStatus.NOT_AVAILABLE
    short = progress(target(), staff(Count(10, 14), 990), NOW).persons_short
    assert short == (45, 48)


def test_what_cannot_be_measured_is_not_judged() -> None:
    coarse = representation(Composition({"WHITE": Count.exact(90)}), EthnicityDefinition.EM_INCL)
    assert status(target(), coarse) is TargetStatus.NOT_AVAILABLE


GREEN = {TargetStatus.MET, TargetStatus.ON_TRACK}


@given(
    st.integers(0, 120),
    st.integers(30, 900),
    st.integers(0, 1000).map(lambda thousandths: f"{thousandths / 1000:.3f}"),
    st.one_of(st.none(), st.fractions(0, 1)),
)
def test_one_person_never_flips_a_colour(minority: int, white: int, value: str, baseline: Fraction | None) -> None:
    wanted = target(value, baseline=baseline, baseline_date=date(2022, 3, 31) if baseline is not None else None)
    here = status(wanted, staff(minority, white))
    moves = [(minority + 1, white), (minority, white + 1), (minority + 1, white - 1)]
    for more, fewer in moves:
        there = status(wanted, staff(more, fewer))
        assert not (here in GREEN and there is TargetStatus.BEHIND)
        assert not (there in GREEN and here is TargetStatus.BEHIND)
