"""What is known of counts that are published rounded or withheld, and what sums of them come to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers.editions import sample_edition, with_figure
from helpers.returns_for_update import KNOWN, LEVELS, SENT, edition_for, people, truth_of
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.shares import Share
from workforce_tui.domain.update_figures import COUNTED, published_range, staff_figures
from workforce_tui.domain.update_sums import (
    Line,
    closure,
    counted,
    counted_by,
    plan_lines,
    shown_count,
    shown_share,
    summed,
    told_share,
)

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Edition

TRUTHS = {code: truth_of(code) for code in SENT}
PUBLIC = shipped_policy().profile("PUBLIC")


@pytest.fixture(scope="module")
def internal() -> dict[str, Edition]:
    return {code: edition_for(code, TRUTHS[code], Audience.INTERNAL) for code in SENT}


@pytest.mark.parametrize(
    ("value", "rounding", "threshold", "low", "high"),
    [
        (Count(20, 20), 5, 5, 18, 22),
        (Count(5, 5), 5, 5, 5, 7),
        (Count(10, 10), 5, 10, 10, 12),
        (Count(20, 20), 0, 0, 20, 20),
        (Count(1903, 1903), 5, 5, 1903, 1903),
        (Count(20, 25), 5, 5, 18, 27),
        (Count(0, 0), 5, 5, 0, 2),
    ],
)
def test_a_published_count_is_what_it_may_have_been(
    value: Count, rounding: int, threshold: int, low: int, high: int
) -> None:
    assert published_range(value, rounding, threshold) == Count(low, high)


@pytest.mark.parametrize("audience", Audience)
def test_the_truth_lies_in_every_count_that_is_known_of_an_edition(audience: Audience) -> None:
    for code, truth in TRUTHS.items():
        staff = staff_figures(edition_for(code, truth, audience))
        assert staff.tells_apart
        for (dimension, row, measure), count in staff.counts.items():
            levels = [one for one in LEVELS if not dimension or one == row or (dimension == "tier" and _in(one, row))]
            assert count.low <= people(truth, measure, levels) <= count.high, (code, dimension, row, measure)
            assert count.is_exact or audience is not Audience.FULL


def test_a_total_that_an_edition_names_as_rounded_is_a_range_beside_exact_ones(internal: dict[str, Edition]) -> None:
    edition = internal[SENT[0]]
    codes = {**edition.codes, "exact_totals": "some", "rounded_totals": f"{edition.codes['period']}/white"}
    staff = staff_figures(replace(edition, codes=codes))
    assert staff.exact_totals == frozenset(COUNTED) - {"white"}
    assert staff.rounded_totals() == ("white",)
    assert not staff_figures(replace(edition, codes={**codes, "exact_totals": "no"})).rounded_totals()


def _in(level: str, tier: str) -> bool:
    return {"L1": "lower", "L2": "lower", "L3": "middle", "L4": "middle"}.get(level, "upper") == tier


def test_a_withheld_count_is_never_counted_as_nobody_and_reasons_are_not_looked_at() -> None:
    small = with_figure(sample_edition(), "T4a", "", "minority", Withheld("small"))
    known = with_figure(sample_edition(), "T4a", "", "minority", Withheld("complement"))
    assert staff_figures(small).counts == staff_figures(known).counts
    found = staff_figures(small).counts["", "", "minority"]
    assert found.high > 0


def test_figures_that_contradict_one_another_are_taken_each_for_itself() -> None:
    wrong = with_figure(
        edition_for(SENT[0], TRUTHS[SENT[0]], Audience.FULL), "T4-level", "L1", "white", Shown(Count(1, 1))
    )
    counts = staff_figures(wrong).counts
    assert counts["level", "L1", "white"] == Count(1, 1)
    assert counts["", "", "headcount"] == Count.exact(people(TRUTHS[SENT[0]], "headcount"))


def test_sums_of_exact_editions_are_exact_and_areas_and_kinds_add_up() -> None:
    staff = {code: staff_figures(edition_for(code, truth, Audience.FULL)) for code, truth in TRUTHS.items()}
    lines = plan_lines(staff, KNOWN)
    sums = {(line.dimension, line.row): summed(line, staff) for line in lines}
    for measure in COUNTED:
        wanted = sum(people(truth, measure) for truth in TRUTHS.values())
        assert sums["", ""][measure] == Count.exact(wanted)
        for dimension in ("organisation", "area", "kind", "level", "tier"):
            rows = [one[measure] for (by, _row), one in sums.items() if by == dimension]
            assert sum(one.low for one in rows) == wanted, (dimension, measure)


def test_sums_of_rounded_editions_have_the_truth_between_their_ends(internal: dict[str, Edition]) -> None:
    staff = {code: staff_figures(one) for code, one in internal.items()}
    for line in plan_lines(staff, KNOWN):
        if line.dimension in ("level", "tier"):
            continue
        for measure, count in summed(line, staff).items():
            truth = sum(people(TRUTHS[code], measure) for code in line.organisations)
            assert count.low <= truth <= count.high, (line, measure)
            assert count.high > 0


def test_an_organisation_without_figures_of_the_two_groups_is_in_no_sum(internal: dict[str, Edition]) -> None:
    coarse = internal[SENT[0]]
    for table in ("T4-level", "T4-tier"):
        for measure in ("minority", "white"):
            coarse = with_figure(coarse, table, "", measure, NotAvailable("too coarse"))
    staff = {code: staff_figures(one) for code, one in (internal | {SENT[0]: coarse}).items()}
    assert counted(staff) == SENT[1:]
    assert all(SENT[0] not in line.organisations for line in plan_lines(staff, KNOWN))


def test_an_organisation_whose_levels_are_not_known_is_counted_whole_among_staff_at_none(
    internal: dict[str, Edition],
) -> None:
    edition = internal[SENT[1]]
    sections = tuple(
        replace(one, tables=tuple(held for held in one.tables if held.dimension != "level")) for one in edition.sections
    )
    staff = {code: staff_figures(one) for code, one in internal.items()}
    staff[SENT[1]] = staff_figures(replace(edition, sections=sections))

    assert SENT[1] in counted(staff)
    assert SENT[1] not in counted_by(staff, "level")
    lines = [line for line in plan_lines(staff, KNOWN) if line.dimension == "level"]
    assert lines[-1] == Line("level", "L0", tuple(SENT), (SENT[1],))
    everyone = sum(people(truth, "headcount") for truth in TRUTHS.values())
    heads = [summed(line, staff)["headcount"] for line in lines]
    assert sum(one.low for one in heads) <= everyone <= sum(one.high for one in heads)


def test_a_sum_that_may_be_small_is_withheld_and_so_is_its_share(internal: dict[str, Edition]) -> None:
    assert isinstance(shown_count(Count(0, 40), PUBLIC), Withheld)
    assert shown_count(Count(10, 40), PUBLIC) == Shown(Count(10, 40))
    staff = {code: staff_figures(one) for code, one in internal.items()}
    cells = closure(plan_lines(staff, KNOWN), staff, PUBLIC)
    assert isinstance(cells["kind", "youth_justice", "minority"], Withheld)
    assert isinstance(cells["kind", "youth_justice", "share"], Withheld)


EXACT_BESIDE_RANGES = {
    "headcount": Count.exact(1000), "known": Count.exact(912), "minority": Count.exact(57),
    "white": Count(853, 857), "undeclared": Count(28, 32), "unknown": Count(53, 62),
}  # fmt: skip


def test_a_percentage_of_exact_counts_is_exact_whatever_is_known_of_the_rest() -> None:
    cells = {name: Shown(count) for name, count in EXACT_BESIDE_RANGES.items()}
    roundings = {"white": 5, "undeclared": 5, "unknown": 5}
    withheld = cells | {"undeclared": Withheld("small"), "unknown": Withheld("complement")}
    for made in (
        shown_share("declaration_rate", EXACT_BESIDE_RANGES, PUBLIC),
        told_share("declaration_rate", cells, roundings, PUBLIC),
        told_share("declaration_rate", withheld, roundings, PUBLIC),
    ):
        assert made == Shown(Share(Count.exact(912), Count.exact(88)))
    assert told_share("share", cells, roundings, PUBLIC) == Shown(Share(Count.exact(57), Count.exact(855)))


def test_a_percentage_of_ranges_is_as_narrow_as_both_its_base_and_the_rest_tell_it() -> None:
    ranges = EXACT_BESIDE_RANGES | {"known": Count(908, 916)}
    assert shown_share("declaration_rate", ranges, PUBLIC) == Shown(Share(Count(908, 916), Count(84, 92)))
    rest = ranges | {"undeclared": Count(30, 30), "unknown": Count(55, 60)}
    assert shown_share("declaration_rate", rest, PUBLIC) == Shown(Share(Count(908, 916), Count(85, 90)))
    contradicting = ranges | {"undeclared": Count(30, 30), "unknown": Count(70, 75)}
    assert shown_share("declaration_rate", contradicting, PUBLIC) == Shown(Share(Count(908, 916), Count(84, 105)))
    assert isinstance(shown_share("share", ranges | {"minority": Count(0, 3)}, PUBLIC), Withheld)
