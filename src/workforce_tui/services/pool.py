"""Events with what they are a share of, added up over the years that have both and say the same of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.indicator_sides import unlike
from workforce_tui.services.year_events import year_text

if TYPE_CHECKING:
    from workforce_tui.domain.indicator_sides import Part, Tally


@dataclass(frozen=True)
class _Year:
    """What one year adds to a pool."""

    year: int
    events: Tally
    base: Tally
    notes: tuple[str, ...]


@dataclass
class Pool:
    """The events and the base of the years that have both, with what must be said of them; `reasons` of the others."""

    events: Tally | None = None
    base: Tally | None = None
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    _years: list[_Year] = field(default_factory=list)

    @property
    def used(self) -> int:
        """How many years are in it."""
        return len(self._years)

    def add(self, year: int, events: Tally, base: Tally, *notes: str) -> None:
        """A year that has both."""
        self.events = events if self.events is None else self.events.with_(events)
        self.base = base if self.base is None else self.base.with_(base)
        self._years.append(_Year(year, events, base, notes))
        self.notes += [note for note in notes if note and note not in self.notes]

    def lacks(self, reason: str) -> None:
        """A year that has not."""
        if reason not in self.reasons:
            self.reasons.append(reason)

    def for_part(self, part: Part) -> Pool:
        """Without the years that say of far more of the events than of the base who is in the part, or of far fewer.

        Such a year would add to one side of the rate what it cannot add to the other.
        """
        said = {one.year: unlike(one.events, one.base, part, year_text(one.year)) for one in self._years}
        kept = [one for one in self._years if not said[one.year]]
        if len(kept) == len(self._years):
            return self
        dropped = {note for one in self._years if said[one.year] for note in one.notes}
        some = Pool(reasons=list(self.reasons))
        for one in self._years:
            if said[one.year]:
                some.lacks(said[one.year])
            else:
                some.add(one.year, one.events, one.base, *one.notes)
        some.notes = [note for note in self.notes if note not in dropped or note in some.notes]
        return some
