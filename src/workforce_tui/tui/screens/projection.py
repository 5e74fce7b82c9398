"""The window "What it would take": the projection of an organisation, or of a part of its staff."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from workforce_tui.i18n import N_, _, language
from workforce_tui.services.projection_figures import WORKFORCE
from workforce_tui.tui import choices, reading
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.latest import post_read
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import name_of, with_data
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.widgets.projection_pane import ProjectionPane
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp


class ProjectionWindow(Window[None]):
    """The pane, with keys to choose whose staff it is about."""

    TERM = "short"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "scope", N_("Which staff")),
        Binding("o", "organisation", N_("Organisation")),
        Binding("escape", "close", N_("Close")),
    ]

    class Scopes(Message):
        """The parts of the staff there may be a target for."""

        def __init__(self, found: tuple[tuple[str, str], ...]) -> None:
            super().__init__()
            self.found = found

    def __init__(self, workspace: Workspace, organisation: str, scope: str = WORKFORCE) -> None:
        super().__init__()
        self.workspace, self.organisation, self.scope = workspace, organisation, scope

    def compose(self) -> ComposeResult:
        """The pane in a window."""
        with Vertical(classes="window", id="projection"):
            yield ProjectionPane()
        yield KeyLine(show_command_palette=False)

    @property
    def workforce(self) -> WorkforceApp:
        """The app, by its own type."""
        return cast("WorkforceApp", self.app)

    async def on_mount(self) -> None:
        """Read the figures."""
        await self.load()

    async def action_reload(self) -> None:
        """Read the figures again."""
        await self.load()

    async def retranslate(self) -> None:
        """Name the window again, and say everything anew; the sliders stay where they are."""
        await self.load(keep=True)

    async def load(self, *, keep: bool = False) -> None:
        """Read the figures of the staff chosen, and name them; *keep* what the sliders were moved to."""
        names = {one.organisation.code: name_of(one.organisation, language()) for one in self.workforce.organisations}
        title = f"{_('What it would take')}: {plain(names.get(self.organisation, self.organisation))}"
        self.query_one("#projection", Vertical).border_title = Content(title)
        view = replace(self.workforce.view, organisation=self.organisation)
        await self.query_one(ProjectionPane).load(self.workspace, view, self.scope, keep=keep)

    @work(thread=True, group="scopes", exclusive=True, exit_on_error=False)
    def action_scope(self) -> None:
        """Offer the parts of the staff there may be a target for."""
        post_read(self.app, self, lambda: self.Scopes(reading.scopes(self.workspace, self.organisation)))

    @on(Scopes)
    def pick_scope(self, message: Scopes) -> None:
        """Let one be chosen."""
        found = [Choice(code, name) for code, name in message.found]
        self.app.push_screen(Picker(N_("Which staff"), found, self.scope), self._scope_chosen)

    async def _scope_chosen(self, code: str | None) -> None:
        if code is not None:
            self.scope = code
            await self.load()

    def action_organisation(self) -> None:
        """Offer the organisations there are figures of."""
        held = with_data(self.workforce.organisations)
        found = partial(choices.organisation_choices, held, everything=False)
        self.app.push_screen(Picker(N_("Organisation"), found, self.organisation), self._organisation_chosen)

    async def _organisation_chosen(self, code: str | None) -> None:
        if code is not None:
            self.organisation, self.scope = code, WORKFORCE
            await self.load()

    def action_close(self) -> None:
        """Go back to the screen under the window."""
        self.dismiss(None)
