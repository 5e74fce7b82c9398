"""Years added up, and what is left of them for a part of the staff."""

from __future__ import annotations

from workforce_tui.domain.attributes import Attribute
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicator_sides import Counted, Part, Tally
from workforce_tui.domain.indicators import Frame
from workforce_tui.services.pool import Pool

WOMEN = Part(
    Frame(EthnicityDefinition.EM_EXCL, "", ""),
    Attribute.SEX,
    traits=frozenset({"female"}),
    known=frozenset({"female", "male"}),
)


def tally(**people: int) -> Tally:
    """White British people of each sex."""
    return Tally(tuple(Counted("W_BRIT", sex, Count.exact(number)) for sex, number in people.items()))


def three_years() -> Pool:
    """A year whose events have no sex between two that have it."""
    pool, staff = Pool(), tally(female=50, male=50)
    pool.add(2024, tally(female=5, male=5), staff, "Of 2024.", "Of all years.")
    pool.add(2025, tally(unknown=10), staff, "Of 2025.", "Of all years.")
    pool.add(2026, tally(female=3, male=4), staff, "Of 2026.", "Of all years.")
    pool.notes.append("Of the pool.")
    return pool


def test_a_part_has_the_years_and_the_notes_of_those_that_say_who_is_in_it() -> None:
    some = three_years().for_part(WOMEN)
    assert some.used == 2
    assert some.events is not None
    assert some.events.number == Count.exact(5 + 5 + 3 + 4)
    assert some.base is not None
    assert some.base.number == Count.exact(200)
    assert some.notes == ["Of 2024.", "Of all years.", "Of 2026.", "Of the pool."]
    assert len(some.reasons) == 1
    assert "too far apart for a rate" in some.reasons[0]


def test_where_every_year_says_it_the_pool_is_the_same() -> None:
    pool = three_years()
    assert pool.for_part(Part(WOMEN.frame)) is pool
