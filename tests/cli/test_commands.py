"""The command line as a script meets it: exit status, JSON, CSV and plain text."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from builders import LONG_HEADER, Person, people, staff_file, write_csv
from workforce_tui.cli import hoist_common_options
from workforce_tui.services.paths import paths_for

if TYPE_CHECKING:
    from pathlib import Path

HOME_OFFICE = "homeoffice/police-officers-rank-ethnicity-2003.csv"


GWENT = ("--organisation", "gwent-police", "--as-at", "2025-03-31")


def test_importing_the_home_office_file_gives_the_published_figures(cli: Any, shared_data: Path) -> None:
    answer = cli("import", shared_data / HOME_OFFICE, "--json")
    assert answer.status == 0
    assert (answer.data["status"], answer.data["layout"]) == ("imported", "long")
    assert (answer.data["headcount"], answer.data["as_at"]) == (134_051, "2003-03-31")
    assert (answer.data["rows_read"], answer.data["rows_rejected"]) == (3612, 0)
    rows = cli("report", "representation", "--by", "organisation", "--json").data
    found = {row["organisation"]: (row["minority"], row["undeclared"], row["white"]) for row in rows}
    assert found["dyfed-powys-police"] == (7, 0, 1160)
    assert found["gwent-police"] == (20, 0, 1347)
    assert found["north-wales-police"] == (5, 2, 1568)
    assert found["south-wales-police"] == (47, 327, 2914)
    assert sum(row["headcount"] for row in rows) == 134_051
    assert len(rows) == 43


def test_the_home_office_ranks_are_the_files_own(cli: Any, shared_data: Path) -> None:
    cli("import", shared_data / HOME_OFFICE)
    expected: dict[tuple[str, str], int] = {}
    with (shared_data / HOME_OFFICE).open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            text = row["Total (headcount)"].strip().replace(",", "").replace("-", "0")
            key = (row["Force Name"], row["Rank description"])
            expected[key] = expected.get(key, 0) + int(text)
    for code, name in (("south-wales-police", "South Wales"), ("kent-police", "Kent")):
        rows = cli("report", "representation", "--organisation", code, "--json").data
        found = {row["grade"]: row["headcount"] for row in rows}
        assert found == {rank: n for (force, rank), n in expected.items() if force == name and n}


@pytest.mark.apart
def test_the_four_outcomes_and_their_exit_status(cli: Any, tmp_path: Path) -> None:
    good = staff_file(tmp_path / "good.csv", people(2, 48))
    odd = staff_file(tmp_path / "odd.csv", [*people(2, 48), Person("X1", "Grade 99")])
    bad = write_csv(tmp_path / "bad.csv", ("Employee Number", "Rank", "Ethnicity"), [("E1", "Constable", "IC1")] * 3)
    asked = cli("import", odd, *GWENT, "--json")
    assert (asked.status, asked.data["status"]) == (3, "needs_decisions")
    (decision,) = asked.data["decisions"]
    assert (decision["field"], decision["value"], decision["rows"]) == ("grade", "Grade 99", 1)
    said = cli("import", odd, *GWENT).out
    assert "Answer each with --decide, such as: --decide 'grade:\"Grade 99\"=CODE'" in said
    assert cli("import", good, *GWENT, "--json").data["status"] == "imported"
    again = cli("import", good, *GWENT, "--json")
    assert (again.status, again.data["status"], again.data["batch"]) == (0, "already_imported", 1)
    refused = cli("import", bad, *GWENT, "--json")
    assert (refused.status, refused.data["status"]) == (4, "refused")
    (issue,) = [one for one in refused.data["issues"] if one["severity"] == "error"]
    assert issue["message"]
    assert issue["fix"]
    assert set(issue) == {"code", "severity", "sheet", "row", "column", "value", "message", "fix"}


def test_decisions_on_the_command_line_are_kept(cli: Any, tmp_path: Path) -> None:
    odd = staff_file(tmp_path / "odd.csv", [*people(2, 48), Person("X1", "Grade 99")])
    assert cli("import", odd, *GWENT, "--decide", 'grade:"Grade 99"=SERGEANT').status == 0
    assert [row["grade"] for row in cli("report", "representation", "--json").data] == ["Constable", "Sergeant"]


def test_a_dry_run_writes_nothing(cli: Any, tmp_path: Path) -> None:
    answer = cli("import", staff_file(tmp_path / "good.csv", people(2, 48)), *GWENT, "--dry-run", "--json")
    assert (answer.status, answer.data["dry_run"], answer.data["batch"]) == (0, True, None)
    assert cli("batches", "--json").data == []


@pytest.mark.parametrize(
    "wrong",
    [
        ("--as-at", "31/03/2025"),
        ("--organisation", "atlantis"),
        ("--decide", "nonsense"),
        ("--password-env", "WORKFORCE_TUI_NO_SUCH_VARIABLE"),
        ("--no-such-option",),
        ("--profile", "no-such-profile.toml"),
        ("--language", "fr"),
    ],
)
def test_a_wrong_command_ends_with_two(cli: Any, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    answer = cli("import", staff_file(tmp_path / "good.csv", people(2, 48)), *wrong)
    assert answer.status == 2
    assert answer.err


def test_a_file_that_is_not_there_is_refused(cli: Any, tmp_path: Path) -> None:
    answer = cli("import", tmp_path / "none.xlsx", "--json")
    assert (answer.status, answer.data["issues"][0]["code"]) == (4, "file_not_found")


def test_what_stops_an_import_is_an_answer_too(cli: Any, tmp_path: Path) -> None:
    cli("import", staff_file(tmp_path / "a.csv", people(2, 48)), *GWENT)
    later = ("--organisation", "gwent-police", "--as-at", "2026-03-31")
    imported = ("import", staff_file(tmp_path / "b.csv", people(3, 48)), *later, "--json")
    (tmp_path / "cli.key").write_bytes(bytes(32))
    dry, real = cli(*imported, "--dry-run"), cli(*imported)
    assert (dry.status, dry.data["issues"]) == (real.status, real.data["issues"])
    (tmp_path / "cli.key").unlink()
    dry, real = cli(*imported, "--dry-run"), cli(*imported)
    assert (real.status, real.data["status"]) == (4, "refused")
    assert "key file" in real.data["issues"][0]["message"]
    assert (dry.status, dry.data["issues"]) == (real.status, real.data["issues"])


def test_grades_of_several_organisations_are_told_apart(cli: Any, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "a.csv", people(2, 48))
    for code in ("gwent-police", "south-wales-police"):
        cli("import", file, "--organisation", code, "--as-at", "2025-03-31")
    for out in (cli("report", "representation").out, cli("report", "representation", "--plain").out):
        assert "Gwent Police: Constable" in out
        assert "South Wales Police: Constable" in out


def test_no_figures_is_said_in_words(cli: Any) -> None:
    assert "no figures" in cli("report", "representation").out
    assert cli("report", "representation", "--json").data == []


def test_report_rows_have_every_field_of_the_contract(cli: Any, tmp_path: Path) -> None:
    cli("import", staff_file(tmp_path / "good.csv", people(2, 48)), *GWENT)
    cli("target", "set", "--organisation", "gwent-police", "--value", "5.8", "--due", "2030-03-31")
    (row,) = cli("report", "representation", "--organisation", "gwent-police", "--json").data
    wanted = {
        "organisation": "gwent-police", "as_at": "2025-03-31", "grade": "Constable", "headcount": 50, "known": 50,
        "minority": 2, "white": 48, "undeclared": 0, "unknown": 0, "share": 0.04, "declaration_rate": 1,
        "target": 0.058, "gap_points": -1.8, "persons_short": 1, "status": "close", "note": None,
    }  # fmt: skip
    assert {key: row[key] for key in wanted} == wanted
    assert 0 < row["lower"] < 0.04 < row["upper"] < 1


def test_csv_has_the_same_rows_and_runs_nothing(cli: Any, tmp_path: Path) -> None:
    staff = [*people(2, 48), *(Person(f"X{n}", "=HYPERLINK(1)") for n in range(3))]
    decide = ("--decide", 'grade:"=HYPERLINK(1)"=L4')
    assert cli("import", staff_file(tmp_path / "hostile.csv", staff), *GWENT, *decide).status == 0
    rows = list(csv.DictReader(io.StringIO(cli("report", "representation", "--csv").out)))
    assert [row["grade"] for row in rows] == ["Constable", "'=HYPERLINK(1)"]
    assert rows[0]["share"] == "0.04"


def test_intervals_are_pairs_and_missing_figures_null_with_a_note(cli: Any, tmp_path: Path) -> None:
    rows = [("EO", "White", 90), ("EO", "Asian", "<5"), ("G7", "White", 40)]
    file = write_csv(tmp_path / "counts.csv", LONG_HEADER, rows)
    assert cli("import", file, "--organisation", "hmcts-wales", "--as-at", "2025-03-31").status == 0
    first, second = cli("report", "representation", "--organisation", "hmcts-wales", "--json").data
    assert (first["minority"], first["headcount"]) == ([1, 4], [91, 94])
    assert first["share"] == [pytest.approx(1 / 91), pytest.approx(4 / 94)]
    assert second["minority"] == 0
    coarse = cli("report", "representation", "--definition", "em_incl", "--json").data[0]
    assert (coarse["share"], coarse["minority"]) == (None, None)
    assert coarse["note"]


def test_plain_output_is_one_fact_a_line_and_draws_no_boxes(cli: Any, tmp_path: Path) -> None:
    cli("import", staff_file(tmp_path / "good.csv", people(2, 48)), *GWENT)
    facts = cli("report", "representation", "--plain").out
    assert "Constable: Headcount 50" in facts
    table = cli("report", "representation").out
    assert "4.0%" in table
    said = facts + table + cli("--help").out + cli("import", "--help").out
    assert not set("─│┌┐└┘━┃") & set(said)


def test_targets_levels_organisations_batches_and_undo(cli: Any, tmp_path: Path) -> None:
    cli("import", staff_file(tmp_path / "good.csv", people(2, 48)), *GWENT)
    stored = cli(
        "target", "set", "--organisation", "gwent-police", "--value", "9.25", "--baseline", "4", "--baseline-date",
        "2025-03-31", "--due", "2030-03-31", "--milestone", "2027-03-31=6", "--owner", "HR", "--json",
    ).data  # fmt: skip
    assert (stored["value"], stored["milestones"]) == (0.0925, [{"due": "2027-03-31", "value": 0.06}])
    assert "9.25%" in cli("target", "list").out
    assert cli("target", "remove", stored["id"]).status == 0
    assert cli("target", "remove", stored["id"]).status == 1
    assert cli("levels", "set", "SERGEANT", "L4", "--organisation", "gwent-police").status == 0
    assert cli("levels", "rules", "--json").data[0]["level"] == "L4"
    assert cli("levels", "remove", 1).status == 0
    assert cli("organisations", "add", "probation-cardiff", "--name", "Probation Cardiff").status == 0
    assert "probation-cardiff" in {one["code"] for one in cli("organisations", "--json").data}
    assert [batch["status"] for batch in cli("batches", "--json").data] == ["active"]
    undone = cli("undo", 1, "--json")
    assert (undone.status, undone.data["id"], undone.data["status"]) == (0, 1, "undone")
    assert [batch["status"] for batch in cli("batches", "--json").data] == ["undone"]
    assert "No staff figures yet" in cli("report", "overview", "--organisation", "gwent-police").out


def test_where_names_every_place(cli: Any, tmp_path: Path) -> None:
    places = cli("where", "--json").data
    assert places["database"] == str(tmp_path / "cli.db")
    assert set(places) == {"database", "data", "key", "profiles", "backups", "imports"}


def test_a_password_in_the_address_is_not_shown() -> None:
    assert paths_for("postgresql+psycopg://hr:s3cret@host/x").database_shown == "postgresql+psycopg://hr:***@host/x"


def test_common_options_may_stand_anywhere() -> None:
    assert hoist_common_options(["import", "f", "--database", "x", "--plain"]) == [
        "--database",
        "x",
        "--plain",
        "import",
        "f",
    ]
    assert hoist_common_options(["report", "--language=cy"]) == ["--language=cy", "report"]
    assert hoist_common_options(["import", "--", "--database"]) == ["import", "--", "--database"]


def test_without_a_terminal_the_app_says_how_to_do_without(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from workforce_tui.cli import main; main()", "--database", str(tmp_path / "x.db")]
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert result.returncode == 2
    assert "--help" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr
