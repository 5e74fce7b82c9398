"""What is handed out: figures one by one, the tables they are read in, and everything that has to be said with them.

The writers of `exporting/` draw a `Publication` and add nothing to it: a figure that is withheld here has no number.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.counts import Count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.table import Table


class Unit(StrEnum):
    """What a figure counts in."""

    PEOPLE = "people"
    PERCENT = "percent"


class Marker(StrEnum):
    """Shorthand in place of a number, by the convention of the Government Analysis Function."""

    CONFIDENTIAL = "[c]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    LOW = "[low]"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as it is published: a line of the tidy CSV and of the sheet of figures.

    `value` is None where a marker stands in its place, or where the count is known only to lie between `low` and
    `high` (both included). A percentage is in percent, as published; `base_measure` is what it is a share of.
    `row` is empty for the total of everyone. `period` is the date the people were counted.
    """

    organisation: str
    area: str
    period: date
    dimension: str
    row: str
    row_label: str
    cut: str
    definition: str
    measure: str
    value: int | Decimal | None
    unit: Unit = Unit.PEOPLE
    base_measure: str = ""
    marker: str = ""
    status: str = ""
    profile: str = ""
    threshold: int = 0
    rounding: int = 0
    version: str = ""
    low: int | None = None
    high: int | None = None


def published_parts(cell: Cell) -> tuple[int | Decimal | None, int | None, int | None, str]:
    """A cell as the value, lowest, highest and marker of its line; text in place of a number is told to nobody."""
    match cell:
        case Shown(Count() as count) if count.is_exact:
            return count.low, None, None, ""
        case Shown(Count() as count):
            return None, count.low, count.high, ""
        case Shown(Decimal() as percent):
            return percent, None, None, ""
        case NotAvailable():
            return None, None, None, Marker.NOT_AVAILABLE
        case _:
            return None, None, None, Marker.CONFIDENTIAL


FIGURE_FIELDS: tuple[str, ...] = tuple(one.name for one in fields(FigureRow))
"""The columns of the tidy CSV, in their order."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of a publication with its codes: whose figures, of which day, by what and under which definition.

    `code` names it among the tables of the publication ("T1"), `name` is short enough for a tab of a workbook. The
    keys of its rows and columns are the codes of rows and measures; `chart` is the column a bar chart shows (empty for
    none).
    """

    code: str
    name: str
    table: Table
    organisation: str
    area: str
    as_at: date
    dimension: str
    definition: str = ""
    cut: str = ""
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything one export hands out, in one language.

    `facts` are what the cover says, label and text; `notes` the notes by name; `mapping` the native grades beside
    the common levels and tiers, as they were used.
    """

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    tables: tuple[PublishedTable, ...]
    figures: tuple[FigureRow, ...]
    mapping: Table | None = None
    author: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    """Codes a program reads the publication by: profile, threshold, rounding, version, policy."""


def withheld(figures: Sequence[FigureRow]) -> int:
    """How many figures are withheld."""
    return sum(figure.marker == Marker.CONFIDENTIAL for figure in figures)
