"""Staff networks by command: entered, read, reported, and briefed about."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from networks import ORGANISATION, enter_network, enter_staff
from workforce_tui import i18n
from workforce_tui.cli import main
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

ANN = ("--by", "Ann Rees")


@pytest.fixture(scope="module")
def entered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database with staff and a network; the tests that use it change nothing."""
    folder = tmp_path_factory.mktemp("entered")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        ws = open_workspace(str(folder / "x.db"))
        enter_staff(ws)
        enter_network(ws)
        ws.close()
    yield folder / "x.db"
    i18n.set_language("en")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object, database: Path | None = None) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments), "--database", str(database or tmp_path / "x.db")])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(ended.value.code or 0), out, err

    return call


def answer(result: tuple[int, str, str]) -> Any:
    status, out, err = result
    assert status == 0, err
    return json.loads(out)


def test_a_network_its_year_and_an_issue_are_entered_by_command(run: Run) -> None:
    name = ("--name", "Support Network", "--scope", "organisation", "--organisation", "gwent-police")
    number = answer(run("network", "add", *name, *ANN, "--json"))["id"]
    year = ("network", "year", "add", "--parent", number, "--year", "2026", "--hours-granted", "22.5")
    assert answer(run(*year, "--resource-time", "3", *ANN, "--json"))["values"]["hours_granted"] == "22.5"
    issue = ("network", "issue", "add", "--parent", number, "--title", "Time", "--theme", "support")
    answer(run(*issue, "--raised", "2026-01-05", "--due", "2026-02-01", *ANN, "--json"))
    (figures,) = answer(run("network", "report", "--json"))
    assert (figures["hours_granted"], figures["hours_used"], figures["resource_time"]) == (22.5, None, 3)
    assert (figures["resource_budget"], figures["resource_total"]) == (None, None)
    assert (figures["issues_overdue"], figures["empty_posts"], figures["incidents"]) == (1, 1, None)
    assert [one["title"] for one in answer(run("network", "list", "--json"))] == ["Support Network"]


def test_under_the_profile_of_a_network_its_chair_enters_the_year_and_nothing_else(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = ("--name", "Support Network", "--scope", "organisation")
    own, other = (
        answer(run("network", "add", *name, "--organisation", code, *ANN, "--json"))["id"]
        for code in ("gwent-police", "hmpps-wales")
    )
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "NETWORK")
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", "gwent-police")
    year = answer(run("network", "year", "add", "--parent", own, "--year", "2026", "--members", "46", *ANN, "--json"))
    changed = answer(run("network", "year", "update", year["id"], "--members", "47", *ANN, "--json"))
    assert changed["values"]["members"] == 47
    for refused, why in (
        (("year", "add", "--parent", other, "--year", "2026", *ANN), "does not show hmpps-wales"),
        (("year", "update", other, "--members", "1", *ANN), "does not show hmpps-wales"),
        (("year", "list"), "before disclosure control"),
        (("issue", "add", "--parent", own, "--title", "x", *ANN), "before disclosure control"),
    ):
        status, _out, err = run("network", *refused)
        assert (status, why in err) == (1, True), (refused, err)


def test_a_name_of_one_letter_is_not_taken_and_the_message_says_what_is(run: Run) -> None:
    name = ("--name", "Support Network", "--scope", "organisation", "--organisation", "gwent-police")
    status, _out, err = run("network", "add", *name, "--by", "X")
    assert status == 1
    assert "“X” is not taken for a name" in err
    assert "at least 2 letters" in err


def test_what_is_wrong_is_said_all_at_once_and_nothing_is_entered(run: Run) -> None:
    status, _out, err = run("network", "add", "--scope", "region", "--organisation", "gwent-police", *ANN)
    assert status == 1
    assert "Name" in err
    assert "Whose network" in err
    assert answer(run("network", "list", "--json")) == []


def test_the_report_of_one_network_is_the_chairs_page(run: Run, entered: Path) -> None:
    page = answer(run("network", "report", "--network", 1, "--json", database=entered))
    assert page["organisations"] == [ORGANISATION]
    assert [one["year"] for one in page["years"]] == [2025, 2026]
    assert page["years"][1]["budget_spent"] == 1210.4
    assert page["years"][0]["budget_spent"] is None
    assert page["reviews"]["accepted_share"] == 0.75
    pipeline, events = page["tables"]
    assert [row["minority"] for row in pipeline["rows"] if row["key"] == "L2"] == [14]
    hidden = [row for row in pipeline["rows"] if "minority" in row["withheld"]]
    assert hidden
    assert all(row["minority"] is None and row["share"] is None for row in hidden)
    assert {row["key"]: row["rate"] for row in events["rows"]} == {
        "P1-minority": 21.7, "P1-white": 6.5, "L1-minority": None, "L1-white": None,
    }  # fmt: skip


def test_the_report_is_read_as_text_and_as_csv_too(run: Run, entered: Path) -> None:
    _status, out, _err = run("network", "report", "--network", 1, database=entered)
    for text in ("Nobody is in this post: deputy chair.", "■■□", "[c] = confidential", "A paper on acting up."):
        assert text in out
    _status, out, _err = run("network", "report", "--csv", database=entered)
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["members"], row["resource_admin"], row["organisations"]) == ("46", "0", ORGANISATION)


def test_the_briefing_is_written_once_and_in_the_language_asked_for(run: Run, entered: Path, tmp_path: Path) -> None:
    path = tmp_path / "briefing.md"
    written = answer(run("network", "briefing", "--network", 1, "-o", path, "--json", *ANN, database=entered))
    assert written == {
        "status": "written", "file": str(path), "network": 1, "name": "Ethnic Minority Support Network",
        "language": "en",
    }  # fmt: skip
    status, _out, err = run("network", "briefing", "--network", 1, "-o", path, *ANN, database=entered)
    assert (status, "--force" in err) == (1, True)
    welsh = ("network", "briefing", "--network", 1, "-o", path, "--force", "--language", "cy", "--json", *ANN)
    assert answer(run(*welsh, database=entered))["language"] == "cy"
    assert "Rhwydwaith Cymorth" in path.read_text(encoding="utf-8")
    word = tmp_path / "briefing.docx"
    assert run("network", "briefing", "--network", 1, "-o", word, *ANN, database=entered)[0] == 0
    assert word.read_bytes()[:2] == b"PK"


def test_the_number_of_a_network_may_be_given_by_itself(run: Run, entered: Path, tmp_path: Path) -> None:
    path = tmp_path / "briefing.md"
    assert answer(run("network", "briefing", 1, "-o", path, "--json", *ANN, database=entered))["network"] == 1
    plain = answer(run("network", "report", 1, "--json", database=entered))
    assert plain == answer(run("network", "report", "--network", 1, "--json", database=entered))
    for wrong in ((), (1, "--network", 2)):
        status, _out, err = run("network", "briefing", *wrong, "-o", tmp_path / "no.md", *ANN, database=entered)
        assert (status, "--network" in err) == (2, True)
    assert not (tmp_path / "no.md").exists()


def test_what_is_overdue_in_a_network_is_found_without_naming_its_kind(run: Run) -> None:
    name = ("--name", "Support Network", "--scope", "organisation", "--organisation", "gwent-police")
    number = answer(run("network", "add", *name, *ANN, "--json"))["id"]
    issue = ("network", "issue", "add", "--parent", number, "--title", "Time", "--theme", "support")
    late = answer(run(*issue, "--raised", "2026-01-05", "--due", "2026-02-01", *ANN, "--json"))["id"]
    assert [one["id"] for one in answer(run("network", "list", "--json"))] == [number]
    for sought in (("--overdue",), ("--parent", number), ("--text", "time")):
        assert [one["id"] for one in answer(run("network", "list", *sought, "--json"))] == [late], sought
    run("network", "archive", late, *ANN)
    assert [one["id"] for one in answer(run("network", "list", "--archived", "--json"))] == [late]
