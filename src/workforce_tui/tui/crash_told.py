"""Windows that say that a thread failed in a way nobody expected, without the data it was working on."""

from __future__ import annotations

from textual import on
from textual.worker import Worker, WorkerState

from workforce_tui.tui.base_app import CalmApp
from workforce_tui.tui.telling import tell_error, unexpected
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
            tell_error(self.app, unexpected(event.worker.error))

    def after_crash(self) -> None:
        """Let somebody try again."""
