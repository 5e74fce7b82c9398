"""Flows from snapshots beside the joiners, leavers and promotions an organisation lists itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.ethnicity import Membership, membership
from workforce_tui.domain.flows import Move
from workforce_tui.domain.formatting import long_date, number
from workforce_tui.domain.reconciliation import MEASURES, Beside, Reconciliation, covers
from workforce_tui.domain.workforce import WorkerType, worker_type_name
from workforce_tui.i18n import _
from workforce_tui.services.event_writing import NOT_STATED
from workforce_tui.services.events import event_summary
from workforce_tui.services.transitions import Followed
from workforce_tui.storage import events as event_store
from workforce_tui.storage import transitions as store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel import Session

    from workforce_tui.domain.flows import Flows
    from workforce_tui.services.events import EventSummary
    from workforce_tui.services.workspace import Workspace


def reconcile(ws: Workspace, found: Flows) -> tuple[Reconciliation, ...]:
    """The flows beside each list of events held of any of the time between their dates; nothing where there is none."""
    held = {dataset: _held(ws, found, dataset) for dataset in MEASURES}
    if not any(held.values()):
        return ()
    with ws.reading() as session:
        listed: dict[Dataset, frozenset[bytes] | None] = {
            dataset: _listed(session, found, some) for dataset, some in held.items()
        }
        if found.left_out:  # people of the kinds left out are in the files of one date, but in no figure
            listed = dict.fromkeys(MEASURES)
        kinds = {dataset: _kinds(session, found, some) for dataset, some in held.items()}
        shown = _shown(session, found) if any(people is not None for people in listed.values()) else {}
    made = (_reconciled(found, dataset, some, listed, shown) for dataset, some in held.items() if some)
    return tuple(replace(one, lacking=_lacking(found, one, kinds[one.dataset])) for one in made)


def _held(ws: Workspace, found: Flows, dataset: Dataset) -> list[EventSummary]:
    """The events of periods with a day after the first date and up to the second."""
    some = event_summary(ws, found.organisation, dataset)
    return [one for one in some if one.start <= found.end and one.end > found.start and not one.is_outside_alone]


def _covered(found: Flows, some: Sequence[EventSummary]) -> bool:
    return bool(some) and covers([(one.start, one.end) for one in some], found.start, found.end)


def _listed(session: Session, found: Flows, some: Sequence[EventSummary]) -> frozenset[bytes] | None:
    """The people in a list of events; None where it does not cover the time, or is not held one by one."""
    return event_store.people(session, period_ids=_ids(session, found, some)) if _covered(found, some) else None


def _ids(session: Session, found: Flows, some: Sequence[EventSummary]) -> list[int]:
    spans = {(one.start, one.end) for one in some}
    held = event_store.periods(session, organisation=found.organisation, dataset=str(some[0].dataset))
    return [one.id for one in held if one.id is not None and (one.period_start, one.period_end) in spans]


def _kinds(session: Session, found: Flows, some: Sequence[EventSummary]) -> set[str]:
    """The kinds of worker a list of events holds; "" where it does not say."""
    ids = _ids(session, found, some) if some else []
    return {kind for number in ids for kind in event_store.worker_types(session, period_id=number)}


def _lacking(found: Flows, one: Reconciliation, listed: set[str]) -> frozenset[str]:
    """Kinds of worker of which the snapshots show somebody in this figure and the events hold nobody."""
    if not one.covered or NOT_STATED in listed:
        return frozenset()
    moved = (change for change in found.transitions if change.move == one.measure)
    posts = (change.before if one.dataset is Dataset.LEAVERS else change.after for change in moved)
    return frozenset(post.worker_type for post in posts if post is not None) - listed


def _shown(session: Session, found: Flows) -> Mapping[Move, frozenset[bytes]]:
    pair = Followed(session).pair(found.organisation, found.start, found.end)
    return store.movers(session, pair=pair)


def _reconciled(
    found: Flows,
    dataset: Dataset,
    some: Sequence[EventSummary],
    listed: Mapping[Dataset, frozenset[bytes] | None],
    shown: Mapping[Move, frozenset[bytes]],
) -> Reconciliation:
    periods = tuple(sorted((one.start, one.end) for one in some))
    if not _covered(found, some):
        return Reconciliation(dataset, periods)
    lines, people = _lines(found, dataset, some), listed[dataset]
    if people is None:
        return Reconciliation(dataset, periods, lines)
    seen = shown.get(Move(MEASURES[dataset]), frozenset())
    other = {Dataset.JOINERS: Dataset.LEAVERS, Dataset.LEAVERS: Dataset.JOINERS}.get(dataset)
    both = (listed.get(other) or frozenset()) if other is not None else frozenset()
    only = people - seen
    return Reconciliation(dataset, periods, lines, len(only), len(seen - people), len(only & both))


def _lines(found: Flows, dataset: Dataset, some: Sequence[EventSummary]) -> tuple[Beside, ...]:
    measure = MEASURES[dataset]
    sums = dict.fromkeys(Membership, ZERO)
    for summary in some:
        for figure in summary.figures:
            group = membership(figure.ethnicity, found.definition)
            sums[group] += figure.count
    total = Count(sum(one.low for one in sums.values()), sum(one.high for one in sums.values()))
    groups = [Beside(group, int(getattr(found.by_group[group], measure)), sums[group]) for group in Membership]
    return (Beside(None, int(getattr(found.total, measure)), total), *groups)


def reconciliation_notes(found: Sequence[Reconciliation]) -> Iterator[str]:
    """What the figures side by side do not tell."""
    for one in found:
        name = dataset_name(one.dataset)
        if not one.covered:
            spans = ", ".join(
                _("{start} to {end}").format(start=long_date(first), end=long_date(last)) for first, last in one.periods
            )
            text = _("{events} are held of {periods}, which is not the time between the snapshots: not compared.")
            yield text.format(events=name, periods=spans)
            continue
        if one.lacking:
            kinds = ", ".join(worker_type_name(WorkerType(kind)).lower() for kind in sorted(one.lacking))
            text = _("{events}: the event files have nobody of these kinds, whom the snapshots show: {kinds}.")
            yield text.format(events=name, kinds=kinds)
        if one.only_events is not None and one.only_snapshots is not None:
            text = _("{events}: only in the event files: {events_only}; only in the snapshots: {snapshots_only}.")
            yield text.format(
                events=name, events_only=number(one.only_events), snapshots_only=number(one.only_snapshots)
            )
            if one.came_and_went:
                text = _("Of those only in the event files, both joined and left in the time: {people}.")
                yield text.format(people=number(one.came_and_went))
