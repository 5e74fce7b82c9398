"""The settings file: what is right in it holds, and what is not is named with its key and line."""

from __future__ import annotations

import pytest

from workforce_tui.domain.key_actions import KEY_ACTIONS, is_key, keys_of
from workforce_tui.domain.settings import SETTINGS, Settings, parse_settings
from workforce_tui.domain.settings_file import commented_file, uncommented

FILE = """[app]
theme = "light"
langauge = "cy"
welcome = "no"
role = "boss"

[keys]
help = "f13"
halp = "f3"
quit = "ctrl+nowhere"
"""


def said(content: str) -> list[tuple[int, str]]:
    return [(one.line, one.name) for one in parse_settings(content).problems]


def test_every_wrong_line_is_named_and_every_right_one_holds():
    found = parse_settings(FILE)
    assert said(FILE) == [(3, "app.langauge"), (4, "app.welcome"), (5, "app.role"), (9, "keys.halp"), (10, "keys.quit")]
    assert found.text("app.theme") == "light"
    assert dict(found.keys) == {"help": "f13"}
    assert found.is_on("app.welcome")
    assert found.is_doubtful("app.role")
    assert not found.is_doubtful("app.theme")


@pytest.mark.parametrize(
    ("content", "line"),
    [('[app]\ntheme = "light\n', 2), ("[app]\n\ntheme = light\n", 3), ("[app\n", 1), ('theme = "a"\ntheme = "b"\n', 2)],
)
def test_what_is_no_settings_file_is_named_with_the_line(content: str, line: int):
    found = parse_settings(content)
    assert [one.line for one in found.problems] == [line]
    assert not found.readable
    assert found.is_doubtful("app.role")
    assert found.text("app.theme") == "dark"


def test_a_table_that_is_none_and_a_value_in_place_of_a_table_are_named():
    assert said("[colours]\na = 1\n") == [(1, "colours")]
    assert said("app = 3\n") == [(1, "app")]


def test_a_dotted_line_counts_as_a_line_of_its_table():
    assert parse_settings('app.theme = "light"\n').text("app.theme") == "light"
    assert said('# one\napp.theme = "lime"\n') == [(2, "app.theme")]


def test_one_key_for_two_actions_is_reported():
    assert [name for _line, name in said('[keys]\nhelp = "1"\n')] == ["keys.help"]
    assert said('[keys]\nhelp = "f13"\nquit = "f13"\n') == [(2, "keys.help"), (3, "keys.quit")]
    assert said('[keys]\nhelp = "1"\noverview = "f1"\n') == []


def test_the_commented_file_says_every_setting_and_changes_nothing():
    content = commented_file({}, {})
    assert parse_settings(content) == Settings()
    assert all(f"# {one.key} = " in content for one in SETTINGS.values())
    assert all(f"# {name} = " in content for name in KEY_ACTIONS)


def test_what_is_set_stands_in_the_commented_file_as_it_was_given():
    given = {"app.theme": "light", "app.welcome": False, "disclosure.policy": 'C:\\policies\\"ours".toml'}
    found = parse_settings(commented_file(given, {"help": "f13"}))
    assert found == Settings(given=given, keys={"help": "f13"})


def test_a_comment_gives_way_to_the_line_it_stands_for():
    content = commented_file({}, {})
    changed = uncommented(content, "app", 'theme = "light"')
    assert changed.count("\n") == content.count("\n")
    assert parse_settings(changed).given == {"app.theme": "light"}
    assert not uncommented(changed, "app", 'theme = "dark"')


def test_every_key_the_app_has_by_itself_is_a_key():
    assert all(is_key(key) for one in KEY_ACTIONS.values() for key in keys_of(one.keys))
    assert not any(is_key(name) for name in ("", "f99", "ctrl+", "controll+a", "ab", " "))
