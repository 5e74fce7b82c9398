"""What may be published gives nobody away, costs little, and is the truth: shown on random linked tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest
from disclosing import (
    Reader,
    as_published,
    exactly,
    key,
    random_table,
    release,
    too_narrow,
    withheld,
)

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure import building
from workforce_tui.domain.disclosure.model import (
    Figure,
    Protection,
    Published,
    PublishedFigure,
    PublishedShare,
    Reason,
    Release,
)
from workforce_tui.domain.disclosure.policy import Profile, shipped_policy
from workforce_tui.domain.disclosure.primary import primary_verdicts
from workforce_tui.domain.disclosure.protecting import protect
from workforce_tui.domain.formatting import half_up

if TYPE_CHECKING:
    from workforce_tui.domain.disclosure.model import FigureKey, Verdict

SEEDS = range(5)
EXACT = "EXACT"
"""The threshold of the Taskforce with exact counts, as an analyst may choose."""
PROFILES = (EXACT, "TASKFORCE", "PUBLIC")


def profile_of(code: str) -> Profile:
    if code == EXACT:
        return replace(shipped_policy().profile("TASKFORCE"), rounding=0, one_decimal_from=10)
    return shipped_policy().profile(code)


@cache
def case(seed: int, code: str, censored: float = 0.0) -> tuple[Release, Protection]:
    chance = Random(seed)
    asked = release(random_table(chance, 2 + seed % 2, 2 + seed % 3, censored=censored), shares=True)
    return asked, protect(asked, profile_of(code))


def worlds(found: Protection) -> list[list[int]]:
    """The sets of base cells that the proof says are all possible."""
    changed = []
    for witness in found.witnesses:
        cells = list(found.first)
        for cell, change in witness.changes.items():
            cells[cell] += change
        changed.append(cells)
    return [list(found.first), *changed]


@pytest.mark.parametrize("code", PROFILES)
@pytest.mark.parametrize("censored", [0.0, 0.5])
def test_the_proof_holds_by_multiplication_alone(code: str, censored: float) -> None:
    for seed in SEEDS:
        asked, found = case(seed, code, censored)
        reader = Reader(asked, found.profile.threshold).told(found.verdicts)
        possible = worlds(found)
        assert all(reader.agrees(cells) for cells in possible)
        for one in withheld(found, asked):
            values = [sum(cells[cell] for cell in reader.figures[one].cells) for cells in possible]
            assert not too_narrow(min(values), max(values), found.profile), (seed, one)
            assert (min(values), max(values)) == found.intervals[one]


@pytest.mark.parametrize("code", PROFILES)
def test_no_linear_program_confines_a_withheld_figure_or_the_difference_of_two_definitions(code: str) -> None:
    for seed in SEEDS:
        asked, found = case(seed, code)
        reader = Reader(asked, found.profile.threshold).told(found.verdicts)
        assert not reader.found_out(withheld(found, asked), found.profile), seed
        for figure in asked.figures:
            if figure.key.definition == "em_plan" and replace(figure.key, definition="em_excl") in reader.figures:
                other = reader.figures[replace(figure.key, definition="em_excl")]
                low, high = reader.range_of(set(figure.cells) - set(other.cells))
                assert low >= found.profile.threshold or not too_narrow(low, high, found.profile), (seed, figure.key)


@pytest.mark.parametrize(("code", "least"), [(EXACT, len(SEEDS)), ("TASKFORCE", 1), ("PUBLIC", 1)])
def test_what_is_small_by_itself_withheld_alone_is_found_out(code: str, least: int) -> None:
    broken = 0
    for seed in SEEDS:
        asked, found = case(seed, code)
        naive = primary_verdicts(asked, found.profile)
        hidden = [figure.key for figure in asked.figures if isinstance(naive[figure.key], Withheld)]
        reader = Reader(asked, found.profile.threshold).told(naive)
        broken += reader.finds_any(hidden, found.profile)
    assert broken >= least


def test_whatever_else_had_been_published_somebody_would_be_found_out() -> None:
    for seed in SEEDS[:2]:
        asked, found = case(seed, EXACT)
        figures = {figure.key: figure for figure in asked.figures}
        hidden = withheld(found, asked)
        others = (Withheld(Reason.COMPLEMENT), Withheld(Reason.DIFFERENCE))
        for cells in sorted({figures[one].cells for one in hidden if found.verdict(one) in others}):
            same = {other for other in hidden if figures[other].cells == cells}
            more = dict(found.verdicts) | {other: Published(figures[other].truth) for other in same}
            reader = Reader(asked).told(more)
            left = [other for other in hidden if other not in same]
            assert reader.finds_any(left, found.profile) or difference_known(reader, asked, found, more), (seed, same)


def difference_known(reader: Reader, asked: Release, found: Protection, verdicts: dict[FigureKey, Verdict]) -> bool:
    """Whether two published figures, one inside the other, differ by too few people."""
    shown = {figure.cells for figure in asked.figures if isinstance(verdicts[figure.key], Published)}
    rests = {frozenset(set(large) - set(small)) for small in shown for large in shown if set(small) < set(large)}
    few = (
        rest for rest in sorted(rests, key=sorted) if sum(found.first[one] for one in rest) < found.profile.threshold
    )
    return any(too_narrow(*reader.range_of(rest), found.profile) for rest in few)


@pytest.mark.parametrize("code", ["RAW", *PROFILES])
def test_everything_shown_is_the_truth_or_its_rounding(code: str) -> None:
    for seed in SEEDS:
        asked, found = case(seed, code)
        truths = {figure.key: figure.truth.low for figure in asked.figures}
        for figure in asked.figures:
            verdict = found.verdict(figure.key)
            if isinstance(verdict, Published):
                base = verdict.rounding or 1
                assert verdict.value == Count.exact(base * int(half_up(Fraction(truths[figure.key], base), 0)))
                assert truths[figure.key] >= found.profile.threshold
        for share in asked.shares:
            verdict = found.verdict(share.key)
            if isinstance(verdict, PublishedShare):
                places = max(0, -int(verdict.percent.as_tuple().exponent))
                exact = Fraction(100 * truths[share.part], truths[share.base])
                assert verdict.percent == half_up(exact, places)
                assert truths[share.base] >= found.profile.percent_base_at_least
                assert isinstance(found.verdict(share.part), Published)


def test_the_same_input_gives_the_same_output_in_whatever_order_it_comes() -> None:
    for seed in (0, 1):
        asked, found = case(seed, EXACT)
        figures = list(asked.figures)
        Random(seed).shuffle(figures)
        again = protect(asked, found.profile)
        assert again == found
        assert protect(replace(asked, figures=tuple(figures)), found.profile).verdicts.keys() == found.verdicts.keys()
        assert protect(replace(asked, figures=tuple(figures)), found.profile).verdicts == found.verdicts


def test_the_same_people_have_the_same_verdict_wherever_they_stand() -> None:
    """An organisation by itself is the total of all: what is withheld of one is withheld of the other."""
    for seed in SEEDS:
        asked = release(random_table(Random(seed), organisations=1))
        found = protect(asked, profile_of(EXACT))
        for figure in asked.figures:
            twin = replace(figure.key, organisation="")
            assert isinstance(found.verdict(figure.key), Withheld) == isinstance(found.verdict(twin), Withheld)


@pytest.mark.parametrize("code", PROFILES)
def test_a_return_cannot_be_taken_from_what_was_published_before(code: str) -> None:
    for seed in SEEDS[:3]:
        table = random_table(Random(seed), 3, 2)
        profile, ledger, told = profile_of(code), [], {}
        for only in ("a", "b", ""):
            asked = release(table, shares=True, only=only)
            found = protect(asked, profile, ledger)
            told |= found.verdicts
            ledger += as_published(found, profile)
            reader = Reader(asked, profile.threshold).told(told)
            hidden = [one for one, verdict in told.items() if isinstance(verdict, Withheld) and one in reader.figures]
            assert not reader.found_out(hidden, profile), (seed, only)


@pytest.mark.parametrize("code", [EXACT, "TASKFORCE"])
def test_who_has_the_public_figures_may_be_given_more(code: str) -> None:
    for seed in SEEDS[:3]:
        asked, first = case(seed, "PUBLIC")
        profile = profile_of(code)
        second = protect(asked, profile, as_published(first, first.profile))
        reader = Reader(asked, profile.threshold).told(second.verdicts)
        assert not reader.found_out(withheld(second, asked), profile), seed


def test_one_organisation_later_than_all_without_it_is_not_handed_out_exactly() -> None:
    """All of Wales and the one large organisation are known: the second, tiny one is the difference."""
    table = exactly({("a", "G0", "W"): 80, ("a", "G0", "M"): 20, ("b", "G0", "W"): 9, ("b", "G0", "M"): 2})
    profile = profile_of(EXACT)
    first = protect(release(table, only=""), profile)
    assert first.verdict(key("minority")) == Published(Count.exact(22))
    second = protect(release(table, only="a"), profile, as_published(first, profile))
    assert isinstance(second.verdict(key("minority", "", "a")), Withheld)
    free = protect(release(table, only="a"), profile)
    assert free.verdict(key("minority", "", "a")) == Published(Count.exact(20))


def test_an_area_less_its_one_large_organisation_is_not_handed_out() -> None:
    """The area stands as a row of the table of areas: 28 less 25 are the three people of its small organisations."""
    people = {"a": 25, "b": 2, "c": 1, "d": 40, "e": 4, "f": 3}
    cells = tuple(map(Count.exact, people.values()))
    minority = key("minority")
    own = {code: replace(minority, organisation=code, area="gwent" if code in "abc" else "wales") for code in people}
    area = replace(minority, dimension="area", row="gwent")
    figures = [Figure(one, (place,), cells[place]) for place, one in enumerate(own.values())]
    figures += [Figure(area, (0, 1, 2), Count.exact(28)), Figure(minority, tuple(range(6)), Count.exact(75))]
    found = protect(Release(cells, tuple(figures)), profile_of(EXACT))
    shown = [one for one in (area, own["a"]) if isinstance(found.verdict(one), Published)]
    assert len(shown) == 1
    assert found.verdict(minority) == Published(Count.exact(75))


def test_a_correction_of_one_person_is_not_handed_out() -> None:
    table = exactly({("a", "G0", "W"): 80, ("a", "G0", "M"): 20})
    profile = profile_of(EXACT)
    asked = release(table, only="a")
    found = protect(asked, profile, [PublishedFigure(key("minority", "", "a"), Count.exact(19))])
    assert found.verdict(key("minority", "", "a")) == Withheld(Reason.EARLIER)
    found = protect(asked, profile, [PublishedFigure(key("minority", "", "a"), Count.exact(12))])
    assert found.verdict(key("minority", "", "a")) == Published(Count.exact(20))


@pytest.mark.parametrize(("days", "shown"), [(-90, False), (91, False), (-365, True)])
def test_two_quarters_that_differ_by_one_person_are_not_both_handed_out(days: int, shown: bool) -> None:
    asked = release(exactly({("a", "G0", "W"): 80, ("a", "G0", "M"): 20}), only="a")
    one = key("minority", "", "a")
    other = PublishedFigure(replace(one, as_at=one.as_at + timedelta(days=days)), Count.exact(19))
    assert isinstance(protect(asked, profile_of(EXACT), [other]).verdict(one), Published) is shown
    rounded = replace(other, value=Count.exact(20), rounding=5)
    assert isinstance(protect(asked, profile_of("PUBLIC"), [rounded]).verdict(one), Published)


def test_an_earlier_percentage_of_counts_that_were_corrected_since_says_nothing_of_them() -> None:
    table = {("a", "G0", "W"): 400, ("a", "G0", "M"): 60, ("a", "G1", "W"): 100, ("a", "G1", "M"): 12}
    asked, profile = release(exactly(table), shares=True, only="a"), profile_of("TASKFORCE")
    share, known = key("share", "", "a"), key("known", "", "a")
    earlier = [PublishedFigure(share, Decimal("12.6")), PublishedFigure(key("minority", "", "a"), Count.exact(71))]
    found = protect(asked, profile, [*earlier, PublishedFigure(known, Count.exact(564))])
    assert isinstance(found.verdict(key("minority", "", "a")), Withheld)
    assert isinstance(found.verdict(known), Published)


def test_a_censored_count_is_never_shown_as_one_number() -> None:
    table = exactly({("a", "G0", "W"): 80, ("a", "G0", "M"): 20, ("a", "G1", "W"): 40})
    table["a", "G1", "M"] = Count(1, 4)
    for code in PROFILES:
        found = protect(release(table, shares=True), profile_of(code))
        assert found.verdict(key("minority", "G1", "a")) == Withheld(Reason.SMALL)
        for one in ("minority", "known", "headcount"):
            verdict = found.verdict(key(one, "", "a"))
            assert isinstance(verdict, Withheld) or not verdict.value.is_exact or verdict.rounding
        assert isinstance(found.verdict(key("share", "", "a")), Withheld)


def test_a_grade_that_does_not_exist_is_public() -> None:
    table = exactly({("a", "G0", "W"): 80, ("a", "G0", "M"): 20, ("a", "G9", "W"): 0, ("a", "G9", "M"): 0})
    asked = replace(release(table), structural_zeros=frozenset({2, 3}))
    found = protect(asked, profile_of("PUBLIC"))
    assert found.verdict(key("minority", "G9", "a")) == Published(Count.exact(0))
    assert found.verdict(key("minority", "", "a")) == Published(Count.exact(20), 5)


def test_everybody_from_one_group_is_withheld() -> None:
    table = exactly({("a", "G0", "W"): 80, ("a", "G0", "M"): 20, ("a", "G1", "W"): 40, ("a", "G1", "M"): 0})
    found = protect(release(table), profile_of("NETWORK"))
    assert found.verdict(key("minority", "G1", "a")) == Withheld(Reason.ZERO)
    assert found.verdict(key("white", "G1", "a")) == Withheld(Reason.GROUP)


def test_a_percentage_of_few_people_and_one_of_everybody_are_withheld() -> None:
    few = protect(release(exactly({("a", "G0", "W"): 13, ("a", "G0", "M"): 12}), shares=True), profile_of("PUBLIC"))
    assert few.verdict(key("share", "G0", "a")) == Withheld(Reason.BASE)
    most = protect(release(exactly({("a", "G0", "M"): 400}), shares=True), profile_of("PUBLIC"))
    assert most.verdict(key("share", "G0", "a")) == Withheld(Reason.GROUP)


def test_statistics_say_what_was_lost() -> None:
    asked, found = case(3, "PUBLIC")
    lost = found.statistics
    assert lost.counts == len(asked.figures)
    assert lost.withheld == len(withheld(found, asked)) == len(found.intervals)
    assert lost.large == sum(figure.truth.low >= 5 for figure in asked.figures)
    assert lost.smallest_interval == min(high - low for low, high in found.intervals.values())
    assert sum(lost.reasons.values()) == lost.withheld + lost.percentages_withheld


@cache
def totals(seed: int) -> tuple[Protection, dict[FigureKey, Figure]]:
    """A protected release under a profile with exact totals, and its totals by the headline definition."""
    asked, found = case(seed, "TASKFORCE")
    everyone = [figure for figure in asked.figures if not figure.key.dimension]
    return found, {figure.key: figure for figure in everyone if figure.key.definition in ("", "em_excl")}


def test_totals_are_exact_where_that_is_safe_and_rounded_only_to_protect_others() -> None:
    exact = rounded = 0
    for seed in SEEDS:
        found, everyone = totals(seed)
        shown = {key: one for key in everyone if isinstance(one := found.verdict(key), Published)}
        assert {verdict.rounding for verdict in shown.values()} <= {0, 5}
        for one, verdict in shown.items():
            assert verdict.rounding or verdict.value == everyone[one].truth
        exact += sum(not verdict.rounding for verdict in shown.values())
        rounded += sum(verdict.rounding > 0 for verdict in shown.values())
        others = [key for key, one in found.verdicts.items() if isinstance(one, Published) and key not in everyone]
        assert all(found.verdict(key).rounding or found.verdict(key).value.high == 0 for key in others)
    assert exact > rounded > 0


def test_an_exact_total_is_rounded_before_counts_are_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = sum(case(seed, "TASKFORCE")[1].statistics.large_published for seed in SEEDS)
    monkeypatch.setattr(building, "_ROUNDED", 10.0)
    dear = [protect(case(seed, "TASKFORCE")[0], profile_of("TASKFORCE")).statistics for seed in SEEDS]
    assert cheap > sum(one.large_published for one in dear)
    assert cheap >= 0.95 * sum(one.large for one in dear)


def test_white_staff_who_are_everybody_known_are_shown_rounded_as_the_known_are() -> None:
    table = exactly({("a", "G0", "W"): 33, ("a", "G0", "M"): 0, ("a", "G0", "U"): 8})
    found = protect(release(table, only="a"), profile_of("TASKFORCE"))
    for measure in ("white", "known"):
        assert found.verdict(key(measure, "", "a")) == Published(Count.exact(35), 5)
    assert found.intervals[key("minority", "", "a")][1] > 0
    exact = protect(release(table, only="a"), profile_of(EXACT))
    assert exact.verdict(key("white", "", "a")) == Withheld(Reason.GROUP)


def test_the_share_of_a_total_has_a_decimal_where_its_counts_are_exact() -> None:
    table = exactly({("a", "G0", "W"): 71, ("a", "G0", "M"): 13, ("a", "G1", "W"): 40, ("a", "G1", "M"): 11})
    asked = release({**table, ("a", "G1", "U"): Count.exact(9), ("a", "G0", "U"): Count.exact(8)}, shares=True)
    found = protect(asked, profile_of("TASKFORCE"))
    whole, part = found.verdict(key("share", "", "a")), found.verdict(key("share", "G0", "a"))
    assert isinstance(whole, PublishedShare)
    assert (found.verdict(key("known", "", "a")), whole.percent) == (Published(Count.exact(135)), Decimal("17.8"))
    assert isinstance(part, Withheld) or part.percent == Decimal(15)
