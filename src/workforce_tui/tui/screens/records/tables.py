"""Tables of records and of figures, drawn as wide as the screen is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workforce_tui.i18n import _
from workforce_tui.tui.safe import plain
from workforce_tui.tui.widgets.read_table import ReadTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.table import Table


def cut(text: str, limit: int) -> str:
    """*text* made safe to draw, in no more than *limit* cells."""
    shown = plain(text)
    return shown if cell_len(shown) <= limit else set_cell_size(shown, limit - 1).rstrip() + "…"


class TablesPane(VerticalScroll):
    """Figures one under the other: each with its title, its notes and where it is from."""

    DEFAULT_CSS = """
    TablesPane { height: 1fr; padding: 0 1; }
    TablesPane Static { height: auto; width: 1fr; padding-right: 1; }
    TablesPane .table-title { text-style: bold; color: $heading; margin-top: 1; }
    TablesPane .table-notes { color: $muted; }
    """

    async def show(self, tables: Sequence[Table]) -> None:
        """Draw *tables* in the place of what was there."""
        await self.remove_children()
        if not tables:
            await self.mount(Static(Content(_("There are no figures yet")), markup=False))
        for table in tables:
            widget = ReadTable(table)
            widget.display = bool(table.rows)
            nothing = "" if table.rows else _("There is none yet.")
            said = " ".join(plain(one, 600) for one in (nothing, *table.notes, table.source) if one)
            await self.mount(
                Static(Content(plain(table.title)), classes="table-title", markup=False),
                widget,
                Static(Content(said), classes="table-notes", markup=False),
            )
