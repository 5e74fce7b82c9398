"""Columns that divide the people of the other columns in another way: "Full-time" and "Part-time" beside the groups.

They are not read. Where a total, or the columns of the groups (or grades), are not as many people, the file is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.importing.division_labels import Division, divisions_of
from workforce_tui.importing.divisions_told import labels_text
from workforce_tui.importing.mapper import DividedColumns
from workforce_tui.importing.model import Layout
from workforce_tui.importing.sex_labels import BOTH, sex_labels
from workforce_tui.importing.sex_lines import Fit, Is, Line, base_of, fit, limits
from workforce_tui.importing.sexes_told import sum_text
from workforce_tui.importing.synonyms import field_of
from workforce_tui.importing.values import holds_percentages, is_of_which, is_percentage, parse_count, says_fte, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

_SEXES = "sexes"
_ANSWERED = ("decision", "profile")


def leave_divisions_out(structure: Structure, is_known: Callable[[str], object]) -> None:
    """Take columns that divide people otherwise out of those that are counted, and remember them to be checked.

    What somebody decided about a column, or an organisation has as its grade, outranks it; so does a table that has
    nothing else to count.
    """
    if structure.layout is not Layout.CROSSTAB:
        return
    labels = _labels(structure)
    divisions = divisions_of(labels.values(), is_known, structure.across)
    if structure.across == "grade":
        sexes = sex_labels(labels.values())
        divisions |= {label: Division(_SEXES, str(sex)) for label, sex in sexes.items() if sex in BOTH}
    named = {index: divisions[label] for index, label in labels.items() if label in divisions}
    if all(column.total or column.index in named for column in structure.values):
        return
    if structure.across == "ethnicity" and (beside := _sexes_beside(structure)):
        structure.divided_columns.append(DividedColumns(beside, whole=True))
    for family in dict.fromkeys(division.family for division in named.values()):
        found = [index for index, division in named.items() if division.family == family]
        counted = any(column.index in found for column in structure.values)
        if counted and all(named[index].is_sure for index in found):
            whole = len({named[index].part for index in found} - {""}) > 1
            structure.divided_columns.append(DividedColumns(found, whole))
            structure.values = [column for column in structure.values if column.index not in found]
            for index in found:
                structure.mapping[index] = replace(structure.mapping[index], field=None, how="ignored")


def _sexes_beside(structure: Structure) -> list[int]:
    """The columns of women and men beside the groups, on either side of them, which are never counted."""
    used = {column.index for column in structure.values} | set(structure.columns.values())
    texts = {
        index: parts[-1]
        for index, parts in enumerate(structure.header.columns)
        if parts and index not in used and all(map(field_of, parts[:-1])) and not any(map(_is_no_count, parts))
    }
    sexes = sex_labels(texts.values())
    return [index for index, text in texts.items() if sexes.get(text) in BOTH]


def _is_no_count(text: str) -> bool:
    return is_percentage(text) or says_fte(text)


def _labels(structure: Structure) -> dict[int, str]:
    """What the headers of columns among the counts say that say one thing only, with no more than a field over it."""
    totals = {column.index for column in structure.values if column.total}
    first = min((column.index for column in structure.values), default=0)
    found: dict[int, str] = {}
    for index, parts in enumerate(structure.header.columns):
        texts = [part for part in parts if part]
        is_open = index >= first and index not in totals and structure.mapping[index].how not in _ANSWERED
        if texts and is_open and all(map(field_of, texts[:-1])):
            found[index] = texts[-1]
    return found


def check_divided_columns(structure: Structure, rows: Callable[[], Iterable[list[Cell]]], log: IssueLog) -> None:
    """Check row by row the columns that were left out; they are noted, or are an error. *rows* follow the header."""
    counted = [column.index for column in structure.values if not column.total]
    totals = [column.index for column in structure.values if column.total and not (column.label or column.sex)][:1]
    for divided in structure.divided_columns:
        names = labels_text(structure.header.names[index] for index in divided.indices)
        checked = [
            _Row(*(_lines(row, number, places) for places in (divided.indices, counted, totals)))
            for number, row in enumerate(rows(), structure.header.last + 2)
            if not _is_other(row)
        ]
        base = base_of(line for row in checked for line in (*row.own, *row.others))
        wrong = next((row for row in checked if not row.fits(base, whole=divided.whole)), None)
        if wrong is None:
            log.add("divisions_set_aside", label=names)
            continue
        value, expected = sum_text(wrong.own, 0), sum_text(wrong.totals or wrong.others, 0)
        number = wrong.own[0].number
        words = {
            "label": names,
            "first": structure.header.names[divided.indices[0]],
            "value": value,
            "expected": expected,
        }
        log.add("divisions_beside_others", row=number, column=names, **words)


@dataclass(frozen=True, slots=True)
class _Row:
    """The figures of a row: in the columns left out, in those that are counted, and in the total."""

    own: list[Line]
    others: list[Line]
    totals: list[Line]

    def fits(self, base: int, *, whole: bool) -> bool:
        """Whether the columns left out are the same people, or, where they are not the *whole*, some of them."""
        if not whole:
            low, high = (limits(lines, 0) or (0, 0) for lines in (self.own, self.others))
            is_counted = not _has_people(self.others) or fit(self.others, self.totals, base) is not Fit.NO
            return low[0] <= high[1] and is_counted
        if not _has_people((*self.own, *self.others)) or all(_is_blank(line) for line in self.own):
            return True
        return any(fit(self.own, each, base) is not Fit.NO for each in (self.totals, self.others))


def _has_people(lines: Iterable[Line]) -> bool:
    """Whether any of some figures may be of somebody."""
    figures = (figure for line in lines for figure in line.figures)
    return any(figure.high > 0 or figure.problem not in ("", "blank", "not_a_number") for figure in figures)


def _is_blank(line: Line) -> bool:
    return all(figure.problem == "blank" for figure in line.figures)


def _lines(row: Sequence[Cell], number: int, places: Sequence[int]) -> list[Line]:
    return [Line(number, "", Is.COUNT, [parse_count(row[i] if i < len(row) else "")]) for i in places]


def _is_other(row: Sequence[Cell]) -> bool:
    """Whether a row holds percentages, or part of the people of another row."""
    label = next((text for cell in row if (text := to_text(cell))), "")
    return is_of_which(label) or holds_percentages(label, row[1:])
