"""What showing a place for the first time may cost: nothing is worked out that is known already."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from conftest import press
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
