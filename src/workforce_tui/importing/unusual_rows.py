"""Rows of a person-by-person sheet that may not be people: totals, notes, repeated headers, blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from workforce_tui.importing.known import is_ethnicity
from workforce_tui.importing.values import is_total, parse_count, staff_number, starts_notes, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

_MOST_IN_TOTAL_ROW = 5
_MOST_IN_NOTES_ROW = 2
_FEWEST_OF_PERSON = 3
_COUNT = " count"
"""What Excel puts behind a label in the row that counts the rows of that label: "Constable Count", "Grand Count"."""
_NUMBER_LIKE = re.compile(r"[a-z]{0,4}[-/]?\d[\w\-/]*")


class RowKind(Enum):
    """What an unusual row is."""

    PERSON = "person"
    SKIPPED = "skipped"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class _Doubted:
    """A total that is not the number of rows above it: where it stands, and what was expected."""

    number: int
    column: int
    label: str
    value: int
    expected: int


class UnusualRows:
    """Decides what a row is when its grade is blank or not a grade."""

    def __init__(self, structure: Structure, log: IssueLog) -> None:
        self._columns = structure.columns
        self._names = [tidy(name) for name in structure.header.names]
        self._log = log
        self._rows_at_totals = {0}
        self._labels = {"grand"}
        self.skipped = self.rejected = self.totals = 0
        self.notes: tuple[int, str] | None = None
        """The number and the text of the row with which the notes start; no people are read after it."""
        self._lines = self._like_people = 0
        self._total_rows: set[int] = set()
        self._doubted: list[_Doubted] = []

    def is_count(self, label: str) -> bool:
        """Whether a label counts the rows of one met before; any other label is remembered."""
        text = tidy(label)
        if text.endswith(_COUNT) and text.removesuffix(_COUNT) in self._labels:
            return True
        self._labels.add(text)
        return False

    def classify(self, row: list[Cell], number: int, rows_so_far: Callable[[], int]) -> RowKind:
        """What the row is; *rows_so_far* gives the number of people above it, which a total row has to match."""
        filled = [(index, cell) for index, cell in enumerate(row) if cell != "" and to_text(cell)]
        if not filled or self._is_header(filled):
            return self._skip()
        if len(filled) <= _MOST_IN_NOTES_ROW and starts_notes(label := to_text(filled[0][1])):
            self.notes = (number, label[:80])
            return self._skip()
        identity = self._identity(row)
        if self._is_total(filled, rows_so_far):
            self._check_total(filled, number, rows_so_far())
            return self._skip()
        ethnicity = to_text(row[self._columns["ethnicity"]]) if "ethnicity" in self._columns else ""
        if len(filled) == 1 and not _NUMBER_LIKE.fullmatch(identity):
            return self._skip()
        if identity and len(filled) > 1:
            return RowKind.PERSON
        if ethnicity and "staff_number" not in self._columns and len(filled) > 1:
            return RowKind.PERSON
        if ethnicity and len(filled) >= _FEWEST_OF_PERSON:
            return RowKind.PERSON
        if not identity and not ethnicity and len(filled) < _FEWEST_OF_PERSON:
            return self._skip()
        self.rejected += 1
        self._log.add("row_not_understood", row=number)
        return RowKind.REJECTED

    def is_heading(self, row: list[Cell]) -> bool:
        """Whether a row without a staff number says over which people it stands: "Grade:", "EO"."""
        filled = [cell for cell in row if cell != ""]
        label = to_text(filled[0]) if 0 < len(filled) <= _MOST_IN_NOTES_ROW else ""
        if not label.endswith(":") or starts_notes(label):
            return False
        self.skipped += 1
        return True

    def leave(self, rows: Iterable[list[Cell]]) -> None:
        """Pass over rows after the start of the notes."""
        ethnicity = self._columns.get("ethnicity", -1)
        for row in rows:
            self.skipped += 1
            self._lines += any(cell != "" for cell in row)
            padded = row + [""] * (len(self._names) - len(row))
            answer = to_text(padded[ethnicity]) if ethnicity >= 0 else ""
            self._like_people += bool(answer and is_ethnicity(answer) and self._identity(padded))

    def report_notes(self) -> None:
        """Say how many lines were left out as notes; lines that look like people are a warning."""
        if self.notes and self._lines:
            row, label = self.notes
            code = "people_after_notes" if self._like_people else "notes_left_out"
            self._log.add(code, row=row, value=label, lines=self._lines, people=self._like_people)

    def _skip(self) -> RowKind:
        self.skipped += 1
        return RowKind.SKIPPED

    def _identity(self, row: list[Cell]) -> str:
        """The staff number, unless the cell holds a sentence."""
        if "staff_number" not in self._columns:
            return ""
        cell = row[self._columns["staff_number"]]
        text = staff_number(cell)
        spaced = isinstance(cell, str) and len(cell.split()) > 2
        return text if text and not spaced and (_NUMBER_LIKE.fullmatch(text) or len(text) <= 12) else ""

    def _is_header(self, filled: list[tuple[int, Cell]]) -> bool:
        """Whether the header is repeated, as after a page break."""
        same = sum(index < len(self._names) and tidy(cell) == self._names[index] for index, cell in filled)
        return same >= 2 and same * 2 >= len(filled)

    def _is_total(self, filled: list[tuple[int, Cell]], rows_so_far: Callable[[], int]) -> bool:
        texts = [cell for _index, cell in filled[:2] if isinstance(cell, str)]
        counting = [text for text in texts if tidy(text).endswith(_COUNT)]
        if len(filled) <= _MOST_IN_TOTAL_ROW and any(map(is_total, texts)):
            return True
        if len(filled) <= _MOST_IN_TOTAL_ROW and any(map(self.is_count, counting)):
            return True
        # Of a column that nobody reads, such as the department, the labels are not known: the number has to fit.
        numbers = self._numbers(filled)
        return len(filled) == 2 and bool(counting and numbers) and self._fits(numbers[0], rows_so_far())

    def _numbers(self, filled: list[tuple[int, Cell]]) -> list[int]:
        """The whole numbers of a row, outside the FTE column."""
        fte = self._columns.get("fte", -1)
        figures = [parse_count(cell) for index, cell in filled if index != fte]
        return [figure.low for figure in figures if not figure.problem and figure.low == figure.high]

    def _fits(self, number: int, rows_so_far: int) -> bool:
        """Whether so many people are above a row, or since one of the totals before it."""
        return rows_so_far - number in self._rows_at_totals

    def _check_total(self, filled: list[tuple[int, Cell]], number: int, rows_so_far: int) -> None:
        """A total row with one whole number must be how many people are above it, or since a total."""
        self.totals += 1
        self._total_rows.add(number)
        numbers = self._numbers(filled)
        if len(numbers) == 1 and not self._fits(numbers[0], rows_so_far):
            label = next(to_text(cell) for _index, cell in filled if isinstance(cell, str))
            column = next(index for index, cell in filled if not parse_count(cell).problem)
            self._doubted.append(_Doubted(number, column, label, numbers[0], rows_so_far))
        self._rows_at_totals.add(rows_so_far)

    def report_totals(self, rows: Iterable[list[Cell]] | None, first: int) -> None:
        """Note the totals that are not how many people there are, nor how many cells of their column are filled.

        Excel counts the cells of a column that have something in them: where somebody's ethnicity is blank, fewer than
        there are people. *rows* are those of the sheet from the number *first* on; None where they cannot be read
        again.
        """
        columns = {each.column for each in self._doubted}
        right: set[int] = set()
        counts = dict.fromkeys(columns, 0)
        at_totals: dict[int, set[int]] = {column: {0} for column in columns}
        for number, row in enumerate(rows if rows is not None and columns else (), first):
            for column in columns if number in self._total_rows else ():
                right |= {
                    each.number
                    for each in self._doubted
                    if (each.number, each.column) == (number, column)
                    and counts[column] - each.value in at_totals[column]
                }
                at_totals[column].add(counts[column])
            for column in () if number in self._total_rows else columns:
                counts[column] += column < len(row) and to_text(row[column]) != ""
        for each in self._doubted:
            if each.number not in right:
                self._log.add(
                    "total_mismatch", row=each.number, label=each.label, value=str(each.value), expected=each.expected
                )
