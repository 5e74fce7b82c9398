"""Writing in the register: opening a record, entering what is known, taking steps, and measuring again.

Each is one transaction, signed by a person and dated; nothing that was entered is ever changed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import (
    Comment,
    DecisionTaken,
    Disparity,
    EvidenceType,
    Explanation,
    Move,
    PanelViewGiven,
    ReformAction,
    Remeasured,
    Status,
    Trigger,
)
from workforce_tui.domain.disparity_rules import Finding, Tag, enough_people
from workforce_tui.domain.disparity_steps import NEW_FIGURES, moved, signed, with_deadline
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import _, by_option
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.disparities import (
    differences,
    group_source,
    history_of,
    indicator_source,
    record_in,
    thresholds_in,
    value_of,
)
from workforce_tui.services.last_names import remember_name
from workforce_tui.services.organisations import organisation_in
from workforce_tui.storage import disparities as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlmodel import Session

    from workforce_tui.domain.disparities import Entry, Measured, Pool, Progress, Subject
    from workforce_tui.services.disparity_source import Source
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody enters at once: entries and notes of progress (by the number of the action), then a step."""

    by: str
    on: date
    entries: tuple[Entry, ...] = ()
    progress: tuple[tuple[int, Progress], ...] = ()
    status: Status | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which indicator is brought to the register: by its code, of a year (the latest for None)."""

    organisation: str
    indicator: str
    year: int | None = None
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL
    trigger: Trigger = Trigger.AUTO


def open_disparity(
    ws: Workspace,
    wanted: Wanted,
    *,
    by: str,
    on: date | None = None,
    today: date | None = None,
    source: Source | None = None,
) -> Disparity:
    """Open a record on the figures held now; returns it as stored.

    Raises:
        WorkforceError: nobody is named, the indicator has no value, the rules do not propose it (and neither the panel
            nor a network brings it), or there is an open record of it.
    """
    name, day = signed(by), _day(on, today)
    finding = _finding(ws, wanted, source or _source(":" in wanted.indicator))
    with ws.writing() as session:
        subject = replace(finding.subject, area=str(organisation_in(session, finding.subject.organisation).area))
        _refuse_second(session, subject)
        record = Disparity(
            subject,
            finding.measured,
            wanted.trigger,
            finding.too_small,
            (Move(None, Status.IDENTIFIED, day, name),),
            tuple(map(str, finding.reasons)),
            explain_by=day + timedelta(days=thresholds_in(session).days_to_explain),
        )
        number = store.add_disparity(session, record=record, made_at=now())
        remember_name(session, name)
        return record_in(session, number)


def change_disparity(ws: Workspace, number: int, change: Change, *, today: date | None = None) -> Disparity:
    """Enter what *change* holds and take its step, all or nothing; returns the record as stored.

    Raises:
        WorkforceError: there is no such record, it is closed, nobody is named, the day is to come or before it was
            identified, an entry is not complete, or the step is not allowed.
    """
    name, when = signed(change.by), now()
    if not (change.entries or change.progress or change.status):
        raise WorkforceError(_("There is nothing to enter."), _("Give an entry or the next status."))
    with ws.writing() as session:
        record = _after_deadline(session, number, _day(change.on, today), when)
        _check_open(record)
        day = _day(change.on, today, record.identified_on)
        for entry in change.entries:
            check_entry(entry, day)
            store.add_entry(session, number=number, entry=replace(entry, by=name, on=day), made_at=when)
        _add_progress(session, record, change, name, when)
        if change.status is not None:
            after = moved(record_in(session, number), change.status, by=name, on=day, note=change.note)
            store.add_entry(session, number=number, entry=after.moves[-1], made_at=when)
        remember_name(session, name)
        return record_in(session, number)


def measure_again(
    ws: Workspace, organisation: str | None = None, *, today: date | None = None, source: Source | None = None
) -> tuple[Disparity, ...]:
    """Append the newest value to every open record that has a newer or revised one; returns those records.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        code = None if organisation is None else organisation_in(session, organisation).code
        records = [one for one in store.disparities(session, organisation=code) if one.status is not Status.CLOSED]
    if not records:
        return ()
    newer = tuple(_newer(ws, records, source or source_of(records)))
    with ws.writing() as session:
        for record, value in newer:
            entry = Remeasured(value, NEW_FIGURES, today or today_here())
            store.add_entry(session, number=record.id or 0, entry=entry, made_at=now())
        return tuple(record_in(session, record.id or 0) for record, _value in newer)


def source_of(records: Iterable[Disparity]) -> Source:
    """The indicators that some records speak of: of the five groups too where one does."""
    return _source(any(":" in one.subject.indicator for one in records))


def _source(of_groups: bool) -> Source:
    return group_source() if of_groups else indicator_source()


def after_import(ws: Workspace, organisations: Iterable[str]) -> None:
    """Add what an import brought to the open records of the organisations.

    The import is done by then: what stands in the way here waits for `disparity measure`.
    """
    with suppress(WorkforceError):
        for organisation in sorted(set(organisations)):
            measure_again(ws, organisation)


def next_explanation(
    record: Disparity,
    *,
    by: str,
    on: date,
    english: str = "",
    welsh: str = "",
    evidence: EvidenceType | None = None,
    reference: str = "",
    alternatives: str = "",
    pool: Pool | None = None,
    pool_denied: bool = False,
) -> Explanation:
    """The explanation in force with what is given put in its place: a translation need not repeat the evidence."""
    before = record.explanation or Explanation("", "", evidence or EvidenceType.DATA, "", "", by, on)
    return replace(
        before,
        english=english.strip() or before.english,
        welsh=welsh.strip() or before.welsh,
        evidence=evidence or before.evidence,
        reference=reference.strip() or before.reference,
        alternatives=alternatives.strip() or before.alternatives,
        pool=None if pool_denied else pool or before.pool,
        pool_denied=pool_denied or (before.pool_denied and pool is None),
        by=by,
        on=on,
    )


def check_entry(entry: Entry, on: date) -> None:
    """Refuse an entry of a day that says nothing, or sets a day that was past by then.

    Raises:
        WorkforceError: it is not complete, or a day to come is one before.
    """
    missing = ""
    match entry:
        case Explanation() if not (entry.english.strip() or entry.welsh.strip()):
            missing = _("Say why there is a difference, in English or Welsh.")
        case Comment() if not entry.text.strip():
            missing = _("Write the comment.")
        case PanelViewGiven() | DecisionTaken() if not entry.reason.strip():
            missing = _("Give the reason.")
        case ReformAction() if not all(text.strip() for text in (entry.description, entry.owner, entry.measure)):
            missing = _("Enter what will be done, by whom, by when, and how it will be seen.")
    if missing:
        raise WorkforceError(_("The entry is not complete."), missing)
    match entry:
        case ReformAction():
            _check_to_come(entry.due, max(on, entry.start or on))
        case DecisionTaken(review=date() as review):
            _check_to_come(review, on)


def _check_to_come(due: date, on: date) -> None:
    if due < on:
        raise WorkforceError(
            _("{due} is before {day}, so nothing can be due then.").format(due=long_date(due), day=long_date(on)),
            _("Give a later day, or the day the entry is of."),
        )


def _finding(ws: Workspace, wanted: Wanted, source: Source) -> Finding:
    """What is to be opened, with what the rules say about it."""
    found = differences(ws, wanted.organisation, year=wanted.year, definition=wanted.definition, source=source).findings
    finding = next((one for one in found if one.subject.indicator == wanted.indicator), None)
    if finding is not None and (finding.tag is Tag.PROPOSED or wanted.trigger is not Trigger.AUTO):
        return finding
    if wanted.trigger is not Trigger.AUTO:
        return _brought(ws, wanted, source)
    raise WorkforceError(
        _("The rules do not propose {indicator} for this organisation and year.").format(indicator=wanted.indicator),
        _("The panel or a staff network can bring it all the same{option}.").format(
            option=by_option("--trigger panel, --trigger network")
        ),
    )


def _brought(ws: Workspace, wanted: Wanted, source: Source) -> Finding:
    """An indicator that no rule would propose, brought by the panel or a staff network."""
    with ws.reading() as session:
        code = organisation_in(session, wanted.organisation).code
        rules = thresholds_in(session)
    (values,) = history_of(ws, source, code, wanted.year, wanted.definition, 1)
    for value in values:
        if value.subject.indicator == wanted.indicator and value.measured is not None:
            small = not enough_people(value.measured, value.subject.outcome, rules)
            return Finding(value.subject, value.measured, Tag.TOO_SMALL if small else Tag.BELOW, too_small=small)
    raise WorkforceError(
        _("There is no exact figure of both groups for {indicator}.").format(indicator=wanted.indicator),
        _("See `workforce-tui report indicators` for what can be worked out."),
    )


def _refuse_second(session: Session, subject: Subject) -> None:
    for one in store.disparities(session, organisation=subject.organisation):
        if one.subject.key == subject.key and one.status is not Status.CLOSED:
            raise WorkforceError(
                _("The register has an open record of this already: number {number}.").format(number=one.id),
                _("New figures are added to that one."),
            )


def _after_deadline(session: Session, number: int, day: date, when: str) -> Disparity:
    """The record, with the step the deadline made by a day written down where it is due.

    What is entered of a day before is of a time when it had made none: so a register kept elsewhere is brought over.
    """
    record = record_in(session, number)
    after = with_deadline(record, day, thresholds_in(session))
    if after is not record:
        store.add_entry(session, number=number, entry=after.moves[-1], made_at=when)
    return after


def _check_open(record: Disparity) -> None:
    if record.status is Status.CLOSED:
        raise WorkforceError(
            _("Record {number} is closed, and stays as it is.").format(number=record.id),
            _("If the disparity is there again, open a new record."),
        )


def _day(on: date | None, today: date | None, earliest: date | None = None) -> date:
    """The day an entry is of.

    Raises:
        WorkforceError: it is to come, or before *earliest*.
    """
    latest = today or today_here()
    day = on or latest
    if day > latest:
        raise WorkforceError(_("An entry cannot be of a day to come."), _("Give today or an earlier day."))
    if earliest is not None and day < earliest:
        raise WorkforceError(
            _("An entry cannot be of a day before the disparity was identified."), _("Give a later day.")
        )
    return day


def _add_progress(session: Session, record: Disparity, change: Change, name: str, when: str) -> None:
    known = {action.number for action in record.actions}
    for action, note in change.progress:
        if action not in known:
            raise WorkforceError(
                _("Record {number} has no action number {action}.").format(number=record.id, action=action),
                _("See `workforce-tui disparity show {number}`.").format(number=record.id),
            )
        if not note.text.strip():
            raise WorkforceError(_("The entry is not complete."), _("Say how the action is getting on."))
        if note.due is not None:
            _check_to_come(note.due, change.on)
        signed_note = replace(note, by=name, on=change.on)
        store.add_progress(session, number=record.id or 0, action=action, note=signed_note, made_at=when)


def _newer(ws: Workspace, records: list[Disparity], source: Source) -> Iterator[tuple[Disparity, Measured]]:
    """The records that have a newer or revised value, with it."""
    for organisation in sorted({one.subject.organisation for one in records}):
        mine = [one for one in records if one.subject.organisation == organisation]
        for definition in sorted({one.subject.definition for one in mine}):
            found = source.history(ws, organisation, EthnicityDefinition(definition), year=None, periods=1)
            values = [one for every in found.values.values() for one in every]
            for record in mine:
                value = value_of(values, record.subject.key)
                latest = record.latest
                is_new = value is not None and (value.counts != latest.counts or record.is_latest_withdrawn)
                if value is not None and value.end >= latest.end and is_new:
                    yield record, value
