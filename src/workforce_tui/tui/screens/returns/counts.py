"""The window of a grid of counts: typed by keyboard, with the plan shown before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui import return_reading
from workforce_tui.tui.dialogs.confirm import give_up_or_ask
from workforce_tui.tui.dialogs.lines_confirm import LinesConfirm
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.screens.returns.counts_view import CountsView
from workforce_tui.tui.telling import tell_draft_stays

if TYPE_CHECKING:
    from workforce_tui.services.typed_plan import TypedPlan
    from workforce_tui.tui.return_reading import GridData

GUIDE = N_(
    """## Counts typed into a grid

Grades down, ethnic groups across. Arrows move; digits type into the cell under the cursor, enter goes to the next
grade, tab to the next group. `<5` is 1 to 4, `[c]` is withheld (0 to 4), `[x]` is not known. Delete empties a cell.

Totals follow what is typed: of each grade at the left, of each group at the top. `p` changes the outcome or stage,
`g` the list of ethnic groups. An empty cell is no zero: saving asks once what empty cells are.

Ctrl+s shows what would change, then saves. It is an import like any other: Batches takes it back. What is typed and
not saved is kept, also when the terminal is closed."""
)


class CountsWindow(CountsView):
    """Answers with the number of the import, or None when nothing was saved."""

    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("p", "page", N_("Outcome")),
        Binding("g", "groups", N_("Groups")),
        Binding("f1", "app.help", N_("Help")),
        Binding("escape", "close", N_("Close")),
    ]

    def action_groups(self) -> None:
        """Choose the list of ethnic groups; only while nothing is typed that would be lost."""
        from workforce_tui.services.typed_counts import SCHEMES

        if self.is_changed:
            self.complain(_("Save or give up what you typed first: other groups are another grid."))
            return
        found = [Choice(str(code), _(name)) for code, name in SCHEMES.items()]
        self.app.push_screen(Picker(_("Ethnic groups"), found, str(self.grid.scheme)), self._regrouped)

    def _regrouped(self, code: str | None) -> None:
        if code is not None and code != str(self.grid.scheme):
            self.read_again(code)

    @work(thread=True, group="read", exclusive=True, exit_on_error=False)
    def read_again(self, code: str) -> None:
        """Read the grid with other groups."""
        from workforce_tui.services.typed_counts import scheme_of

        grid = self.grid
        try:
            data = return_reading.grid_data(self.ws, grid.organisation, grid.year, grid.dataset, scheme_of(code))
        except WorkforceError as error:
            self.app.call_from_thread(self.complain, f"{error.message} {error.hint}")
            return
        self.app.call_from_thread(self.start_with, data)

    def start_with(self, data: GridData) -> None:
        """Show another grid in this window."""
        self.data, self.grid, self.start = data, data.grid, dict(data.texts)
        self.texts.clear()
        self.texts.update(data.texts)
        table = self.table
        table.grid, table.page = data.grid, data.grid.pages[0].code
        table.redraw()
        self.say_about()

    def action_save(self) -> None:
        """Ask what empty cells are, show what would change, then write."""
        from workforce_tui.services.typed_plan import MISSING, ZERO, blanks_of, problems_of

        if self.is_saving or self.app.screen is not self:
            return
        wrong = problems_of(self.grid, self.texts)
        if wrong:
            self.table.go(wrong[0].place)
            self.complain(_("Cells to look at: {number}.").format(number=len(wrong)) + " " + wrong[0].message)
            return
        blanks = blanks_of(self.grid, self.texts)
        if not blanks:
            self.plan(ZERO)
            return
        choices = [
            Choice(MISSING, _("Not known: left out of every figure")),
            Choice(ZERO, _("Zero: there is nobody")),
        ]
        title = _("Empty cells: {number}. What are they?").format(number=blanks)
        self.app.push_screen(Picker(title, choices), self._answered)

    def _answered(self, blanks: str | None) -> None:
        if blanks is not None:
            self.plan(blanks)

    @work(thread=True, group="plan", exclusive=True, exit_on_error=False)
    def plan(self, blanks: str) -> None:
        """Work out what would change."""
        self.is_saving = True
        try:
            plan, lines = return_reading.planned(self.ws, self.grid, dict(self.texts), blanks)
        except WorkforceError as error:
            self.app.call_from_thread(self.complain, f"{error.message} {error.hint}")
            return
        self.app.call_from_thread(self.ask, plan, lines)

    def ask(self, plan: TypedPlan, lines: list[str]) -> None:
        """Show what would change."""

        def answered(sure: bool | None) -> None:
            self.is_saving = bool(sure)
            if sure:
                self.write(plan)

        self.app.push_screen(LinesConfirm(N_("What saving changes"), lines, yes=N_("Save"), no=N_("Go on typing")),
                             answered)  # fmt: skip

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def write(self, plan: TypedPlan) -> None:
        """Write the counts, and answer; or say why they could not be."""
        self.is_done = True
        try:
            batch = return_reading.save_grid(self.ws, plan)
        except WorkforceError as error:
            self.is_done = False
            self.app.call_from_thread(self.complain, f"{error.message} {error.hint}")
            return
        self.app.call_from_thread(self.dismiss, batch)

    def action_close(self) -> None:
        """Close; ask first where something was typed. What is being saved is waited for."""
        if not self.is_done:
            give_up_or_ask(self.app, self.give_up, is_typed=self.is_changed)

    def give_up(self, sure: bool | None) -> None:
        """Close without saving, and keep nothing."""
        if sure:
            self.is_done = True
            self.drop()

    @work(thread=True, group="draft", exit_on_error=False)
    def drop(self) -> None:
        """Keep nothing, then close."""
        if not return_reading.drop_grid(self.ws, self.grid):
            tell_draft_stays(self.app)
        self.app.call_from_thread(self.dismiss, None)
