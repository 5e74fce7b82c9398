"""What scripts rely on: the same keys whatever happens, null for what is not known, 2 for what cannot be understood."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from workforce_tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Staff No,Grade,Ethnicity\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--database", str(tmp_path / "x.db"), *map(str, arguments)])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def test_a_file_that_is_not_there_is_told_with_the_same_keys_as_any_other(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "1,Constable,Indian\n")
    organisation = ("--organisation", "gwent-police", "--as-at", "2024-03-31", "--json", "--dry-run")
    status, there, _err = run("import", tmp_path / "a.csv", *organisation)
    missing, absent, _err = run("import", tmp_path / "b.csv", *organisation)
    assert (status, missing) == (0, 4)
    assert json.loads(absent).keys() == json.loads(there).keys()
    assert json.loads(absent)["issues"][0]["code"] == "file_not_found"


def test_an_organisation_nobody_has_named_is_null(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "1,EO,Indian\n")
    status, out, _err = run("import", tmp_path / "a.csv", "--as-at", "2024-03-31", "--json")
    data = json.loads(out)
    assert status == 3
    assert (data["organisation"], data["organisations"], data["snapshots"]) == (None, [], [])


def test_what_cannot_be_understood_is_told_in_json_too(run: Any, tmp_path: Path) -> None:
    status, out, err = run("import", tmp_path / "a.csv", "--as-at", "31/03/2024", "--json")
    assert status == 2
    assert json.loads(out)["status"] == "usage"
    assert json.loads(out)["message"] in err


@pytest.mark.parametrize("value", ["580", "many", "-1"])
def test_a_target_that_is_no_percentage_is_a_usage_error(run: Any, value: str) -> None:
    status, _out, err = run("target", "set", "--organisation", "gwent-police", f"--value={value}")
    assert status == 2
    assert "is not a percentage" in err


def test_several_sheets_and_hidden_rows_can_be_asked_for(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, people in (("One", ("1001", "1002", "1003")), ("Two", ("2001",))):
        sheet = book.add_worksheet(name)
        for row, cells in enumerate([HEAD.strip().split(","), *([number, "EO", "Indian"] for number in people)]):
            sheet.write_row(row, 0, cells)
        if name == "One":
            sheet.set_row(1, None, None, {"hidden": True})
    book.close()
    known = ("--organisation", "hmpps-wales", "--as-at", "2024-03-31", "--json", "--dry-run")
    assert json.loads(run("import", path, *known)[1])["decisions"][0]["field"] == "sheet"
    for wanted in (("--sheet", "all"), ("--sheet", "One", "--sheet", "Two")):
        data = json.loads(run("import", path, *known, *wanted)[1])
        assert (data["headcount"], data["sheets"]) == (3, ["One", "Two"])
    assert json.loads(run("import", path, *known, "--sheet", "all", "--include-hidden")[1])["headcount"] == 4


def test_the_package_can_be_run() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workforce_tui", "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "import" in done.stdout
