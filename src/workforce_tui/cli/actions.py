"""The commands of the registers of actions."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from workforce_tui.cli.context import usage_error, workspace, write_json, write_table
from workforce_tui.cli.options import Csv, Json, WhoseOrAll
from workforce_tui.cli.records import area_group
from workforce_tui.domain.record_kinds import ACTION
from workforce_tui.i18n import N_, _

REPORTS = ("reviews", "initiatives", "outreach", "training", "evidence")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = area_group(
        ACTION,
        help_text=N_("Positive action, outreach, leadership training, culture research and role models."),
        every_kind=True,
    )
    group.command(
        "report",
        help=N_("Reviews, initiatives by stage, outreach, leadership training (T2), and evidence then and now."),
    )(report)
    group.command("practice", help=N_("Good practice any organisation shares, in any kind of record."))(practice)
    app.add_typer(group, name="action")


def report(
    context: typer.Context,
    what: Annotated[
        str | None, typer.Argument(help=N_("reviews, initiatives, outreach, training or evidence; all when left out."))
    ] = None,
    organisation: WhoseOrAll = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show the figures of the registers."""
    from workforce_tui.services.action_tables import action_tables

    if what not in (None, *REPORTS):
        raise usage_error(_("Use one of {names}.").format(names=", ".join(REPORTS)))
    if as_csv and what is None:
        raise usage_error(_("--csv writes one table: name it, such as training."))
    with workspace(context) as ws:
        tables = dict(zip(REPORTS, action_tables(ws, organisation), strict=True))
    wanted = {name: table for name, table in tables.items() if what in (None, name)}
    if as_json:
        write_json({name: [_row(table, row) for row in table.rows] for name, table in wanted.items()})
    elif as_csv:
        _write_csv(tables[what or ""])
    else:
        for table in wanted.values():
            if table.rows:
                write_table(context, table)
            else:
                typer.echo(_("{title}: there is none yet.").format(title=table.title))
            typer.echo("")


def practice(
    context: typer.Context,
    text: Annotated[str | None, typer.Option(help=N_("Only records that have these words in them."))] = None,
    organisation: WhoseOrAll = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List what is marked as good practice."""
    from workforce_tui.cli.record_output import line_record
    from workforce_tui.services.practice import practice_table, practices

    with workspace(context) as ws:
        found = practices(ws, text, organisation)
    if as_json:
        write_json([line_record(one.line) | {"practice": one.text} for one in found])
    elif as_csv:
        _write_csv(practice_table(found))
    elif found:
        write_table(context, practice_table(found))
    else:
        nothing = _("{title}: there is none yet.").format(title=practice_table(found).title)
        typer.echo(_("Nothing is shared that has these words in it.") if text else nothing)


def _write_csv(table: Any) -> None:
    from workforce_tui.exporting.delimited import render_csv

    keys = ["name", *(column.key for column in table.columns)]
    typer.echo(render_csv(keys, [_row(table, row) for row in table.rows]), nl=False)


def _row(table: Any, row: Any) -> dict[str, Any]:
    """A row by the keys of the columns: numbers unrounded, null for what is not available."""
    from workforce_tui.domain.cells import Shown
    from workforce_tui.domain.shares import Share
    from workforce_tui.exporting.records import share_value

    values = [cell.value if isinstance(cell, Shown) else None for cell in row.cells]
    plain = [share_value(value) if isinstance(value, Share) else value for value in values]
    keys = (column.key for column in table.columns)
    return {"name": row.label, "key": row.key} | dict(zip(keys, plain, strict=True))
