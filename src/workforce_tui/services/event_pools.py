"""Events and the people they are a share of, added up over the years that have both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count, shared_count
from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.flows import Move
from workforce_tui.domain.formatting import count_text, long_date, number
from workforce_tui.domain.indicator_sides import Counted, Tally
from workforce_tui.domain.workforce import WorkerType, worker_type_name
from workforce_tui.i18n import N_, _
from workforce_tui.services.pool import Pool
from workforce_tui.services.year_events import year_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workforce_tui.domain.flows import Flows
    from workforce_tui.services.indicator_sources import Sources, Staff
    from workforce_tui.services.year_events import Events

TRANSFER = "transfer"
_NO_START = N_("There is no snapshot at the start of the period, whose staff would be the base.")
_LATE = N_("There is no snapshot at the start of the period, so the base is that of its end.")
_APART = N_("The snapshots of {start} and {end} are not a year apart, so the moves between them are not used.")
_NO_YEAR = N_("There is no snapshot in the year, whose staff would be the base.")
_NOT_HELD = N_("{dataset}: nothing is held for {period}.")
_ELSEWHERE = N_("{dataset}: what is held is for {periods}, which is not within {period}.")

Kind = tuple[Move, bool]
"""What became of somebody, and whether they were transferred from or to another organisation held."""
Moved = dict[Kind, dict[tuple[str, str], int]]
"""How many people of an ethnicity and a sex (or what else they are divided by) each kind of move was made by."""

_AT_START = frozenset((move, elsewhere) for move in Move if move is not Move.JOINED for elsewhere in (False, True))
_MOVES: Mapping[Dataset, frozenset[Kind]] = {
    Dataset.PROMOTIONS: frozenset({(Move.PROMOTED, False), (Move.PROMOTED, True)}),
    Dataset.TEMPORARY_PROMOTIONS: frozenset({(Move.TEMPORARILY_PROMOTED, False), (Move.TEMPORARILY_PROMOTED, True)}),
    Dataset.LEAVERS: frozenset({(Move.LEFT, False)}),
    Dataset.JOINERS: frozenset({(Move.JOINED, False)}),
}
"""What two snapshots can show of a dataset; who was transferred neither joined nor left the service."""
SHOWN_BY_SNAPSHOTS = frozenset(_MOVES)
"""The datasets that moves between two snapshots stand in for."""


@dataclass(frozen=True)
class Pools:
    """What is held of an organisation for some reporting years, one after the other."""

    sources: Sources
    span: Sequence[int]
    moves: Mapping[int, Flows]
    _kinds: dict[int, Moved] = field(default_factory=dict, compare=False)

    def since_start(
        self,
        dataset: Dataset,
        events: Callable[[Events], Tally | None],
        *,
        by_moves: bool = True,
        later_base: bool = False,
        lacking: str = "",
    ) -> Pool:
        """Events with the staff at the start of each year; without an event file, moves between the two snapshots.

        A year whose events do not say what is asked (None) *lacks* what the text says. With *later_base*, a year
        without a snapshot at its start takes its own for the base, which is said. Leavers are not in that one, so no
        rate of theirs can be of it.
        """
        pool = Pool()
        for year in self.span:
            held, before = self.sources.events.get((year, dataset)), self.sources.staff_before(year)
            flows, late = self.moves.get(year) if by_moves else None, ""
            if before is None and later_base:
                before, late = self.sources.staff_of(year), _(_LATE)
            if held is None and flows is None:
                pool.lacks(self._nothing(year, dataset))
            elif held is None and flows is not None:
                self._add_moves(pool, year, flows, _MOVES[dataset])
            elif held is not None and before is None:
                pool.lacks(_(_NO_START))
            elif held is not None and before is not None:
                some = events(held)
                if some is None:
                    pool.lacks(lacking)
                    continue
                shown = "" if flows is None else _beside(held, some, self._moved(year, flows, _MOVES[dataset]))
                pool.add(year, some, before.everyone, _based(before), late, held.note, _uncovered(held, before), shown)
        return pool

    def in_year(self, dataset: Dataset, events: Callable[[Events], Tally]) -> Pool:
        """Events with the staff of the snapshot of each year."""
        pool = Pool()
        for year in self.span:
            held, staff = self.sources.events.get((year, dataset)), self.sources.staff_of(year)
            if held is None:
                pool.lacks(self._nothing(year, dataset))
            elif staff is None:
                pool.lacks(_(_NO_YEAR))
            else:
                pool.add(year, events(held), staff.everyone, _based(staff), held.note, _uncovered(held, staff))
        return pool

    def within(
        self,
        dataset: Dataset,
        events: Callable[[Events], Tally | None],
        base: Callable[[Events], Tally | None],
        lacking: str = "",
    ) -> Pool:
        """Some events of a dataset among others of it; a year without either *lacks* what the text says."""
        pool = Pool()
        for year in self.span:
            held = self.sources.events.get((year, dataset))
            if held is None:
                pool.lacks(self._nothing(year, dataset))
                continue
            some, among = events(held), base(held)
            if some is None or among is None:
                pool.lacks(lacking)
            else:
                pool.add(year, some, among, held.note)
        return pool

    def joiners(self, events: Callable[[Events], Tally]) -> Pool:
        """Those who joined; without an event file, people of the second snapshot who were not in the first."""
        pool = Pool()
        for year in self.span:
            held, flows = self.sources.events.get((year, Dataset.JOINERS)), self.moves.get(year)
            keep = _MOVES[Dataset.JOINERS]
            if held is not None:
                shown = "" if flows is None else _beside(held, events(held), self._moved(year, flows, keep))
                pool.add(year, events(held), events(held), held.note, shown)
            elif flows is not None:
                joined = Tally(self._moved(year, flows, keep), self._asked(year))
                pool.add(year, joined, joined, _followed(flows), *flows.notes)
            else:
                pool.lacks(self._nothing(year, Dataset.JOINERS))
        return pool

    def _add_moves(self, pool: Pool, year: int, flows: Flows, keep: frozenset[Kind]) -> None:
        asked = self._asked(year)
        start = Tally(self._moved(year, flows, _AT_START), asked)
        pool.add(
            year, Tally(self._moved(year, flows, keep), asked), start, _followed(flows), _at_first(flows), *flows.notes
        )

    def _moved(self, year: int, flows: Flows, keep: frozenset[Kind]) -> tuple[Counted, ...]:
        """People of some kinds of move, by ethnicity and sex; every dataset asks of the same moves."""
        if year not in self._kinds:
            self._kinds[year] = _by_kind(flows)
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for kind, people in self._kinds[year].items():
            if kind in keep:
                for who, many in people.items():
                    sums[who] += many
        return tuple(Counted(ethnicity, sex, shared_count(many, many)) for (ethnicity, sex), many in sums.items())

    def _asked(self, year: int) -> bool:
        both = (self.sources.staff_before(year), self.sources.staff_of(year))
        return all(staff.asks_grt for staff in both if staff is not None)

    def _nothing(self, year: int, dataset: Dataset) -> str:
        periods, period = self.sources.other_periods(year, dataset), year_text(year)
        text = _(_ELSEWHERE) if periods else _(_NOT_HELD)
        return (
            f"{text.format(dataset=dataset_name(dataset), periods=periods, period=period)} {self._apart(year)}".strip()
        )

    def _apart(self, year: int) -> str:
        """Why people who are held at both ends of a year are not followed; empty where that is not the reason."""
        before, after = self.sources.staff_before(year), self.sources.staff_of(year)
        if year in self.moves or not before or not after or before.as_at == after.as_at:
            return ""
        if not (before.has_persons and after.has_persons):
            return ""
        return _(_APART).format(start=long_date(before.as_at), end=long_date(after.as_at))


def _by_kind(flows: Flows) -> Moved:
    found: Moved = {}
    for one in flows.transitions:
        people = found.setdefault((one.move, one.transferred), {})
        who = (one.ethnicity, one.sex if one.trait is None else one.trait)
        people[who] = people.get(who, 0) + one.people
    return found


def _followed(flows: Flows) -> str:
    text = _("From people followed between the snapshots of {start} and {end}.")
    return text.format(start=long_date(flows.start), end=long_date(flows.end))


def _at_first(flows: Flows) -> str:
    return _("Base: staff in post on {date}.").format(date=long_date(flows.start))


def _based(staff: Staff) -> str:
    return _("Base: staff in post on {date}.").format(date=long_date(staff.as_at))


def _beside(held: Events, events: Tally, shown: tuple[Counted, ...]) -> str:
    """What the snapshots show, where that is another number than the event file's."""
    seen = sum(cell.number.low for cell in shown)
    if events.number == Count.exact(seen):
        return ""
    text = _("{dataset}: {events} in the event file, which is used; {moves} between the two snapshots.")
    return text.format(dataset=dataset_name(held.dataset), events=count_text(events.number), moves=number(seen))


def _uncovered(held: Events, staff: Staff) -> str:
    """The kinds of worker in the base whom no event is about, where the events say whom they are about at all."""
    about = held.worker_types
    absent = {cell.worker_type for cell in staff.cells} - about
    if not about or "" in about or not absent:
        return ""
    text = _("No events are held of these, who are in the base: {workers}.")
    return text.format(workers=", ".join(worker_type_name(WorkerType(one)).lower() for one in sorted(absent)))
