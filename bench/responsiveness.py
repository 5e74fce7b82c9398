"""Whether the screen keeps moving while a large file is imported, and how soon stopping stops.

The real app runs without a terminal; a ticker on its event loop wakes every 5 ms and notes how late it was. The file
is read and written through the import wizard.

    python bench/responsiveness.py                 100,000 rows x 20 columns, xlsx
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import subprocess
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TICK = 0.005
PATIENCE = 120
VERBOSE = "-v" in sys.argv
SIZE = (120, 40)


class Ticker:
    """Notes how late the event loop wakes it, in milliseconds, and when the progress moved."""

    def __init__(self) -> None:
        self.lags: list[float] = []
        self.moved: list[float] = []
        self.begun = time.perf_counter()

    @asynccontextmanager
    async def ticking(self) -> AsyncIterator[None]:
        """Tick for as long as the block lasts."""
        task = asyncio.create_task(self._tick())
        try:
            yield
        finally:
            task.cancel()

    async def _tick(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            lag = 1000 * (time.perf_counter() - before - TICK)
            self.lags.append(lag)
            if lag > 40 and VERBOSE:
                print(f"   late by {lag:.0f} ms at {time.perf_counter() - self.begun:.2f} s")

    def line(self, name: str) -> str:
        """The middle, the 99th percentile and the most of the lags; how often progress moved and its longest rest."""
        lags = sorted(self.lags)
        rests = [after - before for before, after in zip(self.moved, self.moved[1:], strict=False)] or [0.0]
        seconds = max(self.moved[-1] - self.moved[0], TICK) if self.moved else 1.0
        return (
            f"{name:10}{lags[len(lags) // 2]:9.1f}{lags[int(len(lags) * 0.99)]:9.1f}{lags[-1]:9.1f}"
            f"{len(self.moved) / seconds:12.1f}{max(rests):12.2f}"
        )


async def until(pilot: Any, is_so: Any) -> float:
    """Wait until it is so; the seconds it took."""
    start = time.perf_counter()
    while not is_so():
        if time.perf_counter() - start > PATIENCE:
            raise SystemExit("nothing happened for two minutes")
        await asyncio.sleep(0.01)
    return time.perf_counter() - start


async def bench(file: Path, folder: Path) -> None:
    """Read, write, and stop a reading and a writing."""
    from workforce_tui.tui.app import WorkforceApp
    from workforce_tui.tui.screens.import_wizard import ImportPage
    from workforce_tui.tui.wizard.draft import Draft, StepName
    from workforce_tui.tui.wizard.working_step import WorkingStep

    app = WorkforceApp(str(folder / "w.db"))
    app.animation_level = "none"
    draft = Draft(path=file, organisation="south-wales-police", as_at=dt.date(2026, 3, 31))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        app.keep_what_is_loaded()  # as it does by itself on a terminal
        await pilot.press("5")
        await until(pilot, lambda: isinstance(app.screen, ImportPage) and app.screen.drawn is not None)
        page: Any = app.screen
        tickers: list[Ticker] = []
        draw = WorkingStep.progress

        def progress(self: WorkingStep, step: Any) -> None:
            tickers[-1].moved.append(time.perf_counter())
            draw(self, step)

        WorkingStep.progress = progress  # type: ignore[method-assign, assignment]

        async def stopped(name: str, after: float) -> None:
            await asyncio.sleep(after)
            start = time.perf_counter()
            page.call_next(page.action_back)
            await until(pilot, lambda: page.step is not StepName.WORKING and not _children() and not _working(page))
            print(f"{name} stopped in {time.perf_counter() - start:.2f} s; imports in the database: {_imports(app)}")

        print(f"{'':10}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'progress/s':>12}{'rest s':>12}")
        tickers.append(Ticker())
        page.work.draft = draft
        page.call_next(page.go_on, draft, app.workspace)
        await stopped("reading", 0.5)
        page.work.draft, page.step = draft, StepName.ISSUES
        tickers.append(Ticker())
        async with tickers[-1].ticking():
            page.call_next(page.go_on, draft, app.workspace)
            await until(pilot, lambda: page.step is StepName.SUMMARY)
        print(tickers[-1].line("reading"))
        tickers.append(Ticker())
        page.call_next(page.go_on, draft, app.workspace)
        await until(pilot, lambda: page.step is StepName.WORKING and _working(page))
        await stopped("writing", 0.1)
        page.step = StepName.SUMMARY
        tickers.append(Ticker())
        async with tickers[-1].ticking():
            page.call_next(page.go_on, draft, app.workspace)
            await until(pilot, lambda: page.step is StepName.RESULT)
        print(tickers[-1].line("writing"))
        print(f"imports in the database: {_imports(app)}")


def _working(page: Any) -> bool:
    return any(not worker.is_finished for worker in page.workers)


def _children() -> bool:
    """Whether this process has any child left (Linux; elsewhere the answer is no)."""
    file = Path(f"/proc/self/task/{_main_thread()}/children")
    found = [path.read_text().split() for path in file.parents[1].glob("*/children")] if file.exists() else []
    return any(found)


def _main_thread() -> int:
    import os

    return os.getpid()


def _imports(app: Any) -> int:
    from workforce_tui.services.batches import list_batches

    return len(list_batches(app.workspace))


def main() -> None:
    """Make the file and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("-v", action="store_true", help="say when the loop was late")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{options.rows}.xlsx"
        maker = Path(__file__).with_name("import_speed.py")
        subprocess.run([sys.executable, str(maker), "--make", str(options.rows), "--file", str(file)], check=True)
        asyncio.run(bench(file, Path(folder)))


if __name__ == "__main__":
    main()
