"""Records as lists, facts and tables: what a screen, a command and a file say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.domain.record_text import title_text, value_text
from workforce_tui.domain.records import OVERDUE, applies, is_overdue
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.clock import today_here
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.record_history import Act, act_name
from workforce_tui.services.records import get, list_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.records import Record, RecordKind
    from workforce_tui.services.record_history import RecordChange
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record as a list shows it: what it is called, whose it is, and whether its review is overdue.

    `above` is what the record it hangs on is called, "" for none.
    """

    record: Record
    kind: RecordKind
    title: str
    organisations: str
    overdue: bool
    above: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a record says: texts to read. `warning` stands beside it."""

    key: str
    label: str
    text: str
    stated: bool
    warning: str = ""


def list_lines(
    ws: Workspace,
    kinds: str | Iterable[str],
    organisation: str | None = None,
    parent: int | None = None,
    *,
    archived: bool | None = False,
    text: str | None = None,
    only_overdue: bool = False,
    today: date | None = None,
) -> tuple[RecordLine, ...]:
    """The records asked for (see `list_records`), those with an overdue review first.

    Raises:
        WorkforceError: there is no such kind or organisation.
    """
    found = list_records(ws, kinds, organisation, parent, archived=archived, text=text)
    lines = lines_of(ws, found, today)
    return tuple(sorted((one for one in lines if one.overdue or not only_overdue), key=lambda one: not one.overdue))


def lines_of(ws: Workspace, found: Sequence[Record], today: date | None = None) -> tuple[RecordLine, ...]:
    """Records as lines, in the order given."""
    names = organisation_names(ws)
    titles: dict[int, str] = {}
    for one in found:
        if one.parent_id is not None and one.parent_id not in titles:
            above = get(ws, one.parent_id)
            titles[above.id] = title_text(kind_of(above.kind), above.values)
    return tuple(_line(one, names, titles, today or today_here()) for one in found)


def record_line(ws: Workspace, number: int, today: date | None = None) -> RecordLine:
    """One record as a line.

    Raises:
        WorkforceError: there is none.
    """
    return lines_of(ws, [get(ws, number)], today)[0]


def organisation_names(ws: Workspace) -> dict[str, str]:
    """Every organisation's name by its code."""
    return {one.code: one.name for one in organisations_known(ws)}


def organisations_known(ws: Workspace) -> tuple[Organisation, ...]:
    """Every organisation, shipped or added."""
    with ws.reading() as session:
        return known_organisations(session)


def facts(line: RecordLine, known: Sequence[Organisation] = ()) -> tuple[Fact, ...]:
    """Everything a record says, field by field; fields that are not asked are left out."""
    values = line.record.values
    return tuple(
        Fact(
            field.key,
            field.label_text(),
            _marked(line, field.key, value_text(field, values.get(field.key), known)),
            values.get(field.key) is not None,
            _(field.warning) if field.warning else "",
        )
        for field in line.kind.inputs
        if applies(field, values)
    )


def lines_table(
    lines: Sequence[RecordLine], title: str, known: Sequence[Organisation] = (), *, named: bool = True
) -> Table:
    """Lines as a table: the fields its kind shows in lists, or for several kinds what they have in common.

    *named* says whose each is.
    """
    kinds = {line.kind.code: line.kind for line in lines}
    one = next(iter(kinds.values())) if len(kinds) == 1 else None
    columns = [Column("id", _("Number"))]
    columns += [] if one else [Column("kind", _("Kind"), numeric=False)]
    columns += [Column("organisations", _("Organisations"), numeric=False, essential=False)] if named else []
    if one and one.parent:
        columns.append(Column("parent", _("Belongs to"), numeric=False, essential=False))
    keys = one.columns if one else ()
    columns += [
        Column(key, one.field(key).label_text(), numeric=False, essential=key == one.review) for key in keys if one
    ]
    if one is None or (one.review and one.review not in keys):
        columns.append(Column("review", _("Review"), numeric=False))
    rows = tuple(
        Row(line.title, tuple(Shown(_cell(line, column.key, known)) for column in columns), key=str(line.record.id))
        for line in lines
    )
    return Table(title, _("Title"), tuple(columns), rows)


def _cell(line: RecordLine, key: str, known: Sequence[Organisation]) -> str | int:
    match key:
        case "id":
            return line.record.id
        case "kind":
            return _(line.kind.name)
        case "organisations":
            return line.organisations
        case "parent":
            return line.above
        case _:
            field = line.kind.review if key == "review" else key
            value = line.record.values.get(field) if field else None
            return "" if value is None else _marked(line, field, value_text(line.kind.field(field), value, known))


def review_text(line: RecordLine) -> str:
    """When a record is reviewed, marked where that is overdue, as returns say it; "" where nothing is said of it.

    Returns were signed with these words: others would count as figures that moved since.
    """
    value = line.record.values.get(line.kind.review) if line.kind.review else None
    if value is None:
        return ""
    day = value_text(line.kind.field(line.kind.review), value)
    return _("{mark} {date}, overdue").format(mark=OVERDUE, date=day) if line.overdue else day


def _marked(line: RecordLine, key: str, text: str) -> str:
    """That a review is overdue stands before its day: a column of a list may have no room for all of it."""
    if not (line.overdue and key == line.kind.review):
        return text
    return _("{mark} overdue: {date}").format(mark=OVERDUE, date=text)


def _line(one: Record, names: dict[str, str], titles: dict[int, str], today: date) -> RecordLine:
    kind = kind_of(one.kind)
    whose = "; ".join(names.get(code, code) for code in one.organisations) or _("all of Wales")
    late = is_overdue(kind, one.values, today, archived=one.archived)
    above = titles.get(one.parent_id, "") if one.parent_id is not None else ""
    return RecordLine(one, kind, title_text(kind, one.values), whose, late, above)


def when_text(stamp: str) -> str:
    """A moment (UTC, ISO 8601) as it is read here: "31 March 2026 at 09:05"."""
    from datetime import datetime

    here = datetime.fromisoformat(stamp).astimezone()
    return _("{date} at {time}").format(date=long_date(here.date()), time=f"{here:%H:%M}")


def history_lines(change: RecordChange) -> tuple[str, ...]:
    """One change as lines to read: who and when, then a line for each field."""
    head = _("{date}: {act} by {name} (revision {number})").format(
        date=when_text(change.at), act=act_name(change.act), name=change.by, number=change.number
    )
    reason = [_("  why: {reason}").format(reason=change.reason)] if change.reason else []
    nothing = _("not stated")
    said = _("  {field}: {after}") if change.act is Act.ADDED else _("  {field}: from “{before}” to “{after}”")
    fields = [
        said.format(field=one.label, before=one.before or nothing, after=one.after or nothing) for one in change.fields
    ]
    return (head, *reason, *fields)
