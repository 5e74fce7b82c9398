"""The events of a return as tables of a release: each dataset a population of its own, by outcome and by grade.

Its base cells are outcome, grade and group. In recruitment an application counts at every stage up to the one it
reached: there each stage is a population (`stage_cut`), and the base cells are those who got to it and no further,
where that is known exactly.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import ZERO, Count, total
from workforce_tui.domain.datasets import EVENTS, OUTCOMES, Dataset, dataset_name, outcome_name
from workforce_tui.domain.disclosure.model import Figure, FigureKey, ShareFigure
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.ledger import COUNTED
from workforce_tui.i18n import _
from workforce_tui.services.event_pools import TRANSFER
from workforce_tui.services.events import EventDimension, event_summary
from workforce_tui.services.release import HEADCOUNT, KNOWN, MINORITY, SHARE, key_of, measures_of
from workforce_tui.services.release_plan import HEADLINE, PlannedRow, PlannedTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.dimensions import GradeBook
    from workforce_tui.services.release import ReleaseDraft
    from workforce_tui.services.workspace import Workspace

GROUPS = (Membership.MINORITY, Membership.WHITE, Membership.UNDECLARED, Membership.UNKNOWN)
"""The groups anybody could be in; an answer that is too coarse, or was not given, is one only where there are such."""
_MEASURES: Mapping[str, frozenset[Membership]] = {
    HEADCOUNT: frozenset(Membership),
    KNOWN: frozenset({Membership.MINORITY, Membership.WHITE, Membership.UNCLEAR}),
    **{str(one.value): frozenset({one}) for one in GROUPS},
}
CUT = "event"
OF_COUNTED: Mapping[str, tuple[Dataset, tuple[str, ...]]] = {
    "left": (Dataset.LEAVERS, (TRANSFER,)),
    "promoted": (Dataset.PROMOTIONS, ()),
}
"""The dataset of each count that briefings have of events, and the outcomes that it leaves out."""


def event_cut(dataset: Dataset) -> str:
    """What the figures of a dataset are cut by: of which people they are."""
    return f"{CUT}:{dataset}"


def stage_cut(dataset: Dataset, stage: str) -> str:
    """The same for those who reached a stage of recruitment."""
    return f"{event_cut(dataset)}-{stage}"


@dataclass(frozen=True, slots=True)
class EventCells:
    """The base cells of one dataset: how many people of each outcome, grade and group."""

    dataset: Dataset
    counts: Mapping[tuple[str, str, Membership], Count]

    @property
    def staged(self) -> bool:
        """Whether the outcomes are stages that follow one another."""
        return self.dataset is Dataset.RECRUITMENT

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes there are, in their order."""
        return _ordered({key[0] for key in self.counts}, [one.code for one in OUTCOMES[self.dataset]])

    @property
    def reason(self) -> str:
        """Why the two groups cannot be told apart; "" where they can."""
        held = {key[2] for key, count in self.counts.items() if count.high}
        if Membership.NOT_GIVEN in held:
            return _("Some are counted without their ethnicity.")
        return _("Some answers are too coarse for this definition.") if Membership.UNCLEAR in held else ""


@dataclass(slots=True)
class _Adding:
    """The release that grows: base cells, figures, shares and what does not exist."""

    cells: list[Count]
    figures: dict[FigureKey, Figure] = field(default_factory=dict)
    shares: dict[FigureKey, ShareFigure] = field(default_factory=dict)
    absent: dict[FigureKey, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Whose:
    organisation: Organisation
    year: int
    day: date
    book: GradeBook


def events_of_year(
    ws: Workspace, organisation: str, year: int, definition: EthnicityDefinition = HEADLINE
) -> tuple[EventCells, ...]:
    """The events of every dataset an organisation has in a reporting year, in the order of the datasets."""
    days = collection_year(year)
    found: dict[Dataset, dict[tuple[str, str, Membership], Count]] = defaultdict(dict)
    for summary in event_summary(ws, organisation, None, (days.start, days.end)):
        for one in summary.figures:
            key = one.outcome, one.grade, membership(one.ethnicity, definition)
            found[summary.dataset][key] = found[summary.dataset].get(key, ZERO) + one.count
    return tuple(EventCells(dataset, found[dataset]) for dataset in EVENTS if found.get(dataset))


def counted_key(organisation: Organisation, year: int, name: str, group: Membership) -> FigureKey:
    """The key of how many of a group left or were promoted in a reporting year."""
    dataset, _without = OF_COUNTED[name]
    return FigureKey(
        organisation.code, str(organisation.area), collection_year(year).end, COUNTED, name, str(group.value),
        str(HEADLINE), event_cut(dataset),
    )  # fmt: skip


def _counted(
    organisation: Organisation, year: int, placed: Mapping[Dataset, _Placed], cells: Sequence[Count]
) -> Iterator[Figure]:
    """What briefings may have told of the events: readers are taken to know it."""
    for name, (dataset, without) in OF_COUNTED.items():
        for group in (Membership.MINORITY, Membership.WHITE):
            found = placed.get(dataset, {})
            inside = tuple(cell for key, cell in found.items() if key[2] is group and key[0] not in without)
            if inside:
                key = counted_key(organisation, year, name, group)
                yield Figure(key, inside, total(cells[cell] for cell in inside))


@dataclass(frozen=True, slots=True)
class EventRelease:
    """The tables of some events by themselves: where their base cells are, the figures of these, the percentages."""

    placed: Mapping[Dataset, Mapping[tuple[str, str, Membership], int]]
    cells: tuple[Count, ...]
    figures: Mapping[FigureKey, Figure]
    shares: Mapping[FigureKey, ShareFigure]


def release_of_events(
    organisation: Organisation, year: int, events: Sequence[EventCells], book: GradeBook
) -> EventRelease:
    """The figures that editions have of some events, and the cells they are sums of."""
    adding = _Adding([])
    whose = _Whose(organisation, year, collection_year(year).end, book)
    placed = {one.dataset: _place_cells(adding, one) for one in events}
    for one in events:
        deque(_tables(adding, whose, one, placed[one.dataset]), maxlen=0)
    return EventRelease(placed, tuple(adding.cells), adding.figures, adding.shares)


def with_events(
    draft: ReleaseDraft, organisation: Organisation, year: int, events: Sequence[EventCells], book: GradeBook
) -> ReleaseDraft:
    """A release with the tables of some events after its own, in the language in use."""
    adding = _Adding(list(draft.release.cells))
    whose = _Whose(organisation, year, collection_year(year).end, book)
    placed = {one.dataset: _place_cells(adding, one) for one in events}
    tables = tuple(table for one in events for table in _tables(adding, whose, one, placed[one.dataset]))
    release = replace(
        draft.release,
        cells=tuple(adding.cells),
        figures=(*draft.release.figures, *(adding.figures[key] for key in sorted(adding.figures))),
        shares=(*draft.release.shares, *(adding.shares[key] for key in sorted(adding.shares))),
        context=(*draft.release.context, *_counted(organisation, year, placed, adding.cells)),
    )
    return replace(
        draft, tables=(*draft.tables, *tables), release=release, absent={**draft.absent, **adding.absent}
    )  # fmt: skip


def _tables(adding: _Adding, whose: _Whose, events: EventCells, placed: _Placed) -> Iterator[PlannedTable]:
    make = _staged if events.staged else _divided
    for table in make(whose, events, placed):
        _add_figures(adding, table, events, placed)
        yield table


_Placed = dict[tuple[str, str, Membership], int]
"""Where the base cell of an outcome, grade and group is."""


def _place_cells(adding: _Adding, events: EventCells) -> _Placed:
    """A base cell for every combination an outsider must think possible, so with zeros."""
    outcomes = events.outcomes
    grades = sorted({key[1] for key in events.counts})
    groups = [*GROUPS, *sorted({key[2] for key in events.counts} - set(GROUPS), key=lambda one: str(one.value))]
    counts = _furthest(events) if is_nested(events) else events.counts
    placed: _Placed = {}
    for key in ((outcome, grade, group) for outcome in outcomes for grade in grades for group in groups):
        placed[key] = len(adding.cells)
        adding.cells.append(counts.get(key, ZERO))
    return placed


def _furthest(events: EventCells) -> Mapping[tuple[str, str, Membership], Count]:
    """How many got as far as each stage and no further, of stages that are nested."""
    after = dict(zip(events.outcomes, events.outcomes[1:], strict=False))
    return {
        (stage, grade, group): Count.exact(
            count.low - events.counts.get((after.get(stage, ""), grade, group), ZERO).low
        )
        for (stage, grade, group), count in events.counts.items()
    }


def is_nested(events: EventCells) -> bool:
    """Whether every stage is known exactly and has no more people than the one before, in any grade and group."""
    if not events.staged or not all(count.is_exact for count in events.counts.values()):
        return False
    keys = {key[1:] for key in events.counts}
    return all(
        events.counts.get((later, *key), ZERO).low <= events.counts.get((earlier, *key), ZERO).low
        for earlier, later in zip(events.outcomes, events.outcomes[1:], strict=False)
        for key in keys
    )


def _divided(whose: _Whose, events: EventCells, placed: _Placed) -> Iterator[PlannedTable]:
    """A dataset by outcome and by grade; its total alone where neither divides it."""
    cut = event_cut(events.dataset)
    everyone = _row(whose, cut, "", "", _("All"), placed.values())
    made = 0
    for by, codes in ((EventDimension.OUTCOME, events.outcomes), (EventDimension.GRADE, _grades(whose, placed))):
        if len(codes) < 2:
            continue
        place = 0 if by is EventDimension.OUTCOME else 1
        rows = [
            _row(whose, cut, str(by), code or "none", _label(whose, events, by, code),
                 (cell for key, cell in placed.items() if key[place] == code))
            for code in codes
        ]  # fmt: skip
        made += 1
        yield _table(whose, events.dataset, str(by), cut, (*rows, everyone))
    if not made:
        yield _table(whose, events.dataset, str(EventDimension.OUTCOME), cut, (everyone,))


def _staged(whose: _Whose, events: EventCells, placed: _Placed) -> Iterator[PlannedTable]:
    """Recruitment by stage, and each stage by grade where there are several."""
    grades, outcomes = _grades(whose, placed), events.outcomes
    nested = is_nested(events)
    reached = {
        stage: {key: cell for key, cell in placed.items() if key[0] in (outcomes[place:] if nested else (stage,))}
        for place, stage in enumerate(outcomes)
    }
    totals = {}
    for stage in outcomes:
        label = outcome_name(events.dataset, stage)
        row = _row(whose, stage_cut(events.dataset, stage), "", "", label, reached[stage].values())
        totals[stage] = replace(row, key=stage)
    yield _table(whose, events.dataset, str(EventDimension.OUTCOME), event_cut(events.dataset), tuple(totals.values()))
    if len(grades) < 2:
        return
    for stage in outcomes:
        cut = stage_cut(events.dataset, stage)
        rows = [
            _row(whose, cut, "grade", code or "none", _label(whose, events, EventDimension.GRADE, code),
                 (cell for key, cell in reached[stage].items() if key[1] == code))
            for code in grades
        ]  # fmt: skip
        everyone = replace(totals[stage], key="", label=_("All"))
        yield _table(whose, events.dataset, "grade", cut, (*rows, everyone), outcome_name(events.dataset, stage))


def _grades(whose: _Whose, placed: _Placed) -> tuple[str, ...]:
    codes = {key[1] for key in placed}
    return tuple(
        sorted(codes, key=lambda code: (not code, whose.book.place(whose.organisation.code, code) if code else ()))
    )


def _label(whose: _Whose, events: EventCells, by: EventDimension, code: str) -> str:
    if by is EventDimension.OUTCOME:
        return outcome_name(events.dataset, code) if code else _("Happened")
    return whose.book.grade_name(whose.organisation.code, code) if code else _("Grade not given")


def _row(whose: _Whose, cut: str, dimension: str, code: str, label: str, cells: Iterable[int]) -> PlannedRow:
    owner = whose.organisation
    return PlannedRow(code, label, owner.code, str(owner.area), dimension, code, whose.day, tuple(sorted(cells)), cut)


def _table(
    whose: _Whose, dataset: Dataset, dimension: str, cut: str, rows: tuple[PlannedRow, ...], stage: str = ""
) -> PlannedTable:
    name = dataset_name(dataset)
    heading = _("Grade") if dimension == "grade" else _("Stage") if dataset is Dataset.RECRUITMENT else _("Outcome")
    what = f"{name} ({stage})" if stage else name
    title = _("{dataset} by {rows}: {name}, year to 31 March {year}").format(
        dataset=what, rows=heading.lower(), name=whose.organisation.name, year=whose.year
    )
    return PlannedTable(
        whose.organisation.code, str(whose.organisation.area), whose.day, dimension, rows, HEADLINE, cut=cut,
        title=title, heading=heading, name=_("{dataset} by {rows}").format(dataset=what, rows=heading.lower()),
    )  # fmt: skip


def _add_figures(adding: _Adding, table: PlannedTable, events: EventCells, placed: _Placed) -> None:
    groups = {cell: key[2] for key, cell in placed.items()}
    reason = events.reason
    for row in table.rows:
        for measure in measures_of(table):
            key = key_of(table, row, measure)
            if key in adding.figures or key in adding.shares or key in adding.absent:
                continue
            if reason and measure != HEADCOUNT:
                adding.absent[key] = reason
            elif measure == SHARE:
                adding.shares[key] = ShareFigure(key, key_of(table, row, MINORITY), key_of(table, row, KNOWN))
            else:
                counted = _MEASURES[measure]
                cells = tuple(cell for cell in row.cells if groups[cell] in counted)
                adding.figures[key] = Figure(key, cells, total(adding.cells[cell] for cell in cells))


def _ordered(codes: set[str], order: Sequence[str]) -> tuple[str, ...]:
    places = {code: place for place, code in enumerate(order)}
    return tuple(sorted(codes, key=lambda code: (places.get(code, len(places)), code)))
