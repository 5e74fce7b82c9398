"""The form to write the briefing of a network: where."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.services.paths import at_home
from workforce_tui.tui import network_reading
from workforce_tui.tui.crash_told import CrashTold
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.free_names import free
from workforce_tui.tui.messages import Done, Failed
from workforce_tui.tui.translation import WordButton, Words
from workforce_tui.tui.widgets.fields import Complaint, Field, typed
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from workforce_tui.services.workspace import Workspace


class BriefingForm(CrashTold["str | None"]):
    """Answers with a sentence about the briefing written, or None when it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Write it")),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, ws: Workspace, number: int) -> None:
        super().__init__()
        self.ws, self.number, self.is_working = ws, number, False

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

    def after_crash(self) -> None:
        """Nothing is being written any more."""
        self.is_working = False

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
        path = at_home(text)
        if not text:
            self._complain(_("Type the name of the file to write."))
        elif os.path.isfile(path):
            question = _("There is already a file {path}. Write the briefing in its place?").format(path=path)
            self.app.push_screen(Confirm(_("Overwrite"), question, yes=N_("Overwrite")), partial(self._overwrite, path))
        else:
            self._begin(path)

    def _overwrite(self, path: Path, sure: bool | None) -> None:
        if sure:
            self._begin(path, overwrite=True)

    def _begin(self, path: Path, *, overwrite: bool = False) -> None:
        if self.is_working:
            return
        self.is_working = True
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

    @on(Failed)
    def say_failed(self, message: Failed) -> None:
        """Say why it was not written; what was typed stays."""
        message.stop()
        self.is_working = False
        self._complain(f"{message.error.message} {message.error.hint}".strip())

    @on(Done)
    def answer(self, message: Done) -> None:
        """Close with a sentence about what was written."""
        message.stop()
        self.dismiss(message.said)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Write nothing. What is being written is waited for: it is in the ledger then."""
        if not self.is_working:
            self.dismiss(None)

    def _complain(self, text: str) -> None:
        self.query_one(Complaint).say(text)
        self.query_one("#path").focus()
