"""The threads of the wizard: reading, checking and writing, and the messages they send back."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.plan_figures import plan_figures
from workforce_tui.tui import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.services.imports import ImportOutcome, ImportPlan, Progress
    from workforce_tui.services.plan_figures import SnapshotFigures
    from workforce_tui.services.previous import AgainstPrevious
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.wizard.draft import Draft

BETWEEN = 0.1
"""Seconds between two messages about progress: more would keep the screen busy drawing them."""


@dataclass(frozen=True, slots=True)
class Read:
    """A plan with what the summary needs."""

    plan: ImportPlan
    figures: tuple[SnapshotFigures, ...]
    already: tuple[int, ...]
    overlaps: tuple[str, ...]
    draft: Draft
    against: tuple[AgainstPrevious, ...] = ()


class PlanRead(Message):
    """A file was read, or its labels decided."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self.read = read


class ReadingAt(Message):
    """How far reading has come."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


class Written(Message):
    """The plan was written, or turned out to be there already."""

    def __init__(self, outcome: ImportOutcome) -> None:
        super().__init__()
        self.outcome = outcome


class Refused(Message):
    """Reading or writing ended with something a person can do about."""

    def __init__(self, error: WorkforceError) -> None:
        super().__init__()
        self.error = error


def read_file(ws: Workspace, draft: Draft, post: Callable[[Message], object]) -> None:
    """In a thread: read the file of *draft* and send back the plan; sends nothing more once stopped."""
    worker = get_current_worker()
    tell = _teller(post)
    _send(ws, draft, post, lambda: reading.plan_file(ws, draft, tell, lambda: worker.is_cancelled))


def _teller(post: Callable[[Message], object]) -> Callable[[Progress], None]:
    """Sends progress now and then, and nothing more once the worker is cancelled."""
    last = 0.0
    worker = get_current_worker()

    def tell(progress: Progress) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= BETWEEN and not worker.is_cancelled:
            last = now
            post(ReadingAt(progress))

    return tell


def answer_labels(ws: Workspace, plan: ImportPlan, draft: Draft, post: Callable[[Message], object]) -> None:
    """In a thread: decide the labels of *plan* and send it back."""
    _send(ws, draft, post, lambda: reading.answer_plan(plan, draft))


def check_again(ws: Workspace, plan: ImportPlan, draft: Draft, post: Callable[[Message], object]) -> None:
    """In a thread: look anew at what *plan* would stand beside, which somebody may have written meanwhile."""
    _send(ws, draft, post, lambda: plan)


def _send(ws: Workspace, draft: Draft, post: Callable[[Message], object], make: Callable[[], ImportPlan]) -> None:
    worker = get_current_worker()
    try:
        plan = make()
        if worker.is_cancelled:
            return
        already, overlaps = reading.check_plan(ws, plan)
        plan, against = reading.compare_plan(ws, plan)
        message: Message = PlanRead(Read(plan, plan_figures(plan), already, overlaps, draft, against))
    except WorkforceError as error:
        message = Refused(error)
    if not worker.is_cancelled:
        post(message)


def write_plan(
    ws: Workspace,
    plan: ImportPlan,
    replace_earlier: bool,
    post: Callable[[Message], object],
    is_stopped: Callable[[], bool],
) -> None:
    """In a thread: write the plan and send back what came of it, also when it was stopped.

    Who leaves the app meanwhile cancels the worker: nobody is there any more to be told.
    """
    worker = get_current_worker()

    def is_cancelled() -> bool:
        return is_stopped() or worker.is_cancelled

    message: Message
    try:
        message = Written(reading.confirm_plan(ws, plan, _teller(post), is_cancelled, replace_earlier=replace_earlier))
    except WorkforceError as error:
        message = Refused(error)
    if not worker.is_cancelled:
        post(message)
