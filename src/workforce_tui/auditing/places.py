"""Who belongs to which place: organisations, areas and all Wales, from the public list and from what files list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.auditing.statements import AREA, EVERYWHERE, WALES, counts_of
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.auditing.statements import Figure, Reading

OUTSIDE = f"{AREA}outside-wales"
_AREAS = ("gwent", "south-wales", "north-wales", "dyfed-powys", "wales")


@cache
def _public_areas() -> Mapping[str, str]:
    return {row["code"]: row["area"] if row["in_wales"] == "yes" else "outside-wales" for row in rows("organisations")}


def is_organisation(place: str) -> bool:
    """Whether a place is one organisation."""
    return place not in (WALES, EVERYWHERE) and not place.startswith(AREA)


@dataclass(frozen=True, slots=True)
class Members:
    """Which organisations, each at which period, make up the places at one period.

    `complete` says that there are no others: a table lists them, or their headcounts add up to that of all Wales.
    """

    by_area: Mapping[str, tuple[tuple[str, str], ...]]
    areas: frozenset[str]
    complete: bool

    def parts(self, place: str) -> tuple[str, ...] | tuple[tuple[str, str], ...]:
        """The areas of all Wales, or the (organisation, period) pairs of an area."""
        if place in (WALES, EVERYWHERE):
            return tuple(AREA + area for area in sorted(self.areas) if place == EVERYWHERE or area in _AREAS)
        return self.by_area.get(place.removeprefix(AREA), ())


def members(reading: Reading, *, adding_up: bool = True) -> dict[str, Members]:
    """Who makes up the places at each period that anything is said of.

    With *adding_up*, organisations whose headcounts add up to that of all Wales are taken to be all there are.
    """
    seen = {(one.figure.place, one.figure.period) for one in reading.statements}
    seen |= {(figure.place, figure.period) for one in reading.relations for figure, _times in one.terms}
    return {period: _at(period, seen, reading, adding_up) for period in sorted({period for _place, period in seen})}


def _at(period: str, seen: set[tuple[str, str]], reading: Reading, adding_up: bool) -> Members:
    found = reading.listed.get(period) or _present(period, seen)
    by_area: dict[str, list[tuple[str, str]]] = {}
    for code, day in sorted(found):
        area = reading.areas.get(code) or _public_areas().get(code, "wales")
        by_area.setdefault(area, []).append((code, day))
    named = {place.removeprefix(AREA) for place, day in seen if place.startswith(AREA) and day == period}
    complete = period in reading.listed or (adding_up and _adds_up(period, found, reading))
    return Members({area: tuple(some) for area, some in by_area.items()}, frozenset(by_area) | named, complete)


def _present(period: str, seen: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The organisations with figures at a period; at no period, each at its latest."""
    if period:
        return {(place, day) for place, day in seen if is_organisation(place) and day == period}
    latest: dict[str, str] = {}
    for place, day in seen:
        if is_organisation(place):
            latest[place] = max(day, latest.get(place, ""))
    return set(latest.items())


def _adds_up(period: str, found: set[tuple[str, str]], reading: Reading) -> bool:
    """Whether the headcounts of the organisations could be all there is of the headcount of all Wales."""
    wanted = (one for one in reading.statements if one.figure.measure == "headcount" and not one.figure.row)
    counts = {(figure.place, figure.period): ends for figure, ends in counts_of(wanted).items() if not figure.cut}
    whole = counts.get((WALES, period))
    parts = [counts.get(one) for one in found]
    if whole is None or not parts or None in parts:
        return False
    low = sum(part[0] for part in parts if part)
    high = None if any(part and part[1] is None for part in parts) else sum(part[1] or 0 for part in parts if part)
    return (whole[1] is None or low <= whole[1]) and (high is None or high >= whole[0])


def settle_everywhere(reading: Reading) -> None:
    """Take tables of every organisation for tables of all Wales where they list none outside it.

    "All Wales" as an area is the bodies of all Wales where there is a total beside it, and else the total.
    """
    named = {code for some in reading.listed.values() for code, _day in some}
    places = {one.figure.place for one in reading.statements} | named
    if OUTSIDE in places or any(_public_areas().get(place) == "outside-wales" for place in places):
        return

    totals = {one.figure.period for one in reading.statements if one.figure.place in (WALES, EVERYWHERE)}

    def settled(figure: Figure) -> Figure:
        alone = figure.place == f"{AREA}wales" and figure.period not in totals
        return replace(figure, place=WALES) if figure.place == EVERYWHERE or alone else figure

    reading.statements = [replace(one, figure=settled(one.figure)) for one in reading.statements]
    reading.derived = [replace(one, minority=settled(one.minority)) for one in reading.derived]
    reading.relations = [
        replace(one, terms=tuple((settled(figure), times) for figure, times in one.terms)) for one in reading.relations
    ]
