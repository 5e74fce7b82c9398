"""The disk, the folder, the database and other copies of the program in the way: a clear word, and nothing lost."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workforce_tui.services import imports
from workforce_tui.services.workspace import open_workspace

SOURCE = str(Path(__file__).resolve().parents[2] / "src")
PEOPLE = "Employee Number,Ethnicity,Grade\n" + "".join(f"S{number},Indian,EO\n" for number in range(40))
OTHERS = "Employee Number,Ethnicity,Grade\n" + "".join(f"T{number},White British,HEO\n" for number in range(30))


def ordinary() -> None:
    """Take from the process the right of an administrator to write and read everything."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        prctl(24, right, 0, 0, 0)  # PR_CAPBSET_DROP


def start(database: Path, *arguments: str, before: Any = None) -> subprocess.Popen[str]:
    """The program, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "from workforce_tui.cli import main; main()", "--database", str(database), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
        env={**os.environ, "PYTHONPATH": SOURCE},
    )


def run(database: Path, *arguments: str, before: Any = None) -> tuple[int, str, str]:
    process = start(database, *arguments, before=before)
    said, errors = process.communicate()
    assert "Traceback" not in errors
    return process.returncode, said, errors


def importing(path: Path, as_at: str = "2026-03-31") -> tuple[str, ...]:
    return ("import", str(path), "--organisation", "hmpps-wales", "--as-at", as_at)


def people_in(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM person_snapshot").fetchone()[0])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with forty people in it."""
    path = tmp_path / "db" / "work.db"
    first = tmp_path / "first.csv"
    first.write_text(PEOPLE)
    ws = open_workspace(str(path))
    wanted = imports.FileToImport(first, "hmpps-wales", date(2025, 3, 31))
    assert imports.confirm(ws, imports.run(imports.plan_file(ws, wanted))).status == "imported"
    ws.close()
    return path


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text(OTHERS)
    return path


def test_a_full_disk_is_said_and_nothing_is_lost(database: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text(PEOPLE + "".join(f"U{number},Indian,EO\n" for number in range(20_000)))
    room = database.stat().st_size + 100_000

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    status, _said, errors = run(database, *importing(many), before=fill)
    assert status != 0
    assert "disk is full" in errors
    assert "Nothing was changed" in errors
    assert people_in(database) == 40
    assert run(database, *importing(many))[0] == 0


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, staff: Path) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir()
    folder.chmod(0o555)
    status, said, _errors = run(folder / "work.db", *importing(staff), "--json", before=ordinary)
    answer = json.loads(said)
    assert (status, answer["status"]) == (4, "refused")
    assert "cannot be made" in answer["issues"][0]["message"]
    assert list(folder.iterdir()) == []


def test_a_database_that_cannot_be_written_is_said(database: Path, staff: Path) -> None:
    for path in [*database.parent.iterdir(), database.parent]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    status, _said, errors = run(database, *importing(staff), before=ordinary)
    database.parent.chmod(0o755)
    assert status != 0
    assert "cannot be written" in errors
    assert people_in(database) == 40


def test_a_database_another_copy_is_writing_is_said(database: Path, staff: Path) -> None:
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    status, _said, errors = run(database, *importing(staff))
    other.execute("ROLLBACK")
    other.close()
    assert status != 0
    assert "another copy of the program" in errors
    assert run(database, *importing(staff))[0] == 0


def test_a_file_without_permission_is_said(database: Path, staff: Path) -> None:
    staff.chmod(0)
    status, _said, errors = run(database, *importing(staff), before=ordinary)
    assert status == 4
    assert "cannot be read" in errors
    assert people_in(database) == 40


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/", "pipe"])
def test_what_is_not_a_file_is_refused_and_not_read_for_ever(database: Path, tmp_path: Path, path: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    status, said, _errors = run(database, *importing(tmp_path / path), "--json")
    answer = json.loads(said)
    assert (status, answer["status"]) == (4, "refused")
    assert {issue["code"] for issue in answer["issues"]} <= {"not_a_file", "is_a_folder"}


def test_the_mark_of_an_open_file_is_not_taken_for_the_file(database: Path, staff: Path) -> None:
    mark = staff.with_name("~$staff.csv")
    mark.write_text("someone")
    status, _said, errors = run(database, *importing(mark))
    assert status == 4
    assert "staff.csv" in errors.partition("Choose the file itself")[2]
    status, said, _errors = run(database, *importing(staff))
    assert status == 0
    assert "open in a spreadsheet program" in said


def test_two_copies_importing_the_same_file_end_right(database: Path, staff: Path) -> None:
    copies = [start(database, *importing(staff), "--json") for _copy in range(2)]
    answers = [json.loads(copy.communicate()[0])["status"] for copy in copies]
    assert sorted(answers) == ["already_imported", "imported"]
    assert people_in(database) == 70


def test_two_copies_importing_different_files_into_a_new_database_end_right(tmp_path: Path, staff: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(PEOPLE)
    database = tmp_path / "new" / "work.db"
    copies = [
        start(database, *importing(path, day), "--json") for path, day in ((staff, "2026-03-31"), (other, "2025-03-31"))
    ]
    answers = [copy.communicate() for copy in copies]
    assert [errors for _said, errors in answers] == ["", ""]
    assert [json.loads(said)["status"] for said, _errors in answers] == ["imported", "imported"]
    assert people_in(database) == 70


def children_of(process: int) -> list[int]:
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(one) for one in found.split()]


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_copy_killed_while_reading_leaves_no_process_and_no_change(database: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text(PEOPLE + "".join(f"U{number},Indian,EO\n" for number in range(200_000)))
    copy = start(database, *importing(many))
    deadline = time.monotonic() + 30
    while not (children := children_of(copy.pid)) and copy.poll() is None and time.monotonic() < deadline:
        os.sched_yield()
    assert children
    copy.send_signal(signal.SIGKILL)
    copy.communicate()
    deadline = time.monotonic() + 20
    while any(map(is_running, children)) and time.monotonic() < deadline:
        os.sched_yield()
    assert not any(map(is_running, children))
    assert people_in(database) == 40
    assert run(database, *importing(tmp_path / "first.csv", "2025-03-31"))[0] == 0


@pytest.mark.parametrize("name", ["x" * 300, "~nobody-at-all/staff.xlsx", "a\udcff.csv", "folder\\of\\windows.xlsx"])
def test_a_name_no_file_can_have_is_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    status, said, errors = run(tmp_path / "w.db", *importing(Path(name)))
    assert status == 4
    assert "There is no file" in said + errors
