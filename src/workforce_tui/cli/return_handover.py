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
    from workforce_tui.services.edition_verify import VerifiedFile

By = Annotated[str, typer.Option("--by", help=N_("Who does it, by name."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Answer in JSON."))]
REFUSED = 4
"""The exit status where a file was refused, as it is for imports."""
MOST_DIFFERENCES = 40
"""Differences that are listed in words; JSON has all of them."""


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


def verify(context: typer.Context, name: str, *, as_json: bool) -> None:
    """Whether a file is as it was handed over; exit status 1 where it is not, 4 where it is no file of a return."""
    from workforce_tui.cli.context import say_failure, usage_error
    from workforce_tui.services.edition_files import EditionError
    from workforce_tui.services.edition_verify import verify_file

    path = Path(name)
    if not path.exists():
        raise usage_error(
            _("Give a file that is there, or an organisation and a year: there is no file {name}.").format(name=name)
        )
    try:
        with workspace(context) as ws:
            found = verify_file(ws, path)
    except EditionError as error:
        if as_json:
            write_json({"status": "refused", "message": error.message, "hint": error.hint})
        say_failure(error)
        raise typer.Exit(REFUSED) from None
    if as_json:
        write_json(verified_record(found))
    else:
        _say_verified(found)
    if not found.same:
        raise typer.Exit(1)


def verified_record(found: VerifiedFile) -> dict[str, Any]:
    """What became of a file that was compared, as JSON."""
    edition = found.edition
    return {
        "file": found.name,
        "form": found.form,
        "same": found.same,
        "identical": found.identical,
        "hash_holds": found.hash_holds,
        "held": found.held,
        "kind": "" if edition is None else str(edition.kind),
        "organisation": "" if edition is None else edition.organisation,
        "year": None if edition is None else edition.year,
        "version": None if edition is None else edition.version,
        "audience": "" if edition is None else str(edition.audience),
        "language": "" if edition is None else edition.language,
        "differences": [
            {"where": one.where, "row": one.row, "column": one.column, "before": one.before, "after": one.after}
            for one in found.differences
        ],
    }


def _say_verified(found: VerifiedFile) -> None:
    from workforce_tui.exporting.text import clean

    if found.same:
        said = _("{file} is as it was handed over.") if found.held else _("{file} agrees with its own hash.")
        typer.echo(clean(said.format(file=found.name)))
    else:
        typer.echo(clean(_("{file} is NOT as it was handed over.").format(file=found.name)))
    if found.hash_holds is False:
        typer.echo(_("Its hash is not that of its rows: somebody changed it after it was written."))
    for one in found.differences[:MOST_DIFFERENCES]:
        place = ", ".join(filter(None, (one.where, one.row, one.column)))
        words = {"place": place, "before": one.before or _("not there"), "after": one.after or _("not there")}
        typer.echo(clean("  " + _("{place}: {before}, in the file {after}").format(**words)))
    if (more := len(found.differences) - MOST_DIFFERENCES) > 0:
        typer.echo(_("Differences that are not listed here: {number}.").format(number=more))
    if not found.held:
        typer.echo(_("The edition is not held here, so the file was compared with nothing but itself."))


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
