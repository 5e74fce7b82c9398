"""Windows that say that a thread failed in a way nobody expected, without the data it was working on."""

from __future__ import annotations

from textual import on
from textual.worker import Worker, WorkerState

from workforce_tui.i18n import _
from workforce_tui.tui.base_app import CalmApp
from workforce_tui.tui.window import Answer, Window


class CrashTold(Window[Answer]):
    """A window whose threads may fail: it stays as it is, and says so."""

    @on(Worker.StateChanged)
    def tell_crash(self, event: Worker.StateChanged) -> None:
        """Write the failure down where it happened, and say what to do."""
        event.stop()
        if event.state is WorkerState.ERROR and isinstance(self.app, CalmApp):
            self.app.log_failure(event.worker.error)
            self.after_crash()
            text = _("Something went wrong inside the program ({kind}).").format(kind=type(event.worker.error).__name__)
            hint = _("Try again. If it happens again, tell whoever looks after the program.")
            self.app.notify(f"{text} {hint}", severity="error", markup=False, timeout=15)

    def after_crash(self) -> None:
        """Let somebody try again."""
