"""The terminal app: its screens, the choices they share, and the database they read."""

from __future__ import annotations

import gc
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on, work

from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.settings import settings_file
from workforce_tui.tui import crash
from workforce_tui.tui.commands import WorkforceCommands
from workforce_tui.tui.keys import key
from workforce_tui.tui.latest import post_read
from workforce_tui.tui.lazily import modes, page_class
from workforce_tui.tui.loading import LoadingApp
from workforce_tui.tui.messages import Failed, ThrowawayOpened, WorkspaceOpened
from workforce_tui.tui.opening import OPENING
from workforce_tui.tui.state import Stamp, with_data
from workforce_tui.tui.translation import speak_again

if TYPE_CHECKING:
    import tempfile
    from pathlib import Path

    from textual.binding import BindingType

BUSY = 0.4
"""Seconds in which nothing is loaded after somebody went to another place."""
LATEST = 3.0
"""Seconds after the database is open when the other places are loaded, whether or not there were figures."""


class WorkforceApp(LoadingApp):
    """Workforce representation on a terminal."""

    TITLE = "workforce-tui"
    COMMANDS: ClassVar = {WorkforceCommands}
    MODES: ClassVar = modes()
    DEFAULT_MODE = OPENING
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (72, "-narrow"), (104, "-wide")]  # noqa: RUF012 - as in App
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - as in App
    BINDINGS: ClassVar[list[BindingType]] = [
        key("overview", "go('overview')"),
        key("representation", "go('representation')"),
        key("progression", "go('progression')"),
        key("targets", "go('targets')"),
        key("import", "go('import')"),
        key("batches", "go('batches')"),
        key("mentoring", "go('mentoring')"),
        key("network", "go('network')"),
        key("action", "go('action')"),
        key("returns", "go('returns')"),
        key("projection", "projection"),
        key("view-as", "choose('profile')"),
        key("settings", "settings"),
        key("find", "find"),
        key("glossary", "glossary"),
        key("help", "help", priority=True),
        key("language", "language", priority=True),
        key("undo", "undo"),
        key("copy", "copy_in_front"),
        key("find", "in_window('find')", priority=True),
        key("glossary", "in_window('glossary')", priority=True),
        key("undo", "in_window('undo')", priority=True),
        key("copy", "in_window('copy_in_front')", priority=True),
        key("quit", "quit", priority=True),
    ]

    def __init__(
        self,
        database: str | None = None,
        *,
        load_samples: bool = False,
        samples_folder: Path | None = None,
        welcome: bool = False,
    ) -> None:
        super().__init__()
        self.welcomes = welcome
        self.database, self.samples_folder = database, samples_folder
        self.sample = load_samples
        self.throwaway: tempfile.TemporaryDirectory[str] | None = None
        self.open_error: WorkforceError | None = None

    def on_mount(self) -> None:
        """Open the database once the first screen has been drawn."""
        i18n.on_screens(True)
        self.call_after_refresh(self.open_database)

    @work(thread=True, group="open")
    def open_database(self) -> None:
        """Open the database in a thread: what that imports takes longer than drawing a screen."""
        from workforce_tui.tui import reading

        page_class(self.first_place())
        try:
            self.post_message(WorkspaceOpened(*reading.open_database(self.database)))
        except WorkforceError as error:
            self.post_message(Failed(error))

    @on(WorkspaceOpened)
    async def start(self, message: WorkspaceOpened) -> None:
        """Show the first organisation with figures, after loading the samples where that was asked."""
        from workforce_tui.tui import gated_reading

        self.workspace, self.organisations = message.workspace, message.organisations
        self.watch_data(message.watch)
        self.open_error = None
        if not self.is_headless:
            self.keep_what_is_loaded()
            self.set_timer(LATEST, self.load_ahead)
        self.profile_in_force = gated_reading.profile_in_force()
        self.tell_problems()
        self.view = self.first_view()
        await self.begin(samples=self.sample)
        if self.sample and not with_data(message.organisations):
            self.show_loading_of_samples()
        await self.refresh_page()

    @on(Failed)
    async def tell_open_failed(self, message: Failed) -> None:
        """Tell the screen that there is no database, and why."""
        self.open_error = message.error
        gc.enable()
        await self.arrive(self.first_place())
        await self.refresh_page()

    async def refresh_page(self) -> None:
        """Let the screen in use catch up; the others do when they are shown."""
        from workforce_tui.tui.page import Page

        if isinstance(self.screen, Page):
            await self.screen.catch_up()

    def stamp(self) -> Stamp:
        """What a screen drawn now depends on."""
        return Stamp(self.view, self.changes, i18n.language())

    def action_go(self, area: str) -> None:
        """Show another area; windows over this one stay where they are. The one in front is looked at again."""
        if area == self.current_mode:
            self.look_for_changes()
        self.busy_until = monotonic() + BUSY
        self.switch_mode(area)

    async def speak(self, language: str) -> None:
        """Change the language: here with every window over it, on other screens when they are shown."""
        from workforce_tui.tui.page import Page

        i18n.set_language(language)
        for screen in self.screen_stack:
            await (screen.catch_up() if isinstance(screen, Page) else speak_again(screen))

    def action_help(self) -> None:
        """Explain the screen in use and list its keys."""
        from workforce_tui.tui.dialogs.help import HelpWindow
        from workforce_tui.tui.guides import guide_of
        from workforce_tui.tui.page import Page

        screen = self.screen
        if isinstance(screen, HelpWindow):
            screen.action_close()
            return
        guide = guide_of(screen) if isinstance(screen, Page) else getattr(screen, "GUIDE", "")
        self.push_screen(HelpWindow(guide, lambda: screen.active_bindings))

    @work(thread=True, group="open")
    def action_samples(self) -> None:
        """Look round with sample data in a database that goes away afterwards."""
        from workforce_tui.tui import reading

        post_read(self, self, lambda: ThrowawayOpened(*reading.open_throwaway()))

    @on(ThrowawayOpened)
    async def show_samples(self, message: ThrowawayOpened) -> None:
        """Leave the empty database and load the samples into the other one."""
        if self.workspace is not None:
            self.watch_data(None)
            self.workspace.close()
        self.workspace, self.throwaway, self.sample = message.workspace, message.folder, True
        self.show_loading_of_samples()

    def show_loading_of_samples(self) -> None:
        """Load the sample files in front of somebody."""
        from workforce_tui.tui.screens.samples import SamplesScreen

        if self.workspace is not None:
            self.push_screen(SamplesScreen(self.workspace, self.samples_folder))

    def log_folder(self) -> Path | None:
        """Failures are written down beside the database; before it is open, beside the settings."""
        return settings_file().parent if self.workspace is None else self.workspace.paths.data_dir

    def close(self) -> None:
        """Let go of the database and remove sample data that was only for looking round."""
        i18n.on_screens(False)
        self.watch_data(None)
        if self.workspace is not None:
            self.workspace.close()
        if self.throwaway is not None:
            self.throwaway.cleanup()


def run_app(
    database: str | None = None,
    *,
    load_samples: bool = False,
    samples_folder: Path | None = None,
    welcome: bool = False,
    start_at: tuple[str, str | None] | None = None,
) -> None:
    """Run the app on a database (the default one for None), loading the sample data first where asked.

    *welcome*: ask who uses it, where the settings say that this has not been done. *start_at*: the place to begin at,
    and the code of the organisation to show there.

    Raises:
        SystemExit: the app stopped because of a mistake inside the program.
    """
    app = WorkforceApp(database, load_samples=load_samples, samples_folder=samples_folder, welcome=welcome)
    app.start_at = start_at
    try:
        app.run()
    finally:
        app.close()
    if app.return_code:
        raise SystemExit(crash.STATUS)
