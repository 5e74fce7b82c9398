"""What the forms that write one file have in common: no file is overwritten unasked, and it is said why one is not."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Button

from workforce_tui.i18n import N_, _
from workforce_tui.tui.crash_told import CrashTold
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.messages import Done, Failed
from workforce_tui.tui.widgets.fields import Complaint

if TYPE_CHECKING:
    from pathlib import Path


class FileForm(CrashTold["str | None"]):
    """Answers with a sentence about the file written, or None when it is closed. The field of its name is `path`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Write it")),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.is_working = False

    def write_file(self, path: Path, *, overwrite: bool) -> None:
        """Write what the form asks for in a thread, which posts `Done` or `Failed`."""
        raise NotImplementedError

    def save_at(self, path: Path, question: str) -> None:
        """Write to a place; where there is a file already, ask *question* (about {path}) first."""
        if os.path.isfile(path):
            ask = Confirm(_("Overwrite"), question.format(path=path), yes=N_("Overwrite"))
            self.app.push_screen(ask, partial(self._overwrite, path))
        else:
            self._begin(path)

    def _overwrite(self, path: Path, sure: bool | None) -> None:
        if sure:
            self._begin(path, overwrite=True)

    def _begin(self, path: Path, *, overwrite: bool = False) -> None:
        if not self.is_working:
            self.is_working = True
            self.write_file(path, overwrite=overwrite)

    def after_crash(self) -> None:
        """Nothing is being written any more."""
        self.is_working = False

    @on(Failed)
    def say_failed(self, message: Failed) -> None:
        """Say why it was not written; what was typed stays."""
        message.stop()
        self.is_working = False
        self.complain(f"{message.error.message} {message.error.hint}".strip())

    @on(Done)
    def answer(self, message: Done) -> None:
        """Close with a sentence about what was written."""
        message.stop()
        self.dismiss(message.said)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Write nothing. What is being written is waited for: it may be in the ledger then."""
        if not self.is_working:
            self.dismiss(None)

    def complain(self, text: str, place: str = "path") -> None:
        """Say what is not right, and go to the field it is about."""
        self.query_one(Complaint).say(text)
        self.query_one(f"#{place}").focus()
