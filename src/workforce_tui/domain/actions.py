"""Figures of the registers of actions: leadership training (T2), and sums of what records state.

A number nobody stated is not 0: a sum says how many of the records state it, and there is none where no record does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.records import Record


@dataclass(frozen=True, slots=True)
class Stated:
    """A sum over records: of those that state the number (`stated` of `records`). `total` None: none does."""

    total: int | Decimal | None
    stated: int
    records: int


@dataclass(frozen=True, slots=True)
class TrainedLeaders:
    """Senior leaders of an organisation in a year to 31 March, and how many have completed the training (T2).

    Numbers are None where they are not stated, or where `records`, which are several, cannot both hold.
    """

    organisation: str
    year: int
    leaders: int | None
    completed: int | None
    records: tuple[int, ...]

    @property
    def is_doubled(self) -> bool:
        """Whether more than one record speaks of this organisation and year."""
        return bool(self.organisation) and len(self.records) > 1


def stated(records: Sequence[Record], key: str) -> Stated:
    """The sum of a number over records."""
    numbers = [value for one in records if isinstance(value := one.values.get(key), (int, Decimal))]
    return Stated(sum(numbers) if numbers else None, len(numbers), len(records))


def trained_leaders(records: Iterable[Record]) -> tuple[TrainedLeaders, ...]:
    """T2 for each organisation and year there is a record of, by organisation, the latest year first."""
    held: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for one in records:
        year = one.values.get("year")
        if isinstance(year, int):
            for organisation in one.organisations:
                held[organisation, year].append(one)
    return tuple(_trained(*place, held[place]) for place in sorted(held, key=lambda one: (one[0], -one[1])))


def trained_together(found: Iterable[TrainedLeaders], year: int) -> TrainedLeaders:
    """T2 of all organisations that state both numbers for the year."""
    whole = [one for one in found if one.year == year and one.leaders is not None and one.completed is not None]
    leaders, completed = sum(one.leaders or 0 for one in whole), sum(one.completed or 0 for one in whole)
    numbers = tuple(number for one in whole for number in one.records)
    return TrainedLeaders("", year, leaders if whole else None, completed if whole else None, numbers)


def _trained(organisation: str, year: int, records: Sequence[Record]) -> TrainedLeaders:
    numbers = tuple(one.id for one in records)
    if len(records) > 1:
        return TrainedLeaders(organisation, year, None, None, numbers)
    leaders, completed = (records[0].values.get(key) for key in ("leaders", "completed"))
    return TrainedLeaders(
        organisation,
        year,
        leaders if isinstance(leaders, int) else None,
        completed if isinstance(completed, int) else None,
        numbers,
    )
