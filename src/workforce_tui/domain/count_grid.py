"""A grid of counts as a person types it: grades down, ethnic groups across, one page for each outcome of an event.

A cell is a count, or an interval where a number is withheld; a cell nobody typed in is no zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from workforce_tui.domain.datasets import Dataset
    from workforce_tui.domain.ethnicity import Scheme

Place = tuple[str, str, str]
"""(page, line, group): where a cell is, by code."""


@dataclass(frozen=True, slots=True)
class GridPage:
    """The counts of one outcome or stage; a dataset without any has one page, whose code is ""."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """A grade and a kind of worker. `grade` is "" for events whose grade is not given.

    `locked` is why nothing can be typed here; "" where it can.
    """

    key: str
    grade: str
    worker: str
    name: str
    locked: str = ""


@dataclass(frozen=True, slots=True)
class GridGroup:
    """An ethnic group, or a way of not knowing it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CountGrid:
    """What can be typed about one organisation, dataset and year, and what is held of it as counts.

    `start` and `end` are the days of the period; both are the snapshot's day for staff in post. `notes` say what the
    person who types should know, such as that the figures held use other groups.
    """

    organisation: str
    name: str
    dataset: Dataset
    year: int
    start: date
    end: date
    scheme: Scheme
    pages: tuple[GridPage, ...]
    lines: tuple[GridLine, ...]
    groups: tuple[GridGroup, ...]
    held: Mapping[Place, Count]
    notes: tuple[str, ...] = ()

    def places(self) -> Iterable[Place]:
        """Every cell that can be typed in, page by page and line by line."""
        return (
            (page.code, line.key, group.code)
            for page in self.pages
            for line in self.lines
            if not line.locked
            for group in self.groups
        )

    def line(self, key: str) -> GridLine | None:
        """The line with this key."""
        return next((one for one in self.lines if one.key == key), None)

    @property
    def shown(self) -> Mapping[Place, Count]:
        """The counts held, where the grid has a cell for each of them; else none: a part would pass for the whole."""
        codes = {group.code for group in self.groups}
        return self.held if all(place[2] in codes for place in self.held) else {}

    @property
    def form(self) -> str:
        """What its unsaved entries are kept under: one form for each organisation, dataset and year."""
        return f"counts-{self.organisation}-{self.dataset}-{self.year}"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that would be different: what is held and what was typed, None where there is nothing."""

    place: Place
    before: Count | None
    after: Count | None


def changes(before: Mapping[Place, Count], after: Mapping[Place, Count]) -> tuple[CellChange, ...]:
    """What is different, in the order of the cells; nobody and nothing held is the same."""
    places = dict.fromkeys([*before, *after])
    return tuple(
        CellChange(place, before.get(place), after.get(place))
        for place in places
        if (before.get(place) or ZERO) != (after.get(place) or ZERO)
    )


@dataclass(frozen=True, slots=True)
class GridTotals:
    """The sums of one page: of each line, of each group, and of all."""

    lines: Mapping[str, Count]
    groups: Mapping[str, Count]
    everything: Count


def totals(page: str, counts: Mapping[Place, Count]) -> GridTotals:
    """The sums of the cells of *page* that hold a count."""
    lines: dict[str, Count] = {}
    groups: dict[str, Count] = {}
    here = {place: count for place, count in counts.items() if place[0] == page}
    for (_page, line, group), count in here.items():
        lines[line] = lines.get(line, ZERO) + count
        groups[group] = groups.get(group, ZERO) + count
    return GridTotals(lines, groups, total(here.values()))
