"""The projection on the command line: the same figures as text to read aloud, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from builders import GWENT, import_into, people, staff_file
from workforce_tui.cli import main
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.services.targets import set_target
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    "organisation", "scope", "definition", "as_at", "minority", "known", "share", "target", "target_source",
    "target_due", "persons_short", "leaver_rate", "leaver_rate_source", "leaver_rate_note", "minority_leaver_rate",
    "minority_leaver_rate_source", "minority_leaver_rate_note", "joiner_share", "joiner_share_source",
    "joiner_share_note", "headcount_change", "years", "end", "joiners_a_year", "needed", "joiner_share_needed",
    "joiners_needed_a_year", "promotion_share_needed", "reached", "trend", "curve", "formula", "formula_filled",
    "notes",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """`report projection` on a database with 4%, 4.5% and 5% of 1,000 people and a target: exit status and text."""
    place = str(tmp_path / "cli.db")
    ws = open_workspace(place)
    for year, minority in ((2023, 40), (2024, 45), (2025, 50)):
        file = staff_file(tmp_path / f"{year}.csv", people(minority, 1000 - minority))
        import_into(ws, file, as_at=date(year, 3, 31))
    set_target(ws, Target(GWENT, "workforce", TargetKind.PERCENT, value=Fraction(925, 10000), due=date(2030, 3, 31)))
    ws.close()

    def command(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["report", "projection", "--organisation", GWENT, *map(str, arguments), "--database", place])
        captured = capsys.readouterr()
        return int(stopped.value.code or 0), captured.out + captured.err

    return command


def test_the_json_has_every_key_and_unrounded_figures(run: Any) -> None:
    status, text = run("--leaver-rate", "7%", "--joiner-share", "12%", "--json")
    data = json.loads(text)
    assert status == 0
    assert set(data) == KEYS
    assert data["joiner_share_needed"] == pytest.approx((0.0925 - 0.05 * 0.93**5) / (1 - 0.93**5), abs=1e-9)
    assert (data["needed"], data["persons_short"], data["years"], data["end"]) == ("reachable", 43, 5, "2030-03-31")
    assert (data["leaver_rate"], data["leaver_rate_source"]) == (0.07, "given")
    assert data["curve"][0] == {
        "date": "2023-03-31", "kind": "counted", "years": None, "share": 0.04, "minority": 40, "known": 1000
    }  # fmt: skip
    assert data["curve"][-1]["share"] == pytest.approx(0.12 + (0.05 - 0.12) * 0.93**5, abs=1e-9)
    assert data["trend"]["status"] == "expected"
    assert data["trend"]["latest"] is None


def test_what_rests_on_a_share_that_is_not_held_is_null_and_never_nought(run: Any) -> None:
    """The share of joiners is that of today where nothing else is held; before the first snapshot there is none."""
    status, text = run("--as-at", "2022-03-31", "--json")
    data = json.loads(text)
    assert status == 0
    assert set(data) == KEYS
    missing = ("share", "joiner_share", "joiners_a_year", "joiner_share_needed", "end", "needed")
    assert {name: data[name] for name in missing} == dict.fromkeys(missing)
    assert data["joiner_share_note"] == ""
    assert data["leaver_rate"] == 0.07
    _status, chosen = run("--as-at", "2022-03-31", "--joiner-share", "12%", "--json")
    assert json.loads(chosen)["joiner_share"] == 0.12


def test_the_csv_is_the_curve(run: Any) -> None:
    _status, text = run("--csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["kind"] for row in rows] == ["counted"] * 3 + ["projected"] * 5
    assert rows[2]["share"] == "0.05"


def test_the_text_can_be_read_aloud(run: Any) -> None:
    status, text = run("--leaver-rate", "7", "--joiner-share", "12", "--headcount-change=-1%", "--years", "10")
    assert status == 0
    for words in ("People short today: 43.", "The headcount changes by −1.0% a year.", "on 31 March 2035",
                  "((1 − 7.0%) ÷ (1 − 1.0%)) to the power of 10", "not a forecast"):  # fmt: skip
        assert words in text
    assert "[" not in text


def test_plain_text_is_a_fact_a_line(run: Any) -> None:
    _status, text = run("--plain")
    assert "31 March 2030: Target 9.25%" in text


@pytest.mark.parametrize(
    "wrong",
    [("--joiner-share", "lots"), ("--leaver-rate", "101%"), ("--years", "0"), ("--headcount-change", "x")],
)
def test_what_cannot_be_understood_is_a_usage_error(run: Any, wrong: tuple[str, str]) -> None:
    status, text = run(*wrong)
    assert status == 2
    assert wrong[0] in text


def test_what_cannot_be_ends_with_a_hint(run: Any) -> None:
    status, text = run("--leaver-rate", "2%", "--headcount-change=-3%")
    assert status == 1
    assert "faster than people leave" in text
    status, text = run("--scope", "grade:ATLANTIS")
    assert status == 1


def test_the_chart_of_the_app_is_drawn_when_it_is_asked_for(run: Any) -> None:
    _status, without = run()
    status, text = run("--chart")
    assert status == 0
    assert "◇" not in without
    for words in ("Scale from ", "9.25% ┤", "◇── projected", "─── target 9.25%", "counted (today │ 95%)"):
        assert words in text
    _status, plain = run("--chart", "--plain")
    drawn = plain[plain.index("Scale from ") : plain.index("target 9.25%", plain.index("Scale from "))]
    assert drawn.isascii()
    assert "9.25% +" in drawn
    assert "*-- counted (today | 95%)" in drawn
