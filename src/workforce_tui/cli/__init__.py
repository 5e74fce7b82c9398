"""The command line: everything the app does, without the app."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HOISTED = ("--database", "--language", "--role", "--plain")
PROFILE_VARIABLE = "WORKFORCE_TUI_PROFILE"
DEBUG_VARIABLE = "WORKFORCE_TUI_DEBUG"
UNEXPECTED = 70
WITH_VALUE = ("--database", "--language", "--role")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exits with the status of the command."""
    from workforce_tui.i18n import set_language
    from workforce_tui.services.settings import language_wanted

    given = hoist_common_options(list(sys.argv[1:] if arguments is None else arguments))
    set_language(_language_option(given) or language_wanted())
    try:
        if open_at_once(given):
            return
        from workforce_tui.cli.commands import build, modules_of
        from workforce_tui.cli.context import json_wanted

        json_wanted.set("--json" in given)
        build(modules_of(given))(args=given, prog_name="workforce-tui")
    except Exception as error:
        _say_unexpected(error)
        raise SystemExit(UNEXPECTED) from None


def open_at_once(given: Sequence[str]) -> bool:
    """Open the app where no command was given: the commands take longer to put together than a screen to draw.

    Answers False, and does nothing, where there is a command, no terminal, or anything that has to be explained.
    """
    from workforce_tui.cli.terminal import is_terminal
    from workforce_tui.domain.errors import WorkforceError
    from workforce_tui.i18n import LANGUAGES
    from workforce_tui.services.roles import look_as, who_from_settings
    from workforce_tui.services.settings import all_held

    options = shared_options(given)
    if options is None or PROFILE_VARIABLE in os.environ or not is_terminal():
        return False
    if options.get("--language", LANGUAGES[0]) not in LANGUAGES:
        return False
    try:
        look_as(who_from_settings(options.get("--role")))
        all_held()
    except WorkforceError:
        return False
    # The collector would walk over all that is being loaded, again and again; the app wakes it once it has begun.
    gc.disable()
    from workforce_tui.tui.app import run_app

    run_app(options.get("--database"), welcome=True)
    return True


def shared_options(given: Sequence[str]) -> dict[str, str] | None:
    """The options with their values, where nothing but shared ones that have a value was given; else None."""
    found: dict[str, str] = {}
    waiting = iter(given)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        said = value if equals else next(waiting, None)
        if name not in WITH_VALUE or said is None:
            return None
        found[name] = said
    return found


def _say_unexpected(error: Exception) -> None:
    """Name the failure and where it was, without its message: that may hold text from a file."""
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
        return
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    print(f"workforce-tui: {type(error).__name__} ({place})", file=sys.stderr)  # noqa: T201 - nothing else is sure to work
    print(f"{DEBUG_VARIABLE}=1 shows more; it may show data.", file=sys.stderr)  # noqa: T201


def hoist_common_options(arguments: list[str]) -> list[str]:
    """The arguments with the options every command shares moved to the front, so that they may stand anywhere."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name = argument.partition("=")[0]
        if argument == "--":
            rest += [argument, *waiting]
        elif name in HOISTED:
            front.append(argument)
            if name in WITH_VALUE and "=" not in argument:
                front += [value for value in [next(waiting, None)] if value is not None]
        else:
            rest.append(argument)
    return front + rest


def _language_option(arguments: Sequence[str]) -> str | None:
    for position, argument in enumerate(arguments):
        if argument.startswith("--language="):
            return argument.partition("=")[2]
        if argument == "--language" and position + 1 < len(arguments):
            return arguments[position + 1]
    return None
