"""Flows: who joined, stayed, was promoted, moved and left between two dates, and from which grade to which."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.ethnicity import Membership
from workforce_tui.i18n import N_, _
from workforce_tui.tui import display, progression_reading
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.progression_views.view import Nothing, ProgressionView, Shown, no_people_yet
from workforce_tui.tui.widgets.flow_tables import BesideTable, CountsTable, MatrixTable

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.page import Fetcher
    from workforce_tui.tui.progression_reading import FlowsData, Period
    from workforce_tui.tui.state import View

SENTENCES = 2_000
OTHERS = "others"
"""The choice of two other dates than those that are listed."""
GROUPS = (None, Membership.MINORITY, Membership.WHITE, Membership.UNDECLARED, Membership.UNKNOWN)
"""Whose matrix is drawn, in the order the key goes through them; None is everybody."""
GROUP_NAMES = {
    None: N_("All staff"),
    Membership.MINORITY: N_("Ethnic minority"),
    Membership.WHITE: N_("White"),
    Membership.UNDECLARED: N_("Undeclared"),
    Membership.UNKNOWN: N_("Unknown"),
}


class FlowsView(ProgressionView):
    """What became of people, by group, over the matrix of their grades; on a short screen one at a time."""

    CODE = "flows"
    TERM = "promoted"
    TITLE = N_("Flows")
    KEY = "f"
    UNGATED = frozenset({"matrix", "group", "beside"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "matrix", N_("From grade to grade")),
        Binding("b", "group", N_("Group"), show=False),
        Binding("c", "beside", N_("Beside the event files"), show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.chosen: Period | None = None
        self.group: Membership | None = None
        self.data: FlowsData | None = None

    def compose(self) -> ComposeResult:
        """The counts, the matrix, and the details."""
        with Vertical(id="flow-people"):
            yield CountsTable(id="flow-counts")
            yield BesideTable(id="flow-beside")
        with Vertical(id="flow-moves"):
            yield Static(id="matrix-title", markup=False)
            yield MatrixTable(id="flow-matrix")
        with VerticalScroll(id="flow-detail", classes="detail", can_focus=False):
            yield Static(id="flow-sentence", markup=False)

    @property
    def own(self) -> tuple[Hashable, ...]:
        """The period."""
        return (self.chosen,)

    def fetcher(self) -> Fetcher:
        """The flows of the period chosen."""
        return partial(_fetch, period=self.chosen)

    def draw(self, result: object) -> Nothing | Shown:
        """Show the counts and the matrix, or that nobody can be followed."""
        self.data = data = cast("progression_reading.FlowsData", result)
        if data.period is None or data.table is None:
            return _counts_only() if data.counts_only else no_people_yet()
        self.query_one(CountsTable).show(data.table)
        self.query_one(BesideTable).show(data.beside)
        self.set_class(self.has_class("-beside") and data.beside is not None, "-beside")
        self.set_class(self.has_class("-matrix") and data.matrix is not None, "-matrix")
        self.set_class(data.matrix is None, "-no-matrix")
        self._draw_matrix()
        return Shown(when=period_name(data.period))

    def _draw_matrix(self) -> None:
        if self.data is None or self.data.matrix is None:
            return
        self.query_one(MatrixTable).show(self.data.matrix, self.group)
        title = Content.assemble(
            (_("From grade (rows) to grade (columns)"), "bold $heading"),
            (f"  {_(GROUP_NAMES[self.group])}  ", "bold"),
            (_("b: another group"), "$muted"),
        )
        self.query_one("#matrix-title", Static).update(title)

    def take_focus(self) -> None:
        """The table in sight takes the keys."""
        people = BesideTable if self.has_class("-beside") else CountsTable
        self.query_one(MatrixTable if self.has_class("-matrix") else people).focus()

    @on(CountsTable.RowHighlighted, "#flow-counts")
    def tell_counts(self, event: CountsTable.RowHighlighted) -> None:
        """Say the whole period in words, and what the figures cannot tell."""
        if self.query_one(CountsTable).has_focus:
            self._say_counts()

    def _say_counts(self) -> None:
        if self.data is None or self.data.period is None:
            return
        beside = self.data.beside
        held = [_("Lists of events are held of this time: c puts them beside.")] if beside and beside.rows else []
        more = [self.data.sentence, *self.data.notes, *held]
        self._say(self.query_one(CountsTable).sentence(), *more)

    @on(DataTable.CellHighlighted, "#flow-matrix")
    def tell_move(self, event: DataTable.CellHighlighted) -> None:
        """Say in words who went from one grade to another."""
        if self.query_one(MatrixTable).has_focus:
            self._say(self.query_one(MatrixTable).sentence(event.coordinate))

    def on_descendant_focus(self) -> None:
        """Say what the table that has the keys stands on."""
        table = self.query_one(MatrixTable)
        if table.has_focus:
            self._say(table.sentence(table.cursor_coordinate))
        elif self.query_one(BesideTable).has_focus and self.data is not None and self.data.beside is not None:
            self._say(self.data.beside.title, *self.data.beside.notes)
        else:
            self._say_counts()

    def _say(self, first: str, *more: str) -> None:
        parts = [(plain(first, SENTENCES), "bold"), *((f"\n{plain(one, SENTENCES)}", "") for one in more)]
        self.query_one("#flow-sentence", Static).update(Content.assemble(*parts))
        self.query_one("#flow-detail").scroll_home(animate=False)

    def action_matrix(self) -> None:
        """Go to the matrix, or back to the counts."""
        if self.data is not None and self.data.matrix is None:
            self.notify(_("From which grade to which is known only of people who are followed."), markup=False)
            return
        self.toggle_class("-matrix")
        self.take_focus()

    def action_beside(self) -> None:
        """Put the organisation's own lists of events beside what its snapshots show, or go back."""
        if self.data is None or self.data.beside is None:
            self.notify(_("No lists of joiners, leavers or promotions are held of this time."), markup=False)
            return
        if not self.data.beside.rows:  # lists are held, none of exactly this time
            self.notify(plain(" ".join(self.data.beside.notes), SENTENCES), markup=False)
            return
        self.remove_class("-matrix")
        self.toggle_class("-beside")
        self.take_focus()

    def action_group(self) -> None:
        """Draw the matrix of the next group."""
        self.group = GROUPS[(GROUPS.index(self.group) + 1) % len(GROUPS)]
        self._draw_matrix()

    async def choose_when(self) -> None:
        """Choose the two dates: from one snapshot to the next, or any other two."""
        periods = self.data.periods if self.data else ()
        found = [Choice(_code(one), period_name(one)) for one in periods]
        if len(self._days) > (2 if periods else 1):
            found.append(Choice(OTHERS, _("Two other dates")))
        if not found:
            self.notify(_("There is no period to choose yet."), markup=False)
            return
        current = self.data.period if self.data else None
        self.app.push_screen(Picker(_("Period"), found, _code(current) if current else ""), self._picked)

    @property
    def _days(self) -> tuple[date, ...]:
        """The snapshots any two of which can be chosen; a network has the years alone."""
        return self.data.days if self.data else ()

    async def _picked(self, code: str | None) -> None:
        if code == OTHERS:
            self.app.push_screen(_days_picker(_("From the end of"), self._days[1:]), self._first_picked)
            return
        periods = self.data.periods if self.data else ()
        self.chosen = next((one for one in periods if _code(one) == code), self.chosen)
        await self.workforce.refresh_page()

    def _first_picked(self, code: str | None) -> None:
        if code is not None:
            first = date.fromisoformat(code)
            later = [one for one in self._days if one > first]
            self.app.push_screen(_days_picker(_("To the end of"), later), partial(self._second_picked, first))

    async def _second_picked(self, first: date, code: str | None) -> None:
        if code is not None:
            self.chosen = (first, date.fromisoformat(code))
            await self.workforce.refresh_page()


def _days_picker(title: str, days: Sequence[date]) -> Picker:
    return Picker(title, [Choice(one.isoformat(), display.day(one)) for one in days], "")


def _fetch(ws: Workspace, view: View, period: Period | None) -> FlowsData:
    return progression_reading.flows_data(ws, view, period)


def _code(period: Period) -> str:
    return "/".join(day.isoformat() for day in period)


def period_name(period: Period) -> str:
    """Two dates in words."""
    return _("{start} to {end}").format(start=display.day(period[0]), end=display.day(period[1]))


def _counts_only() -> Nothing:
    return Nothing(
        _("This organisation sends counts only"),
        _(
            "People can be followed only in files with a row for each person and their staff number. That takes "
            "such files, or the joiners, leavers and promotions between two dates, as lists or as counts."
        ),
    )
