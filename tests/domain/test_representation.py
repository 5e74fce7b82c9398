"""Representation: who is in the numerator, who in the denominator, and what cannot be said."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership, nodes
from workforce_tui.domain.formatting import share_text
from workforce_tui.domain.representation import (
    Composition,
    Representation,
    representation,
    too_coarse_definitions,
)

EXCL, INCL, PLAN = EthnicityDefinition.EM_EXCL, EthnicityDefinition.EM_INCL, EthnicityDefinition.EM_PLAN


def measured(definition: EthnicityDefinition = EXCL, *, asks_grt: bool = True, **counts: int | Count) -> Representation:
    exact = {code: Count.exact(n) if isinstance(n, int) else n for code, n in counts.items()}
    return representation(Composition(exact, asks_grt), definition)


def shares_of(figures: Representation) -> tuple[Fraction | None, Fraction | None]:
    assert figures.share is not None
    return figures.share.low, figures.share.high


def test_the_denominator_is_staff_whose_ethnicity_is_known() -> None:
    figures = measured(W_BRIT=90, A_IND=10, X_PNTS=20, X_UNK=30)
    assert figures.headcount == Count.exact(150)
    assert figures.known == Count.exact(100)
    assert shares_of(figures) == (Fraction(1, 10), Fraction(1, 10))
    assert (figures.undeclared, figures.unknown) == (Count.exact(20), Count.exact(30))
    assert figures.declaration.low == Fraction(100, 150)


def test_bounds_are_all_unknown_white_and_all_unknown_minority() -> None:
    figures = measured(W_BRIT=90, A_IND=10, X_UNK=50)
    assert figures.bounds is not None
    assert figures.bounds.low == pytest.approx(10 / 150)
    assert figures.bounds.high == pytest.approx(60 / 150)


def test_the_three_definitions_differ_by_the_white_minorities() -> None:
    counts = {"W_BRIT": 80, "W_IRISH": 4, "W_GIT": 2, "W_ROMA": 1, "W_OTHER": 3, "B_AFR": 10}
    assert measured(EXCL, **counts).minority == Count.exact(10)
    assert measured(PLAN, **counts).minority == Count.exact(13)
    assert measured(INCL, **counts).minority == Count.exact(20)
    assert measured(INCL, **counts).white == Count.exact(80)


def test_any_other_white_is_not_an_ethnic_minority_in_the_headline() -> None:
    assert measured(EXCL, W_BRIT=1, W_OTHER=9).minority == Count.exact(0)


def test_chinese_counts_as_asian_under_every_definition() -> None:
    for definition in EthnicityDefinition:
        assert measured(definition, W_BRIT=9, A_CHI=1).minority == Count.exact(1)


@pytest.mark.parametrize("definition", [INCL, PLAN])
def test_white_without_more_is_too_coarse_for_white_minorities(definition: EthnicityDefinition) -> None:
    figures = measured(definition, WHITE=90, EM=10)
    assert figures.share is None
    assert figures.minority is None
    assert "too coarse" in figures.note
    assert figures.known == Count.exact(100)
    assert measured(EXCL, WHITE=90, EM=10).minority == Count.exact(10)


def test_where_gypsy_and_roma_staff_were_not_asked_about_the_plan_definition_is_not_available() -> None:
    figures = measured(PLAN, asks_grt=False, W_BRIT=90, A_IND=10)
    assert figures.share is None
    assert figures.note
    assert measured(EXCL, asks_grt=False, W_BRIT=90, A_IND=10).share is not None


def test_nobody_known_is_not_zero() -> None:
    figures = measured(X_UNK=5)
    assert figures.share is None
    assert figures.interval is None
    assert figures.note


def test_a_censored_group_makes_an_interval_and_never_a_zero() -> None:
    # HMCTS in Wales, 31 March 2023: 20, 10, 5 and one confidential group beside 875 White.
    figures = measured(ASIAN=20, BLACK=10, MIXED=5, OTHER=Count(0, 4), WHITE=875)
    assert figures.minority == Count(35, 39)
    assert figures.share is not None
    assert share_text(figures.share) == "3.8% to 4.3%"


def test_rounded_and_censored_groups_widen_the_interval() -> None:
    def rounded(number: int) -> Count:
        return Count.rounded(number, 5, suppressed_below=5)

    hmcts = measured(ASIAN=rounded(20), BLACK=rounded(10), MIXED=rounded(5), OTHER=Count(0, 4), WHITE=rounded(875))
    cps = measured(ASIAN=rounded(10), BLACK=Count(0, 4), MIXED=rounded(5), OTHER=rounded(5), WHITE=rounded(370))
    assert hmcts.share is not None
    assert cps.share is not None
    assert share_text(hmcts.share) == "3.4% to 4.9%"
    assert share_text(cps.share) == "4.6% to 7.5%"


@pytest.mark.parametrize(
    ("minority", "white", "written"),
    [
        (Count.exact(130), Count.exact(2835), "4.4%"),  # HMPPS Wales 2023
        (Count.exact(85), Count.exact(2340), "3.5%"),  # HMPPS Wales 2021
        (Count(20, 24), Count.exact(370), "5.1% to 6.1%"),  # CPS Wales 2023
        (Count.exact(79), Count.exact(2990), "2.6%"),  # South Wales Police officers, December 2020
        (Count.exact(32), Count.exact(6474), "0.5%"),  # police officers in Wales, 1993
        (Count.exact(1490), Count.exact(31340), "4.5%"),  # the Civil Service in Wales, 2023
        (Count(0, 16), Count.exact(180), "0.0% to 8.2%"),  # MoJ headquarters in Wales, 2023
    ],
)
def test_published_shares(minority: Count, white: Count, written: str) -> None:
    figures = representation(Composition({"EM": minority, "WHITE": white}), EXCL)
    assert figures.share is not None
    assert share_text(figures.share) == written


@pytest.mark.parametrize(("known", "missing", "rate"), [(32830, 5830, 0.849), (2965, 605, 0.831), (910, 115, 0.888)])
def test_published_declaration_rates(known: int, missing: int, rate: float) -> None:
    figures = measured(WHITE=known, X_UNK=missing)
    assert figures.declaration.low is not None
    assert float(figures.declaration.low) == pytest.approx(rate, abs=1e-3)


def test_one_grade_never_says_more_than_its_whole_snapshot_can() -> None:
    coarse = too_coarse_definitions({"W_BRIT", "WHITE", "A_IND"}, asks_grt=True)
    assert coarse == {INCL, PLAN}
    sergeants = Composition({"W_BRIT": Count.exact(40), "A_IND": Count.exact(1)}, too_coarse_for=coarse)
    assert representation(sergeants, INCL).share is None
    assert representation(sergeants, EXCL).share is not None


counts_by_code = st.dictionaries(
    st.sampled_from(sorted(nodes())),
    st.tuples(st.integers(0, 400), st.integers(0, 5)).map(lambda pair: Count(pair[0], sum(pair))),
    max_size=12,
)


@given(counts_by_code, st.sampled_from(list(EthnicityDefinition)))
def test_nobody_is_lost_or_counted_twice(by_code: dict[str, Count], definition: EthnicityDefinition) -> None:
    figures = representation(Composition(by_code), definition)
    assert figures.headcount == total(by_code.values())
    assert figures.headcount == total((figures.known, figures.undeclared, figures.unknown, figures.not_given))
    if figures.share is not None:
        assert figures.minority is not None
        assert figures.white is not None
        assert figures.minority + figures.white == figures.known


@given(counts_by_code)
def test_the_definitions_are_nested(by_code: dict[str, Count]) -> None:
    low = [representation(Composition(by_code), d).share for d in (EXCL, PLAN, INCL)]
    shares = [share.low for share in low if share is not None and share.low is not None]
    assert shares == sorted(shares)


@given(counts_by_code, st.data())
def test_the_truth_lies_in_every_interval(by_code: dict[str, Count], data: st.DataObject) -> None:
    truth = {code: Count.exact(data.draw(st.integers(c.low, c.high))) for code, c in by_code.items()}
    wide, true = representation(Composition(by_code), EXCL), representation(Composition(truth), EXCL)
    if wide.share is None or true.share is None or true.share.low is None or wide.share.low is None:
        return
    assert wide.share.high is not None
    assert wide.share.low <= true.share.low <= wide.share.high
    assert wide.bounds is not None
    assert true.bounds is not None
    assert wide.bounds.low <= true.bounds.low + 1e-12
    assert true.bounds.high <= wide.bounds.high + 1e-12


def test_membership_is_decided_for_every_node() -> None:
    assert {membership(code, EXCL) for code in nodes()} == set(Membership) - {Membership.UNCLEAR}
