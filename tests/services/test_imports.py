"""Importing: nothing before confirmation, one transaction, recognised again, undone cleanly."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builders import (
    DAY,
    GWENT,
    INDIAN,
    LONG_HEADER,
    NEXT,
    RECORD_HEADER,
    Person,
    everything,
    import_into,
    people,
    staff_file,
    write_csv,
)
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.importing.plan import Decided, parse_decision
from workforce_tui.services import imports, writing
from workforce_tui.services.batches import list_batches, undo_batch
from workforce_tui.services.decisions import apply_change, parse_change, preview_change
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.imports import FileToImport, check, confirm, plan_file, run
from workforce_tui.services.representation import representation_report
from workforce_tui.services.workspace import Workspace, open_workspace


def total(ws: Workspace, organisation: str = GWENT) -> tuple[int, int] | None:
    """Headcount and ethnic minority headcount of the latest snapshot."""
    row = representation_report(ws, ReportQuery(organisation, by=Dimension.ORGANISATION)).total
    return (
        None if row is None or row.figures.minority is None else (row.figures.headcount.low, row.figures.minority.low)
    )


@pytest.mark.apart
def test_a_record_file_becomes_people_and_a_cube(ws: Workspace, tmp_path: Path) -> None:
    outcome = import_into(ws, staff_file(tmp_path / "staff.csv", people(3, 47)))
    assert outcome.status == "imported"
    assert total(ws) == (50, 3)
    with ws.engine.connect() as connection:
        grouped = connection.exec_driver_sql(
            "SELECT e.ethnicity, COUNT(*) FROM person_snapshot p JOIN ethnicity_label e ON e.id = p.ethnicity_label_id "
            "GROUP BY e.ethnicity ORDER BY 1"
        ).fetchall()
        cube = connection.exec_driver_sql(
            "SELECT ethnicity, SUM(low) FROM headcount_cube GROUP BY ethnicity ORDER BY 1"
        ).fetchall()
    assert grouped == cube == [("A_IND", 3), ("W_BRIT", 47)]


def test_planning_writes_nothing(ws: Workspace, tmp_path: Path) -> None:
    before = everything(ws)
    plan = run(plan_file(ws, FileToImport(staff_file(tmp_path / "s.csv", people(1, 9)), GWENT, DAY)))
    assert plan.status == "ready"
    assert check(ws, plan).status == "imported"
    assert everything(ws) == before
    assert not ws.paths.key_file.exists()


@pytest.mark.apart
def test_no_name_number_or_date_of_birth_reaches_the_disk(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Surname", "Date of Birth", "NI Number", "Rank", "Employee Type", "Ethnic Origin")
    rows = [
        (f"ZQ{n}77", f"Surname{n}", "02/03/1984", f"QQ12345{n}C", "Sergeant", "Police Officer", INDIAN)
        for n in range(9)
    ]
    assert import_into(ws, write_csv(tmp_path / "hr.csv", header, rows)).status == "imported"
    ws.close()
    folder = Path(ws.paths.database).parent
    stored = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (b"ZQ3", b"Surname", b"1984", b"QQ12345"):
        assert secret not in stored


def test_the_key_is_a_private_file_outside_the_database(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "s.csv", people(1, 9)))
    key = ws.paths.key_file
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_bytes()) == 32
    assert key.read_bytes() not in Path(ws.paths.database).read_bytes()


def test_a_lost_or_changed_key_stops_the_import(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(1, 9)))
    later = staff_file(tmp_path / "b.csv", people(2, 9))
    before = everything(ws)
    ws.paths.key_file.write_bytes(b"x" * 32)
    with pytest.raises(WorkforceError, match="not the one"):
        import_into(ws, later, as_at=NEXT)
    ws.paths.key_file.unlink()
    with pytest.raises(WorkforceError, match="missing"):
        import_into(ws, later, as_at=NEXT)
    assert everything(ws) == before


@pytest.mark.parametrize("key", ["no-such-folder/workforce.key", "."])
def test_a_key_file_that_cannot_be_made_or_read_stops_the_first_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("WORKFORCE_TUI_KEY_FILE", str(tmp_path / key))
    ws = open_workspace(str(tmp_path / "other.db"))
    before = everything(ws)
    with pytest.raises(WorkforceError, match=r"key file .* cannot be (made|read)"):
        import_into(ws, staff_file(tmp_path / "a.csv", people(1, 9)))
    assert everything(ws) == before
    ws.close()


def test_where_the_answers_cannot_be_kept_nothing_is_imported(ws: Workspace, tmp_path: Path) -> None:
    ws.paths.profiles_dir.write_text("in the way of the folder", encoding="utf-8")
    before = everything(ws)
    file = staff_file(tmp_path / "a.csv", [Person("1", "Zorblax")])
    with pytest.raises(WorkforceError, match="cannot be made"):
        import_into(ws, file, decisions=(parse_decision("grade:Zorblax=SERGEANT"),))
    assert everything(ws) == before


def test_answers_of_an_import_that_fails_at_the_very_end_are_not_kept(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = staff_file(tmp_path / "a.csv", [Person("1", "Zorblax")])
    kept = imports.keep_answers

    def then_fail(*given: object, **more: object) -> None:
        kept(*given, **more)  # type: ignore[arg-type]
        assert any(ws.paths.profiles_dir.iterdir())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(imports, "keep_answers", then_fail)
    with pytest.raises(OSError, match="No space"):
        import_into(ws, file, decisions=(parse_decision("grade:Zorblax=SERGEANT"),))
    assert list_batches(ws) == ()
    assert list(ws.paths.profiles_dir.iterdir()) == []


def test_the_same_person_has_the_same_pseudonym_next_year_and_another_in_another_force(
    ws: Workspace, tmp_path: Path
) -> None:
    file = staff_file(tmp_path / "a.csv", people(1, 9))
    import_into(ws, file)
    import_into(ws, staff_file(tmp_path / "b.csv", people(1, 10)), as_at=NEXT)
    import_into(ws, file, organisation="south-wales-police")
    with ws.engine.connect() as connection:
        distinct = connection.exec_driver_sql("SELECT COUNT(DISTINCT pseudonym), COUNT(*) FROM person_snapshot").one()
    assert tuple(distinct) == (11 + 10, 10 + 11 + 10)


def test_the_same_file_twice_is_recognised(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "s.csv", people(1, 9))
    first = import_into(ws, file)
    before = everything(ws)
    again = import_into(ws, file)
    assert (again.status, again.batch) == ("already_imported", first.batch)
    assert everything(ws) == before


def test_other_figures_for_the_same_date_are_refused_unless_they_replace(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "first.csv", people(1, 9)))
    corrected = staff_file(tmp_path / "corrected.csv", people(2, 9))
    refused = import_into(ws, corrected)
    assert refused.status == "refused"
    assert [issue.code for issue in refused.plan.issues] == ["snapshot_exists"]
    assert total(ws) == (10, 1)
    replacing = import_into(ws, corrected, replace_earlier=True)
    assert replacing.status == "imported"
    assert [issue.code for issue in replacing.plan.issues] == ["earlier_deleted"]
    assert "number 1," in replacing.plan.issues[0].message
    assert total(ws) == (11, 2)
    assert [batch.status for batch in list_batches(ws)] == ["active", "replaced"]


def test_staff_and_officers_of_the_same_date_may_come_in_two_files(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "officers.csv", people(1, 9)))
    pcsos = [Person(f"P{n}", "PCSO", INDIAN, "PCSO") for n in range(5)]
    assert import_into(ws, staff_file(tmp_path / "pcso.csv", pcsos)).status == "imported"
    assert total(ws) == (15, 6)


def test_replacing_one_kind_of_worker_leaves_the_others(ws: Workspace, tmp_path: Path) -> None:
    pcsos = [Person(f"P{n}", "PCSO", INDIAN, "PCSO") for n in range(5)]
    import_into(ws, staff_file(tmp_path / "both.csv", [*people(1, 9), *pcsos]))
    officers = staff_file(tmp_path / "officers.csv", people(2, 10))
    assert import_into(ws, officers, replace_earlier=True).status == "imported"
    assert total(ws) == (17, 7)
    assert [batch.status for batch in list_batches(ws)] == ["active", "active"]


def test_other_answers_for_the_same_file_are_not_lost_without_a_word(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "odd.csv", [*people(1, 9), *(Person(f"X{n}", "Grade 99") for n in range(4))])
    import_into(ws, file, decisions=(Decided("grade", "Grade 99", "SERGEANT"),))
    other = (Decided("grade", "Grade 99", "INSPECTOR"),)
    again = import_into(ws, file, decisions=other)
    assert again.status == "already_imported"
    assert "answers_not_applied" in [issue.code for issue in again.plan.issues]
    assert import_into(ws, file, decisions=other, replace_earlier=True).status == "imported"
    rows = representation_report(ws, ReportQuery(GWENT)).rows
    assert [row.label for row in rows] == ["Constable", "Inspector"]


def test_a_file_that_other_decisions_count_otherwise_says_so_and_is_replaced_when_asked(
    ws: Workspace, tmp_path: Path
) -> None:
    header = (*RECORD_HEADER, "Status")
    rows = [(*one.cells(), "On the bench" if n < 3 else "Active") for n, one in enumerate(people(2, 18))]
    file = write_csv(tmp_path / "bench.csv", header, rows)
    assert import_into(ws, file, decisions=(Decided("status", "On the bench", "in_post"),)).status == "imported"
    assert "counted_otherwise" not in [issue.code for issue in import_into(ws, file).plan.issues]
    change = parse_change('status:"On the bench"=left')
    apply_change(ws, GWENT, change, expected=preview_change(ws, GWENT, change))
    again = import_into(ws, file)
    assert (again.status, total(ws)) == ("already_imported", (20, 2))
    (said,) = [issue.message for issue in again.plan.issues if issue.code == "counted_otherwise"]
    assert said == "People this file counts by the decisions kept now: 17. Its import, number 1, has 20."
    assert import_into(ws, file, replace_earlier=True).status == "imported"
    assert total(ws)[0] == 17


def test_a_grade_of_their_own_needs_no_worker_type(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Grade", "Ethnic Origin")
    file = write_csv(tmp_path / "own.csv", header, [(f"E{n}", "Wizard", INDIAN) for n in range(9)])
    assert import_into(ws, file, decisions=(Decided("grade", "Wizard", "L5"),)).status == "imported"
    assert [row.label for row in representation_report(ws, ReportQuery(GWENT)).rows] == ["Wizard"]
    again = import_into(ws, file, decisions=(Decided("grade", "Wizard", "L4"),), replace_earlier=True)
    assert again.status == "imported"
    assert [row.key for row in representation_report(ws, ReportQuery(GWENT, by=Dimension.LEVEL)).rows] == ["L4"]


def test_undo_takes_everything_back_but_the_line_in_the_history(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "s.csv", people(1, 9))
    outcome = import_into(ws, file)
    assert outcome.batch is not None
    assert undo_batch(ws, outcome.batch).status == "undone"
    assert total(ws) is None
    with ws.engine.connect() as connection:
        for table in ("snapshot", "person_snapshot", "count_fact", "headcount_cube"):
            assert connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar() == 0
    assert [batch.status for batch in list_batches(ws)] == ["undone"]
    with pytest.raises(WorkforceError, match="no longer counts"):
        undo_batch(ws, outcome.batch)
    assert import_into(ws, file).status == "imported"
    assert total(ws) == (10, 1)


@pytest.mark.apart
def test_an_unknown_grade_is_asked_about_once_and_remembered(ws: Workspace, tmp_path: Path) -> None:
    def odd(name: str, first: int) -> Path:
        return staff_file(tmp_path / name, [*people(1, 9, first=first), Person(f"X{first}", "Grade 99")])

    before = everything(ws)
    asked = import_into(ws, odd("a.csv", 1))
    assert asked.status == "needs_decisions"
    assert [(one.field, one.value, one.rows) for one in asked.plan.decisions] == [("grade", "Grade 99", 1)]
    assert everything(ws) == before
    decided = import_into(ws, odd("a.csv", 1), decisions=(parse_decision('grade:"Grade 99"=SERGEANT'),))
    assert decided.status == "imported"
    assert import_into(ws, odd("b.csv", 1), as_at=NEXT).status == "imported"


def test_decisions_are_kept_in_a_private_readable_profile(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "a.csv", [*people(1, 9), Person("X1", "Grade 99"), Person("X2", ethnicity="Brit?")])
    given = (Decided("grade", "Grade 99", "SERGEANT"), Decided("ethnicity", "Brit?", "W_BRIT"))
    assert import_into(ws, file, decisions=given).status == "imported"
    profile = ws.paths.profiles_dir / f"{GWENT}.toml"
    text = profile.read_text()
    assert '"Grade 99" = {answer = "SERGEANT", decided = ' in text
    assert '"Brit?" = {answer = "W_BRIT", decided = ' in text
    assert stat.S_IMODE(profile.stat().st_mode) == 0o600
    profile.write_text(text + "\n# checked by HR in April\n")
    more = staff_file(tmp_path / "b.csv", [*people(1, 9), Person("X1", "Grade 98")])
    import_into(ws, more, as_at=NEXT, decisions=(Decided("grade", "Grade 98", "L3"),))
    assert "# checked by HR in April" in profile.read_text()
    assert '"Grade 99" = {answer = "SERGEANT", decided = ' in profile.read_text()


def test_a_grade_of_their_own_keeps_its_name_and_gets_a_level(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "a.csv", [*people(1, 9), *(Person(f"X{n}", "Wizard") for n in range(4))])
    assert import_into(ws, file, decisions=(Decided("grade", "Wizard", "L5"),)).status == "imported"
    by_grade = representation_report(ws, ReportQuery(GWENT))
    assert [row.label for row in by_grade.rows] == ["Constable", "Wizard"]
    by_level = representation_report(ws, ReportQuery(GWENT, by=Dimension.LEVEL))
    assert {row.key: row.figures.headcount.low for row in by_level.rows} == {"L2": 10, "L5": 4}


def test_counts_only_organisations_see_the_same_figures(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        ("Constable", "White", 90),
        ("Constable", "Asian", 7),
        ("Sergeant", "White", "<5"),
        ("Sergeant", "Unknown", 2),
    ]
    outcome = import_into(ws, write_csv(tmp_path / "counts.csv", LONG_HEADER, rows))
    assert outcome.status == "imported"
    report = representation_report(ws, ReportQuery(GWENT))
    shown = {row.label: (row.figures.headcount.as_json(), row.figures.known.as_json()) for row in report.rows}
    assert shown == {"Constable": (97, 97), "Sergeant": ([3, 6], [1, 4])}


def test_kill_minus_nine_while_writing_leaves_the_database_as_it_was(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(1, 9)))
    before = everything(ws)
    big = staff_file(tmp_path / "big.csv", people(100, 5000))
    marker = tmp_path / "writing"
    program = (
        "import sys, signal, pathlib\n"
        "from datetime import date\n"
        "from workforce_tui.services import imports, writing\n"
        "from workforce_tui.services.workspace import open_workspace\n"
        "ws = open_workspace(sys.argv[1])\n"
        "build = writing.fact_store.add_cube\n"
        "def stop_here(*a, **k):\n"
        "    build(*a, **k)\n"
        "    pathlib.Path(sys.argv[3]).touch()\n"
        "    signal.pause()\n"
        "writing.fact_store.add_cube = stop_here\n"
        "wanted = imports.FileToImport(pathlib.Path(sys.argv[2]), 'gwent-police', date(2026, 3, 31))\n"
        "imports.confirm(ws, imports.run(imports.plan_file(ws, wanted)))\n"
    )
    child = subprocess.Popen([sys.executable, "-c", program, ws.paths.database, str(big), str(marker)])
    deadline = time.monotonic() + 60
    while not marker.exists():
        assert child.poll() is None, "the import ended before it was killed"
        assert time.monotonic() < deadline, "the import never got as far as writing"
        os.sched_yield()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    again = open_workspace(ws.paths.database)
    assert everything(again) == before
    with again.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert import_into(again, big, as_at=NEXT).status == "imported"
    again.close()


def test_a_failure_while_writing_changes_nothing(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_full(*_args: object, **_named: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    before = everything(ws)
    monkeypatch.setattr(writing.fact_store, "add_cube", disk_full)
    with pytest.raises(sqlite3.OperationalError):
        import_into(ws, staff_file(tmp_path / "a.csv", people(1, 9)))
    assert everything(ws) == before


def test_only_answers_that_apply_are_kept(ws: Workspace, tmp_path: Path) -> None:
    private = "PC Jones 07700 900123"
    odd = [Person("X1", "Grade 99"), Person("X2", private)]
    file = staff_file(tmp_path / "staff.csv", [*people(1, 9), *odd])
    answers = ['grade:"Grade 99"=SERGEANT', 'grade:"Grade 98"=SERGEANT', "grade:•••=CONSTABLE"]
    outcome = import_into(ws, file, decisions=tuple(map(parse_decision, answers)))
    assert outcome.status == "imported"
    text = (ws.paths.profiles_dir / f"{GWENT}.toml").read_text()
    assert '"Grade 99" = {answer = "SERGEANT", decided = ' in text
    for unused in ("Grade 98", "•••", "07700"):
        assert unused not in text
    with ws.engine.connect() as connection:
        labels = {row[0] for row in connection.exec_driver_sql("SELECT raw FROM grade_label")}
    assert private not in labels
    assert "•••" in labels


def test_a_missing_profile_is_said_so(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "a.csv", people(1, 9))
    with pytest.raises(WorkforceError, match="no profile file"):
        import_into(ws, file, profile=tmp_path / "none.toml")


def test_answers_are_worked_in_without_reading_again(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "a.csv", [*people(1, 9), Person("X1", "Grade 99")])
    plan = run(plan_file(ws, FileToImport(file, GWENT, DAY)))
    file.unlink()
    answered = imports.answer(plan, (Decided("grade", "Grade 99", "INSPECTOR"),))
    assert answered.status == "ready"
    assert confirm(ws, answered).status == "imported"
    assert total(ws) == (11, 1)
