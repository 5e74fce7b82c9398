"""Texts from files are drawn as they are written: on every screen, in tables, titles, choices and messages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import HOSTILE

from conftest import LARGE, on_screen, press, settle
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.services.figures import OrganisationSummary
from workforce_tui.tui import reading
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.dialogs.target_form import TargetForm
from workforce_tui.tui.safe import plain, safe_cell, safe_text


@pytest.fixture
def renamed(monkeypatch):
    """Every organisation, grade, file and owner has a hostile name."""

    def rename(text):
        real_organisations, real_report, real_batches = reading.organisations, reading.report_data, reading.batches
        real_overview, real_targets = reading.overview_data, reading.targets_data

        def named(one):
            return replace(one, name_en=text, name_cy=text)

        def organisations(ws):
            return tuple(
                OrganisationSummary(named(one.organisation), one.snapshots, one.latest)
                for one in real_organisations(ws)
            )

        def report(ws, view):
            found = real_report(ws, view)
            rows = tuple(replace(row, label=text, heading=text, note=text) for row in found.rows)
            return replace(found, rows=rows, organisation=named(found.organisation), notes=(text,))

        def overview(ws, view):
            found = real_overview(ws, view)
            return replace(found, organisation=named(found.organisation))

        def batches(ws, view):
            return tuple(replace(one, file_name=text, sheet=text, layout=text) for one in real_batches(ws, view))

        def targets(ws, view):
            found = real_targets(ws, view)
            lines = tuple(replace(line, scope=text, target=replace(line.target, owner=text)) for line in found.lines)
            return replace(found, lines=lines, scopes=tuple((code, text) for code, _name in found.scopes))

        for name, fake in (("organisations", organisations), ("report_data", report), ("overview_data", overview),
                           ("batches", batches), ("targets_data", targets)):  # fmt: skip
            monkeypatch.setattr(reading, name, fake)

    return rename


async def test_every_screen_shows_the_text_as_it_is(running, database, renamed):
    text = HOSTILE[2]
    renamed(text)
    async with running(database, LARGE) as pilot:
        for key in ("f5", "f6", "f7", "f8", "f10"):
            await press(pilot, key)
            assert text in on_screen(pilot), key
        await press(pilot, "f6", "down", "t")
        assert text in on_screen(pilot)
        await press(pilot, "f10", "u")
        assert text in on_screen(pilot)
        await press(pilot, "escape", "f8", "e")
        assert isinstance(pilot.app.screen, TargetForm)
        assert text in on_screen(pilot)
        await press(pilot, "escape", "o")
        assert text in on_screen(pilot)


@pytest.mark.parametrize("text", [HOSTILE[0], HOSTILE[2]])
async def test_windows_and_messages_show_the_text_as_it_is(running, database, text):
    async with running(database, LARGE) as pilot:
        pilot.app.push_screen(Picker(text, [Choice("x", text, text)], "x"))
        await settle(pilot)
        assert on_screen(pilot).count(text) >= 2
        await press(pilot, "escape")
        pilot.app.push_screen(Confirm(text, text, yes="Yes"))
        await settle(pilot)
        assert on_screen(pilot).count(text) >= 2
        await press(pilot, "escape")
        target = Target("gwent-police", "x", TargetKind.NOT_SET, not_set_reason=text, owner=text)
        pilot.app.push_screen(TargetForm(target, [("x", text)]))
        await settle(pilot)
        assert on_screen(pilot).count(text) >= 2


async def test_a_click_on_a_text_runs_nothing(running, database, renamed):
    renamed("[@click=app.quit]x[/]")
    async with running(database, LARGE) as pilot:
        for key in ("f5", "f6", "f10"):
            await press(pilot, key)
            await pilot.click(offset=(10, 1))
            await pilot.click(offset=(10, 5))
            await settle(pilot)
        assert pilot.app.is_running


def test_control_characters_become_spaces_and_long_texts_are_cut():
    assert plain("a\x1b[31m\nb\tc") == "a [31m b c"
    assert len(plain("x" * 40_000)) == 240
    assert plain(None) == ""
    assert safe_text("[b]x").plain == "[b]x"
    assert safe_cell("[b]x").plain == "[b]x"
