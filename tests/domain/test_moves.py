"""Flows between two dates: what a move is called, and that everybody is counted once."""

from __future__ import annotations

from dataclasses import astuple
from functools import reduce
from itertools import pairwise
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, nodes
from workforce_tui.domain.flows import (
    Answer,
    FlowCounts,
    Move,
    Position,
    Transition,
    by_group,
    count,
    settled,
    without_missing_kinds,
)
from workforce_tui.domain.ladders import grades, ladders
from workforce_tui.domain.moves import move_between

CODES = [grade.code for ladder in ladders() for grade in grades(ladder)]
RANKS = [grade.code for grade in grades("police_officer")][:9]


def officer(grade: str, temporary: str = "") -> Position:
    return Position("officer", grade, temporary)


def move(before: str, after: str) -> Move:
    return move_between(officer(before), officer(after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("CONSTABLE", "CONSTABLE", Move.UNCHANGED),
        ("CONSTABLE", "SERGEANT", Move.PROMOTED),
        ("CONSTABLE", "INSPECTOR", Move.PROMOTED),
        ("SERGEANT", "CONSTABLE", Move.DEMOTED),
        ("PCSO", "CONSTABLE", Move.MOVED_LADDER),
        ("BAND4", "EO", Move.MOVED_LADDER),
        ("OFFICER_UNKNOWN", "SERGEANT", Move.NOT_COMPARABLE),
        ("SERGEANT", "own:detective-lead", Move.NOT_COMPARABLE),
        ("OFFICER_UNKNOWN", "OFFICER_UNKNOWN", Move.UNCHANGED),
        ("own:lead", "own:lead", Move.UNCHANGED),
    ],
)
def test_a_move_has_a_name(before: str, after: str, expected: Move) -> None:
    assert move(before, after) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("G6", "MOJ_SCS", Move.PROMOTED),
        ("SEO", "CPS_SCS", Move.PROMOTED),
        ("MOJ_SCS", "G6", Move.DEMOTED),
        ("CPS_LM2", "SCS", Move.PROMOTED),
        ("SCS", "MOJ_SCS", Move.UNCHANGED),
        ("CPS_SCS", "SCS", Move.UNCHANGED),
        ("MOJ_B", "G7", Move.PROMOTED),
        ("G6", "MOJ_C", Move.DEMOTED),
        ("MOJ_A", "G6", Move.NOT_COMPARABLE),
        ("MOJ_B", "G7_G6", Move.PROMOTED),
        ("G7", "G6", Move.PROMOTED),
        ("BAND11", "SCS", Move.PROMOTED),
        ("BAND12", "SCS", Move.NOT_COMPARABLE),
        ("MOJ_B", "SEO", Move.MOVED_LADDER),
        ("BAND5", "HEO", Move.MOVED_LADDER),
    ],
)
def test_the_top_of_the_civil_service_is_reached_from_the_bands_of_a_department_too(
    before: str, after: str, expected: Move
) -> None:
    assert move(before, after) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("EO", "HEO_SEO", Move.PROMOTED),
        ("HEO", "HEO_SEO", Move.NOT_COMPARABLE),
        ("HEO_SEO", "SEO", Move.NOT_COMPARABLE),
        ("HEO_SEO", "G7_G6", Move.PROMOTED),
        ("G7_G6", "SEO", Move.DEMOTED),
        ("CHIEF_SUPERINTENDENT", "CHIEF_OFFICER", Move.PROMOTED),
        ("CC", "CHIEF_OFFICER", Move.NOT_COMPARABLE),
        ("CHIEF_OFFICER", "ACC", Move.NOT_COMPARABLE),
    ],
)
def test_a_figure_for_several_grades_is_compared_only_where_all_of_them_agree(
    before: str, after: str, expected: Move
) -> None:
    assert move(before, after) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("DETENTION_OFFICER", "INVESTIGATION_OFFICER", Move.MOVED_LADDER),
        ("NJC_12_22", "YJ_WORKER", Move.MOVED_LADDER),
        ("YJ_WORKER", "NJC_23_33", Move.PROMOTED),
        ("CPS_B3", "CPS_CP", Move.MOVED_LADDER),
        ("CPS_CP", "CPS_SCP", Move.PROMOTED),
        ("OPCC_CHIEF_FINANCE_OFFICER", "OPCC_CHIEF_EXECUTIVE", Move.MOVED_LADDER),
        ("STAFF_SUPERVISOR", "STAFF_SO2", Move.MOVED_LADDER),
        ("STAFF_SCALE_1", "STAFF_SCALE_3", Move.PROMOTED),
    ],
)
def test_other_work_at_the_same_level_is_no_promotion(before: str, after: str, expected: Move) -> None:
    assert move(before, after) is expected


def test_a_temporary_rank_is_no_promotion_and_is_not_counted_again_when_it_becomes_substantive() -> None:
    year_by_year = [
        officer("CONSTABLE"),
        officer("CONSTABLE", "SERGEANT"),
        officer("CONSTABLE", "SERGEANT"),
        officer("SERGEANT"),
        officer("SERGEANT", "INSPECTOR"),
        officer("SERGEANT"),
    ]
    assert [move_between(a, b) for a, b in pairwise(year_by_year)] == [
        Move.TEMPORARILY_PROMOTED,
        Move.UNCHANGED,
        Move.PROMOTED,
        Move.TEMPORARILY_PROMOTED,
        Move.UNCHANGED,
    ]


def test_a_substantive_rank_that_is_now_held_for_a_time_is_neither_a_step_down_nor_a_step_up() -> None:
    assert move_between(officer("SERGEANT"), officer("CONSTABLE", "SERGEANT")) is Move.NOT_COMPARABLE
    assert move_between(officer("INSPECTOR"), officer("CONSTABLE", "SERGEANT")) is Move.DEMOTED
    assert move_between(officer("SERGEANT"), officer("CONSTABLE")) is Move.DEMOTED
    assert move_between(officer("CONSTABLE"), officer("SERGEANT", "CONSTABLE")) is Move.PROMOTED


def test_stepping_down_to_another_temporary_rank_is_no_temporary_promotion() -> None:
    assert move_between(officer("CONSTABLE", "INSPECTOR"), officer("CONSTABLE", "SERGEANT")) is Move.UNCHANGED
    up = move_between(officer("CONSTABLE", "SERGEANT"), officer("CONSTABLE", "INSPECTOR"))
    assert up is Move.TEMPORARILY_PROMOTED


@given(st.lists(st.tuples(st.sampled_from(RANKS), st.sampled_from(["", *RANKS])), min_size=2, max_size=12))
def test_nobody_is_promoted_twice_by_way_of_a_temporary_rank(career: list[tuple[str, str]]) -> None:
    posts = [officer(*post) for post in career]
    promotions = sum(move_between(first, second) is Move.PROMOTED for first, second in pairwise(posts))
    orders = [RANKS.index(rank) for rank, _temporary in career]
    assert promotions == sum(second > first for first, second in pairwise(orders))


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_the_way_back_of_a_promotion_is_the_opposite(first: str, second: str) -> None:
    back = {Move.PROMOTED: Move.DEMOTED, Move.DEMOTED: Move.PROMOTED}
    there = move(first, second)
    assert move(second, first) is back.get(there, there)


@given(st.sampled_from(CODES), st.sampled_from(CODES), st.sampled_from(CODES))
def test_two_promotions_never_add_up_to_a_step_down(first: str, second: str, third: str) -> None:
    if move(first, second) is Move.PROMOTED and move(second, third) is Move.PROMOTED:
        assert move(first, third) not in (Move.DEMOTED, Move.UNCHANGED)


@pytest.mark.parametrize(
    ("own", "earlier", "expected"),
    [
        ("A_IND", None, ("A_IND", Answer.GIVEN)),
        ("A_IND", "A_IND", ("A_IND", Answer.GIVEN)),
        ("A_IND", "B_AFR", ("A_IND", Answer.CHANGED)),
        ("X_UNK", "A_IND", ("A_IND", Answer.CARRIED)),
        ("X_NA", "A_IND", ("A_IND", Answer.CARRIED)),
        ("X_UNK", "X_PNTS", ("X_PNTS", Answer.CARRIED)),
        ("X_UNK", None, ("X_UNK", Answer.GIVEN)),
        ("X_PNTS", "A_IND", ("X_PNTS", Answer.GIVEN)),
        ("A_IND", "X_PNTS", ("A_IND", Answer.GIVEN)),
        ("A_IND", "ASIAN", ("A_IND", Answer.GIVEN)),
        ("ASIAN", "A_IND", ("ASIAN", Answer.GIVEN)),
        ("WHITE", "EM", ("WHITE", Answer.CHANGED)),
    ],
)
def test_an_answer_is_kept_and_only_silence_gives_way(
    own: str, earlier: str | None, expected: tuple[str, Answer]
) -> None:
    assert settled(own, earlier) == expected


posts = st.builds(officer, st.sampled_from([*CODES, "own:x"]), st.sampled_from(["", *RANKS]))
ends = st.tuples(posts, posts) | st.tuples(st.none(), posts) | st.tuples(posts, st.none())


@st.composite
def transitions(draw: st.DrawFn) -> Transition:
    before, after = draw(ends)
    staying = before is not None and after is not None
    return Transition(
        before,
        after,
        draw(st.sampled_from(list(nodes()))),
        draw(st.sampled_from(["female", "male"])),
        draw(st.integers(1, 9)),
        transferred=not staying and draw(st.booleans()),
    )


@given(st.lists(transitions(), max_size=40), st.sampled_from(EthnicityDefinition))
def test_everybody_is_counted_once_in_the_total_and_once_in_a_group(
    some: list[Transition], definition: EthnicityDefinition
) -> None:
    total, groups = count(some), by_group(some, definition)
    assert set(groups) == set(Membership)
    assert reduce(add, groups.values(), FlowCounts()) == total
    for one in (total, *groups.values()):
        assert one.start == one.stayed + one.left
        assert one.end == one.stayed + one.joined
        parts = (one.promoted, one.demoted, one.moved_ladder, one.temporarily_promoted, one.not_comparable)
        assert sum(parts) <= one.stayed
        assert one.transferred_in <= one.joined
        assert one.transferred_out <= one.left
        assert min(astuple(one)) >= 0
    assert total.start + total.joined == sum(one.people for one in some)


@given(st.lists(transitions(), max_size=60), st.sets(st.sampled_from(["officer", "staff"])))
def test_leaving_a_missing_kind_out_touches_only_its_joiners_or_leavers(
    some: list[Transition], counts: set[str]
) -> None:
    for place, one in enumerate(some):
        if one.after is not None and place % 3 == 0:
            some[place] = one._replace(after=Position("staff", one.after.grade))
    kept, left_out = without_missing_kinds(some, counts_at_start=counts, counts_at_end=counts)
    assert sum(one.people for one in some) == sum(one.people for one in kept) + sum(one.people for one in left_out)
    gone = [one for one in some if one not in kept]
    assert all(one.before is None or one.after is None for one in gone)
    for one in left_out:
        at_other = [t.after if one.at_start else t.before for t in some]
        assert one.worker_type not in {post.worker_type for post in at_other if post is not None}
        assert one.people >= 10 or one.worker_type in counts


def test_a_group_too_coarse_for_the_definition_is_kept_apart() -> None:
    some = [Transition(officer("CONSTABLE"), officer("SERGEANT"), "WHITE", "male", 3)]
    assert by_group(some, EthnicityDefinition.EM_EXCL)[Membership.WHITE].promoted == 3
    under_plan = by_group(some, EthnicityDefinition.EM_PLAN)
    assert under_plan[Membership.UNCLEAR].promoted == 3
    assert under_plan[Membership.WHITE].start == 0
