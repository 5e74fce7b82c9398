"""The app under a pilot, on a small database or on none."""

from __future__ import annotations

import shutil
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import seed
from grids import Pictures, picture
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.worker import WorkerCancelled

from workforce_tui.tui.app import WorkforceApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot

    Running = Callable[..., AbstractAsyncContextManager[Pilot[None]]]

QUIET = 2
"""Rounds without any work or change before the app counts as at rest."""
PATIENCE = 200
"""How many times to look again for something that is on its way."""

SMALL, LARGE, TINY = (80, 24), (120, 40), (60, 20)


class Drawings:
    """How often any screen has been drawn again: where it has not, its text is what it was."""

    times = 0


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no thread is working, every message has been handled and the screen no longer changes."""
    quiet, drawn, before = 0, -1, ""
    while quiet < QUIET:
        await pilot.pause()
        working = bool(len(pilot.app.workers))
        with suppress(WorkerCancelled):  # one whose window closed, or that made way for the next of its group
            await pilot.app.workers.wait_for_complete()
        now = before if Drawings.times == drawn else on_screen(pilot)
        quiet = 0 if working or now != before else quiet + 1
        drawn, before = Drawings.times, now


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press each key and wait for what it does; letters typed one after another are waited for together."""
    for place, key in enumerate(keys):
        await pilot.press(key)
        typing = len(key) == 1 and place + 1 < len(keys) and len(keys[place + 1]) == 1
        if not typing or place == 0:
            await settle(pilot)


def on_screen(pilot: Pilot[None]) -> str:
    """The text of the whole screen, line by line."""
    width, height = pilot.app.size
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text[:width] for strip in strips[:height])


async def until(pilot: Pilot[None], text: str) -> None:
    """Wait until *text* is on the screen, however busy the machine."""
    for _attempt in range(PATIENCE):
        if text in on_screen(pilot):
            return
        await settle(pilot)
    raise AssertionError(f"{text!r} never appeared:\n{on_screen(pilot)}")


@pytest.fixture(scope="session", autouse=True)
def _styles_parsed_once() -> Iterator[None]:
    """Every app parses the same style sheets, of the same colours, twice as it starts: once is enough for all tests."""
    parse, kept = Stylesheet._parse_rules, {}

    def parse_once(self, css, read_from, is_default_rules=False, tie_breaker=0, scope=""):  # type: ignore[no-untyped-def]
        key = css, read_from, is_default_rules, tie_breaker, scope, frozenset(self._variables.items())
        if key not in kept:
            kept[key] = parse(self, css, read_from, is_default_rules, tie_breaker, scope)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        patch.setattr(RuleSet, "__hash__", object.__hash__)  # the same answer, a million times, without a call
        yield


@pytest.fixture(scope="session", autouse=True)
def _drawn_where_somebody_looks() -> Iterator[None]:
    """Nobody sees what a pilot's screen sends to its terminal: it is drawn by `on_screen`, when a test looks at it."""

    def note(self: Compositor, full: bool = False, screen_stack: object = None, simplify: bool = False) -> None:
        Drawings.times += bool(full or self._dirty_regions)
        self._dirty_regions.clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", note)
        yield


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with figures, made once and copied for each test."""
    from workforce_tui.services.workspace import open_workspace

    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("filled")
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        ws = open_workspace(str(folder / "filled.db"))
        seed.fill(ws)
        ws.close()
    return folder / "filled.db"


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Pictures:
    """The pictures that are kept."""
    update = request.config.getoption("--snapshot-update")
    return Pictures(Path(__file__).parent / "snapshots", update=bool(update))


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> str:
    """A fresh copy of the database with figures."""
    return str(shutil.copy(filled, tmp_path / "workforce.db"))


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Running:
    """Run the app: `async with running(database, size) as pilot`."""
    monkeypatch.setenv("WORKFORCE_TUI_IMPORTS", str(tmp_path))

    @asynccontextmanager
    async def run(
        database: str | None = None, size: tuple[int, int] = SMALL, **options: object
    ) -> AsyncIterator[Pilot[None]]:
        app = WorkforceApp(database, **options)  # type: ignore[arg-type]
        app.animation_level = "none"
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield pilot
        finally:
            app.close()

    return run


async def changed(pilot: Pilot[None], pictures: Pictures, name: str) -> list[str]:
    """Where the screen is no longer what it was, small and large."""
    found = []
    for width, height in (SMALL, LARGE):
        await pilot.resize_terminal(width, height)
        await settle(pilot)
        found += pictures.differences(f"{name}-{width}x{height}", picture(pilot))
    return found
