"""The help of commands as people read it: in the language in use, with plain words for what an option takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = {
    "<str>": N_("TEXT"),
    "<list[str]>": N_("TEXT"),
    "<int>": N_("NUMBER"),
    "<int range>": N_("NUMBER"),
    "<float>": N_("NUMBER"),
    "<list[int]>": N_("NUMBER"),
    "<path>": N_("FILE"),
    "<list[Path]>": N_("FILE"),
}
"""What Typer shows that an option takes, with the words in its place."""
_DATE, _IS_DATE = N_("DATE"), "YYYY-MM-DD"


def put_into_words(command: Any) -> None:
    """Put the help of a command and of all below it into the language in use: it is marked where it is written."""
    for name in ("help", "epilog", "short_help"):
        text = getattr(command, name, None)
        if text:
            setattr(command, name, _(text))
    if command.help and not command.short_help:
        # A list of commands would cut the sentence off.
        command.short_help = command.help.partition(". ")[0].rstrip(".")
    # The command makes --help itself, and keeps it once asked for.
    for parameter in (*command.params, command.get_help_option(typer.Context(command))):
        text = getattr(parameter, "help", None)
        if text:
            parameter.help = _(text)
        shown = getattr(parameter, "display_type", None)
        if shown is not None and not getattr(parameter, "is_flag", False):
            parameter.display_type = _word_for(shown, _IS_DATE in (text or ""))
    for child in getattr(command, "commands", {}).values():
        put_into_words(child)


def _word_for(shown: Callable[[Any], str], is_date: bool) -> Callable[[Any], str]:
    """What an option takes in a word; choices stay as they are."""

    def word(context: Any) -> str:
        said = shown(context)
        found = _WORDS.get(said)
        return said.strip("<>") if found is None else _(_DATE if is_date else found)

    return word
