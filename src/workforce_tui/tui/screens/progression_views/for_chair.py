"""Progression as tables: for the chair of a staff network under its profile, for the taskforce as it was returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from workforce_tui.tui.screens.chair_window import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.table import Table


class ChairPane(VerticalScroll):
    """Tables, one under the other."""

    DEFAULT_CSS = """
    ChairPane { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    ChairPane Static { height: auto; }
    ChairPane .table-title { text-style: bold; margin-top: 1; }
    ChairPane .table-notes { color: $muted; }
    """

    CODE = "for-chair"

    shown: tuple[Table, ...] = ()

    async def show(self, tables: Sequence[Table]) -> None:
        """Draw the tables from the top; those that follow what is drawn already come under it."""
        held = len(self.shown)
        if not held or tuple(tables[:held]) != self.shown:
            await self.clear()
            held = 0
        await self.mount_all(widget for table in tables[held:] for widget in table_of(table))
        self.shown = tuple(tables)
        if not held:
            self.scroll_home(animate=False)
        self.focus()

    async def clear(self) -> None:
        """Show nothing."""
        self.shown = ()
        await self.remove_children()
