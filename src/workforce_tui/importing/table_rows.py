"""Rows of a table of counts that hold no counts: headings, notes, headers, percentages, another table."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import number as number_text
from workforce_tui.importing.headers import ethnic_groups
from workforce_tui.importing.model import Layout
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import holds_percentages, is_of_which, parse_number, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure, ValueColumn
    from workforce_tui.importing.markers import CountCells
    from workforce_tui.importing.values import Cell

_ALIKE = 0.8
"""Share of a row's cells that must repeat the header for the row to be the header again."""


class TableRow(Enum):
    """What a row is."""

    COUNTS = "counts"
    HEADING = "heading"
    """One text over the rows below it, or a note."""
    OTHER_TABLE = "other_table"
    """The header of another table."""
    NOTHING = "nothing"


class TableRows:
    """Tells rows of counts from the rest."""

    def __init__(self, structure: Structure, cells: CountCells, values: Sequence[ValueColumn]) -> None:
        self._columns = structure.columns
        self._layout = structure.layout
        self._headers = [tidy(name) for name in structure.header.names]
        self._cells = cells
        self._values = [column.index for column in values]
        self._left_out: dict[str, list[int]] = {}

    def kind(self, row: list[Cell]) -> TableRow:
        """What the row is. A row that may hold counts is read, so that nothing is passed over in silence."""
        filled = [text for cell in row if cell != "" and (text := to_text(cell))]
        problems = {self._cells.figure(row[index]).problem for index in self._values}
        if self._is_unfilled(row):
            return TableRow.NOTHING
        if problems != {"blank"} and self._repeats(filled[0], row):
            return TableRow.NOTHING
        if problems - {"blank", "not_a_number"}:
            return TableRow.COUNTS
        if problems == {"blank"} and self._layout is Layout.LONG and self._names_a_group(row):
            return TableRow.COUNTS
        if "not_a_number" in problems and self._has_words_for_numbers(row):
            return TableRow.COUNTS
        if filled and self._starts_table(row):
            return TableRow.OTHER_TABLE
        return TableRow.HEADING if len(filled) == 1 else TableRow.NOTHING

    def _is_unfilled(self, row: list[Cell]) -> bool:
        """Whether a row of a form was never filled in: nobody named, and nothing but blanks and sums that are 0."""
        labels = [row[index] for index in self._columns.values()]
        if "organisation" not in self._columns or any(map(to_text, labels)):
            return False
        figures = [self._cells.figure(row[index]) for index in self._values]
        return all(figure.problem == "blank" or (not figure.problem and figure.high == 0) for figure in figures)

    def _repeats(self, label: str, row: list[Cell]) -> bool:
        """Whether the row only repeats, in part or as percentages, what other rows count."""
        return is_of_which(label) or holds_percentages(label, [row[index] for index in self._values])

    def leave_out(self, row: list[Cell], number: int) -> None:
        """Remember a row that holds no counts although it has numbers."""
        if self._is_header(row):
            return
        texts = [text for cell in row if cell != "" and (text := to_text(cell))]
        if any(parse_number(text.removesuffix("%")) is not None for text in texts[1:]):
            self._left_out.setdefault(texts[0][:80], []).append(number)

    def report(self, log: IssueLog) -> None:
        """Note the rows that were left out, those with the same label once."""
        for label, numbers in self._left_out.items():
            code = "row_left_out" if len(numbers) == 1 else "rows_left_out"
            log.add(code, row=numbers[0], label=label, rows=number_text(len(numbers)))

    def _names_a_group(self, row: list[Cell]) -> bool:
        """Whether the row names a grade and an ethnic group, so that its blank count is a question."""
        named = [to_text(row[self._columns[name]]) for name in ("grade", "ethnicity") if name in self._columns]
        return bool(named) and all(named)

    def _has_words_for_numbers(self, row: list[Cell]) -> bool:
        """Whether a row with a grade has words where numbers belong, and is not a header."""
        grade = self._columns.get("grade", -1)
        labelled = grade < 0 or bool(to_text(row[grade]))
        return labelled and not self._is_header(row) and not self._starts_table(row)

    def _is_header(self, row: list[Cell]) -> bool:
        # Cells after the last header are labels that were taken apart.
        same = [tidy(cell) == header for header, cell in zip(self._headers, row, strict=False) if cell != ""]
        return sum(same) >= 2 and sum(same) >= _ALIKE * len(same)

    def _starts_table(self, row: list[Cell]) -> bool:
        """Whether the row is the header of another table, not this one's again."""
        if self._is_header(row):
            return False
        columns = [(to_text(cell),) for cell in row if isinstance(cell, str) and cell.strip()]
        fields = {found[0] for parts in columns if (found := header_fields(parts))}
        return len(columns) > 2 and (len(ethnic_groups(columns)) > 1 or len(fields - {"ignored"}) > 2)


def columns_beside(structure: Structure, values: Sequence[ValueColumn], fte: int) -> tuple[list[int], list[int]]:
    """The columns that hold no figures, and those of them to the left of the figures that nobody reads."""
    figures = {column.index for column in values} | {fte}
    # The figures of other days do not tell two rows of one organisation apart.
    across = structure.layout is Layout.LONG and structure.left_out
    others = [] if across else [i for i in range(len(structure.header.names)) if i not in figures]
    first = min(column.index for column in values)
    return others, [i for i in others if i < first and i not in structure.columns.values()]
