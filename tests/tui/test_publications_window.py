"""What has been handed out is listed by the names people know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conftest import LARGE, on_screen, until
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.services.workspace import open_workspace
from workforce_tui.storage import publications
from workforce_tui.tui import display
from workforce_tui.tui.app import WorkforceApp

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Running


async def test_an_entry_says_whose_figures_were_handed_out_and_on_which_day(running: Running, tmp_path: Path) -> None:
    ws = open_workspace(str(tmp_path / "ledger.db"))
    for organisation in ("gwent-police", ""):
        entry = LedgerEntry(
            organisation, (2026,), "PUBLIC", "", 1, ("en",), "J Rees", "All", "", "x", "2026-05-01", 1200, 34
        )
        with ws.writing() as session:
            number = publications.add_publication(session, entry=entry, figures=())
            publications.add_step(session, publication=number, step=Step.PUBLISHED, made_at="2026-05-01")
    ws.close()
    async with running(str(tmp_path / "ledger.db"), LARGE) as pilot:
        assert isinstance(pilot.app, WorkforceApp)
        pilot.app.action_publications()
        await until(pilot, "Gwent Police")
        shown = on_screen(pilot)
        assert display.short_day(date(2026, 5, 1)) in shown
        assert "34/1,200" in shown
        assert "all Wales" in shown
        assert "gwent-police" not in shown
        await pilot.press("ctrl+end")
        await until(pilot, "Gwent Police 2026, PUBLIC")
