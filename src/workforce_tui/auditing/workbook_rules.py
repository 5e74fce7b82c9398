"""The rules of accessible spreadsheets that a program can check, by the Government Analysis Function's checklist.

"Must" are the checklist's essential items, "should" its desirable ones. What needs a person is not here: plain words,
spelling, titles that mean something, and contrast.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workforce_tui.i18n import N_


class Weight(StrEnum):
    """How much a rule weighs."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, its weight, and what is wrong where it is broken (with {detail} where there is one)."""

    code: str
    weight: Weight
    message: str


_MUST = {
    "no_title": N_("The document has no title among its properties."),
    "no_language": N_("The document does not say what language it is in."),
    "opens_elsewhere": N_("The file does not open at cell A1 of its first sheet."),
    "sheet_blank": N_("The sheet is blank."),
    "sheet_name": N_("The sheet's name says nothing about what is on it."),
    "not_from_a1": N_("There is nothing in cell A1: the sheet's title belongs there."),
    "title_unmarked": N_("The sheet's title is not marked as a heading."),
    "table_unmarked": N_("The table is not marked as a table."),
    "not_at_left": N_("The table does not start in column A."),
    "merged_cells": N_("Cells are merged: {detail}."),
    "header_blank": N_("A column has no header."),
    "header_repeated": N_("Two columns have the same header: {detail}."),
    "header_cut": N_("A long header does not wrap: {detail}."),
    "blank_row": N_("There is a blank row inside the table."),
    "blank_column": N_("There is a blank column inside the table."),
    "blank_cells": N_("Blank cells in the table are not explained: {detail}."),
    "symbol_alone": N_("A cell holds only symbols, which a screen reader may not say: {detail}."),
    "note_symbol": N_("A note is marked by a symbol or a raised figure; write [note 1]: {detail}."),
    "shorthand_unexplained": N_("Shorthand is not explained on the sheet or among the notes: {detail}."),
    "text_among_numbers": N_("A column of numbers holds something that is neither a number nor shorthand: {detail}."),
    "link_text": N_("The text of a link does not say where it leads: {detail}."),
    "page_text": N_("There is text in the header or footer of the page, where a screen reader does not meet it."),
    "floating": N_("Pictures, charts, boxes or comments float over the cells: {detail}."),
}
_SHOULD = {
    "several_tables": N_("There is more than one table on the sheet."),
    "below_table": N_("There is something below the table: {detail}."),
    "filters": N_("Filters are on."),
    "frozen": N_("Rows or columns are frozen."),
    "hidden_sheet": N_("The sheet is hidden."),
    "hidden_rows": N_("Rows are hidden: {detail}."),
    "hidden_columns": N_("Columns are hidden: {detail}."),
    "filled_cells": N_("Cells have a background: {detail}."),
    "macros": N_("The workbook holds macros."),
    "no_notes": N_("Notes are referred to and there is no sheet of notes."),
    "no_cover": N_("A workbook of several sheets has no cover."),
    "no_contents": N_("A workbook of several sheets has no list of contents."),
}
RULES: dict[str, Rule] = {
    code: Rule(code, weight, message)
    for weight, rules in ((Weight.MUST, _MUST), (Weight.SHOULD, _SHOULD))
    for code, message in rules.items()
}
"""Every rule by its code, in the order of the checklist."""
