"""What it would take: the projection of the organisation, or of a part of its staff, with its two sliders."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from workforce_tui.i18n import N_, _
from workforce_tui.services.projection_figures import WORKFORCE, Choices
from workforce_tui.tui import reading
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.latest import post_read
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.progression_views.view import Nothing, ProgressionView, Shown
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.projection_pane import ProjectionPane
from workforce_tui.tui.widgets.slider import Slider

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult

    from workforce_tui.services.projection_figures import ProjectionFacts
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.page import Fetcher
    from workforce_tui.tui.state import View


class TakesPane(ProjectionPane, inherit_bindings=False):
    """The pane with keys that are not those of other views."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "turn", N_("Table")),
        Binding("z", "reset", N_("Start again"), show=False),
    ]


class TakesView(ProgressionView):
    """The pane of the projection; s chooses which staff."""

    CODE = "takes"
    TERM = "short"
    TITLE = N_("What it would take")
    KEY = "w"
    WHEN = N_("Which staff")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("b", "scope", N_("Which staff"), show=False)]

    class Scopes(Message):
        """The parts of the staff there may be a target for."""

        def __init__(self, found: tuple[tuple[str, str], ...]) -> None:
            super().__init__()
            self.found = found

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.scope = WORKFORCE
        self.of: tuple[Hashable, ...] = ()
        """What the sliders were last moved for: for anything else they start again."""

    def compose(self) -> ComposeResult:
        """The pane."""
        yield TakesPane(id="takes-pane")

    @property
    def own(self) -> tuple[Hashable, ...]:
        """Which staff."""
        return (self.scope,)

    def fetcher(self) -> Fetcher:
        """The facts of the staff chosen."""
        return partial(_fetch, scope=self.scope)

    def draw(self, result: object) -> Nothing | Shown:
        """Hand the facts to the pane, which draws them or says why nothing can be worked out."""
        facts = cast("ProjectionFacts", result)
        pane = self.query_one(TakesPane)
        of = (facts.organisation.code, facts.definition, facts.scope, facts.as_at)
        if of != self.of:
            self.of, pane.choices = of, Choices()
        pane.post_message(ProjectionPane.Read(facts))
        return Shown(facts.as_at, extra=plain(facts.scope_name))

    def take_focus(self) -> None:
        """The sliders take the keys, or the table where that is shown."""
        pane = self.query_one(TakesPane)
        target = pane.query_one(FittedTable) if pane.has_class("-behind") else pane.query_one("#joiners", Slider)
        target.focus()

    async def choose_when(self) -> None:
        """Choose which staff; the snapshot is the one chosen for every screen."""
        self.action_scope()

    def action_scope(self) -> None:
        """List the parts of the staff, and choose one."""
        ws, view = self.workforce.workspace, self.workforce.view
        if ws is not None and view.organisation is not None:
            self.run_worker(partial(self._list, ws, view), thread=True, group="list", exclusive=True)

    def _list(self, ws: Workspace, view: View) -> None:
        post_read(self.app, self, lambda: self.Scopes(reading.scopes(ws, view.organisation or "", view.profile)))

    @on(Scopes)
    def pick(self, message: Scopes) -> None:
        """Offer the parts of the staff."""
        found = [Choice(code, plain(name)) for code, name in message.found]
        self.app.push_screen(Picker(_("Which staff"), found, self.scope), self._picked)

    async def _picked(self, code: str | None) -> None:
        if code is not None:
            self.scope = code
            await self.workforce.refresh_page()


def _fetch(ws: Workspace, view: View, *, scope: str) -> ProjectionFacts:
    organisation = view.organisation or ""
    held = {code for code, _name in reading.scopes(ws, organisation, view.profile)}
    return reading.projection_facts(ws, view, scope if scope in held else WORKFORCE)
