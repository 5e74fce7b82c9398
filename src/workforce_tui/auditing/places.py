"""Who belongs to which place: organisations, areas and all Wales, from the public list and from what files list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.auditing.statements import AREA, EVERYWHERE, WALES, counts_of
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from workforce_tui.auditing.statements import Figure, Reading

_Places: TypeAlias = "set[tuple[str, str]]"
"""Places or organisations, each at a period."""
_Totals: TypeAlias = "Mapping[tuple[str, str], tuple[int, int | None]]"

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
    totals = _totals(reading)
    return {
        period: _at(period, seen, reading, totals if adding_up else None)
        for period in sorted({period for _place, period in seen})
    }


def _at(period: str, seen: _Places, reading: Reading, totals: _Totals | None) -> Members:
    found, complete = _made_of(period, seen, reading, totals)
    by_area: dict[str, list[tuple[str, str]]] = {}
    for code, day in sorted(found):
        area = reading.areas.get(code) or _public_areas().get(code, "wales")
        by_area.setdefault(area, []).append((code, day))
    named = {place.removeprefix(AREA) for place, day in seen if place.startswith(AREA) and day == period}
    return Members({area: tuple(some) for area, some in by_area.items()}, frozenset(by_area) | named, complete)


def _made_of(period: str, seen: _Places, reading: Reading, totals: _Totals | None) -> tuple[_Places, bool]:
    """The organisations of all Wales at a period, each at its own, and whether there are no others.

    All Wales counts the latest figures of each organisation: where those of the very day do not make it up, and with
    those of the year before it, or all earlier ones, they do, these are what it is made of.
    """
    listed = reading.listed.get(period)
    own = listed or _present(period, seen)
    if totals is not None and period and not (listed and _adds_up(period, own, totals)):
        for after in (f"{int(period[:4]) - 1}{period[4:]}" if period[:4].isdigit() else "", ""):
            carried = own | _carried(after, period, seen, {code for code, _day in own})
            if carried != own and _adds_up(period, carried, totals):
                return carried, True
    return own, bool(listed) or (totals is not None and _adds_up(period, own, totals))


def _present(period: str, seen: _Places) -> _Places:
    """The organisations with figures at a period; at no period, each at its latest."""
    if period:
        return {(place, day) for place, day in seen if is_organisation(place) and day == period}
    return _newest(seen)


def _carried(after: str, before: str, seen: _Places, without: Collection[str]) -> _Places:
    """The organisations but some, each at its latest day *after* a day and *before* another."""
    return _newest({(place, day) for place, day in seen if after < day < before and place not in without})


def _newest(seen: _Places) -> _Places:
    latest: dict[str, str] = {}
    for place, day in seen:
        if is_organisation(place):
            latest[place] = max(day, latest.get(place, ""))
    return set(latest.items())


def _totals(reading: Reading) -> _Totals:
    """What is said of the headcount of each place and period."""
    wanted = (one for one in reading.statements if one.figure.measure == "headcount" and not one.figure.row)
    return {(figure.place, figure.period): ends for figure, ends in counts_of(wanted).items() if not figure.cut}


def _adds_up(period: str, found: _Places, totals: _Totals) -> bool:
    """Whether the headcounts of the organisations could be all there is of the headcount of all Wales."""
    whole = totals.get((WALES, period))
    parts = [totals.get((code, day)) for code, day in found if _public_areas().get(code) != "outside-wales"]
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
