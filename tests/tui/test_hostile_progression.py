"""Texts of organisations, grades, records and people in the trend, the projection and the register: drawn as written.

Markup is text, control characters are spaces, and a text of any length leaves the rest of the screen in its place.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conftest import LARGE, SMALL, on_screen, press, settle, until
from register_figures import Figures, three_years
from workforce_tui.domain.disparities import Comment
from workforce_tui.services import disparity_values
from workforce_tui.services.breaks import Break, BreakCode
from workforce_tui.services.clock import today_here
from workforce_tui.services.disparity_writing import Change, Wanted, change_disparity, open_disparity
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui import progression_reading, reading, register_reading

POLICE = "dyfed-powys-police"
MARKUP = "[@click=app.quit]x[/] [red]"
CONTROL = "a\x1b[31m\x07\u202eb\n\tc\x00d"
LONG = "Ysbyty " * 900
TEXTS = {"markup": f"{MARKUP} {CONTROL}", "long": LONG}
WRITTEN = {"markup": f"{MARKUP} a [31m", "long": "Ysbyty Ysbyty"}

texts = pytest.mark.parametrize(("kind", "size"), [("markup", LARGE), ("long", SMALL)], ids=list(TEXTS))


def is_sound(pilot, kind: str) -> None:
    """The text is on the screen as it was written, nothing of it is a command, and the keys are still there."""
    text = on_screen(pilot)
    assert WRITTEN[kind] in text
    assert not set(text) & set("\x1b\x07\x00\u202e")
    assert pilot.app.is_running
    last = [line for line in text.splitlines() if line.strip()][-1]
    assert "^p" in last or "Close" in last or "esc" in last, last
    assert max(map(len, text.splitlines())) <= pilot.app.size.width


def named(one, text: str):
    return replace(one, name_en=text, name_cy=text)


@texts
async def test_the_trend(running, database, monkeypatch, kind, size):
    real, text = progression_reading.indicator_trend, TEXTS[kind]

    def hostile(ws, view, indicator):
        found = real(ws, view, indicator)
        lines = [
            replace(
                line,
                name=text,
                points=tuple(
                    replace(
                        point,
                        breaks=(Break(BreakCode.WORKERS, text),),
                        indicator=replace(point.indicator, name=text, note=text, sentence=text),
                    )
                    for point in line.points
                ),
            )
            for line in found.lines
        ]
        return replace(found, organisation=named(found.organisation, text), lines=tuple(lines))

    monkeypatch.setattr(progression_reading, "indicator_trend", hostile)
    async with running(database, size) as pilot:
        await press(pilot, "3", "t")
        await until(pilot, WRITTEN[kind])
        is_sound(pilot, kind)
        await press(pilot, "up")
        is_sound(pilot, kind)


@texts
async def test_what_it_would_take(running, database, monkeypatch, kind, size):
    real, text = reading.projection_facts, TEXTS[kind]

    def hostile(ws, view, scope):
        found = real(ws, view, scope)
        return replace(
            found,
            organisation=named(found.organisation, text),
            scope_name=text,
            leaver=replace(found.leaver, said=text),
            joiner=replace(found.joiner, said=text),
            aim=None if found.aim is None else replace(found.aim, said=text),
            trend=replace(found.trend, notes=(text,)),
            notes=(text,),
        )

    monkeypatch.setattr(reading, "projection_facts", hostile)
    async with running(database, size) as pilot:
        await press(pilot, "w")
        await until(pilot, "Joiners from ethnic minorities")  # has the focus: what is above it may be out of sight
        await press(pilot, "right")
        is_sound(pilot, kind)
        await press(pilot, "t")
        await until(pilot, WRITTEN[kind])
        is_sound(pilot, kind)


@pytest.fixture
def registered(database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with a record of an indicator."""
    figures = three_years()
    monkeypatch.setattr(disparity_values, "IndicatorSource", lambda: figures)
    ws = open_workspace(database)
    open_disparity(ws, Wanted(POLICE, "A5"), by="Ann Rees", on=today_here() - timedelta(days=9))
    ws.close()
    return database


@texts
async def test_the_register_and_what_is_found(running, registered, monkeypatch, kind, size):
    text = TEXTS[kind]
    monkeypatch.setattr(Figures, "name", lambda _self, _code: text)
    real = register_reading.register_data

    def hostile(ws, view):
        found = real(ws, view)
        return replace(found, records=tuple(replace(one, whose=text) for one in found.records), last_name=text)

    monkeypatch.setattr(register_reading, "register_data", hostile)
    ws = open_workspace(registered)
    today = today_here()
    change_disparity(ws, 1, Change(f"{text} Rees"[:80], today, (Comment(text, "", today),)))
    ws.close()
    async with running(registered, size) as pilot:
        pilot.app.view = pilot.app.view.of(POLICE)
        await pilot.app.run_action("app.register")
        await until(pilot, "○ identified")
        is_sound(pilot, kind)
        await press(pilot, "n")
        await until(pilot, "■ proposed")
        is_sound(pilot, kind)
        await press(pilot, "escape", "e", "enter")
        await settle(pilot)
        await until(pilot, "Your name")
        assert not set(on_screen(pilot)) & set("\x1b\x07\x00\u202e")
        assert pilot.app.is_running
