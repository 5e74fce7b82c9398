"""Flows on the command line: the JSON contract, the matrix as CSV, words to read aloud."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from builders import INDIAN, Person, people, staff_file, write_csv

if TYPE_CHECKING:
    from pathlib import Path

COUNTS = ("stayed", "joined", "left", "promoted", "demoted", "moved_ladder")
GWENT = ("--organisation", "gwent-police")


@pytest.fixture
def two_years(run: Any, tmp_path: Path) -> None:
    first = [*people(2, 8), Person("E00100", "Sergeant"), Person("E00101", "PCSO", worker="PCSO")]
    second = [Person("E00001", "Sergeant", INDIAN), *people(0, 7, first=3), Person("E00100"), Person("E00101")]
    second += [Person("E00200", ethnicity="Prefer not to say"), Person("E00201", ethnicity="")]
    for name, day, some in (("a.csv", "2025-03-31", first), ("b.csv", "2026-03-31", second)):
        status, text = run("import", staff_file(tmp_path / name, some), *GWENT, "--as-at", day)
        assert status == 0, text


@pytest.mark.usefixtures("two_years")
def test_the_contract_for_scripts(run: Any) -> None:
    status, text = run("report", "flows", *GWENT, "--from", "2025-03-31", "--to", "2026-03-31", "--json")
    assert status == 0, text
    found = json.loads(text)
    assert [found[key] for key in COUNTS] == [10, 2, 2, 1, 1, 1]
    assert (found["start"], found["end"]) == (12, 12)
    assert {group: [found["by_group"][group][key] for key in COUNTS] for group in found["by_group"]} == {
        "minority": [1, 0, 1, 1, 0, 0],
        "white": [9, 0, 1, 0, 1, 1],
        "undeclared": [0, 1, 0, 0, 0, 0],
        "unknown": [0, 1, 0, 0, 0, 0],
        "too_coarse": [0] * 6,
        "not_given": [0] * 6,
    }
    steps = {(one["from_grade"], one["to_grade"], one["group"]): one["count"] for one in found["transitions"]}
    assert steps == {
        ("Constable", "Constable", "white"): 7,
        ("Constable", "Sergeant", "minority"): 1,
        ("Constable", None, "minority"): 1,
        ("Constable", None, "white"): 1,
        ("Sergeant", "Constable", "white"): 1,
        ("PCSO", "Constable", "white"): 1,
        (None, "Constable", "undeclared"): 1,
        (None, "Constable", "unknown"): 1,
    }


@pytest.mark.usefixtures("two_years")
def test_without_dates_it_is_the_latest_two(run: Any) -> None:
    found = json.loads(run("report", "flows", *GWENT, "--json")[1])
    assert (found["from"], found["to"], found["definition"]) == ("2025-03-31", "2026-03-31", "em_excl")


@pytest.mark.usefixtures("two_years")
def test_the_matrix_as_csv(run: Any) -> None:
    lines = run("report", "flows", *GWENT, "--csv")[1].splitlines()
    assert lines[0] == "organisation,from,to,definition,from_grade,from_key,to_grade,to_key,group,count"
    assert "gwent-police,2025-03-31,2026-03-31,em_excl,Constable,CONSTABLE,Sergeant,SERGEANT,minority,1" in lines
    assert len(lines) == 9


@pytest.mark.usefixtures("two_years")
def test_the_text_is_a_sentence_and_two_tables(run: Any) -> None:
    status, text = run("report", "flows", *GWENT)
    assert status == 0
    assert "In post at the start: 12. Stayed: 10. Left: 2. Joined: 2." in text
    assert "Constable to Sergeant" in text
    assert "Ethnic minority: Promoted 1" in run("report", "flows", *GWENT, "--plain")[1]


@pytest.mark.usefixtures("two_years")
def test_lists_of_events_stand_beside_the_flows(run: Any, tmp_path: Path) -> None:
    header = ("Employee Number", "Rank", "Ethnic Origin", "Date of leaving")
    file = write_csv(tmp_path / "leavers.csv", header, [("E00002", "Constable", INDIAN, "01/05/2025")])
    year = ("--dataset", "leavers", "--period-start", "2025-04-01", "--period-end", "2026-03-31")
    assert run("import", file, *GWENT, *year)[0] == 0
    (beside,) = json.loads(run("report", "flows", *GWENT, "--json")[1])["reconciliation"]
    assert (beside["dataset"], beside["measure"], beside["covered"], beside["agrees"]) == (
        "leavers",
        "left",
        True,
        False,
    )
    assert beside["lines"][0] == {"group": "all", "snapshots": 2, "events": 1, "difference": -1, "agrees": False}
    assert (beside["only_in_events"], beside["only_in_snapshots"]) == (0, 1)
    assert "Snapshots beside event files" in run("report", "flows", *GWENT)[1]


def test_it_says_what_is_missing(run: Any, tmp_path: Path) -> None:
    status, text = run("report", "flows", *GWENT)
    assert (status, "row for each person" in text) == (1, True)
    assert run("report", "flows", *GWENT, "--from", "March")[0] == 2
    assert run("report", "flows", "--organisation", "atlantis")[0] == 1


def test_the_json_keys_are_those_of_people_followed(run: Any, tmp_path: Path) -> None:
    args = ("--organisation", "yjb-cymru")
    header = ("Grade", "White", "Asian", "Prefer not to say", "Unknown")
    for name, day, row in (("a", "2025-03-31", (60, 10, 2, 3)), ("b", "2026-03-31", (62, 12, 2, 3))):
        assert run("import", write_csv(tmp_path / f"{name}.csv", header, [("EO", *row)]), *args, "--as-at", day)[0] == 0
    year = ("--period-start", "2025-04-01", "--period-end", "2026-03-31")
    for name, row in (("joiners", (6, 3, 0, 0)), ("leavers", (4, "<5", 0, 0))):
        file = write_csv(tmp_path / f"{name}.csv", header, [("EO", *row)])
        assert run("import", file, *args, "--dataset", name, *year)[0] == 0
    status, text = run("report", "flows", *args, "--json")
    assert status == 0, text
    shown = json.loads(text)
    assert (shown["source"], shown["joined"], shown["left"], shown["stayed"]) == ("events", 9, [5, 8], None)
    assert [shown[key] for key in ("promoted", "demoted", "moved_ladder", "transitions")] == [None] * 4
    assert (shown["by_group"]["white"]["stayed"], shown["by_group"]["minority"]["left"]) == (56, [1, 4])
    (end,) = shown["reconciliation"]
    assert (end["measure"], end["agrees"], end["lines"][0]["difference"]) == ("end", True, [-3, 0])
    assert "yjb-cymru,2025-03-31,2026-03-31,em_excl,minority,left,1,4" in run("report", "flows", *args, "--csv")[1]
    assert "From files or counts of events" in run("report", "flows", *args)[1]


@pytest.mark.usefixtures("two_years")
def test_lists_of_another_time_are_told_in_words_and_not_as_a_table_without_rows(run: Any, tmp_path: Path) -> None:
    rows = [("E00100", "Constable", "White British", "2025-05-02", "Resignation")]
    header = ("Staff number", "Rank", "Ethnicity", "Leaving date", "Reason for leaving")
    file = write_csv(tmp_path / "leavers.csv", header, rows)
    span = ("--period-start", "2025-04-01", "--period-end", "2025-06-30")
    status, text = run("import", file, *GWENT, "--dataset", "leavers", *span)
    assert status == 0, text
    status, text = run("report", "flows", *GWENT)
    assert status == 0, text
    (line,) = (one for one in text.splitlines() if one.startswith("Snapshots beside event files"))
    assert line.endswith("which is not the time between the snapshots: not compared.")
    assert "1 April 2025 to 30 June 2025" in line
    assert "From event files" not in text
