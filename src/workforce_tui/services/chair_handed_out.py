"""What editions of a return told of the events of a year, beside the counts a chair is shown of them.

Their tables divide events by outcome and by grade, in rounded counts. So that nothing withheld there is worked out with
the exact counts of a chair's screens, both are sums of the same cells: of those who resigned in each grade, of those
who retired, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.ledger import COUNTED
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.edition_events import CUT, events_of_year, is_nested, release_of_events
from workforce_tui.services.event_pools import TRANSFER
from workforce_tui.services.ledger import figures_told, known_publications
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.pooled_events import DECIDED, RESIGNATION, UPHELD
from workforce_tui.services.year_events import NOT_TRAINED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workforce_tui.domain.disclosure.model import PublishedFigure
    from workforce_tui.domain.disclosure.nested import Cells, NestedCounts
    from workforce_tui.services.edition_events import EventCells, EventRelease
    from workforce_tui.services.workspace import Workspace

_DATASETS: Mapping[str, Dataset] = {
    "promoted": Dataset.PROMOTIONS,
    "temporarily_promoted": Dataset.TEMPORARY_PROMOTIONS,
    "left": Dataset.LEAVERS,
    "resigned": Dataset.LEAVERS,
    "joined": Dataset.JOINERS,
    "trained": Dataset.TRAINING,
    "disciplined": Dataset.DISCIPLINE,
    "in_capability": Dataset.CAPABILITY,
    "grievances": Dataset.GRIEVANCES,
    "upheld": Dataset.GRIEVANCES,
    "decided": Dataset.GRIEVANCES,
}
"""The dataset of each count that is not of applicants."""
_NOT_COUNTED: Mapping[Dataset, tuple[str, ...]] = {
    Dataset.LEAVERS: (TRANSFER,),
    Dataset.JOINERS: (TRANSFER,),
    Dataset.TRAINING: NOT_TRAINED,
}
"""Outcomes that a count of all of a dataset leaves out."""
_SOME: Mapping[str, tuple[str, ...]] = {"resigned": (RESIGNATION,), "upheld": UPHELD, "decided": DECIDED}
"""The outcomes of a count that is of some of a dataset."""
_STAGES: Mapping[str, str] = {
    "applied": "applied",
    "shortlisted": "shortlisted",
    "of_shortlisted": "shortlisted",
    "interviewed": "interviewed",
    "offered": "offered",
    "started": "started",
}
"""The stage of applicants each count is of; who was appointed is at one of them, as is what a stage is of."""

Place = tuple[Dataset, str, str, Membership]
"""A dataset, outcome, grade and group."""


@dataclass(slots=True)
class HandedOutEvents:
    """The events of a year in editions, as cells of the counts of a year; nothing where no edition told of them."""

    nested: NestedCounts
    release: EventRelease | None = None
    lines: tuple[PublishedFigure, ...] = ()
    apart: frozenset[Dataset] = frozenset()
    """Datasets whose counts cannot be put beside what was handed out: none of these is shown."""
    cells: dict[int, Cells] = field(default_factory=dict)
    counted: dict[tuple[str, str], Cells] = field(default_factory=dict)
    """The cells of each count that a briefing may have told, by its name and group."""

    def may_show(self, name: str) -> bool:
        """Whether a count can be protected together with what was handed out."""
        return _DATASETS.get(name, Dataset.RECRUITMENT) not in self.apart

    def chain(
        self, names: Sequence[str], groups: Collection[Membership], values: Mapping[str, int]
    ) -> dict[str, Cells]:
        """Counts of some groups, each among every greater one, laid along the events of the dataset of *names*."""
        dataset = _DATASETS.get(names[0], Dataset.RECRUITMENT)
        placed = None if self.release is None else self.release.placed.get(dataset)
        if placed is None or self.release is None or dataset in self.apart or not values:
            return self.nested.chain(values)
        order = _order(dataset, {key[0] for key in placed})
        places = [key for key in placed if key[2] in groups]
        places.sort(key=lambda key: (order.index(key[0]), key[1], str(key[2].value)))
        sizes = [self.release.cells[placed[key]].low for key in places]
        ends = {name: sum(key[0] in counted for key in places) for name, counted in _ends(dataset, order).items()}
        made, found = self.nested.along(sizes, values, ends)
        self.cells.update(zip((placed[key] for key in places), made, strict=True))
        self.counted.update({(name, str(group.value)): found[name] for group in groups for name in found})
        return found

    def tell(self) -> None:
        """Add what was handed out to the counts of the year, as readers have it."""
        if self.release is None:
            return
        for place, count in enumerate(self.release.cells):
            if place not in self.cells:
                self.cells[place] = self.nested.cell(count.low)
        told = {line.key for line in self.lines}
        shares = [share for key, share in self.release.shares.items() if key in told]
        wanted = told | {key for share in shares for key in (share.part, share.base)}
        for key, figure in self.release.figures.items():
            if key in wanted:
                self.nested.printed[key] = tuple(cell for place in figure.cells for cell in self.cells[place])
        for key in told:
            if key.dimension == COUNTED and (key.row, key.measure) in self.counted:
                self.nested.printed[key] = self.counted[key.row, key.measure]
        self.nested.of_printed += shares
        self.nested.lines += self.lines


def handed_out_events(
    ws: Workspace, organisation: str, year: int, profile: str, nested: NestedCounts
) -> HandedOutEvents:
    """What readers of a profile were given of the events of a reporting year."""
    lines = _lines(ws, organisation, year, profile)
    told = {line.key.cut.removeprefix(f"{CUT}:").partition("-")[0] for line in lines}
    events = [one for one in events_of_year(ws, organisation, year) if str(one.dataset) in told] if lines else []
    if not events:
        return HandedOutEvents(nested)
    known = [one for one in events if _is_known(one)]
    apart = frozenset(one.dataset for one in events if one not in known)
    with ws.reading() as session:
        book = GradeBook.load(session)
    release = release_of_events(get_organisation(ws, organisation), year, known, book)
    return HandedOutEvents(nested, release, lines, apart)


def _lines(ws: Workspace, organisation: str, year: int, profile: str) -> tuple[PublishedFigure, ...]:
    """The lines of the ledger that are of events of the year."""
    entries = [one for one in known_publications(ws, profile) if one.organisation == organisation]
    day = collection_year(year).end
    return tuple(
        one
        for lines in figures_told(ws, entries)
        for one in lines
        if one.key.as_at == day and one.key.cut.startswith(f"{CUT}:")
    )


def _is_known(events: EventCells) -> bool:
    """Whether all of a dataset is known exactly, in stages that hold one another where it has stages."""
    return all(count.is_exact for count in events.counts.values()) and (not events.staged or is_nested(events))


def _order(dataset: Dataset, outcomes: Collection[str]) -> list[str]:
    """The outcomes, those that counts are of before those that they are not of."""
    if dataset is Dataset.RECRUITMENT:
        return [stage for stage in reversed(dict.fromkeys(_STAGES.values())) if stage in outcomes]
    first = [RESIGNATION] if dataset is Dataset.LEAVERS else [*DECIDED] if dataset is Dataset.GRIEVANCES else []
    last = _NOT_COUNTED.get(dataset, ())
    middle = sorted(one for one in outcomes if one not in first and one not in last)
    return [*first, *middle, *last]


def _ends(dataset: Dataset, order: Sequence[str]) -> dict[str, Collection[str]]:
    """The outcomes each count of a dataset is of; an applicant at a stage was at those before it."""
    if dataset is Dataset.RECRUITMENT:
        return {name: order[: order.index(stage) + 1] for name, stage in _STAGES.items() if stage in order}
    rest = [one for one in order if one not in _NOT_COUNTED.get(dataset, ())]
    return {name: _SOME.get(name, rest) for name, of in _DATASETS.items() if of is dataset}
