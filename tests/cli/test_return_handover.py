"""Returns that come to the taskforce, by command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpers.editions import sample_edition
from workforce_tui.exporting.edition_tidy import write_edition_tidy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

BY = ("--by", "Eleri Rees")


@pytest.fixture
def run(tmp_path: Path, empty_database: Path, return_commands: Callable[[Path], Run]) -> Run:
    database = tmp_path / "x.db"
    database.write_bytes(empty_database.read_bytes())
    return return_commands(database)


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
        "gwent.csv: version 1 of the return of Gwent Police for 2025 is received (submitted).\n",
    )
    damaged = tmp_path / "damaged.csv"
    damaged.write_bytes(file.read_bytes().replace(b",40,people", b",41,people"))
    status, out, _err = run("import", file, damaged, *BY, "--json")
    first, second = json.loads(out)
    assert status == 4
    assert (first["status"], first["state"]) == ("held", "submitted")
    assert (second["status"], second["file"]) == ("refused", "damaged.csv")
    assert "its hash is not that of its rows" in second["message"]
    status, out, _err = run("verify", damaged)
    assert status == 1
    assert "T4a, Level 1, Ethnic minority: 40, in the file 41" in out


def test_a_folder_is_received_with_its_queries(run: Run, file: Path, tmp_path: Path) -> None:
    assert run("import", file, *BY)[0] == 0
    assert run("ask", "gwent-police", "2025", "staff", "Why so few?", *BY)[0] == 0
    assert run("queries", "gwent-police", "2025", "-o", tmp_path / "queries.csv")[0] == 0
    status, out, _err = run("import", tmp_path, *BY, "--json")
    assert status == 0
    assert [(one["file"], one["status"]) for one in json.loads(out)] == [("gwent.csv", "held"), ("queries.csv", "held")]
    assert json.loads(out)[1]["held"] == 1
    (tmp_path / "gwent.csv").write_text("no return")
    status, out, err = run("import", tmp_path, *BY)
    assert (status, out) == (4, "New queries: 0. New replies: 0. Held already: 1.\n")
    assert "gwent.csv" in err
    (tmp_path / "empty").mkdir()
    assert "There is no CSV or workbook in the folder" in run("import", tmp_path / "empty", *BY)[2]


def test_who_is_late_is_reminded(run: Run, tmp_path: Path) -> None:
    cardiff = ("--organisation", "yjs-cardiff")
    status, out, _err = run("remind", 2025, *BY, *cardiff, "--json")
    (one,) = json.loads(out)
    assert (status, one["organisation"], one["due"], one["overdue"]) == (0, "yjs-cardiff", "2025-06-30", True)
    assert run("remind", 2025, *BY, *cardiff)[1] == one["text"] + "\n\n"
    status, out, _err = run("remind", 2025, *BY, *cardiff, "-o", tmp_path / "new")
    assert (status, out.strip()) == (0, str(tmp_path / "new" / "yjs-cardiff_2025_reminder.txt"))
    assert run("remind", 2025, *BY, *cardiff, "-o", tmp_path / "new")[0] != 0
    assert run("remind", 2098, *BY)[1] == "No organisation is late with its return for 2098.\n"


def test_what_is_not_held_is_verified_by_itself_and_what_is_no_return_not_at_all(
    run: Run, file: Path, tmp_path: Path
) -> None:
    status, out, _err = run("verify", file, "--json")
    assert (status, json.loads(out)["same"], json.loads(out)["held"]) == (0, True, False)
    other = tmp_path / "notes.txt"
    other.write_text("x", encoding="utf-8")
    status, out, _err = run("verify", other, "--json")
    assert (status, json.loads(out)["status"]) == (4, "refused")
    assert run("verify", tmp_path / "none.csv")[0] == 2


def test_a_reader_of_the_taskforce_has_what_was_sent_and_nothing_else(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "TASKFORCE")
    assert run("import", file, *BY)[0] == 0
    by_code = {one["organisation"]: one for one in json.loads(run("board", "--year", 2025, "--json")[1])}
    gwent = by_code["gwent-police"]
    assert (gwent["state"], gwent["version"], gwent["headcount"]) == ("submitted", 1, [1303, 1307])
    assert by_code["south-wales-police"]["state"] == "none"
    assert len(json.loads(run("show", "gwent-police", 2025, "--section", "staff", "--json")[1])["tables"]) == 1
    run("ask", "gwent-police", 2025, "staff", "Why 40?", *BY)
    path = tmp_path / "queries.csv"
    assert json.loads(run("queries", "gwent-police", 2025, "-o", path, "--json")[1])["queries"] == 1
    assert json.loads(run("take", path, *BY, "--json")[1])["held"] == 1
    for refused in (("verify", "gwent-police", 2025), ("check", "gwent-police", 2025)):
        status, _out, err = run(*refused)
        assert status == 1
        assert "before disclosure control" in err
