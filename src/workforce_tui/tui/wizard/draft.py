"""What a person has said about a file so far, and which steps still have something to ask."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from workforce_tui.domain.datasets import Dataset
    from workforce_tui.services.imports import ImportPlan

Question = tuple[str, str]
"""A decision's field ("column", "grade", "ethnicity", "organisation", "marker") and the text it is about."""

READ_AGAIN = frozenset(
    {"column", "organisation", "marker", "worker_type", "status", "sheet", "dataset", "outcome", "period", "stages"}
)
"""Fields whose answers change how the file is read; the others only say what a label stands for."""

PASSWORD_CODES = frozenset({"password_protected", "wrong_password"})
SHEET_CODES = frozenset({"no_such_sheet", "no_data_found", "header_not_found", "no_table_on_sheet"})
FILE_CODES = frozenset(
    {"snapshot_date_missing", "organisation_not_in_file", "date_not_in_file"}
    | {"template_for_another_organisation", "template_for_another_date"}
)

REFUSED_CODES = ("one_grade_two_levels", "answer_not_usable")
"""Why an answer about a label is asked for again."""


class StepName(StrEnum):
    """The steps in their order; working and result are between and after."""

    FILE = "file"
    PASSWORD = "password"  # noqa: S105 - the name of a step
    SHEET = "sheet"
    COLUMNS = "columns"
    LABELS = "labels"
    ISSUES = "issues"
    SUMMARY = "summary"
    WORKING = "working"
    RESULT = "result"


ORDER = tuple(StepName)[:7]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file and everything said about it. An organisation or date left open comes from the file."""

    path: Path | None = None
    organisation: str = ""
    as_at: date | None = None
    sheet: str | None = None
    include_hidden: bool = False
    header_row: int | None = None
    dataset: Dataset | None = None
    """What the rows are about, where a person said so against what the program proposes."""
    password: str | None = field(default=None, repr=False)
    answers: Mapping[Question, str] = field(default_factory=dict)
    replace_earlier: bool = False

    def answered(self, question: Question, answer: str | None) -> Draft:
        """The same with one more answer, or without it for None."""
        answers = dict(self.answers)
        if answer is None:
            answers.pop(question, None)
        else:
            answers[question] = answer
        return replace(self, answers=answers)

    def reading_key(self) -> tuple[object, ...]:
        """What the reading of the file depends on: the file is read again only when this changes."""
        again = tuple(sorted((q, a) for q, a in self.answers.items() if q[0] in READ_AGAIN))
        place = (self.sheet, self.include_hidden, self.header_row, self.dataset)
        return (self.path, self.organisation, self.as_at, *place, self.password, again)

    def whose(self) -> tuple[tuple[Question, str], ...]:
        """What was answered about whose the file is."""
        return tuple(sorted((q, a) for q, a in self.answers.items() if q[0] == "organisation"))

    def labels_key(self) -> tuple[object, ...]:
        """The answers about labels."""
        return tuple(sorted((q, a) for q, a in self.answers.items() if q[0] not in READ_AGAIN))


def asks(step: StepName, plan: ImportPlan | None) -> bool:
    """Whether a step has something to ask about *plan*; the file and the summary always have."""
    if plan is None:
        return step is StepName.FILE
    codes = {issue.code for issue in plan.issues}
    fields = {decision.field for decision in plan.decisions}
    match step:
        case StepName.PASSWORD:
            return bool(codes & PASSWORD_CODES)
        case StepName.SHEET:
            return not codes & PASSWORD_CODES and bool(codes & SHEET_CODES or "sheet" in fields)
        case StepName.COLUMNS:
            return "column" in fields
        case StepName.LABELS:
            return bool(fields - {"column", "sheet"})
        case StepName.ISSUES:
            return plan.status == "refused" or any(issue.severity == "warning" for issue in plan.issues)
        case _:
            return step in (StepName.FILE, StepName.SUMMARY)


def next_step(after: StepName, plan: ImportPlan | None) -> StepName:
    """The next step with something to ask."""
    later = ORDER[ORDER.index(after) + 1 :]
    return next((step for step in later if asks(step, plan)), StepName.SUMMARY)


def previous_step(before: StepName, plan: ImportPlan | None) -> StepName:
    """The step before, asking or not: everything can be looked at again; only an unneeded password is passed over."""
    if before not in ORDER:
        return StepName.SUMMARY if plan is not None else StepName.FILE
    earlier = ORDER[: ORDER.index(before)]
    return next(
        (step for step in reversed(earlier) if step is not StepName.PASSWORD or asks(step, plan)), StepName.FILE
    )
