"""What is read for a list to choose from, or after a change, may not be there: that is said, and the app goes on."""

from __future__ import annotations

import pytest

from conftest import LARGE, on_screen, press, until
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.tui import progression_reading, reading


def gone(*_arguments, **_options):
    raise WorkforceError("The database is gone.", "Plug it in.")


@pytest.mark.parametrize(
    ("module", "name", "keys"),
    [
        (reading, "snapshot_dates", ("1", "s")),
        (reading, "trend_rows", ("2", "t")),
        (progression_reading, "indicator_names", ("3", "t", "b")),
    ],
)
async def test_a_list_that_cannot_be_read_is_said(running, database, monkeypatch, module, name, keys):
    async with running(database, LARGE) as pilot:
        await until(pilot, "What needs attention next")
        monkeypatch.setattr(module, name, gone)
        for key in keys:
            await press(pilot, key)
        await until(pilot, "The database is gone. Plug it in.")


async def test_what_the_database_holds_cannot_be_listed_again_after_a_change(running, database, monkeypatch):
    async with running(database, LARGE) as pilot:
        await until(pilot, "What needs attention next")
        monkeypatch.setattr(reading, "organisations", gone)
        pilot.app.data_changed()
        await until(pilot, "The database is gone. Plug it in.")
        assert "What needs attention next" in on_screen(pilot)
