"""What is on record of mentoring beside the figures: every scheme, offered or not and why, and the evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.mentoring_records import MENTORING_EVALUATION, MENTORING_SCHEME
from workforce_tui.domain.record_text import title_text, value_text
from workforce_tui.domain.records import WELSH_SUFFIX
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import WELSH, _, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.records import Record, RecordKind
    from workforce_tui.services.mentoring import MentoringReport

NONE = "–"
_OF_SCHEMES = ("type", "offered", "status", "not_offered")
_MORE = ("not_offered_text",)
_OF_EVALUATIONS = ("evaluated", "board", "taskforce", "good_practice")
_PROSE = ("findings", "changes", "practice")
"""What is too long for a column, and said below the table."""


def schemes_table(report: MentoringReport) -> Table:
    """Every scheme on record, with why one is not offered; of all years, whichever the figures are of."""
    rows = tuple(_row(MENTORING_SCHEME, one, scheme_name(one), _OF_SCHEMES) for one in report.schemes)
    title = f"{_(MENTORING_SCHEME.plural)}: {report.scope.name}"
    why = tuple(said for one in report.schemes for said in _prose(MENTORING_SCHEME, one, scheme_name(one), _MORE))
    return Table(title, _("Name of the scheme"), _columns(MENTORING_SCHEME, _OF_SCHEMES), rows, why)


def evaluations_table(report: MentoringReport) -> Table:
    """Every evaluation of a scheme on record: when, what was found, who was told, what others can take from it."""
    names = {one.id: scheme_name(one) for one in report.schemes}
    rows: list[Row] = []
    said: list[str] = []
    for one in report.evaluations:
        name = names.get(one.parent_id or 0, NONE)
        rows.append(_row(MENTORING_EVALUATION, one, name, _OF_EVALUATIONS))
        said += _prose(MENTORING_EVALUATION, one, f"{name}, {title_text(MENTORING_EVALUATION, one.values)}", _PROSE)
    title = f"{_(MENTORING_EVALUATION.plural)}: {report.scope.name}"
    columns = _columns(MENTORING_EVALUATION, _OF_EVALUATIONS)
    return Table(title, _("Name of the scheme"), columns, tuple(rows), tuple(said))


def not_offered_notes(report: MentoringReport) -> Iterator[str]:
    """A sentence for each kind of mentoring that is on record as not offered, with its reason."""
    why = MENTORING_SCHEME.field("not_offered")
    for one in report.schemes:
        if one.values.get("offered") is False:
            type_ = value_text(MENTORING_SCHEME.field("type"), one.values.get("type"))
            reason = value_text(why, one.values.get("not_offered"))
            yield f"{scheme_name(one)} ({type_}). {why.label_text()}: {reason}."


def scheme_name(scheme: Record) -> str:
    """What a scheme is called in the language in use."""
    return title_text(MENTORING_SCHEME, scheme.values)


def _columns(kind: RecordKind, keys: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(key, _(kind.field(key).label), numeric=False) for key in keys)


def _row(kind: RecordKind, record: Record, name: str, keys: tuple[str, ...]) -> Row:
    return Row(name, tuple(Shown(_answer(kind, record, key) or NONE) for key in keys), str(record.id))


def _prose(kind: RecordKind, record: Record, name: str, keys: tuple[str, ...]) -> Iterator[str]:
    """What was written under some headings, each on a line of its own."""
    for key in keys:
        if text := _answer(kind, record, key):
            yield f"{name}. {_(kind.field(key).label)}: {' '.join(text.split())}"


def _answer(kind: RecordKind, record: Record, key: str) -> str:
    """An answer in the language in use, in the other where there is none; "" where it was not asked or given."""
    welsh = f"{key}{WELSH_SUFFIX}"
    order = (welsh, key) if language() == WELSH else (key, welsh)
    value = next((found for one in order if (found := record.values.get(one)) is not None), None)
    return "" if value is None else value_text(kind.field(key), value)
