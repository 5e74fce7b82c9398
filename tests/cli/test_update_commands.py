"""The commands of the all-Wales update answer in JSON and in lines, and say what is wrong in plain words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from helpers.returns_for_update import SENT, edition_for, receive, truth_of
from workforce_tui.cli import main
from workforce_tui.domain.edition import Audience
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    import shutil

    file = tmp_path_factory.mktemp("update") / "update.db"
    shutil.copy(empty_database, file)
    opened = open_workspace(str(file))
    receive(opened, *(edition_for(code, truth_of(code), Audience.PUBLIC) for code in SENT[:2]))
    opened.close()
    return str(file)


@pytest.fixture
def run(database: str, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*words, "--database", database])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(ended.value.code or 0), out, err

    return call


def answer(run: Run, *words: str) -> Any:
    return json.loads(run(*words, "--json")[1])


def test_the_update_is_shown_with_what_it_rests_on(run: Run) -> None:
    shown = answer(run, "update", "show", "2026", "--edition", "public")
    assert shown["codes"]["profile"] == "PUBLIC"
    assert [one["code"] for one in shown["sections"]][:3] == ["narrative", "returns", "totals"]
    totals = answer(run, "update", "show", "2026", "--edition", "public", "--section", "3")
    assert totals["tables"][0]["rows"][0]["key"] == SENT[0]
    assert "Gwent Police" in run("update", "show", "2026", "--section", "totals")[1]


def test_texts_are_set_and_what_is_missing_is_said(run: Run) -> None:
    said = ("update", "set", "2026", "--text", "messages", "--en", "=1+1 [red]", "--by", "Ann Rees")
    assert answer(run, *said)["texts"]["messages"]["en"] == "=1+1 [red]"
    code, out, _err = run("update", "check", "2026")
    assert code == 1
    assert "Key messages: There is no Welsh text." in out


def test_it_is_handed_out_and_endorsed(run: Run, tmp_path: Path) -> None:
    words = ("--to", "The Panel", "--by", "Ann Rees", "--format", "csv", "--languages", "en", "--edition", "public")
    words += ("--reason", "The Welsh texts follow.")
    done = answer(run, "update", "export", "2026", "-o", str(tmp_path / "out"), *words)
    assert done["version"] == 1
    assert [one["name"] for one in done["editions"][0]["files"]] == ["wales_2026_update_public_v1_en.csv"]
    assert done["editions"][0]["audit"]["confined"] == []
    made = answer(run, "update", "endorse", "2026", "--name", "The Chair", "--by", "Ann Rees", "--en", "Good.")
    assert (made["standing"], made["sha256"]) == ("endorsed", done["sha256"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("update", "show", "2026", "--edition", "full"), 2),
        (("update", "show", "2026", "--section", "none"), 2),
        (("update", "show", "2024"), 1),
        (("update", "endorse", "2025", "--name", "The Chair", "--by", "Ann Rees"), 1),
        (("update", "export", "2026", "-o", "/no/such/folder", "--to", "P", "--by", "Ann Rees"), 1),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], code: int) -> None:
    found, _out, err = run(*words)
    assert found == code
    assert err
