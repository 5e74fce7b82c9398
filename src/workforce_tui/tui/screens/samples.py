"""Loading the sample data: which file, how many are left, and a way to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import ProgressBar, Static
from textual.worker import get_current_worker

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui import reading
from workforce_tui.tui.messages import Done, Failed, SamplesAt
from workforce_tui.tui.safe import plain
from workforce_tui.tui.telling import tell_error
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp


class SamplesScreen(Window[None]):
    """Imports the sample files through the real importer, then makes way for the overview."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", N_("Stop"))]

    def __init__(self, workspace: Workspace, folder: Path | None) -> None:
        super().__init__()
        self.workspace, self.folder = workspace, folder

    def compose(self) -> ComposeResult:
        """The sentence over the bar."""
        with Vertical(classes="window", id="samples") as window:
            window.border_title = _("Importing sample data")
            yield Static(_("Looking for the sample files"), id="file", markup=False)
            yield ProgressBar(show_eta=False, id="bar")
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Name the window again; the sentence comes with the next file."""
        self.query_one("#samples", Vertical).border_title = _("Importing sample data")

    def on_mount(self) -> None:
        """Begin."""
        self.load()

    @work(thread=True, group="samples")
    def load(self) -> None:
        """Import one file after another; stops between files when asked."""
        worker = get_current_worker()
        try:
            for progress in reading.load_samples(self.workspace, self.folder, lambda: worker.is_cancelled):
                if worker.is_cancelled:
                    break
                self.post_message(SamplesAt(progress))
        except WorkforceError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Done(""))

    @on(SamplesAt)
    def show_progress(self, message: SamplesAt) -> None:
        """Say which file is being read."""
        at = message.progress
        said = _("Importing sample data: file {number} of {total}").format(
            number=min(at.done + 1, at.total), total=at.total
        )
        self.query_one("#file", Static).update(Content.assemble(said, "\n", (plain(at.file), "$muted")))
        self.query_one(ProgressBar).update(total=at.total, progress=at.done)

    @on(Done)
    @on(Failed)
    def finish(self, message: Done | Failed) -> None:
        """Go on to the overview with whatever was loaded; say what went wrong, if anything."""
        message.stop()
        if isinstance(message, Failed):
            tell_error(self.app, message.error, _("Sample data"))
        self.dismiss(None)
        cast("WorkforceApp", self.app).data_changed()

    def action_stop(self) -> None:
        """Stop after the file being read."""
        for worker in self.workers:
            if worker.group == "samples":
                worker.cancel()
        self.query_one("#file", Static).update(Content(_("Stopping after this file")))
