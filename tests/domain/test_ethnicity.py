"""The tree of ethnic groups and the three definitions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import (
    EthnicityDefinition,
    Membership,
    Scheme,
    asks_grt,
    definition_name,
    five_group,
    is_node,
    membership,
    node,
    nodes,
    refines,
)
from workforce_tui.reference import rows

CODES = st.sampled_from(sorted(nodes()))
LEAVES = [known.code for known in nodes().values() if known.granularity == 19]
FIVE = {"WHITE", "MIXED", "ASIAN", "BLACK", "OTHER"}
EXCL, INCL, PLAN = EthnicityDefinition.EM_EXCL, EthnicityDefinition.EM_INCL, EthnicityDefinition.EM_PLAN
M, W, UNCLEAR = Membership.MINORITY, Membership.WHITE, Membership.UNCLEAR


def test_the_leaves_are_the_nineteen_groups_of_the_harmonised_standard() -> None:
    assert set(LEAVES) == {
        *("W_BRIT", "W_IRISH", "W_GIT", "W_ROMA", "W_OTHER"),
        *("M_WBC", "M_WBA", "M_WA", "M_OTHER"),
        *("A_IND", "A_PAK", "A_BAN", "A_CHI", "A_OTHER"),
        *("B_CAR", "B_AFR", "B_OTHER"),
        *("O_ARAB", "O_OTHER"),
    }


def test_every_leaf_is_in_exactly_one_of_the_five_groups() -> None:
    for leaf in LEAVES:
        above = [group for group in FIVE if refines(group, leaf) == leaf]
        assert above == [five_group(leaf)]


def test_groups_come_by_alphabet_with_other_last_and_non_answers_after() -> None:
    order = [code for code in nodes() if code in FIVE or code.startswith("X_")]
    assert order == ["ASIAN", "BLACK", "MIXED", "WHITE", "OTHER", "X_PNTS", "X_UNK", "X_NA"]


def test_welsh_is_named_first() -> None:
    assert node("W_BRIT").name_en.startswith("Welsh, English")


def test_every_node_has_both_names_and_a_parent_that_exists() -> None:
    for known in nodes().values():
        assert known.name_en
        assert known.name_cy
        assert known.parent is None or is_node(known.parent)


def test_every_row_says_where_it_is_from() -> None:
    for name in ("ethnic_groups", "ethnicity_aliases", "benchmarks_census2021"):
        assert all(row["source"] and row["as_at"] for row in rows(name))


def test_names_follow_the_language() -> None:
    assert node("A_IND").name == "Indian"
    i18n.set_language("cy")
    assert node("A_IND").name == "Indiaidd"
    i18n.set_language("en")


@pytest.mark.parametrize("code", ["EM", "EM_CHI_OTHER", "X_PNTS", "X_UNK"])
def test_some_answers_do_not_say_the_group(code: str) -> None:
    assert five_group(code) is None


def test_a_code_that_does_not_exist_is_a_mistake_with_a_way_out() -> None:
    with pytest.raises(WorkforceError) as caught:
        node("BAME")
    assert "BAME" in caught.value.message
    assert "A_IND" in caught.value.hint
    assert not is_node("BAME")


@pytest.mark.parametrize(
    ("code", "excluding", "including", "plan"),
    [
        ("W_BRIT", W, W, W),
        ("W_IRISH", W, M, W),
        ("W_OTHER", W, M, W),
        ("W_GIT", W, M, M),
        ("W_ROMA", W, M, M),
        ("W_GRT", W, M, M),
        ("W_OTHER_16", W, M, UNCLEAR),
        ("W_MINORITY", W, M, UNCLEAR),
        ("WHITE", W, UNCLEAR, UNCLEAR),
        ("A_CHI", M, M, M),
        ("M_WBC", M, M, M),
        ("OTHER", M, M, M),
        ("EM", M, M, M),
        ("EM_CHI_OTHER", M, M, M),
        ("X_PNTS", Membership.UNDECLARED, Membership.UNDECLARED, Membership.UNDECLARED),
        ("X_UNK", Membership.UNKNOWN, Membership.UNKNOWN, Membership.UNKNOWN),
    ],
)
def test_membership(code: str, excluding: Membership, including: Membership, plan: Membership) -> None:
    assert [membership(code, definition) for definition in (EXCL, INCL, PLAN)] == [excluding, including, plan]


def test_every_leaf_is_clearly_minority_or_white_under_every_definition() -> None:
    for leaf in LEAVES:
        for definition in EthnicityDefinition:
            assert membership(leaf, definition) in {M, W}


def test_the_three_definitions_nest() -> None:
    minority = {
        definition: {leaf for leaf in LEAVES if membership(leaf, definition) is M} for definition in EthnicityDefinition
    }
    assert minority[EXCL] < minority[PLAN] < minority[INCL]
    assert minority[INCL] == set(LEAVES) - {"W_BRIT"}


@given(CODES, CODES, st.sampled_from(EthnicityDefinition))
def test_a_finer_answer_never_contradicts_a_coarser_one(
    first: str, second: str, definition: EthnicityDefinition
) -> None:
    finer = refines(first, second)
    if finer is None:
        return
    coarser = second if finer == first else first
    assert membership(coarser, definition) in {membership(finer, definition), UNCLEAR}
    assert five_group(coarser) in {five_group(finer), None}


@given(CODES, CODES)
def test_refines_does_not_depend_on_the_order(first: str, second: str) -> None:
    assert refines(first, second) == refines(second, first)
    assert refines(first, second) in {first, second, None}


@given(CODES)
def test_a_code_refines_itself(code: str) -> None:
    assert refines(code, code) == code


@pytest.mark.parametrize(
    ("first", "second", "finer"),
    [
        ("WHITE", "W_ROMA", "W_ROMA"),
        ("W_OTHER_16", "W_GIT", "W_GIT"),
        ("EM", "B_AFR", "B_AFR"),
        ("EM_CHI_OTHER", "A_CHI", "A_CHI"),
        ("EM_CHI_OTHER", "O_ARAB", "O_ARAB"),
        ("EM_CHI_OTHER", "EM", "EM_CHI_OTHER"),
        ("EM_CHI_OTHER", "A_IND", None),
        ("OTHER", "A_CHI", None),
        ("W_BRIT", "W_IRISH", None),
        ("X_PNTS", "X_UNK", None),
    ],
)
def test_refines(first: str, second: str, finer: str | None) -> None:
    assert refines(first, second) == finer


def test_refines_refuses_unknown_codes() -> None:
    with pytest.raises(WorkforceError):
        refines("W_BRIT", "nonsense")


def test_only_lists_known_to_ask_count_as_asking_about_gypsy_roma_and_traveller() -> None:
    assert {scheme for scheme in Scheme if asks_grt(scheme)} == {
        Scheme.SDE18,
        Scheme.ONS2011_18,
        Scheme.ONS2021_19,
    }


def test_definitions_are_named_as_the_style_guide_names_them() -> None:
    assert definition_name(EXCL) == "Ethnic minorities (excluding White minorities)"
    assert definition_name(INCL) == "Ethnic minorities (including White minorities)"
    assert len({definition_name(definition) for definition in EthnicityDefinition}) == 3
