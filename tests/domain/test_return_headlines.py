"""Large changes of a return on last year are named only where they are certain."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from helpers.editions import sample_edition, with_figure
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.return_headlines import Extent, Headline, headline_of, large_changes


def extent(low: int, high: int) -> Extent:
    return Extent(Fraction(low), Fraction(high))


def test_rounded_figures_are_what_they_may_have_been() -> None:
    found = headline_of(sample_edition())
    assert found.headcount == extent(1303, 1307)
    assert found.minority == extent(43, 47)
    assert found.declaration == Extent(Fraction(1228, 1307), Fraction(1232, 1303))


def test_a_rate_that_is_shown_is_taken_and_a_withheld_figure_is_not_known() -> None:
    edition = sample_edition()
    held = edition.sections[0].tables[0]
    columns = tuple(replace(one, key="declaration_rate") if one.key == "share" else one for one in held.table.columns)
    section = replace(edition.sections[0], tables=(replace(held, table=replace(held.table, columns=columns)),))
    shown = replace(edition, sections=(section, *edition.sections[1:]))
    rate = headline_of(with_figure(shown, "T4a", "", "declaration_rate", Shown(Decimal("94.3")))).declaration
    assert rate == Extent(Fraction("0.9425"), Fraction("0.9435"))
    hidden = headline_of(with_figure(edition, "T4a", "", "minority", Withheld("small")))
    assert hidden.minority is None
    gone = with_figure(edition, "T4a", "", "headcount", NotAvailable("coarse"))
    assert headline_of(gone).headcount is None
    assert headline_of(gone).declaration is None


def test_an_unrounded_edition_has_exact_figures() -> None:
    edition = sample_edition()
    raw = replace(edition, codes={**edition.codes, "rounding": "0"})
    assert headline_of(with_figure(raw, "T4a", "", "headcount", Shown(Count(9, 12)))).headcount == extent(9, 12)


@pytest.mark.parametrize(
    ("before", "after", "large"),
    [
        (extent(100, 100), extent(120, 120), False), (extent(100, 100), extent(121, 121), True),
        (extent(100, 100), extent(79, 79), True), (extent(98, 102), extent(122, 126), False),
        (extent(98, 102), extent(123, 127), True), (extent(0, 0), extent(1, 4), True), (None, extent(1, 1), False),
    ],
)  # fmt: skip
def test_a_change_is_large_where_it_is_certain(before: Extent | None, after: Extent, large: bool) -> None:
    found = large_changes(Headline(headcount=before), Headline(headcount=after, minority=extent(5, 5)))
    assert [one.figure for one in found] == (["headcount"] if large else [])


def test_there_is_no_change_on_a_year_that_is_not_held() -> None:
    assert large_changes(None, Headline(extent(1, 1))) == ()
