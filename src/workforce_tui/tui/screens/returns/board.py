"""Returns: who has sent what, in which state, what is overdue, and one return under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui import edition_reading, return_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm, FieldKind, FormField, refilled
from workforce_tui.tui.dialogs.lines_confirm import LinesWindow
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.guides import RECEIVED_RETURNS
from workforce_tui.tui.screens.returns.board_files import BoardFiles
from workforce_tui.tui.screens.returns.board_list import EVERY
from workforce_tui.tui.screens.returns.update_window import UpdateWindow
from workforce_tui.tui.screens.returns.whole import ReturnWindow
from workforce_tui.tui.state import RAW, TASKFORCE, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

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


class ReturnsPage(BoardFiles):
    """The board of returns."""

    GUIDE = GUIDE
    GUIDES: ClassVar[Mapping[str, str]] = {TASKFORCE: RECEIVED_RETURNS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("Begin")),
        Binding("y", "year", N_("Year")),
        Binding("i", "receive", N_("Import")),
        Binding("n", "remind", N_("Remind")),
        Binding("u", "update", N_("All-Wales update")),
        Binding("d", "app.reviews", N_("Data review")),
        Binding("v", "verify", N_("Verify a file"), show=False),
    ]

    @on(DataTable.RowSelected, "#return-lines")
    def action_open(self) -> None:
        """Open the return under the cursor."""
        line, ws = self.here(), self.workforce.workspace
        if line is not None and ws is not None:
            self.app.push_screen(ReturnWindow(ws, line.found.organisation, line.found.year), self._left)
        elif self.whose() is not None:
            self.app.notify(self.nothing_held(), markup=False)

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
            self.year, self.chosen = (int(code) if code else None), True
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
