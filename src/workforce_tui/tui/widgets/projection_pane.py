"""What it would take, as one widget: the facts, two sliders, the curve, its table and the formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import ContentSwitcher, Static
from textual.worker import Worker, WorkerState

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.projection import Reach
from workforce_tui.i18n import N_, _
from workforce_tui.services.projection_figures import WORKFORCE, Choices, Origin
from workforce_tui.tui import reading
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.projection_chart import projection_chart
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.telling import unexpected
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.line_chart import LineChart
from workforce_tui.tui.widgets.slider import MARK, POINT, Slider
from workforce_tui.tui.widgets.state_panel import IMPORT, TRY_AGAIN, StatePanel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from workforce_tui.services.projection_figures import Projection, ProjectionFacts
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp
    from workforce_tui.tui.state import View

JOINERS, LEAVERS = N_("Joiners from ethnic minorities"), N_("Staff who leave in a year")
COMING, GOING = N_("Of those who come, minorities"), N_("Staff who go in a year")
"""The same for posts people also come to from below and leave for others."""
ORIGINS = {
    Origin.GIVEN: N_("chosen"),
    Origin.FLOWS: N_("as before"),
    Origin.EVENTS: N_("as before"),
    Origin.ASSUMED: N_("an example"),
}
LONGEST = 400


class ProjectionPane(Vertical):
    """Shows the projection of one scope of an organisation; moving a slider draws it again at once."""

    DEFAULT_CSS = """
    ProjectionPane { height: 1fr; }
    ProjectionPane #pane-states { height: 1fr; }
    ProjectionPane #pane-body { height: 1fr; overflow-y: auto; }
    ProjectionPane .facts { height: auto; padding: 0 1; }
    ProjectionPane .outcome { height: auto; padding: 0 1; }
    ProjectionPane .formula { height: auto; padding: 0 1; color: $muted; }
    ProjectionPane #pane-table { height: 1fr; }
    ProjectionPane #pane-behind { height: 1fr; display: none; }
    ProjectionPane.-behind #pane-behind { display: block; }
    ProjectionPane LineChart { min-height: 9; }
    ProjectionPane.-behind LineChart { display: none; }
    ProjectionPane #pane-notes { height: auto; max-height: 4; padding: 0 1; color: $muted; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "turn", N_("Table")),
        Binding("r", "reset", N_("Start again")),
    ]

    class Read(Message):
        """The facts have arrived, or why they have not."""

        def __init__(self, found: ProjectionFacts | WorkforceError) -> None:
            super().__init__()
            self.found = found

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.facts: ProjectionFacts | None = None
        self.choices = Choices()

    def compose(self) -> ComposeResult:
        """The states around the facts, the sliders, the chart with its table, and the formula."""
        with ContentSwitcher(initial="pane-state", id="pane-states"):
            yield StatePanel(id="pane-state")
            with Vertical(id="pane-body"):
                yield Static(classes="facts", markup=False)
                yield Slider(JOINERS, longest=POINT * 100, id="joiners")
                yield Slider(LEAVERS, longest=POINT * 30, id="leavers")
                yield Static(classes="outcome", markup=False)
                yield LineChart()
                with Vertical(id="pane-behind"):
                    yield FittedTable(id="pane-table", cursor_type="row")
                    with VerticalScroll(id="pane-notes"):
                        yield Static(id="pane-note", markup=False)
                yield Static(classes="formula", markup=False)

    async def load(self, workspace: Workspace, view: View, scope: str = WORKFORCE, *, keep: bool = False) -> None:
        """Read the facts in a thread and draw them; the sliders start from what the database says."""
        self.choices = self.choices if keep else Choices()
        if self.facts is None:
            self.query_one("#pane-states", ContentSwitcher).current = "pane-state"
            await self.query_one(StatePanel).show_loading(_("Reading the figures"))
        self.read(workspace, view, scope)

    @work(thread=True, group="projection", exclusive=True, exit_on_error=False)
    def read(self, workspace: Workspace, view: View, scope: str) -> None:
        """Fetch the facts."""
        try:
            post_if_wanted(self, self.Read(reading.projection_facts(workspace, view, scope)))
        except WorkforceError as error:
            post_if_wanted(self, self.Read(error))

    @on(Read)
    async def take(self, message: Read) -> None:
        """Draw the facts, or say that there are none."""
        message.stop()
        if isinstance(message.found, WorkforceError):
            await self.show_error(message.found)
            return
        self.facts = message.found
        found = self.project()
        if found.problem:
            self.facts = None
            offers = (IMPORT,) if cast("WorkforceApp", self.app).may_show("import") else ()
            await self.query_one(StatePanel).show_empty(plain(_place(found)), plain(found.problem, LONGEST), *offers)
            self.query_one("#pane-states", ContentSwitcher).current = "pane-state"
            return
        self.query_one("#pane-states", ContentSwitcher).current = "pane-body"
        self.draw(found)
        self.query_one("#joiners", Slider).focus()

    @on(Worker.StateChanged)
    async def tell_crash(self, event: Worker.StateChanged) -> None:
        """Show that a thread failed in a way nobody expected, without the data it was working on."""
        if event.state is WorkerState.ERROR:
            event.stop()
            cast("WorkforceApp", self.app).log_failure(event.worker.error)
            await self.show_error(unexpected(event.worker.error))

    async def show_error(self, error: WorkforceError) -> None:
        """Show what stands in the way, and a way to try again."""
        self.facts = None
        self.query_one("#pane-states", ContentSwitcher).current = "pane-state"
        await self.query_one(StatePanel).show_error(error.message, error.hint, TRY_AGAIN)

    def project(self) -> Projection:
        """The projection with the choices made."""
        assert self.facts is not None  # noqa: S101 - the facts have been read
        return reading.project(self.facts, self.choices)

    @on(Slider.Changed)
    def choose(self, event: Slider.Changed) -> None:
        """Draw everything again with the value chosen."""
        event.stop()
        if self.facts is None:  # the figures went away while the key was on its way
            return
        name = "joiner_share" if event.slider.id == "joiners" else "leaver_rate"
        self.choices = self.choices.but(**{name: event.value})
        self.draw(self.project())

    def action_reset(self) -> None:
        """Go back to what the database says."""
        self.choices = Choices()
        if self.facts is not None:
            self.draw(self.project())

    def action_turn(self) -> None:
        """Show the table behind the chart, or the chart again."""
        self.toggle_class("-behind")
        shown = self.has_class("-behind")
        (self.query_one(FittedTable) if shown else self.query_one("#joiners", Slider)).focus()

    def draw(self, found: Projection) -> None:
        """Draw a projection."""
        from workforce_tui.services.projection_text import formula, formula_filled

        self._draw_sliders(found)
        self.query_one(".facts", Static).update(_facts(found))
        self.query_one(".outcome", Static).update(_outcome(found))
        filled = formula_filled(found)
        self.query_one(".formula", Static).update(Content(plain(filled or formula(found), LONGEST)))
        chart = projection_chart(found)
        if chart is not None:
            self.query_one(LineChart).show(chart)
        self._draw_table(found)

    def _draw_sliders(self, found: Projection) -> None:
        joiners, leavers = self.query_one("#joiners", Slider), self.query_one("#leavers", Slider)
        joiners.msgid, leavers.msgid = (COMING, GOING) if found.facts.is_level else (JOINERS, LEAVERS)
        width = max(cell_len(joiners.label), cell_len(leavers.label))
        needed = found.needed[0] if found.needed else None
        mark = needed.share if needed and needed.reach is Reach.REACHABLE else None
        joiner = N_("as today") if found.joiner.origin is Origin.ASSUMED else ORIGINS[found.joiner.origin]
        joiners.show(found.joiner.value, note=_(joiner), mark=mark, label_width=width)
        leavers.show(found.leaver.value, note=_(ORIGINS[found.leaver.origin]), label_width=width)

    def _draw_table(self, found: Projection) -> None:
        from workforce_tui.domain.cell_text import cell_text
        from workforce_tui.services.projection_tables import projection_table

        table, shown = self.query_one(FittedTable), projection_table(found)
        rows, is_first = [], not table.row_count
        for row in shown.rows:
            cells = zip(shown.columns, row.cells, strict=True)
            drawn = (safe_cell(cell_text(cell), "right" if one.numeric else "left") for one, cell in cells)
            rows.append((None, [safe_cell(row.label), *drawn]))
        table.fill([safe_cell(head) for head in (shown.row_heading, *(one.label for one in shown.columns))], rows)
        if is_first:
            table.move_cursor(row=len(rows) - 1)  # the day of the aim, which is what it is about
        self.query_one("#pane-note", Static).update(Content("\n".join(_notes(found))))


def _place(found: Projection) -> str:
    return f"{found.facts.organisation.name}, {found.facts.scope_name}"


def _notes(found: Projection) -> Iterable[str]:
    """What is to be known: that it is no forecast, and where the rates come from, before the rest."""
    from workforce_tui.services.projection_text import CAUTION, formula

    rates = [one.said for one in (found.leaver, found.joiner) if one.origin is not Origin.GIVEN]
    said = [*rates, found.horizon_said, *found.facts.trend.notes, *found.notes]
    return [plain(line, LONGEST) for line in (_(CAUTION), *said, formula(found)) if line]


def _facts(found: Projection) -> Content:
    """Today, the aim, what it needs and the trend: a line each."""
    from workforce_tui.services import projection_brief as words

    lines = [
        (_("Today"), words.today_text(found), words.short_text(found)),
        (_("Aim"), words.aim_text(found), ""),
        (f"{_('Needed')} {MARK}", words.needed_brief(found), ""),
        (_("On the trend"), words.trend_brief(found), ""),
    ]
    width = max(cell_len(name) for name, _said, _more in lines)
    parts: list[tuple[str, str] | str] = []
    for place, (name, said, more) in enumerate(lines):
        head = name + " " * (width - cell_len(name) + 2)
        parts += ["\n" if place else "", (head, "$muted"), (plain(said, LONGEST), "")]
        parts += [(f"  {plain(more)}", "bold")] if more else []
    return Content.assemble(*parts)


def _outcome(found: Projection) -> Content:
    from workforce_tui.services.projection_brief import outcome_brief

    return Content.assemble(("→ ", "$status-track"), (plain(outcome_brief(found), LONGEST), "bold"))
