"""What can be given another key, by the name it has in the settings, with the keys it has by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class KeyAction:
    """An action with a key: its name in the settings, its keys as "1,f5", and what it does, in English."""

    name: str
    keys: str
    msgid: str


_ACTIONS = (
    KeyAction("overview", "1,f5", N_("Overview")),
    KeyAction("representation", "2,f6", N_("Representation")),
    KeyAction("progression", "3,f7", N_("Progression")),
    KeyAction("targets", "4,f8", N_("Targets")),
    KeyAction("import", "5,f9", N_("Import")),
    KeyAction("batches", "6,f10", N_("Batches")),
    KeyAction("mentoring", "7,f11", N_("Mentoring")),
    KeyAction("network", "8,f12", N_("Networks")),
    KeyAction("action", "9,f3", N_("Actions")),
    KeyAction("returns", "0,f2", N_("Returns")),
    KeyAction("projection", "w", N_("What it would take")),
    KeyAction("view-as", "v", N_("View as")),
    KeyAction("settings", "comma", N_("Settings")),
    KeyAction("find", "slash", N_("Find in this list")),
    KeyAction("glossary", "question_mark", N_("How is this calculated?")),
    KeyAction("help", "f1", N_("Help")),
    KeyAction("language", "f4", N_("Cymraeg/English")),
    KeyAction("undo", "ctrl+z", N_("Undo the last change")),
    KeyAction("copy", "ctrl+c", N_("Copy what is in front")),
    KeyAction("quit", "ctrl+q", N_("Quit")),
    KeyAction("organisation", "o", N_("Organisation")),
    KeyAction("snapshot", "s", N_("Snapshot")),
    KeyAction("definition", "d", N_("Definition")),
    KeyAction("rows", "b", N_("Rows by")),
    KeyAction("reload", "r", N_("Read again")),
)
KEY_ACTIONS: Mapping[str, KeyAction] = MappingProxyType({one.name: one for one in _ACTIONS})
"""Every action that can be given another key."""

_NAMED = frozenset(
    (
        "escape",
        "enter",
        "tab",
        "space",
        "backspace",
        "delete",
        "insert",
        "home",
        "end",
        "pageup",
        "pagedown",
        "up",
        "down",
        "left",
        "right",
        "comma",
        "full_stop",
        "question_mark",
        "slash",
        "backslash",
        "semicolon",
        "colon",
        "minus",
        "plus",
        "equals_sign",
        "underscore",
        "exclamation_mark",
        "number_sign",
        "percent_sign",
        "ampersand",
        "asterisk",
        "at",
        "apostrophe",
        "quotation_mark",
        "tilde",
        "grave_accent",
    )
) | {f"f{number}" for number in range(1, 25)}
_MODIFIED = re.compile(r"(?:(?:ctrl|shift|alt)\+)+(.+)", re.ASCII)


def is_key(name: str) -> bool:
    """Whether *name* is a key as the settings name them: "g", "f2", "ctrl+g", "question_mark"."""
    found = _MODIFIED.fullmatch(name)
    last = found[1] if found else name
    return last in _NAMED or (len(last) == 1 and last.isprintable() and last not in ", ")


def keys_of(said: str) -> tuple[str, ...]:
    """The keys in a list such as "g, f2"."""
    return tuple(one.strip() for one in said.split(",") if one.strip())
