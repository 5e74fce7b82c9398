"""What every step of the wizard is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.message import Message

from workforce_tui.tui.wizard.draft import Draft, Question

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.figures import OrganisationSummary
    from workforce_tui.services.imports import ImportPlan, PendingDecision
    from workforce_tui.services.plan_figures import SnapshotFigures
    from workforce_tui.services.previous import AgainstPrevious
    from workforce_tui.tui.wizard.draft import StepName


ELSEWHERE = ("column", "sheet")
"""Fields asked about in steps of their own, before the labels."""


def stamp_of(path: Path) -> tuple[int, int] | None:
    """When a file was last written, and its size; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class NotYetError(Exception):
    """The step is not finished; the message says what is missing."""


@dataclass(slots=True)
class Import:
    """Everything the steps share: what was said, what was read, and every question asked so far."""

    draft: Draft = field(default_factory=Draft)
    plan: ImportPlan | None = None
    read_key: tuple[object, ...] | None = None
    labels_key: tuple[object, ...] = ()
    read_whose: tuple[tuple[Question, str], ...] = ()
    """What had been answered about whose the file is when it was read."""
    asked: dict[Question, PendingDecision] = field(default_factory=dict)
    overlaps: tuple[str, ...] = ()
    already: tuple[int, ...] = ()
    """The imports that the file is already."""
    figures: tuple[SnapshotFigures, ...] = ()
    against: tuple[AgainstPrevious, ...] = ()
    organisations: tuple[OrganisationSummary, ...] = ()
    folder: Path | None = None
    stamp: tuple[int, int] | None = None
    """When the file that was read was last written, and its size."""

    def remember_questions(self) -> None:
        """Keep the questions of the plan, so that an answer can be looked at and changed later.

        Those of an earlier reading that nobody answered, and that this one does not ask, are gone.
        """
        if self.plan is not None:
            asked = {(one.field, one.value): one for one in self.plan.decisions}
            kept = {one: known for one, known in self.asked.items() if one in asked or one in self.draft.answers}
            # What is asked now has the rows and suggestions of this reading, which may be of another organisation.
            self.asked = kept | asked

    def take_back_refused(self) -> bool:
        """Take back the answers about labels that the plan asks for all the same, as they cannot be; whether any is."""
        asked = [(one.field, one.value) for one in (self.plan.decisions if self.plan else ())]
        refused = [one for one in asked if one[0] not in ELSEWHERE and one in self.draft.answers]
        for question in refused:
            self.draft = self.draft.answered(question, None)
        return bool(refused)

    def is_outdated(self) -> bool:
        """Whether the file is another one by now than the one that was read; one that is gone was read all the same."""
        path = self.draft.path
        return self.plan is not None and path is not None and stamp_of(path) not in (None, self.stamp)


class Step(VerticalScroll, can_focus=False):
    """One step. `show` draws what is known, `take` adds what was entered."""

    NAME: ClassVar[StepName]
    TITLE: ClassVar[str]

    def show(self, work: Import) -> None:
        """Draw the step."""
        raise NotImplementedError

    def take(self, draft: Draft) -> Draft:
        """The draft with what was entered here.

        Raises:
            NotYetError: something is missing or wrong.
        """
        return draft

    def begin(self) -> None:
        """Put the focus where work starts."""
        self.screen.focus_next()


class Answered(Message):
    """A question was answered in a step; None takes the answer back."""

    def __init__(self, question: Question, answer: str | None) -> None:
        super().__init__()
        self.question, self.answer = question, answer
