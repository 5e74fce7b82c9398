"""Filling in a collection template as a person would: choosing from its lists, leaving rows blank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

BLANK_EVERY = 7
"""After so many rows, people leave one blank."""


def listed(path: Path) -> dict[str, list[str]]:
    """What the template offers to choose from, by the heading of the list."""
    sheet = openpyxl.load_workbook(path)["Lists"]
    return {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in sheet.iter_cols()}


def fill(path: Path, sheet: str, rows: Iterable[Sequence[Any]], *, target: Path | None = None) -> Path:
    """Type *rows* into a sheet of the template, in the order of its columns."""
    return fill_all(path, {sheet: rows}, target=target)


def fill_all(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]], *, target: Path | None = None) -> Path:
    """Type the rows of each of *sheets* into the template, and save it once."""
    book = openpyxl.load_workbook(path)
    for name, rows in sheets.items():
        page, place = book[name], 2
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    page.cell(place, column).value = value
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
            self.rows.append([f"{i + 1:06d}", grade, ethnicity, None, sex, fte, start])
            self.by_grade[grade] += 1
            self.by_ethnicity[ethnicity] += 1


@dataclass
class Events:
    """So many events of a dataset within the year up to *last*, and the codes of what was typed in each row.

    `fields` are those of the columns in order; `grades`, `ethnicities` and `outcomes` are names to choose, with their
    codes.
    """

    fields: Sequence[str]
    grades: Mapping[str, str]
    ethnicities: Mapping[str, str]
    outcomes: Mapping[str, str]
    number: int
    last: date
    rows: list[list[Any]] = field(default_factory=list)
    meant: list[tuple[str, str, str]] = field(default_factory=list)
    """(outcome, grade, ethnicity) of each row, as codes."""

    def __post_init__(self) -> None:
        grades, ethnicities, outcomes = (list(one) for one in (self.grades, self.ethnicities, self.outcomes))
        for i in range(self.number):
            grade, ethnicity = grades[i % len(grades)], ethnicities[i * 2 % len(ethnicities)]
            outcome = outcomes[i % len(outcomes)] if outcomes else None
            typed = {
                "staff_number": f"{i:05d}" if i % 9 else None,
                "from_grade": grades[(i + 3) % len(grades)],
                "grade": grade,
                "ethnicity": ethnicity,
                "worker_type": None,
                "sex": ("Male", None, "Female")[i % 3],
                "event_date": self.last - timedelta(days=i * 11 % 365),
            }
            typed["outcome"] = outcome
            self.rows.append([typed[name] for name in self.fields])
            kept = self.outcomes[outcome] if outcome else ""
            self.meant.append((kept, self.grades[grade], self.ethnicities[ethnicity]))
