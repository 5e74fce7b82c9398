"""The commands by which returns come to the taskforce, and its queries go back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import workspace, write_json
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.edition_reading import RowProblem
    from workforce_tui.services.edition_import import ImportedEdition

By = Annotated[str, typer.Option("--by", help=N_("Who does it, by name."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Answer in JSON."))]
REFUSED = 4
"""The exit status where a file was refused, as it is for imports."""


def add_to(group: typer.Typer) -> None:
    """Add the commands."""
    group.command("import", help=N_("Receive returns from tidy CSV files or workbooks; exit status 4: refused."))(
        import_
    )


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=N_("Tidy CSV files or workbooks of returns."))],
    by: By,
    as_json: Json = False,
) -> None:
    """Each file is taken whole or not at all; the same edition again changes nothing."""
    from workforce_tui.services.edition_import import import_editions

    with workspace(context) as ws:
        done = import_editions(ws, files, by)
    if as_json:
        write_json([import_record(one) for one in done])
    else:
        for one in done:
            _say_imported(one)
    if any(one.status == "refused" for one in done):
        raise typer.Exit(REFUSED)


def import_record(one: ImportedEdition) -> dict[str, Any]:
    """What became of a file, as JSON."""
    return {
        "file": one.name,
        "status": one.status,
        "organisation": one.organisation,
        "year": one.year,
        "version": one.version,
        "audience": one.audience,
        "language": one.language,
        "state": None if one.state is None else str(one.state),
        "message": one.message,
        "hint": one.hint,
        "problems": [problem_record(problem) for problem in one.problems],
    }


def problem_record(problem: RowProblem) -> dict[str, Any]:
    """A problem of a file, as JSON."""
    return {
        "line": problem.line,
        "column": problem.column,
        "found": problem.found,
        "expected": problem.expected,
    }


def _say_imported(one: ImportedEdition) -> None:
    from workforce_tui.domain.returns import STATE_NAMES
    from workforce_tui.exporting.text import clean

    if one.status == "refused":
        for line in filter(None, (*one.message.split("\n"), one.hint)):
            typer.echo(clean(line), err=True)
        return
    said = (
        _("{file}: version {version} of the return of {organisation} for {year} was held already.")
        if one.status == "held"
        else _("{file}: version {version} of the return of {organisation} for {year} is received ({state}).")
    )
    state = _(STATE_NAMES[one.state]) if one.state else ""
    words = {"file": one.name, "version": one.version, "organisation": one.organisation, "year": one.year}
    typer.echo(clean(said.format(state=state, **words)))
