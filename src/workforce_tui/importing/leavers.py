"""Columns that may say who has left, under a header nobody knows: a leaver must not be counted as staff unasked.

A column is asked about when its header speaks of leaving, when it holds days for some people only and says nothing
of what they are, or when it holds words such as "Resigned". Days that are all after the snapshot change nothing and
are not asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.importing.dates import parse_date, parse_month
from workforce_tui.importing.mapper import column_name
from workforce_tui.importing.record_cells import NO_DATE
from workforce_tui.importing.statuses import LEFT, NO, recognise_status
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workforce_tui.importing.book import OpenSheet
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

Asked = tuple[str, tuple[str, ...]]
"""A column's name, and the fields it may be."""

_LEAVING = re.compile(
    r"\b(?:leav(?:e|es|er|ers|ing)|left|terminat\w*|terms?|end|ends|ended|ending|finish\w*|exit\w*|resign\w*|retire\w*"
    r"|retiring|depart(?:ed|ure|ing)?|ceas\w*|cessation|dismiss\w*|redundan\w*|deceased|death|died|last|final|to|until"
    r"|till|out|expir\w*|clos(?:e|ed|ure)|gadael|gadawodd|ymad\w*|gorffen\w*|terfyn\w*|diwedd\w*|olaf|hyd|ymddeol\w*"
    r"|ymddisw\w*|marw\w*)\b"
)
"""Words under which days may be those of leaving."""
_LEAVING_FOR_SURE = re.compile(
    r"\b(?:leav(?:er|ers|ing)|left|terminat\w*|exit\w*|resign\w*|retired|dismiss\w*|ceas\w*|gadael|gadawodd|ymad\w*)\b"
)
"""Words under which texts may be reasons for leaving."""
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:birth\w*|born|start\w*|join\w*|appoint\w*|hired?|commenc\w*|beg[aiu]n\w*|promot\w*|rank|grade|review\w*"
    r"|apprais\w*|pdrs?|vett\w*|clearance|dbs|checks?|checked|train\w*|course|qualif\w*|tests?|tested|licen[cs]e\w*"
    r"|visa|passport|permit\w*|right to work|probation\w*|increment\w*|chang\w*|modif\w*|updat\w*|creat\w*|extract\w*"
    r"|address|medical\w*|health\w*|absence|sick\w*|maternity|paternity|adoption|parental|annual leave|leave (?:type"
    r"|entitlement|balance|taken|days|hours|year)|second(?:ment|ed)|career break|acting|tempor\w*|allowance|contact\w*"
    r"|declar\w*|pension\w*|salary|pay|interview\w*|notice|award\w*|objectives?|inductions?|return\w*|from|since|log\w*"
    r"|jabs?|vaccin\w*|asked|survey\w*|geni|dechrau\w*|ymuno|penod\w*|adolyg\w*|hyffordd\w*|salwch|mamolaeth)\b"
)
"""Words of days and texts that say nothing about who is in post."""
_FREE = frozenset({"", "reason", "notes", "comments", "nodiadau", "sylwadau"})
"""Headers that name no field, under which anything may stand."""
_MOSTLY = 0.8
_FEW = 0.5
"""The part of the rows that days nobody explains may fill at most, to be taken for days of leaving."""
_FEW_TEXTS = 5


def leaving_columns(
    structure: Structure, sheet: OpenSheet, head: Sequence[list[Cell]], request: ImportRequest
) -> list[Asked]:
    """The columns of a list of people to ask about. *head* are the first rows; all are read where that is needed."""
    sample = head[structure.header.last + 1 :]
    wanted = [c.index for c in structure.mapping if c.how == "ignored" and _is_open(structure, c.index, sample)]
    if not wanted:
        return []
    people = 0
    columns: dict[int, Counter[Cell]] = {index: Counter() for index in wanted}
    limit = request.as_at or request.today or date.max
    has_left = _known_to_have_left(structure, limit)
    for row in sheet.rows_below(structure.header.last, hidden=request.include_hidden):
        people += any(cell != "" for cell in row)
        if has_left(row):
            continue
        for index, cells in columns.items():
            if index < len(row) and row[index] != "":
                cells[row[index]] += 1
    found = ((index, _fields(_speaks(structure, index), cells, people, limit)) for index, cells in columns.items())
    return [(column_name(structure.header, index), fields) for index, fields in found if fields]


def _is_open(structure: Structure, index: int, sample: Iterable[list[Cell]]) -> bool:
    """Whether a column without a field may be about leaving, by its header or by what the first rows have in it."""
    header = tidy(structure.header.names[index])
    known = (header_fields(structure.header.columns[index]) or ("",))[0]
    if known == "leaving_date":
        return True
    if (known and header not in _FREE) or _OF_SOMETHING_ELSE.search(header):
        return False
    if _LEAVING.search(header):
        return True
    cells = {row[index] for row in sample if index < len(row) and tidy(row[index]) not in NO_DATE}
    return all(_day(cell, numbers=False) or (isinstance(cell, str) and recognise_status(cell)) for cell in cells)


def _speaks(structure: Structure, index: int) -> str:
    """The header where it speaks of leaving; "" for any other."""
    header = tidy(structure.header.names[index])
    return header if _LEAVING.search(header) else ""


def _known_to_have_left(structure: Structure, limit: date) -> Callable[[list[Cell]], bool]:
    """Tells of a row whether a column that is known says so: another column need not be asked about for it."""
    days = [column.index for column in structure.mapping if column.field == "leaving_date"]
    statuses = [column.index for column in structure.mapping if column.field == "status"]

    @cache
    def gone(cell: Cell) -> bool:
        return cell != "" and (day := _day(cell, numbers=True)) is not None and day <= limit

    @cache
    def left(cell: Cell) -> bool:
        return isinstance(cell, str) and recognise_status(cell) == LEFT

    def found(row: list[Cell]) -> bool:
        return any(i < len(row) and gone(row[i]) for i in days) or any(i < len(row) and left(row[i]) for i in statuses)

    return found


def _fields(header: str, cells: Counter[Cell], people: int, limit: date) -> tuple[str, ...]:
    """What the column may be; nothing for one that sets nobody apart. *header* is "" where it does not help."""
    said = {cell: rows for cell, rows in cells.items() if tidy(cell) not in NO_DATE}
    filled = sum(said.values())
    if not filled:
        return ()
    days = {cell: day for cell in said if (day := _day(cell, numbers=bool(header)))}
    if sum(said[cell] for cell in days) >= _MOSTLY * filled:
        is_likely = header or filled <= _FEW * people
        return ("leaving_date",) if is_likely and min(days.values()) <= limit else ()
    texts = {cell: rows for cell, rows in said.items() if isinstance(cell, str)}
    standings = {cell: found for cell in texts if (found := recognise_status(str(cell)))}
    if LEFT in standings.values() and sum(said[cell] for cell in standings) >= _MOSTLY * filled:
        return ("leaving_reason", "status") if filled <= _FEW * people else ("status", "leaving_reason")
    few = filled <= _FEW * people or len(said) <= _FEW_TEXTS
    if not _LEAVING_FOR_SURE.search(header) or not few or set(map(tidy, texts)) <= NO:
        return ()
    return (*(("leaving_date",) if days else ()), "leaving_reason", "status")


def _day(cell: Cell, *, numbers: bool) -> date | None:
    """The day or the first of the month a cell names; a bare number only where *numbers* may be days."""
    if isinstance(cell, (bool, int, float)) and not (numbers and not isinstance(cell, bool)):
        return None
    if (day := parse_date(cell)) is not None:
        return day
    month = parse_month(cell)
    return None if month is None else date(month // 12, month % 12 + 1, 1)
