"""Change sound spreadsheets at random and import them; say what became of each.

    python tests/importing/fuzz_reader.py --seed 1 --number 2000

Every file goes through the reader as in the app, and what can be imported is. A file that ends in an exception, in a
reader that stopped or took too long, or that changes the database although it was refused, is kept and named.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2] / "src")]

from fuzz_seeds import make_seeds
from locked_files import PASSWORD
from mutations import mutated

from workforce_tui.services.imports import FileToImport, confirm, plan_file, run
from workforce_tui.services.workspace import open_workspace

SUSPICIOUS = {"reading_failed", "reader_stopped", "reader_too_slow"}


def seeds(folder: Path) -> list[Path]:
    """The generated files and the smallest samples of each kind."""
    samples = sorted((HERE.parents[2] / "imports" / "samples").rglob("*.*"), key=lambda path: path.stat().st_size)
    kinds: dict[str, list[Path]] = {}
    for sample in samples:
        kinds.setdefault(sample.suffix, []).append(sample)
    chosen = [path for suffix in (".xlsx", ".xls", ".xlsb", ".ods", ".csv") for path in kinds.get(suffix, [])[:4]]
    real = HERE.parents[3] / "shared" / "data" / "torture"
    chosen += [path for name in ("any_sheets.xlsb", "merged_range.xlsx", "vba.xlsm") if (path := real / name).is_file()]
    return [*make_seeds(folder), *chosen]


def state(database: Path) -> list[tuple[str, int]]:
    """How many rows each table of the database has."""
    with sqlite3.connect(database) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [(name, connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]) for name in tables]


def fuzz(task: tuple[int, int, Path, bool]) -> tuple[Counter[str], list[str], float]:
    """Import *number* files made from one seed; counts of what became of them, what was found, the longest time."""
    seed, number, keep, here = task
    # Nothing may hang: where the reader has no process of its own, this one says where it does and ends.
    faulthandler.dump_traceback_later(300 * (1 + number // 50), exit=True)
    counts: Counter[str] = Counter()
    found: list[str] = []
    longest = 0.0
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = seeds(folder)
        database = folder / "fuzz.db"
        ws = open_workspace(str(database))
        for turn in range(number):
            source = rng.choice(sources)
            path = folder / f"{seed}-{turn}{source.suffix}"
            path.write_bytes(mutated(source.read_bytes(), rng))
            wanted = FileToImport(
                path=path,
                organisation="hmpps-wales",
                as_at=date(2000 + turn % 26, 1 + turn % 12, 1),
                password=PASSWORD,
                own=here,
            )
            before, started = state(database), time.monotonic()
            (keep / f"{seed}-at").write_bytes(path.read_bytes())
            try:
                outcome = confirm(ws, run(plan_file(ws, wanted)))
            except Exception:
                ending, problem = "exception", traceback.format_exc()
            else:
                errors = [issue for issue in outcome.plan.issues if issue.severity == "error"]
                ending = outcome.status
                counts.update(f"  {issue.code}" for issue in errors)
                problem = "; ".join(f"{one.code} {one.message}" for one in errors if one.code in SUSPICIOUS)
                if outcome.status != "imported" and state(database) != before:
                    problem += " the database changed"
            longest = max(longest, time.monotonic() - started)
            counts[ending] += 1
            if problem:
                shutil.copy(path, keep / path.name)
                found.append(f"{path.name} from {source.name}: {problem}")
            path.unlink()
        ws.close()
    (keep / f"{seed}-at").unlink()
    return counts, found, longest


def main() -> None:
    """Run it and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-found")
    parser.add_argument("--here", action="store_true", help="without a process for each file, which is quicker")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    share = 50
    tasks = [
        (options.seed * 1000 + part, share, options.keep, options.here) for part in range(-(-options.number // share))
    ]
    total: Counter[str] = Counter()
    slowest = 0.0
    with ProcessPoolExecutor(options.processes) as pool:
        for counts, found, longest in pool.map(fuzz, tasks):
            total += counts
            slowest = max(slowest, longest)
            print("\n".join([*found, f"{sum(n for code, n in total.items() if code[0] != ' ')} files"]), flush=True)
    for code, times in sorted(total.items(), key=lambda item: (item[0].startswith(" "), -item[1])):
        print(f"{times:6} {code}")
    print(f"{slowest:6.1f} seconds at most")


if __name__ == "__main__":
    main()
