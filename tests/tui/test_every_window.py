"""Every window over a place, in every state it can be in and at every size."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from frames import wrong_window
from walking import ACTIONS, WINDOWS

from conftest import LARGE, SMALL, TINY, on_screen, press, settle
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.places import PLACES
from workforce_tui.services.workspace import Workspace
from workforce_tui.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    import pytest
    from sqlalchemy.orm import Session
    from textual.pilot import Pilot

    from conftest import Running

NUMBERS = dict(zip(PLACES, "1234567890", strict=True))
READING = {"overview": ("o", "f1", "comma", "question_mark"), "returns": ("u", "d"), "network": ("p",),
           "progression": ("e",), "mentoring": ("enter", "g")}  # fmt: skip
"""Windows that are opened from a place by a key, before what they show is there."""
READERS = ("register", "projection", "decisions", "publications", "practice", "reviews")
"""Windows that read what they show, by the action that opens them."""
TROUBLE = "The database is [b]away[/b]."


async def at_every_size(pilot: Pilot[None], name: str, found: list[object], *, waits: bool = True) -> None:
    """Look at the window that is open at each size."""
    for size in (TINY, LARGE, SMALL):
        await pilot.resize_terminal(*size)
        await (settle(pilot) if waits else pilot.pause())
        if waits or pilot.app.screen.query(".window"):
            found += [(name, type(pilot.app.screen).__name__, size, one) for one in wrong_window(pilot)]
        assert "Traceback" not in on_screen(pilot)


async def back(pilot: Pilot[None]) -> None:
    """Close what is open over a place."""
    for _window in range(9):
        if len(pilot.app.screen_stack) == 1:
            return
        await press(pilot, "y" if type(pilot.app.screen) is Confirm else "escape")
    raise AssertionError(f"no way back from {pilot.app.screen}")


async def opened(pilot: Pilot[None], keys: dict[str, tuple[str, ...]]) -> AsyncIterator[str]:
    """Open windows over each place by their keys, and those that open anywhere; the keys or the action of each."""
    for place, one_by_one in keys.items():
        for key in one_by_one:
            pilot.app.set_focus(None)
            await press(pilot, NUMBERS[place])
            for part in key.split(">"):
                await press(pilot, part)
            if len(pilot.app.screen_stack) > 1:
                yield f"{place} {key}"
            await back(pilot)


async def anywhere(pilot: Pilot[None]) -> AsyncIterator[str]:
    """Open the windows that have no place."""
    for action in ACTIONS:
        await pilot.app.run_action(f"app.{action}")
        await settle(pilot)
        if len(pilot.app.screen_stack) > 1:
            yield action
        await back(pilot)


async def test_with_figures_every_window_is_whole(running: Running, database: str) -> None:
    faults, seen = list[object](), set[str]()
    async with running(database) as pilot:
        async for name in opened(
            pilot, {place: tuple(key for key in keys.split() if key != "ctrl+p") for place, keys in WINDOWS.items()}
        ):
            seen.add(type(pilot.app.screen).__name__)
            await at_every_size(pilot, name, faults)
        async for name in anywhere(pilot):
            seen.add(type(pilot.app.screen).__name__)
            await at_every_size(pilot, name, faults)
    assert not faults, "\n".join(map(str, faults))
    assert len(seen) > 15, sorted(seen)


async def test_without_figures_every_window_is_whole(running: Running, tmp_path: Path) -> None:
    faults, seen = list[object](), set[str]()
    async with running(str(tmp_path / "new.db")) as pilot:
        async for name in opened(pilot, READING):
            seen.add(name)
            await at_every_size(pilot, name, faults)
        async for name in anywhere(pilot):
            seen.add(name)
            await at_every_size(pilot, name, faults)
    assert not faults, "\n".join(map(str, faults))
    assert {"overview o", "returns u", "returns d", "publications"} <= seen, sorted(seen)


async def test_where_nothing_can_be_read_every_window_says_so_or_does_not_open(
    running: Running, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults, silent = list[object](), []

    @contextmanager
    def reading(self: Workspace) -> Iterator[Session]:
        raise WorkforceError(TROUBLE, "Try again.")
        yield

    async with running(database) as pilot:
        for place in READING:
            await press(pilot, NUMBERS[place])
        with monkeypatch.context() as broken:
            broken.setattr(Workspace, "reading", reading)
            async for name in opened(pilot, READING):
                await at_every_size(pilot, name, faults)
                if name in ("returns u", "returns d", "mentoring g") and TROUBLE not in on_screen(pilot):
                    silent.append(name)
        assert pilot.app.is_running
    assert not faults, "\n".join(map(str, faults))
    assert not silent


async def test_while_something_is_read_every_window_is_whole_and_can_be_left(
    running: Running, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults, go_on, real = list[object](), Event(), Workspace.reading
    go_on.set()

    @contextmanager
    def reading(self: Workspace) -> Iterator[Session]:
        go_on.wait()
        with real(self) as session:
            yield session

    monkeypatch.setattr(Workspace, "reading", reading)
    async with running(database) as pilot:
        for place, key in (("returns", "u"), ("returns", "d")):
            pilot.app.set_focus(None)
            await press(pilot, NUMBERS[place])
            go_on.clear()
            try:
                await pilot.press(key)
                await pilot.pause()
                assert len(pilot.app.screen_stack) > 1, key
                await at_every_size(pilot, f"{place} {key}", faults, waits=False)
                await pilot.press("escape")
                await pilot.pause()
                assert len(pilot.app.screen_stack) == 1, key
            finally:
                go_on.set()
            await settle(pilot)
            assert pilot.app.is_running
    assert not faults, "\n".join(map(str, faults))


async def test_every_window_that_reads_says_that_it_does_and_why_it_cannot(
    running: Running, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, real, silent = Event(), Workspace.reading, list[str]()
    go_on.set()

    @contextmanager
    def slowly(self: Workspace) -> Iterator[Session]:
        go_on.wait()
        with real(self) as session:
            yield session

    @contextmanager
    def never(self: Workspace) -> Iterator[Session]:
        raise WorkforceError(TROUBLE, "Try again.")
        yield

    async with running(database) as pilot:
        for place, keys in (("progression", "te"), ("returns", "")):
            await press(pilot, NUMBERS[place], *keys)
        for action in READERS:
            for reading, said in ((slowly, ("Reading", "Looking")), (never, (TROUBLE,))):
                with monkeypatch.context() as patch:
                    patch.setattr(Workspace, "reading", reading)
                    go_on.clear()
                    try:
                        await pilot.app.run_action(f"app.{action}")
                        await (settle(pilot) if reading is never else pilot.pause())
                        shown = on_screen(pilot)
                    finally:
                        go_on.set()
                    await settle(pilot)
                if len(pilot.app.screen_stack) == 1 or not any(one in shown for one in said):
                    silent.append(f"{action}, {said[-1]}:\n{shown}")
                pilot.app.clear_notifications()
                await back(pilot)
    assert not silent, "\n".join(silent)
