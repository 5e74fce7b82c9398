"""What is said of rows of women and men that divide again the people of other rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import number as number_text
from workforce_tui.importing.facts import UNBOUNDED
from workforce_tui.importing.sex_lines import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.sex_lines import Line

_MOST = 120


def note_sexes(lines: Sequence[Line], log: IssueLog) -> None:
    """Say which rows were set aside."""
    if lines:
        log.add("sexes_set_aside", row=lines[0].number, label=_labels(lines), rows=number_text(len(lines)))


def refuse_sexes(lines: Sequence[Line], others: Sequence[Line], column: int, header: str, log: IssueLog) -> None:
    """Say that rows of women and men are not the people of the rows beside them; *header* is that of the column."""
    value, expected = sum_text(lines, column), sum_text(others, column)
    row = lines[0].number
    log.add("sexes_beside_others", row=row, column=header, label=_labels(lines), value=value, expected=expected)


def sum_text(lines: Sequence[Line], column: int) -> str:
    """The sum of some rows in a column, for a message."""
    low, high = limits(lines, column) or (0, 0)
    if high >= UNBOUNDED:
        return f"≥{low}"
    return str(low) if low == high else f"{low}–{high}"


def _labels(lines: Sequence[Line]) -> str:
    return ", ".join(dict.fromkeys(line.label for line in lines))[:_MOST]
