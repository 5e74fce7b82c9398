"""The commands, put together and translated."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from workforce_tui import __version__
from workforce_tui.cli import (
    actions,
    batches,
    checking,
    decisions,
    disparities,
    gated,
    glossary,
    importing,
    levels,
    mentoring,
    networks,
    organisations,
    publishing,
    report,
    returns,
    reviews,
    serving,
    sessions,
    settings,
    targets,
    template,
    updates,
)
from workforce_tui.cli.context import Common, fail_plainly, usage_error
from workforce_tui.i18n import LANGUAGES, N_, _


def build() -> Any:
    """The whole command line (a command that can be called), with its help in the language in use."""
    app = typer.Typer(
        help=N_("Ethnic minority representation in the criminal justice workforce of Wales."),
        epilog=N_("--database, --language, --role and --plain may stand anywhere. Without a command, the app opens."),
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback(invoke_without_command=True)(_start)
    importing.register(app)
    template.register(app)
    report.register(app)
    returns.register(app)
    reviews.register(app)
    updates.register(app)
    publishing.register(app)
    checking.register(app)
    targets.register(app)
    disparities.register(app)
    organisations.register(app)
    levels.register(app)
    batches.register(app)
    decisions.register(app)
    mentoring.register(app)
    actions.register(app)
    networks.register(app)
    sessions.register(app)
    settings.register(app)
    serving.register(app)
    glossary.register(app)
    command = typer.main.get_command(app)
    _translate(command)
    return fail_plainly(command)


def _start(
    context: typer.Context,
    database: Annotated[
        str | None, typer.Option(help=N_("The database to use: a file, or an address such as postgresql+psycopg://..."))
    ] = None,
    language: Annotated[str | None, typer.Option(help=N_("en for English, cy for Welsh."))] = None,
    role: Annotated[
        str | None, typer.Option(help=N_("Who looks, for this run: hr-lead, chair, taskforce or panel."))
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help=N_("One fact a line, for a screen reader."))] = False,
    version: Annotated[bool, typer.Option("--version", help=N_("Show the version and stop."))] = False,
) -> None:
    if language not in (None, *LANGUAGES):
        raise usage_error(_("--language: use en or cy."))
    context.obj = Common(database=database, plain=plain)
    if version:
        typer.echo(__version__)
        raise typer.Exit
    settings.look_in_role(role)
    if context.invoked_subcommand is not None:
        gated.refuse_ungated(context.invoked_subcommand, gated.UNDER_A_PROFILE)
    else:
        sessions.open_app(context.obj)


def _translate(command: Any) -> None:
    """Put help texts into the language in use: they are marked where the commands are written."""
    for name in ("help", "epilog", "short_help"):
        text = getattr(command, name, None)
        if text:
            setattr(command, name, _(text))
    # The command makes --help itself, and keeps it once asked for.
    for parameter in (*command.params, command.get_help_option(typer.Context(command))):
        text = getattr(parameter, "help", None)
        if text:
            parameter.help = _(text)
    for child in getattr(command, "commands", {}).values():
        _translate(child)
