"""Whether a table is about a workforce, and whether its people can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.workforce import WorkerType, worker_type_name
from workforce_tui.importing.model import Layout
from workforce_tui.importing.not_given import ANSWERS, NO_GRADE, ONE_PER_ROW, PER_ROW, said, worker_of_titles
from workforce_tui.importing.units import survey_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure

_OF_PEOPLE = frozenset({"staff_number", "headcount", "ethnicity", "grade"})
_OF_PERSONS = frozenset({"staff_number", "fte", "start_date", "name"})


def check_subject(structure: Structure, names: Sequence[str], titles: Sequence[str]) -> None:
    """Refuse what is not about a workforce at all; only a table that nearly is one is worth a question."""
    if survey := survey_scores(names, titles):
        structure.missing, structure.named = "survey_results", survey
    asks = any(name in ANSWERS for name, _fields in structure.asked)
    if asks and not _OF_PEOPLE & set(structure.columns) and structure.layout is not Layout.CROSSTAB:
        structure.missing = structure.missing or "no_count_column"


def check_countable(structure: Structure, answers: Answers, log: IssueLog) -> None:
    """Ask whether the rows are people where the table has neither counts nor staff numbers.

    Such a table may be of people or of anything. With a name, a date of joining or a full-time equivalent in each row
    it is of people.
    """
    asked = {name for name, _fields in structure.asked}
    if _OF_PERSONS & set(structure.columns) or asked - set(ANSWERS):
        return
    if said(answers.columns(), PER_ROW):
        answers.get("column", PER_ROW)
        log.add("row_is_person")
    else:
        structure.asked.append((PER_ROW, (ONE_PER_ROW,)))


def worker_by_title(structure: Structure, titles: Sequence[str], log: IssueLog) -> str:
    """Where a table has neither grades nor kinds of worker, its title may say who all of its people are."""
    if NO_GRADE not in structure.without or "worker_type" in structure.columns:
        return ""
    worker = worker_of_titles(titles)
    if worker:
        log.add("worker_type_by_heading", value=worker_type_name(WorkerType(worker)))
    return worker
