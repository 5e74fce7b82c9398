"""Who changed what in a record, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.domain.record_text import value_text
from workforce_tui.i18n import _
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.records import record_in
from workforce_tui.storage import records as store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.records import RecordKind, Revision
    from workforce_tui.services.workspace import Workspace


class Act(StrEnum):
    """What somebody did to a record."""

    ADDED = "added"
    CHANGED = "changed"
    ARCHIVED = "archived"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else than before; texts to read, `before` and `after` "" where not stated."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One revision: who wrote it, when (UTC, ISO 8601), why, and what it changed."""

    number: int
    act: Act
    by: str
    at: str
    reason: str
    fields: tuple[FieldChange, ...]


def history(ws: Workspace, number: int) -> tuple[RecordChange, ...]:
    """Every change of a record, the latest first.

    Raises:
        WorkforceError: there is no such record.
    """
    with ws.reading() as session:
        kind = kind_of(record_in(session, number).kind)
        every = store.revisions(session, number=number)
        known = known_organisations(session)
    pairs = zip((None, *every), every, strict=False)
    return tuple(reversed([_change(kind, before, after, known) for before, after in pairs]))


def act_name(act: Act) -> str:
    """What was done, in the language in use."""
    match act:
        case Act.ADDED:
            return _("added")
        case Act.CHANGED:
            return _("changed")
        case Act.ARCHIVED:
            return _("archived")
        case Act.RESTORED:
            return _("restored")


def _change(kind: RecordKind, before: Revision | None, after: Revision, known: Sequence[Organisation]) -> RecordChange:
    fields = tuple(_fields(kind, before, after, known))
    return RecordChange(after.number, _act(before, after), after.by, after.at, after.reason, fields)


def _act(before: Revision | None, after: Revision) -> Act:
    if before is None:
        return Act.ADDED
    if before.archived is not after.archived:
        return Act.ARCHIVED if after.archived else Act.RESTORED
    return Act.CHANGED


def _fields(
    kind: RecordKind, before: Revision | None, after: Revision, known: Sequence[Organisation]
) -> Iterator[FieldChange]:
    names = {one.code: one.name for one in known}
    then = before.organisations if before else ()
    if then != after.organisations:
        was, now = ("; ".join(names.get(code, code) for code in codes) for codes in (then, after.organisations))
        yield FieldChange("organisations", _("Organisations"), was, now)
    for field in kind.inputs:
        old, new = before.values.get(field.key) if before else None, after.values.get(field.key)
        if old != new:
            was, now = ("" if one is None else value_text(field, one, known) for one in (old, new))
            yield FieldChange(field.key, field.label_text(), was, now)
