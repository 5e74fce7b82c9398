"""The chair's own page: what the network has, what it asked for and what came of it, and the organisation's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui import network_reading
from workforce_tui.tui.dialogs.briefing_form import BriefingForm
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.safe import plain, safe_text
from workforce_tui.tui.screens.records.opening import open_form
from workforce_tui.tui.telling import tell_error
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.widgets.read_table import ReadTable
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from workforce_tui.domain.table import Table
    from workforce_tui.services.chair_page import ChairPage
    from workforce_tui.services.workspace import Workspace

LONGEST = 20_000
"""Themes are read here in full."""
YEAR = "year"
"""The kind of record of what a network had in a year."""
NEW = ""
"""A year that is not entered yet."""


class PageRead(Message):
    """The page of a network has arrived."""

    def __init__(self, page: ChairPage) -> None:
        super().__init__()
        self.page = page


class ChairWindow(Window[None]):
    """Arrows and page keys scroll; b writes the briefing for leaders, a enters what the network had in a year."""

    TERM = "resourcing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "briefing", N_("Briefing")),
        Binding("a", "year", N_("Enter a year")),
        Binding("escape", "close", N_("Close")),
    ]
    CSS = """
    #chair-window { width: 100%; max-width: 100%; height: 100%; max-height: 100%; padding: 0 1; overflow: hidden; }
    #chair-page { height: 1fr; scrollbar-gutter: stable; overflow-x: hidden; }
    #chair-page Static { height: auto; }
    #chair-page .part-title { text-style: bold; color: $heading; margin-top: 1; border-bottom: solid $border-blurred; }
    #chair-page .table-title { text-style: bold; margin-top: 1; }
    #chair-page .table-notes { color: $muted; }
    """

    def __init__(self, ws: Workspace, number: int) -> None:
        super().__init__()
        self.ws, self.number = ws, number
        self.page: ChairPage | None = None

    def compose(self) -> ComposeResult:
        """One column to scroll through."""
        with Vertical(classes="window", id="chair-window") as window:
            window.border_title = _("The chair's page")
            with VerticalScroll(id="chair-page"):
                yield Static(Content(_("Reading the figures")), markup=False)
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Read the page again."""
        self.read()

    def on_mount(self) -> None:
        """Read the page in a thread."""
        self.query_one("#chair-page").focus()
        self.read()

    @work(thread=True, group="chair", exclusive=True)
    def read(self) -> None:
        """Fetch everything on the page."""
        try:
            post_if_wanted(self, PageRead(network_reading.chair_page(self.ws, self.number)))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(PageRead)
    async def draw(self, message: PageRead) -> None:
        """Draw the page from the top."""
        self.page = page = message.page
        self.query_one("#chair-window").border_title = safe_text(page.view.name)
        place = self.query_one("#chair-page", VerticalScroll)
        await place.remove_children()
        await place.mount_all([_opening(page), *_parts(page)])

    @on(Failed)
    def tell_failure(self, message: Failed) -> None:
        """Say what stands in the way."""
        message.stop()
        if self.page is None:
            self.query_one("#chair-page Static", Static).update(Content(plain(message.error.message, 600)))
        tell_error(self.app, message.error)

    def action_year(self) -> None:
        """Enter what the network had in a year, or change it: these are its own statements, in every profile."""
        if self.page is None:
            return
        held = [
            Choice(str(record.id), _("Year to 31 March {year}").format(year=year))
            for year, record in self.page.view.years.items()
        ]
        choices = [Choice(NEW, _("Another year")), *reversed(held)]
        self.app.push_screen(Picker(_("Which year?"), choices), self._chosen)

    def _chosen(self, code: str | None) -> None:
        if code is not None:
            number = None if code == NEW else int(code)
            open_form(self, self.ws, self._entered, YEAR, record=number, parent=self.number)

    def _entered(self, number: int | None) -> None:
        if number is not None:
            self.app.notify(_("Record {number} was saved.").format(number=number), markup=False)
            self.read()

    def action_briefing(self) -> None:
        """Open the form to write the briefing."""
        self.app.push_screen(BriefingForm(self.ws, self.number), self._told)

    def _told(self, said: str | None) -> None:
        if said:
            self.app.notify(plain(said), title=_("Briefing for leaders"), markup=False, timeout=12)

    def action_close(self) -> None:
        """Go back to the list."""
        self.dismiss(None)


def _opening(page: ChairPage) -> Static:
    """Whose network it is, and what to look at first."""
    whose = "; ".join(page.organisations) or _("all of Wales")
    parts: list[tuple[str, str] | str] = [(plain(whose), "bold"), "\n"]
    parts += [(f"▲ {plain(sentence)}\n", "$status-below") for sentence in page.attention]
    return Static(Content.assemble(*parts), markup=False)


def _parts(page: ChairPage) -> Iterator[Widget]:
    for part in page.parts:
        yield Static(safe_text(part.title), classes="part-title", markup=False)
        for table in part.tables:
            yield from table_of(table)
        for told in part.texts:
            yield Static(safe_text(told.heading), classes="table-title", markup=False)
            lines = "\n".join(plain(line, LONGEST) for line in told.text.splitlines())
            yield Static(Content(lines), markup=False)


def table_of(table: Table) -> Iterator[Widget]:
    """A table with its title over it and its notes under it."""
    yield Static(safe_text(table.title), classes="table-title", markup=False)
    yield ReadTable(table)
    said = " ".join(plain(one, 600) for one in (*table.notes, table.source) if one)
    yield Static(Content(said), classes="table-notes", markup=False)
