"""Flows from files or counts of events, where an organisation's people are not held one by one on both dates."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership
from workforce_tui.domain.event_flows import DAY, EventFlows, counted, event_counts, is_whole
from workforce_tui.domain.formatting import count_text, long_date
from workforce_tui.domain.reconciliation import MEASURES
from workforce_tui.domain.representation import GRT_NOT_ASKED
from workforce_tui.domain.workforce import OUTSIDE_CODES, WorkerType, worker_type_name
from workforce_tui.i18n import _
from workforce_tui.services.flows import HEADLINE, check_order, chosen_dates, flow_dates
from workforce_tui.services.flows import flows as flows_of_people
from workforce_tui.services.organisations import organisation_in
from workforce_tui.services.year_events import period_text
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage import events as event_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.flows import Flows
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.cube import SnapshotKey
    from workforce_tui.storage.events import EventCell
    from workforce_tui.storage.tables import EventPeriodRow


def dates_to_choose(
    ws: Workspace, organisation: str, start: date | None = None, end: date | None = None
) -> tuple[date, date]:
    """The dates asked for; the latest two on which people are held one by one, else the latest two snapshots.

    Raises:
        WorkforceError: there is no such organisation, or there are not two dates to choose.
    """
    people = flow_dates(ws, organisation)
    if len(people) > 1 and (start is None or start in people) and (end is None or end in people):
        return chosen_dates(ws, organisation, start, end)
    with ws.reading() as session:
        days = _snapshot_days(session, organisation_in(session, organisation).code)
    last = end or next((day for day in days if start is None or day > start), None)
    first = start or next((day for day in days if last is not None and day < last), None)
    return (first, last) if first and last else chosen_dates(ws, organisation, start, end)


def any_flows(
    ws: Workspace, *, organisation: str, start: date, end: date, definition: EthnicityDefinition = HEADLINE
) -> Flows | EventFlows:
    """The flows of people followed; where they are not held one by one on both dates, those of events.

    Raises:
        WorkforceError: there is no such organisation, or neither people nor events are held for these dates.
    """
    with ws.reading() as session:
        code = organisation_in(session, organisation).code
        days = _snapshot_days(session, code)
        people = flow_dates(ws, code)
        check_order(start, end)
        if (start in people and end in people) or (people and not {start, end} <= set(days)):
            return flows_of_people(ws, organisation=code, start=start, end=end, definition=definition)
        for day in (start, end):
            if day not in days:
                raise _no_figures(day, days)
        found = _event_flows(session, code, (start, end), definition)
    if not found.used:
        raise _nothing_held(found)
    return found


def event_periods(ws: Workspace, organisation: str) -> tuple[tuple[date, date], ...]:
    """Two snapshots after one another, newest first, between which events show flows and people cannot be followed."""
    with ws.reading() as session:
        people = set(flow_dates(ws, organisation))
        held = _held(session, organisation)
        return tuple(
            (start, end)
            for end, start in pairwise(_snapshot_days(session, organisation))
            if not {start, end} <= people and any(_used(some, start, end) for some in held.values())
        )


def _snapshot_days(session: Session, organisation: str) -> list[date]:
    """The dates of all snapshots with anybody of the workforce, newest first."""
    kinds = cube_store.workers(session)
    days = dict.fromkeys(one.as_at for one in cube_store.snapshots(session, organisation=organisation))
    return [day for day in days if kinds.get((organisation, day), set()) - OUTSIDE_CODES]


def _held(session: Session, organisation: str) -> dict[Dataset, list[EventPeriodRow]]:
    """The periods of each list of events that flows are made of."""
    held: dict[Dataset, list[EventPeriodRow]] = {dataset: [] for dataset in MEASURES}
    periods = event_store.periods(session, organisation=organisation)
    of_staff = event_store.of_workforce(session, period_ids=[one.id for one in periods if one.id is not None])
    for one in periods:
        if one.dataset in held and of_staff.get(one.id or 0, True):
            held[Dataset(one.dataset)].append(one)
    return held


def _used(some: Sequence[EventPeriodRow], start: date, end: date) -> list[EventPeriodRow]:
    """The periods with a day between two dates, if they are exactly that time; none where they are not."""
    found = [one for one in some if one.period_start <= end and one.period_end > start]
    return found if found and is_whole([(one.period_start, one.period_end) for one in found], start, end) else []


def _event_flows(
    session: Session, organisation: str, dates: tuple[date, date], definition: EthnicityDefinition
) -> EventFlows:
    start, end = dates
    held, keys = _held(session, organisation), cube_store.snapshots(session, organisation=organisation)
    used = {dataset: some for dataset, all_ in held.items() if (some := _used(all_, start, end))}
    events = {dataset: _cells(session, some) for dataset, some in used.items()}
    staff = [_staff(session, [key for key in keys if key.as_at == day]) for day in dates]
    kinds = frozenset(cell.worker_type for some in staff for cell in some)
    total, groups = event_counts(
        (_sums(staff[0], definition), _sums(staff[1], definition)),
        {dataset: _sums(cells, definition) for dataset, cells in events.items()},
    )
    found = EventFlows(
        organisation, start, end, definition, total, groups,
        periods={
            dataset: tuple(sorted({(one.period_start, one.period_end) for one in all_ if _touches(one, dates)}))
            for dataset, all_ in held.items()
        },
        used=frozenset(used),
        lacking={dataset: _lacking(kinds, cells) for dataset, cells in events.items()},
    )  # fmt: skip
    asked = [key.asks_grt for key in keys if key.in_workforce and key.as_at in dates]
    asked += _asked(session, used.values())
    return replace(found, notes=tuple(_notes(found, asks_grt=all(asked))))


def _asked(session: Session, periods: Iterable[Sequence[EventPeriodRow]]) -> list[bool]:
    """Of each period with anybody of the workforce, whether Gypsy, Roma and Traveller people could be recorded."""
    every = [one for some in periods for one in some]
    of_staff = event_store.of_workforce(session, period_ids=[one.id for one in every if one.id is not None])
    return [one.asks_grt for one in every if of_staff.get(one.id or 0)]


def _touches(one: EventPeriodRow, dates: tuple[date, date]) -> bool:
    return one.period_start <= dates[1] and one.period_end > dates[0]


def _cells(session: Session, periods: Sequence[EventPeriodRow]) -> list[EventCell]:
    cells = event_store.event_cells(session, period_ids=[one.id for one in periods if one.id is not None])
    return [cell for cell in cells if cell.worker_type not in OUTSIDE_CODES]


def _staff(session: Session, keys: Sequence[SnapshotKey]) -> list[cube_store.CubeCell]:
    cells = cube_store.cells(session, snapshot_ids=[key.id for key in keys])
    return [cell for cell in cells if cell.worker_type not in OUTSIDE_CODES]


def _sums(cells: Sequence[EventCell | cube_store.CubeCell], definition: EthnicityDefinition) -> dict[Membership, Count]:
    return counted(((cell.ethnicity, cell.count) for cell in cells), definition)


def _lacking(kinds: frozenset[str], cells: Sequence[EventCell]) -> frozenset[str]:
    """Kinds of worker of the staff whom no event is about; none where the events do not say whom they are about."""
    about = {cell.worker_type for cell in cells}
    return frozenset() if not about or "" in about else kinds - about


def _notes(found: EventFlows, *, asks_grt: bool) -> Iterator[str]:
    yield _(
        "From files or counts of events beside the staff of both dates, not from people followed: somebody with two "
        "events counts twice, and who joined and left in the time is among both."
    )
    for dataset in MEASURES:
        if dataset not in found.used:
            yield _not_whole(found, dataset)
    yield _("Moved down, other work and from which grade to which are not known from these.")
    if found.total.stayed is None:
        yield _("Stayed is known only where the start, joined and left are exact and add up to the end.")
    else:
        yield _("Stayed is the start less those who left: whoever joined and left in the time makes it too low.")
    for dataset, kinds in found.lacking.items():
        if kinds:
            names = ", ".join(sorted(worker_type_name(WorkerType(kind)).lower() for kind in kinds))
            text = _("{events}: the event files have nobody of these kinds, who are among the staff: {kinds}.")
            yield text.format(events=dataset_name(dataset), kinds=names)
    coarse = found.by_group[Membership.UNCLEAR]
    if coarse.start is not None and coarse.end is not None and (coarse.start.high or coarse.end.high):
        text = _("Ethnic group too coarse for this definition, in no group: {start} at the start, {end} at the end.")
        yield text.format(start=count_text(coarse.start), end=count_text(coarse.end))
    if found.definition is EthnicityDefinition.EM_PLAN and not asks_grt:
        yield _(GRT_NOT_ASKED)


def _not_whole(found: EventFlows, dataset: Dataset) -> str:
    """Why a list of events gives no figure."""
    period = period_text(found.start + DAY, found.end)
    if not found.periods[dataset]:
        return _("{dataset}: nothing is held for {period}.").format(dataset=dataset_name(dataset), period=period)
    text = _("{dataset}: what is held is for {periods}, which is not exactly {period}.")
    periods = "; ".join(period_text(*one) for one in found.periods[dataset])
    return text.format(dataset=dataset_name(dataset), periods=periods, period=period)


def _no_figures(day: date, days: Sequence[date]) -> WorkforceError:
    message = _("No figures of the staff are held of {date}.").format(date=long_date(day))
    held = ", ".join(one.isoformat() for one in days)
    hint = _("Dates held: {dates}.").format(dates=held) if days else _("Import the figures of this date first.")
    return WorkforceError(message, hint)


def _nothing_held(found: EventFlows) -> WorkforceError:
    text = _(
        "People are not held one by one on both {start} and {end}, and no joiners, leavers or promotions are held of "
        "exactly the time between."
    )
    periods = [_not_whole(found, dataset) for dataset in MEASURES if found.periods[dataset]]
    hint = _(
        "Import files with a row for each person and their staff number for both dates, or the joiners, leavers and "
        "promotions of {period}, as lists or as counts."
    )
    message = " ".join([text.format(start=long_date(found.start), end=long_date(found.end)), *periods])
    return WorkforceError(message, hint.format(period=period_text(found.start + DAY, found.end)))
