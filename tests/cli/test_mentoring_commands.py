"""Mentoring by command: schemes, cohorts and tables entered, a list imported, and the figures."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from builders import write_csv
from workforce_tui import i18n
from workforce_tui.cli import main
from workforce_tui.services import records
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

    Run = Callable[..., tuple[int, str, str]]

ANN = ("--by", "Ann Rees")
FORCE = ("--organisation", "gwent-police")
TALENT = ("--name", "Talent", "--type", "talent_leadership", "--offered", "yes", "--to-all", "yes")


@pytest.fixture(scope="module")
def entered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A scheme with a cohort and a table; the tests that use it change nothing."""
    folder = tmp_path_factory.mktemp("entered")
    ws = open_workspace(str(folder / "x.db"))
    enter(ws)
    ws.close()
    yield folder / "x.db"
    i18n.set_language("en")


def enter(ws: Workspace) -> None:
    raw = {"name": "Talent", "type": "talent_leadership", "offered": "yes"}
    scheme = records.add(ws, "mentoring_scheme", raw, organisations=["gwent-police"], by="Ann Rees")
    numbers = {"eligible": "60", "started": "20", "completed": "12", "withdrawn": "3", "wait_days": "21"}
    cohort = {"name": "2025", "start": "2025-04-01", "sessions_planned": "120", "sessions_held": "90"} | numbers
    held = records.add(ws, "mentoring_cohort", cohort, parent=scheme.id, by="Ann Rees")
    counts = {"stage": "started", "table": "L1/ASIAN=12;L1/WHITE=8"}
    records.add(ws, "mentoring_counts", counts, parent=held.id, by="Ann Rees")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its status, output and errors."""

    def invoke(*arguments: object, database: Path | None = None) -> tuple[int, str, str]:
        status = 0
        try:
            main([*map(str, arguments), "--database", str(database or tmp_path / "x.db")])
        except SystemExit as end:
            status = int(end.code or 0)
        i18n.set_language("en")
        return status, *capsys.readouterr()

    return invoke


def answer(result: tuple[int, str, str]) -> Any:
    status, out, err = result
    assert status == 0, err
    return json.loads(out)


def test_a_scheme_and_what_hangs_on_it_are_added_changed_and_listed(run: Run) -> None:
    number = answer(run("mentoring", "add", *TALENT, *FORCE, *ANN, "--json"))["id"]
    cohort = ("mentoring", "cohort", "add", "--parent", number, "--name", "2025", "--start", "2025-04-01", *ANN)
    below = answer(run(*cohort, "--json"))["id"]
    table = ("--stage", "started", "--table", "L1/ASIAN=12;L1/WHITE=8")
    assert answer(run("mentoring", "counts", "add", "--parent", below, *table, *ANN, "--json"))["parent"] == below
    changed = answer(run("mentoring", "update", number, "--lead", "Head of Talent", *ANN, "--json"))
    assert changed["values"]["lead"] == "Head of Talent"
    status, out, _err = run("mentoring", "list")
    assert (status, "Leadership talent mentoring" in out) == (0, True)


def test_a_scheme_that_is_not_offered_needs_its_reason(run: Run) -> None:
    plain = ("mentoring", "scheme", "add", "--name", "Reverse", "--type", "reverse", "--offered", "no", *FORCE, *ANN)
    status, _out, err = run(*plain)
    assert (status, "Why it is not offered" in err) == (1, True)
    assert answer(run(*plain, "--not-offered", "planned", "--json"))["values"]["not_offered"] == "planned"


def test_the_report_says_what_is_not_offered_and_why_and_what_evaluations_found(run: Run) -> None:
    plain = ("mentoring", "add", "--name", "Listening", "--type", "reverse", "--offered", "no", *FORCE, *ANN)
    answer(run(*plain, "--not-offered", "too_few", "--json"))
    talent = answer(run("mentoring", "add", *TALENT, *FORCE, *ANN, "--json"))["id"]
    found = ("--evaluated", "2026-04-01", "--method", "Survey", "--findings-cy", "Da", "--good-practice", "no")
    answer(run("mentoring", "evaluation", "add", "--parent", talent, *found, *ANN, "--json"))
    told = answer(run("mentoring", "report", *FORCE, "--json"))
    said = [(one["name"], one["offered"], one["not_offered"]) for one in told["schemes"]]
    assert said == [("Listening", False, "too_few"), ("Talent", True, None)]
    assert (told["evaluations"][0]["parent"], told["evaluations"][0]["findings_cy"]) == (talent, "Da")
    _status, out, _err = run("mentoring", "report", *FORCE)
    assert "There are too few staff or mentors" in out
    assert "Talent, 1 April 2026. What was found: Da" in out


def test_a_table_says_which_rows_it_has(run: Run) -> None:
    number = answer(run("mentoring", "add", *TALENT, *FORCE, *ANN, "--json"))["id"]
    cohort = ("mentoring", "cohort", "add", "--parent", number, "--name", "2025", "--start", "2025-04-01", *ANN)
    status, _out, err = run(*cohort, "--reasons", "boredom/people=2")
    assert (status, "“boredom”" in err, "workload" in err) == (1, True, True)


def test_the_report_has_every_figure_with_its_counts(run: Run, entered: Path) -> None:
    found = answer(run("mentoring", "report", *FORCE, "--json", database=entered))
    assert (found["organisation"], found["definition"]) == ("gwent-police", "em_excl")
    everybody = found["m3"]["groups"][0]
    assert everybody["completed"]["numerator"] == 12
    assert everybody["completed"]["value"] == 0.6
    assert found["m3"]["sessions"]["value"] == 0.75
    assert found["m1"]["total"] | {"note": ""} == {
        "numerator": 12, "denominator": None, "value": None, "lower": None, "upper": None, "flag": "not available",
        "note": "",
    }  # fmt: skip
    assert {one["flag"] for one in found["m4"]["compared"]} == {"not available"}
    assert found["m4"]["label"] == "association, not effect"
    assert found["cohorts"][0]["stages"]["started"] == {"people": 20, "from": "table"}
    assert found["cohorts"][0]["wait_days"] == 21


def test_the_report_by_area_as_text_and_csv(run: Run, entered: Path) -> None:
    (gwent,) = answer(run("mentoring", "report", "--by", "area", "--json", database=entered))
    assert (gwent["area"], gwent["m1"]["total"]["numerator"]) == ("gwent", 12)
    status, out, _err = run("mentoring", "report", "--by", "organisation", database=entered)
    assert (status, "Gwent Police" in out, "60.0%" in out) == (0, True, True)
    _status, out, _err = run("mentoring", "report", "--csv", database=entered)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["indicator"] for row in rows} == {"M1", "M2", "M3", "M3-sessions", "M4-promoted", "M4-in-post"}
    assert next(row["numerator"] for row in rows if row["indicator"] == "M3-sessions") == "90"
    status, out, _err = run("mentoring", "report", database=entered)
    assert (status, "An association, not an effect" in out) == (0, True)


@pytest.mark.parametrize("arguments", [("--by", "colour"), ("--by", "area", *FORCE), ("--area", "gwent", *FORCE)])
def test_a_report_that_cannot_be_is_refused(run: Run, entered: Path, arguments: tuple[str, ...]) -> None:
    status, out, err = run("mentoring", "report", *arguments, database=entered)
    assert status != 0
    assert (out, bool(err)) == ("", True)


def test_a_list_is_imported_into_the_scheme_that_is_named(run: Run, tmp_path: Path) -> None:
    ws = open_workspace(str(tmp_path / "x.db"))
    enter(ws)
    ws.close()
    rows = [(number, "Constable", "Indian", "Completed", "05/04/2025", 6) for number in range(3)]
    header = ("Staff number", "Grade", "Ethnicity", "Standing", "Start date", "Sessions held")
    path = write_csv(tmp_path / "list.csv", header, rows)
    period = ("--period-start", "2025-04-01", "--period-end", "2026-03-31")
    command = ("mentoring", "import", path, "--of", "mentees", *FORCE, *period)
    status, out, _err = run(*command, "--json")
    assert (status, json.loads(out)["decisions"][0]["field"]) == (3, "scheme")
    named = answer(run(*command, "--scheme", "Talent", "--cohort", "2025", "--json"))
    assert (named["status"], named["dataset"], named["headcount"]) == ("imported", "mentees", 3)
    found = answer(run("mentoring", "report", *FORCE, "--json"))
    assert found["cohorts"][0]["stages"]["started"] == {"people": 3, "from": "people"}
    assert found["disagreements"][0]["typed"] == 20
    assert found["unlinked"] == 0
    status, _out, err = run("mentoring", "import", path, "--of", "friends")
    assert (status, "mentees, mentors" in err) == (2, True)
