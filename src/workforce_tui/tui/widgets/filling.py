"""A table of figures or records in a table of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.records import OVERDUE
from workforce_tui.tui.safe import safe_cell

if TYPE_CHECKING:
    from typing import Literal

    from rich.text import Text

    from workforce_tui.domain.table import Column, Table
    from workforce_tui.tui.widgets.fitted_table import FittedTable


def fill_table(widget: FittedTable, table: Table) -> None:
    """Draw *table*: columns that are not essential stand aside where there is no room for them."""
    late = f"bold {widget.app.theme_variables.get('status-below', '')}".strip()
    rows: list[tuple[str | None, list[Text]]] = []
    for row in table.rows:
        texts = [cell_text(cell) for cell in row.cells]
        cells = [
            safe_cell(text, _side(column), late if text.startswith(OVERDUE) else "")
            for column, text in zip(table.columns, texts, strict=True)
        ]
        rows.append((row.key or None, [safe_cell(row.label), *cells]))
    heads = [safe_cell(table.row_heading), *(safe_cell(one.label, _side(one)) for one in table.columns)]
    aside = {place for place, one in enumerate(table.columns, 1) if not one.essential}
    widget.fill(heads, rows, aside=aside)


def _side(column: Column) -> Literal["left", "right"]:
    return "right" if column.numeric else "left"
