"""Counts that hold one another, as base cells: those who resigned are among those who left, who are among the staff."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Figure, FigureKey, PublishedFigure, Release

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.disclosure.model import ShareFigure

Cells = tuple[int, ...]


@dataclass(slots=True)
class NestedCounts:
    """Puts counts of people together cell by cell, and makes a release of them.

    `told` are counts that readers know already: they are shown elsewhere. `printed` are those that were handed out,
    with the percentages `of_printed`, as `lines` say: rounded, or withheld.
    """

    numbers: list[int] = field(default_factory=list)
    figures: dict[FigureKey, Cells] = field(default_factory=dict)
    told: dict[FigureKey, Cells] = field(default_factory=dict)
    printed: dict[FigureKey, Cells] = field(default_factory=dict)
    of_printed: list[ShareFigure] = field(default_factory=list)
    lines: list[PublishedFigure] = field(default_factory=list)

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

    def along(
        self, pieces: Sequence[int], values: Mapping[str, int], ends: Mapping[str, int]
    ) -> tuple[list[Cells], dict[str, Cells]]:
        """Counts that begin with the first of some pieces laid end to end; returns the cells of the pieces and counts.

        A count is the pieces before its end in *ends*, or before any such end, where they are just so many people;
        else as many people as it has, a piece being cut where it ends, and more than all pieces where they are fewer.
        """
        empty = self.cell(0) if 0 in values.values() else ()
        starts: list[tuple[int, int]] = []
        made: list[Cells] = []
        for low, size in zip(accumulate(pieces, initial=0), pieces, strict=False):
            cuts = [low, *sorted({one for one in values.values() if low < one < low + size}), low + size]
            made.append(tuple(self.cell(after - before)[0] for before, after in pairwise(cuts)))
            starts += zip(cuts, made[-1], strict=False)
        reached = sum(pieces)
        for value in sorted({one for one in values.values() if one > reached}):
            starts.append((reached, self.cell(value - reached)[0]))
            reached = value
        whole = {sum(pieces[:end]): end for end in sorted(ends.values(), reverse=True)}
        found: dict[str, Cells] = {}
        for name, value in values.items():
            end = ends[name] if name in ends and sum(pieces[: ends[name]]) == value else whole.get(value)
            inside = (cell for start, cell in starts if start < value) if end is None else chain(*made[:end])
            found[name] = (*empty, *inside)
        return made, found

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
        context = tuple(self._figure(key, cells) for key, cells in sorted({**self.told, **self.printed}.items()))
        shares = tuple(self.of_printed)
        return Release(tuple(map(Count.exact, self.numbers)), figures, context=context, context_shares=shares)

    def ledger(self) -> tuple[PublishedFigure, ...]:
        """What is told already, as the ledger has figures."""
        told = (PublishedFigure(key, Count.exact(self.total(cells))) for key, cells in sorted(self.told.items()))
        return (*told, *self.lines)

    def _figure(self, key: FigureKey, cells: Cells) -> Figure:
        return Figure(key, cells, Count.exact(self.total(cells)))
