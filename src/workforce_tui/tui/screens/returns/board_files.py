"""What is done with the board of returns by files: taking in what was sent, and texts that remind who sent nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import RETURN_FILES
from workforce_tui.i18n import N_, _, language
from workforce_tui.services.paths import at_home
from workforce_tui.tui import edition_reading, return_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm, FieldKind, FormField, refilled
from workforce_tui.tui.dialogs.lines_confirm import LinesWindow
from workforce_tui.tui.safe import WHY, plain
from workforce_tui.tui.screens.returns.board_list import ReturnsBoard
from workforce_tui.tui.state import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONG_READING = 600
"""Seconds for which it is said that many files are being read; what became of them takes its place."""
EVERY_LATE = "*"
"""In the place of an organisation: all that are late."""


class BoardFiles(ReturnsBoard):
    """The board, with what comes to it in files and what is written for those who are late."""

    signed_as = ""
    """The name the last entry here was signed with: of many files, nobody types it for each."""
    folder: Path | None = None
    """Where the last file was taken from."""

    async def forget(self) -> None:
        """Nobody in another role is offered the name of somebody in this one."""
        self.signed_as = ""
        await super().forget()

    def action_receive(self) -> None:
        """Look for the file of a return that was sent, or of queries about one, or for a folder of them."""
        self._look_for(RETURN_FILES, self._name_receiver, whole=True)

    def _look_for(self, suffixes: tuple[str, ...], then: Callable[[Path | None], None], *, whole: bool = False) -> None:
        ws = self.workforce.workspace
        if ws is not None:
            from workforce_tui.tui.dialogs.files import open_file

            folder = self.folder or ws.paths.imports_dir
            self.app.push_screen(open_file(folder if folder.is_dir() else Path.cwd(), suffixes, whole=whole), then)

    def _name_receiver(self, path: Path | None, entered: dict[str, str] | None = None, complaint: str = "") -> None:
        """Ask who takes a file in, or all of a folder."""
        if path is None:
            return
        try:
            paths = edition_reading.files_in(path) if path.is_dir() else (path,)
        except WorkforceError as error:
            said = plain(f"{error.message} {error.hint}", WHY)
            self.app.notify(said, severity="warning", markup=False, timeout=12)
            return
        self.folder = path if path.is_dir() else path.parent
        lead = _("From {file}. A return as it was handed out, or a file of queries.").format(file=plain(path.name, 80))
        if path.is_dir():
            said = _("Every return, and every file of queries, in the folder {folder}. Files: {number}.")
            lead = said.format(folder=plain(path.name, 80), number=len(paths))
        fields = refilled((FormField("by", N_("Your name"), value=self.signed_as),), entered or {})

        def answered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.receive(path, paths, answers)

        form = EntryForm(N_("Import a return"), fields, lead=lead, complaint=complaint, yes=N_("Import"))
        self.app.push_screen(form, answered)

    @work(thread=True, group="import", exclusive=True, exit_on_error=False)
    def receive(self, path: Path, paths: Sequence[Path], answers: dict[str, str]) -> None:
        """Receive it in a thread, a file or all *paths* of a folder, and say what became of it."""
        ws, many = self.workforce.workspace, path.is_dir()
        if ws is None:
            return
        try:
            if many:
                signed(answers["by"])  # before it is said that anything is read
                say = partial(self.app.call_from_thread, self._say_reading, len(paths))
                say(0)
                lines = edition_reading.receive_all(ws, paths, answers["by"], say)
            else:
                lines = edition_reading.receive(ws, path, answers["by"])
        except WorkforceError as error:
            said = f"{error.message} {error.hint}".strip()
            self.app.call_from_thread(self.app.clear_notifications)
            self.app.call_from_thread(self._name_receiver, path, answers, said)
            return
        self.signed_as = answers["by"]
        self.app.call_from_thread(self.received, lines, many=many)

    def _say_reading(self, number: int, done: int) -> None:
        """Say how many files have been read, in the place of what was said before."""
        said = _("Files read: {done} of {number}. What became of each is shown when all are read.")
        self.app.clear_notifications()
        self.app.notify(said.format(done=done, number=number), markup=False, timeout=LONG_READING)

    def received(self, lines: Sequence[str], *, many: bool) -> None:
        """Say what became of a file, or of each of many, and draw the board again."""
        if many:
            self.app.clear_notifications()
            self.app.push_screen(LinesWindow(N_("What arrived"), lines))
        else:
            self.app.notify(plain(" ".join(lines), WHY), markup=False, timeout=12)
        self.workforce.data_changed()

    def action_remind(self) -> None:
        """Ask whom to remind, and who does it."""
        whose = self.whose()
        if whose is not None:
            self._ask_whom(whose[1], self._whom(*whose))

    def _whom(self, code: str, year: int) -> tuple[FormField, ...]:
        names = {one.organisation.code: name_of(one.organisation, language()) for one in self.workforce.organisations}
        whom = (
            (code, names.get(code, code)),
            (EVERY_LATE, _("every organisation that is late, {year}").format(year=year)),
        )
        return (
            FormField("whom", N_("Who is reminded"), FieldKind.CHOICE, code, whom, required=True),
            FormField("folder", N_("Folder (or empty)")),
            FormField("by", N_("Your name"), value=self.signed_as),
        )

    def _ask_whom(self, year: int, fields: Sequence[FormField], complaint: str = "") -> None:
        lead = _("A text in both languages, to read, copy or write to a file. Nothing is sent from here.")

        def answered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.remind(year, fields, answers)

        form = EntryForm(N_("Remind of a return"), fields, lead=lead, complaint=complaint, yes=N_("Remind"))
        self.app.push_screen(form, answered)

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def remind(self, year: int, fields: Sequence[FormField], answers: dict[str, str]) -> None:
        """Make the texts in a thread, and show them."""
        ws, whom, folder = self.workforce.workspace, answers["whom"], answers["folder"].strip()
        if ws is None:
            return
        named = () if whom == EVERY_LATE else (whom,)
        try:
            where = at_home(folder) if folder else None
            number, lines = return_reading.reminded(ws, year, answers["by"], named, where)
        except WorkforceError as error:
            said = f"{error.message} {error.hint}".strip()
            self.app.call_from_thread(self._ask_whom, year, refilled(fields, answers), said)
            return
        self.signed_as = answers["by"]
        title = _("Reminders: {number}").format(number=number)
        none = [_("No organisation is late with its return for {year}.").format(year=year)]
        self.app.call_from_thread(self.app.push_screen, LinesWindow(title, lines or none))
