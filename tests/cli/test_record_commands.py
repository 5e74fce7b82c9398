"""Records by command: everything the screens do, with options, with JSON, and with whatever text is in them."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from workforce_tui.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

INITIATIVE = {
    "title": "Open days", "plans": "cjarap; prap", "owner": "Head of HR", "stage": "attract", "legal-basis": "s158",
    "groups": "black", "aim": "More applications", "evidence": "Few apply", "proportionality": "Open to all",
    "status": "running", "review": "2026-05-01",
}  # fmt: skip
ANN = ("--by", "Ann Rees")
GWENT = ("--organisation", "gwent-police")
HOSTILE = ("[/] Jane", "[@click=app.quit]x[/]", "=1+1", "@SUM(1)", "'; DROP TABLE record;--", "red \x1b[31m",
           "abc \u202egnp.exe", "{name} {0} %s %(x)d", "\ud800", "../../x")  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments), "--database", str(tmp_path / "x.db")])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(ended.value.code or 0), out, err

    return call


def options(**changes: str) -> list[str]:
    given = INITIATIVE | {key.replace("_", "-"): text for key, text in changes.items()}
    return [f"--{key}={text}" for key, text in given.items()]


def answer(result: tuple[int, str, str]) -> Any:
    status, out, err = result
    assert status == 0, err
    return json.loads(out)


def test_a_record_is_added_changed_archived_and_brought_back(run: Run) -> None:
    added = answer(run("action", "add", *options(cost="1500"), *GWENT, *ANN, "--json"))
    assert (added["id"], added["kind"], added["overdue"], added["values"]["cost"]) == (1, "initiative", True, "1500.00")
    changed = answer(run("action", "update", 1, "--cost=", "--review=2099-01-01", *ANN, "--why", "Moved", "--json"))
    assert (changed["revision"], changed["overdue"], changed["values"]["cost"]) == (2, False, None)
    assert answer(run("action", "archive", 1, *ANN, "--json"))["archived"] is True
    assert answer(run("action", "list", "--json")) == []
    assert answer(run("action", "restore", 1, *ANN, "--json"))["archived"] is False
    acts = answer(run("action", "history", 1, "--json"))
    assert [(one["revision"], one["act"], one["by"]) for one in acts] == [
        (4, "restored", "Ann Rees"), (3, "archived", "Ann Rees"), (2, "changed", "Ann Rees"), (1, "added", "Ann Rees"),
    ]  # fmt: skip
    assert acts[2]["fields"] == [
        {"key": "review", "label": "Review on", "before": "1 May 2026", "after": "1 January 2099"},
        {"key": "cost", "label": "Cost", "before": "£1,500.00", "after": None},
    ]


def test_a_record_shown_as_json_can_be_given_back(run: Run, tmp_path: Path) -> None:
    shown = answer(
        run("action", "add", *options(cost="1500", good_practice="yes", practice="Ask"), *GWENT, *ANN, "--json")
    )
    file = tmp_path / "one.json"
    file.write_text(json.dumps(shown), encoding="utf-8")
    again = answer(run("action", "add", "--from", file, *ANN, "--json"))
    assert (again["values"], again["organisations"]) == (shown["values"], shown["organisations"])
    status, _out, err = run("action", "update", 1, "--from", file, "--cost=2", *ANN)
    assert (status, err) == (0, "")
    status, _out, err = run("action", "update", 1, "--from", file, "--cost=3", *ANN)
    assert status == 1
    assert "was changed by Ann Rees while you were at it" in err


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 100_000])
def test_a_file_that_is_no_record_is_said_to_be_none(run: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "one.json"
    file.write_text(text, encoding="utf-8")
    status, _out, err = run("action", "add", "--from", file, *GWENT, *ANN)
    assert status == 1
    assert "Nothing was changed." in err


def test_every_problem_is_told_at_once(run: Run) -> None:
    status, out, err = run("action", "add", *options(review="soon", cost="much", owner=""), *GWENT, *ANN)
    assert (status, out) == (1, "")
    assert err.split("\n")[:3] == [
        "Review on: Type a date as dd/mm/yyyy, such as 31/03/2026.",
        "Cost: Type an amount in pounds, such as 1500 or 1,500.00.",
        "Owner: This has to be filled in.",
    ]


def test_each_kind_has_commands_of_its_own_and_they_keep_to_it(run: Run) -> None:
    answer(run("action", "training", "add", "--year=2026", "--leaders=10", "--completed=7", *GWENT, *ANN, "--json"))
    answer(run("action", "add", "--kind", "role-model", "--consent=CF-1", "--given=2026-01-01", "--review=2099-01-01",
               *GWENT, *ANN, "--json"))  # fmt: skip
    assert [one["kind"] for one in answer(run("action", "list", "--json"))] == ["training", "role_model"]
    assert [one["title"] for one in answer(run("action", "list", "--kind", "training", "--json"))] == ["2026"]
    status, _out, err = run("action", "role-model", "update", 1, "--consent=CF-2", *ANN)
    assert (status, err.split("\n")[0]) == (1, "Record 1 is of another kind: Leadership training year.")
    assert run("action", "list", "--kind", "mystery")[0] == 2


def test_the_list_says_what_is_overdue_and_finds_words(run: Run) -> None:
    run("action", "add", *options(title="Later", review="2099-01-01"), *GWENT, *ANN)
    run("action", "add", *options(), *GWENT, *ANN)
    _status, out, _err = run("action", "list")
    assert out.index("Open days") < out.index("Later")
    assert "▲ overdue: 1 May 2026" in out
    assert [one["id"] for one in answer(run("action", "list", "--overdue", "--json"))] == [2]
    assert [one["id"] for one in answer(run("action", "list", "--text", "LATER", "--json"))] == [1]


def harmless(text: str) -> bool:
    return not [char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n"]


def test_whatever_text_is_in_a_record_it_is_only_shown(run: Run) -> None:
    keys = ("title", "title_cy", "owner", "aim", "evidence", "proportionality", "inputs", "alternatives", "approver")
    fields = {key: f"{text} x" for key, text in zip(keys, HOSTILE, strict=False)}
    assert run("action", "add", *options(**fields), *GWENT, *ANN)[0] == 0
    everything = "".join(HOSTILE)
    assert run("action", "update", 1, f"--aim-cy={everything}", "--by", everything, f"--why={everything}")[0] == 0
    for command in (("list",), ("show", 1), ("history", 1), ("update", 1, f"--stage={everything}", *ANN)):
        _status, out, err = run("action", *command)
        assert harmless(out)
        assert harmless(err)
    rows = list(csv.DictReader(io.StringIO(run("action", "list", "--csv")[1])))
    assert not [cell for cell in rows[0].values() if cell.startswith(("=", "+", "-", "@"))]
    held = answer(run("action", "list", "--json"))[0]["values"]
    assert (held["title"], held["aim"], held["owner"]) == ("[/] Jane x", "@SUM(1) x", "=1+1 x")


def test_the_help_of_an_option_says_what_it_may_be(run: Run) -> None:
    _status, out, _err = run("action", "initiative", "add", "--help")
    said = " ".join(out.split())
    assert "--stage TEXT Stage: attract, recruit, retain, progress. Must be given." in said
    assert "--title TEXT Title (in English): a text. Must be given, in English or Welsh." in said
    assert "Name no person" in said
    assert out.index("--title") < out.index("--stage") < out.index("--by")


def test_help_says_for_which_kinds_an_option_is_and_when_it_must_be_given(run: Run) -> None:
    said = " ".join(run("mentoring", "add", "--help")[1].split())
    assert "--start TEXT Starts: a date, such as 2026-03-31. Must be given for: mentoring_cohort." in said
    assert "Must be given where --offered is no." in said
    assert "--stage TEXT For mentoring_counts." in said
    assert "Must be given" not in run("mentoring", "update", "--help")[1]


def test_help_has_words_for_what_options_take_and_whole_sentences_for_commands(run: Run) -> None:
    said = run("import", "--help")[1]
    assert "--as-at DATE" in said
    assert "file FILE" in said
    assert not [code for code in ("<str>", "<list", "<int") if code in said]
    assert "..." not in run("--help")[1].partition("Commands:")[2]


def test_the_reports_of_actions_are_tables_json_or_csv(run: Run) -> None:
    answer(run("action", "training", "add", "--year=2026", "--leaders=10", "--completed=7", *GWENT, *ANN, "--json"))
    assert answer(run("action", "report", "training", "--json")) == {
        "training": [
            {"name": "Gwent Police", "key": "gwent-police", "year": "2026", "leaders": 10, "completed": 7, "share": 0.7}
        ]
    }
    assert run("action", "report", "training", "--csv")[1].splitlines()[1] == "Gwent Police,2026,10,7,0.7"
    assert "70.0%" in run("action", "report")[1]
    assert run("action", "report", "mystery")[0] == run("action", "report", "--csv")[0] == 2


def test_good_practice_is_searched_by_command(run: Run) -> None:
    assert "there is none yet" in run("action", "practice")[1]
    run("action", "add", *options(good_practice="yes", practice="Ask first"), *GWENT, *ANN)
    (found,) = answer(run("action", "practice", "--text", "ask", "--json"))
    assert (found["kind"], found["practice"]) == ("initiative", "Ask first")
    assert "Ask first" in run("action", "practice")[1]
    assert "Nothing is shared" in run("action", "practice", "--text", "quiet")[1]
