"""Sheets as plain rows, and the three layouts HR teams send: record, crosstab and long."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from maker.ethnicity import column_of
from maker.model import OUTSIDE_WORKFORCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maker.model import Person, Shape

Cell = str | int | float | date | None
Row = list[Cell]


@dataclass(slots=True)
class Sheet:
    """One sheet: its rows, the cells to merge (row, first column, last column; from zero), and whether it is hidden."""

    name: str
    rows: list[Row]
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: bool = False
    data_rows: int = 0
    """Rows that hold people or counts: no titles, headers, totals or notes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a column may need to know besides the person."""

    shape: Shape
    as_at: date


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record file. Columns next to each other that share a `parent` lie under one merged header."""

    header: str
    value: Callable[[Person, Facts], Cell]
    parent: str = ""


def record(
    name: str, columns: Sequence[Column], people: Sequence[Person], facts: Facts, *, title: Sequence[str]
) -> Sheet:
    """One row for each person, under `title` rows and a header of one row, or two when columns have parents."""
    rows: list[Row] = [[line] if line else [] for line in title]
    merges: list[tuple[int, int, int]] = []
    if any(column.parent for column in columns):
        merges = _parent_merges(columns, len(rows))
        rows.append(_parent_row(columns))
    rows.append([column.header for column in columns])
    rows.extend([column.value(person, facts) for column in columns] for person in people)
    return Sheet(name, rows, merges, data_rows=len(people))


def _parent_row(columns: Sequence[Column]) -> Row:
    parents = [column.parent for column in columns]
    return [parent if not i or parents[i - 1] != parent else None for i, parent in enumerate(parents)]


def _parent_merges(columns: Sequence[Column], row: int) -> list[tuple[int, int, int]]:
    starts = [i for i, text in enumerate(_parent_row(columns)) if text]
    ends = [*(start - 1 for start in starts[1:]), len(columns) - 1]
    return [(row, first, last) for first, last in zip(starts, ends, strict=True) if last > first]


def crosstab(
    name: str,
    people: Sequence[Person],
    facts: Facts,
    *,
    title: Sequence[str],
    corner: str,
    headings: dict[str, str],
    notes: Sequence[str] = (),
) -> Sheet:
    """Grades down, ethnic groups across, with a total column, a total row and notes below.

    `headings` turns the five-group names, "Undeclared" and "Unknown" into column headings, in order.
    """
    counts = Counter(
        (grade_label(person, facts.shape), column_of(person)) for person in _workforce(people, facts.shape)
    )
    grades = [rung.label for group in facts.shape.groups for rung in group.ladder]
    body: list[Row] = []
    for grade in dict.fromkeys(grades):
        numbers = [counts[grade, key] for key in headings]
        if sum(numbers):
            body.append([grade, *numbers, sum(numbers)])
    totals = [sum(int(str(row[i])) for row in body) for i in range(1, len(headings) + 2)]
    rows: list[Row] = [[line] if line else [] for line in title]
    rows += [[corner, *headings.values(), "Total"], *body, ["Total", *totals]]
    rows += [[], *([note] for note in notes)] if notes else []
    return Sheet(name, rows, data_rows=len(body))


def long(
    name: str,
    people: Sequence[Person],
    facts: Facts,
    *,
    header: Sequence[str],
    style: dict[str, str],
    leading: Sequence[Cell] = (),
) -> Sheet:
    """One row for each grade and ethnic group that has people: leading cells, grade, ethnic group, number."""
    chosen = _workforce(people, facts.shape)
    counts = Counter((grade_label(person, facts.shape), column_of(person)) for person in chosen)
    grades = [rung.label for group in facts.shape.groups for rung in group.ladder]
    body: list[Row] = [
        [*leading, grade, label, counts[grade, key]]
        for grade in dict.fromkeys(grades)
        for key, label in style.items()
        if counts[grade, key]
    ]
    return Sheet(name, [list(header), *body], data_rows=len(body))


def grade_label(person: Person, shape: Shape) -> str:
    """Return the name of the grade a person substantively holds."""
    return shape.groups[person.group].ladder[person.rung].label


def _workforce(people: Sequence[Person], shape: Shape) -> list[Person]:
    return [person for person in people if shape.groups[person.group].worker not in OUTSIDE_WORKFORCE]
