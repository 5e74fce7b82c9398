"""What the commands share: the open database, how they answer, and how they fail."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.cli.terminal import is_plain
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from workforce_tui.domain.table import Table
    from workforce_tui.domain.targets import TargetKind
    from workforce_tui.services.workspace import Workspace

json_wanted: ContextVar[bool] = ContextVar("json_wanted", default=False)
"""Whether this run answers in JSON."""
USAGE = 2
FAILED = 1


@dataclass(frozen=True, slots=True)
class Common:
    """The options every command shares."""

    database: str | None
    plain: bool
    language: str | None = None
    role: str | None = None


def common(context: typer.Context) -> Common:
    """The shared options of this run."""
    chosen: Common = context.find_object(Common) or Common(None, False)
    return chosen


@contextmanager
def workspace(context: typer.Context) -> Iterator[Workspace]:
    """The database of this run, open."""
    from workforce_tui.services.workspace import open_workspace

    opened = open_workspace(common(context).database)
    try:
        yield opened
    finally:
        opened.close()


def fail_plainly(command: Any) -> Any:
    """Make expected failures end with a message and a hint instead of a traceback."""
    run = command.invoke

    def invoke(context: Any) -> Any:
        try:
            return run(context)
        except WorkforceError as error:
            say_failure(error)
            raise typer.Exit(FAILED) from None
        except OverflowError as error:
            if "too large to convert" not in str(error):
                raise
            say_failure(WorkforceError(_("A number is larger than can be kept."), _("Check the numbers given.")))
            raise typer.Exit(FAILED) from None

    command.invoke = invoke
    return command


def say_failure(error: WorkforceError) -> None:
    """Write what went wrong and what to do about it to standard error."""
    from workforce_tui.exporting.text import clean

    for line in filter(None, (*error.message.split("\n"), error.hint)):
        typer.echo(clean(line), err=True)


def usage_error(message: str) -> typer.Exit:
    """Say why the command cannot be understood; raise what this returns. With --json, also as a JSON document."""
    typer.echo(message, err=True)
    if json_wanted.get():
        write_json({"status": "usage", "message": message})
    return typer.Exit(USAGE)


def parse_day(text: str | None, option: str) -> date | None:
    """A date given as YYYY-MM-DD.

    Raises:
        typer.Exit: it is not one (a usage error).
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("{option}: {text} is not a date. Write it as 2026-03-31.").format(option=option, text=text)
        raise usage_error(message) from None


def parse_names(text: str) -> tuple[str, ...]:
    """What is written one after the other with commas; nothing of an empty text."""
    return tuple(text.replace(" ", "").split(",")) if text else ()


def parse_amount(option: str, text: str, kind: TargetKind) -> Fraction:
    """A percentage as a share, or a number of people, as a target of this kind is given.

    Raises:
        typer.Exit: it is neither (a usage error).
    """
    from workforce_tui.services.targets import parse_value

    try:
        return parse_value(text, kind)
    except WorkforceError as error:
        raise usage_error(f"{option}: {error.message} {error.hint}") from None


def write_json(data: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def write_table(context: typer.Context, table: Table) -> None:
    """A table on standard output: columns, or one fact a line when that was asked for."""
    from workforce_tui.exporting.text import render_columns, render_facts

    plain = common(context).plain or is_plain()
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    typer.echo(render_facts(table) if plain else render_columns(table, room), nl=False)
