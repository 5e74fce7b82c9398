"""The settings commands, and the role they set."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from workforce_tui.cli import main, shared_options
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.roles import who
from workforce_tui.services.settings import Held, change_setting, held_of, language_wanted, settings_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

    Run = Callable[..., tuple[int, str, str]]

BROKEN = '[app]\ntheme = "light"\nrole = "boss"\n'


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--database", str(tmp_path / "set.db"), *arguments])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return call


def write(content: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(content, encoding="utf-8")


def test_a_setting_is_changed_and_asked_for_and_the_glossary_answers(run: Run):
    assert json.loads(run("settings", "set", "app.theme", "light", "--json")[1])["source"] == "file"
    assert "app.theme: light (from the file)" in run("settings", "list")[1]
    (one,) = json.loads(run("glossary", "P2", "--json")[1])
    assert one["formula"]


def test_the_list_says_which_lines_of_the_file_do_not_hold_and_keeps_to_its_form(run: Run):
    write(BROKEN)
    status, out, err = run("settings", "list")
    assert status == 0
    assert "line 3, app.role" in err
    assert "line 3" not in out
    assert isinstance(json.loads(run("settings", "list", "--json")[1]), list)


def test_a_setting_is_written_among_comments_for_its_owner_alone():
    change_setting("app.theme", "light")
    change_setting("app.welcome", "no")
    assert held_of("app.theme") == Held("app.theme", "light", "file")
    content = settings_file().read_text(encoding="utf-8")
    assert "# The colours of the app." in content
    assert "welcome = false" in content
    assert settings_file().stat().st_mode & 0o077 == 0


def test_what_somebody_wrote_between_the_lines_stays():
    write('# mine\n[app]\ntheme = "light"  # for the train\n')
    change_setting("app.language", "en")
    change_setting("app.theme", "dark")
    content = settings_file().read_text(encoding="utf-8")
    assert content.startswith('# mine\n[app]\ntheme = "dark"  # for the train\n')
    assert 'language = "en"' in content


@pytest.mark.parametrize("wrong", [("app.theme", "lime"), ("app.colour", "x"), ("keys.halp", "x"), ("keys.help", "1")])
def test_what_cannot_be_set_is_refused_and_nothing_is_written(wrong: tuple[str, str]):
    with pytest.raises(WorkforceError, match=wrong[0]):
        change_setting(*wrong)
    assert not settings_file().exists()


def test_a_file_with_a_wrong_line_is_named_never_overwritten_and_the_rest_of_it_holds(run: Run):
    write(BROKEN)
    status, out, _err = run("settings", "check", "--json")
    assert status == 1
    assert [(one["line"], one["name"]) for one in json.loads(out)["problems"]] == [(3, "app.role")]
    with pytest.raises(WorkforceError, match=r"line 3, app\.role"):
        change_setting("app.theme", "dark")
    assert settings_file().read_text(encoding="utf-8") == BROKEN
    assert held_of("app.theme").value == "light"
    assert "PUBLIC" in run("batches")[2]
    assert run("batches", "--role", "hr-lead")[0] == 0


def test_the_environment_outranks_the_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKFORCE_TUI_THEME", "high-contrast")
    assert held_of("app.theme") == Held("app.theme", "high-contrast", "WORKFORCE_TUI_THEME")
    monkeypatch.setenv("WORKFORCE_TUI_THEME", "lime")
    with pytest.raises(WorkforceError, match="WORKFORCE_TUI_THEME"):
        held_of("app.theme")


def test_the_language_of_the_settings_is_spoken():
    write('[app]\nlanguage = "cy"\n')
    assert language_wanted() == "cy"


def test_a_role_shows_nothing_before_its_disclosure_profile(run: Run):
    assert "PUBLIC" in run("batches", "--role", "panel")[2]
    assert run("return", "list", "--role", "taskforce")[0] == 0
    assert "before disclosure control" not in run("update", "check", "2026", "--role", "taskforce")[2]
    status, _out, err = run("batches", "--role", "boss")
    assert status == 2
    assert "hr-lead, chair, taskforce, panel" in err


def test_a_policy_the_settings_name_is_used_or_nothing_is(ws: Workspace):
    write('[disclosure]\npolicy = "ours.toml"\n')
    with pytest.raises(WorkforceError, match=r"ours\.toml"):
        policy_in_force(ws)
    write("[disclosure]\npolicy = 3\n")
    with pytest.raises(WorkforceError, match=r"disclosure\.policy"):
        policy_in_force(ws)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], {}),
        (["--database", "a.db", "--role=panel"], {"--database": "a.db", "--role": "panel"}),
        (["--database"], None),
        (["--plain"], None),
        (["--help"], None),
        (["--database", "a.db", "report"], None),
    ],
)
def test_the_app_is_opened_at_once_only_where_no_command_is_given(given: list[str], expected: dict[str, str] | None):
    assert shared_options(given) == expected


def test_the_app_is_opened_without_putting_the_commands_together(monkeypatch: pytest.MonkeyPatch):
    opened: list[object] = []
    monkeypatch.setattr("workforce_tui.cli.terminal.is_terminal", lambda: True)
    monkeypatch.setattr("workforce_tui.tui.app.run_app", lambda *database, **_options: opened.append(database))
    monkeypatch.setattr("workforce_tui.cli.commands.build", lambda: pytest.fail("put together"))
    main(["--database", "a.db", "--role", "panel"])
    assert opened == [("a.db",)]
    assert who().profile == "PUBLIC"


@pytest.mark.parametrize("variable", ["WORKFORCE_TUI_THEME", "WORKFORCE_TUI_PROFILE"])
def test_what_cannot_be_meant_in_the_environment_is_said_before_the_app_opens(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str
):
    monkeypatch.setenv(variable, "lime")
    monkeypatch.setattr("workforce_tui.cli.terminal.is_terminal", lambda: True)
    monkeypatch.setattr("workforce_tui.cli.sessions.is_terminal", lambda: True)
    monkeypatch.setattr("workforce_tui.tui.app.run_app", lambda *_given, **_options: pytest.fail("opened"))
    status, _out, err = run()
    assert status == 1
    assert "lime" in err or variable in err
