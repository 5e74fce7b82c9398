"""What is said of rows and columns that divide again, neither by grade nor by ethnic group, the people of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.importing.sexes_told import sum_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.sex_lines import Line

_MOST = 120


def note_divisions(lines: Sequence[Line], log: IssueLog) -> None:
    """Say which rows were set aside."""
    if lines:
        first = min(line.number for line in lines)
        log.add("divisions_set_aside", row=first, label=labels_text(line.label for line in lines))


def refuse_divisions(lines: Sequence[Line], others: Sequence[Line], column: int, header: str, log: IssueLog) -> None:
    """Say that rows are not the people of those beside them; *header* is that of the column."""
    value, expected = sum_text(lines, column), sum_text(others, column)
    label = labels_text(line.label for line in lines)
    first = lines[0]
    words = {"label": label, "first": first.label, "value": value, "expected": expected}
    log.add("divisions_beside_others", row=first.number, column=header, **words)


def labels_text(labels: Iterable[str]) -> str:
    """Each of some labels once, for a message."""
    return ", ".join(dict.fromkeys(labels))[:_MOST]
