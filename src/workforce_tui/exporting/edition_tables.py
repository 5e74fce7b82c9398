"""The tables of an edition as every format draws them: units in the headings, nothing that cannot be read aloud."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import NOT_AVAILABLE, WITHHELD, cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.publication import Marker
from workforce_tui.domain.table import Row
from workforce_tui.exporting.numbers import extent_of
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition
    from workforce_tui.domain.table import Column, Table

SHORTHAND = {
    WITHHELD: N_("confidential: the figure is withheld so that nobody can be identified"),
    NOT_AVAILABLE: N_("not available"),
    str(Marker.NOT_APPLICABLE): N_("not applicable"),
    str(Marker.LOW): N_("rounds to zero but is not zero"),
    "[r]": N_("revised"),
    "[p]": N_("provisional"),
    "[e]": N_("estimated"),
    "[b]": N_("break in the series"),
    "[u]": N_("low reliability"),
}
"""What each marker means, by the convention of the Government Analysis Function."""
ABSENT = str(Marker.NOT_APPLICABLE)
_ONLY_SYMBOLS = re.compile(r"[\W_]+")


def drawn(table: Table) -> Table:
    """The table as it is drawn: units in the headings, "[z]" where a cell holds only symbols or there are no rows."""
    columns = tuple(_with_unit(column, [row.cells[n] for row in table.rows]) for n, column in enumerate(table.columns))
    rows = tuple(
        replace(row, cells=tuple(_readable(cell, column) for cell, column in zip(row.cells, columns, strict=True)))
        for row in table.rows
    )
    rows = rows or (Row(ABSENT, (Shown(ABSENT),) * len(columns)),)
    return replace(table, columns=columns, rows=rows)


def _with_unit(column: Column, cells: Sequence[Cell]) -> Column:
    percent = column.numeric and any(extent.percent for cell in cells if (extent := extent_of(cell)) is not None)
    unit = column.unit or ("%" if percent else "")
    said = not unit or _says_unit(column.label, unit)
    return replace(column, label=column.label if said else f"{column.label} ({unit})", unit="")


def _says_unit(label: str, unit: str) -> bool:
    """Whether a label names the unit; "95%" in it is the level of an interval."""
    return re.search(rf"(?<!\d){re.escape(unit)}", label) is not None


def _readable(cell: Cell, column: Column) -> Cell:
    """A cell without the percent sign that its heading has, and without signs that are not read aloud."""
    if isinstance(cell, Shown) and isinstance(cell.value, str) and _ONLY_SYMBOLS.fullmatch(cell.value.strip()):
        return Shown(ABSENT)
    extent = extent_of(cell) if column.numeric and _says_unit(column.label, "%") else None
    if extent is None or not extent.percent:
        return cell
    if extent.is_exact:
        return Shown(extent.low.text)
    return Shown(_("{low} to {high}").format(low=extent.low.text, high=extent.high.text))


def shorthand_in(tables: Iterable[Table]) -> tuple[tuple[str, str], ...]:
    """The markers that stand in cells of the tables, in their order, with their meaning in the language in use."""
    used = {cell_text(cell) for table in tables for row in table.rows for cell in row.cells}
    return tuple((marker, _(meaning)) for marker, meaning in SHORTHAND.items() if marker in used)


def shorthand_line(table: Table) -> str:
    """The meaning of the markers in one table, in a sentence; "" where it has none."""
    meanings = "; ".join(f"{marker} = {meaning}" for marker, meaning in shorthand_in((table,)))
    return _("Shorthand in this table: {meanings}.").format(meanings=meanings) if meanings else ""


def notes_under(table: Table) -> tuple[str, ...]:
    """What is said under a table: its notes, the meaning of its shorthand, its source."""
    source = _("Source: {source}").format(source=table.source) if table.source else ""
    return tuple(line for line in (*table.notes, shorthand_line(table), source) if line.strip())


def all_tables(edition: Edition) -> tuple[Table, ...]:
    """Every table of the edition as it is drawn."""
    return tuple(drawn(one.table) for _section, one in edition.tables())


def day_of(edition: Edition) -> date | None:
    """The latest day an edition states of itself: when it was signed, else that of its figures."""
    days = [one.table.as_at for _section, one in edition.tables() if one.table.as_at is not None]
    for code in ("period", "signed_on"):
        with contextlib.suppress(ValueError):
            days.append(date.fromisoformat(edition.codes.get(code, "")[:10]))
    return max(days, default=None)
