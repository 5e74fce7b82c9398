"""The history of imports: batches, undo, and where things are kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import common, workspace, write_json
from workforce_tui.cli.options import Json
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.formatting import count_text, number
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.services.figures import BatchSummary


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("batches", help=N_("The history of imports, newest first."))(batches)
    app.command("undo", help=N_("Take an import back."))(undo)
    app.command("where", help=N_("The files and folders in use."))(where)


def batches(context: typer.Context, as_json: Json = False) -> None:
    """List every import."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.batches import list_batches

    with workspace(context) as ws:
        found = list_batches(ws)
    if as_json:
        records = [_record(one) for one in found]
        write_json(records)
        return
    if not found:
        typer.echo(_("Nothing has been imported yet."))
    for one in found:
        text = _("{id}. {file}, {dataset}, {when}, {status}: {headcount} counted, set aside {rejected}")
        line = text.format(
            id=one.id,
            file=one.file_name,
            dataset=dataset_name(Dataset(one.dataset)),
            when=one.imported_at,
            status=status_name(one.status),
            headcount=count_text(Count(one.headcount_low, one.headcount_high)),
            rejected=number(one.rows_rejected),
        )
        typer.echo(clean(line))


def _record(one: BatchSummary) -> dict[str, Any]:
    """An import as the JSON contract of the command."""
    periods = [{"start": start.isoformat(), "end": end.isoformat()} for start, end in one.periods]
    return asdict(one) | {"dates": [day.isoformat() for day in one.dates], "periods": periods}


def undo(
    context: typer.Context,
    batch: Annotated[int, typer.Argument(help=N_("The import's number."))],
    as_json: Json = False,
) -> None:
    """Take one import back."""
    from workforce_tui.services.batches import undo_batch

    with workspace(context) as ws:
        undone = undo_batch(ws, batch)
    if as_json:
        write_json(_record(undone))
        return
    typer.echo(_("Import number {number} is undone.").format(number=batch))
    typer.echo(_("Figures it replaced do not come back: for those, import their own file again."))


def where(context: typer.Context, as_json: Json = False) -> None:
    """Show the paths in use."""
    from workforce_tui.services.paths import paths_for

    paths = paths_for(common(context).database)
    places = {
        "database": paths.database_shown,
        "data": str(paths.data_dir),
        "key": str(paths.key_file),
        "profiles": str(paths.profiles_dir),
        "backups": str(paths.backups_dir),
        "imports": str(paths.imports_dir),
    }
    if as_json:
        write_json(places)
        return
    names = {
        "database": _("Database"),
        "data": _("Data folder"),
        "key": _("Key of the staff numbers"),
        "profiles": _("Saved mappings"),
        "backups": _("Backups"),
        "imports": _("Drop folder"),
    }
    for name, place in places.items():
        typer.echo(f"{names[name]}: {place}")


def status_name(status: str) -> str:
    """The word for an import's status in the language in use."""
    return {"active": _("counts"), "undone": _("undone"), "replaced": _("replaced")}[status]
