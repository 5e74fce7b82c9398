"""Tables whose rows name nothing but other divisions in the column of the grades: "Full-time" and "Part-time" alone.

Their people are of no grade that the table gives, which somebody has to confirm as for any file without grades. Of
several divisions one is counted, the sexes first, and the others are checked against it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.importing.division_labels import divisions_of, is_division_heading, is_known_label, is_no_answer
from workforce_tui.importing.model import Layout
from workforce_tui.importing.not_given import ANSWERS, NO_ETHNICITY, NO_GRADE, said
from workforce_tui.importing.sex_labels import BOTH, is_sex_heading, sex_labels
from workforce_tui.importing.values import is_total, parse_count, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.book import OpenSheet
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

_DIVIDED = {"grade": NO_GRADE, "ethnicity": NO_ETHNICITY}


def divisions_alone(
    structure: Structure,
    sheet: OpenSheet,
    head: Sequence[list[Cell]],
    answers: Answers,
    request: ImportRequest,
    *,
    is_needed: bool = True,
) -> None:
    """Take a column for none of grades, or of ethnic groups, that holds nothing but other divisions.

    *head* are the first rows below the header; it is asked whether to do without the grades where they are needed.
    """
    if structure.layout is Layout.RECORD or structure.missing or structure.asked:
        return
    for name, question in _DIVIDED.items():
        place = structure.columns.get(name, -1)
        is_known = is_known_label(request, answers, name)
        if place < 0 or not _counted(structure, head, place, is_known):
            continue
        rows = sheet.rows_below(structure.header.last, hidden=request.include_hidden)
        if not (counted := _counted(structure, rows, place, is_known)):
            continue
        structure.divided, structure.counted = structure.columns.pop(name), counted
        by_sex = counted == "sex" and "sex" not in structure.columns
        if by_sex:
            structure.columns["sex"] = place
        structure.mapping[place] = replace(structure.mapping[place], field="sex" if by_sex else None, how="content")
        if said(answers.columns(), question):
            structure.without |= {question}
        elif is_needed:
            structure.asked.append((question, (ANSWERS[question],)))
        return


def _counted(structure: Structure, rows: Iterable[list[Cell]], place: int, is_known: Callable[[str], object]) -> str:
    """Which division is counted where a column holds no label of a count but theirs; "" for any other column."""
    counts = [column.index for column in structure.values] or [structure.columns.get("headcount", -1)]
    labels: dict[str, None] = {}
    headings: set[str] = set()
    for row in rows:
        label = to_text(row[place]) if place < len(row) else ""
        figures = (parse_count(row[index]) for index in counts if 0 <= index < len(row))
        if any(figure.problem not in ("blank", "not_a_number") for figure in figures):
            if headings and structure.layout is Layout.CROSSTAB and not is_total(label):
                return ""  # a label without a count may be their grade
            labels[label] = None
        elif label and not (is_total(label) or is_sex_heading(label) or is_division_heading(label)):
            headings.add(label)
    labels.pop("", None)
    own = [label for label in labels if not (is_total(label) or is_no_answer(label))]
    divisions = divisions_of(labels, is_known)
    sexes = {label for label, sex in sex_labels(labels).items() if sex in BOTH}
    if not divisions or not all(label in sexes or (label in divisions and divisions[label].is_sure) for label in own):
        return ""
    return "sex" if sexes else divisions[next(label for label in own if label in divisions)].family
