"""The figures of an edition as the ledger has them, and as the audit reads them in its interchange file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.edition_rounding import PERIOD, rounding_at
from workforce_tui.domain.publication import FigureRow, Unit, published_parts
from workforce_tui.services.edition_events import event_cut, stage_cut
from workforce_tui.services.edition_figures import BY_DEFINITION
from workforce_tui.services.release import PERCENTAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition, EditionTable
    from workforce_tui.domain.table import Column, Row


def figures_of_edition(edition: Edition) -> tuple[FigureRow, ...]:
    """Every figure of staff and events once, in the order of the tables."""
    found: dict[tuple[object, ...], FigureRow] = {}
    for _section, table in edition.tables():
        if table.dimension:
            for one in _figures(edition, table):
                key = one.period, one.dimension, one.row, one.cut, one.definition, one.measure
                found.setdefault(key, one)
    return tuple(found.values())


def _figures(edition: Edition, table: EditionTable) -> Iterator[FigureRow]:
    for row in table.table.rows:
        for column, cell in zip(table.table.columns, row.cells, strict=True):
            yield _figure(edition, table, row, column, cell)


def _figure(edition: Edition, table: EditionTable, row: Row, column: Column, cell: Cell) -> FigureRow:
    period, dimension, code, cut = place_of(edition, table, row.key)
    by_definition = column.key in BY_DEFINITION and dimension != "group"
    value, low, high, marker = published_parts(cell)
    return FigureRow(
        organisation=edition.organisation,
        area=edition.codes.get("area", ""),
        period=period,
        dimension=dimension,
        row=code,
        row_label=row.label,
        cut=cut,
        definition=str(table.table.definition or "") if by_definition else "",
        measure=column.key,
        value=value,
        unit=Unit.PERCENT if column.key in PERCENTAGES else Unit.PEOPLE,
        base_measure=PERCENTAGES.get(column.key, ""),
        marker=marker,
        status="interval" if low is not None else "",
        profile=edition.codes.get("profile", ""),
        threshold=int(edition.codes.get("threshold", "0")),
        rounding=rounding_at(edition, table, row.key, column.key),
        version=str(edition.version),
        low=low,
        high=high,
    )


def place_of(edition: Edition, table: EditionTable, key: str) -> tuple[date, str, str, str]:
    """The day, dimension, row and cut of the figures in a row.

    A row of the trend is everyone on another day; a stage of recruitment is everyone who reached it.
    """
    day = table.table.as_at or date.fromisoformat(edition.codes["period"])
    if table.dimension == PERIOD:
        return date.fromisoformat(key), "", "", table.cut
    if table.cut == event_cut(Dataset.RECRUITMENT) and table.dimension == "outcome":
        return day, "", "", stage_cut(Dataset.RECRUITMENT, key)
    return day, table.dimension if key else "", key, table.cut
