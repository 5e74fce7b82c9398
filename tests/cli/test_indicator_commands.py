"""The report of indicators on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from builders import people, staff_file
from workforce_tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    "id", "name", "value", "lower", "upper", "direction", "numerator", "denominator", "comparator_numerator",
    "comparator_denominator", "flag", "note",
)  # fmt: skip
GWENT_2025 = ("--organisation", "gwent-police", "--year", "2025")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command against a database with one snapshot: its exit status and what it wrote."""

    def command(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stopped:
            main([*map(str, arguments), "--database", str(tmp_path / "cli.db")])
        captured = capsys.readouterr()
        return int(stopped.value.code or 0), captured.out + captured.err

    file = staff_file(tmp_path / "staff.csv", people(12, 388))
    command("import", file, "--organisation", "gwent-police", "--as-at", "2025-03-31")
    return command


def test_indicators_have_exactly_the_keys_of_the_contract(run: Any) -> None:
    status, text = run("report", "indicators", *GWENT_2025, "--json")
    records = json.loads(text)
    assert status == 0
    assert all(tuple(one) == KEYS for one in records)
    found = {one["id"]: one for one in records}
    assert (found["R1"]["value"], found["R1"]["numerator"], found["R1"]["denominator"]) == (0.03, 12, 400)
    assert found["R1"]["lower"] < 0.03 < found["R1"]["upper"]
    assert (found["R1"]["flag"], found["R1"]["comparator_numerator"]) == (None, None)
    assert (found["P2"]["value"], found["P2"]["flag"]) == (None, "not available")
    assert found["P2"]["direction"].startswith("White ÷ ethnic minority")


def test_the_same_figures_as_csv_and_as_sentences(run: Any) -> None:
    status, text = run("report", "indicators", *GWENT_2025, "--csv")
    assert (status, text.splitlines()[0]) == (0, ",".join(KEYS))
    status, text = run("report", "indicators", *GWENT_2025)
    assert status == 0
    assert "Leadership & progression: Gwent Police, year to 31 March 2025" in text
    assert "12 of 400 staff whose ethnicity is known are ethnic minority: 3.0%" in text


def test_parts_and_pooled_years_are_asked_for(run: Any) -> None:
    status, text = run("report", "indicators", *GWENT_2025, "--by", "sex", "--years", "2", "--json")
    assert status == 0
    assert {"R1", "R1:female", "R1:male"} <= {one["id"] for one in json.loads(text)}
    assert run("report", "indicators", *GWENT_2025, "--by", "colour")[0] == 2
    assert run("report", "indicators", *GWENT_2025, "--years", "4")[0] == 2
    assert run("report", "indicators", "--organisation", "nowhere", "--year", "2025")[0] == 1
