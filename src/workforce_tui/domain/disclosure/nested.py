"""Counts that hold one another, as base cells: those who resigned are among those who left, who are among the staff."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Figure, FigureKey, PublishedFigure, Release

if TYPE_CHECKING:
    from collections.abc import Mapping

Cells = tuple[int, ...]


@dataclass(slots=True)
class NestedCounts:
    """Puts counts of people together cell by cell, and makes a release of them.

    `told` are counts that readers know already: they are shown elsewhere.
    """

    numbers: list[int] = field(default_factory=list)
    figures: dict[FigureKey, Cells] = field(default_factory=dict)
    told: dict[FigureKey, Cells] = field(default_factory=dict)

    def cell(self, number: int) -> Cells:
        """A base cell of its own."""
        self.numbers.append(number)
        return (len(self.numbers) - 1,)

    def chain(self, values: Mapping[str, int]) -> dict[str, Cells]:
        """Counts each of which is among every greater one; those that are alike are the same people."""
        found: dict[str, Cells] = {}
        cells, reached = Cells(), 0
        for name, value in sorted(values.items(), key=lambda item: (item[1], item[0])):
            if value > reached or not cells:
                cells += self.cell(value - reached)
            found[name], reached = cells, value
        return found

    def within(self, whole: int, *parts: Cells) -> Cells:
        """A whole of which some cells are parts: with the rest of it, which is left out where the parts are more."""
        inside = tuple(cell for part in parts for cell in part)
        rest = whole - sum(self.numbers[cell] for cell in inside)
        return inside + self.cell(rest) if rest >= 0 else ()

    def total(self, cells: Cells) -> int:
        """How many people are in some cells."""
        return sum(self.numbers[cell] for cell in cells)

    def release(self) -> Release:
        """Every figure, beside those told already."""
        figures = tuple(self._figure(key, cells) for key, cells in sorted(self.figures.items()))
        context = tuple(self._figure(key, cells) for key, cells in sorted(self.told.items()))
        return Release(tuple(map(Count.exact, self.numbers)), figures, context=context)

    def ledger(self) -> tuple[PublishedFigure, ...]:
        """What is told already, as the ledger has figures."""
        return tuple(PublishedFigure(key, Count.exact(self.total(cells))) for key, cells in sorted(self.told.items()))

    def _figure(self, key: FigureKey, cells: Cells) -> Figure:
        return Figure(key, cells, Count.exact(self.total(cells)))
