"""The counts of an edition as its readers have them: what a table shows, as widely as it may have been rounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, Published
from workforce_tui.services.publication_building import cell_of
from workforce_tui.services.release_plan import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import Protection
    from workforce_tui.services.release import ReleaseDraft

BY_DEFINITION = frozenset({"minority", "white", "share"})


@dataclass(frozen=True, slots=True)
class PublishedCounts:
    """The figures of one organisation's return after protection, by what they are of."""

    draft: ReleaseDraft
    protection: Protection
    organisation: str
    area: str

    def key(self, day: date, measure: str, dimension: str = "", row: str = "", cut: str = "") -> FigureKey:
        """The key of a figure under the headline's definition."""
        definition = str(HEADLINE) if measure in BY_DEFINITION else ""
        return FigureKey(self.organisation, self.area, day, dimension, row, measure, definition, cut)

    def cell(self, key: FigureKey) -> Cell:
        """What is drawn of a figure; not available where no table has it."""
        reason = self.draft.absent.get(key)
        if reason is not None:
            return NotAvailable(reason)
        if key not in self.protection.verdicts:
            return NotAvailable("")
        return cell_of(self.protection.verdicts[key])

    def count(self, key: FigureKey) -> Count | None:
        """What a reader knows of a count: the published figure, as wide as its rounding; None where there is none."""
        verdict = self.protection.verdicts.get(key)
        if not isinstance(verdict, Published):
            return None
        return as_known(verdict, self.protection.profile.threshold)


def as_known(verdict: Published, threshold: int) -> Count:
    """A published count as a reader knows it, from its rounding and the threshold stated beside it."""
    half = verdict.rounding // 2
    low = max(verdict.value.low - half, 0)
    if verdict.rounding and verdict.value.high:
        low = max(low, threshold)
    return Count(low, max(verdict.value.high + half, low))


def worst(cells: Iterable[Cell]) -> Cell | None:
    """The first that is withheld, else the first that does not exist; None where all are shown."""
    held = [cell for cell in cells if not isinstance(cell, Shown)]
    return next((cell for cell in held if isinstance(cell, Withheld)), held[0] if held else None)
