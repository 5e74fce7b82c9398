"""What somebody typed over a record that somebody else changed meanwhile, put together so that neither is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.domain.record_parsing import parse
from workforce_tui.domain.record_text import raw_of, value_text
from workforce_tui.i18n import _
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.records import record_in
from workforce_tui.storage import records as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.records import Record, RecordKind, Revision, Values
    from workforce_tui.services.record_drafts import Draft
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Together:
    """A draft over what the record says now.

    `theirs` are the fields that only somebody else changed, as the draft now has them; `both` those that both changed,
    where the draft keeps its own: (label, what the record says now).
    """

    draft: Draft
    by: str
    theirs: tuple[str, ...]
    both: tuple[tuple[str, str], ...]

    @property
    def said(self) -> str:
        """What to tell whoever goes on typing."""
        parts = [_("{name} changed this record meanwhile.").format(name=self.by)]
        if self.theirs:
            parts.append(_("As it says now: {fields}.").format(fields=", ".join(self.theirs)))
        if self.both:
            told = "; ".join(
                _("{field} (now: {text})").format(field=label, text=text or _("not stated"))
                for label, text in self.both
            )
            parts.append(_("Yours stands here, and theirs is replaced when you save: {fields}.").format(fields=told))
        return " ".join(parts)


def put_together(ws: Workspace, draft: Draft) -> Together | None:
    """A draft of an earlier revision over the latest; None where it is of the latest, or of a new record.

    Raises:
        WorkforceError: there is no such record any more.
    """
    if draft.record is None:
        return None
    with ws.reading() as session:
        record = record_in(session, draft.record)
        every = store.revisions(session, number=draft.record)
        known = known_organisations(session)
    base = next((one for one in every if one.number == draft.revision), None)
    if base is None or base.number == record.revision:
        return None
    kind = kind_of(record.kind)
    mine, others = _typed(kind, base, draft.raw, known), _changed(kind, base.values, record.values)
    raw = {**raw_of(kind, record.values), **{key: draft.raw.get(key, "") for key in mine}}
    moved = set(draft.organisations) != set(base.organisations)
    return Together(
        replace(
            draft,
            raw={key: text for key, text in raw.items() if text},
            organisations=draft.organisations if moved else record.organisations,
            revision=record.revision,
        ),
        record.changed_by,
        tuple(kind.field(key).label_text() for key in _in_order(kind, others - mine)),
        tuple(_now(kind, record, key, known) for key in _in_order(kind, others & mine)),
    )


def _typed(kind: RecordKind, base: Revision, raw: Mapping[str, str], known: Sequence[Organisation]) -> set[str]:
    """The fields in which somebody typed something else than the revision they started from says."""
    parsed, held = parse(kind, raw, organisations=known), raw_of(kind, base.values)
    wrong = {one.key for one in parsed.problems}
    return {
        field.key
        for field in kind.inputs
        if raw.get(field.key, "") != held.get(field.key, "")
        and (field.key in wrong or parsed.values.get(field.key) != base.values.get(field.key))
    }


def _changed(kind: RecordKind, before: Values, after: Values) -> set[str]:
    return {field.key for field in kind.inputs if before.get(field.key) != after.get(field.key)}


def _in_order(kind: RecordKind, keys: Iterable[str]) -> list[str]:
    wanted = set(keys)
    return [field.key for field in kind.inputs if field.key in wanted]


def _now(kind: RecordKind, record: Record, key: str, known: Sequence[Organisation]) -> tuple[str, str]:
    field, value = kind.field(key), record.values.get(key)
    return field.label_text(), "" if value is None else value_text(field, value, known)
