"""The decisions commands: list, preview, apply, history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from builders import BRITISH, GWENT, Person, people, staff_file, write_csv
from workforce_tui.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a database of its own; answers with its status and what it wrote."""

    def command(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--database", str(tmp_path / "x.db"), *arguments])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    file = staff_file(tmp_path / "s.csv", [*people(2, 8), Person("S1", "Zorblax", BRITISH), Person("S2", "Zorblax")])
    given = ("--organisation", GWENT, "--as-at", "2025-03-31", "--decide", "grade:Zorblax=SERGEANT")
    assert command("import", str(file), *given)[0] == 0
    return command


def decisions(run: Run, *arguments: str) -> tuple[int, Any]:
    status, said = run("decisions", *arguments, "--organisation", GWENT, "--json")
    return status, json.loads(said)


def test_the_list_says_what_was_decided_and_whom_it_counts(run: Run) -> None:
    status, said = decisions(run, "list")
    assert status == 0
    (one,) = said
    assert (one["field"], one["value"], one["answer"], one["people"]) == ("grade", "Zorblax", "SERGEANT", 2)
    text = run("decisions", "list", "--organisation", GWENT)[1]
    assert 'grade "Zorblax" is SERGEANT (Sergeant)' in text
    assert "people it counts: 2; snapshots: 1" in text
    assert f"Kept in {one['file']}" in text
    assert one["file"].endswith(f"{GWENT}.toml")
    assert (one["otherwise"], one["events_otherwise"]) == (0, 0)


def test_the_list_has_what_the_program_would_suggest_and_why(run: Run) -> None:
    assert decisions(run, "set", "grade:Sergaent=INSPECTOR", "--yes")[0] == 0
    found = {one["value"]: one["suggestions"] for one in decisions(run, "list")[1]}
    assert found["Sergaent"][0]["code"] == "SERGEANT"
    assert found["Sergaent"][0]["reason"]


def test_a_dry_run_shows_what_would_move_and_writes_nothing(run: Run) -> None:
    status, said = decisions(run, "set", "grade:Zorblax=INSPECTOR", "--dry-run")
    assert (status, said["applied"], said["people"]) == (0, False, 2)
    names = {"before_name": "Sergeant", "after_name": "Inspector"}
    assert said["snapshots"][0]["moves"] == [
        {"label": "Zorblax", "before": "SERGEANT", "after": "INSPECTOR", "people": 2} | names
    ]
    assert decisions(run, "list")[1][0]["answer"] == "SERGEANT"


def test_without_yes_nothing_is_done_and_the_status_says_so(run: Run) -> None:
    status, said = run("decisions", "set", "grade:Zorblax=INSPECTOR", "--organisation", GWENT)
    assert status == 3
    assert "2 people" in said
    assert "--yes" in said
    assert decisions(run, "list")[1][0]["answer"] == "SERGEANT"


def test_yes_moves_and_the_history_remembers(run: Run) -> None:
    status, said = run("decisions", "set", "grade:Zorblax=INSPECTOR", "--organisation", GWENT, "--yes", "--by", "Ann")
    assert status == 0
    assert "2 people were moved" in said
    report = json.loads(run("report", "representation", "--organisation", GWENT, "--by", "grade", "--json")[1])
    assert {row["grade"] for row in report if row.get("grade")} >= {"Inspector"}
    assert run("decisions", "history", "--organisation", "atlantis")[0] == 1
    history = decisions(run, "history")[1]
    assert (history[0]["made_by"], history[0]["before"], history[0]["after"]) == ("Ann", "SERGEANT", "INSPECTOR")
    assert "Ann" in run("decisions", "history")[1]


def test_a_decision_can_be_removed(run: Run) -> None:
    assert decisions(run, "remove", 'grade:"Zorblax"', "--yes")[0] == 0
    assert decisions(run, "list")[1] == []


def test_a_decision_nobody_can_read_is_a_usage_error(run: Run) -> None:
    assert run("decisions", "set", "Zorblax is Inspector", "--organisation", GWENT)[0] == 2
    assert run("decisions", "set", "grade:Zorblax=Wizard", "--organisation", GWENT)[0] == 1
    assert run("decisions", "list", "--organisation", "nowhere")[0] == 1


def test_events_with_the_label_are_previewed_moved_and_remembered(run: Run, tmp_path: Path) -> None:
    header = ("Employee Number", "Rank", "Ethnic Origin", "Date", "Reason for leaving")
    rows = [(f"L{n}", "Zorblax", BRITISH, "01/05/2024", "Resignation") for n in range(3)]
    period = ("--period-start", "2024-04-01", "--period-end", "2025-03-31")
    file = write_csv(tmp_path / "left.csv", header, rows)
    assert run("import", str(file), "--organisation", GWENT, *period)[0] == 0
    assert decisions(run, "list")[1][0]["events"] == 3
    said = decisions(run, "set", "grade:Zorblax=INSPECTOR", "--yes", "--by", "Ann")[1]
    assert said["events_by_dataset"] == {"leavers": 3}
    (moved,) = said["events"]
    assert (moved["dataset"], moved["start"], moved["end"], moved["number"]) == (
        "leavers", "2024-04-01", "2025-03-31", 3,
    )  # fmt: skip
    names = {"before_name": "Sergeant", "after_name": "Inspector"}
    assert moved["moves"] == [{"label": "Zorblax", "before": "SERGEANT", "after": "INSPECTOR", "number": 3} | names]
    history = decisions(run, "history")[1]
    assert {(one["dataset"], one["as_at"]) for one in history} == {
        ("leavers", "2025-03-31"), ("staff_in_post", "2025-03-31"),
    }  # fmt: skip
    assert "Ann: Leavers of gwent-police to 31 March 2025" in run("decisions", "history")[1]
    assert "; events: 3" in run("decisions", "list", "--organisation", GWENT)[1]
