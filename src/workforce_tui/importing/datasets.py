"""Choosing how a sheet is read: as staff in post, as events, or not at all until a person says what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import MENTORING, Dataset, dataset_name
from workforce_tui.importing.events_detect import propose
from workforce_tui.importing.events_headers import header_of_events
from workforce_tui.importing.finish import settle
from workforce_tui.importing.model import WHOLE_FILE
from workforce_tui.importing.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.model import ImportPlan, ImportRequest, PendingDecision, Progress
    from workforce_tui.importing.sheets import Candidate


def reading_of(
    plan: ImportPlan, request: ImportRequest, candidate: Candidate, log: IssueLog, *, alone: bool = True
) -> Reading:
    """What reads the sheet into the plan; *alone* is whether it is the only sheet that is read."""
    answers = Reading(plan, request, candidate, log).answers
    proposal = propose(request, candidate, answers, value=WHOLE_FILE if alone else candidate.name)
    plan.used_answers |= answers.used
    if proposal.wrong_answer:
        known = ", ".join(f"{dataset} ({dataset_name(dataset)})" for dataset in Dataset)
        log.add("no_such_dataset", value=proposal.wrong_answer, answer=proposal.wrong_answer, known=known)
    plan.dataset, plan.dataset_reason = proposal.dataset, proposal.reason
    if proposal.question is not None:
        return Waiting(plan, request, candidate, log, proposal.question)
    if proposal.dataset is Dataset.STAFF_IN_POST:
        return Reading(plan, request, candidate, log)
    if proposal.dataset in MENTORING:
        from workforce_tui.importing.mentoring_reading import MentoringReading

        return MentoringReading(plan, request, _with_own_header(candidate, request, proposal.dataset), log)
    from workforce_tui.importing.events_reading import EventReading

    return EventReading(plan, request, _with_own_header(candidate, request, proposal.dataset), log)


class Waiting(Reading):
    """A sheet that is not read yet: first a person has to say what it is about."""

    def __init__(
        self,
        plan: ImportPlan,
        request: ImportRequest,
        candidate: Candidate,
        log: IssueLog,
        question: PendingDecision,
    ) -> None:
        super().__init__(plan, request, candidate, log)
        self._question = question

    def run(self, is_cancelled: Callable[[], bool]) -> Iterator[Progress]:
        """Ask, and read nothing."""
        self.plan.header_rows = (self.header.first + 1, self.header.last + 1)
        self.plan.reading_decisions.append(self._question)
        self.plan.reading_issues = self.log.result()
        settle(self.plan, self.answers)
        yield from ()


def _with_own_header(candidate: Candidate, request: ImportRequest, dataset: Dataset) -> Candidate:
    """The sheet with the header that says most of events: the stages may stand in a row above the groups."""
    at = request.header_row - 1 if request.header_row is not None else None
    header = header_of_events(candidate.head, candidate.sheet.merged, at, (dataset,))
    return candidate if header is None else replace(candidate, header=header)
