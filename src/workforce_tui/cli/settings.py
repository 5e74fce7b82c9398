"""The settings commands: what holds, where it comes from, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import FAILED, write_json
from workforce_tui.cli.options import Json
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.services.settings import Held

NameArgument = Annotated[str, typer.Argument(help=N_("The setting, such as app.theme or keys.help."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("See and change the settings."), no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("Every setting, what holds, and where that comes from."))(list_)
    group.command("get", help=N_("What holds for one setting."))(get)
    group.command("set", help=N_("Change a setting in the file; comments in it stay."))(set_)
    group.command("path", help=N_("Where the file of settings is."))(path)
    group.command("check", help=N_("Whether the file of settings is right, with each line that is not."))(check)
    app.add_typer(group, name="settings")


def look_in_role(given: str | None) -> None:
    """Look as the role given, else as that of the settings.

    Raises:
        WorkforceError: there is no such role.
        typer.Exit: the role on the command line is none (a usage error).
    """
    from workforce_tui.cli.context import usage_error
    from workforce_tui.services.roles import look_as, who_from_settings

    try:
        look_as(who_from_settings(given))
    except WorkforceError as error:
        if given is None:
            raise
        raise usage_error(f"{error.message} {error.hint}") from None


def list_(as_json: Json = False) -> None:
    """List what holds."""
    from workforce_tui.services.settings import all_held, load_settings

    found = all_held()
    for problem in load_settings().problems:
        typer.echo(problem.said, err=True)
    if as_json:
        write_json([_record(one) for one in found])
        return
    for one in found:
        typer.echo(_line(one))


def get(name: NameArgument, as_json: Json = False) -> None:
    """Say what holds for one setting."""
    from workforce_tui.services.settings import held_of

    found = held_of(name)
    if as_json:
        write_json(_record(found))
        return
    typer.echo(_shown(found))


def set_(
    name: NameArgument, value: Annotated[str, typer.Argument(help=N_("The new value."))], as_json: Json = False
) -> None:
    """Change a setting."""
    from workforce_tui.services.settings import change_setting

    changed = change_setting(name, value)
    if as_json:
        write_json(_record(changed))
        return
    typer.echo(_line(changed))


def path(as_json: Json = False) -> None:
    """Say where the file is."""
    from workforce_tui.services.settings import settings_file

    file = settings_file()
    if as_json:
        write_json({"path": str(file), "exists": file.exists()})
        return
    typer.echo(str(file))


def check(as_json: Json = False) -> None:
    """Say what is wrong with the file; ends with status 1 where something is."""
    from workforce_tui.services.settings import load_settings, settings_file

    file, found = settings_file(), load_settings().problems
    if as_json:
        problems = [{"line": one.line, "name": one.name, "reason": one.reason, "hint": one.hint} for one in found]
        write_json({"path": str(file), "exists": file.exists(), "problems": problems})
    elif not found:
        said = _("{file}: nothing is wrong.") if file.exists() else _("There is no {file}: defaults hold.")
        typer.echo(said.format(file=file))
    for one in () if as_json else found:
        typer.echo(f"{file}: {one.said} {one.hint}".rstrip())
    if found:
        raise typer.Exit(FAILED)


def _shown(one: Held) -> str:
    return str(one.value).lower() if isinstance(one.value, bool) else one.value


def _line(one: Held) -> str:
    sources = {"default": _("as it comes"), "file": _("from the file")}
    source = sources.get(one.source, one.source)
    return _("{name}: {value} ({source})").format(name=one.name, value=_shown(one) or _("nothing"), source=source)


def _record(one: Held) -> dict[str, Any]:
    return {"name": one.name, "value": one.value, "source": one.source}
