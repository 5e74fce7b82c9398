"""What threads run for the places of records. The services are loaded here, and only when called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.records import FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.records import Record, RecordKind
    from workforce_tui.domain.table import Table
    from workforce_tui.services.practice import Practice
    from workforce_tui.services.record_lists import Fact, RecordLine
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.state import View

EVERY, LATE, ARCHIVED = "", "late", "archived"
"""Which records a list shows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records a list is to show: of a kind, of an organisation or all, and with these words in them."""

    kind: str
    organisation: str | None = None
    which: str = EVERY
    words: str = ""


@dataclass(frozen=True, slots=True)
class RecordsData:
    """A list of records: the lines, the table they make, and everything each of them says."""

    wanted: Wanted
    lines: tuple[RecordLine, ...]
    table: Table
    facts: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True, slots=True)
class DetailData:
    """One record: what it says, what hangs on it, and who changed it."""

    line: RecordLine
    facts: tuple[Fact, ...]
    children: tuple[RecordLine, ...]
    history: tuple[str, ...]
    changed: str
    last_name: str


@dataclass(frozen=True, slots=True)
class FormData:
    """What a form starts from; `draft_at` is when what stands in it was typed and not saved, "" for none."""

    kind: RecordKind
    record: Record | None
    parent: int | None
    raw: dict[str, str]
    organisations: tuple[str, ...]
    revision: int | None
    last_name: str
    known: tuple[Organisation, ...]
    links: dict[str, tuple[tuple[str, str], ...]]
    draft_at: str = ""
    meanwhile: str = ""


@dataclass(frozen=True, slots=True)
class PracticeData:
    """What is shared as good practice, and the table it makes."""

    found: tuple[Practice, ...]
    table: Table


def practice_data(ws: Workspace, words: str) -> PracticeData:
    """What any organisation shares that has these words in it."""
    from workforce_tui.services.practice import practice_table, practices

    found = practices(ws, words or None)
    return PracticeData(found, practice_table(found))


def check_reader(view: View) -> None:
    """Refuse the records of another organisation, or of all, to readers who see their own only.

    Raises:
        WorkforceError: see above.
    """
    from workforce_tui.services.policy import check_scope

    check_scope(view.profile, view.organisation)


def records_data(ws: Workspace, wanted: Wanted) -> RecordsData:
    """The records a list shows, those with an overdue review first; where some are sought, what hangs on them too."""
    from workforce_tui.domain.record_kinds import kind_of, with_parts
    from workforce_tui.i18n import _
    from workforce_tui.services.record_lists import facts, lines_table, list_lines, organisations_known

    kinds = with_parts(wanted.kind) if wanted.which != EVERY or wanted.words else (wanted.kind,)
    lines = list_lines(
        ws, kinds, wanted.organisation, archived=wanted.which == ARCHIVED, text=wanted.words or None,
        only_overdue=wanted.which == LATE,
    )  # fmt: skip
    known = organisations_known(ws)
    table = lines_table(lines, _(kind_of(wanted.kind).plural), known, named=wanted.organisation is None)
    return RecordsData(wanted, lines, table, tuple(facts(line, known) for line in lines))


def detail_data(ws: Workspace, number: int) -> DetailData:
    """Everything about one record."""
    from workforce_tui.i18n import _
    from workforce_tui.services.last_names import last_name
    from workforce_tui.services.record_history import history
    from workforce_tui.services.record_lists import (
        facts,
        history_lines,
        lines_of,
        organisations_known,
        record_line,
        when_text,
    )
    from workforce_tui.services.records import children

    line = record_line(ws, number)
    said = tuple(text for change in history(ws, number) for text in history_lines(change))
    changed = _("Revision {number}, {date}, by {name}.").format(
        number=line.record.revision, date=when_text(line.record.changed_at), name=line.record.changed_by
    )
    below = lines_of(ws, children(ws, number))
    return DetailData(line, facts(line, organisations_known(ws)), below, said, changed, last_name(ws))


def form_data(
    ws: Workspace, kind: str, *, record: int | None = None, parent: int | None = None, organisation: str | None = None
) -> FormData:
    """What a form starts from: the record, or nothing, and over it what was typed before and not saved."""
    from workforce_tui.domain.record_kinds import kind_of
    from workforce_tui.domain.record_text import raw_of
    from workforce_tui.services.last_names import last_name
    from workforce_tui.services.record_drafts import draft_of
    from workforce_tui.services.record_lists import organisations_known, when_text
    from workforce_tui.services.record_meanwhile import put_together
    from workforce_tui.services.records import get

    found = kind_of(kind)
    held = get(ws, record) if record is not None else None
    whose = held.organisations if held else ((organisation,) if organisation else ())
    raw = raw_of(found, held.values) if held else {}
    revision = held.revision if held else None
    known = organisations_known(ws)
    data = FormData(found, held, parent, raw, whose, revision, last_name(ws), known, _links(ws, found, whose))
    draft = draft_of(ws, kind, record=record, parent=parent)
    if draft is None:
        return data
    together = put_together(ws, draft)
    draft, said = (together.draft, together.said) if together else (draft, "")
    whose, at = draft.organisations, when_text(draft.at)
    return replace(data, raw=draft.raw, organisations=whose, revision=draft.revision, draft_at=at, meanwhile=said)


def _links(ws: Workspace, kind: RecordKind, whose: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The records that may be linked to, by field, as (number, title)."""
    from workforce_tui.services.record_lists import list_lines

    return {
        field.key: tuple(
            (str(line.record.id), f"#{line.record.id} {line.title}")
            for line in list_lines(ws, field.links, whose[0] if whose else None)
        )
        for field in kind.inputs
        if field.type is FieldType.RECORD and field.links
    }


def save(
    ws: Workspace, form: FormData, raw: Mapping[str, str], organisations: Sequence[str], *, by: str, why: str
) -> Record:
    """Write what stands in a form, and keep its draft no more.

    Raises:
        WorkforceError: something is not right, or somebody else changed the record meanwhile; the draft stays.
    """
    from workforce_tui.services import records

    if form.record is None:
        filled = {key: text for key, text in raw.items() if text}
        saved = records.add(ws, form.kind.code, filled, organisations=organisations, parent=form.parent, by=by)
    else:
        whose = None if form.kind.parent else organisations
        saved = records.update(
            ws, form.record.id, raw, by=by, expected_revision=form.revision, organisations=whose, reason=why
        )
    drop_draft(ws, form)
    return saved


def keep_draft(ws: Workspace, form: FormData, raw: Mapping[str, str], organisations: Sequence[str]) -> None:
    """Keep what stands in a form that is not saved yet."""
    from workforce_tui.services import record_drafts as drafts

    number = form.record.id if form.record else None
    draft = drafts.Draft(form.kind.code, number, form.parent, dict(raw), tuple(organisations), form.revision)
    drafts.keep_draft(ws, draft)


def is_changed_meanwhile(error: Exception) -> bool:
    """Whether a record could not be saved as somebody else changed it."""
    from workforce_tui.services.records import ChangedMeanwhileError

    return isinstance(error, ChangedMeanwhileError)


def put_together(ws: Workspace, form: FormData, raw: Mapping[str, str], organisations: Sequence[str]) -> FormData:
    """What the record says now with what was typed over it; that is kept as its draft first.

    Raises:
        WorkforceError: the draft cannot be written, or the record is there no more.
    """
    keep_draft(ws, form, raw, organisations)
    number = form.record.id if form.record else None
    return form_data(ws, form.kind.code, record=number, parent=form.parent)


def drop_draft(ws: Workspace, form: FormData) -> bool:
    """Keep nothing of a form any more; returns whether that could be done."""
    from workforce_tui.services import record_drafts as drafts

    number = form.record.id if form.record else None
    return drafts.drop_draft(ws, form.kind.code, record=number, parent=form.parent)


def put(ws: Workspace, number: int, *, away: bool, by: str, why: str) -> Record:
    """Archive a record, or bring it back.

    Raises:
        WorkforceError: nobody is named, or it is so already.
    """
    from workforce_tui.services import records

    return (records.archive if away else records.restore)(ws, number, by=by, reason=why)
