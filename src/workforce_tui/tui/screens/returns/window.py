"""The window of one return: its sections at the left, the section under the cursor at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import STATE_NAMES
from workforce_tui.i18n import _
from workforce_tui.tui import return_reading
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.safe import plain, safe_text
from workforce_tui.tui.screens.returns.sections import overview_of, prompt_of, section_of, sections_listed
from workforce_tui.tui.state import RAW
from workforce_tui.tui.translation import translated

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding

    from workforce_tui.domain.return_sections import Section
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp
    from workforce_tui.tui.return_reading import ReturnData


WIDE = 104
"""Columns from which tables have room beside the sections."""
NAME_NARROW, NAME_WIDE = 22, 36
"""Columns for the name of a section."""


class ReturnRead(Message):
    """A return has arrived."""

    def __init__(self, data: ReturnData) -> None:
        super().__init__()
        self.data = data


class ReturnView(ModalScreen[bool]):
    """Reads a return and draws it; answers whether something was changed."""

    CSS = """
    #return-window { width: 100%; max-width: 100%; height: 100%; max-height: 100%; padding: 0 1; }
    #return-sections { width: 30; height: 1fr; border: none; background: $surface; padding: 0; }
    #return-section { width: 1fr; height: 1fr; border-left: solid $border-blurred; padding: 0 0 0 1; }
    #return-section:focus { border-left: solid $border; }
    #return-section Static { height: auto; width: 1fr; }
    #return-section .part-title, #return-section .table-title { text-style: bold; color: $heading; }
    #return-section .table-title { margin-top: 1; }
    #return-section .table-notes { color: $muted; }
    """

    def __init__(self, ws: Workspace, organisation: str, year: int) -> None:
        super().__init__()
        self.ws, self.organisation, self.year = ws, organisation, year
        self.data: ReturnData | None = None
        self.is_changed = False

    def compose(self) -> ComposeResult:
        """The sections beside the one under the cursor."""
        with Vertical(classes="window", id="return-window") as window:
            window.border_title = safe_text(f"{self.organisation} {self.year}")
            with Horizontal():
                yield OptionList(id="return-sections", markup=False)
                yield VerticalScroll(Static(Content(_("Reading the figures"))), id="return-section")
        yield Footer(show_command_palette=False)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys, described in the language in use."""
        return translated(super().active_bindings)

    @property
    def workforce(self) -> WorkforceApp:
        """The app, by its own type."""
        return cast("WorkforceApp", self.app)

    @property
    def is_wide(self) -> bool:
        """Whether tables have room beside the sections."""
        return self.app.size.width >= WIDE

    @property
    def is_raw(self) -> bool:
        """Whether figures are shown before disclosure control."""
        return self.workforce.view.profile == RAW

    def on_mount(self) -> None:
        """Read the return in a thread."""
        self.read()

    async def retranslate(self) -> None:
        """Read every word anew."""
        self.read()

    @work(thread=True, group="read", exclusive=True, exit_on_error=False)
    def read(self) -> None:
        """Fetch the return."""
        try:
            data = return_reading.return_data(self.ws, self.organisation, self.year, raw=self.is_raw)
            self.post_message(ReturnRead(data))
        except WorkforceError as error:
            self.post_message(Failed(error))

    @on(ReturnRead)
    async def show(self, message: ReturnRead) -> None:
        """Draw what has arrived; the cursor stays on its section."""
        message.stop()
        self.data = data = message.data
        title = f"{data.name} {data.found.year}: {_(STATE_NAMES[data.found.state])}"
        self.query_one("#return-window", Vertical).border_title = safe_text(title)
        listed = self.query_one("#return-sections", OptionList)
        kept = listed.highlighted or 0
        listed.clear_options()
        listed.add_option(Option(Content.assemble(("■ ", "$heading"), _("The return as a whole")), id=""))
        room = NAME_WIDE if self.is_wide else NAME_NARROW
        listed.add_options(Option(prompt_of(data, one, room), id=one.code) for one in sections_listed())
        listed.highlighted = kept
        await self.draw()
        if self.focused is None:
            listed.focus()

    def section(self) -> Section | None:
        """The section under the cursor; None for the return as a whole."""
        place = (self.query_one("#return-sections", OptionList).highlighted or 0) - 1
        return sections_listed()[place] if place >= 0 else None

    @on(OptionList.OptionHighlighted, "#return-sections")
    async def draw(self) -> None:
        """Show the section under the cursor."""
        if self.data is None:
            return
        section, pane = self.section(), self.query_one("#return-section", VerticalScroll)
        whole = self.is_wide or self.query_one("#return-window").has_class("reading")
        parts = overview_of(self.data) if section is None else section_of(self.data, section, whole=whole)
        async with pane.batch():
            await pane.remove_children()
            await pane.mount_all(parts)
        pane.scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#return-sections")
    async def action_read_section(self) -> None:
        """Go into the section: it has the whole window where there is little room."""
        self.query_one("#return-window").add_class("reading")
        self.query_one("#return-section").focus()
        await self.draw()

    async def action_back(self) -> None:
        """Back to the list of sections, and from there to the board."""
        window = self.query_one("#return-window")
        if window.has_class("reading"):
            window.remove_class("reading")
            self.query_one("#return-sections").focus()
            await self.draw()
        else:
            self.dismiss(self.is_changed)

    @on(Failed)
    def tell_failure(self, message: Failed) -> None:
        """Say what stands in the way."""
        message.stop()
        said = f"{plain(message.error.message, 900)} {plain(message.error.hint)}"
        self.app.notify(said, severity="error", markup=False, timeout=15)
