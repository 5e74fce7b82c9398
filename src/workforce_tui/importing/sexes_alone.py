"""Tables whose rows name nothing but women and men in the column of the grades: it is a column of sexes.

Its people are of no grade that the table gives, which somebody has to confirm as for any file without grades. Asked
what grade "Female" is, they could only answer something wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.importing.model import Layout
from workforce_tui.importing.not_given import ANSWERS, NO_ETHNICITY, NO_GRADE, said
from workforce_tui.importing.sex_labels import is_sex_heading, sex_labels
from workforce_tui.importing.values import is_total, parse_count, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.importing.book import OpenSheet
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

_DIVIDED = {"grade": NO_GRADE, "ethnicity": NO_ETHNICITY}


def sexes_alone(
    structure: Structure,
    sheet: OpenSheet,
    head: Sequence[list[Cell]],
    answers: Mapping[str, tuple[str, str]],
    request: ImportRequest,
    *,
    is_needed: bool = True,
) -> None:
    """Make a column of sexes of one of grades, or of ethnic groups, that holds nothing else.

    *head* are the first rows below the header, and *answers* those about columns; it is asked whether to do without the
    grades where they are needed.
    """
    by_sex = "sex" in structure.columns or any(column.sex for column in structure.values)
    counts = [column.index for column in structure.values] or [structure.columns.get("headcount", -1)]
    if structure.layout is Layout.RECORD or by_sex or structure.missing or structure.asked:
        return
    for name, question in _DIVIDED.items():
        place = structure.columns.get(name, -1)
        headed = structure.layout is Layout.CROSSTAB
        if place < 0 or not _only_sexes(head, place, counts, headed=headed):
            continue
        rows = sheet.rows_below(structure.header.last, hidden=request.include_hidden)
        if not _only_sexes(rows, place, counts, headed=headed):
            continue
        structure.columns["sex"] = structure.columns.pop(name)
        structure.mapping[place] = replace(structure.mapping[place], field="sex", how="content")
        if said(answers, question):
            structure.without |= {question}
        elif is_needed:
            structure.asked.append((question, (ANSWERS[question],)))
        return


def _only_sexes(rows: Iterable[list[Cell]], place: int, counts: Sequence[int], *, headed: bool) -> bool:
    """Whether the labels of all counts are sexes; *headed* is whether a label without a count may be their grade."""
    labels: set[str] = set()
    headings: set[str] = set()
    for row in rows:
        label = to_text(row[place]) if place < len(row) else ""
        if _has_count(row, counts):
            labels.add(label)
            if headings and headed and not is_total(label):
                return False
        elif label and not is_total(label) and not is_sex_heading(label):
            headings.add(label)
    labels = {label for label in labels if label and not is_total(label)}
    return bool(labels) and labels <= set(sex_labels(labels))


def _has_count(row: Sequence[Cell], counts: Sequence[int]) -> bool:
    figures = (parse_count(row[index]) for index in counts if 0 <= index < len(row))
    return any(figure.problem not in ("blank", "not_a_number") for figure in figures)
