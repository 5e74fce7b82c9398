"""Shares of staff as the register needs them: beside the population, the rest of the staff, and the levels below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.benchmarks import benchmark, has_benchmark
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disparities import LOWER_LEVELS, MINORITY, OTHER_STAFF, POPULATION, Outcome, Subject
from workforce_tui.domain.ethnicity import five_group
from workforce_tui.domain.indicator_catalogue import LEVELS, VERSION
from workforce_tui.domain.indicator_sides import FIVE_GROUPS, Part, Sides, group_share, sides
from workforce_tui.domain.indicators import Frame
from workforce_tui.services.staff_indicators import SENIOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.shares import Share
    from workforce_tui.services.indicator_sources import Sources, Staff

Counts = tuple[Count, Count, Count, Count]
"""The group among some staff, those staff, the group among what they stand beside, and all of that."""


def share_gaps(sources: Sources, staff: Staff, definition: EthnicityDefinition) -> Iterator[tuple[Subject, Counts]]:
    """Each share with the one it stands beside; none that the staff are too coarsely recorded for.

    R1 and the other ways to write R3 stand beside nothing of their own. R2 at a level stands beside the staff at the
    levels below it, R4 beside all other staff.
    """
    part = Part(Frame(definition, "", ""))
    everyone = sides(staff.everyone, part)
    if everyone.reason:
        return
    yield from _beside_population(sources, staff, part, everyone)
    yield from _senior(sources, staff, part, everyone)
    yield from _levels(sources, staff, part)


def _beside_population(sources: Sources, staff: Staff, part: Part, everyone: Sides) -> Iterator[tuple[Subject, Counts]]:
    place, definition = sources.organisation.benchmark, part.frame.definition
    if not has_benchmark(place):
        return
    area = benchmark(place)
    people = Count.exact(area.total)
    here = _subject(sources, definition, "R3", POPULATION)
    yield here, (*_of(everyone.share), Count.exact(area.people(definition)), people)
    for group in FIVE_GROUPS:
        share = group_share(staff.everyone, part, group)
        if share is not None:
            number = sum(many for code, many in area.counts.items() if five_group(code) == group)
            one = _subject(sources, definition, f"R6-{group}", POPULATION, group=group)
            yield one, (*_of(share), Count.exact(number), people)


def _senior(sources: Sources, staff: Staff, part: Part, everyone: Sides) -> Iterator[tuple[Subject, Counts]]:
    above = sides(staff.at(*SENIOR), part)
    if not above.reason:
        senior, all_ = _of(above.share), _of(everyone.share)
        rest = (all_[0].less(senior[0]), all_[1].less(senior[1]))
        yield _subject(sources, part.frame.definition, "R4", OTHER_STAFF), (*senior, *rest)


def _levels(sources: Sources, staff: Staff, part: Part) -> Iterator[tuple[Subject, Counts]]:
    for place, level in enumerate(LEVELS[1:], 1):
        here, below = sides(staff.at(level), part), sides(staff.at(*LEVELS[:place]), part)
        if not (here.reason or below.reason):
            one = _subject(sources, part.frame.definition, f"R2-{level}", LOWER_LEVELS, level=str(level))
            yield one, (*_of(here.share), *_of(below.share))


def _of(share: Share) -> tuple[Count, Count]:
    return share.part, share.denominator


def _subject(
    sources: Sources,
    definition: EthnicityDefinition,
    indicator: str,
    comparator: str,
    *,
    group: str = MINORITY,
    level: str = "",
) -> Subject:
    return Subject(
        organisation=sources.organisation.code,
        indicator=indicator,
        definition=str(definition),
        outcome=Outcome.WANTED,
        group=group,
        comparator=comparator,
        level=level,
        version=VERSION,
        screened=False,
    )
