"""Events on the command line: importing them and reporting what is held."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from builders import write_csv

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ("Ethnicity", "Applied", "Shortlisted", "Offered")
ROWS = (("White", 400, 120, 40), ("Asian", 90, 20, "<5"))
YEAR = ("--period-start", "2023-04-01", "--period-end", "2024-03-31")


def test_a_funnel_is_imported_and_reported(run: Any, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "funnel.csv", HEADER, ROWS)
    gwent = ("--organisation", "gwent-police")
    status, text = run("import", file, *gwent, "--json")
    asked = json.loads(text)
    assert (status, asked["dataset"], [one["field"] for one in asked["decisions"]]) == (3, "recruitment", ["period"])
    status, text = run("import", file, *gwent, *YEAR, "--json")
    answer = json.loads(text)
    assert (status, answer["status"], answer["dataset"]) == (0, "imported", "recruitment")
    assert answer["period"] == {"start": "2023-04-01", "end": "2024-03-31"}
    assert (answer["organisation"], answer["headcount"], answer["batches"]) == ("gwent-police", 490, [1])
    status, text = run("report", "events", *gwent, "--json")
    assert [(row["key"], row["count"]) for row in json.loads(text)] == [
        ("applied", 490),
        ("shortlisted", 140),
        ("offered", [41, 44]),
    ]
    status, text = run("report", "events", "--by", "group", "--csv")
    assert "recruitment,2023-04-01,2024-03-31,group,ASIAN" in text
    assert "offered,1 to 4" in text
    assert "Shortlisted" in run("report", "events", "--dataset", "recruitment", "--by", "group")[1]
    assert json.loads(run("batches", "--json")[1])[0]["dataset"] == "recruitment"
    assert "Recruitment" in run("batches")[1]


def test_the_dataset_can_be_named(run: Any, tmp_path: Path) -> None:
    header = ("Employee Number", "Rank", "Ethnic Origin", "Date")
    file = write_csv(tmp_path / "list.csv", header, [("1", "Sergeant", "Indian", "01/05/2023")])
    status, text = run("import", file, "--organisation", "gwent-police", "--dataset", "promotions", *YEAR)
    assert status == 0, text
    assert "Promotions" in text
    assert run("import", file, "--dataset", "elephants")[0] == 2


def test_no_events_are_said_to_be_none(run: Any) -> None:
    status, text = run("report", "events")
    assert (status, "No events are held" in text) == (0, True)
    assert run("report", "events", "--by", "colour")[0] == 2
