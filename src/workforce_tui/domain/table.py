"""The one table that a screen, a text report and an exported file all draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.ethnicity import EthnicityDefinition


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` for scripts, `label` for people, `unit` where the figures have one.

    A column that is not `essential` may be left out where there is no room for all, which is then said.
    """

    key: str
    label: str
    unit: str = ""
    numeric: bool = True
    essential: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label and one cell for each column."""

    label: str
    cells: tuple[Cell, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures with all that is needed to read them: title, definition, denominator, date, source and notes."""

    title: str
    row_heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    as_at: date | None = None
    definition: EthnicityDefinition | None = None

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {row.label!r} has {len(row.cells)} cells for {len(self.columns)} columns")

    def only(self, keys: Container[str]) -> Table:
        """The table with those of its columns that have one of these keys."""
        kept = [place for place, column in enumerate(self.columns) if column.key in keys]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in self.rows),
        )

    def without(self, keys: Container[str]) -> Table:
        """The table without the columns that have one of these keys."""
        return self.only([column.key for column in self.columns if column.key not in keys])
