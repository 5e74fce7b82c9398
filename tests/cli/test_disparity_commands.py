"""The disparity commands: find, open, list, show, update and measure, as a person and as a script."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from builders import GWENT
from register_figures import Figures, three_years
from workforce_tui.cli import main
from workforce_tui.services import disparities as service
from workforce_tui.services import disparity_values
from workforce_tui.services.clock import today_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str]]

ANN = ("--by", "Ann Rees")
EXPLAINED = (
    "--explanation", "The boards had no guidance", "--evidence", "process_audit", "--reference", "Audit 12",
    "--alternatives", "Length of service",
)  # fmt: skip
ACTION = (
    "--decision", "not_explained_reform", "--reason", "Nothing explains it", "--action", "Train the boards",
    "--owner", "Head of People", "--due", "2030-09-30", "--measure", "Appointments", "--cost", "£2,000",
)  # fmt: skip


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> Figures:
    made = three_years()
    monkeypatch.setattr(disparity_values, "IndicatorSource", lambda: made)
    return made


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], figures: Figures) -> Run:
    """Run a command on a database of its own; answers with its status and what it wrote."""

    def command(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--database", str(tmp_path / "x.db"), "disparity", *arguments])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return command


def answer(run: Run, *arguments: str) -> Any:
    status, said = run(*arguments, "--json")
    assert status == 0, said
    return json.loads(said)


@pytest.fixture
def number(run: Run) -> str:
    """An open record."""
    return str(answer(run, "open", "A5", "--organisation", GWENT, *ANN)["id"])


def update(run: Run, number: str, *arguments: str) -> Any:
    return answer(run, "update", number, *ANN, *arguments)


def test_find_lists_everything_worse_for_the_group_with_its_tag(run: Run) -> None:
    found = answer(run, "find", "--organisation", GWENT)
    assert {one["indicator"]: one["tag"] for one in found} == {
        "A5": "proposed", "P2": "proposed", "D1": "too_small", "A6": "below",
    }  # fmt: skip
    first = found[0]
    counts = ("numerator", "denominator", "comparator_numerator", "comparator_denominator", "rate", "comparator_rate")
    assert [first[name] for name in counts] == [12, 40, 200, 400, 0.3, 0.5]
    assert (first["rri"], first["gap_points"], first["four_fifths"], first["shortfall"]) == (0.6, -20, True, 8)
    assert first["rl"] == pytest.approx(5 / 3)
    assert first["p_value"] == pytest.approx(0.01953, abs=5e-6)
    text = run("find", "--organisation", GWENT)[1]
    assert "proposed: A5 Indicator A5: ethnic minority 12 of 40 (30.0%), White 200 of 400 (50.0%); p = 0.020" in text
    assert "not a legal test in Great Britain" in text
    assert "too small to test: D1" in text


def test_open_keeps_the_figures_and_says_the_record(run: Run) -> None:
    status, said = run("open", "A5", "--organisation", GWENT, *ANN)
    assert status == 0
    for words in (
        "Disparity 1",
        "Status: identified",
        "RRI) 0.60",
        "RL) 1.67",
        "−20.0 points",
        "Ann Rees",
        "--status under_analysis",
    ):
        assert words in said, words
    status, said = run("open", "A5", "--organisation", GWENT, *ANN)
    assert status == 1
    assert "number 1" in said
    assert run("open", "D1", "--organisation", GWENT, *ANN)[0] == 1
    small = answer(run, "open", "D1", "--organisation", GWENT, *ANN, "--trigger", "network")
    assert (small["trigger"], small["small_numbers"]) == ("network", True)


def test_without_a_name_nothing_is_entered(run: Run, number: str) -> None:
    for arguments in (("open", "P2", "--organisation", GWENT), ("update", number, "--comment", "Late")):
        status, said = run(*arguments)
        assert status == 2
        assert "--by" in said
    assert run("update", number, "--comment", "Late", "--by", " ")[0] == 1
    assert answer(run, "show", number)["comments"] == []


def test_the_way_of_an_explanation(run: Run, number: str) -> None:
    assert update(run, number, "--status", "under_analysis")["status"] == "under_analysis"
    status, said = run("update", number, "--status", "explained", *ANN)
    assert status == 1
    assert "explanation first" in said
    record = update(run, number, "--status", "explained", *EXPLAINED)
    assert record["explanation"]["en"] == "The boards had no guidance"
    record = update(run, number, "--explanation", "Doedd dim canllaw", "--language", "cy")
    assert (record["explanation"]["en"], record["explanation"]["cy"]) == (
        "The boards had no guidance", "Doedd dim canllaw",
    )  # fmt: skip
    assert len(record["explanations"]) == 2
    update(run, number, "--status", "panel_review", "--comment", "We were not asked")
    record = update(run, number, "--status", "accepted", "--panel", "accepts", "--reason", "Well shown")
    assert record["panel_view"] == {
        "view": "accepts", "reason": "Well shown", "by": "Ann Rees", "on": record["history"][-1]["on"],
    }  # fmt: skip
    decided = ("--decision", "explained_no_action", "--reason", "It is explained")
    update(run, number, "--status", "monitor", *decided)
    record = update(run, number, "--status", "closed", "--note", "Explained")
    assert record["closed_by"] == "Ann Rees"
    assert [move["to"] for move in record["history"]] == [
        "identified", "under_analysis", "explained", "panel_review", "accepted", "monitor", "closed",
    ]  # fmt: skip
    assert run("update", number, "--comment", "Again", *ANN)[0] == 1


def test_the_way_of_a_reform(run: Run, number: str, figures: Figures) -> None:
    update(run, number, "--status", "under_analysis")
    update(run, number, "--status", "unexplained", "--note", "Nothing was found")
    record = update(run, number, "--status", "reform_planned", *ACTION)
    (action,) = record["actions"]
    assert (action["owner"], action["due"], action["cost"], action["done"]) == (
        "Head of People", "2030-09-30", "£2,000", False,
    )  # fmt: skip
    progress = ("--progress", str(action["number"]))
    record = update(run, number, *progress, "--note", "Half are trained", "--due", "2030-12-31")
    assert record["actions"][0]["due"] == "2030-12-31"
    record = update(run, number, "--status", "reform_in_progress", *progress, "--note", "All are", "--done")
    assert record["actions"][0]["done"]
    update(run, number, "--status", "remeasure")
    figures.by_year[2027] = {"A5": (20, 40, 200, 400)}
    (measured,) = answer(run, "measure", "--organisation", GWENT)
    assert measured["remeasured"][0]["numerator"] == 20
    assert answer(run, "measure") == []
    record = update(run, number, "--status", "closed", "--note", "Even now")
    assert record["status"] == "closed"
    text = run("show", number)[1]
    assert "Organisation: Gwent Police" in text
    for words in (
        "Measured again: 1 April 2026 to 31 March 2027",
        "Action 1",
        "done: All are",
        "closed (Ann Rees)",
    ):
        assert words in text, words


def test_a_step_that_is_not_allowed_names_those_that_are(run: Run, number: str) -> None:
    status, said = run("update", number, "--status", "closed", *ANN)
    assert status == 1
    assert "under analysis (under_analysis)" in said


def test_a_small_pool_needs_the_pool(run: Run, number: str) -> None:
    update(run, number, "--status", "under_analysis")
    small = ("--explanation", "The pool is small", *EXPLAINED[2:], "--status", "explained")
    assert "could have been chosen" in run("update", number, *small, *ANN)[1]
    pool = ("--pool-group", "4", "--pool-comparator", "900", "--pool-source", "Applications 2026")
    record = update(run, number, *small, *pool)
    assert record["explanation"]["pool"] == {"group": 4, "comparator": 900, "source": "Applications 2026"}
    record = update(run, number, "--no-pool")
    assert record["explanation"]["pool"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        ("--decision", "explained_monitor"),
        ("--reason", "Because"),
        ("--owner", "Me"),
        ("--action", "Train", "--owner", "Me"),
        ("--due", "2030-01-01"),
        ("--progress", "1"),
        ("--done",),
        ("--pool-group", "3"),
        ("--on", "yesterday", "--comment", "x"),
        ("--status", "finished"),
    ],
)
def test_options_that_mean_nothing_alone_are_usage_errors(run: Run, number: str, wrong: tuple[str, ...]) -> None:
    assert run("update", number, *ANN, *wrong)[0] == 2
    assert len(answer(run, "show", number)["history"]) == 1


def test_nothing_to_enter_and_no_such_record(run: Run, number: str) -> None:
    assert run("update", number, *ANN)[0] == 1
    assert run("show", "99")[0] == 1
    assert run("list", "--organisation", "nowhere")[0] == 1
    assert run("update", number, *ANN, "--comment", "x", "--on", "2999-01-01")[0] == 1


def test_the_list_shows_what_is_overdue_first_and_counts(
    run: Run, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = today_here() + timedelta(days=120)
    monkeypatch.setattr(service, "today_here", lambda: later)
    records = answer(run, "list")
    assert [(one["status"], one["overdue"][0]["what"]) for one in records] == [("unexplained", "explanation")]
    assert [one["id"] for one in answer(run, "list", "--overdue", "--organisation", GWENT)] == [int(number)]
    assert answer(run, "list", "--status", "identified") == []
    text = run("list")[1]
    assert "OVERDUE: explanation overdue since" in text
    assert "Open 1: explained 0, under reform 0, overdue 1. Closed 0." in text
    counts = {"open": 1, "explained": 0, "under_reform": 0, "overdue": 1, "closed": 0}
    assert answer(run, "counts", "--organisation", GWENT) == counts
    assert "Open 1: explained 0" in run("counts")[1]
    assert "no such record" in run("list", "--status", "closed")[1]
    history = answer(run, "show", number)["history"]
    assert (history[-1]["automatic"], history[-1]["by"]) == (True, "deadline")
    assert date.fromisoformat(history[-1]["on"]) < later


def test_texts_are_written_without_control_characters(run: Run, number: str) -> None:
    update(run, number, "--comment", "a\x1b[31mb\nc")
    assert "a[31mb c" in run("show", number)[1]


def test_thresholds_are_shown_and_set_and_only_where_they_make_sense(run: Run) -> None:
    shipped = {"ratio": 0.8, "people": 3, "p": 0.05, "periods": 3, "days_to_explain": 90}
    assert answer(run, "thresholds") == shipped
    assert answer(run, "thresholds", "--people", "2", "--ratio", "9/10") == shipped | {"people": 2, "ratio": 0.9}
    assert {one["indicator"] for one in answer(run, "find", "--organisation", GWENT) if one["reasons"]} == {
        "A5", "P2", "D1",
    }  # fmt: skip
    for wrong in (
        ("--p", "2"),
        ("--people", "few"),
        ("--periods", "0"),
        ("--days-to-explain", "9999999999"),
        ("--ratio", "4/0"),
        ("--ratio", "x"),
    ):
        assert run("thresholds", *wrong)[0] == 1
    assert answer(run, "thresholds")["people"] == 2
    assert "--days-to-explain 90" in run("thresholds")[1]
