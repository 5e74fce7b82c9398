"""Whether the figures of a table are full-time equivalents, which are not people.

Two part-time people make one full-time equivalent, so shares of ethnic groups worked out from them are of nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workforce_tui.importing.mapper import column_name
from workforce_tui.importing.model import Layout
from workforce_tui.importing.values import is_total, mentions_headcount, parse_fte, says_fte, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

_MOST_OF_ONE = 1500
"""Thousandths of a full-time equivalent: more is the sum of several people."""
_OF_PERSONS = frozenset({"staff_number", "name", "date_of_birth", "email", "start_date", "leaving_date"})


_SCORE = re.compile(r"\bscores?\b|% ?positive|\bpercent positive|% ?(?:yes|agree)|\bengagement index\b|\bsg[oô]r\w*\b")
_SURVEY = re.compile(r"\bsurvey\b|\barolwg\b")


def survey_scores(names: Sequence[str], titles: Sequence[str]) -> str:
    """The columns with scores of a survey; "" where there are none.

    The people counted beside scores are those who answered, not the workforce. One such column may be anything, so
    it takes two, or a title that says what they are.
    """
    scores = [name for name in names if _SCORE.search(tidy(name))]
    named = any(_SURVEY.search(tidy(title)) for title in titles)
    return ", ".join(scores[:3]) if len(scores) > 1 or (scores and named) else ""


def fte_figures(structure: Structure, sample: Sequence[list[Cell]], titles: Sequence[str]) -> str:
    """The name of a column whose full-time equivalents would be taken for people; "" when there is none.

    *sample* holds the first rows under the header, *titles* the texts above it. A column that a person has decided
    to hold the headcount is not doubted.
    """
    if structure.layout is Layout.RECORD:
        return _asked(structure) or _in_rows(structure, sample)
    counted = [column.index for column in structure.values if column.label or column.sex or column.worker]
    if not counted and structure.layout is Layout.CROSSTAB:
        return next((name for name in structure.header.names if says_fte(name)), "")
    counted = counted or [structure.columns[name] for name in ("headcount",) if name in structure.columns]
    decided = {column.index for column in structure.mapping if column.how in ("decision", "profile")}
    names = structure.header.names
    doubtful = [index for index in counted if not mentions_headcount(names[index])]
    if not doubtful or decided & set(counted):
        return ""
    unit = " ".join([*titles, *_beside(structure, sample)])
    own = [index for index in doubtful if says_fte(names[index])]
    if own or says_fte(unit):
        return column_name(structure.header, (own or doubtful)[0])
    return ""


def _beside(structure: Structure, sample: Sequence[list[Cell]]) -> list[str]:
    """Texts in the header rows over nothing or over the label column: the unit often stands at the far right."""
    columns = structure.header.columns
    empty = [i for i in range(len(columns)) if all(i >= len(row) or row[i] == "" for row in sample)]
    return [*columns[0][:-1], *(structure.header.names[index] for index in empty)]


def _asked(structure: Structure) -> str:
    """A column that would have to be asked about, were its header not clear."""
    return next((name for name, fields in structure.asked if "headcount" in fields and says_fte(name)), "")


def _in_rows(structure: Structure, sample: Sequence[list[Cell]]) -> str:
    """The FTE column of rows that are groups of people: with sums of several people, or no two rows alike."""
    fte = structure.columns.get("fte")
    if fte is None or _OF_PERSONS & set(structure.columns):
        return ""
    rows = [row for row in sample if len(row) > fte and row[fte] != "" and not _is_total_row(row)]
    labels = [tuple(tidy(cell) for index, cell in enumerate(row) if index != fte) for row in rows]
    sums = sum((parse_fte(row[fte]) or 0) > _MOST_OF_ONE for row in rows)
    alike = len(labels) - len(set(labels))
    return column_name(structure.header, fte) if rows and (not alike or sums > alike) else ""


def _is_total_row(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and is_total(cell) for cell in row)
