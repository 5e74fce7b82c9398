"""Opening the app, on the user's own data or on the sample data."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workforce_tui.cli.context import USAGE, Common, common, usage_error, workspace, write_table
from workforce_tui.cli.terminal import is_terminal
from workforce_tui.domain.places import PLACES
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("open", help=N_("Open the app at a place, such as: open representation gwent-police."))(open_)
    app.command("demo", help=N_("Open the app on sample data in a throw-away database."))(demo)


def open_app(options: Common) -> None:
    """Open the app; without a terminal, say how to use the commands instead."""
    if not is_terminal() or options.plain:
        typer.echo(_("The app needs a terminal. Without one, use the commands: workforce-tui --help"), err=True)
        raise typer.Exit(USAGE)
    check_environment()
    from workforce_tui.tui.app import run_app

    run_app(options.database, welcome=True)


def check_environment() -> None:
    """Say before the app opens what in the environment cannot be meant.

    Raises:
        WorkforceError: a variable names a profile, theme or other value there is none of.
    """
    from workforce_tui.services.policy import profile_in_force
    from workforce_tui.services.settings import all_held

    profile_in_force()
    all_held()


def open_(
    context: typer.Context,
    place: Annotated[str, typer.Argument(help=N_("A place: its name, or the number of its key."))],
    organisation: Annotated[str | None, typer.Argument(help=N_("The code or name of an organisation."))] = None,
) -> None:
    """Open the app at a place; without a terminal, say how to use the commands instead."""
    code = _place(place)
    options = common(context)
    if not is_terminal() or options.plain:
        open_app(options)
    chosen = None
    if organisation is not None:
        from workforce_tui.services.organisations import get_organisation

        with workspace(context) as ws:
            chosen = get_organisation(ws, organisation).code
    check_environment()
    from workforce_tui.tui.app import run_app

    run_app(options.database, start_at=(code, chosen))


def _place(said: str) -> str:
    """The code of a place given by its code, name or number.

    Raises:
        typer.Exit: there is no such place (a usage error).
    """
    wanted = said.strip().casefold()
    for number, (code, name) in enumerate(PLACES.items(), 1):
        if wanted in (code, str(number % 10), name.casefold(), _(name).casefold()):
            return code
    names = ", ".join(name.lower() for name in PLACES.values())
    raise usage_error(_("There is no place {place}. The places are: {places}.").format(place=said, places=names))


def demo(
    context: typer.Context,
    keep: Annotated[Path | None, typer.Option(help=N_("Keep the sample database in this file."))] = None,
) -> None:
    """Import the samples and open the app on them; without a terminal, print what it would show."""
    if keep is not None:
        _run_demo(context, str(keep))
        return
    with tempfile.TemporaryDirectory(prefix="workforce-tui-demo-") as folder:
        _run_demo(context, str(Path(folder) / "demo.db"))


def _run_demo(context: typer.Context, database: str) -> None:
    if is_terminal() and not common(context).plain:
        from workforce_tui.tui.app import run_app

        run_app(database, load_samples=True)
        return
    from workforce_tui.services.workspace import open_workspace

    ws = open_workspace(database)
    try:
        _print_demo(context, ws)
    finally:
        ws.close()


def _print_demo(context: typer.Context, ws: Workspace) -> None:
    from workforce_tui.services.demo import load_samples
    from workforce_tui.services.figures import Dimension, ReportQuery
    from workforce_tui.services.representation import representation_report
    from workforce_tui.services.tables import report_table

    for step in load_samples(ws):
        if step.file:
            text = _("Importing sample {done} of {total}: {file}")
            typer.echo(text.format(done=step.done + 1, total=step.total, file=step.file), err=True)
    for by in (Dimension.ORGANISATION, Dimension.LEVEL):
        write_table(context, report_table(representation_report(ws, ReportQuery(by=by))))
        typer.echo()
