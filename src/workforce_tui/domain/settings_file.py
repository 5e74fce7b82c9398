"""The commented file of settings: every setting with what it is for, those that hold by themselves as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.key_actions import KEY_ACTIONS
from workforce_tui.domain.settings import KEYS, SETTINGS
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.settings import Setting, Value


def commented_file(given: Mapping[str, Value], keys: Mapping[str, str]) -> str:
    """A whole file in the language in use, ending in a line break."""
    return "\n".join((*_opening(), *_tables(given), *_keys(keys), ""))


def toml_text(value: Value) -> str:
    """A value as the file writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def uncommented(content: str, table: str, line: str) -> str:
    """*content* with *line* in the place of the comment that stands for it; "" where there is no such comment."""
    key, here = line.partition(" = ")[0], ""
    lines = content.split("\n")
    for place, one in enumerate(lines):
        if one.startswith("["):
            here = one.strip("[] \r")
        elif here == table and one.startswith(f"# {key} = "):
            return "\n".join((*lines[:place], line, *lines[place + 1 :]))
    return ""


def _opening() -> Iterator[str]:
    yield "# " + _("Settings of workforce-tui. A line that begins with # is a comment.")
    yield "# " + _("To change a setting, take away the # before its line and write another value.")


def _tables(given: Mapping[str, Value]) -> Iterator[str]:
    table = ""
    for name, one in SETTINGS.items():
        if one.table != table:
            table = one.table
            yield from ("", f"[{table}]")
        yield from _setting(one, given.get(name))


def _setting(one: Setting, value: Value | None) -> Iterator[str]:
    yield "# " + _(one.msgid)
    if one.choices:
        yield "# " + _("One of: {values}").format(values=", ".join(map(toml_text, one.choices)))
    line = f"{one.key} = {toml_text(one.default if value is None else value)}"
    yield line if value is not None else f"# {line}"


def _keys(keys: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f"[{KEYS}]")
    yield "# " + _("Other keys for actions; several with commas between them.")
    for name, one in KEY_ACTIONS.items():
        line = f"{name} = {toml_text(keys.get(name, one.keys))}"
        yield line if name in keys else f"# {line}"
