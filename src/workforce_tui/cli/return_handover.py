"""The commands by which returns come to the taskforce, and its queries go back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from workforce_tui.cli.context import workspace, write_json
from workforce_tui.cli.options import By, Json, Organisation, Year
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.edition_reading import RowProblem
    from workforce_tui.domain.return_headlines import Extent
    from workforce_tui.services.arrivals import Arrival
    from workforce_tui.services.edition_files import EditionError
    from workforce_tui.services.edition_import import ImportedEdition
    from workforce_tui.services.edition_verify import VerifiedFile
    from workforce_tui.services.return_board import Absent, BoardLine
    from workforce_tui.services.return_queries import TakenQueries

REFUSED = 4
"""The exit status where a file was refused, as it is for imports."""


def add_to(group: typer.Typer) -> None:
    """Add the commands."""
    group.command("import", help=N_("Receive returns, and queries, from files or folders; exit status 4: refused."))(
        import_
    )
    group.command("board", help=N_("Who has sent what for a year: state, completeness, declaration, large changes."))(
        board_
    )
    group.command("remind", help=N_("Texts to send to organisations whose return, or replies, are late."))(remind)
    group.command("queries", help=N_("Write the queries of a return, with their replies, as a CSV to send."))(queries)
    group.command("take", help=N_("Take queries or replies in from such a CSV; exit status 4: refused."))(take)


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(help=N_("Tidy CSV files or workbooks of returns, files of queries, or folders of these.")),
    ],
    by: By,
    as_json: Json = False,
) -> None:
    """Each file is taken whole or not at all; the same edition again changes nothing."""
    from workforce_tui.services.arrivals import files_in, take_in

    paths = [one for given in files for one in (files_in(given) if os.path.isdir(given) else (given,))]
    with workspace(context) as ws:
        done = take_in(ws, paths, by)
    if as_json:
        write_json([arrival_record(one) for one in done])
    else:
        for one in done:
            _say_arrived(one)
    if any(one.status == "refused" for one in done):
        raise typer.Exit(REFUSED)


def board_(
    context: typer.Context,
    year: Annotated[int | None, typer.Option("--year", help=N_("The latest that has ended when left out."))] = None,
    as_json: Json = False,
) -> None:
    """Every organisation of Wales, those that have sent nothing too; overdue against the calendar of the return."""
    from workforce_tui.cli import gated
    from workforce_tui.cli.context import write_table
    from workforce_tui.domain.collection import year_to_collect
    from workforce_tui.services.clock import today_here
    from workforce_tui.services.return_board import board, not_sent
    from workforce_tui.services.return_board_table import board_table

    which = year_to_collect(today_here()) if year is None else year
    with workspace(context) as ws:
        lines = board(ws, which, raw=not gated.is_gated(None))
        absent = not_sent(ws, which)
    if as_json:
        write_json([*map(board_record, lines), *map(absent_record, absent)])
    else:
        write_table(context, board_table(lines, absent))


def board_record(line: BoardLine) -> dict[str, Any]:
    """A line of the board as JSON; a figure is [low, high]."""
    from workforce_tui.cli.return_output import line_record

    return {
        **line_record(line),
        "version": line.version,
        "received": line.received,
        **{name: _ends(extent) for name, extent in line.headline.items()},
        "changes": [
            {"figure": one.figure, "before": _ends(one.before), "after": _ends(one.after)} for one in line.changes
        ],
    }


def absent_record(one: Absent) -> dict[str, Any]:
    """An organisation that has sent nothing, as JSON."""
    return {"organisation": one.organisation, "year": one.year, "state": "none", "overdue": one.overdue}


def remind(
    context: typer.Context,
    year: Year,
    by: By,
    organisation: Annotated[
        list[str] | None, typer.Option("--organisation", help=N_("The organisation's code; may be repeated."))
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=N_("The folder to write them into."))] = None,
    as_json: Json = False,
) -> None:
    """Of those that are named, or of all that are late; in both languages. Nothing is sent."""
    from workforce_tui.services.paths import at_home
    from workforce_tui.services.reminding import reminders, write_reminders

    with workspace(context) as ws:
        found = reminders(ws, year, by, organisations=organisation or ())
    paths = write_reminders(found, at_home(output)) if output is not None else ()
    if as_json:
        names = ("organisation", "year", "overdue", "queries", "text")
        said = [{**{name: getattr(one, name) for name in names}, "due": one.due.isoformat()} for one in found]
        write_json([{**one, "file": str(path)} for one, path in zip(said, paths, strict=True)] if paths else said)
        return
    if not found:
        typer.echo(_("No organisation is late with its return for {year}.").format(year=year))
    for place, one in enumerate(found):
        typer.echo(str(paths[place]) if paths else f"{one.text}\n")


def _ends(extent: Extent | None) -> list[float] | None:
    return None if extent is None else [float(extent.low), float(extent.high)]


def queries(
    context: typer.Context,
    organisation: Organisation,
    year: Year,
    output: Annotated[Path, typer.Option("--output", "-o", help=N_("The file to write."))],
    force: Annotated[bool, typer.Option("--force", help=N_("Write over a file that is there."))] = False,
    as_json: Json = False,
) -> None:
    """The taskforce sends it to the organisation, which takes it in, replies, and sends its own back."""
    from workforce_tui.services.return_queries import write_queries

    with workspace(context) as ws:
        number = write_queries(ws, organisation, year, output, overwrite=force)
    if as_json:
        write_json({"file": str(output), "queries": number})
    else:
        typer.echo(_("{path}: queries written: {number}.").format(path=output, number=number))


def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("The CSV of queries."))],
    by: By,
    as_json: Json = False,
) -> None:
    """A return that was handed in is queried by it; what is held already stays as it is."""
    from workforce_tui.services.arrivals import queries_lines
    from workforce_tui.services.edition_files import EditionError
    from workforce_tui.services.return_queries import take_queries

    try:
        with workspace(context) as ws:
            done = take_queries(ws, file, by)
    except EditionError as error:
        _refuse(error, as_json=as_json)
    if as_json:
        write_json(taken_record(done))
    else:
        for line in queries_lines(done):
            typer.echo(line)


def _refuse(error: EditionError, *, as_json: bool) -> NoReturn:
    """Say why a file was refused, and end."""
    from workforce_tui.cli.context import say_failure

    if as_json:
        problems = [problem_record(one) for one in error.problems]
        write_json({"status": "refused", "message": error.message, "hint": error.hint, "problems": problems})
    say_failure(error)
    raise typer.Exit(REFUSED) from None


def verify(context: typer.Context, name: str, *, as_json: bool) -> None:
    """Whether a file is as it was handed over; exit status 1 where it is not, 4 where it is no file of a return."""
    from workforce_tui.cli import gated
    from workforce_tui.cli.context import usage_error
    from workforce_tui.services.edition_files import EditionError
    from workforce_tui.services.edition_verify import verify_file

    path = Path(name)
    if not os.path.exists(path):
        raise usage_error(
            _("Give a file that is there, or an organisation and a year: there is no file {name}.").format(name=name)
        )
    try:
        with workspace(context) as ws:
            found = verify_file(ws, path, raw=not gated.is_gated(None))
    except EditionError as error:
        _refuse(error, as_json=as_json)
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
        "judged": found.judged,
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
    from workforce_tui.services.edition_verify_text import verified_lines

    for line in verified_lines(found):
        typer.echo(clean(line))


def arrival_record(one: Arrival) -> dict[str, Any]:
    """What became of a file, as JSON: of a return, of queries, or of queries that were refused."""
    if one.edition is not None:
        return import_record(one.edition)
    said = {"file": one.name, "status": one.status, "message": one.message, "hint": one.hint}
    return said if one.queries is None else {**said, **taken_record(one.queries)}


def taken_record(done: TakenQueries) -> dict[str, Any]:
    """What was taken in of a file of queries, as JSON."""
    return {name: getattr(done, name) for name in ("organisation", "year", "asked", "replied", "held", "again")}


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
    return {"line": problem.line, "column": problem.column, "found": problem.found, "expected": problem.expected}


def _say_arrived(one: Arrival) -> None:
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.arrivals import arrival_lines

    for line in arrival_lines(one):
        typer.echo(clean(line), err=one.status == "refused")
