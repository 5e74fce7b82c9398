"""Filling in a collection template as a person would: choosing from its lists, leaving rows blank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

BLANK_EVERY = 7
"""After so many rows, people leave one blank."""


def listed(path: Path) -> dict[str, list[str]]:
    """What the template offers to choose from, by the heading of the list."""
    sheet = openpyxl.load_workbook(path)["Lists"]
    return {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in sheet.iter_cols()}


def fill(path: Path, sheet: str, rows: Iterable[Sequence[Any]], *, target: Path | None = None) -> Path:
    """Type *rows* into a sheet of the template, in the order of its columns."""
    book = openpyxl.load_workbook(path)
    place = 2
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                book[sheet].cell(place, column).value = value
        place += 2 if number % BLANK_EVERY == 0 else 1
    book.save(target or path)
    return target or path


@dataclass
class Staff:
    """So many people spread over the grades and ethnic groups of a template, and how many each group has."""

    grades: Sequence[str]
    ethnicities: Sequence[str]
    number: int
    rows: list[list[Any]] = field(default_factory=list)
    by_grade: Counter[str] = field(default_factory=Counter)
    by_ethnicity: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for i in range(self.number):
            grade, ethnicity = self.grades[i % len(self.grades)], self.ethnicities[i * 5 % len(self.ethnicities)]
            sex = ("Female", "Male", None)[i % 3]
            fte = (1, 0.6, None)[i % 3]
            start = date(2001, 1, 31) + timedelta(days=9 * i) if i % 4 else None
            self.rows.append([f"{i:06d}", grade, ethnicity, None, sex, fte, start])
            self.by_grade[grade] += 1
            self.by_ethnicity[ethnicity] += 1
