"""The commands, put together and translated."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui import __version__
from workforce_tui.cli import WITH_VALUE
from workforce_tui.cli.context import Common, fail_plainly, usage_error
from workforce_tui.cli.help_texts import put_into_words
from workforce_tui.i18n import LANGUAGES, N_, _

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MODULES = {
    "importing": ("import",),
    "template": ("template",),
    "report": ("report",),
    "returns": ("return",),
    "reviews": ("review",),
    "updates": ("update",),
    "publishing": ("export", "published"),
    "checking": ("check",),
    "targets": ("target",),
    "disparities": ("disparity",),
    "organisations": ("organisations",),
    "levels": ("levels",),
    "batches": ("batches", "undo", "where"),
    "decisions": ("decisions",),
    "mentoring": ("mentoring",),
    "actions": ("action",),
    "networks": ("network",),
    "sessions": ("open", "demo"),
    "settings": ("settings",),
    "serving": ("serve",),
    "glossary": ("glossary",),
}
"""The modules with the commands of each, in the order of the help."""


def modules_of(given: Sequence[str]) -> tuple[str, ...]:
    """The modules *given* needs: that of the command it begins with, none for the version alone, else all of them.

    The options that every command shares stand before the command, each with its value.
    """
    waiting = iter(given)
    for said in waiting:
        if said in WITH_VALUE:
            next(waiting, None)
        elif not said.startswith("-"):
            return tuple(module for module, names in MODULES.items() if said in names) or tuple(MODULES)
    return () if "--version" in given and "--help" not in given else tuple(MODULES)


def build(modules: Collection[str] | None = None) -> Any:
    """The command line (a command that can be called), with its help in the language in use.

    *modules* are those whose commands it has: all of them for None. One takes a fifth of the time of all.
    """
    app = typer.Typer(
        help=N_("Ethnic minority representation in the criminal justice workforce of Wales."),
        epilog=N_("--database, --language, --role and --plain may stand anywhere. Without a command, the app opens."),
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback(invoke_without_command=True)(_start)
    for module in MODULES if modules is None else modules:
        import_module(f"workforce_tui.cli.{module}").register(app)
    command = typer.main.get_command(app)
    put_into_words(command)
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
    from workforce_tui.cli import gated, sessions, settings

    if language not in (None, *LANGUAGES):
        raise usage_error(_("--language: use en or cy."))
    context.obj = Common(database, plain, language, role)
    if version:
        typer.echo(__version__)
        raise typer.Exit
    settings.look_in_role(role)
    if context.invoked_subcommand is not None:
        gated.refuse_ungated(context.invoked_subcommand, gated.UNDER_A_PROFILE)
    else:
        sessions.open_app(context.obj)
