"""What a person can set, and how the file of it is read: every problem is found, and what is right is kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.key_actions import KEY_ACTIONS, is_key, keys_of
from workforce_tui.domain.roles import Role
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Iterator, Mapping

Value = str | bool
KEYS = "keys"
"""The table of the file that gives actions other keys."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set: its table and key, what holds when nothing is said, and what it is, in English."""

    name: str
    default: Value
    msgid: str
    choices: tuple[str, ...] = ()
    """The texts allowed; none for any text."""

    @property
    def table(self) -> str:
        """The table of the file it stands in."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """Its key within the table."""
        return self.name.partition(".")[2]


LANGUAGE, THEME, ANIMATIONS = "app.language", "app.theme", "app.animations"
ROLE, ORGANISATION, WELCOME = "app.role", "app.organisation", "app.welcome"
POLICY = "disclosure.policy"
THEMES = ("dark", "light", "high-contrast", "colour-blind")

_SETTINGS = (
    Setting(LANGUAGE, "", N_("The language: en, cy, or nothing for that of the computer."), ("", "en", "cy")),
    Setting(THEME, "dark", N_("The colours of the app."), THEMES),
    Setting(ANIMATIONS, True, N_("Whether things may move on the screen.")),
    Setting(ROLE, "", N_("Who uses the app: a view of the figures, with its own first page."), ("", *Role)),
    Setting(ORGANISATION, "", N_("The code of your own organisation, such as gwent-police.")),
    Setting(WELCOME, True, N_("Whether the app asks at its next start who uses it.")),
    Setting(POLICY, "", N_("A disclosure policy of your own; nothing for the file beside the database.")),
)
SETTINGS: Mapping[str, Setting] = MappingProxyType({one.name: one for one in _SETTINGS})
"""Everything that can be set, in the order of the file; keys of actions come after it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in the file: where, and what to do. Everything else in the file holds."""

    line: int
    name: str
    reason: str
    hint: str = ""

    @property
    def said(self) -> str:
        """The line, the key and the reason in one sentence."""
        if not self.name:
            return _("line {line}: {reason}.").format(line=self.line, reason=self.reason)
        return _("line {line}, {name}: {reason}.").format(line=self.line, name=self.name, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a file: what it says rightly, and defaults for the rest."""

    given: Mapping[str, Value] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    """Actions with other keys than their own."""
    problems: tuple[Problem, ...] = ()
    readable: bool = True
    """Whether the file could be read at all."""

    def value(self, name: str) -> Value:
        """What holds for the setting called *name*."""
        return self.given.get(name, SETTINGS[name].default)

    def text(self, name: str) -> str:
        """The value of a setting that is a text."""
        return str(self.value(name))

    def is_on(self, name: str) -> bool:
        """The value of a setting that is yes or no."""
        return self.value(name) is True

    def is_doubtful(self, name: str) -> bool:
        """Whether the file may have meant something for *name* that could not be read."""
        return not self.readable or any(one.name == name for one in self.problems)


def parse_settings(content: str) -> Settings:
    """Read a file of settings. Problems are collected, never raised."""
    import tomllib

    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(_syntax(content, error),), readable=False)
    found = list(_problems(tables))
    wrong = {name for name, _reason, _hint in found}
    given = {name: tables[one.table][one.key] for name, one in SETTINGS.items() if _stands(tables, one)}
    keys = tables.get(KEYS, {}) if isinstance(tables.get(KEYS), dict) else {}
    return Settings(
        given={name: value for name, value in given.items() if name not in wrong},
        keys={name: ",".join(keys_of(said)) for name, said in keys.items() if f"{KEYS}.{name}" not in wrong},
        problems=tuple(
            sorted(
                (Problem(line_of(content, name), name, reason, hint) for name, reason, hint in found),
                key=lambda one: one.line,
            )
        ),
    )


def _stands(tables: Mapping[str, Any], one: Setting) -> bool:
    return isinstance(tables.get(one.table), dict) and one.key in tables[one.table]


def _syntax(content: str, error: tomllib.TOMLDecodeError) -> Problem:
    """Where the file stops being one: the parser names the line, or the end of the file."""
    found = re.search(r"line (\d+)", str(error))
    line = int(found[1]) if found else max(1, len(content.splitlines()))
    hint = _('Write texts in quotation marks, such as theme = "dark"; true and false without.')
    return Problem(line, "", _("this is not written as a settings file is"), hint)


def _problems(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    known = {one.table for one in SETTINGS.values()} | {KEYS}
    for table, values in tables.items():
        if table not in known or not isinstance(values, dict):
            hint = _("The tables are: {names}.").format(names=", ".join(sorted(known)))
            yield table, _("there is no such table"), hint
        elif table == KEYS:
            yield from _key_problems(values)
        else:
            for key, value in values.items():
                yield from _value_problems(f"{table}.{key}", value)


def _value_problems(name: str, value: object) -> Iterator[tuple[str, str, str]]:
    if name not in SETTINGS:
        hint = _("The settings are: {names}.").format(names=", ".join(SETTINGS))
        yield name, _("there is no such setting"), hint
    elif reason := complaint(SETTINGS[name], value):
        yield name, reason, _("What it is without this line is used.")


def complaint(setting: Setting, value: object) -> str:
    """What is wrong with a value; "" where nothing is."""
    if isinstance(setting.default, bool):
        return "" if isinstance(value, bool) else _("true or false is needed")
    if not isinstance(value, str):
        return _("a text in quotation marks is needed")
    if setting.choices and value not in setting.choices:
        names = ", ".join(one or '""' for one in setting.choices)
        return _("one of {values} is needed").format(values=names)
    return "" if value.isprintable() else _("a text on one line is needed")


def _key_problems(values: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    for name, said in values.items():
        if reason := key_complaint(name, said):
            yield f"{KEYS}.{name}", reason, _("The actions are: {names}.").format(names=", ".join(KEY_ACTIONS))
    wanted = {name: keys_of(said) for name, said in values.items() if name in KEY_ACTIONS and isinstance(said, str)}
    taken = Counter(key for name, one in KEY_ACTIONS.items() for key in wanted.get(name, keys_of(one.keys)))
    for name, keys in wanted.items():
        if double := [key for key in keys if taken[key] > 1]:
            reason = _("{key} is the key of another action too").format(key=double[0])
            yield f"{KEYS}.{name}", reason, _("Give one of the two another key.")


def key_complaint(name: str, said: object) -> str:
    """What is wrong with the keys of an action; "" where nothing is."""
    if name not in KEY_ACTIONS:
        return _("there is no such action")
    if not isinstance(said, str) or not keys_of(said):
        return _('a key in quotation marks is needed, such as "ctrl+g"')
    wrong = [one for one in keys_of(said) if not is_key(one)]
    return _("there is no key {key}").format(key=wrong[0]) if wrong else ""


def line_of(content: str, name: str) -> int:
    """The line a setting stands on, else that of its table, else the first."""
    table, key = name.partition(".")[::2]
    here, found = "", 1
    for number, line in enumerate(content.splitlines(), 1):
        if heading := re.match(r"\s*\[+\s*[\"']?([^\]\"']+?)[\"']?\s*\]", line):
            here = heading[1]
            found = number if here == table else found
        elif _is_key_line(line, here, table, key):
            return number
    return found


def _is_key_line(line: str, here: str, table: str, key: str) -> bool:
    quoted = r"\s*[\"']?{}[\"']?\s*"
    if here == "":
        start = quoted.format(re.escape(table)) + (rf"\.{quoted.format(re.escape(key))}" if key else "")
        return re.match(rf"{start}[=.]", line) is not None
    return here == table and bool(key) and re.match(rf"{quoted.format(re.escape(key))}=", line) is not None
