"""Rows of women and men over the grades, each grade once below either: "Female", "Constable", "Sergeant", "Male", ...

The rows below such a heading are of that sex; a number on its own row is their sum, and is checked. Grades before the
first heading, or below one of everybody, are of all sexes. Beside grades across it is the ethnic groups that are below.
Only where it is certain that the rows are headings is a table read so; else a grade that comes again refuses the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.model import Layout
from workforce_tui.importing.sex_labels import BOTH, sex_labels
from workforce_tui.importing.sex_lines import Fit, Is, base_of, fit, place_of_labels, scopes_with
from workforce_tui.importing.sexes_across import sex_of_total
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workforce_tui.domain.workforce import Sex
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.sex_lines import Line
    from workforce_tui.importing.values import Cell

_ALL = "Total"
_COUNTS = (Is.COUNT, Is.NO_SEX)


@dataclass(slots=True)
class _Block:
    """A heading, None for none, and the counts below it."""

    head: Line | None
    sex: str
    counts: list[Line] = field(default_factory=list)
    sums: list[Line] = field(default_factory=list)
    """Rows that name the sex of the block again, and are its total: "Total women"."""


class SexesOver:
    """Gives the rows of a table a column of sexes, which it has as headings over its grades."""

    def __init__(self, structure: Structure, labels: int) -> None:
        self._labels, self._place = labels, len(structure.header.names)
        self._sexes: dict[int, str] = {}
        self._sums: set[int] = set()
        self.headings: set[int] = set()
        """The numbers of the headings that hold no numbers."""

    @classmethod
    def of(cls, structure: Structure, rows: Iterable[list[Cell]]) -> SexesOver | None:
        """What gives the rows their sexes, and the structure that column; None for any other table."""
        by_sex = "sex" in structure.columns or any(column.sex for column in structure.values)
        labels = place_of_labels(structure)
        if structure.layout is not Layout.CROSSTAB or by_sex or labels < 0:
            return None
        numbered = [(number, row) for number, row in enumerate(rows, structure.header.last + 2) if row]
        sexes = sex_labels(to_text(row[labels]) for _number, row in numbered if labels < len(row))
        found = cls(structure, labels)
        scopes = scopes_with(structure, numbered, labels, sexes) if sexes else []
        if not scopes or not all(found._take(lines, sexes) for lines in scopes):
            return None
        structure.columns["sex"] = found._place
        return found

    def _take(self, lines: list[Line], sexes: dict[str, Sex]) -> bool:
        """Remember the sex of each row of one organisation and day; False where it is not certain."""
        sections = [_blocks(section, sexes) for section in _sections(lines)]
        base = base_of(lines)
        if not all(_are_sure(blocks, base) for blocks in sections):
            return False
        for block in (block for blocks in sections for block in blocks):
            if block.head is not None:
                self._sexes[block.head.number] = block.sex
                (self._sums if _has_numbers(block.head) else self.headings).add(block.head.number)
            for line in block.sums:
                self._sexes[line.number] = block.sex
                self._sums.add(line.number)
            for line in block.counts:
                self._sexes[line.number] = _ALL if line.kind is Is.TOTAL else block.sex
        return True

    def apart(self, rows: Iterable[list[Cell]], first: int) -> Iterator[list[Cell]]:
        """The rows with their sex in a column of its own; *first* is the number of the first of them."""
        for number, row in enumerate(rows, first):
            padded = [*row, *[""] * (self._place - len(row))][: self._place]
            if number in self._sums:
                padded[self._labels] = _ALL
            yield [*padded, self._sexes.get(number, "")] if row else row


def _sections(lines: list[Line]) -> list[list[Line]]:
    """The rows under each heading of a kind of worker, or all where such headings come again below those of a sex."""
    heads = [label_key(line.label) for line in lines if line.kind is Is.WORKERS]
    sections: list[list[Line]] = [[]]
    for line in lines:
        if line.kind is Is.WORKERS and len(set(heads)) == len(heads):
            sections.append([])
        if line.kind is not Is.WORKERS or line.figures:
            sections[-1].append(line)
    return [section for section in sections if any(line.figures for line in section)]


def _blocks(lines: list[Line], sexes: dict[str, Sex]) -> list[_Block]:
    """The headings of one section with the rows below them; a total over grades that were there is one of everybody."""
    blocks = [_Block(None, _ALL)]
    labels = [line.label for line in lines]
    for place, line in enumerate(lines):
        below = next((each for each in lines[place + 1 :] if each.kind is not Is.BY_SEX), None)
        is_over = below is not None and below.kind is Is.COUNT
        # An answer that comes again is an ethnic group, or a grade: "Not stated" among the women and among the men.
        is_answer = line.kind is Is.NO_SEX and labels.count(line.label) > 1
        sex = "" if is_answer else str(sexes.get(line.label, ""))
        if sex and _has_numbers(line) and blocks[-1].sex == sex and sex_of_total(line.label):
            blocks[-1].sums.append(line)
        elif sex:
            blocks.append(_Block(line, sex))
        elif line.kind is Is.TOTAL and is_over:
            blocks.append(_Block(line, _ALL))
        elif line.figures or line.kind in (Is.GRADE, Is.WORKERS):
            blocks[-1].counts.append(line)
    return [block for block in blocks if block.head is not None or block.counts]


def _has_numbers(line: Line) -> bool:
    """Whether a row holds more than blanks."""
    return any(figure.problem != "blank" for figure in line.figures)


def _are_sure(blocks: list[_Block], base: int) -> bool:
    """Whether the blocks of a section are certainly those of women, of men and perhaps of everybody."""
    named = [block.sex for block in blocks if block.sex != _ALL]
    if not set(named) >= BOTH or len(set(named)) < len(named) or len(blocks) > len(named) + 1:
        return False
    grades: dict[str, list[str]] = {}
    for block in blocks:
        counts = [line for line in block.counts if line.kind is not Is.TOTAL]
        own = [label_key(line.label) for line in counts]
        if not own or len(set(own)) < len(own) or any(line.kind not in _COUNTS for line in counts):
            return False
        heads = [line for line in (block.head, *block.sums) if line is not None and _has_numbers(line)]
        if any(fit([line], counts, base) is Fit.NO for line in heads):
            return False
        grades[block.sex] = own
    everybody = set(grades.pop(_ALL, ()))
    divided = [grade for own in grades.values() for grade in own]
    return everybody <= set(divided) and len(set(divided)) < len(divided)
