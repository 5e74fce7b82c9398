"""The form to write the briefing of a network: where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.services.paths import at_home
from workforce_tui.tui import network_reading
from workforce_tui.tui.dialogs.file_form import FileForm
from workforce_tui.tui.free_names import free
from workforce_tui.tui.messages import Done, Failed
from workforce_tui.tui.translation import WordButton, Words
from workforce_tui.tui.widgets.fields import Complaint, Field, typed
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from workforce_tui.services.workspace import Workspace


class BriefingForm(FileForm):
    """Where the briefing goes, and who gives it to whom."""

    def __init__(self, ws: Workspace, number: int) -> None:
        super().__init__()
        self.ws, self.number = ws, number

    def compose(self) -> ComposeResult:
        """What it is for, then where."""
        with Vertical(classes="window", id="briefing-form") as window:
            window.border_title = _("Briefing for leaders")
            yield Words(
                N_("The chair's page as a document: Word for .docx, Markdown for .md. Small numbers are withheld."),
                classes="lead",
            )
            yield Field(N_("File"), Input(free(f"network-{self.number}-briefing.docx"), id="path", compact=True))
            yield Field(N_("Given to"), Input(_("leaders"), id="given_to", compact=True))
            yield Field(N_("Your name"), Input(id="by", compact=True))
            yield Complaint(id="complaint")
            with Horizontal(classes="buttons"):
                yield WordButton(N_("Write it"), id="save")
                yield WordButton(N_("Close"), id="close")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Say nothing is wrong yet, and look for who signed last."""
        self.query_one(Complaint).say("")
        self.find_name()

    @work(thread=True, group="name")
    def find_name(self) -> None:
        """Fetch the name entries were last signed with."""
        try:
            name = network_reading.last_name(self.ws)
        except WorkforceError:
            return  # it is typed then; writing the briefing says what is wrong with the database
        self.app.call_from_thread(self._sign, name)

    def _sign(self, name: str) -> None:
        field = self.query_one("#by", Input)
        field.value = field.value or name

    async def retranslate(self) -> None:
        """Name the window again; what was typed stays."""
        self.query_one("#briefing-form", Vertical).border_title = _("Briefing for leaders")

    @on(Button.Pressed, "#save")
    @on(Input.Submitted)
    def action_save(self) -> None:
        """Write the briefing; ask first where a file would be overwritten."""
        text = typed(self.query_one("#path", Input))
        if not text:
            self.complain(_("Type the name of the file to write."))
        else:
            self.save_at(at_home(text), _("There is already a file {path}. Write the briefing in its place?"))

    def write_file(self, path: Path, *, overwrite: bool) -> None:
        """Write the briefing, with the names that are typed by now."""
        by, given_to = (typed(self.query_one(f"#{name}", Input)) for name in ("by", "given_to"))
        self.write(path, by, given_to, overwrite=overwrite)

    @work(thread=True, group="briefing", exclusive=True, exit_on_error=False)
    def write(self, path: Path, by: str, given_to: str, *, overwrite: bool) -> None:
        """Write it in a thread, and in the ledger who gives it to whom."""
        try:
            network_reading.write_briefing(self.ws, self.number, path, by=by, given_to=given_to, overwrite=overwrite)
        except WorkforceError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Done(_("The briefing is written: {path}").format(path=path)))
