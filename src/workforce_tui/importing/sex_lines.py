"""The rows of a table of counts as a person sees them who looks for women and men: grades, sexes, headings, totals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import Sex, recognise_worker_type
from workforce_tui.importing.facts import UNBOUNDED
from workforce_tui.importing.known import is_grade
from workforce_tui.importing.sex_labels import BOTH, is_sex_heading, sex_labels
from workforce_tui.importing.values import holds_percentages, is_of_which, is_total, parse_count, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell, Figure

_OUTER = ("organisation", "as_at", "worker_type")
_BASE, _FEWEST_ROUNDED = 5, 4
_FEWEST_ROWS = 2
"""Fewer rows than this below a kind of worker may have its number by chance."""


class Is(Enum):
    """What a row is."""

    COUNT = "count"
    SEX = "sex"
    DIVISION = "division"
    """Of those who work part-time, are disabled, are of an age: people of other rows, divided in another way."""
    NO_SEX = "no sex"
    """An answer such as "Prefer not to say": part of a division by sex where women or men are beside it."""
    TOTAL = "total"
    WORKERS = "workers"
    """A kind of worker over its grades, alone or with their sum."""
    BY_SEX = "by sex"
    HEADING = "heading"
    GRADE = "grade"
    """The heading of a grade."""


@dataclass(slots=True)
class Line:
    """A row with a label or a number; *figures* are those of the columns of counts, none for a heading."""

    number: int
    label: str
    kind: Is
    figures: list[Figure]
    part: str | None = None
    """The sex it names, or what else it divides people by."""


class Fit(Enum):
    """Whether two sums are the same in every column."""

    NO = "no"
    MAYBE = "maybe"
    EXACT = "exact"


def place_of_labels(structure: Structure) -> int:
    """The column of a crosstab with the grades down the rows, or the ethnic groups; -1 for none."""
    down = ("grade",) if structure.across == "ethnicity" else ("ethnicity", "ethnicity_code")
    return next((structure.columns[name] for name in down if name in structure.columns), -1)


def scopes_of(structure: Structure, rows: Iterable[list[Cell]]) -> list[list[Line]]:
    """The rows of a crosstab, those of each organisation, day and kind of worker by themselves.

    *rows* follow the header. None where no label names women or men.
    """
    place = place_of_labels(structure)
    if place < 0:
        return []
    numbered = [(number, row) for number, row in enumerate(rows, structure.header.last + 2) if row]
    sexes = sex_labels(_text(row, place) for _number, row in numbered)
    return scopes_with(structure, numbered, place, sexes) if sexes else []


def scopes_with(
    structure: Structure,
    numbered: Iterable[tuple[int, list[Cell]]],
    place: int,
    sexes: Mapping[str, Sex],
    divisions: Mapping[str, str] = MappingProxyType({}),
) -> list[list[Line]]:
    """The rows with their numbers, in the same way, where it is known which labels name a sex or another division."""
    outer = [structure.columns[name] for name in _OUTER if name in structure.columns]
    values = [column.index for column in structure.values]
    above: dict[int, str] = {}
    scopes: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for number, row in numbered:
        above |= {index: text for index in outer if (text := label_key(_text(row, index)))}
        line = _line(number, _text(row, place), [parse_count(row[i] if i < len(row) else "") for i in values], sexes)
        if line is not None and line.figures and line.label in divisions:
            line.kind, line.part = Is.DIVISION, divisions[line.label]
        if line is not None and not (is_of_which(line.label) or holds_percentages(line.label, row[place + 1 :])):
            scopes[tuple(above.get(index, "") for index in outer)].append(line)
    for lines in scopes.values():
        _find_sums(lines)
    return list(scopes.values())


def _text(row: Sequence[Cell], index: int) -> str:
    return to_text(row[index]) if index < len(row) else ""


def _line(number: int, label: str, figures: list[Figure], sexes: Mapping[str, Sex]) -> Line | None:
    has_numbers = any(figure.problem not in ("blank", "not_a_number") for figure in figures)
    sex = sexes.get(label)
    if not has_numbers and sex not in BOTH:
        return Line(number, label, _heading(label), []) if label else None
    if sex is not None:  # without numbers too: the women of everybody may stand below those of a grade of nobody
        return Line(number, label, Is.SEX if sex in BOTH else Is.NO_SEX, figures, sex)
    if is_total(label):
        return Line(number, label, Is.TOTAL, figures)
    return Line(number, label, Is.WORKERS if recognise_worker_type(label) else Is.COUNT, figures)


def _heading(label: str) -> Is:
    if is_sex_heading(label):
        return Is.BY_SEX
    if recognise_worker_type(label):
        return Is.WORKERS
    if is_total(label):
        return Is.TOTAL
    return Is.GRADE if is_grade(label) else Is.HEADING


def _find_sums(lines: list[Line]) -> None:
    """A kind of worker with a number of its own is a heading only where that is the sum of the grades below it.

    From the bottom up: the rank "Special constable" is one of the grades below "Special constables".
    """
    below: list[Line] = []  # the nearest last
    base = base_of(lines)
    for line in reversed(lines):
        if line.kind is Is.WORKERS and line.figures:
            line.kind = Is.WORKERS if _is_sum_of_some(line, below[::-1], base) else Is.COUNT
        if line.kind in (Is.WORKERS, Is.TOTAL):
            below = []
        elif line.kind is Is.COUNT:
            below.append(line)


def _is_sum_of_some(line: Line, below: list[Line], base: int) -> bool:
    """Whether a row adds up those below it, down to the next about a kind of worker or one after that."""
    ends = [place for place, each in enumerate(below) if recognise_worker_type(each.label)]
    wholes = (below[:end] for end in (*ends, len(below)) if end >= _FEWEST_ROWS)
    return any(fit([line], whole, base) is not Fit.NO for whole in wholes)


def base_of(lines: Iterable[Line]) -> int:
    """What the numbers look rounded to, 0 for not."""
    figures = [figure for line in lines for figure in line.figures if figure.high and figure.low == figure.high]
    rounded = len(figures) >= _FEWEST_ROUNDED and all(figure.low % _BASE == 0 for figure in figures)
    return _BASE if rounded else 0


def limits(lines: Sequence[Line], column: int) -> tuple[int, int] | None:
    """Between which numbers the sum of some rows is in a column; None where all of its cells are blank."""
    figures = [line.figures[column] for line in lines if line.figures]
    if all(figure.problem == "blank" for figure in figures):
        return None
    unknown = any(figure.problem not in ("", "blank", "not_applicable") for figure in figures)
    return sum(figure.low for figure in figures), UNBOUNDED if unknown else sum(figure.high for figure in figures)


def misfits(first: Sequence[Line], second: Sequence[Line], base: int) -> list[int]:
    """The columns in which two sums cannot be the same; half of *base* is allowed for each of the numbers."""
    slack = (len(first) + len(second)) * base / 2
    return [
        column
        for column, (one, other) in enumerate(_pairs(first, second))
        if one and other and (one[0] - slack > other[1] or other[0] - slack > one[1])
    ]


def fit(first: Sequence[Line], second: Sequence[Line], base: int) -> Fit:
    """Whether the rows of one list add up to those of another in every column."""
    pairs = _pairs(first, second) if first and second else []
    if not any(one and other for one, other in pairs) or misfits(first, second, base):
        return Fit.NO
    same = all(one == other and (one is None or one[0] == one[1]) for one, other in pairs)
    return Fit.EXACT if same else Fit.MAYBE


def _pairs(
    first: Sequence[Line], second: Sequence[Line]
) -> list[tuple[tuple[int, int] | None, tuple[int, int] | None]]:
    width = next((len(line.figures) for line in (*first, *second) if line.figures), 0)
    return [(limits(first, column), limits(second, column)) for column in range(width)]
