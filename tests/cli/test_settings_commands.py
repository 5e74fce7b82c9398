"""The settings commands, and the role they set."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from workforce_tui import i18n
from workforce_tui.cli import main
from workforce_tui.services.settings import settings_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


def value(run: Run, name: str) -> Any:
    return json.loads(run("settings", "get", name, "--json")[1])


def write(content: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(content, encoding="utf-8")


def test_a_setting_is_changed_in_a_file_with_comments_only_its_owner_can_read(run: Run):
    assert value(run, "app.theme") == {"name": "app.theme", "value": "dark", "source": "default"}
    assert run("settings", "set", "app.theme", "light")[0] == 0
    assert run("settings", "set", "app.welcome", "no")[0] == 0
    assert value(run, "app.theme") == {"name": "app.theme", "value": "light", "source": "file"}
    content = settings_file().read_text(encoding="utf-8")
    assert "# The colours of the app." in content
    assert "welcome = false" in content
    assert settings_file().stat().st_mode & 0o077 == 0


def test_what_somebody_wrote_between_the_lines_stays(run: Run):
    write('# mine\n[app]\ntheme = "light"  # for the train\n')
    assert run("settings", "set", "app.language", "en")[0] == 0
    assert run("settings", "set", "app.theme", "dark")[0] == 0
    content = settings_file().read_text(encoding="utf-8")
    assert content.startswith('# mine\n[app]\ntheme = "dark"  # for the train\n')
    assert 'language = "en"' in content


@pytest.mark.parametrize("wrong", [("app.theme", "lime"), ("app.colour", "x"), ("keys.halp", "x"), ("keys.help", "1")])
def test_what_cannot_be_set_is_refused_and_nothing_is_written(run: Run, wrong: tuple[str, str]):
    status, _out, err = run("settings", "set", *wrong)
    assert status == 1
    assert wrong[0] in err
    assert not settings_file().exists()


def test_a_file_with_a_wrong_line_is_named_never_overwritten_and_the_rest_of_it_holds(run: Run):
    write(BROKEN)
    status, out, _err = run("settings", "check", "--json")
    assert status == 1
    assert [(one["line"], one["name"]) for one in json.loads(out)["problems"]] == [(3, "app.role")]
    status, _out, err = run("settings", "set", "app.theme", "dark")
    assert status == 1
    assert "line 3, app.role" in err
    assert settings_file().read_text(encoding="utf-8") == BROKEN
    assert value(run, "app.theme")["value"] == "light"


def test_the_environment_outranks_the_file(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKFORCE_TUI_THEME", "high-contrast")
    assert value(run, "app.theme") == {
        "name": "app.theme",
        "value": "high-contrast",
        "source": "WORKFORCE_TUI_THEME",
    }
    monkeypatch.setenv("WORKFORCE_TUI_THEME", "lime")
    assert "WORKFORCE_TUI_THEME" in run("settings", "get", "app.theme")[2]


def test_the_language_of_the_settings_is_spoken(run: Run):
    write('[app]\nlanguage = "cy"\n')
    run("settings", "list")
    assert i18n.language() == "cy"
    run("settings", "list", "--language", "en")
    assert i18n.language() == "en"


def test_a_role_shows_nothing_before_its_disclosure_profile(run: Run):
    assert run("batches", "--json")[0] == 0
    status, _out, err = run("batches", "--role", "panel")
    assert status == 1
    assert "PUBLIC" in err
    write('[app]\nrole = "taskforce"\n')
    assert "TASKFORCE" in run("batches")[2]
    assert run("batches", "--role", "hr-lead")[0] == 0


def test_the_taskforce_has_the_board_of_returns_and_the_update_and_nobody_else_has(run: Run):
    assert run("return", "list", "--role", "taskforce")[0] == 0
    assert "before disclosure control" not in run("update", "check", "2026", "--role", "taskforce")[2]
    assert "before disclosure control" in run("update", "check", "2026", "--role", "panel")[2]
    assert "before disclosure control" in run("return", "list", "--role", "chair")[2]


def test_a_role_that_is_none_is_a_usage_error(run: Run):
    status, _out, err = run("batches", "--role", "boss")
    assert status == 2
    assert "hr-lead, chair, taskforce, panel" in err


def test_while_the_role_in_the_file_cannot_be_read_only_what_anybody_may_see_is_shown(run: Run):
    write(BROKEN)
    assert "PUBLIC" in run("batches")[2]
    assert run("batches", "--role", "hr-lead")[0] == 0


def test_a_policy_the_settings_name_is_used_or_nothing_is(run: Run, tmp_path: Path):
    write('[disclosure]\npolicy = "ours.toml"\n')
    status, _out, err = run("report", "representation", "--organisation", "gwent-police", "--profile", "PUBLIC")
    assert status == 1
    assert "ours.toml" in err
    write("[disclosure]\npolicy = 3\n")
    assert "disclosure.policy" in run("report", "representation", "--profile", "PUBLIC")[2]


def test_the_glossary_answers_for_one_word_and_for_all(run: Run):
    (one,) = json.loads(run("glossary", "P2", "--json")[1])
    assert one["term"] == "P2"
    assert one["formula"]
    assert len(json.loads(run("glossary", "--json")[1])) > 60
    assert "Formula: known ÷ headcount" in run("glossary", "declaration")[1]
    assert run("glossary", "phlogiston")[0] == 1
