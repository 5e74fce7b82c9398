"""The template command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import workspace, write_json
from workforce_tui.cli.options import Force, Json, Whose
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.services.templates import WrittenTemplate


def register(app: typer.Typer) -> None:
    """Add the command."""
    text = N_("Write a workbook for an organisation to fill in; it imports back without questions.")
    app.command("template", help=text)(template)


def template(
    context: typer.Context,
    organisation: Whose,
    year: Annotated[int, typer.Option(help=N_("The year the period ends in: 2026 for 1 April 2025 to 31 March 2026."))],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=N_("The file to write; without it, one in this folder."))
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Write a collection template, in the language in use."""
    from workforce_tui.domain.collection import template_file_name
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.organisations import get_organisation
    from workforce_tui.services.templates import make_template

    with workspace(context) as ws:
        code = get_organisation(ws, organisation).code
        path = output or Path(template_file_name(code, year))
        written = make_template(ws, organisation=code, year=year, path=path, overwrite=force)
    if as_json:
        write_json(template_record(written))
        return
    text = _("{path} is ready for {organisation}. Sheets to fill in: {sheets}. Grades to choose from: {grades}.")
    words = {"path": written.path, "organisation": written.organisation.name, "grades": written.grades}
    typer.echo(clean(text.format(sheets=len(written.sheets), **words)))
    typer.echo(_("When it comes back: workforce-tui import FILE"))


def template_record(written: WrittenTemplate) -> dict[str, Any]:
    """What was written, as the JSON contract of the template command."""
    return {
        "status": "written",
        "file": str(written.path),
        "organisation": written.organisation.code,
        "as_at": written.year.as_at.isoformat(),
        "period_start": written.year.start.isoformat(),
        "period_end": written.year.end.isoformat(),
        "sheets": [{"name": name, "dataset": str(dataset)} for name, dataset in written.sheets],
        "grades": written.grades,
    }
