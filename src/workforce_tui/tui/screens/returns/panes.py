"""Windows with a list of sections at the left and the one under the cursor at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workforce_tui.i18n import N_, _
from workforce_tui.tui.crash_told import CrashTold
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.safe import WHY, plain, safe_text
from workforce_tui.tui.state import RAW
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp

WIDE = 104
"""Columns from which tables have room beside the sections."""
NAME_NARROW, NAME_WIDE = 22, 36
"""Columns for the name of a section."""


class SectionsWindow(CrashTold[bool]):
    """Answers whether something was changed. Subclasses say which sections there are, and what is in each."""

    TERM = "return"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", N_("Back")),
        Binding("right", "read_section", N_("Read"), show=False),
        Binding("left", "list", N_("Sections"), show=False),
        Binding("f1", "app.help", N_("Help"), show=False),
    ]

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self.ws = ws
        self.is_changed = False
        self.codes: tuple[str, ...] = ()

    def listed(self, room: int) -> Sequence[tuple[str, Content]]:
        """The sections: the code of each, and its line in the list with *room* cells for the name."""
        raise NotImplementedError

    def parts(self, code: str, *, whole: bool) -> Iterable[Widget]:
        """What is in a section; where there is not the *whole* window for it, without its tables."""
        raise NotImplementedError

    def read(self) -> object:
        """Fetch everything in a thread, then call `fill`."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The sections beside the one under the cursor."""
        with Vertical(classes="window", id="return-window"), Horizontal():
            yield OptionList(id="return-sections", markup=False)
            yield VerticalScroll(Static(Content(_("Reading the figures"))), id="return-section")
        yield KeyLine(show_command_palette=False)

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
        """Read in a thread."""
        self.read()

    async def retranslate(self) -> None:
        """Read every word anew."""
        self.read()

    async def fill(self, title: str) -> None:
        """Draw what was read; the cursor stays on its section."""
        self.query_one("#return-window", Vertical).border_title = safe_text(title)
        listed = self.query_one("#return-sections", OptionList)
        kept = listed.highlighted or 0
        found = self.listed(NAME_WIDE if self.is_wide else NAME_NARROW)
        self.codes = tuple(code for code, _line in found)
        listed.clear_options()
        listed.add_options(Option(line) for _code, line in found)
        listed.highlighted = min(kept, len(found) - 1)
        await self.draw()
        if self.focused is None:
            listed.focus()

    def here(self) -> str:
        """The code of the section under the cursor."""
        place = self.query_one("#return-sections", OptionList).highlighted or 0
        return self.codes[place] if place < len(self.codes) else ""

    @on(OptionList.OptionHighlighted, "#return-sections")
    async def draw(self) -> None:
        """Show the section under the cursor."""
        if not self.codes:
            return
        pane = self.query_one("#return-section", VerticalScroll)
        whole = self.is_wide or self.query_one("#return-window").has_class("reading")
        async with pane.batch():
            await pane.remove_children()
            await pane.mount_all(self.parts(self.here(), whole=whole))
        pane.scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#return-sections")
    async def action_read_section(self) -> None:
        """Go into the section: it has the whole window where there is little room."""
        self.query_one("#return-window").add_class("reading")
        self.query_one("#return-section").focus()
        await self.draw()

    async def action_list(self) -> None:
        """Back to the list of sections."""
        if self.query_one("#return-window").has_class("reading"):
            await self.action_back()

    async def action_back(self) -> None:
        """Back to the list of sections, and from there to the screen under the window."""
        window = self.query_one("#return-window")
        if window.has_class("reading"):
            window.remove_class("reading")
            self.query_one("#return-sections").focus()
            await self.draw()
        else:
            self.dismiss(self.is_changed)

    @on(Failed)
    def tell_failure(self, message: Failed) -> None:
        """Say what stands in the way; where nothing could be read at all, in the place of it."""
        message.stop()
        said = f"{plain(message.error.message, WHY)} {plain(message.error.hint, WHY)}"
        if self.codes:
            self.app.notify(said, severity="error", markup=False, timeout=15)
            return
        for place in self.query("#return-section Static").results(Static):
            place.update(Content(said))
