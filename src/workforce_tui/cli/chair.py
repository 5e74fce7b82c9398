"""The reports of progression as the chair of a staff network may see them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.cli.context import workspace, write_json, write_table
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.table import Table

PROFILE = "NETWORK"
FLOW_COLUMNS = (
    "organisation", "from", "to", "definition", "group", "start", "joined", "left", "end", "stayed", "promoted",
    "withheld",
)  # fmt: skip
NEVER = ("demoted", "moved_ladder")
"""Figures of too few people ever to be shown; null, as scripts look for them."""
LEVEL_COLUMNS = (
    "organisation", "as_at", "definition", "level", "name", "headcount", "known", "minority", "share", "withheld",
)  # fmt: skip


def write_flows(
    context: typer.Context,
    organisation: str,
    days: tuple[date | None, date | None],
    definition: EthnicityDefinition,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """The flows of a year of both groups and of everybody; null for what is withheld."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.chair_flows import flows_for_chair

    with workspace(context) as ws:
        found = flows_for_chair(ws, organisation, start=days[0], end=days[1], definition=definition)
    about = {
        "organisation": found.organisation.code,
        "from": found.period[0].isoformat(),
        "to": found.period[1].isoformat(),
        "definition": str(definition),
    }
    records = {key: dict.fromkeys(NEVER) | one for key, one in _records(found.table).items()}
    if as_csv:
        _write_csv(FLOW_COLUMNS, [about | {"group": key} | record for key, record in records.items()])
    elif as_json:
        groups = {"by_group": {key: one for key, one in records.items() if key != "all"}}
        last = {"transitions": [], "notes": list(found.table.notes)}
        write_json(about | {"profile": PROFILE} | records["all"] | groups | last)
    else:
        typer.echo(clean(found.sentence))
        typer.echo()
        write_table(context, found.table)


def write_progression(
    context: typer.Context,
    organisation: str,
    as_at: date | None,
    definition: EthnicityDefinition,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Staff by level, entry first and everybody last; null for what is withheld."""
    from workforce_tui.services.chair_figures import pipeline_for_chair
    from workforce_tui.services.organisations import get_organisation

    with workspace(context) as ws:
        code = get_organisation(ws, organisation).code
        table = pipeline_for_chair(ws, code, definition=definition, as_at=as_at)
    day = table.as_at.isoformat() if table is not None and table.as_at is not None else None
    about = {"organisation": code, "as_at": day, "definition": str(definition)}
    steps: list[dict[str, Any]] = []
    if table is not None:
        names = {row.key: row.label for row in table.rows}
        steps = [{"level": key or None, "name": names[key]} | one for key, one in _records(table).items()]
    if as_csv:
        _write_csv(LEVEL_COLUMNS, [about | step for step in steps])
    elif as_json:
        write_json(about | {"profile": PROFILE, "steps": steps, "notes": list(table.notes) if table else []})
    elif table is None:
        typer.echo(_("There are no figures for that yet. Import a spreadsheet, or choose another date."))
    else:
        write_table(context, table)


def _records(table: Table) -> dict[str, dict[str, Any]]:
    """The rows of a table by their keys: a number for each column, null where it is withheld or does not exist."""
    found: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        record = {column.key: _value(cell) for column, cell in zip(table.columns, row.cells, strict=True)}
        found[row.key] = record | {"withheld": _withheld(table, row.cells)}
    return found


def _value(cell: Cell) -> Any:
    from workforce_tui.domain.cells import Shown
    from workforce_tui.domain.counts import Count
    from workforce_tui.exporting.records import percentage_value

    if not isinstance(cell, Shown):
        return None
    if isinstance(cell.value, Count):
        return cell.value.as_json()
    return percentage_value(str(cell.value), scale=Fraction(1, 100))


def _withheld(table: Table, cells: Sequence[Cell]) -> list[str]:
    from workforce_tui.domain.cells import Withheld

    return [column.key for column, cell in zip(table.columns, cells, strict=True) if isinstance(cell, Withheld)]


def _write_csv(columns: Sequence[str], records: Sequence[dict[str, Any]]) -> None:
    from workforce_tui.exporting.delimited import render_csv

    lines = [record | {"withheld": " ".join(record["withheld"])} for record in records]
    typer.echo(render_csv(columns, lines), nl=False)
