"""The window of a grid of counts: what is typed about, the cells, and a draft that is never lost."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.datasets import dataset_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import count_text
from workforce_tui.i18n import _
from workforce_tui.tui import display, return_reading
from workforce_tui.tui.crash_told import CrashTold
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.safe import plain
from workforce_tui.tui.widgets.count_table import CountTable
from workforce_tui.tui.widgets.fields import Complaint
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from workforce_tui.domain.count_grid import Place
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.return_reading import GridData

REST = 0.4
"""Seconds without typing after which the draft is kept."""
LONGEST = 600


class CountsView(CrashTold["int | None"]):
    """The grid with what is said about it, and the draft that is kept of it."""

    CSS = """
    #counts-window { width: 100%; max-width: 100%; height: 100%; max-height: 100%; padding: 0 1; }
    #counts-said { height: auto; }
    #counts-table { height: 1fr; padding: 0; }
    #counts-here { height: auto; min-height: 2; max-height: 3; }
    """

    def __init__(self, ws: Workspace, data: GridData) -> None:
        super().__init__()
        self.ws, self.data, self.grid = ws, data, data.grid
        self.texts: dict[Place, str] = dict(data.texts)
        self.start = {} if data.draft_at else dict(data.texts)
        self.resting: Timer | None = None
        self.is_done = self.is_saving = False

    def compose(self) -> ComposeResult:
        """What is typed about, the grid, and what stands under the cursor."""
        with Vertical(classes="window", id="counts-window") as window:
            window.border_title = Content(_("Counts typed into a grid"))
            yield Static(id="counts-said", markup=False)
            yield CountTable(self.grid, self.texts, id="counts-table")
            yield Static(id="counts-here", markup=False)
            yield Complaint(id="complaint")
        yield KeyLine(show_command_palette=False)

    @property
    def table(self) -> CountTable:
        """The grid."""
        return self.query_one(CountTable)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are outcomes only of some datasets."""
        if action == "page":
            return len(self.grid.pages) > 1
        return super().check_action(action, parameters)

    def after_crash(self) -> None:
        """What was typed still stands, and can be saved."""
        self.is_done = self.is_saving = False

    def on_mount(self) -> None:
        """Say what is typed about, and that a draft was found."""
        self.query_one(Complaint).say("")
        self.say_about()
        self.table.focus()

    async def retranslate(self) -> None:
        """Name everything again; what was typed stays."""
        self.query_one("#counts-window", Vertical).border_title = Content(_("Counts typed into a grid"))
        self.say_about()
        self.table.redraw()

    def say_about(self) -> None:
        """Whose counts these are, of what, and when."""
        grid = self.grid
        when = (
            display.day(grid.end) if grid.start == grid.end else _("year to {date}").format(date=display.day(grid.end))
        )
        page = next((one.name for one in grid.pages if one.code == self.table.page), "")
        parts: list[tuple[str, str] | str] = [(plain(grid.name), "bold $heading"), "  "]
        parts += [" · ".join(filter(None, (dataset_name(grid.dataset), when))), "  ", (plain(page), "bold")]
        notes = list(grid.notes)
        if self.data.draft_at:
            notes.append(_("Typed before and not saved, {when}.").format(when=self.data.draft_at))
        parts += [("\n" + plain(" ".join(notes), LONGEST), "$warning")] if notes else []
        self.query_one("#counts-said", Static).update(Content.assemble(*parts))

    @on(DataTable.CellHighlighted)
    @on(CountTable.Edited)
    def tell(self) -> None:
        """Say in full what stands under the cursor, and the totals around it."""
        table, place = self.table, self.table.here()
        sums = table.sums()
        if place is None:
            self._here(table.locked(), "")
            return
        line = self.grid.line(place[1])
        group = next(one.name for one in self.grid.groups if one.code == place[2])
        problem = return_reading.read_cell(self.texts.get(place, "")).problem or table.locked()
        where = f"{line.name if line else ''} · {group}: {self.texts.get(place, '') or _('empty')}"
        nothing = "–"
        said = _("grade {line}, group {group}, all {everything}").format(
            line=count_text(sums.lines[place[1]]) if place[1] in sums.lines else nothing,
            group=count_text(sums.groups[place[2]]) if place[2] in sums.groups else nothing,
            everything=count_text(sums.everything),
        )
        self._here(where, problem or said, wrong=bool(problem))

    def _here(self, first: str, second: str, *, wrong: bool = False) -> None:
        style = "bold $status-below" if wrong else "$muted"
        mark = "! " if wrong else ""
        text = Content.assemble((plain(first), "bold"), "\n", (mark + plain(second), style))
        self.query_one("#counts-here", Static).update(text)

    @on(CountTable.Edited)
    def keep_soon(self) -> None:
        """Keep the draft when nothing has been typed for a moment."""
        self.query_one(Complaint).say("")
        if self.resting is not None:
            self.resting.stop()
        self.resting = self.set_timer(REST, self.keep)

    @work(thread=True, group="draft", exclusive=True, exit_on_error=False)
    def keep(self) -> None:
        """Write the draft; a disk that cannot be written is told when the grid is saved."""
        if self.is_changed and not self.is_done:
            with suppress(WorkforceError):
                return_reading.keep_grid(self.ws, self.grid, dict(self.texts))

    def on_unmount(self) -> None:
        """Keep what was typed a moment ago: the app is left while the grid is open."""
        if self.is_changed and not self.is_done:
            with suppress(WorkforceError):
                return_reading.keep_grid(self.ws, self.grid, self.texts)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return {place: text for place, text in self.texts.items() if text} != self.start

    def action_page(self) -> None:
        """Choose the outcome or stage that is typed."""
        pages = [Choice(one.code, one.name) for one in self.grid.pages]
        self.app.push_screen(Picker(_("Outcome or stage"), pages, self.table.page), self._turned)

    def _turned(self, code: str | None) -> None:
        if code is not None:
            self.table.page = code
            self.table.redraw()
            self.say_about()

    def complain(self, text: str) -> None:
        """Show a sentence under the grid."""
        self.is_saving = False
        self.query_one(Complaint).say(plain(text, LONGEST))
