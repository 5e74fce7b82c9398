"""Returns that come to the taskforce, by command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpers.editions import sample_edition
from workforce_tui.cli import main
from workforce_tui.exporting.edition_tidy import write_edition_tidy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

BY = ("--by", "Eleri Rees")


@pytest.fixture
def run(tmp_path: Path, empty_database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    database = tmp_path / "x.db"
    database.write_bytes(empty_database.read_bytes())

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["return", *map(str, arguments), "--database", str(database)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(ended.value.code or 0), out, err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "gwent.csv"
    with path.open("wb") as stream:
        write_edition_tidy(sample_edition(), stream)
    return path


def test_a_file_is_received_once_and_a_wrong_one_is_refused(run: Run, file: Path, tmp_path: Path) -> None:
    status, out, _err = run("import", file, *BY)
    assert (status, out) == (
        0,
        "gwent.csv: version 1 of the return of gwent-police for 2025 is received (submitted).\n",
    )
    damaged = tmp_path / "damaged.csv"
    damaged.write_bytes(file.read_bytes().replace(b",40,people", b",41,people"))
    status, out, _err = run("import", file, damaged, *BY, "--json")
    first, second = json.loads(out)
    assert status == 4
    assert (first["status"], first["state"]) == ("held", "submitted")
    assert (second["status"], second["file"]) == ("refused", "damaged.csv")
    assert "its hash is not that of its rows" in second["message"]


def test_a_file_is_verified_by_itself_and_against_what_was_received(run: Run, file: Path, tmp_path: Path) -> None:
    status, out, _err = run("verify", file)
    assert status == 0
    assert "agrees with its own hash" in out
    assert "not held here" in out
    run("import", file, *BY)
    damaged = tmp_path / "damaged.csv"
    damaged.write_bytes(file.read_bytes().replace(b",40,people", b",41,people"))
    status, out, _err = run("verify", damaged)
    assert status == 1
    assert "T4a, Level 1, Ethnic minority: 40, in the file 41" in out
    status, out, _err = run("verify", damaged, "--json")
    assert (status, json.loads(out)["same"], len(json.loads(out)["differences"])) == (1, False, 1)


def test_what_is_no_return_cannot_be_verified(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("x", encoding="utf-8")
    assert run("verify", other)[0] == 4
    assert run("verify", tmp_path / "none.csv")[0] == 2
    assert json.loads(run("verify", other, "--json")[1])["status"] == "refused"
