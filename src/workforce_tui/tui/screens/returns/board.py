"""Returns: who has sent what, in which state, what is overdue, and one return under the cursor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import RETURN_FILES
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui import edition_reading, return_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm, FieldKind, FormField, refilled
from workforce_tui.tui.dialogs.lines_confirm import LinesWindow
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.guides import RECEIVED_RETURNS
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.returns.board_list import EVERY, ReturnsBoard
from workforce_tui.tui.screens.returns.update_window import UpdateWindow
from workforce_tui.tui.screens.returns.whole import ReturnWindow
from workforce_tui.tui.state import RAW, TASKFORCE, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FORMS = (".csv", ".xlsx", ".docx", ".html", ".pdf")
"""The files that can be compared with what was handed over."""

GUIDE = N_(
    """## Returns

Every annual return held, the latest year first: its state, how many of its sections are done, open queries, and what is
overdue against the calendar. Enter opens the one under the cursor.

`a` begins the return of an organisation, `y` shows one year only, `i` imports returns, and queries, that were sent.

A return is made from what the database holds; what is missing is typed or imported. It is signed by a chief officer and
then handed in; the taskforce asks or accepts. `u` opens the all-Wales update of the year shown, `d` the biennial data
reviews. `v` compares a file with what was handed over, and names everything in it that was changed."""
)


class ReturnsPage(ReturnsBoard):
    """The board of returns."""

    GUIDE = GUIDE
    GUIDES: ClassVar[Mapping[str, str]] = {TASKFORCE: RECEIVED_RETURNS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("Begin")),
        Binding("y", "year", N_("Year")),
        Binding("i", "receive", N_("Import")),
        Binding("u", "update", N_("All-Wales update")),
        Binding("d", "app.reviews", N_("Data review")),
        Binding("v", "verify", N_("Verify a file"), show=False),
    ]

    signed_as = ""
    """The name the last entry here was signed with: of many files, nobody types it for each."""
    folder: Path | None = None
    """Where the last file was taken from."""

    async def forget(self) -> None:
        """Nobody in another role is offered the name of somebody in this one."""
        self.signed_as = ""
        await super().forget()

    @on(DataTable.RowSelected, "#return-lines")
    def action_open(self) -> None:
        """Open the return under the cursor."""
        line, ws = self.here(), self.workforce.workspace
        if line is not None and ws is not None:
            self.app.push_screen(ReturnWindow(ws, line.found.organisation, line.found.year), self._left)

    async def _left(self, changed: bool | None) -> None:
        if changed:
            await self.read_again()

    def action_update(self) -> None:
        """Open the all-Wales update, of the year shown or of the latest there are returns of."""
        years = self.data.years if self.data else ()
        ws, year = self.workforce.workspace, self.year or max(years, default=return_reading.this_year())
        if ws is not None:
            self.app.push_screen(UpdateWindow(ws, year))

    def action_year(self) -> None:
        """Choose the year."""
        years = self.data.years if self.data else ()
        choices = [Choice(EVERY, _("every year")), *(Choice(str(one), str(one)) for one in years)]
        self.app.push_screen(Picker(N_("Year"), choices, str(self.year or EVERY)), self._chosen)

    async def _chosen(self, code: str | None) -> None:
        if code is not None:
            self.year = int(code) if code else None
            await self.catch_up()

    def action_add(self) -> None:
        """Begin the return of an organisation and year."""
        self._begin(self._fields())

    def _fields(self) -> tuple[FormField, ...]:
        names = tuple(
            (one.organisation.code, name_of(one.organisation, language())) for one in self.workforce.organisations
        )
        whose = self.workforce.view.organisation or ""
        return (
            FormField("organisation", N_("Organisation"), FieldKind.CHOICE, whose, names, required=True),
            FormField("year", N_("Year ending 31 March"), value=str(return_reading.this_year())),
            FormField("by", N_("Your name"), value=self.signed_as),
        )

    def _begin(self, fields: Sequence[FormField], complaint: str = "") -> None:
        def answered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.begin(answers)

        self.app.push_screen(EntryForm(N_("Begin a return"), fields, complaint=complaint, yes=N_("Begin")), answered)

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def begin(self, answers: dict[str, str]) -> None:
        """Begin a return in a thread, then open it; or say why it could not be."""
        ws = self.workforce.workspace
        if ws is None:
            return
        try:
            code, year = return_reading.begin(ws, **answers)
        except WorkforceError as error:
            said = f"{error.message} {error.hint}".strip()
            self.app.call_from_thread(self._begin, refilled(self._fields(), answers), said)
            return
        self.signed_as = answers["by"]
        self.app.call_from_thread(self.app.push_screen, ReturnWindow(ws, code, year), self._begun)

    async def _begun(self, _changed: bool | None) -> None:
        await self.read_again()

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
            self.app.notify(f"{error.message} {error.hint}", severity="warning", markup=False, timeout=12)
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
                self.app.call_from_thread(self._say_reading, len(paths))
                lines = edition_reading.receive_all(ws, paths, answers["by"])
            else:
                lines = edition_reading.receive(ws, path, answers["by"])
        except WorkforceError as error:
            said = f"{error.message} {error.hint}".strip()
            self.app.call_from_thread(self._name_receiver, path, answers, said)
            return
        self.signed_as = answers["by"]
        self.app.call_from_thread(self.received, lines, many=many)

    def _say_reading(self, number: int) -> None:
        said = _("Files that are being read: {number}. What became of each is shown when all are read.")
        self.app.notify(said.format(number=number), markup=False, timeout=12)

    def received(self, lines: Sequence[str], *, many: bool) -> None:
        """Say what became of a file, or of each of many, and draw the board again."""
        if many:
            self.app.push_screen(LinesWindow(N_("What arrived"), lines))
        else:
            self.app.notify(plain(" ".join(lines), 900), markup=False, timeout=12)
        self.workforce.data_changed()

    def action_verify(self) -> None:
        """Look for a file to compare with what was handed over."""
        self._look_for(tuple(FORMS), self._verified)

    def _verified(self, path: Path | None) -> None:
        if path is not None:
            self.verify(path)

    @work(thread=True, group="read", exclusive=True, exit_on_error=False)
    def verify(self, path: Path) -> None:
        """Compare it in a thread, and say what differs."""
        ws = self.workforce.workspace
        if ws is None:
            return
        try:
            lines = edition_reading.verified_file(ws, path, raw=self.workforce.view.profile == RAW)
        except WorkforceError as error:
            lines = [error.message, error.hint]
        self.app.call_from_thread(self.app.push_screen, LinesWindow(N_("Verify a file"), lines))
