"""Our own themes: readable for everybody, and never the only sign of anything."""

from __future__ import annotations

import pytest
from textual.color import Color

from conftest import press, settle, until
from workforce_tui.domain.targets import TargetStatus
from workforce_tui.tui import theme
from workforce_tui.tui.app import WorkforceApp
from workforce_tui.tui.words import SIGNS

ENOUGH = 4.5
"""WCAG 2.2 AA for text."""
SEEN = 3
"""WCAG 2.2 AA for what is no text: borders, bars, scroll bars."""


def luminance(color: Color) -> float:
    def part(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(color.r) + 0.7152 * part(color.g) + 0.0722 * part(color.b)


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("own", theme.own_themes(), ids=lambda own: own.name)
def test_every_text_colour_stands_out_from_everything_it_is_drawn_on(own):
    colours = {**own.to_color_system().generate(), **own.variables}
    grounds = [colours[name] for name in ("background", "surface", "panel", "row-cursor")]
    own_names = (*theme.STATUS_COLOURS, "muted", "tick-target", "tick-population", "heading")
    for name in (*own_names, "foreground", "error", "warning", "footer-key-foreground"):
        for ground in grounds:
            assert contrast(colours[name], ground) >= ENOUGH, (name, ground)
    for pair in ("block-cursor", "block-cursor-blurred", "input-cursor", "footer"):
        front = "footer-description-foreground" if pair == "footer" else f"{pair}-foreground"
        assert contrast(colours[front], colours[f"{pair}-background"]) >= ENOUGH, pair
    assert contrast(colours["button-foreground"], colours["surface"]) >= ENOUGH


@pytest.mark.parametrize("own", theme.own_themes(), ids=lambda own: own.name)
def test_what_is_seen_and_no_text_stands_out_too(own):
    colours = {**own.to_color_system().generate(), **own.variables}
    for ground in ("background", "surface"):
        for name in ("border", "primary", *theme.STATUS_COLOURS):
            assert contrast(colours[name], colours[ground]) >= SEEN, (name, ground)
    for name in theme.SCROLLBARS:
        assert contrast(colours[name], colours["scrollbar-background"]) >= SEEN


def test_only_our_own_themes_are_offered():
    app = WorkforceApp()
    assert set(app.available_themes) == set(theme.TITLES)
    assert app.theme == theme.DARK


def test_every_status_has_a_word_of_its_own_beside_its_symbol():
    words = [SIGNS[status].word for status in TargetStatus]
    assert len(set(words)) == len(words)
    assert all(SIGNS[status].symbol for status in TargetStatus)


async def test_without_colour_the_status_is_still_said(running, database, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(database) as pilot:
        await press(pilot, "2")
        await until(pilot, "■ behind")


async def test_a_theme_is_chosen_by_name(running, database):
    async with running(database) as pilot:
        await pilot.app.run_action("app.choose('theme')")
        await press(pilot, *"high", "enter")
        await settle(pilot)
        assert pilot.app.theme == theme.HIGH_CONTRAST
