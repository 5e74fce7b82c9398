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


class NotYetError(Exception):
    """The step is not finished; the message says what is missing."""


@dataclass(slots=True)
class Import:
    """Everything the steps share: what was said, what was read, and every question asked so far."""

    draft: Draft = field(default_factory=Draft)
    plan: ImportPlan | None = None
    read_key: tuple[object, ...] | None = None
    labels_key: tuple[object, ...] = ()
    asked: dict[Question, PendingDecision] = field(default_factory=dict)
    overlaps: tuple[str, ...] = ()
    already: int | None = None
    figures: tuple[SnapshotFigures, ...] = ()
    against: tuple[AgainstPrevious, ...] = ()
    organisations: tuple[OrganisationSummary, ...] = ()
    folder: Path | None = None

    def remember_questions(self) -> None:
        """Keep the questions of the plan, so that an answer can be looked at and changed later."""
        if self.plan is not None:
            for decision in self.plan.decisions:
                self.asked.setdefault((decision.field, decision.value), decision)


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
