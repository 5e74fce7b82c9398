"""The labels of a file about events: grades that may not be given, and outcomes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import MENTORING, Dataset
from workforce_tui.domain.outcomes import OutcomeRecognition, outcome_choices, outcome_code, recognise_outcome
from workforce_tui.i18n import _
from workforce_tui.importing.labelbook import LabelBook
from workforce_tui.importing.model import BLANK, OutcomeLabel, PendingDecision
from workforce_tui.importing.privacy import shown

if TYPE_CHECKING:
    from workforce_tui.domain.ethnicity_labels import Suggestion
    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.labels import GradeResolver

NO_GRADE = -1
"""In place of the index of a grade label: the file gives no grade."""
NOT_GIVEN = "?"
"""In place of a worker type: neither the file nor a grade says."""
UNDECIDED = "?"
"""In place of an outcome nobody has decided yet."""


class EventBook(LabelBook):
    """A label book that knows outcomes. *graded* is whether the file has grades at all."""

    def __init__(self, resolver: GradeResolver, answers: Answers, dataset: Dataset, *, graded: bool) -> None:
        super().__init__(resolver, answers)
        self._dataset = dataset
        self._graded = graded
        self._codes: dict[str, str] = {}
        self._known: dict[str, OutcomeLabel] = {}
        self._bad: dict[str, str] = {}
        self.outcome_rows: Counter[str] = Counter()

    def grade(self, organisation: str, worker_type: str, raw: str) -> int:
        """The index of a grade label, NO_GRADE in a file without grades and in a blank cell of a list of mentoring."""
        if not self._graded or (not raw and self._dataset in MENTORING):
            return NO_GRADE
        return super().grade(organisation, worker_type, raw)

    def worker_of(self, grade_index: int) -> str:
        """The worker type of the people with a grade label."""
        return NOT_GIVEN if grade_index == NO_GRADE else super().worker_of(grade_index)

    def count(self, grade_index: int, ethnicity_index: int, rows: int) -> None:
        """Note that *rows* rows have these labels."""
        if grade_index == NO_GRADE:
            self.ethnicity_rows[ethnicity_index] += rows
        else:
            super().count(grade_index, ethnicity_index, rows)

    def outcome(self, text: str) -> str:
        """The code of an outcome as written, UNDECIDED while a person has to say."""
        raw = shown(text)
        if raw not in self._codes:
            self._codes[raw] = self._look_up(raw)
        return self._codes[raw]

    def knows_outcome(self, text: str) -> bool:
        """Whether a text is an outcome, by itself or because somebody decided so."""
        return bool(text) and self.outcome(text) != UNDECIDED

    def _look_up(self, raw: str) -> str:
        answered = self.answers.get("outcome", raw)
        code = outcome_code(self._dataset, answered[0]) if answered else None
        if answered and code is None and answered[1] == "decision":
            self._bad[raw] = answered[0]
        found = recognise_outcome(self._dataset, raw) if code is None else OutcomeRecognition(code)
        how = answered[1] if code is not None and answered else "recognised"
        self._known[raw] = OutcomeLabel(raw, 0, found.code, how if found.code else "", found.suggestions)
        return found.code or UNDECIDED

    def outcome_labels(self) -> list[OutcomeLabel]:
        """Every outcome label that rows have, with their number."""
        return [
            OutcomeLabel(one.raw, rows, one.code, one.how, one.suggestions)
            for one in self._known.values()
            if (rows := self.outcome_rows[one.raw])
        ]

    def note_outcome(self, text: str, rows: int) -> None:
        """Note that *rows* rows have an outcome as written."""
        self.outcome_rows[shown(text)] += rows

    def outcome_questions(self, log: IssueLog) -> list[PendingDecision]:
        """The outcomes a person has to name; answers that are none are issues."""
        for raw, answer in self._bad.items():
            log.add("bad_decision", field="outcome", value=raw or BLANK, answer=answer)
        message = _("How did the events with “{value}” end?")
        if self._dataset is Dataset.RECRUITMENT:
            message = _("Which stage did the applications with “{value}” reach?")
        return [
            PendingDecision(
                "outcome", one.raw or BLANK, one.rows, self._offers(one), message.format(value=one.raw or BLANK)
            )
            for one in self.outcome_labels()
            if one.code is None
        ]

    def _offers(self, label: OutcomeLabel) -> tuple[Suggestion, ...]:
        near = {one.code: one for one in label.suggestions}
        return (*near.values(), *(one for one in outcome_choices(self._dataset) if one.code not in near))
