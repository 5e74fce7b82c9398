"""Every place of the app in every state and at every size, walked through in one session for each state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from frames import cut_off
from grids import picture

from conftest import LARGE, SMALL, TINY, on_screen, press, settle
from workforce_tui.domain.places import PLACES
from workforce_tui.services import overview
from workforce_tui.tui.app import WorkforceApp
from workforce_tui.tui.widgets.area_bar import AreaBar
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.widgets.state_panel import StatePanel

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

KEYS = dict(zip(PLACES, "1234567890", strict=True))
SIZES = (SMALL, LARGE, TINY)
MOST_KEYS = 6
"""How many keys a footer shows: as many as there is room for on a small screen."""


async def places(pilot: Pilot[None]) -> AsyncIterator[tuple[str, tuple[int, int]]]:
    """Go to every place by its number, and see it at every size."""
    for place, number in KEYS.items():
        pilot.app.set_focus(None)
        await press(pilot, number)
        assert pilot.app.current_mode == place
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            yield place, size


def wrong(pilot: Pilot[None]) -> list[str]:
    """What is not right about the frame of the screen, and what of its words is cut off at the side."""
    screen, (width, height) = pilot.app.screen, pilot.app.size
    text = on_screen(pilot)
    bar, footer = screen.query_one(AreaBar), screen.query_one(KeyLine)
    found = [] if bar.region.y == 0 and bar.region.height else ["no bar of places at the top"]
    found += [] if footer.region.bottom == height and footer.region.height else ["no keys at the bottom"]
    found += [] if "Help" in " ".join(text.splitlines()[: bar.region.bottom]) else ["no word of help"]
    shown = {one.binding.action for one in screen.active_bindings.values() if one.binding.show}
    found += [] if len(shown) <= MOST_KEYS else [f"{len(shown)} keys"]
    found += cut_off(screen, width)
    if (panel := screen.query_one("#states StatePanel", StatePanel)).region:
        words = str(panel.query_one("#state-text").content).split()  # type: ignore[attr-defined]
        found += [f"not seen: {word}" for word in words if word not in text]
    return found


async def test_with_figures_every_place_looks_as_it_did(running, database, pictures, monkeypatch):
    changed, faults = [], []
    monkeypatch.setenv("WORKFORCE_TUI_IMPORTS", "/")  # a folder that has the same name everywhere
    monkeypatch.setattr(overview, "today_here", lambda: date(2026, 5, 4))  # what is due then is overdue later
    async with running(database) as pilot:
        async for place, (width, height) in places(pilot):
            faults += [(place, width, one) for one in wrong(pilot)]
            if (width, height) != TINY:
                changed += pictures.differences(f"{place}-{width}x{height}", picture(pilot))
    assert not faults, "\n".join(map(str, faults))
    assert not changed, "\n".join(["Draw them anew with --snapshot-update, and look.", *changed])


async def test_without_figures_every_place_is_whole(running, tmp_path):
    faults = []
    async with running(str(tmp_path / "new.db")) as pilot:
        async for place, size in places(pilot):
            faults += [(place, size, one) for one in wrong(pilot)]
            assert "Traceback" not in on_screen(pilot)
    assert not faults, "\n".join(map(str, faults))


async def test_before_the_database_is_open_every_place_says_so(running, database, monkeypatch):
    faults = []
    monkeypatch.setattr(WorkforceApp, "open_database", lambda self: None)
    async with running(database) as pilot:
        async for place, size in places(pilot):
            faults += [(place, size, one) for one in wrong(pilot)]
            if place != "import":
                assert "Opening the database" in on_screen(pilot), (place, size)
    assert not faults, "\n".join(map(str, faults))


async def test_where_the_database_is_none_every_place_says_so(running, tmp_path):
    letter = tmp_path / "[b] letter.db"
    letter.write_text("Dear all, " * 200)
    faults = []
    async with running(str(letter)) as pilot:
        async for place, size in places(pilot):
            faults += [(place, size, one) for one in wrong(pilot)]
            if place != "import":
                assert "[b] letter.db" in " ".join(on_screen(pilot).split()), (place, size)
    assert not faults, "\n".join(map(str, faults))
