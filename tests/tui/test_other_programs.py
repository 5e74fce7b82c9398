"""What another program writes while the app is open is on the screen as soon as a place is looked at again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

from textual import events

from conftest import LARGE, on_screen, press, settle, until
from workforce_tui.services.batches import list_batches, undo_batch
from workforce_tui.services.watching import DataWatch
from workforce_tui.services.workspace import open_workspace


def take_back(database: str, file_name: str) -> None:
    """Undo an import with a connection of its own, as a command in another window does."""
    ws = open_workspace(database)
    (batch,) = (one for one in list_batches(ws) if one.file_name == file_name)
    undo_batch(ws, batch.id)
    ws.close()


async def test_what_another_program_took_back_is_gone_when_a_place_is_looked_at_again(running, database):
    async with running(database, LARGE) as pilot:
        app = pilot.app
        await press(pilot, "1")
        await until(pilot, "31 March 2026")
        changes = app.changes
        await press(pilot, "2", "1", "1")
        assert app.changes == changes
        take_back(database, "dpp staff 2026.xlsx")
        await press(pilot, "1")
        await until(pilot, "Police  31 March 2025")
        assert "31 March 2026" not in on_screen(pilot)
        held = {one.organisation.code: one.snapshots for one in app.organisations}
        assert held["dyfed-powys-police"] == 2
        app.view = replace(app.view, as_at=date(2025, 3, 31))
        await press(pilot, "2")
        take_back(database, "dpp staff 2025.xlsx")
        app.post_message(events.AppFocus())
        await until(pilot, "There are no figures of 31 March 2025 any more")
        await settle(pilot)
        assert app.view.as_at is None
        assert app.changes == changes + 2


def test_a_watch_tells_once_of_what_another_connection_wrote(database: str) -> None:
    ws = open_workspace(database)
    watch = DataWatch(ws)
    assert not watch.has_changed()
    with closing(sqlite3.connect(database)) as other:
        other.execute("UPDATE target SET owner = 'Jo Rees'")
        assert not watch.has_changed()
        other.commit()
    assert (watch.has_changed(), watch.has_changed()) == (True, False)
    watch.close()
    assert not watch.has_changed()
    ws.close()
