"""How long an import takes, beside the least it could take and beside what people do by hand.

Every contestant runs in a process of its own, in turn, several rounds in one run; the medians and the ratios are
printed. Seconds depend on the machine; the ratios are the result. The program is compiled beforehand, as installed
programs and libraries are. Peak memory is the most that a contestant and its child processes held at one time, looked
at every hundredth of a second in a run of its own, as looking takes a part of a processor that a contestant may need;
off Linux, it is the sum of each process's own peak.

    python bench/import_speed.py                               10,000, 100,000 and 500,000 rows, xlsx and csv
    python bench/import_speed.py --rows 100000 --formats xlsx --rounds 5
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADERS = (
    "Employee Number", "Surname", "Forename", "Date of Birth", "NI Number", "Rank", "Employee Type", "Ethnic Origin",
    "Gender", "FTE", "Start Date", "Location", "Division", "Cost Centre", "Contract Type", "Working Pattern",
    "Disability", "Religion", "Position Title", "Line Manager",
)  # fmt: skip
RANKS = ["Constable"] * 70 + ["Sergeant"] * 16 + ["Inspector"] * 9 + ["Chief Inspector"] * 3 + ["Superintendent"] * 2
ETHNICITIES = (
    ["White - Welsh, English, Scottish, Northern Irish or British"] * 80
    + ["White - Any other White background"] * 4
    + ["Asian or Asian British - Indian", "Asian or Asian British - Pakistani", "Black or Black British - African"] * 2
    + ["Mixed - White and Black Caribbean", "Any other ethnic group", "Prefer not to say", "Unknown"]
)


def people(rows: int) -> Iterator[list[Any]]:
    """A staff list with dates, repeated labels and numbers, the same every time."""
    chance = random.Random(2026)
    for number in range(1, rows + 1):
        born = dt.datetime(1960, 1, 1) + dt.timedelta(days=chance.randrange(15_000))
        started = dt.datetime(2000, 1, 1) + dt.timedelta(days=chance.randrange(9_000))
        yield [
            100_000 + number, f"Person{number:06d}", f"Synthetic{number % 500}", born, f"QQ{number:06d}C",
            chance.choice(RANKS), "Police Officer", chance.choice(ETHNICITIES), chance.choice(("Female", "Male")),
            chance.choice((1.0, 1.0, 1.0, 0.8, 0.6)), started, f"Site {number % 40}", f"Division {number % 6}",
            4000 + number % 90, "Permanent", chance.choice(("Full-time", "Part-time")), "No", "None",
            f"Post {number % 700}", f"Manager {number % 900}",
        ]  # fmt: skip


_BETWEEN_LOOKS = 0.01
_PAGE = resource.getpagesize()


def make_file(path: Path, rows: int) -> None:
    """Write the staff list as the suffix says."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(HEADERS)
            for row in people(rows):
                writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, dt.datetime) else cell for cell in row])
        return
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Staff")
    date_format = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADERS)
    for number, row in enumerate(people(rows), 1):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.datetime):
                sheet.write_datetime(number, column, cell, date_format)
            else:
                sheet.write(number, column, cell)
    book.close()


def run_pipeline(file: Path, folder: Path) -> int:
    """This program: a process to read in, every check, pseudonyms, one transaction, cube."""
    from workforce_tui.services.imports import FileToImport, confirm, plan_file, run
    from workforce_tui.services.workspace import open_workspace

    ws = open_workspace(str(folder / "pipeline.db"))
    start = time.perf_counter()
    wanted = FileToImport(file, organisation="south-wales-police", as_at=dt.date(2026, 3, 31))
    outcome = confirm(ws, run(plan_file(ws, wanted)))
    _report(time.perf_counter() - start)
    assert outcome.status == "imported", (outcome.status, outcome.plan.issues[:3], outcome.plan.decisions[:3])
    headcount: int = outcome.plan.headcount.low
    return headcount


def run_floor(file: Path, folder: Path) -> int:
    """The least there is: the fastest plain parse, and a plain executemany of as many rows as are kept, made before."""
    import sqlite3

    number = sum(1 for _row in _plain_rows(file)) - 1 if file.suffix == ".csv" else int(file.stem)
    ready = [(1, row.to_bytes(16, "big"), 1, 1, "officer", "female", 1000, 24000) for row in range(number)]
    start = time.perf_counter()
    deque(_plain_rows(file), maxlen=0)
    connection = sqlite3.connect(folder / "floor.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("CREATE TABLE staff (a, b, c, d, e, f, g, h)")
    with connection:
        connection.executemany("INSERT INTO staff VALUES (?,?,?,?,?,?,?,?)", ready)
    _report(time.perf_counter() - start)
    count: int = connection.execute("SELECT COUNT(*) FROM staff").fetchone()[0]
    return count


def _plain_rows(file: Path) -> Iterator[list[Any]]:
    if file.suffix == ".csv":
        with file.open(newline="", encoding="utf-8") as stream:
            yield from csv.reader(stream)
        return
    from python_calamine import CalamineWorkbook

    yield from CalamineWorkbook.from_path(file).get_sheet_by_index(0).iter_rows()


def run_pandas(file: Path, folder: Path, engine: str) -> int:
    """What an analyst would write: read the file, then to_sql."""
    import sqlite3

    import pandas as pd

    start = time.perf_counter()
    frame: Any = pd.read_csv(file) if file.suffix == ".csv" else pd.read_excel(file, engine=engine)
    connection = sqlite3.connect(folder / "pandas.db")
    frame.to_sql("staff", connection, index=False)
    connection.commit()
    _report(time.perf_counter() - start)
    return len(frame)


def run_sqlite_utils(file: Path, folder: Path) -> int:
    """The tool people reach for to put a csv file into SQLite."""
    command = [sys.executable, "-m", "sqlite_utils", "insert", str(folder / "utils.db"), "staff", str(file), "--csv"]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    _report(time.perf_counter() - start)
    return 0


PROGRAM, FLOOR = "this program", "floor: parse + executemany"
CONTESTANTS: dict[str, Callable[[Path, Path], int]] = {
    PROGRAM: run_pipeline,
    FLOOR: run_floor,
    "pandas (openpyxl) + to_sql": lambda file, folder: run_pandas(file, folder, "openpyxl"),
    "pandas (calamine) + to_sql": lambda file, folder: run_pandas(file, folder, "calamine"),
    "pandas read_csv + to_sql": lambda file, folder: run_pandas(file, folder, ""),
    "sqlite-utils insert --csv": run_sqlite_utils,
}
ONLY = {
    "pandas (openpyxl) + to_sql": "xlsx",
    "pandas (calamine) + to_sql": "xlsx",
    "pandas read_csv + to_sql": "csv",
    "sqlite-utils insert --csv": "csv",
}
"""Contestants that read one kind of file."""


def _report(seconds: float) -> None:
    print(json.dumps({"work": seconds}), flush=True)


def seconds(name: str, file: Path) -> float:
    """Seconds of work of one contestant that nobody looks at meanwhile."""
    return run_apart(name, file, lambda _process: 0.0)[0]


def peak_memory(name: str, file: Path) -> float:
    """The most MB that all processes of a contestant hold at one time."""
    return run_apart(name, file, _watch_memory)[1]


def run_apart(name: str, file: Path, watch: Callable[[subprocess.Popen[str]], float]) -> tuple[float, float]:
    """Seconds of work of one contestant, and the peak MB that *watch* saw or, where it saw none, the system did."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--contestant", name, "--file", str(file), "--folder", folder]
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, env=_compiling(), **pipes) as process:
            seen = watch(process)
            said, complaint = process.communicate()
    if process.returncode:
        raise SystemExit(f"{name} failed:\n{complaint}")
    answers = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    merged: dict[str, float] = {key: value for answer in answers for key, value in answer.items()}
    return merged["work"], seen or merged["peak_mb"]


def _compiling() -> dict[str, str]:
    """The environment in which Python keeps what it compiled of a program for its next start, as it does unasked."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _watch_memory(process: subprocess.Popen[str]) -> float:
    """The most MB a process and its children hold at one time; 0 where the system does not tell (it is not Linux)."""
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_resident, _family(process.pid))))
        time.sleep(_BETWEEN_LOOKS)
    return most * _PAGE / 2**20


def _family(pid: int) -> list[int]:
    listed = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children") if path.exists()]
    return [pid, *(int(child) for children in listed for child in children)]


def _resident(pid: int) -> int:
    """Pages of memory a process holds, its files in memory too; pages it shares with another are counted for both."""
    try:
        held = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        opened = [fd for fd in Path(f"/proc/{pid}/fd").iterdir() if os.readlink(fd).startswith("/memfd:")]
        files = {found.st_ino: found.st_blocks for found in map(os.stat, opened)}
        return held + sum(files.values()) * 512 // _PAGE
    except OSError:
        return 0


def compete(name: str, file: Path, folder: Path) -> None:
    """Run one contestant in this process and print its peak memory."""
    CONTESTANTS[name](file, folder)
    unit = 1024 * (1024 if sys.platform == "darwin" else 1)
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"peak_mb": peak / unit}), flush=True)


def main() -> None:
    """Make the files, run every contestant in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 500_000])
    parser.add_argument("--formats", nargs="+", default=["xlsx", "csv"], choices=["xlsx", "csv"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contestant", help=argparse.SUPPRESS)
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make_file(options.file, options.make)
    elif options.contestant:
        compete(options.contestant, options.file, options.folder)
    else:
        subprocess.run([sys.executable, "-c", "import workforce_tui.importing.plan"], env=_compiling(), check=True)
        print(f"record rows x {len(HEADERS)} columns; medians of {options.rounds} rounds in turn")
        print(f"{'':10}{'':6}{'':30}{'seconds':>9}{'x floor':>9}{'x program':>11}{'peak MB':>9}")
        for rows in options.rows:
            for suffix in options.formats:
                race(rows, suffix, options.rounds)


def race(rows: int, suffix: str, rounds: int) -> None:
    """Every contestant for one file, in turn, and its lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{rows}.{suffix}"
        # In a process of its own: a child's peak memory starts from its parent's.
        subprocess.run([sys.executable, __file__, "--make", str(rows), "--file", str(file)], check=True)
        names = [name for name in CONTESTANTS if ONLY.get(name, suffix) == suffix]
        rounds_of = [{name: seconds(name, file) for name in names} for _round in range(rounds)]
        peaks = {name: peak_memory(name, file) for name in names}
    print_lines(rows, suffix, {name: median(times[name] for times in rounds_of) for name in names}, peaks)


def print_lines(rows: int, suffix: str, medians: dict[str, float], peaks: dict[str, float]) -> None:
    """Medians; each time as a multiple of the floor's and of this program's."""
    for name, work in medians.items():
        ratios = f"{work / medians[FLOOR]:9.2f}{work / medians[PROGRAM]:11.2f}"
        print(f"{rows:>9,} {suffix:6}{name:30}{work:9.2f}{ratios}{peaks[name]:9.0f}", flush=True)


if __name__ == "__main__":
    main()
