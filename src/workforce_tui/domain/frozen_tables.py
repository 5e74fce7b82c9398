"""Tables as JSON that does not change: what a signed return holds, and how it is read again.

Every value keeps its kind: a count its two ends, a share its counts, a withheld or missing figure its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workforce_tui.domain.cells import Cell, Value


def frozen(table: Table) -> dict[str, Any]:
    """A table as JSON."""
    return {
        "title": table.title,
        "row_heading": table.row_heading,
        "columns": [
            {
                "key": column.key,
                "label": column.label,
                "unit": column.unit,
                "numeric": column.numeric,
                "essential": column.essential,
            }
            for column in table.columns
        ],
        "rows": [{"key": row.key, "label": row.label, "cells": list(map(_cell, row.cells))} for row in table.rows],
        "notes": list(table.notes),
        "source": table.source,
        "as_at": table.as_at.isoformat() if table.as_at else None,
        "definition": str(table.definition) if table.definition else None,
    }


def thawed(held: Mapping[str, Any]) -> Table:
    """A table from its JSON.

    Raises:
        KeyError, TypeError, ValueError: it is not the JSON of a table.
    """
    return Table(
        held["title"],
        held["row_heading"],
        tuple(Column(**column) for column in held["columns"]),
        tuple(Row(row["label"], tuple(map(_thawed_cell, row["cells"])), row["key"]) for row in held["rows"]),
        tuple(held["notes"]),
        held["source"],
        date.fromisoformat(held["as_at"]) if held["as_at"] else None,
        EthnicityDefinition(held["definition"]) if held["definition"] else None,
    )


def _cell(cell: Cell) -> dict[str, Any]:
    match cell:
        case Shown(value):
            return _value(value)
        case Withheld(reason):
            return {"withheld": reason}
        case NotAvailable(reason):
            return {"missing": reason}


def _value(value: Value) -> dict[str, Any]:
    match value:
        case Count(low, high):
            return {"count": [low, high]}
        case Share(part, rest):
            return {"share": [[part.low, part.high], [rest.low, rest.high]]}
        case Fraction():
            return {"fraction": str(value)}
        case Decimal():
            return {"decimal": str(value)}
        case _:
            return {"value": value}


def _thawed_cell(held: Mapping[str, Any]) -> Cell:
    (kind, value), *_others = held.items()
    match kind:
        case "withheld":
            return Withheld(value)
        case "missing":
            return NotAvailable(value)
        case "count":
            return Shown(Count(*value))
        case "share":
            return Shown(Share(Count(*value[0]), Count(*value[1])))
        case "fraction":
            return Shown(float(Fraction(value)))
        case "decimal":
            return Shown(Decimal(value))
        case _:
            return Shown(value)


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that differs between two states of a table; None where it was not, or is no longer, there."""

    section: str
    table: str
    row: str
    column: str
    before: Cell | None
    after: Cell | None


def moved(section: str, before: Sequence[Table], after: Sequence[Table]) -> tuple[Moved, ...]:
    """The figures that differ between the tables of a section then and now, by the keys of rows and columns."""
    old, new = dict(_figures(before)), dict(_figures(after))
    found = []
    for key in sorted({*old, *new}):
        one, other = old.get(key), new.get(key)
        if one is None or other is None or one[3] != other[3]:
            names = (other or one or ("", "", "", None))[:3]
            found.append(Moved(section, *names, one[3] if one else None, other[3] if other else None))
    return tuple(found)


def values_moved(found: Iterable[Moved]) -> tuple[Moved, ...]:
    """Those that are figures: a wording that is another by now, or another reason why there is none, is not one."""
    return tuple(one for one in found if _value_of(one.before) != _value_of(one.after))


def _value_of(cell: Cell | None) -> Value | None:
    """What is compared of a cell: its number; None where it holds words or nothing."""
    return cell.value if isinstance(cell, Shown) and not isinstance(cell.value, str) else None


_Figure = tuple[str, str, str, "Cell"]


def _figures(tables: Sequence[Table]) -> Iterator[tuple[tuple[int, str, str], _Figure]]:
    """Every cell by its place among the tables of a section and its keys, with the words for it."""
    for number, table in enumerate(tables):
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield (number, row.key or row.label, column.key), (table.title, row.label, column.label, cell)
