"""Which label columns of a table of counts are filled down: where a blank cell means the label above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from workforce_tui.importing.blanks import blanks_in
from workforce_tui.importing.divisions_again import divisions_again
from workforce_tui.importing.heading_sums import heading_sums
from workforce_tui.importing.mapper import column_name
from workforce_tui.importing.model import BLANK, Layout
from workforce_tui.importing.sexes_again import Again, sexes_again
from workforce_tui.importing.sexes_below import SexesBelow
from workforce_tui.importing.sexes_over import SexesOver
from workforce_tui.importing.statistics_rows import drop_statistics
from workforce_tui.importing.values import tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.book import OpenSheet
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

_OUTER = ("organisation", "as_at", "grade", "worker_type", "ethnicity", "ethnicity_code")
_LABELS = (*_OUTER, "sex")


@dataclass(slots=True)
class Fills:
    """The columns to fill down, the rows that hold the sum of the block under them, and whether blanks are unclear."""

    columns: frozenset[int] = frozenset()
    sums: frozenset[int] = frozenset()
    unclear: bool = False
    heads: dict[int, str] = field(default_factory=dict)
    """The headings that hold the sum of the rows below them, by the number of the row."""
    sexes: SexesBelow | SexesOver | None = None
    """What gives the rows a column of sexes, where women and men are in the column of the grades."""
    again: Again = field(default_factory=Again)
    """The rows that count people again, by sex."""
    _carried: dict[int, Cell] = field(default_factory=dict)
    _next: int = -1

    def apply(self, chunk: list[list[Cell]], first: int) -> list[list[Cell]]:
        """The rows as they are to be read; *first* is the number of the first of them."""
        kept = self._without_aside(chunk, first) if self.again.aside else chunk
        return list(self.sexes.apart(kept, first)) if self.sexes else kept

    def _without_aside(self, chunk: list[list[Cell]], first: int) -> list[list[Cell]]:
        """The rows, those set aside empty; a label to fill down that stands in one of those moves to the next row."""
        if first != self._next:
            self._carried = {}
        self._next = first + len(chunk)
        kept: list[list[Cell]] = []
        for number, row in enumerate(chunk, first):
            labels = {index: row[index] for index in self.columns if index < len(row) and to_text(row[index])}
            if number in self.again.aside:
                self._carried |= labels
                kept.append([])
                continue
            if row and self._carried:
                carried = {index: cell for index, cell in self._carried.items() if index not in labels}
                row = [carried.get(index, cell) for index, cell in enumerate(row)]
                self._carried = {}
            kept.append(row)
        return kept


def fills_of(
    structure: Structure,
    sheet: OpenSheet,
    head: Sequence[list[Cell]],
    request: ImportRequest,
    answers: Answers,
    log: IssueLog,
) -> Fills:
    """Merged columns, all but the last label column of a crosstab, and what the subtotals of a long table prove.

    Blanks of a long table that look like the label above and are not proved are noted. A decision about the blank
    grade outranks all of it, unless it is about a grade that the table calls "(blank)"; one of another year outranks
    what is not proved.
    """
    fills = _without_repeats(structure, sheet, request, answers, log)
    labels = sorted(structure.columns[name] for name in _LABELS if name in structure.columns)
    count = structure.columns.get("headcount", -1)
    if structure.layout is not Layout.LONG or count < 0 or structure.values:
        return fills
    for place, column in enumerate(labels[:-1]):
        if column in fills.columns or _is_full(structure, head, column, count):
            continue
        answer = answers.get("grade", "") if column == structure.columns.get("grade") else None
        if answer and _says_blank(_rows(structure, sheet, request), column):
            answer = None
        if answer and answer[1] == "decision":
            continue
        found = blanks_in(_rows(structure, sheet, request), structure.header.last + 2, labels, place, count)
        if found.filled:
            fills.columns |= {column}
            fills.sums |= found.headings
        elif found.unclear and not answer:
            fills.unclear = True
            header = column_name(structure.header, column)
            log.add("labels_left_blank", rows=found.unclear, header=header, column=header)
    return fills


def _without_repeats(
    structure: Structure, sheet: OpenSheet, request: ImportRequest, answers: Answers, log: IssueLog
) -> Fills:
    """The rows that say of other rows what those say already, and how the sexes of rows are known."""
    start = structure.header.last + 2
    statistics = drop_statistics(structure, _rows(structure, sheet, request), log)
    fills = Fills(_by_form(structure, sheet), again=Again(statistics))
    rows = fills.apply(list(_rows(structure, sheet, request)), start) if statistics else None
    statistics |= divisions_again(structure, lambda: rows or _rows(structure, sheet, request), request, answers, log)
    fills.again = Again(statistics)
    rows = fills.apply(list(_rows(structure, sheet, request)), start) if statistics else None
    over = SexesOver.of(structure, rows or _rows(structure, sheet, request))
    again = sexes_again(structure, lambda: rows or _rows(structure, sheet, request), log)
    fills.again = Again(again.aside | statistics | (over.headings if over else set()), again.totals)
    rows = fills.apply(list(_rows(structure, sheet, request)), start) if fills.again.aside else None
    fills.heads = heading_sums(structure, rows or _rows(structure, sheet, request), log)
    fills.sexes = over or SexesBelow.of(structure, rows or _rows(structure, sheet, request), fills.again.totals)
    return fills


def _rows(structure: Structure, sheet: OpenSheet, request: ImportRequest) -> Iterator[list[Cell]]:
    """The rows under the header, those that are hidden and not to be read as if they were empty."""
    start = structure.header.last + 1
    for number, row in enumerate(islice(sheet.rows(), start, None), start + 1):
        yield [] if number in sheet.hidden_rows and not request.include_hidden else row


def _says_blank(rows: Iterable[list[Cell]], column: int) -> bool:
    """Whether a pivot table calls a label "(blank)", so that its blank cells are something else."""
    return any(column < len(row) and tidy(to_text(row[column])) == BLANK for row in rows)


def _is_full(structure: Structure, head: Sequence[list[Cell]], column: int, count: int) -> bool:
    """Whether none of the first rows with a number is blank in a label column."""
    last = max(column, count)
    rows = (row for row in head[structure.header.last + 1 :] if len(row) > last and row[count] != "")
    return all(to_text(row[column]) for row in rows)


def _by_form(structure: Structure, sheet: OpenSheet) -> frozenset[int]:
    """Columns with merged cells, and all but the last label column of a crosstab."""
    below = structure.header.last
    labels = [index for name, index in structure.columns.items() if name in _OUTER]
    merged = {left for (top, left), (bottom, _right) in sheet.merged if top > below and bottom > top}
    inner = max([*labels, structure.columns.get("sex", -1)], default=-1)
    outer = {index for index in labels if index != inner and structure.layout is Layout.CROSSTAB}
    return frozenset(index for index in labels if index in merged or index in outer)
