"""Scores before and after, satisfaction, goals, commitments and 360 feedback."""

from __future__ import annotations

from fractions import Fraction

from workforce_tui.domain.counts import Count
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.levels import Level
from workforce_tui.domain.mentoring import CohortFacts, Participation, Role, SchemeType
from workforce_tui.domain.mentoring_scores import changes, commitments, feedback_taken, goals_met, satisfied


def cohort(number: int, *, answered: int) -> CohortFacts:
    """So many mentees, of whom the first answered both times: 2 before, 4 after."""
    people = tuple(
        Participation(
            "gwent-police", Role.MENTEE, "completed", Level.L2, "A_IND", person=bytes([place]),
            confidence=(2, 4) if place < answered else (5, None),
            satisfaction=4 if place % 2 else 3,
            goal_met=place % 4 == 0 if place < answered else None,
            commitments_made=3, commitments_delivered=2,
            feedback_done=place == 0,
        )
        for place in range(number)
    )  # fmt: skip
    return CohortFacts("S", "A", SchemeType.COACHING, ("gwent-police",), participations=people)


def test_only_those_who_answered_both_times_are_compared() -> None:
    confidence, belonging, _readiness = changes([cohort(20, answered=10)])
    assert (confidence.people, confidence.before, confidence.after) == (10, Fraction(2), Fraction(4))
    assert (belonging.people, belonging.before, belonging.flag) == (0, None, Flag.NOT_AVAILABLE)


def test_fewer_than_ten_answers_have_no_mean() -> None:
    confidence = changes([cohort(20, answered=9)])[0]
    assert (confidence.people, confidence.before, confidence.flag) == (9, None, Flag.TOO_FEW)


def test_what_nobody_says_is_not_available() -> None:
    empty = [cohort(0, answered=0)]
    found = (satisfied(empty), goals_met(empty), commitments(empty), feedback_taken(empty))
    assert {one.flag for one in found} == {Flag.NOT_AVAILABLE}


def test_shares_are_of_those_who_say() -> None:
    one = [cohort(20, answered=12)]
    assert (satisfied(one).part, satisfied(one).base) == (Count(10, 10), Count(20, 20))
    assert (goals_met(one).part, goals_met(one).base) == (Count(3, 3), Count(12, 12))
    assert (commitments(one).part, commitments(one).base) == (Count(40, 40), Count(60, 60))
    assert feedback_taken(one).part == Count(1, 1)
