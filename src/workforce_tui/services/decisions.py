"""The decisions kept for an organisation: seeing, changing and removing them, and what that moves."""

from __future__ import annotations

import getpass
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import count_text, number
from workforce_tui.domain.reporting_years import reporting_year, year_of_snapshot
from workforce_tui.i18n import _, by_option, ngettext
from workforce_tui.importing.plan import Decided, Profile, parse_decision
from workforce_tui.services.answering import check_answer, meaning_of, suggestions_for
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.decision_figures import (
    RECODED,
    SEVERAL,
    DecisionBook,
    DecisionChange,
    DecisionLine,
    Recoding,
    RecodingRecord,
)
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.held_by_decision import HeldByDecision, held_by_decision
from workforce_tui.services.label_codes import LabelCodes, decision_key
from workforce_tui.services.organisations import organisation_in
from workforce_tui.services.profiles import (
    TABLES,
    kept_profile,
    profile_for,
    put_back_on_failure,
    with_answers,
    without_answer,
    write_answers,
)
from workforce_tui.services.recoding import (
    RecodingPlan,
    describe,
    describe_moved_events,
    keep_own_grades,
    plan_recoding,
    repeated_in,
    write_recoding,
)
from workforce_tui.services.told_before import told_before
from workforce_tui.storage import recoding as store
from workforce_tui.storage.tables import RecodingRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlmodel import Session

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.workspace import Workspace

__all__ = [
    "DecisionChange",
    "apply_change",
    "list_decisions",
    "list_recodings",
    "parse_change",
    "preview_change",
]


def parse_change(text: str, *, remove: bool = False) -> DecisionChange:
    """The change written as `grade:"SO2"=HEO`, or as `grade:"SO2"` for one to remove.

    Raises:
        WorkforceError: it is neither.
    """
    decided = parse_decision(f"{text}=-" if remove else text)
    return DecisionChange(decided.field, decided.value, None if remove else decided.answer)


def list_decisions(ws: Workspace, organisation: str) -> DecisionBook:
    """The kept decisions of an organisation, or of files with several (the name `several-organisations`).

    Raises:
        WorkforceError: there is no such organisation, or its profile cannot be read.
    """
    with ws.reading() as session:
        owner = _owner(session, organisation)
        profile = _profile(ws, owner)
        held = held_by_decision(session, owner.code if owner else None, profile)
        book, codes = GradeBook.load(session), LabelCodes(session, Profile())
        lines = []
        for one in _decided(profile):
            coded = one.field in RECODED
            touched = held.get(decision_key(one.field, one.value), HeldByDecision())
            lines.append(
                DecisionLine(
                    field=one.field,
                    value=one.value,
                    answer=one.answer,
                    meaning=meaning_of(session, owner, one, book),
                    decided=profile.dates.get((TABLES[one.field], one.value)),
                    people=touched.people if coded else None,
                    snapshots=touched.snapshots,
                    otherwise=touched.otherwise,
                    events=touched.events if coded else None,
                    events_otherwise=touched.events_otherwise,
                    suggestions=suggestions_for(session, owner, one, codes),
                )
            )
        changed_in = _file(ws, owner)
        kept_in = kept_profile(ws.paths, owner.code if owner else None) or changed_in
        return DecisionBook(owner, tuple(lines), str(kept_in), str(changed_in))


def preview_change(ws: Workspace, organisation: str, change: DecisionChange) -> Recoding:
    """What a change would move; nothing is written.

    Raises:
        WorkforceError: the answer is none, there is no such decision to remove, or only the file can tell.
    """
    with ws.reading() as session:
        owner = _owner(session, organisation)
        return _planned(ws, session, owner, change)[0]


def apply_change(
    ws: Workspace, organisation: str, change: DecisionChange, *, expected: Recoding | None = None, by: str = ""
) -> Recoding:
    """Keep a changed decision and move what it touches, in one transaction.

    With *expected*, the preview that was agreed to, nothing is written when anything else would move by now.

    Raises:
        WorkforceError: as `preview_change`, or it or the figures have changed since the preview.
    """
    with ws.reading() as session:
        file = _file(ws, _owner(session, organisation))
    with put_back_on_failure(), ws.writing() as session:
        owner = _owner(session, organisation)
        recoding, plan, after = _planned(ws, session, owner, change)
        if expected is not None and not expected.moves_as(recoding):
            raise WorkforceError(
                _("The decision or the figures have changed since the preview, so nothing was changed."),
                _("Look at it again."),
            )
        if plan is not None:
            _write(session, plan, recoding, LabelCodes(session, after), by or _user())
        write_answers(file, after)
    return recoding


def list_recodings(ws: Workspace, organisation: str | None = None) -> tuple[RecodingRecord, ...]:
    """Everything that changed decisions ever moved, the latest first.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        whose = None if organisation is None else organisation_in(session, organisation).code
        found = store.recodings(session, organisation=whose)
        datasets = store.datasets_of(session, batches={row.batch_id for row in found})
        return tuple(
            RecodingRecord(
                row.made_at, row.made_by, row.organisation, row.field, row.raw, row.before, row.after, row.batch_id,
                row.as_at, Count(row.people_low, row.people_high), Dataset(datasets[row.batch_id]),
            )
            for row in found
        )  # fmt: skip


def _owner(session: Session, organisation: str) -> Organisation | None:
    """Whose decisions; None for those of files with several organisations."""
    return None if organisation == SEVERAL else organisation_in(session, organisation)


def _file(ws: Workspace, owner: Organisation | None) -> Path:
    return ws.paths.profiles_dir / f"{owner.code if owner else SEVERAL}.toml"


def _profile(ws: Workspace, owner: Organisation | None) -> Profile:
    return profile_for(ws.paths, owner.code if owner else None, given=None) or Profile()


def _decided(profile: Profile) -> Iterator[Decided]:
    for kind, table in TABLES.items():
        for value, given in getattr(profile, table).items():
            yield Decided(kind, value, given)


def _planned(
    ws: Workspace, session: Session, owner: Organisation | None, change: DecisionChange
) -> tuple[Recoding, RecodingPlan | None, Profile]:
    """The change as figures, as a plan (None where only a file can tell) and as the profile that comes of it."""
    before = _profile(ws, owner)
    previous = next((one for one in _decided(before) if _same(one, change)), None)
    code = owner.code if owner else SEVERAL
    if change.answer is None:
        if previous is None:
            raise WorkforceError(
                _("There is no decision about {field} “{value}”.").format(field=change.field, value=change.value),
                _("See `workforce-tui decisions list --organisation {code}`.").format(code=code),
            )
        after = without_answer(before, change.field, change.value)
    else:
        check_answer(session, owner, change)
        given = Decided(change.field, change.value, change.answer)
        after = with_answers(before, [given], on=today_here())
    after = replace(after, organisation=code)
    plan = None
    if change.field in RECODED:
        plan = plan_recoding(session, owner.code if owner else None, change, before, after)
    snapshots = describe(session, plan) if plan is not None else ()
    events = describe_moved_events(session, plan) if plan is not None else ()
    notes = tuple(_notes(session, plan))
    return Recoding(code, change, previous.answer if previous else None, snapshots, notes, events), plan, after


def _same(one: Decided, change: DecisionChange) -> bool:
    return decision_key(one.field, one.value) == decision_key(change.field, change.value)


def _notes(session: Session, plan: RecodingPlan | None) -> Iterator[str]:
    """What the figures alone do not tell."""
    if plan is None:
        yield _(
            "This is for files to come: what it says about files already imported only the files can show. "
            "Import them again, in the place of those imports{option}."
        ).format(option=by_option("--replace"))
        return
    kept = sum(one.kept.high for one in plan.snapshots)
    if kept:
        text = ngettext(
            "{number} person keeps the code they have; the next file with this label asks again.",
            "{number} people keep the code they have; the next file with this label asks again.",
            kept,
        )
        yield text.format(number=number(kept))
    yield from _event_notes(plan)
    if plan.unseen:
        text = _(
            "Nobody is held with this text in import {batches}, tables of counts. Where a file of them has it, as a "
            "column left out or as a sum of others, import that file again, in the place of its import{option}."
        )
        yield text.format(batches=_numbers(plan.unseen), option=by_option("--replace"))
    repeated = {one.batch for one in repeated_in(session, plan)}
    if repeated:
        text = _(
            "In import {batches} somebody had several rows, and one of them was chosen by its codes. "
            "Import the file again, in the place of that import{option}, to choose anew."
        )
        yield text.format(batches=_numbers(repeated), option=by_option("--replace"))
    mixed = {one.held.batch for one in plan.snapshots if one.held.mixed}
    mixed |= {one.held.batch for one in plan.events if one.held.mixed}
    if mixed and plan.organisation is not None:
        text = _(
            "Import {batches} was a file of several organisations. The next such file uses the decisions kept "
            "for several organisations, not this one."
        )
        yield text.format(batches=_numbers(mixed))
    yield from told_before(session, _years_moved(plan))


def _numbers(batches: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(batches)))


def _years_moved(plan: RecodingPlan) -> dict[str, int]:
    """Of each organisation whose figures move, the first reporting year they are of."""
    years: dict[str, int] = {}
    days = [(one.held.organisation, year_of_snapshot(one.held.as_at)) for one in plan.snapshots if one.meanings]
    days += [(one.held.organisation, reporting_year(one.held.start)) for one in plan.events if one.meanings]
    for organisation, year in days:
        years[organisation] = min(year, years.get(organisation, year))
    return years


def _event_notes(plan: RecodingPlan) -> Iterator[str]:
    """The events that do not move, and why."""
    kept = total(one.kept for one in plan.events)
    if kept.high:
        text = _("Events that keep the code they have: {number}. The next file with this label asks again.")
        yield text.format(number=count_text(kept))
    for one in plan.events:
        if one.unlabelled.high:
            text = _(
                "{dataset}, import {batch} ({file}): held as counts without the label they were sent with, and keeping "
                "the code they have: {number}. To count them by the new answer, import the file again."
            )
            yield text.format(
                dataset=dataset_name(Dataset(one.held.dataset)),
                batch=one.held.batch,
                file=one.held.file_name,
                number=count_text(one.unlabelled),
            )


def _write(session: Session, plan: RecodingPlan, recoding: Recoding, codes: LabelCodes, by: str) -> None:
    if plan.change.field == "grade" and plan.change.answer is not None:
        keep_own_grades(session, codes, list(plan.grades.values()), plan.change.value)
    write_recoding(session, plan)
    when = now()
    moved = [(one.batch, one.organisation, one.as_at, move) for one in recoding.snapshots for move in one.moves]
    moved += [(one.batch, one.organisation, one.end, move) for one in recoding.events for move in one.moves]
    store.add_recodings(
        session,
        rows=[
            RecodingRow(
                made_at=when,
                made_by=by,
                organisation=organisation,
                field=plan.change.field,
                raw=move.label,
                before=move.before,
                after=move.after,
                batch_id=batch,
                as_at=day,
                people_low=move.people.low,
                people_high=move.people.high,
            )
            for batch, organisation, day, move in moved
        ],
    )


def _user() -> str:
    """Who runs the program, as the system knows them; "" where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
