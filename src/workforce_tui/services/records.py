"""Records people type: adding, changing, archiving and finding them, with their history.

Each change is one transaction, signed by a person, and a new revision; nothing that was entered is lost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.record_kinds import children_of, kind_of
from workforce_tui.domain.record_parsing import one_line, parse, problem_text
from workforce_tui.domain.record_text import raw_of, value_text
from workforce_tui.domain.records import FieldProblem, FieldType, Revision, applies
from workforce_tui.i18n import _
from workforce_tui.services.clock import now
from workforce_tui.services.last_names import remember_name
from workforce_tui.services.organisations import known_organisations, organisation_in
from workforce_tui.storage import records as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from workforce_tui.domain.record_parsing import Parsed
    from workforce_tui.domain.records import Record, RecordKind, Values
    from workforce_tui.services.workspace import Workspace


class ChangedMeanwhileError(WorkforceError):
    """Somebody else changed the record after it was read; nothing was written."""


def add(
    ws: Workspace,
    kind: str,
    raw: Mapping[str, str],
    *,
    organisations: Sequence[str] = (),
    parent: int | None = None,
    by: str,
) -> Record:
    """Make a record of a kind out of what was typed, by key; returns it as stored.

    *organisations* are codes or names; a record that hangs on another (*parent*) has those of that one, for none.

    Raises:
        WorkforceError: something typed is not right (all of it is told), nobody is named, or there is no such kind,
            organisation or parent. Nothing is changed.
    """
    found, name = kind_of(kind), signer(by)
    with ws.writing() as session:
        return record_in(session, add_in(session, found, raw, organisations=organisations, parent=parent, name=name))


def add_in(
    session: Session,
    kind: RecordKind,
    raw: Mapping[str, str],
    *,
    organisations: Sequence[str],
    parent: int | None,
    name: str,
) -> int:
    """Make a record as `add` does, in a transaction that is open; returns its number."""
    above = _parent(session, kind, parent)
    whose = _organisations(session, kind, organisations or (above.organisations if above else ()))
    values = _checked(session, kind, parse(kind, raw, organisations=known_organisations(session)))
    revision = Revision(1, values, whose, archived=False, by=name, at=now())
    number = store.add_record(session, kind=kind, parent_id=above.id if above else None, revision=revision)
    remember_name(session, name)
    return number


def update(
    ws: Workspace,
    number: int,
    raw: Mapping[str, str],
    *,
    by: str,
    expected_revision: int | None = None,
    organisations: Sequence[str] | None = None,
    reason: str = "",
) -> Record:
    """Change what was typed, by key; a key that is not there stays as it is, a blank one becomes not stated.

    An answer that is no longer asked, because another one changed, becomes not stated unless it was typed now. What
    hangs on the record goes with it to other *organisations*. Where nothing differs, nothing is written.

    Raises:
        WorkforceError: as `add`; or the record is archived, or somebody else changed it after *expected_revision*.
    """
    name = signer(by)
    with ws.writing() as session:
        record = _record_to_change(session, number, expected_revision)
        if record.archived:
            raise WorkforceError(
                _("Record {number} is archived, so it cannot be changed.").format(number=number),
                _("Restore it first."),
            )
        kind = kind_of(record.kind)
        values = _checked(session, kind, _merged(session, kind, record.values, raw))
        whose = record.organisations if organisations is None else _organisations(session, kind, organisations)
        if values == record.values and whose == record.organisations:
            return record
        _revise(session, record, Revision(0, values, whose, record.archived, name, now(), one_line(reason)))
        if whose != record.organisations:
            _follow(session, record, whose, name, one_line(reason))
        return record_in(session, number)


def archive(ws: Workspace, number: int, *, by: str, reason: str = "", expected_revision: int | None = None) -> Record:
    """Put a record away, and with it those that hang on it: it is no longer listed or counted, and can be restored.

    Raises:
        WorkforceError: there is none, it is archived already, nobody is named, or somebody changed it meanwhile.
    """
    return _put(ws, number, True, by, reason, expected_revision)


def restore(ws: Workspace, number: int, *, by: str, reason: str = "", expected_revision: int | None = None) -> Record:
    """Bring an archived record back.

    Raises:
        WorkforceError: there is none, it is not archived, nobody is named, or somebody changed it meanwhile.
    """
    return _put(ws, number, False, by, reason, expected_revision)


def take_back(ws: Workspace, number: int, *, by: str, revision: int | None = None, reason: str = "") -> Record:
    """Let a record say again what it said before *revision* (None for the latest); the first one archives it.

    That is a new revision: what was entered stays in the history.

    Raises:
        WorkforceError: there is no such record or revision, nobody is named, or the record says something else by now.
    """
    name = signer(by)
    with ws.writing() as session:
        record = _record_to_change(session, number, None)
        wanted = record.revision if revision is None else revision
        held = {one.number: one for one in store.revisions(session, number=number)}
        if wanted not in held:
            raise WorkforceError(
                _("Record {number} has no revision {revision}.").format(number=number, revision=wanted),
                _("See its history for the numbers."),
            )
        taken = held[wanted]
        said = (record.values, record.organisations, record.archived)
        if said != (taken.values, taken.organisations, taken.archived):
            raise ChangedMeanwhileError(
                _("Record {number} was changed again by {name}, so that change cannot be taken back.").format(
                    number=number, name=record.changed_by
                ),
                _("Take back the later change first."),
            )
        before = held.get(wanted - 1, replace(taken, archived=True))
        _revise(session, record, replace(before, by=name, at=now(), reason=one_line(reason)))
        if before.organisations != record.organisations:
            _follow(session, record, before.organisations, name, one_line(reason))
        return record_in(session, number)


def get(ws: Workspace, number: int, kind: str | None = None) -> Record:
    """A record by its number, of a kind where one is named.

    Raises:
        WorkforceError: there is none.
    """
    with ws.reading() as session:
        record = record_in(session, number)
    if kind is not None and record.kind != kind:
        raise WorkforceError(
            _("Record {number} is of another kind: {kind}.").format(number=number, kind=_(kind_of(record.kind).name)),
            _("See the list for the numbers."),
        )
    return record


def list_records(
    ws: Workspace,
    kind: str | Iterable[str],
    organisation: str | None = None,
    parent: int | None = None,
    *,
    archived: bool | None = False,
    text: str | None = None,
) -> tuple[Record, ...]:
    """The records of a kind (or several), in the order they were made.

    *organisation* is a code or a name; *archived* None for both sorts (a record that hangs on an archived one is
    archived with it); *text* is looked for in whatever they say, in either language, whatever the case.

    Raises:
        WorkforceError: there is no such kind or organisation.
    """
    codes = [kind_of(one).code for one in ([kind] if isinstance(kind, str) else kind)]
    with ws.reading() as session:
        whose = None if organisation is None else organisation_in(session, organisation).code
        found = store.records(session, kinds=codes, organisation=whose, parent_id=parent)
        gone = store.archived_numbers(session)
    if archived is not None:
        found = tuple(one for one in found if (one.id in gone) is archived)
    return tuple(one for one in found if not text or mentions(one, text))


def mentions(record: Record, text: str) -> bool:
    """Whether something the record says has every word of *text* in it."""
    kind = kind_of(record.kind)
    said = [value_text(field, record.values[field.key]) for field in kind.inputs if record.values.get(field.key)]
    all_said = "\n".join(said).casefold()
    return all(word in all_said for word in text.casefold().split())


def children(ws: Workspace, number: int) -> tuple[Record, ...]:
    """The records that hang on one, those of one kind after the other."""
    record = get(ws, number)
    return tuple(
        child
        for kind in children_of(record.kind)
        for child in list_records(ws, kind.code, parent=number, archived=record.archived)
    )


def record_in(session: Session, number: int, *, for_update: bool = False) -> Record:
    """A record by its number, within a session.

    Raises:
        WorkforceError: there is none.
    """
    found = store.record(session, number=number, for_update=for_update)
    if found is None:
        raise WorkforceError(
            _("There is no record number {number}.").format(number=number), _("See the list for the numbers.")
        )
    return found


def signer(by: str) -> str:
    """Who signs; see `signed`."""
    return one_line(signed(one_line(by)))


def _put(ws: Workspace, number: int, archived: bool, by: str, reason: str, expected: int | None) -> Record:
    name = signer(by)
    with ws.writing() as session:
        record = _record_to_change(session, number, expected)
        if record.archived is archived:
            said = _("Record {number} is archived already.") if archived else _("Record {number} is not archived.")
            raise WorkforceError(said.format(number=number), _("There is nothing to do."))
        _revise(
            session, record, Revision(0, record.values, record.organisations, archived, name, now(), one_line(reason))
        )
        return record_in(session, number)


def _record_to_change(session: Session, number: int, expected: int | None) -> Record:
    record = record_in(session, number, for_update=True)
    if expected is not None and record.revision != expected:
        raise ChangedMeanwhileError(
            _("Record {number} was changed by {name} while you were at it; your changes were not saved.").format(
                number=number, name=record.changed_by
            ),
            _("Look at what it says now, then make your changes again."),
        )
    return record


def _revise(session: Session, record: Record, revision: Revision) -> None:
    following = replace(revision, number=record.revision + 1)
    store.add_revision(session, number=record.id, revision=following)
    remember_name(session, revision.by)


def _follow(session: Session, record: Record, whose: tuple[str, ...], name: str, reason: str) -> None:
    """Let what hangs on a record, and was of the same organisations, be of its new ones."""
    kinds = [kind.code for kind in children_of(record.kind)]
    for child in store.records(session, kinds=kinds, parent_id=record.id):
        if child.organisations == record.organisations:
            _revise(session, child, Revision(0, child.values, whose, child.archived, name, now(), reason))
            _follow(session, child, whose, name, reason)


def _parent(session: Session, kind: RecordKind, parent: int | None) -> Record | None:
    if kind.parent is None:
        return None
    above = kind_of(kind.parent)
    if parent is None:
        raise WorkforceError(
            _("It has to be said which record this belongs to: {kind}.").format(kind=_(above.name)),
            _("Give the number of that record."),
        )
    found = record_in(session, parent)
    if found.kind != kind.parent or parent in store.archived_numbers(session):
        raise WorkforceError(
            _("Record {number} cannot have this added to it.").format(number=parent),
            _("It belongs to a record of this kind that is not archived: {kind}.").format(kind=_(above.name)),
        )
    return found


def _organisations(session: Session, kind: RecordKind, names: Sequence[str]) -> tuple[str, ...]:
    codes = tuple(sorted({organisation_in(session, name).code for name in names}))
    if not codes and not kind.all_wales:
        raise WorkforceError(_("It has to be said which organisation this is of."), _("Nothing was changed."))
    if len(codes) > 1 and not (kind.shared or kind.parent):
        raise WorkforceError(
            _("This is of one organisation only, and {number} were given.").format(number=len(codes)),
            _("Nothing was changed."),
        )
    return codes


def _merged(session: Session, kind: RecordKind, held: Values, raw: Mapping[str, str]) -> Parsed:
    """What was typed over what is held, without answers that are no longer asked."""
    known = known_organisations(session)
    merged = {**raw_of(kind, held), **raw}
    parsed = parse(kind, merged, organisations=known)
    while True:
        unasked = {
            field.key
            for field in kind.inputs
            if field.key in merged and field.key not in raw and not applies(field, parsed.values)
        }
        if not unasked:
            return parsed
        merged = {key: text for key, text in merged.items() if key not in unasked}
        parsed = parse(kind, merged, organisations=known)


def _checked(session: Session, kind: RecordKind, parsed: Parsed) -> Values:
    """The values, if all is right and the records they link to are there."""
    problems = [*parsed.problems, *_links(session, kind, parsed.values)]
    if problems:
        raise WorkforceError("\n".join(problem_text(kind, one) for one in problems), _("Nothing was changed."))
    return parsed.values


def _links(session: Session, kind: RecordKind, values: Values) -> Iterator[FieldProblem]:
    for field in kind.inputs:
        number = values.get(field.key)
        if field.type is FieldType.RECORD and isinstance(number, int):
            found = store.record(session, number=number)
            if found is None or (field.links and found.kind != field.links):
                yield FieldProblem(
                    field.key, _("There is no such record with the number {number}.").format(number=number)
                )
