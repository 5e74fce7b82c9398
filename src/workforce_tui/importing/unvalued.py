"""Formulas that were never calculated: their cells are blank in the file and must not pass for blanks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from workforce_tui.importing.model import Layout
from workforce_tui.importing.synonyms import NEVER_KEPT
from workforce_tui.importing.values import is_total, to_text

if TYPE_CHECKING:
    from workforce_tui.importing.book import OpenSheet, Place
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure


_MAY_BE_UNKNOWN = ("disability", "date_of_birth", "age_band", "contract")
"""Of people who are counted all the same."""
_NOT_NEEDED = NEVER_KEPT | {"site", "disability", "age_band", "contract", "organisation_code"}


def report_unvalued(sheet: OpenSheet, structure: Structure, log: IssueLog) -> None:
    """Report each column that is read and holds such formulas below the header.

    Those of total rows are not needed, and rows that hold nothing else are rows prepared for people to come.
    """
    header = structure.header
    read = {index for name, index in structure.columns.items() if name not in _NOT_NEEDED}
    used = read | {column.index for column in structure.values}
    _report_unknown(sheet, structure, log)
    wanted = {place for place in sheet.unvalued if place[0] > header.last and place[1] in used}
    if not wanted:
        return
    counted = _rows_with_facts(sheet, {row for row, _column in wanted})
    columns: defaultdict[int, list[Place]] = defaultdict(list)
    for place in sorted(wanted):
        if place[0] in counted:
            columns[place[1]].append(place)
    for column, places in columns.items():
        log.add(
            "formula_without_value",
            row=places[0][0] + 1,
            column=header.names[column],
            cells=len(places),
            header=header.names[column],
            first=f"{_letters(column)}{places[0][0] + 1}",
        )


def _report_unknown(sheet: OpenSheet, structure: Structure, log: IssueLog) -> None:
    """Say where something that may be unknown is, because a formula has no value."""
    header = structure.header
    for name in _MAY_BE_UNKNOWN if structure.layout is Layout.RECORD else ():
        column = structure.columns.get(name)
        cells = sum(place[0] > header.last and place[1] == column for place in sheet.unvalued)
        if column is not None and cells:
            log.add("attribute_without_value", header=header.names[column], column=header.names[column], cells=cells)


def _rows_with_facts(sheet: OpenSheet, numbers: set[int]) -> set[int]:
    found = set()
    for number, row in enumerate(sheet.rows()):
        if number in numbers:
            texts = [text for cell in row if (text := to_text(cell))]
            if texts and not any(is_total(text) for text in texts):
                found.add(number)
    return found


def _letters(column: int) -> str:
    """The name a spreadsheet gives a column, counted from 0."""
    name, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(65 + letter) + name
    return name
