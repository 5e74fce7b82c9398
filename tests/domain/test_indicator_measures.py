"""Indicators out of counts: values, intervals, flags, words."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicator_catalogue import CATALOGUE, ENTRIES, placed
from workforce_tui.domain.indicator_measures import (
    against_population,
    bounded,
    compared,
    disparity_between,
    missing,
    senior_difference,
    shared,
    too_few,
)
from workforce_tui.domain.indicator_text import direction_text, interval_text, spoken, value_text
from workforce_tui.domain.indicators import Entry, Flag, Frame, IndicatorGroup, Kind, Rate, Span, flag_name
from workforce_tui.domain.shares import Share

FRAME = Frame(EthnicityDefinition.EM_EXCL, "ethnic minority", "White")
FOUR_FIFTHS = "four-fifths screening rule (not a legal test in Great Britain)"


def exact(number: int) -> Count:
    return Count.exact(number)


def rate(events: int | Count, base: int | Count) -> Rate:
    return Rate(*(one if isinstance(one, Count) else exact(one) for one in (events, base)))


def share(part: int | Count, rest: int | Count) -> Share:
    return Share(*(one if isinstance(one, Count) else exact(one) for one in (part, rest)))


def test_relative_likelihood_of_appointment_and_its_inverse() -> None:
    minority, white = rate(12, 40), rate(200, 400)
    one = compared(ENTRIES["A5"], FRAME, minority, white)
    inverse = compared(ENTRIES["A5-RRI"], FRAME, minority, white)
    assert one.value == Span.exact(Fraction(5, 3))
    assert (one.lower, one.upper) == (pytest.approx(1.028, abs=5e-4), pytest.approx(2.703, abs=5e-4))
    assert one.p_value == pytest.approx(0.01953, abs=5e-6)
    assert inverse.value == Span.exact(Fraction(3, 5))
    assert inverse.p_value == one.p_value
    assert (one.numerator, one.denominator) == (exact(12), exact(40))
    assert (one.comparator_numerator, one.comparator_denominator) == (exact(200), exact(400))
    assert one.flag is inverse.flag is Flag.FOUR_FIFTHS
    assert str(one.flag) == flag_name(one.flag) == FOUR_FIFTHS
    assert one.note.startswith("The ethnic minority rate is 60% of the White rate. ")
    assert one.direction == "White ÷ ethnic minority: above 1 is worse for ethnic minority staff"
    assert inverse.direction.startswith("Ethnic minority ÷ White (inverse direction): below 1 is worse")
    assert "Appointed: 12 of 40 shortlisted ethnic minority applicants (30.0%)" in one.sentence
    assert "The White rate is 1.67 times the ethnic minority rate." in one.sentence
    assert "Fisher's exact test: p = 0.020 (z = −2.41)." in spoken(one)
    assert spoken(one).count(FOUR_FIFTHS[1:]) == 1
    assert FOUR_FIFTHS[1:] not in f"{one.sentence} {one.note}"


def test_a_suppressed_count_never_makes_a_stage_of_more_people_than_came_to_the_one_before() -> None:
    started, offered = Count(6, 9), Count(8, 14)
    one = compared(ENTRIES["A4"], FRAME, Rate(started, offered), rate(90, 100))
    assert one.value == Span(Fraction(6, 14), Fraction(1))
    assert (one.lower, one.upper) == (pytest.approx(0.2138, abs=5e-5), 1.0)
    assert "more events than people" not in one.note
    assert "(42.9% to 100.0%)" in one.sentence
    ratio = compared(ENTRIES["A5"], FRAME, Rate(started, offered), rate(90, 100)).value
    assert ratio == Span(Fraction(9, 10), Fraction(21, 10))
    grievances = compared(ENTRIES["D2"], FRAME, Rate(started, offered), rate(90, 100))
    assert grievances.value == Span(Fraction(6, 14), Fraction(9, 8))


@pytest.mark.parametrize("id_", ["P1", "P2", "A5-RRI"])
def test_the_four_fifths_rule_for_what_is_wanted(id_: str) -> None:
    worse = compared(ENTRIES[id_], FRAME, rate(10, 100), rate(40, 200))
    assert worse.flag is Flag.FOUR_FIFTHS
    assert "The ethnic minority rate is 50% of the White rate" in worse.note
    assert compared(ENTRIES[id_], FRAME, rate(16, 100), rate(40, 200)).flag is Flag.NONE
    assert compared(ENTRIES[id_], FRAME, rate(30, 100), rate(40, 200)).flag is Flag.NONE


@pytest.mark.parametrize("id_", ["L1", "L2", "D1"])
def test_the_four_fifths_rule_for_what_is_not_wanted(id_: str) -> None:
    worse = compared(ENTRIES[id_], FRAME, rate(30, 100), rate(40, 200))
    assert worse.flag is Flag.FOUR_FIFTHS
    assert "The White rate is 67% of the ethnic minority rate" in worse.note
    assert compared(ENTRIES[id_], FRAME, rate(25, 100), rate(40, 200)).flag is Flag.NONE
    assert compared(ENTRIES[id_], FRAME, rate(10, 100), rate(40, 200)).flag is Flag.NONE


@pytest.mark.parametrize(
    ("id_", "minority", "white"),
    [("P2", (0, 40), (10, 400)), ("L2", (3, 40), (0, 400)), ("P1", (0, 0), (10, 400)), ("P2", (1, 40), (0, 0))],
)
def test_what_would_be_divided_by_zero_is_not_calculable(
    id_: str, minority: tuple[int, int], white: tuple[int, int]
) -> None:
    one = compared(ENTRIES[id_], FRAME, rate(*minority), rate(*white))
    assert (one.value, one.lower, one.upper, one.flag) == (None, None, None, Flag.NOT_CALCULABLE)
    assert one.numerator == exact(minority[0])
    assert "zero" in one.note
    assert value_text(one.kind, one.value) == "–"
    assert "–" not in spoken(one)  # it is read aloud


def test_nobody_of_the_minority_is_a_rate_of_zero_with_an_interval() -> None:
    one = compared(ENTRIES["P1"], FRAME, rate(0, 100), rate(60, 600))
    assert one.value == Span.exact(0)
    assert (one.lower, one.flag) == (0.0, Flag.FOUR_FIFTHS)
    assert one.upper == pytest.approx(0.037, abs=5e-4)
    ratio = compared(ENTRIES["L2"], FRAME, rate(0, 100), rate(60, 600))
    assert (ratio.value, ratio.lower, ratio.upper) == (Span.exact(0), None, None)


@pytest.mark.parametrize(
    ("minority", "white", "few"),
    [
        ((9, 9), (50, 100), True),
        ((5, 10), (50, 100), False),
        ((1, 40), (10, 400), True),
        ((6, 40), (60, 400), False),
        ((50, 100), (9, 9), True),
    ],
)
def test_too_few_to_say(minority: tuple[int, int], white: tuple[int, int], few: bool) -> None:
    assert too_few(rate(*minority), rate(*white)) is few
    one = compared(ENTRIES["P2"], FRAME, rate(*minority), rate(*white))
    assert (one.flag is Flag.TOO_FEW) is few
    assert one.value is not None


def test_suppressed_counts_give_a_range_or_nothing_and_never_zero() -> None:
    white = rate(40, 400)
    one = compared(ENTRIES["P1"], FRAME, rate(Count(1, 4), 100), white)
    assert one.value == Span(Fraction(1, 100), Fraction(4, 100))
    assert one.p_value is None
    assert one.sentence.startswith("Promoted: 1 to 4 of 100 ethnic minority staff (1.0% to 4.0%)")
    ratio = compared(ENTRIES["P2"], FRAME, rate(Count(1, 4), 100), white)
    assert ratio.value == Span(Fraction(10, 4), Fraction(10))
    assert ratio.lower is not None
    assert ratio.upper is not None
    unknown = compared(ENTRIES["P2"], FRAME, rate(Count(0, 4), 100), white)
    assert (unknown.value, unknown.flag) == (None, Flag.NOT_AVAILABLE)
    assert "may be zero" in unknown.note


def test_more_cases_than_people_have_no_interval() -> None:
    one = compared(ENTRIES["D2"], FRAME, rate(60, 50), rate(100, 400))
    assert one.value == Span.exact(Fraction(6, 5))
    assert (one.lower, one.upper, one.p_value) == (None, None, None)
    assert "more events than people" in one.note


def test_disparity_ratios_of_the_tiers() -> None:
    white, minority = (1000, 600, 200), (80, 30, 6)
    steps = []
    for low, high in ((0, 1), (1, 2), (0, 2)):
        above, below = rate(minority[high], minority[low]), rate(white[high], white[low])
        steps.append(disparity_between(placed(ENTRIES["R5"], "x", "x"), FRAME, above, below))
    assert [value_text(one.kind, one.value) for one in steps] == ["1.60", "1.67", "2.67"]
    assert steps[0].value == Span.exact(Fraction(8, 5))
    assert all(one.lower and one.upper and one.lower < one.value.low < one.upper for one in steps if one.value)
    nobody = disparity_between(ENTRIES["R5"], FRAME, rate(0, 30), rate(200, 600))
    assert (nobody.value, nobody.flag) == (None, Flag.NOT_CALCULABLE)
    assert nobody.p_value == pytest.approx(fisher_exact([[0, 30], [200, 600]]).pvalue, abs=1e-9)
    hidden = disparity_between(ENTRIES["R5"], FRAME, rate(Count(0, 4), 30), rate(200, 600))
    assert (hidden.value, hidden.flag) == (None, Flag.NOT_AVAILABLE)


def test_nobody_chosen_has_no_ratio_but_the_exact_test_is_said() -> None:
    one = compared(ENTRIES["P2"], FRAME, rate(0, 100), rate(60, 400))
    assert (one.value, one.flag) == (None, Flag.NOT_CALCULABLE)
    assert one.p_value == pytest.approx(fisher_exact([[0, 100], [60, 340]]).pvalue, abs=1e-9)
    assert "Fisher's exact test: p below 0.001" in one.note
    assert compared(ENTRIES["P2"], FRAME, rate(0, 0), rate(60, 400)).p_value is None


def test_a_share_of_staff() -> None:
    one = shared(ENTRIES["R1"], FRAME, share(79, 2990))
    assert one.value == Span.exact(Fraction(79, 3069))
    assert (one.numerator, one.denominator, one.comparator_numerator) == (exact(79), exact(3069), None)
    assert (value_text(one.kind, one.value), interval_text(one.kind, one.lower, one.upper)) == ("2.6%", "2.1% to 3.2%")
    few = shared(ENTRIES["R1"], FRAME, share(3, 26))
    assert (few.flag, few.value) == (Flag.TOO_FEW, Span.exact(Fraction(3, 29)))
    nobody = shared(ENTRIES["R1"], FRAME, share(0, 0))
    assert (nobody.value, nobody.flag) == (None, Flag.NOT_CALCULABLE)


def test_senior_staff_are_compared_with_everyone_they_are_among() -> None:
    one = senior_difference(ENTRIES["R4"], FRAME, share(2, 48), share(60, 940))
    assert one.value == Span.exact(-2)
    assert value_text(one.kind, one.value) == "−2.0"
    assert one.lower is not None
    assert one.upper is not None
    # Against the rest alone the difference is -2.105 points; everybody includes the senior staff, so 95% of that.
    assert one.lower < -2 < one.upper
    whole = senior_difference(ENTRIES["R4"], FRAME, share(60, 940), share(60, 940))
    assert (whole.value, whole.p_value) == (Span.exact(0), None)


def test_a_share_beside_the_population() -> None:
    population, staff = rate(58, 1000), share(29, 1277)
    gap = against_population(ENTRIES["R3"], FRAME, staff, population)
    index = against_population(ENTRIES["R3-index"], FRAME, staff, population)
    short = against_population(ENTRIES["R3-short"], FRAME, staff, population)
    assert value_text(gap.kind, gap.value) == "−3.6"
    assert gap.lower == pytest.approx(100 * (0.0155 - 0.058), abs=0.01)
    assert value_text(index.kind, index.value) == "0.38"
    assert short.value == Span.exact(47)
    assert short.sentence.endswith("Parity would take this many more people: 47.")


def test_bounds_with_everybody_not_known_on_either_side() -> None:
    one = bounded(ENTRIES["DQ3"], FRAME, share(10, 80), exact(10))
    assert one.value == Span(Fraction(10, 100), Fraction(20, 100))
    assert (one.numerator, one.denominator) == (exact(10), exact(100))
    assert value_text(one.kind, one.value) == "10.0% to 20.0%"


def test_a_part_of_the_staff_is_in_the_id_and_the_name() -> None:
    female = replace(FRAME, key="female", part="Female", people="female ethnic minority", others="female White")
    one = compared(ENTRIES["L2"], female, rate(12, 40), rate(200, 400))
    assert (one.id, one.name) == ("L2:female", "Female: Relative likelihood of leaving")
    assert "12 of 40 female ethnic minority staff left" in one.sentence


def test_what_is_not_available_says_why() -> None:
    one = missing(ENTRIES["T1"], FRAME, "Nothing is held.")
    assert (one.value, one.flag, one.note) == (None, Flag.NOT_AVAILABLE, "Nothing is held.")
    assert spoken(one) == "Relative likelihood of training: Not available. Nothing is held."


def test_the_catalogue_is_complete_and_every_entry_says_its_direction() -> None:
    assert len(ENTRIES) == len(CATALOGUE)
    assert {entry.group for entry in CATALOGUE} == set(IndicatorGroup)
    families = [
        "DQ1",
        "DQ2",
        "DQ3",
        "R1",
        "R2",
        "R3",
        "R4",
        "R5",
        "R6",
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "A6",
        "P1",
        "P2",
        "P3",
        "L1",
        "L2",
        "D1",
        "D2",
        "D3",
        "T1",
    ]
    assert set(families) <= set(ENTRIES)
    assert all(direction_text(entry) and entry.formula and entry.base and entry.said for entry in CATALOGUE)
    ratios = [one for one in CATALOGUE if one.kind in (Kind.WHITE_TO_MINORITY, Kind.MINORITY_TO_WHITE)]
    assert all("÷" in direction_text(entry) for entry in ratios)


def test_every_indicator_and_every_flag_is_in_the_definitions() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "definitions.md").read_text(encoding="utf-8")
    assert not [entry.id for entry in CATALOGUE if f"| `{entry.id}` |" not in text]
    assert not [flag for flag in Flag if flag and f"| {flag} |" not in text]


@st.composite
def counted(draw: st.DrawFn) -> tuple[Rate, Rate]:
    """A rate known only between ends, and one that it may be."""
    low = draw(st.integers(1, 60))
    events = Count(low, low + draw(st.integers(0, 5)))
    least = events.high + draw(st.integers(1, 300))
    base = Count(least, least + draw(st.integers(0, 5)))
    return Rate(events, base), rate(draw(st.integers(low, events.high)), draw(st.integers(least, base.high)))


@settings(max_examples=150, deadline=None)
@given(counted(), counted(), st.sampled_from(["P1", "P2", "L2"]))
def test_whatever_suppressed_counts_may_be_lies_within_the_range(
    one: tuple[Rate, Rate], other: tuple[Rate, Rate], id_: str
) -> None:
    wide = compared(ENTRIES[id_], FRAME, one[0], other[0])
    exactly = compared(ENTRIES[id_], FRAME, one[1], other[1])
    assert wide.value is not None
    assert exactly.value is not None
    assert wide.value.low <= exactly.value.low == exactly.value.high <= wide.value.high
    assert None not in (wide.lower, wide.upper, exactly.lower, exactly.upper)
    assert float(wide.lower or 0) <= float(exactly.lower or 0) + 1e-12
    assert float(exactly.upper or 0) <= float(wide.upper or 0) + 1e-12
    assert float(exactly.lower or 0) <= float(exactly.value.low) <= float(exactly.upper or 0)


@settings(max_examples=100, deadline=None)
@given(counted(), counted())
def test_a_likelihood_and_its_inverse_say_the_same(one: tuple[Rate, Rate], other: tuple[Rate, Rate]) -> None:
    ratio = compared(ENTRIES["A5"], FRAME, one[1], other[1])
    inverse = compared(ENTRIES["A5-RRI"], FRAME, one[1], other[1])
    assert ratio.value is not None
    assert inverse.value is not None
    assert ratio.value.low * inverse.value.low == 1
    assert (ratio.flag, ratio.p_value) == (inverse.flag, inverse.p_value)
    assert float(ratio.lower or 0) * float(inverse.upper or 0) == pytest.approx(1)


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda one: one.id)
def test_what_is_said_of_some_people_is_right_of_one_as_well(entry: Entry) -> None:
    assert not re.search(r"^\{numerator\} of .*\b(is|are|was|were|has|have)\b", entry.said)


def test_one_of_some_staff_is_said_without_a_verb_that_counts_them() -> None:
    one = shared(ENTRIES["R1"], FRAME, Share(exact(1), exact(11)))
    assert one.sentence == "Of 12 staff whose ethnicity is known, ethnic minority: 1 (8.3%)."
