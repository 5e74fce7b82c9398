"""Events of a plan: what is held already for their periods, writing them, and taking earlier ones out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import MENTORING, Dataset, dataset_name
from workforce_tui.domain.ethnicity import asks_grt
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.issues import Issue, Severity
from workforce_tui.i18n import _, by_option
from workforce_tui.services.participation_rows import participation_rows
from workforce_tui.services.pseudonyms import pseudonyms
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import events as event_store
from workforce_tui.storage.participations import add_participations, cohort_key, cohorts_of
from workforce_tui.storage.tables import EventPeriodRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from sqlmodel import Session

    from workforce_tui.importing.plan import ImportPlan
    from workforce_tui.services.person_rows import Watch

NOT_STATED = ""
"""The worker type of events whose file gives none: they may be of any kind of worker."""


@dataclass(frozen=True, slots=True)
class EventOverlap:
    """Events held for a period that shares days with one of a plan; `covered` where the new period holds all of it."""

    held: EventPeriodRow
    covered: bool


def event_overlaps(session: Session, plan: ImportPlan) -> tuple[EventOverlap, ...]:
    """What is held of the same organisation and dataset in periods that overlap, of a kind of worker the plan has."""
    found = []
    for index, wanted in enumerate(plan.periods):
        kinds = _kinds(plan, index)
        for held in event_store.overlapping(
            session,
            organisation=wanted.organisation,
            dataset=plan.dataset,
            start=wanted.start,
            end=wanted.end,
        ):
            if _may_meet(plan, kinds, _held_kinds(session, plan, held.id or 0)):
                covered = wanted.start <= held.period_start and held.period_end <= wanted.end
                found.append(EventOverlap(held, covered))
    return tuple({one.held.id: one for one in found}.values())


def _kinds(plan: ImportPlan, place: int) -> set[str]:
    """What tells lists of one period apart: the kinds of worker; of mentoring, the schemes and cohorts."""
    rows = [number for number, row in enumerate(plan.events) if row[0] == place]
    if plan.dataset in MENTORING:
        return {cohort_key(plan.details[number][1], plan.details[number][2]) for number in rows}
    return {plan.events[number][6] for number in rows}


def _held_kinds(session: Session, plan: ImportPlan, period: int) -> set[str]:
    if plan.dataset in MENTORING:
        return cohorts_of(session, period_id=period)
    return event_store.worker_types(session, period_id=period)


def _may_meet(plan: ImportPlan, one: set[str], other: set[str]) -> bool:
    """Whether two lists of the same dataset may hold the same events or people."""
    return bool(one & other) if plan.dataset in MENTORING else _share(one, other)


def _share(one: set[str], other: set[str]) -> bool:
    """Whether two lists of events may be of the same people: nobody's list overlaps with any."""
    anyone = NOT_STATED in one | other or not one or not other
    return anyone or bool(one & other)


def overlap_issue(overlap: EventOverlap, *, replacing: bool) -> Issue:
    """Why events that are held already stand in the way."""
    held = overlap.held
    text = _("There are already {dataset} of {organisation} from {start} to {end}, from import number {batch}.")
    if replacing:
        fix = _("They reach beyond the new period, so they are not replaced: undo that import first.")
    else:
        fix = _("Undo that import first, or put these figures in their place{option}.").format(
            option=by_option("--replace")
        )
    message = text.format(
        dataset=dataset_name(Dataset(held.dataset)),
        organisation=held.organisation,
        start=long_date(held.period_start),
        end=long_date(held.period_end),
        batch=held.batch_id,
    )
    return Issue(code="events_exist", severity=Severity.ERROR, message=message, fix=fix)


def clashes(plans: Sequence[ImportPlan]) -> list[Issue]:
    """Parts of one file that are about the same events, and would be counted twice."""
    found: list[Issue] = []
    seen: list[tuple[ImportPlan, int]] = []
    for plan in plans:
        own = []
        for index, wanted in enumerate(plan.periods):
            kinds = _kinds(plan, index)
            for other, place in seen:
                period = other.periods[place]
                same = other.dataset is plan.dataset and period.organisation == wanted.organisation
                meets = same and period.start <= wanted.end and wanted.start <= period.end
                if meets and _may_meet(plan, kinds, _kinds(other, place)):
                    found.append(_clash(plan, other))
            own.append((plan, index))
        seen += own
    return found


def _clash(plan: ImportPlan, other: ImportPlan) -> Issue:
    text = _("The sheets “{first}” and “{second}” both hold {dataset} of the same period.")
    return Issue(
        code="events_twice",
        severity=Severity.ERROR,
        message=text.format(first=other.sheet, second=plan.sheet, dataset=dataset_name(plan.dataset)),
        fix=_("Import one of them by its name."),
        sheet=plan.sheet,
    )


def take_out_events(session: Session, overlaps: Sequence[EventOverlap], when: str) -> None:
    """Remove events that come anew; an import with nothing left is marked as replaced."""
    event_store.delete_periods(session, ids=[one.held.id for one in overlaps if one.held.id is not None])
    for batch_id in {one.held.batch_id for one in overlaps}:
        batch = batch_store.batch(session, batch_id=batch_id)
        left = event_store.periods_of_batch(session, batch_id=batch_id)
        if batch is not None and not left and not batch_store.snapshots_of_batch(session, batch_id=batch_id):
            batch_store.end_batch(session, batch=batch, status=batch_store.REPLACED, when=when)


def add_events(
    session: Session,
    plan: ImportPlan,
    *,
    batch: int,
    key: bytes,
    grade_labels: Sequence[int],
    ethnicity_labels: Sequence[int],
    watch: Watch,
) -> None:
    """Write the periods of a plan and their events; the labels are numbers in the database."""
    with_persons = {row[0] for row in plan.events if row[1]}
    periods = [
        event_store.add_period(
            session,
            period=EventPeriodRow(
                batch_id=batch,
                organisation=one.organisation,
                dataset=str(plan.dataset),
                period_start=one.start,
                period_end=one.end,
                scheme=str(plan.scheme),
                asks_grt=asks_grt(plan.scheme),
                has_persons=index in with_persons,
            ),
        )
        for index, one in enumerate(plan.periods)
    ]
    if plan.dataset in MENTORING:
        rows = participation_rows(plan, key, periods, grade_labels, ethnicity_labels)
        add_participations(session, rows=watch.over(rows))
        return
    rows = _rows(plan, key, periods, grade_labels, ethnicity_labels)
    event_store.add_event_facts(session, rows=watch.over(rows))
    event_store.build_cube(session, period_ids=periods)


def _rows(
    plan: ImportPlan,
    key: bytes,
    periods: Sequence[int],
    grade_labels: Sequence[int],
    ethnicity_labels: Sequence[int],
) -> Iterator[tuple[Any, ...]]:
    hashes = pseudonyms(key, (row[1] for row in plan.events))
    for pseudonym, (place, staff, month, grade, before, ethnicity, *rest) in zip(hashes, plan.events, strict=True):
        yield (
            periods[place],
            month,
            pseudonym if staff else None,
            None if grade is None else grade_labels[grade],
            None if before is None else grade_labels[before],
            ethnicity_labels[ethnicity],
            *rest,
        )
