"""The settings of this person on this machine: where they are kept, what holds, and how one is changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.key_actions import KEY_ACTIONS
from workforce_tui.domain.settings import (
    ANIMATIONS,
    KEYS,
    LANGUAGE,
    ORGANISATION,
    ROLE,
    SETTINGS,
    THEME,
    WELCOME,
    Problem,
    Settings,
    complaint,
    parse_settings,
)
from workforce_tui.i18n import _, language_from_environment
from workforce_tui.services.paths import APPLICATION, DATA_DIR_VARIABLE, at_home, data_dir, make_private_dir

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.settings import Value

CONFIG_VARIABLE = "WORKFORCE_TUI_CONFIG"
FILE_NAME = "settings.toml"
VARIABLES = {
    LANGUAGE: "WORKFORCE_TUI_LANGUAGE",
    THEME: "WORKFORCE_TUI_THEME",
    ROLE: "WORKFORCE_TUI_ROLE",
    ORGANISATION: "WORKFORCE_TUI_ORGANISATION",
    WELCOME: "WORKFORCE_TUI_WELCOME",
    ANIMATIONS: "WORKFORCE_TUI_ANIMATIONS",
}
"""Variables of the environment that outrank the file."""
_BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Held:
    """One setting as it holds: its value, and where that comes from ("default", "file" or a variable's name)."""

    name: str
    value: Value
    source: str


def settings_file() -> Path:
    """Where the settings are: WORKFORCE_TUI_CONFIG, else the data folder where that was chosen, else the platform's."""
    from platformdirs import user_config_path

    chosen = os.environ.get(CONFIG_VARIABLE)
    if chosen:
        return at_home(chosen).absolute()
    home = data_dir() if os.environ.get(DATA_DIR_VARIABLE) else user_config_path(APPLICATION, appauthor=False)
    return home / FILE_NAME


def load_settings() -> Settings:
    """What the file says; what cannot be read is named among the problems, and defaults hold instead."""
    try:
        content = settings_file().read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        return Settings(problems=(Problem(1, "", _("the file cannot be read")),), readable=False)
    return parse_settings(content)


def held(name: str, settings: Settings | None = None) -> Held:
    """A setting as it holds: a variable of the environment outranks the file.

    Raises:
        WorkforceError: the variable says something that cannot be set.
    """
    settings = load_settings() if settings is None else settings
    said = os.environ.get(VARIABLES.get(name, ""), "")
    if not said:
        return Held(name, settings.value(name), "file" if name in settings.given else "default")
    if name == LANGUAGE:
        return Held(name, language_from_environment(), VARIABLES[name])
    value = _BOOLEANS.get(said.lower(), said) if isinstance(SETTINGS[name].default, bool) else said
    if reason := complaint(SETTINGS[name], value):
        raise WorkforceError(
            _("{name}: {reason}.").format(name=VARIABLES[name], reason=reason),
            _("Change the variable of the environment, or take it away."),
        )
    return Held(name, value, VARIABLES[name])


def language_wanted() -> str:
    """The language of the environment variable or the settings, else that of the computer."""
    said = "" if os.environ.get(VARIABLES[LANGUAGE]) else load_settings().text(LANGUAGE)
    return said or language_from_environment()


def held_text(name: str, settings: Settings | None = None) -> str:
    """The value of a setting that is a text, as it holds."""
    return str(held(name, settings).value)


def all_held() -> tuple[Held, ...]:
    """Every setting as it holds, then the keys of actions."""
    settings = load_settings()
    keys = tuple(
        Held(f"{KEYS}.{name}", settings.keys.get(name, one.keys), "file" if name in settings.keys else "default")
        for name, one in KEY_ACTIONS.items()
    )
    return (*(held(name, settings) for name in SETTINGS), *keys)


def held_of(name: str) -> Held:
    """One setting or key by its whole name.

    Raises:
        WorkforceError: there is no such setting.
    """
    for one in all_held():
        if one.name == name:
            return one
    raise _no_such(name)


def change_setting(name: str, said: str) -> Held:
    """Write a setting into the file; comments and everything else in it stay as they are.

    Raises:
        WorkforceError: there is no such setting or value, or the file has problems: then it is left as it is.
    """
    value = _value_of(name, said)
    file, settings = settings_file(), load_settings()
    if settings.problems:
        raise broken_file(settings)
    content = _changed(file, name, value)
    after = parse_settings(content)
    if after.problems:
        raise WorkforceError(
            _("{name}: {reason}.").format(name=name, reason=after.problems[0].reason), after.problems[0].hint
        )
    make_private_dir(file.parent)
    from workforce_tui.exporting.whole_file import write_whole_file

    write_whole_file(file, lambda stream: stream.write(content.encode()), overwrite=True, private=True)
    return held_of(name)


def broken_file(settings: Settings) -> WorkforceError:
    """What is wrong with the file, as an error: nothing is written over it."""
    lines = "\n".join(one.said for one in settings.problems)
    return WorkforceError(
        _("The settings file {file} was left as it is:").format(file=settings_file()) + f"\n{lines}",
        _("Mend the line, or move the file away. Until then defaults hold in its place."),
    )


def _value_of(name: str, said: str) -> Value:
    if name.partition(".")[0] == KEYS and name.partition(".")[2] in KEY_ACTIONS:
        return said
    setting = SETTINGS.get(name)
    if setting is None:
        raise _no_such(name)
    value: Any = _BOOLEANS.get(said.strip().lower(), said) if isinstance(setting.default, bool) else said.strip()
    if reason := complaint(setting, value):
        raise WorkforceError(_("{name}: {reason}.").format(name=name, reason=reason), _("Nothing was changed."))
    return value  # type: ignore[no-any-return]


def _no_such(name: str) -> WorkforceError:
    names = ", ".join((*SETTINGS, *(f"{KEYS}.{one}" for one in KEY_ACTIONS)))
    return WorkforceError(
        _("There is no setting {name}.").format(name=name), _("The settings are: {names}.").format(names=names)
    )


def _changed(file: Path, name: str, value: Value) -> str:
    """The content of the file with one value changed; a whole commented file where there was none."""
    from workforce_tui.domain.settings_file import commented_file, toml_text, uncommented

    table, key = name.partition(".")[::2]
    if not file.exists():
        return commented_file({} if table == KEYS else {name: value}, {key: str(value)} if table == KEYS else {})
    content = file.read_text(encoding="utf-8-sig")
    if key not in _table_of(content, table):
        with_line = uncommented(content, table, f"{key} = {toml_text(value)}")
        if with_line:
            return with_line
    import tomlkit

    document: Any = tomlkit.parse(content)
    if table not in document:
        document[table] = tomlkit.table()
    document[table][key] = value
    return tomlkit.dumps(document)


def _table_of(content: str, table: str) -> dict[str, Any]:
    import tomllib

    found: dict[str, Any] = tomllib.loads(content).get(table, {})
    return found
