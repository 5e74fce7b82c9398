"""What showing a place for the first time may cost: nothing is worked out that is known already."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from conftest import press
from workforce_tui.domain.places import PLACES
from workforce_tui.tui.lazily import load_the_rest, page_class
from workforce_tui.tui.sparing import SparingScreen
from workforce_tui.tui.widgets.key_line import KeyLine


@pytest.fixture
def worked_out(monkeypatch):
    """How often every style sheet was parsed again, and a whole screen styled again."""
    seen: Counter[str] = Counter()
    reparse, style = Stylesheet.reparse, Screen.update_node_styles

    def count_parsing(self):
        seen["parsed"] += 1
        reparse(self)

    def count_styling(self, animate=True):
        seen["styled"] += 1
        style(self, animate=animate)

    monkeypatch.setattr(Stylesheet, "reparse", count_parsing)
    monkeypatch.setattr(Screen, "update_node_styles", count_styling)
    return seen


async def test_a_place_is_styled_as_it_is_made_and_not_again_unless_the_colours_change(running, database, worked_out):
    async with running(database) as pilot:
        worked_out.clear()
        await press(pilot, "2", "6", "1", "2")
        assert worked_out == {}
        pilot.app.theme = "workforce-light"
        await press(pilot, "6")
        assert worked_out["parsed"] >= 1
        assert pilot.app.screen.query_one(KeyLine).styles.background.hex == pilot.app.current_theme.panel.upper()


async def test_what_is_held_back_is_painted_once_and_holding_twice_is_holding_once(monkeypatch):
    monkeypatch.setattr(App, "is_headless", False)
    app = App()
    async with app.run_test() as pilot:
        await app.push_screen(screen := SparingScreen())
        before = app._batch_count
        screen.hold_paint(60)
        screen.hold_paint(60)
        assert app._batch_count == before + 1
        screen.paint()
        screen.paint()
        assert app._batch_count == before
        await pilot.pause()


def test_what_is_loaded_ahead_is_every_place_and_the_windows_over_them():
    loaded = list(load_the_rest())
    assert {page_class(place).__module__ for place in PLACES} <= set(loaded) <= set(sys.modules)
