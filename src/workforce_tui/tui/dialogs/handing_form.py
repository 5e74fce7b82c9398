"""What the forms that hand figures out have in common: one thing at a time, step by step, until Escape stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widgets import Button, Static
from textual.worker import get_current_worker

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.tui.crash_told import CrashTold
from workforce_tui.tui.messages import Failed, LinesRead, StepTold
from workforce_tui.tui.safe import plain
from workforce_tui.tui.widgets.fields import Complaint
from workforce_tui.tui.window import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 1_000


class HandingForm(CrashTold[Answer]):
    """It stays open while it works. `tell_step` is given to what works; it raises where somebody stopped it."""

    LINES: ClassVar[str]
    """Where it says what it does and found."""

    def __init__(self) -> None:
        super().__init__()
        self.is_working = self.is_stopped = False

    def answer(self) -> Answer | None:
        """What it closes with."""
        return None

    def begin(self) -> None:
        """Say that something has begun."""
        self.is_working, self.is_stopped = True, False
        self.query_one(Complaint).say("")
        self.say((_("Protecting the figures"), _("Escape stops it.")))

    def tell_step(self, step: str) -> None:
        """Say, from the thread that works, what it does next.

        Raises:
            WorkforceError: somebody stopped it.
        """
        if self.is_stopped or get_current_worker().is_cancelled:
            raise WorkforceError(_("Stopped. Nothing was handed out."))
        self.post_message(StepTold(step))

    def after_crash(self) -> None:
        """Nothing is being done any more."""
        self.is_working = False
        self.say(())

    @on(StepTold)
    def show_step(self, message: StepTold) -> None:
        """Say what is being done."""
        message.stop()
        self.say((message.said, _("Escape stops it.")))

    @on(LinesRead)
    def show_lines(self, message: LinesRead) -> None:
        """Show what was found or done."""
        message.stop()
        self.is_working = False
        self.say(message.lines)

    @on(Failed)
    def say_failed(self, message: Failed) -> None:
        """Say why nothing was handed out; what was typed stays."""
        message.stop()
        self.is_working = False
        self.say(())
        said = f"{message.error.message} {message.error.hint}".strip()
        self.query_one(Complaint).say(plain(said, LONGEST))
        self.after_failure()

    def after_failure(self) -> None:
        """Go to what is to be filled in."""

    def say(self, lines: Sequence[str]) -> None:
        """Show lines in place of the ones before."""
        text = "\n".join(plain(line, LONGEST) for line in lines)
        self.query_one(self.LINES, Static).update(Content(text))

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Stop what is being done; where nothing is, close."""
        if self.is_working:
            self.is_stopped = True
            self.say((_("Stopping at the next step."),))
        else:
            self.dismiss(self.answer())
