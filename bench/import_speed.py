"""How long an import takes, beside the least it could take and beside what people do by hand.

Every contestant runs in a process of its own, in turn, several rounds in one run; the medians and the ratios are
printed. Seconds depend on the machine; the ratios are the result.

    python bench/import_speed.py                 100,000 rows x 20 columns, three rounds
    python bench/import_speed.py --rows 10000 --rounds 5
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

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


def make_file(path: Path, rows: int) -> None:
    """Write a staff list with real date cells, repeated labels and numbers, the same every time."""
    import datetime as dt

    import xlsxwriter

    chance = random.Random(2026)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Staff")
    date_format = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADERS)
    for number in range(1, rows + 1):
        born = dt.datetime(1960, 1, 1) + dt.timedelta(days=chance.randrange(15_000))
        started = dt.datetime(2000, 1, 1) + dt.timedelta(days=chance.randrange(9_000))
        texts = [
            100_000 + number, f"Person{number:06d}", f"Synthetic{number % 500}", None, f"QQ{number:06d}C",
            chance.choice(RANKS), "Police Officer", chance.choice(ETHNICITIES), chance.choice(("Female", "Male")),
            chance.choice((1.0, 1.0, 1.0, 0.8, 0.6)), None, f"Site {number % 40}", f"Division {number % 6}",
            4000 + number % 90, "Permanent", chance.choice(("Full-time", "Part-time")), "No", "None",
            f"Post {number % 700}", f"Manager {number % 900}",
        ]  # fmt: skip
        sheet.write_row(number, 0, texts)
        sheet.write_datetime(number, 3, born, date_format)
        sheet.write_datetime(number, 10, started, date_format)
    book.close()


def run_pipeline(file: Path, folder: Path) -> int:
    """This program: every check, pseudonyms, one transaction, cube."""
    from datetime import date

    from workforce_tui.services.imports import FileToImport, confirm, plan_file, run
    from workforce_tui.services.workspace import open_workspace

    ws = open_workspace(str(folder / "pipeline.db"))
    start = time.perf_counter()
    wanted = FileToImport(file, organisation="south-wales-police", as_at=date(2026, 3, 31))
    outcome = confirm(ws, run(plan_file(ws, wanted)))
    _report(time.perf_counter() - start)
    assert outcome.status == "imported", (outcome.status, outcome.plan.issues[:3], outcome.plan.decisions[:3])
    headcount: int = outcome.plan.headcount.low
    return headcount


def run_floor(file: Path, folder: Path) -> int:
    """The least there is: the fastest plain parse, and one executemany of eight of its columns."""
    import sqlite3

    from python_calamine import CalamineWorkbook

    wanted = [HEADERS.index(name) for name in ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Gender")]
    wanted += [HEADERS.index(name) for name in ("FTE", "Location", "Division")]
    start = time.perf_counter()
    rows = iter(CalamineWorkbook.from_path(file).get_sheet_by_index(0).iter_rows())
    next(rows)
    connection = sqlite3.connect(folder / "floor.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("CREATE TABLE staff (a, b, c, d, e, f, g, h)")
    with connection:
        connection.executemany(
            "INSERT INTO staff VALUES (?,?,?,?,?,?,?,?)", (tuple(row[i] for i in wanted) for row in rows)
        )
    _report(time.perf_counter() - start)
    count: int = connection.execute("SELECT COUNT(*) FROM staff").fetchone()[0]
    return count


def run_pandas(file: Path, folder: Path, engine: str) -> int:
    """What an analyst would write: read_excel, then to_sql."""
    import sqlite3

    import pandas as pd

    start = time.perf_counter()
    frame: Any = pd.read_excel(file, engine=engine)
    connection = sqlite3.connect(folder / "pandas.db")
    frame.to_sql("staff", connection, index=False)
    connection.commit()
    _report(time.perf_counter() - start)
    return len(frame)


CONTESTANTS: dict[str, Callable[[Path, Path], int]] = {
    "this program": run_pipeline,
    "floor: calamine + executemany": run_floor,
    "pandas (openpyxl) + to_sql": lambda file, folder: run_pandas(file, folder, "openpyxl"),
    "pandas (calamine) + to_sql": lambda file, folder: run_pandas(file, folder, "calamine"),
}


def _report(seconds: float) -> None:
    print(json.dumps({"work": seconds}), flush=True)


def measure(name: str, file: Path) -> tuple[float, float, float]:
    """Seconds of work, seconds of the whole process, and peak MB of one contestant."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [sys.executable, __file__, "--contestant", name, "--file", str(file), "--folder", folder]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        whole = time.perf_counter() - start
    if result.returncode:
        raise SystemExit(f"{name} failed:\n{result.stderr}")
    answers = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    merged: dict[str, float] = {key: value for answer in answers for key, value in answer.items()}
    return merged["work"], whole, merged["peak_mb"]


def compete(name: str, file: Path, folder: Path) -> None:
    """Run one contestant in this process and print its peak memory."""
    CONTESTANTS[name](file, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * (1024 if sys.platform == "darwin" else 1))
    print(json.dumps({"peak_mb": peak}), flush=True)


def main() -> None:
    """Make the file, run every contestant in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contestant", help=argparse.SUPPRESS)
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make_file(options.file, options.make)
        return
    if options.contestant:
        compete(options.contestant, options.file, options.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "staff.xlsx"
        # In a process of its own: a child's peak memory starts from its parent's.
        subprocess.run([sys.executable, __file__, "--make", str(options.rows), "--file", str(file)], check=True)
        results: dict[str, list[tuple[float, float, float]]] = {name: [] for name in CONTESTANTS}
        for _ in range(options.rounds):
            for name in CONTESTANTS:
                results[name].append(measure(name, file))
    print_table(options.rows, options.rounds, results)


def print_table(rows: int, rounds: int, results: dict[str, list[tuple[float, float, float]]]) -> None:
    """Medians, and each contestant's time as a multiple of the floor's."""
    print(f"{rows:,} record rows x {len(HEADERS)} columns, xlsx; medians of {rounds} rounds in turn")
    print(f"{'':32}{'work s':>9}{'x floor':>9}{'process s':>11}{'x floor':>9}{'peak MB':>9}")
    floor = [median(column) for column in zip(*results["floor: calamine + executemany"], strict=True)]
    for name, runs in results.items():
        work, whole, peak = (median(column) for column in zip(*runs, strict=True))
        print(f"{name:32}{work:9.2f}{work / floor[0]:9.2f}{whole:11.2f}{whole / floor[1]:9.2f}{peak:9.0f}")


if __name__ == "__main__":
    main()
