"""Rows of women and men in the column of the grades, or of the ethnic groups, of a table with one count in each row.

They divide again the people of the other rows, where those of the same labels add up to as many: they are set aside.
Anything else is refused, as a sex is no grade and no ethnic group.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.mapper import column_name
from workforce_tui.importing.sex_labels import BOTH, sex_labels
from workforce_tui.importing.sex_lines import Fit, Is, Line, base_of, fit, limits, misfits
from workforce_tui.importing.sexes_told import note_sexes, refuse_sexes
from workforce_tui.importing.values import is_total, parse_count, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

_DIVIDED = ("grade", "ethnicity")
_LABELS = ("organisation", "as_at", "grade", "worker_type", "ethnicity_code", "ethnicity", "outcome")

Key = tuple[str, ...]


class ListedSexes:
    """The rows with a count of one table, by whether a column of theirs names a sex, or what else divides people.

    *whole* are the parts that together are everybody.
    """

    def __init__(
        self,
        structure: Structure,
        rows: Iterable[list[Cell]],
        place: int,
        parts: Mapping[str, str],
        whole: frozenset[str] = BOTH,
    ) -> None:
        self._whole = whole
        self._last = 0
        """The number of the last row that names a part, or no answer directly below one."""
        self._labels = [structure.columns[name] for name in _LABELS if name in structure.columns]
        self._labels = [index for index in self._labels if index != place]
        values = [column.index for column in structure.values] or [structure.columns["headcount"]]
        self.columns = [column_name(structure.header, index) for index in values]
        self.by_sex: dict[Key, list[Line]] = defaultdict(list)
        self.others: list[tuple[Key, Line]] = []
        self.totals: dict[Key, list[Line]] = defaultdict(list)
        label = ""
        for number, row in enumerate(rows, structure.header.last + 2):
            own = _text(row, place)
            label = own or label
            figures = [parse_count(row[index] if index < len(row) else "") for index in values]
            part = parts.get(label)
            is_blank = not any(figure.problem not in ("blank", "not_a_number") for figure in figures)
            # A blank beside a part and another label is a count like any other; alone the part is a heading.
            if is_blank and not (own and part in whole and any(_text(row, index) for index in self._labels)):
                continue
            self._keep(Line(number, label, Is.SEX if part in whole else Is.COUNT, figures, part), row)
        self.base = base_of(line for _key, line in self.others)

    def _keep(self, line: Line, row: Sequence[Cell]) -> None:
        texts = [_text(row, index) for index in self._labels]
        key = tuple("" if is_total(text) else label_key(text) for text in texts)
        if line.kind is Is.SEX or (line.part is not None and self._last == line.number - 1 and self.by_sex):
            self._last = line.number
            self.by_sex[key].append(line)
        elif is_total(line.label):
            self.totals[key].append(line)
        elif not any(map(is_total, texts)):
            self.others.append((key, line))

    def misfit(self) -> tuple[list[Line], list[Line], int] | None:
        """The first rows of sexes that are not the other rows with the same labels, and the column; None for none.

        A label that is blank or a total stands for all of them.
        """
        both = {line.part for lines in self.by_sex.values() for line in lines} >= self._whole
        patterns = {tuple(map(bool, key)) for key in self.by_sex}
        for pattern in patterns:
            sums: dict[Key, list[Line]] = defaultdict(list)
            for other, line in self.others:
                sums[tuple(text if kept else "" for text, kept in zip(other, pattern, strict=True))].append(line)
            keys = [key for key in self.by_sex if tuple(map(bool, key)) == pattern]
            keys += [key for key in sums if both and len(patterns) == 1 and key not in self.by_sex]
            for key in keys:
                lines, others = self.by_sex.get(key, []), sums[key]
                column = self._misfit(lines, others) if both else self._not_among(lines, others, self.totals[key])
                if column is not None:
                    return lines or next(iter(self.by_sex.values())), others, column
        return None

    def _misfit(self, lines: list[Line], others: list[Line]) -> int | None:
        """The first column in which rows of both sexes are not the others; who is not listed is nobody."""
        if not lines or not others:
            found = (limits([*lines, *others], column) for column in range(len(self.columns)))
            return next((column for column, each in enumerate(found) if each and each[0] > 0), None)
        return next(iter(misfits(lines, others, self.base)), None)

    def _not_among(self, lines: list[Line], others: list[Line], totals: list[Line]) -> int | None:
        """None where a total counts the others alone and the women (or men) are as many at most; else a column."""
        if not totals or fit(others, totals, self.base) is Fit.NO:
            return 0
        pairs = ((limits(lines, column), limits(others, column)) for column in range(len(self.columns)))
        return next((column for column, (one, other) in enumerate(pairs) if one and other and one[0] > other[1]), None)


def sexes_in_lists(structure: Structure, rows: Callable[[], Iterable[list[Cell]]], log: IssueLog) -> frozenset[int]:
    """The numbers of the rows that name a sex where the other rows name a grade, or an ethnic group.

    They are noted, or are an error where they are not the people of those rows.
    """
    aside: set[int] = set()
    for found in listed_sexes(structure, rows):
        lines = [line for each in found.by_sex.values() for line in each]
        if (wrong := found.misfit()) is not None:
            sexes, others, column = wrong
            refuse_sexes(sexes, others, column, found.columns[column], log)
        else:
            note_sexes(sorted(lines, key=lambda line: line.number), log)
        aside |= {line.number for line in lines}
    return frozenset(aside)


def listed_sexes(structure: Structure, rows: Callable[[], Iterable[list[Cell]]]) -> Iterator[ListedSexes]:
    """For the column of the grades, and that of the ethnic groups, the rows that name a sex in it, if there are any."""
    for name in _DIVIDED:
        place = structure.columns.get(name, -1)
        if place < 0:
            continue
        cells = {row[place] for row in rows() if place < len(row)}
        if sexes := sex_labels(map(to_text, cells)):
            yield ListedSexes(structure, rows(), place, sexes)


def _text(row: Sequence[Cell], index: int) -> str:
    return to_text(row[index]) if index < len(row) else ""
