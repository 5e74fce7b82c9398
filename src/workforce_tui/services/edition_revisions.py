"""What an edition of a later version says of figures that were others in the version before, with both values.

Both were handed out to the same readers as they stand here: one then, one now. So nothing of it passes a profile again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition

_COMPARED: Mapping[str, tuple[str, ...]] = {
    "summary": (
        "value", "value_high", "numerator", "denominator", "comparator_numerator", "comparator_denominator",
        "interval_low", "interval_high",
    ),
    "targets": ("present", "gap", "persons_short"),
}  # fmt: skip
"""The columns of figures of the tables that are worked out from counts, by section; the first says which table."""
BEFORE, NOW = "before", "now"


def revised_tables(before: Edition, now: Edition) -> tuple[Table, ...]:
    """The figures of an edition that were others in the edition of the version before, in one table or several.

    Where the edition is protected, figures of people stand in one table, and what is worked out from their counts
    (indicators, what stands beside a target) in tables of its own: each row as it was and as it is, with the counts it
    rests on, so that the audit can follow it.
    """
    if now.audience is Audience.FULL:
        found = [_figures(before, now, every=True)]
    else:
        found = [_figures(before, now, every=False), *(_computed(before, now, code) for code in _COMPARED)]
    return tuple(table for table in found if table is not None)


def _figures(before: Edition, now: Edition, *, every: bool) -> Table | None:
    """The cells of tables of people (or of *every* table) that are others now; None where none are."""
    rows = []
    held = _shown(before)
    for _section, table in now.tables():
        for row in table.table.rows if every or table.dimension else ():
            for column, cell in zip(table.table.columns, row.cells, strict=True):
                old = held.get((table.code, row.key, column.key))
                if old is not None and isinstance(cell, Shown) and cell != old:
                    what = f"{table.code}, {row.label}, {column.label}"
                    key = f"{table.code}/{row.key}/{column.key}"
                    rows.append(Row(what, (Shown(cell_text(old)), Shown(cell_text(cell))), key))
    if not rows:
        return None
    columns = (Column(BEFORE, _version(before), numeric=False), Column(NOW, _("Revised"), numeric=False))
    return Table(_("Revised figures"), _("Figure"), columns, tuple(rows), (_note(),))


def _shown(edition: Edition) -> dict[tuple[str, str, str], Shown]:
    """Every cell that is shown, by its table, row and column."""
    return {
        (table.code, row.key, column.key): cell
        for _section, table in edition.tables()
        for row in table.table.rows
        for column, cell in zip(table.table.columns, row.cells, strict=True)
        if isinstance(cell, Shown)
    }


def _computed(before: Edition, now: Edition, section: str) -> Table | None:
    """The rows of the worked-out table of a section whose figures moved, as they were and as they are."""
    old, new = _table(before, section), _table(now, section)
    if old is None or new is None or [one.key for one in old.columns] != [one.key for one in new.columns]:
        return None
    rows = tuple(_pairs(before, old, new, _COMPARED[section]))
    if not rows:
        return None
    title = _("Revised indicators") if section == "summary" else _("Revised targets")
    return replace(new, title=title, rows=rows, notes=(_note(),))


def _table(edition: Edition, section: str) -> Table | None:
    names = {*_COMPARED[section]}
    return next(
        (
            table.table
            for part, table in edition.tables()
            if part.code == section and names <= {column.key for column in table.table.columns}
        ),
        None,
    )


def _pairs(before: Edition, old: Table, new: Table, compared: tuple[str, ...]) -> Iterator[Row]:
    """Each row that moved, twice."""
    places = [place for place, column in enumerate(new.columns) if column.key in compared]
    held = {row.key: row for row in old.rows}
    for row in new.rows:
        was = held.get(row.key)
        if was is not None and any(_moved(was.cells[place], row.cells[place]) for place in places):
            yield replace(was, label=f"{was.label}: {_version(before)}", key=f"{was.key}/{BEFORE}")
            yield replace(row, label=f"{row.label}: {_('Revised')}", key=f"{row.key}/{NOW}")


def _moved(before: Cell, now: Cell) -> bool:
    return isinstance(before, Shown) and isinstance(now, Shown) and before != now


def _version(edition: Edition) -> str:
    return _("Version {number}").format(number=edition.version)


def _note() -> str:
    return _("Only figures that both versions show: one that either withholds is not named.")
