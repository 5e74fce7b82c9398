"""The structure of a monthly workforce return: one row for each organisation, its payroll staff by grade across."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.importing.dates import month_number
from workforce_tui.importing.mapper import (
    Mapper,
    Structure,
    ValueColumn,
    ask_or_do_without,
    column_name,
    finish,
    refuse_repeated,
)
from workforce_tui.importing.model import Layout
from workforce_tui.importing.return_headers import ReturnColumn, column_kind
from workforce_tui.importing.values import says_fte, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.headers import Header
    from workforce_tui.importing.values import Cell

_FEWEST_GRADES = 3


def workforce_return(mapper: Mapper, ignored: set[int]) -> Structure | None:
    """The structure of a return; None for any other table.

    Only the headcounts of payroll staff are read. Non-payroll people (agency, interim, contractors, consultants) are
    left out and named: returns often have their full-time equivalent in place of their number.
    """
    kinds = [column_kind(parts) for parts in mapper.header.columns]
    grades = [index for index, (kind, _text) in enumerate(kinds) if kind is ReturnColumn.GRADE]
    known = [index for index in grades if mapper.is_grade(kinds[index][1])]
    paired = [index for index in grades if _has_fte_beside(mapper.header, index)]
    if len(known) < _FEWEST_GRADES or len(paired) < _FEWEST_GRADES:
        return None
    structure = Structure(Layout.CROSSTAB, mapper.header, [], across="grade")
    for index, (kind, text) in enumerate(kinds):
        if index in ignored:
            continue
        if kind in (ReturnColumn.GRADE, ReturnColumn.TOTAL):
            total = kind is ReturnColumn.TOTAL
            structure.values.append(ValueColumn(index, mapper.header.names[index], text, total=total))
            mapper.give(index, "total" if total else "grade")
        elif kind is ReturnColumn.OUTSIDE:
            structure.left_out.append(column_name(mapper.header, index))
    _settle_organisation(mapper, structure)
    ask_or_do_without(mapper, structure, "ethnicity", [])
    refuse_repeated(mapper, structure)
    finished = finish(mapper, structure)
    finished.columns = {name: index for name, index in finished.columns.items() if name in ("organisation", "as_at")}
    return finished


def _has_fte_beside(header: Header, index: int) -> bool:
    return index + 1 < len(header.columns) and any(map(says_fte, header.columns[index + 1]))


def _settle_organisation(mapper: Mapper, structure: Structure) -> None:
    """The first column named as the organisation; without one, the columns of texts left of the counts are asked."""
    first = min(column.index for column in structure.values)
    found = [index for index in mapper.of("organisation") if index < first]
    for index in mapper.of("organisation"):
        if index not in found[:1]:
            mapper.drop(index)
    if not found:
        labels = [index for index in range(first) if mapper.values(index)]
        structure.asked.extend((column_name(mapper.header, index), ("organisation",)) for index in labels)


def months_of_rows(header: Header, rows: Sequence[list[Cell]]) -> set[date]:
    """The last days of the months that columns called "Year" and "Month" give."""
    names = [tidy(name) for name in header.names]
    if "year" not in names or "month" not in names:
        return set()
    at_year, at_month = names.index("year"), names.index("month")
    found = set()
    for row in rows:
        texts = [to_text(row[index]) if index < len(row) else "" for index in (at_year, at_month)]
        month = month_number(texts[1])
        if texts[0].isdecimal() and 1990 <= int(texts[0]) <= 2100 and month:
            found.add(date(int(texts[0]), month, calendar.monthrange(int(texts[0]), month)[1]))
    return found
