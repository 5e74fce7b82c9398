"""Importing a spreadsheet: plan it, answer what it asks, and only then write it, in one transaction."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from workforce_tui.domain.issues import Issue, Severity
from workforce_tui.i18n import _
from workforce_tui.importing.apart import plan_apart, read_apart, started_early
from workforce_tui.importing.collector import collection_paused
from workforce_tui.importing.own_grades import levels_differ, two_levels
from workforce_tui.importing.persons import PLACE, WORKER
from workforce_tui.importing.plan import (
    ColumnMapping,
    Decided,
    ImportPlan,
    ImportRequest,
    PendingDecision,
    Progress,
    SheetInfo,
    parse_decision,
    plan_import,
    resolve,
    run,
)
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.disparity_writing import after_import
from workforce_tui.services.event_writing import clashes, event_overlaps, overlap_issue, take_out_events
from workforce_tui.services.imported_before import beside_its_import, snapshot_exists
from workforce_tui.services.kept_meanwhile import check_answers
from workforce_tui.services.main_posts import as_read, beside_held, known_key, put_apart, put_together
from workforce_tui.services.mentoring_schemes import cohort_names, scheme_names
from workforce_tui.services.organisations import known_organisations, organisation_in
from workforce_tui.services.person_rows import Watch
from workforce_tui.services.profiles import (
    keep_answers,
    of_labels_alone,
    profile_for,
    profile_of_named,
    profiles_to_keep,
    put_back_on_failure,
)
from workforce_tui.services.pseudonyms import key_fingerprint, load_or_make_key
from workforce_tui.services.transitions import refresh_transitions
from workforce_tui.services.writing import write_plan
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage import events as event_store
from workforce_tui.storage import grades as grade_store
from workforce_tui.storage import settings as setting_store

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from datetime import date
    from pathlib import Path

    from sqlmodel import Session

    from workforce_tui.domain.datasets import Dataset
    from workforce_tui.services.previous import AgainstPrevious
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.tables import SnapshotRow

__all__ = [
    "ColumnMapping",
    "Decided",
    "FileToImport",
    "ImportOutcome",
    "ImportPlan",
    "PendingDecision",
    "Progress",
    "SheetInfo",
    "answer",
    "check",
    "confirm",
    "parse_decision",
    "plan_file",
    "run",
]

IMPORTED = "imported"
ALREADY_IMPORTED = "already_imported"
NEEDS_DECISIONS = "needs_decisions"
REFUSED = "refused"

KEY_SETTING = "key_fingerprint"


@dataclass(frozen=True, slots=True)
class FileToImport:
    """A file and what the user has said about it."""

    path: Path
    organisation: str | None = None
    as_at: date | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    include_hidden: bool = False
    header_row: int | None = None
    password: str | None = field(default=None, repr=False)
    profile: Path | None = None
    decisions: tuple[Decided, ...] = ()
    dataset: Dataset | None = None
    period_start: date | None = None
    period_end: date | None = None
    own: bool = False
    """Shipped with this program, so that it needs no process of its own to be read in."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of an import. `status` is "imported", "already_imported", "needs_decisions" or "refused".

    `batch` is the first of `batches`: there is one for each part of the file.
    """

    status: str
    batch: int | None
    plan: ImportPlan
    against: tuple[AgainstPrevious, ...] = ()
    """What changed since the figures before, where somebody asked."""
    batches: tuple[int, ...] = ()

    @property
    def made(self) -> tuple[tuple[int, ImportPlan], ...]:
        """Each import that the file is, with what it holds."""
        return tuple(zip(self.batches, parts_of(self.plan), strict=True)) if self.batches else ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """A snapshot held already, and the kinds of worker it shares with a plan."""

    held: SnapshotRow
    workers: frozenset[str]


def refused(path: Path, issue: Issue) -> ImportOutcome:
    """What came of a file that was never read."""
    return ImportOutcome(REFUSED, None, ImportPlan(path.name, ImportRequest(path), issues=[issue]))


def plan_file(
    ws: Workspace, wanted: FileToImport, *, is_cancelled: Callable[[], bool] = lambda: False
) -> Generator[Progress, None, ImportPlan]:
    """Read a file and say what importing it would do; nothing is written. Yields progress, returns the plan.

    Raises:
        WorkforceError: the file or the organisation does not exist, or a profile cannot be read.
    """
    with nullcontext() if wanted.own else started_early():
        request = _request(ws, wanted)
        read = plan_import if wanted.own else plan_apart
        plan = yield from read(request, is_cancelled=is_cancelled)
        own = None if wanted.profile or wanted.organisation or is_cancelled() else profile_of_named(ws.paths, plan)
        if own is None:
            return plan
        request = replace(plan.request, profile=own)
        if plan.can_resolve and of_labels_alone(plan.request.profile, own):
            return resolve(replace(plan, request=request), ())
        again = yield from read(request, is_cancelled=is_cancelled)
        return again if set(again.organisations) <= {own.organisation} else plan  # others may be named further down


def _request(ws: Workspace, wanted: FileToImport) -> ImportRequest:
    """What is known of a file before it is read."""
    with ws.reading() as session:
        known = known_organisations(session)
        chosen = organisation_in(session, wanted.organisation) if wanted.organisation else None
        own = _own_grades(session)
        whose = chosen.code if chosen else None
        schemes, cohorts = scheme_names(session, whose), cohort_names(session, whose)
    return ImportRequest(
        path=wanted.path,
        organisations=known,
        organisation=chosen,
        as_at=wanted.as_at,
        today=today_here(),
        sheet=wanted.sheet,
        sheets=wanted.sheets,
        include_hidden=wanted.include_hidden,
        header_row=wanted.header_row,
        password=wanted.password,
        profile=profile_for(ws.paths, chosen.code if chosen else None, given=wanted.profile),
        decisions=wanted.decisions,
        own_grades=own,
        dataset=wanted.dataset,
        period_start=wanted.period_start,
        period_end=wanted.period_end,
        schemes=schemes,
        cohorts=cohorts,
    )


def answer(plan: ImportPlan, decisions: Sequence[Decided]) -> ImportPlan:
    """The plan with grades, ethnicities and organisations decided, without reading the file again."""
    return resolve(plan, decisions, read_again=read_apart)


def check(ws: Workspace, plan: ImportPlan, *, replace_earlier: bool = False) -> ImportOutcome:
    """What confirming *plan* would come to; nothing is written.

    Raises:
        WorkforceError: the key of the staff numbers is lost or another one, so that confirming would be refused.
    """
    with ws.reading() as session:
        outcome = _judge(session, plan, replace_earlier=replace_earlier)
        fingerprint = setting_store.setting(session, name=KEY_SETTING)
        if outcome.status == IMPORTED and (fingerprint is not None or ws.paths.key_file.exists()):
            load_or_make_key(ws.paths.key_file, fingerprint=fingerprint)  # there is one, or it is missed: none is made
        return outcome


def confirm(
    ws: Workspace,
    plan: ImportPlan,
    *,
    replace_earlier: bool = False,
    profile: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> ImportOutcome:
    """Write a plan and its parts in one transaction and keep its answers in the organisation's profile.

    A file that is already imported, asks for decisions or is refused changes nothing. With *replace_earlier*,
    snapshots of the same organisation, date and kind of worker are taken out as the new ones go in, and events of
    periods that lie within the new ones.

    Raises:
        WorkforceError: the database or the profile cannot be written, the key of the staff numbers is lost, answers the
            file was read by have changed since, or it was cancelled; nothing is written then.
    """
    plans = parts_of(plan)
    rows = sum(len(one.persons) + len(one.counts) + len(one.events) for one in plans)
    watch = Watch(rows, on_progress, is_cancelled)
    kept = profiles_to_keep(ws.paths, plan, given=profile)
    with put_back_on_failure(), ws.writing() as session:
        outcome = _beside(session, _judge(session, plan, replace_earlier=replace_earlier), known_key(ws, session))
        if outcome.status != IMPORTED:
            return outcome
        check_answers(ws.paths, plan, given=profile)
        plans = tuple(map(as_read, parts_of(outcome.plan)))
        places = {(held.organisation, held.as_at) for one in plans for held in one.snapshots}
        put_apart(session, places)
        for one in plans if replace_earlier else ():
            _take_out(session, _overlaps(session, one))
            take_out_events(session, event_overlaps(session, one), now())
        with collection_paused():
            key = _key(ws, session)
            batches = tuple(write_plan(session, one, key=key, when=now(), watch=watch) for one in plans)
            put_together(session, places)
            refresh_transitions(session, places)
        keep_answers(kept, plan, today=today_here())
    after_import(ws, {code for code, _day in places} | {key.organisation for one in plans for key in one.periods})
    return replace(outcome, batch=batches[0], batches=batches)


def parts_of(plan: ImportPlan) -> tuple[ImportPlan, ...]:
    """What a plan writes: itself, unless it only holds parts, and its parts."""
    return (*([plan] if plan.snapshots or plan.periods or not plan.parts else []), *plan.parts)


def _judge(session: Session, plan: ImportPlan, *, replace_earlier: bool) -> ImportOutcome:
    if plan.status == REFUSED:
        return ImportOutcome(REFUSED, None, plan)
    plans = parts_of(plan)
    earlier = [] if replace_earlier else [_same_import(session, one) for one in plans]
    if earlier and all(one is not None for one in earlier):
        held = tuple(one for one in earlier if one is not None)
        return ImportOutcome(ALREADY_IMPORTED, held[0], beside_its_import(session, plan, plans, held), batches=held)
    if plan.status == NEEDS_DECISIONS:
        return ImportOutcome(NEEDS_DECISIONS, None, plan)
    held_already = _in_the_way(session, plans, replace_earlier=replace_earlier)
    if held_already:
        return ImportOutcome(REFUSED, None, replace(plan, issues=[*plan.issues, *held_already]))
    given_up = _given_up(session, plans) if replace_earlier else []
    return ImportOutcome(IMPORTED, None, replace(plan, issues=[*plan.issues, *given_up]) if given_up else plan)


def _beside(session: Session, outcome: ImportOutcome, key: bytes | None) -> ImportOutcome:
    """The outcome with those set aside who are counted in other figures of the day; refused where that cannot be."""
    if outcome.status != IMPORTED:
        return outcome
    plan = beside_held(session, outcome.plan, key)
    return ImportOutcome(REFUSED if plan.status == REFUSED else IMPORTED, None, plan)


def _given_up(session: Session, plans: Sequence[ImportPlan]) -> list[Issue]:
    """What is deleted for the plans, which undoing them later cannot bring back."""
    batches = {one.held.batch_id for plan in plans for one in _overlaps(session, plan)}
    batches |= {one.held.batch_id for plan in plans for one in event_overlaps(session, plan)}
    text = _("The earlier figures, of import number {batch}, are deleted. Undoing this import does not restore them.")
    fix = _("Keep the file they came from: importing it again brings them back.")
    return [
        Issue(code="earlier_deleted", severity=Severity.WARNING, message=text.format(batch=batch), fix=fix)
        for batch in sorted(batches)
    ]


def _in_the_way(session: Session, plans: Sequence[ImportPlan], *, replace_earlier: bool) -> list[Issue]:
    """What is held already and would be counted twice, and what is twice in the file."""
    found = [*clashes(plans), *_levels_differ(plans)]
    for plan in plans:
        if not replace_earlier:
            found += [snapshot_exists(one.held) for one in _overlaps(session, plan)]
        found += [
            overlap_issue(one, replacing=replace_earlier)
            for one in event_overlaps(session, plan)
            if not (replace_earlier and one.covered)
        ]
    return found


def _levels_differ(plans: Sequence[ImportPlan]) -> list[Issue]:
    """Grades of an organisation's own that two sheets would give two levels: a grade has one."""
    labels = [label for plan in plans for label in plan.grade_labels]
    found = [levels_differ(known, labels[place]) for place, known in two_levels(labels)]
    return [replace(issue, severity=Severity.ERROR) for issue in found]


def _same_import(session: Session, plan: ImportPlan) -> int | None:
    """The import of the same file, sheet, dataset, organisations and dates that still counts."""
    wanted = {(one.organisation, one.as_at) for one in plan.snapshots}
    periods = {(one.organisation, one.start, one.end) for one in plan.periods}
    for batch in batch_store.active_batches_of_file(session, sha256=plan.sha256):
        assert batch.id is not None  # noqa: S101 - read from the database
        held = {(s.organisation, s.as_at) for s in batch_store.snapshots_of_batch(session, batch_id=batch.id)}
        spans = event_store.periods_of_batch(session, batch_id=batch.id)
        same = held == wanted and {(p.organisation, p.period_start, p.period_end) for p in spans} == periods
        if same and batch.sheet == plan.sheet and batch.dataset == plan.dataset:
            return batch.id
    return None


def _overlaps(session: Session, plan: ImportPlan) -> tuple[Overlap, ...]:
    """Snapshots held for the same organisation and date with a kind of worker the plan also has."""
    workers: dict[int, set[str]] = {}
    columns = plan.persons.columns
    by_person = set(zip(columns[PLACE], columns[WORKER], strict=True))
    for place, worker in {*by_person, *map(itemgetter(0, 3), plan.counts)}:
        workers.setdefault(place, set()).add(worker)
    found = []
    for index, wanted in enumerate(plan.snapshots):
        for held in batch_store.snapshots_at(session, organisation=wanted.organisation, as_at=wanted.as_at):
            ids = [held.id] if held.id is not None else []
            both = cube_store.worker_types(session, snapshot_ids=ids) & workers.get(index, set())
            if both:
                found.append(Overlap(held, frozenset(both)))
    return tuple(found)


def _take_out(session: Session, overlaps: Sequence[Overlap]) -> None:
    """Remove the kinds of worker that come anew; a snapshot or import with nothing left goes too."""
    for one in overlaps:
        assert one.held.id is not None  # noqa: S101 - read from the database
        batch_store.delete_workers(session, snapshot_id=one.held.id, worker_types=one.workers)
        if not cube_store.worker_types(session, snapshot_ids=[one.held.id]):
            batch_store.delete_snapshots(session, ids=[one.held.id])
    for batch_id in {one.held.batch_id for one in overlaps}:
        batch = batch_store.batch(session, batch_id=batch_id)
        if batch is not None and not batch_store.snapshots_of_batch(session, batch_id=batch_id):
            batch_store.end_batch(session, batch=batch, status=batch_store.REPLACED, when=now())


def _key(ws: Workspace, session: Session) -> bytes:
    fingerprint = setting_store.setting(session, name=KEY_SETTING)
    key = load_or_make_key(ws.paths.key_file, fingerprint=fingerprint)
    if fingerprint is None:
        setting_store.set_setting(session, name=KEY_SETTING, value=key_fingerprint(key))
    return key


def _own_grades(session: Session) -> dict[str, dict[str, str]]:
    """Each organisation's own grades: the label as written, and its code."""
    own: dict[str, dict[str, str]] = {}
    for row in grade_store.own_grades(session):
        own.setdefault(row.organisation, {})[row.label] = row.code
    return own
