"""Two accounts of the same year side by side: what snapshots show, and what lists of events say.

Neither is preferred. They differ for good reasons (somebody joined and left between two snapshots, a promotion was
taken back) and for bad ones (a file lacks a month), and the difference is where to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import Dataset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.ethnicity import Membership

MEASURES = {
    Dataset.JOINERS: "joined",
    Dataset.LEAVERS: "left",
    Dataset.PROMOTIONS: "promoted",
    Dataset.TEMPORARY_PROMOTIONS: "temporarily_promoted",
}
"""The lists of events that snapshots show too, and the figure of flows each stands beside."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure from both: of one group, or of everybody (None). Events may be known only between two numbers."""

    group: Membership | None
    snapshots: int
    events: Count

    @property
    def difference(self) -> tuple[int, int]:
        """Events less snapshots: the least and the most it can be."""
        return self.events.low - self.snapshots, self.events.high - self.snapshots

    @property
    def agrees(self) -> bool:
        """Whether both can be the same number."""
        return self.events.low <= self.snapshots <= self.events.high


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What snapshots and one kind of events say of the time between two dates.

    `lines` are empty where the events held do not cover that time exactly; `periods` are those held of it then too.
    `only_events` and `only_snapshots` are how many people one account has and the other has not, None where the
    events are not held one by one; `came_and_went` of the former are in the lists of joiners and of leavers both.
    `lacking` are the kinds of worker the snapshots show in this figure and the events hold nobody of.
    """

    dataset: Dataset
    periods: tuple[tuple[date, date], ...]
    lines: tuple[Beside, ...] = ()
    only_events: int | None = None
    only_snapshots: int | None = None
    came_and_went: int = 0
    lacking: frozenset[str] = frozenset()

    @property
    def measure(self) -> str:
        """The figure of flows it is about."""
        return MEASURES[self.dataset]

    @property
    def covered(self) -> bool:
        """Whether the events held are of exactly the time between the dates."""
        return bool(self.lines)

    @property
    def agrees(self) -> bool:
        """Whether both accounts can be true in every group."""
        return self.covered and all(line.agrees for line in self.lines)


def covers(periods: Sequence[tuple[date, date]], start: date, end: date) -> bool:
    """Whether periods (both days included) are exactly the days after *start* up to *end*.

    A period may begin on *start* itself: "31 March to 31 March" is how a year is often written.
    """
    day = timedelta(days=1)
    reached = start
    for first, last in sorted(periods):
        if first < start or last > end or first > reached + day:
            return False
        reached = max(reached, last)
    return reached == end
