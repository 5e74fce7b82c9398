"""What was decided about the columns of a sheet, and what of its rows may be shown while deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.layout import field_names
from workforce_tui.importing.mapper import column_letter, column_name
from workforce_tui.importing.model import MASK, Layout
from workforce_tui.importing.not_given import ANSWERS
from workforce_tui.importing.privacy import holds_personal_data
from workforce_tui.importing.synonyms import PERSONAL, SHOWN, header_fields, is_perceived
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.headers import Header
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import Decided
    from workforce_tui.importing.values import Cell

_LONGEST_CELL = 80
_FIGURES = ("as_at", "fte", "headcount")
_ACROSS = ("ethnicity", "grade")
"""What the columns of a crosstab may be a group or a grade of."""
ColumnAnswers = dict[str, tuple[str, str]]
"""Label key of a column's name -> (field or "ignore", where the answer comes from)."""


def column_answers(header: Header, decisions: Sequence[Decided], answers: Answers, log: IssueLog) -> ColumnAnswers:
    """What each column was decided to hold; issues for answers that are none and for columns that are not there."""
    valid = set(field_names())
    found: ColumnAnswers = {}
    for column, (answer, how) in answers.columns().items():
        wanted = answer.strip().casefold()
        if wanted == ANSWERS.get(column) or (column not in ANSWERS and wanted in valid):
            found[column] = (wanted, how)
        else:
            log.add("bad_decision", field="column", value=column, answer=answer)
    known = {label_key(name) for name in (*header.names, *map(column_letter, range(len(header.names))))}
    for decided in decisions:
        if decided.field != "column" or decided.value in ANSWERS:
            continue
        plain = label_key(decided.value.rpartition("[")[0] or decided.value)
        if not {label_key(decided.value), plain} & known:
            log.add("unknown_column_decision", header=decided.value, value=decided.value)
        else:
            answers.get("column", decided.value)
    _leave_out(header, decisions, answers, found)
    _leave_out_perceived(header, found, log)
    return found


def _leave_out(header: Header, decisions: Sequence[Decided], answers: Answers, found: ColumnAnswers) -> None:
    """A column of a crosstab that was asked about as a group or grade may be left out instead, now or for good."""
    asked = [(one.field, one.value) for one in decisions if one.field in _ACROSS]
    asked += [(field, value) for field in _ACROSS for value in answers.past(field)]
    for field, value in dict.fromkeys(asked):
        if (answers.peek(field, value) or "").casefold() != "ignore":
            continue
        for parts, name in zip(header.columns, header.names, strict=True):
            if label_key(value) in map(label_key, parts):
                _answer, how = answers.get(field, value) or ("", "")
                found[label_key(name)] = ("ignore", how)


def _leave_out_perceived(header: Header, found: ColumnAnswers, log: IssueLog) -> None:
    """Ethnicity as an officer perceived it is not read where another column has it as people defined it."""
    fields = [(header_fields(parts) or ("",))[0] for parts in header.columns]
    columns = [index for index, name in enumerate(fields) if name in ("ethnicity", "ethnicity_code")]
    perceived = [index for index in columns if is_perceived(header.names[index])]
    if len(perceived) == len(columns):
        return
    for index in perceived:
        name = column_name(header, index)
        keys = {label_key(text) for text in (name, header.names[index], column_letter(index))}
        if not keys & set(found):
            found[label_key(name)] = ("ignore", "ignored")
            log.add("perceived_column_ignored", header=name, column=name)


def preview(structure: Structure, rows: Sequence[list[Cell]]) -> Iterator[tuple[str, ...]]:
    """Rows to show. Where each is a person, a column is shown only when it is known to hold nothing personal."""
    by_person = structure.layout is Layout.RECORD
    fields = {column.index: column.field for column in structure.mapping}
    for row in rows:
        texts = [to_text(cell) for cell in row]
        for index, text in enumerate(texts):
            name = fields.get(index)
            hidden = name not in SHOWN if by_person else name in PERSONAL
            private = by_person and name not in _FIGURES and holds_personal_data(text)
            texts[index] = MASK if text and (hidden or private) else text[:_LONGEST_CELL]
        yield tuple(texts)
