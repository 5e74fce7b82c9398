"""Progression as the chair of a staff network may see it: tables under the disclosure profile NETWORK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from workforce_tui.tui.screens.chair_window import table_of

if TYPE_CHECKING:
    from workforce_tui.tui.network_reading import ChairFigures


class ChairPane(VerticalScroll):
    """Staff by level, promotion and leaving, and mentoring, one under the other."""

    DEFAULT_CSS = """
    ChairPane { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    ChairPane Static { height: auto; }
    ChairPane .table-title { text-style: bold; margin-top: 1; }
    ChairPane .table-notes { color: $muted; }
    """

    CODE = "for-chair"

    async def show(self, figures: ChairFigures) -> None:
        """Draw the tables from the top."""
        await self.clear()
        await self.mount_all(widget for table in figures.tables for widget in table_of(table))
        self.scroll_home(animate=False)
        self.focus()

    async def clear(self) -> None:
        """Show nothing."""
        await self.remove_children()
