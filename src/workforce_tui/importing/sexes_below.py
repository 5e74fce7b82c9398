"""Rows of women and men in the column of the grades: "Constable", "Female", "Male" below each other, or in one text.

Such a row is read as the grade above it and a sex, "Constable Female" as that grade and sex. The row of the grade, or a
total beside its women and men, is their sum; the row of a grade without such rows is a count of its own. Beside grades
across it is the ethnic groups that are divided so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import node
from workforce_tui.domain.ethnicity_labels import recognise_ethnicity
from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.known import is_ethnicity, is_grade
from workforce_tui.importing.model import Layout
from workforce_tui.importing.sex_labels import BOTH, is_sex_heading, sex_labels
from workforce_tui.importing.sexes_across import sexes_of_labels, whole_of
from workforce_tui.importing.values import is_total, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workforce_tui.domain.workforce import Sex
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

_ALL = "Total"


class SexesBelow:
    """Gives the rows of a table a column of sexes, which it has in the column of its grades."""

    def __init__(self, structure: Structure, totals: frozenset[int] = frozenset()) -> None:
        self._grades = structure.columns.get("grade" if structure.across == "ethnicity" else "ethnicity", -1)
        self._place = len(structure.header.names)
        self._values = [column.index for column in structure.values]
        self._grade: Cell = ""
        self._is_open = False
        """Whether the grade above had no numbers of its own, so that a total below it is its sum."""
        self._have_totals = False
        self._sexes: dict[str, Sex] = {}
        self._totals = totals
        self._joined: dict[str, tuple[str, ...]] = {}
        """The labels that name a grade and a sex, taken apart."""
        self._of_groups = structure.across == "grade"
        self._divided: dict[str, str] = {}
        """What is divided by sex, by what it means: its label."""

    @classmethod
    def of(cls, structure: Structure, rows: Iterable[list[Cell]], totals: frozenset[int]) -> SexesBelow | None:
        """What gives the rows their sexes, and the structure that column; None for any other table.

        *totals* are the numbers of rows that add up the women, or the men, of all grades.
        """
        by_sex = "sex" in structure.columns or any(column.sex for column in structure.values)
        if structure.layout is not Layout.CROSSTAB or by_sex:
            return None
        sexes = cls(structure, totals)
        if sexes._grades < 0 or not (sexes._are_below_grades(rows) or sexes._joined):
            return None
        structure.columns["sex"] = sexes._place
        return sexes

    def _are_below_grades(self, rows: Iterable[list[Cell]]) -> bool:
        """Whether there are women and men, each directly in the rows of a grade."""
        grade, found, is_open = "", set(), False
        with_total: set[str] = set()
        labelled = [(self._label(row), row) for row in rows]
        labels = dict.fromkeys(label for label, _row in labelled)
        self._sexes = {label: sex for label, sex in sex_labels(labels).items() if sex in BOTH}
        for label, row in labelled:
            if label in self._sexes and grade and not is_total(grade) and self._has_numbers(row):
                found.add(self._sexes[label])
                self._divided.setdefault(self._meaning(grade), grade)
            elif is_total(label) and is_open:
                with_total.add(grade)
            elif label and label not in self._sexes and not self._is_heading(label, row):
                grade, is_open = label, not self._has_numbers(row)
        self._joined = sexes_of_labels(labels, lambda text: is_grade(text) or is_ethnicity(text))
        for group, _sex in self._joined.values():
            self._divided.setdefault(self._meaning(group), group)
        self._have_totals = len(with_total) > 1  # one alone is that of the whole table
        return found >= BOTH

    def _meaning(self, label: str) -> str:
        """What a label means: the code of an ethnic group, or a grade as it is written."""
        code = recognise_ethnicity(label, suggest=False).code if self._of_groups else None
        return code if code is not None and node(code).granularity > 0 else label_key(label)

    def _as_divided(self, label: str) -> str:
        """The label of the group, or grade, divided by sex that a label is all of: "White" for "All White"."""
        group = whole_of(label)
        texts = (label, group) if self._of_groups else (group, group.removesuffix("s"))
        found = (self._divided.get(self._meaning(text)) for text in texts if text)
        return next(filter(None, found), label)

    def _label(self, row: list[Cell]) -> str:
        return to_text(row[self._grades]) if self._grades < len(row) else ""

    def _has_numbers(self, row: list[Cell]) -> bool:
        return any(index < len(row) and row[index] != "" for index in self._values)

    def _is_heading(self, label: str, row: list[Cell]) -> bool:
        """Whether a row only says that those below it divide the grade above it by sex."""
        return is_sex_heading(label) and not self._has_numbers(row)

    def apart(self, rows: Iterable[list[Cell]], first: int) -> Iterator[list[Cell]]:
        """The rows with their sex in a column of its own, and the grade in the rows of its women and men.

        *first* is the number of the first row.
        """
        for number, row in enumerate(rows, first):
            label = self._label(row)
            padded = row + [""] * (self._place - len(row))
            if not label or self._is_heading(label, row):
                yield [*padded[: self._place], ""] if row else row
                continue
            if number in self._totals:
                yield [*padded[: self._grades], _ALL, *padded[self._grades + 1 : self._place], str(self._sexes[label])]
            elif label in self._joined:
                grade, sex = self._joined[label]
                yield [*padded[: self._grades], grade, *padded[self._grades + 1 : self._place], sex]
            elif label in self._sexes:
                sex = str(self._sexes[label])
                yield [*padded[: self._grades], self._grade, *padded[self._grades + 1 : self._place], sex]
            elif is_total(label) and self._is_open and self._have_totals:
                self._is_open = False
                yield [*padded[: self._grades], self._grade, *padded[self._grades + 1 : self._place], _ALL]
            else:
                self._grade, self._is_open = self._as_divided(label), not self._has_numbers(row)
                padded[self._grades] = self._grade
                yield [*padded[: self._place], "" if self._is_open else _ALL]
