"""What the screens of every area have in common: a frame, four states, and figures fetched in a thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import on
from textual.containers import Vertical
from textual.widgets import ContentSwitcher
from textual.worker import Worker, WorkerState, get_current_worker

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _, language
from workforce_tui.tui.keys import key
from workforce_tui.tui.messages import Failed, Fetched, InParts
from workforce_tui.tui.page_states import PageStates
from workforce_tui.tui.seeing import refusal
from workforce_tui.tui.sparing import SparingScreen
from workforce_tui.tui.state import RAW
from workforce_tui.tui.telling import unexpected
from workforce_tui.tui.translation import retranslate_all, translated
from workforce_tui.tui.widgets.area_bar import AreaBar
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.gated_table import GatedPane
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.widgets.name_bar import NameBar
from workforce_tui.tui.widgets.state_panel import StatePanel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp
    from workforce_tui.tui.gated_reading import GatedFigures
    from workforce_tui.tui.state import Stamp, View

ORGANISATION_KEY = key("organisation", "app.choose('organisation')", show=True)
SNAPSHOT_KEY = key("snapshot", "app.choose('snapshot')", show=True)
DEFINITION_KEY = key("definition", "app.choose('definition')", show=True)
DIMENSION_KEY = key("rows", "app.choose('dimension')", show=True)

DETAILS = 0.02
"""Seconds in which what a table says of the row under its cursor follows the table."""
AT_ONCE, SOON = 0.15, 0.04
"""Seconds in which figures come at once: that they are being read, or protected, is said where it takes longer."""
GATED_ACTIONS = frozenset({"reload", "focus_next", "focus_previous", "copy_text", "maximize", "minimize"})
"""What a screen's own keys may do while a profile is in force."""


class Fetcher(Protocol):
    """What a thread is given: the database and the choices; it touches no widget."""

    def __call__(self, ws: Workspace, view: View) -> object:
        """The figures for *view*."""


def refused(ws: Workspace, view: View) -> object:
    """What a screen that does not pass its figures through the gate fetches under a profile: nothing."""
    raise WorkforceError(refusal(view))


class Page(PageStates, SparingScreen):
    """A screen of one area. Subclasses say what to fetch, what is nothing, and how to draw."""

    AREA: ClassVar[str]
    READERS: ClassVar[frozenset[str]] = frozenset()
    """The profiles whose readers have the screen as it is: what its own fetcher gives them is theirs to see."""
    PROTECTED: ClassVar[frozenset[str]] = frozenset()
    """Those of them for whom figures are protected first: at once where that was done ahead, else it takes long."""
    NEEDS_FIGURES: ClassVar[bool] = True
    """Whether there is nothing to show without figures of staff."""
    CSS_PATH = Path(__file__).with_name("app.tcss")
    GUIDE: ClassVar[str] = ""
    """What F1 says about the screen: Markdown, in English, translated when shown."""
    GUIDES: ClassVar[Mapping[str, str]] = {}
    """What it says instead to the readers of a profile who have the screen in another form."""
    BINDINGS: ClassVar[list[BindingType]] = [
        key("reload", "reload"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.language = language()

    def compose(self) -> ComposeResult:
        """The frame around the states."""
        yield AreaBar(self.AREA)
        yield ContextLine(id="context")
        with ContentSwitcher(initial="state", id="states"):
            yield StatePanel(id="state")
            with Vertical(id="body"):
                yield from self.compose_body()
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """The widgets that show the figures."""
        raise NotImplementedError

    def fetcher(self) -> Fetcher:
        """The function a thread runs for this screen."""
        raise NotImplementedError

    async def draw(self, result: object) -> None:
        """Show what was fetched."""
        raise NotImplementedError

    def gated_fetcher(self) -> Fetcher:
        """The function a thread runs while a profile is in force: what it returns has passed through the gate.

        A screen without one is refused.
        """
        return self.fetcher() if self.workforce.view.profile in self.READERS else refused

    @property
    def is_gated(self) -> bool:
        """Whether the figures are viewed as readers of a profile see them."""
        return self.workforce.view.profile != RAW

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a profile is in force, the screen's own keys are not there: they work on figures before the gate."""
        if self.is_gated and action not in GATED_ACTIONS:
            return False
        return super().check_action(action, parameters)

    @property
    def workforce(self) -> WorkforceApp:
        """The app, by its own type."""
        return cast("WorkforceApp", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys of the screen, described in the language in use."""
        return translated(super().active_bindings)

    async def on_screen_resume(self) -> None:
        """Catch up with what changed while another area was shown, here or by another program."""
        await self.catch_up()
        self.workforce.look_for_changes()

    def stamp(self) -> Stamp:
        """What the screen drawn now depends on."""
        return self.workforce.stamp()

    async def catch_up(self) -> None:
        """Fetch again if the choices, the data or the language have changed since the last drawing."""
        stamp = self.stamp()
        self.translate()
        for bar in self.query(NameBar):
            bar.retranslate()
        if stamp not in (self.drawn, self.asked):
            await self.action_reload()

    def translate(self) -> None:
        """Draw every fixed text again where the language has changed."""
        if self.language != language():
            self.language = language()
            retranslate_all(self)
            for bar in self.query(NameBar):
                bar.retranslate()
            self.refresh_bindings()

    async def action_reload(self) -> None:
        """Fetch the figures in a thread; what is drawn stays until they arrive."""
        app = self.workforce
        if app.open_error is not None:
            await self.show_error(app.open_error)
            return
        if app.workspace is None:
            await self.show_loading(_("Opening the database"))
            return
        stamp = self.stamp()
        self.asked = stamp
        if self.drawn is None:
            is_protected = app.view.profile in self.PROTECTED
            self.hold_paint(SOON if is_protected else AT_ONCE)
            await self.show_loading(_("Protecting the figures") if is_protected else _("Reading the figures"))
        self.refresh_bindings()
        job = partial(self._fetch, self.gated_fetcher() if self.is_gated else self.fetcher(), app.workspace, stamp)
        self.run_worker(job, thread=True, exclusive=True, group="fetch", exit_on_error=False)

    def _fetch(self, fetch: Fetcher, ws: Workspace, stamp: Stamp) -> None:
        worker = get_current_worker()
        try:
            with self.workforce.reading():
                found = fetch(ws, stamp.view)
                for part in found.parts if isinstance(found, InParts) else (found,):
                    if worker.is_cancelled:
                        return
                    self.post_message(Fetched(part, stamp))
        except WorkforceError as error:
            if not worker.is_cancelled:
                self.post_message(Failed(error))

    @on(Fetched)
    async def take(self, message: Fetched) -> None:
        """Draw figures that are still the ones wanted."""
        if message.stamp != self.asked:
            return
        self.drawn = message.stamp
        self.hold_paint(DETAILS)
        if message.stamp.view.profile not in (RAW, *self.READERS):
            await self.draw_gated(cast("GatedFigures", message.result))
            return
        self.query_one("#states", ContentSwitcher).current = "body"
        await self.draw(message.result)
        self.call_after_refresh(self.workforce.load_ahead)

    async def draw_gated(self, figures: GatedFigures) -> None:
        """Show the gated cells, and nothing else; where there are none, who can bring them."""
        if not figures.sentences and self.NEEDS_FIGURES:
            await self.show_no_data()
            return
        states = self.query_one("#states", ContentSwitcher)
        if not self.query(GatedPane):
            await states.add_content(GatedPane(id="gated"))
        states.current = "gated"
        report = figures.report
        self.query_one(ContextLine).show(
            report.organisation, report.as_at, report.query.definition, sample=self.workforce.sample
        )
        self.query_one(GatedPane).show(figures)

    @on(Failed)
    async def tell_failure(self, message: Failed) -> None:
        """Show what went wrong in place of the figures; the app is told only of a database that does not open."""
        message.stop()
        self.drawn = self.asked = None
        await self.show_error(message.error)

    @on(Worker.StateChanged)
    async def tell_crash(self, event: Worker.StateChanged) -> None:
        """Show that a thread failed in a way nobody expected, without the data it was working on."""
        if event.state is WorkerState.ERROR:
            event.stop()
            self.drawn = self.asked = None
            self.workforce.log_failure(event.worker.error)
            await self.show_error(unexpected(event.worker.error))
