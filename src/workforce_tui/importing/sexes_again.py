"""Rows of women and men below a total that they divide again: "Total 18", "Female 9", "Male 9".

Everybody in them is counted above. They are known by adding up to that total; where they do not, the file is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.workforce import Sex, recognise_sex
from workforce_tui.importing.model import Layout
from workforce_tui.importing.sexes_across import sex_of_total
from workforce_tui.importing.values import is_total, parse_count, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell, Figure

_HEADING = re.compile(r"(?:(?:.*\bby|.*\byn ôl) )?(?:sex|gender|rhyw|rhywedd):?")
_BOTH = frozenset({Sex.FEMALE, Sex.MALE})


@dataclass(slots=True)
class _Run:
    """Rows of sexes below a total."""

    number: int
    total: list[Cell]
    rows: dict[int, tuple[Sex, list[Cell]]] = field(default_factory=dict)


def sexes_again(structure: Structure, rows: Iterable[list[Cell]], log: IssueLog) -> frozenset[int]:
    """The numbers (from 1) of the rows that divide a total by sex; *rows* follow the header.

    Each is noted, or an error where they are not that total.
    """
    if structure.layout is not Layout.CROSSTAB:
        return frozenset()
    by_sex = "sex" in structure.columns or any(column.sex for column in structure.values)
    labels = [structure.columns[name] for name in ("grade", "ethnicity") if name in structure.columns]
    counts = [column.index for column in structure.values]
    aside: set[int] = set()
    for run in [] if by_sex else _runs(rows, structure.header.last + 2, labels, counts):
        if {sex for sex, _row in run.rows.values()} < _BOTH:
            continue
        aside |= set(run.rows)
        for index in counts:
            _check(run, index, structure.header.names[index], labels, log)
        for number, (_sex, row) in run.rows.items():
            log.add("row_left_out", row=number, label=_label(row, labels)[:80])
    return frozenset(aside)


def _runs(rows: Iterable[list[Cell]], first: int, labels: list[int], counts: list[int]) -> list[_Run]:
    """The runs of rows of sexes, each directly below a total; none where a grade is divided by sex above them."""
    runs: list[_Run] = []
    run: _Run | None = None
    is_open = False  # whether a heading without numbers is directly above, so that a total is of that grade
    for number, row in enumerate(rows, first):
        label = _label(row, labels)
        has_numbers = any(index < len(row) and row[index] != "" for index in counts)
        sex = (sex_of_total(label) or recognise_sex(label)) if label else None
        if sex is not None and has_numbers and (sex in _BOTH or (run is not None and run.rows)):
            if not runs:
                return []
            if run is not None:
                run.rows[number] = (sex, row)
        elif is_total(label) and has_numbers:
            run = None if is_open else _Run(number, row)
            runs += [run] if run is not None else []
        elif has_numbers or (label and not _HEADING.fullmatch(tidy(label))):
            run = None
        is_open = bool(label) and not has_numbers
    return runs


def _label(row: list[Cell], labels: list[int]) -> str:
    return next((text for index in labels if index < len(row) and (text := to_text(row[index]))), "")


def _check(run: _Run, index: int, column: str, labels: list[int], log: IssueLog) -> None:
    """Note an error where the sexes cannot be the total; a marker may stand for anybody."""
    whole = _figure(run.total, index)
    parts = [_figure(row, index) for _sex, row in run.rows.values()]
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    unknown = any(part.problem not in ("", "blank") for part in parts)
    if whole.problem or (low <= whole.high and (unknown or whole.low <= high)):
        return
    expected = str(low) if low == high else f"{low}–{high}"
    label = _label(run.total, labels)
    log.add("total_mismatch", row=run.number, column=column, label=label, value=str(whole.low), expected=expected)


def _figure(row: list[Cell], index: int) -> Figure:
    return parse_count(row[index] if index < len(row) else "")
