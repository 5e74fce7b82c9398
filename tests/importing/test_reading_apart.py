"""Whatever is in a file, it ends as a plan: in time, within its memory, and with the asking process alive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hostile_files import BOMBS, READ, xls
from importing_files import DAY, ORGANISATIONS, STAFF, codes, write_csv
from stand_ins import BABBLING, BUSY, CUT_SHORT, KILLED, OUT_OF_MEMORY, OUT_OF_TIME, SILENT, reader

from workforce_tui.domain.organisations import shipped_organisations
from workforce_tui.importing import apart
from workforce_tui.importing.apart import plan_apart, read_apart
from workforce_tui.importing.limits import MEGABYTE, Limits
from workforce_tui.importing.plan import ImportRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.importing.plan import ImportPlan, Progress

MOST_SECONDS, MOST_MEGABYTES = 10, 1024
NO_TABLE = {"no_data_found", "no_ethnicity_column", "no_grade_column", "no_count_column"}
TORTURE: dict[str, set[str]] = {
    "OOM_alloc.xls": NO_TABLE,
    "any_sheets.ods": NO_TABLE,
    "any_sheets.xls": NO_TABLE,
    "any_sheets.xlsb": NO_TABLE,
    "any_sheets.xlsx": NO_TABLE,
    "date.xlsb": NO_TABLE,
    "date_1904.xlsx": NO_TABLE,
    "date_iso.xlsx": NO_TABLE,
    "errors.xlsx": NO_TABLE,
    "header-row.xlsx": NO_TABLE,
    "issue_594_dos.ods": {"file_too_large"},
    "merge_cells.xls": NO_TABLE,
    "merged_cells.ods": NO_TABLE,
    "merged_range.xlsx": NO_TABLE,
    "msoffcrypto_example_password.xlsx": {"password_protected"},
    "msoffcrypto_plain.xls": NO_TABLE,
    "msoffcrypto_rc4cryptoapi_password.xls": {"password_protected"},
    "msoffcrypto_xor_password_123456789012345.xls": {"password_protected"},
    "pass_protected.ods": {"password_protected"},
    "pass_protected.xlsb": {"password_protected"},
    "pass_protected.xlsx": {"password_protected"},
    "strict_iso_paths.xlsx": NO_TABLE,
    "table-multiple.xlsx": NO_TABLE,
    "too_small.xls": NO_TABLE,
    "vba.xlsm": NO_TABLE,
}
"""Why each file is refused, if it does not ask first; none of them holds a workforce."""

_READ_THEM = """
import datetime, json, sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from workforce_tui.domain.organisations import shipped_organisations
from workforce_tui.importing.apart import read_apart
from workforce_tui.importing.plan import ImportRequest
known = shipped_organisations()
chosen = next(one for one in known if one.code == "hmpps-wales")
used = 0
for path in map(Path, sys.argv[1:]):
    plan = read_apart(ImportRequest(path, known, chosen, datetime.date(2026, 3, 31)))
    before, usage = used, getrusage(RUSAGE_CHILDREN)
    used = usage.ru_utime + usage.ru_stime
    print(json.dumps({
        "name": path.name, "status": plan.status, "seconds": used - before, "people": len(plan.persons),
        "codes": [issue.code for issue in plan.issues if issue.severity == "error"],
        "said": [issue.message + issue.fix for issue in plan.issues], "megabytes": usage.ru_maxrss // 1024,
    }))
"""


@pytest.fixture(scope="module")
def results(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What became of every hostile file, read on behalf of one of two processes.

    The seconds are of the processor, so that they do not depend on what else it does; the memory is that of the
    hungriest reader so far.
    """
    folder = tmp_path_factory.mktemp("bombs")
    paths = [make(folder / name) for name, (make, _codes) in BOMBS.items()]
    paths += sorted((shared_data / "torture").iterdir())
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", _READ_THEM, *map(str, some)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for some in (paths[::2], paths[1::2])
    ]
    said = [process.communicate() for process in asking]
    assert [errors for _answers, errors in said] == ["", ""]
    return {found["name"]: found for answers, _errors in said for found in map(json.loads, answers.splitlines())}


@pytest.mark.parametrize("name", [*BOMBS, *TORTURE])
def test_a_hostile_file_is_read_or_refused_in_time_and_within_memory(
    results: dict[str, dict[str, Any]], name: str
) -> None:
    found = results[name]
    expected = BOMBS[name][1] if name in BOMBS else TORTURE[name]
    if expected == READ:
        assert (found["people"], found["codes"]) == (2, [])
    else:
        assert found["status"] == "refused" or (expected is NO_TABLE and found["status"] == "needs_decisions")
        assert set(found["codes"]) <= expected
    assert found["seconds"] < MOST_SECONDS
    assert found["megabytes"] < MOST_MEGABYTES
    assert "root:" not in " ".join(found["said"])


def test_every_file_of_the_collection_is_tried(shared_data: Path) -> None:
    assert set(TORTURE) == {path.name for path in (shared_data / "torture").iterdir()}


def request_for(path: Path, **wanted: Any) -> ImportRequest:
    chosen = ORGANISATIONS["hmpps-wales"]
    return ImportRequest(path, organisations=shipped_organisations(), organisation=chosen, as_at=DAY, **wanted)


def alive(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is None


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        (KILLED, "reader_stopped"),
        (BABBLING, "reader_stopped"),
        (CUT_SHORT, "reader_stopped"),
        (OUT_OF_MEMORY, "reader_out_of_memory"),
        (OUT_OF_TIME, "reader_too_slow"),
        (BUSY, "reader_too_slow"),
    ],
)
def test_a_process_that_fails_ends_as_a_refused_plan(tmp_path: Path, code: str, ending: str) -> None:
    path = write_csv(tmp_path / "a.csv", STAFF)
    with reader(code) as started:
        plan = read_apart(request_for(path))
    assert (plan.status, codes(plan), plan.file_name) == ("refused", {ending}, "a.csv")
    assert started
    assert not any(map(alive, started))
    assert len(read_apart(request_for(path)).persons) == 3


def test_a_process_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "limits_for", lambda _size: Limits(2**30, 1, 1))
    with reader(SILENT) as started:
        plan = read_apart(request_for(write_csv(tmp_path / "a.csv", STAFF)))
    assert codes(plan) == {"reader_too_slow"}
    assert not any(map(alive, started))


def test_a_file_that_takes_more_memory_than_it_may_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xls(tmp_path / "a.xls", far=(40_000, 200))
    monkeypatch.setattr(apart, "limits_for", lambda _size: Limits(160 * MEGABYTE, 8, 60))
    plan = read_apart(request_for(path))
    assert (plan.status, codes(plan)) == ("refused", {"reader_out_of_memory"})
    assert plan.persons == []


def steps_and_plan(path: Path, is_cancelled: Callable[[], bool]) -> tuple[list[Progress], ImportPlan]:
    steps, work = [], plan_apart(request_for(path), is_cancelled=is_cancelled)
    while True:
        try:
            steps.append(next(work))
        except StopIteration as stop:
            return steps, stop.value


def after(looks: int) -> Callable[[], bool]:
    """Cancelled when it is asked about for the last of so many times."""
    left = iter(range(looks - 1))
    return lambda: next(left, None) is None


def test_progress_moves_while_nothing_is_heard(tmp_path: Path) -> None:
    with reader(SILENT):
        steps, _plan = steps_and_plan(write_csv(tmp_path / "a.csv", STAFF), after(8))
    assert len(set(steps)) >= 5
    assert apart.TICK <= 0.2, "seconds: five times in each"


def test_cancelling_ends_the_process_and_leaves_none(tmp_path: Path) -> None:
    with reader(SILENT) as started:
        _steps, plan = steps_and_plan(write_csv(tmp_path / "a.csv", STAFF), after(5))
    assert codes(plan) == {"cancelled"}
    assert len(started) == 1
    assert not any(map(alive, started))


def test_a_process_started_early_reads_the_next_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = ImportRequest(write_csv(tmp_path / "staff.csv", STAFF), shipped_organisations(), as_at=DAY)
    with apart.started_early():
        monkeypatch.setattr(apart, "_start", lambda: pytest.fail("another process was started"))
        plan = read_apart(request)
    assert plan.rows_read == len(STAFF) - 1
    assert not apart._early


def test_a_process_started_early_for_nothing_is_gone() -> None:
    with apart.started_early():
        process = apart._early[0]
        with apart.started_early():
            assert apart._early == [process]
        assert alive(process)
    assert not alive(process)
    assert not apart._early


def test_a_reading_nobody_finishes_leaves_no_process(tmp_path: Path) -> None:
    with reader(SILENT) as started:
        work = plan_apart(request_for(write_csv(tmp_path / "a.csv", STAFF)))
        next(work)
        work.close()
    assert len(started) == 1
    assert not any(map(alive, started))


def test_the_process_that_reads_ends_soon_after_the_one_that_asked(tmp_path: Path) -> None:
    waits_for_ever = tmp_path / "never-written"
    os.mkfifo(waits_for_ever)
    asks = """if True:
        import json, os, sys, time
        from workforce_tui.importing import apart
        process = apart._start()
        task = {"mode": "read", "path": sys.argv[1], "sheet": None, "language": "en"}
        task |= {"memory": 2**30, "seconds": 60, "parent": os.getpid()}
        process.stdin.write(json.dumps(task).encode() + b"\\n")
        process.stdin.flush()
        print(process.pid, flush=True)
        time.sleep(600)
    """
    source = str(Path(__file__).resolve().parents[2] / "src")
    asking = subprocess.Popen(
        [sys.executable, "-c", asks, str(waits_for_ever)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert asking.stdout is not None
    child = int(asking.stdout.readline())
    asking.kill()
    asking.wait()
    asking.stdout.close()
    deadline = time.monotonic() + 5
    while is_running(child) and time.monotonic() < deadline:
        os.sched_yield()
    assert not is_running(child)


def is_running(process: int) -> bool:
    """Whether a process that is not a child of this one is there and has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
