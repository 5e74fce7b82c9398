"""The report of indicators on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from builders import people, staff_file
from register_figures import Figures
from workforce_tui.services import disparities

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    "id", "name", "value", "lower", "upper", "direction", "numerator", "denominator", "comparator_numerator",
    "comparator_denominator", "flag", "note",
)  # fmt: skip
GWENT_2025 = ("--organisation", "gwent-police", "--year", "2025")


@pytest.fixture
def run(run: Any, tmp_path: Path) -> Any:
    """Run a command against a database with one snapshot: its exit status and what it wrote."""
    file = staff_file(tmp_path / "staff.csv", people(12, 388))
    run("import", file, "--organisation", "gwent-police", "--as-at", "2025-03-31")
    return run


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
    assert "Of 400 staff whose ethnicity is known, ethnic minority: 12 (3.0%)" in text


def test_parts_and_pooled_years_are_asked_for(run: Any) -> None:
    status, text = run("report", "indicators", *GWENT_2025, "--by", "sex", "--years", "2", "--json")
    assert status == 0
    assert {"R1", "R1:female", "R1:male"} <= {one["id"] for one in json.loads(text)}
    status, text = run("report", "indicators", *GWENT_2025, "--cut", "disability", "--json")
    found = {one["id"]: one for one in json.loads(text)}
    assert (status, found["R1:disabled"]["flag"]) == (0, "not available")
    assert "Disability is not held of these people." in found["R1:disabled"]["note"]
    assert "Contract type is not held of these people." in found["P1-permanent"]["note"] or not found["P1"]["value"]
    assert run("report", "indicators", *GWENT_2025, "--by", "colour")[0] == 2
    assert run("report", "indicators", *GWENT_2025, "--years", "4")[0] == 2
    assert run("report", "indicators", "--organisation", "nowhere", "--year", "2025")[0] == 1


def test_the_pipeline_from_entry_to_executive(run: Any) -> None:
    status, text = run("report", "progression", "--organisation", "gwent-police", "--json")
    record = json.loads(text)
    assert status == 0
    assert (record["organisation"], record["as_at"], record["unmapped"]) == ("gwent-police", "2025-03-31", 0)
    assert [step["level"] for step in record["steps"]] == ["L1", "L2", "L3", "L4", "L5", "L6"]
    constables = record["steps"][1]
    assert (constables["headcount"], constables["minority"], constables["share"]) == (400, 12, 0.03)
    assert (record["steps"][0]["headcount"], record["steps"][0]["share"]) == (0, None)
    assert record["largest_drop"] is None
    assert record["sentence"]
    status, text = run("report", "progression", "--organisation", "gwent-police", "--csv")
    assert (status, len(text.splitlines())) == (0, 7)
    assert "From entry to executive" in run("report", "progression", "--organisation", "gwent-police")[1]
    nothing = run("report", "progression", "--organisation", "gwent-police", "--as-at", "2020-03-31")
    assert (nothing[0], "no figures" in nothing[1]) == (0, True)


def test_the_trend_of_an_indicator_and_of_the_snapshots(run: Any) -> None:
    trend = ("report", "trend", "--organisation", "gwent-police")
    status, text = run(*trend, "--indicator", "R1", "--indicator", "P2", "--json")
    records = json.loads(text)
    assert status == 0
    assert [(one["id"], one["year"], one["as_at"]) for one in records] == [
        ("R1", 2025, "2025-03-31"),
        ("P2", 2025, "2025-03-31"),
    ]
    assert (records[0]["value"], records[0]["breaks"]) == (0.03, None)
    assert "R1 Ethnic minority representation" in run(*trend, "--indicator", "R1")[1]
    assert run(*trend, "--indicator", "R1", "--csv")[1].startswith("year,as_at,id,name,value")
    assert run(*trend, "--indicator", "Z9")[0] == 1
    (row,) = json.loads(run(*trend, "--json")[1])
    assert (row["share"], row["breaks"]) == (0.03, None)


def test_that_nothing_could_be_compared_is_never_read_as_nothing_is_worse(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("disparity", "find", "--organisation", "gwent-police")[1].startswith("proposed: R3 ")
    monkeypatch.setattr(disparities, "indicator_source", lambda: Figures({2026: {}}))
    status, text = run("disparity", "find", "--organisation", "gwent-police")
    assert status == 0
    assert text.startswith("No figure that can be compared exactly is worse for the group.")
    assert "not held or too coarse is not compared" in text
