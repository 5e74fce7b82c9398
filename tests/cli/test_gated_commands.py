"""The report commands under a profile, and what cannot be asked under one."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from gated_force import GWENT, SOUTH, held
from workforce_tui.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("gated")
    for _ws in held(folder):
        yield folder / "force.db"


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--database", str(database), *map(str, arguments)])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def test_text_json_and_csv_withhold_the_same_cells(run: Any) -> None:
    asked = ("report", "representation", "--organisation", GWENT, "--profile", "NETWORK")
    _status, text, _err = run(*asked)
    _status, answer, _err = run(*asked, "--json")
    _status, lines, _err = run(*asked, "--csv")
    record = next(one for one in json.loads(answer) if one["key"] == "INSPECTOR")
    line = next(one for one in csv.DictReader(io.StringIO(lines)) if one["key"] == "INSPECTOR")
    assert record["minority"] is None
    assert (record["headcount"] is None) == ("headcount" in record["withheld"])
    assert line["minority"] == line["share"] == line["status"] == ""
    assert set(line["withheld"].split()) == set(record["withheld"])
    drawn = next(one for one in text.splitlines() if one.startswith("Inspector"))
    assert drawn.count("[c]") == len(record["withheld"])
    assert "Profile NETWORK" in text


def test_the_profile_of_the_environment_holds_and_cannot_be_widened(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "public")
    status, out, _err = run("report", "trend", "--organisation", GWENT, "--json")
    assert status == 0
    assert {one["profile"] for one in json.loads(out)} == {"PUBLIC"}
    status, _out, err = run("report", "representation", "--organisation", GWENT, "--profile", "RAW")
    assert status == 1
    assert "PUBLIC is in force" in err
    for command in (("batches",), ("report", "flows", "--organisation", GWENT), ("disparity", "list")):
        status, out, err = run(*command)
        assert (status, out) == (1, "")
        assert "before disclosure control" in err


def test_a_template_to_send_out_holds_no_figure_and_is_made_by_the_taskforce(
    run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = ("template", "--organisation", GWENT, "--year", "2026", "-o", str(tmp_path / "sent.xlsx"))
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "PUBLIC")
    assert run(*asked)[0] == 1
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "TASKFORCE")
    assert run(*asked)[0] == 0
    assert (tmp_path / "sent.xlsx").is_file()


def test_a_profile_that_does_not_exist_shows_nothing(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("report", "overview", "--organisation", GWENT, "--profile", "SECRET")[:2] == (1, "")
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "SECRET")
    assert run("report", "overview", "--organisation", GWENT)[:2] == (1, "")


def test_the_overview_says_the_total_as_it_may_be_seen(run: Any) -> None:
    _status, out, _err = run("report", "overview", "--organisation", GWENT, "--profile", "PUBLIC")
    assert "Profile PUBLIC" in out
    _status, out, _err = run("report", "overview", "--organisation", GWENT, "--profile", "PUBLIC", "--json")
    total = json.loads(out)["total"]
    assert total["headcount"] % 5 == total["known"] % 5 == 0
    assert total["withheld"]


def test_a_network_sees_its_own_organisation(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", GWENT)
    status, out, err = run("report", "overview", "--organisation", SOUTH, "--profile", "NETWORK")
    assert (status, out) == (1, "")
    assert "does not show" in err
