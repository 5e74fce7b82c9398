"""Flows of an organisation whose people are not held one by one on both dates: from its events, beside its snapshots.

What only people who are followed can show (moved down, other work, from which grade to which) is None, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.reconciliation import MEASURES, covers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.datasets import Dataset

APART = frozenset({Membership.UNCLEAR, Membership.NOT_GIVEN})
"""Of whom nobody can say which group they are of."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EventCounts:
    """What snapshots and events say of one group, or of everybody; None is not known.

    `stayed` is start - left, where that is exact and start + joined - left is the number at the end.
    """

    start: Count | None = None
    end: Count | None = None
    joined: Count | None = None
    left: Count | None = None
    promoted: Count | None = None
    temporarily_promoted: Count | None = None

    @property
    def expected(self) -> tuple[int, int] | None:
        """The least and the most start + joined - left can be; None where one of them is not known."""
        if self.start is None or self.joined is None or self.left is None:
            return None
        return self.start.low + self.joined.low - self.left.high, self.start.high + self.joined.high - self.left.low

    @property
    def difference(self) -> tuple[int, int] | None:
        """What start + joined - left is more than the number at the end: the least and the most."""
        if self.expected is None or self.end is None:
            return None
        return self.expected[0] - self.end.high, self.expected[1] - self.end.low

    @property
    def stayed(self) -> Count | None:
        """Who was in post at both dates."""
        if self.difference != (0, 0) or self.start is None or self.left is None or self.left.low > self.start.low:
            return None
        exact = self.start.is_exact and self.left.is_exact
        return Count.exact(self.start.low - self.left.low) if exact else None


@dataclass(frozen=True, slots=True)
class EventFlows:
    """The flows of one organisation from the end of one day to the end of another, from files or counts of events.

    `periods` are the periods of each list of events that are held of any of that time; those in `used` are of exactly
    that time, and the figures of the others are None.
    """

    organisation: str
    start: date
    end: date
    definition: EthnicityDefinition
    total: EventCounts
    by_group: Mapping[Membership, EventCounts]
    periods: Mapping[Dataset, tuple[tuple[date, date], ...]] = field(default_factory=dict)
    used: frozenset[Dataset] = frozenset()
    lacking: Mapping[Dataset, frozenset[str]] = field(default_factory=dict)
    """Kinds of worker of the snapshots that no event of a list is about."""
    notes: tuple[str, ...] = ()

    @property
    def differences(self) -> tuple[tuple[Membership | None, EventCounts], ...]:
        """The groups, everybody first, in which start + joined - left can be set beside the end."""
        every: list[tuple[Membership | None, EventCounts]] = [(None, self.total), *self.by_group.items()]
        return tuple((group, one) for group, one in every if one.difference is not None)


def counted(numbers: Iterable[tuple[str, Count]], definition: EthnicityDefinition) -> dict[Membership, Count]:
    """Numbers by ethnicity code, for each way to stand under a definition."""
    sums: dict[Membership, Count] = dict.fromkeys(Membership, ZERO)
    for code, number in numbers:
        sums[membership(code, definition)] += number
    return sums


def of_group(sums: Mapping[Membership, Count] | None, group: Membership) -> Count | None:
    """The number of one group; None where that would be nobody, and somebody who stands apart may be of it."""
    if sums is None:
        return None
    unsaid = sums[Membership.NOT_GIVEN].high
    if group in (Membership.MINORITY, Membership.WHITE):
        unsaid += sums[Membership.UNCLEAR].high
    return None if unsaid and not sums[group].high and group not in APART else sums[group]


def is_whole(periods: Sequence[tuple[date, date]], start: date, end: date) -> bool:
    """Whether periods are exactly the time after *start* up to *end*, no day of it twice.

    Of two dates that both begin a month, the staff are how the day before left them.
    """
    once = sorted(set(periods))
    if any(after[0] < before[1] for before, after in pairwise(once)):
        return False
    return covers(once, start, end) or (start.day == end.day == 1 and covers(once, start - DAY, end - DAY))


def event_counts(
    snapshots: tuple[Mapping[Membership, Count], Mapping[Membership, Count]],
    events: Mapping[Dataset, Mapping[Membership, Count]],
) -> tuple[EventCounts, dict[Membership, EventCounts]]:
    """Everybody, and each group, out of the staff on both dates and the lists of events that are whole."""
    start, end = snapshots

    def of(group: Membership | None) -> EventCounts:
        sides = {"start": start, "end": end} | {MEASURES[one]: sums for one, sums in events.items()}
        return EventCounts(
            **{key: sum(sums.values(), ZERO) if group is None else of_group(sums, group) for key, sums in sides.items()}
        )

    return of(None), {group: of(group) for group in Membership}
