"""The command that shows progression as it was returned, for the taskforce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import workspace, write_json, write_table
from workforce_tui.cli.options import Json, OnlyYear, WhoseOrAll
from workforce_tui.i18n import N_, _
from workforce_tui.services.report_query import ReturnPart

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.table import Table

WhichPart = Annotated[ReturnPart, typer.Option("--part", help=N_("Which of the views of progression."))]


def register(group: typer.Typer) -> None:
    """Add the command to those of returns."""
    text = N_("Progression as it was returned: of one organisation, or of all side by side.")
    group.command("progression", help=text)(progression)


def progression(
    context: typer.Context,
    organisation: WhoseOrAll = None,
    part: WhichPart = ReturnPart.PIPELINE,
    year: OnlyYear = None,
    as_json: Json = False,
) -> None:
    """The tables of the newest return each organisation sent of the year, or of the latest; nothing is added up."""
    from workforce_tui.services.returned_progression import returned_progression

    with workspace(context) as ws:
        found = returned_progression(ws, organisation, part, year)
    if as_json:
        code = found.organisation.code if found.organisation else None
        tables = [_record(table) for table in found.tables]
        write_json({"organisation": code, "year": found.year, "part": str(part), "tables": tables})
        return
    if not found.tables:
        typer.echo(_("Not available: no return that says it was received."))
    for table in found.tables:
        write_table(context, table)
        typer.echo()


def _record(table: Table) -> dict[str, Any]:
    """A table by the keys of its columns: null for what is withheld or not available, which are named."""
    from workforce_tui.domain.cells import NotAvailable, Withheld

    rows = []
    for row in table.rows:
        cells = {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}
        record: dict[str, Any] = {"key": row.key, "label": row.label}
        record |= {key: _value(cell) for key, cell in cells.items()}
        record["withheld"] = [key for key, cell in cells.items() if isinstance(cell, Withheld)]
        record["not_available"] = [key for key, cell in cells.items() if isinstance(cell, NotAvailable)]
        rows.append(record)
    return {"title": table.title, "rows": rows, "notes": list(table.notes), "source": table.source}


def _value(cell: Cell) -> Any:
    from decimal import Decimal

    from workforce_tui.domain.cells import Shown
    from workforce_tui.domain.counts import Count

    if not isinstance(cell, Shown):
        return None
    match cell.value:
        case Count() as count:
            return count.as_json()
        case Decimal() as number:
            return float(number)
        case value:
            return str(value)
