"""How soon the app paints, answers a key and shows another place, measured through a pseudo-terminal.

The first frame with the header and the name of the place, beside the first frame of a Textual app with nothing but a
header, a line and a footer, turn by turn in one run; then, with 1,000,000 people and dates in the database, keys and
places until the last byte they caused; and what an idle app holds in memory. The same for the chair of a network, whose
figures are protected before they are shown. POSIX only.

    python bench/latency.py                                a database of 1,000,000 people and dates, made first
    python bench/latency.py --database bench.db            as bench/progression.py --keep leaves it
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

COLUMNS, LINES = 120, 40
PATIENCE = 60.0
QUIET = 0.4
"""Seconds without a byte after which a screen is taken to be painted."""
LONG_QUIET = 1.0
"""The same for a place that is shown for the first time, in parts where the machine is busy."""
BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Static

class Bare(App):
    TITLE = "Overview"

    def compose(self):
        yield Header()
        yield Static("Overview")
        yield Footer()

Bare().run()
"""
ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]|\x1bP[^\x1b]*\x1b\\")
PLACES = {
    "2": "Representation", "3": "Progression", "4": "Targets", "5": "Import", "6": "Batches",
    "7": "Mentoring", "8": "Networks", "9": "Actions", "0": "Returns", "1": "Overview",
}  # fmt: skip
SOON, IDLE = 0.3, 3.0
"""Seconds after the first figures when somebody goes elsewhere: at once, and after a look at them."""
CHAIR = '[app]\nwelcome = false\nrole = "chair"\norganisation = "{organisation}"\n'
ORGANISATION = "gwent-police"
AHEAD = 5.0
"""Seconds in which what a chair sees is protected ahead."""
CHAIRS = "23481"
"""The keys of the places a chair has."""
EMPTY = "Ask the HR lead"
"""What the place of networks says where there are none: a chair starts there."""
WAITS, FIRST, WHOLE = "Protecting", "entry to executive", "Promotion and leaving"
"""What progression paints for a chair: that the figures are being protected, the first table, and the next one."""
KEYS = {"down": b"\x1b[B", "up": b"\x1b[A"}
PACKAGE = Path(__file__).parents[1] / "src" / "workforce_tui"
CLOCK = os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    """A program in a terminal: what it has painted, and when."""

    command: list[str]
    environment: dict[str, str]
    painted: bytes = b""
    begun: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        """Start the program."""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(self.command[0], self.command, self.environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def read(self, wait: float) -> bool:
        """Take what has been painted; whether there was anything within *wait* seconds."""
        if not select.select([self.fd], [], [], wait)[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self.painted += data
        return bool(data)

    def until(self, text: str) -> float:
        """Wait until *text* has been painted; the seconds since the program began."""
        while text.encode() not in ESCAPES.sub(b"", self.painted):
            if time.perf_counter() - self.begun > PATIENCE:
                raise SystemExit(f"{text!r} was never painted by {' '.join(self.command[:4])}")
            self.read(0.5)
        return time.perf_counter() - self.begun

    def paints(self, key: str, *texts: str) -> dict[str, float]:
        """Press a key: milliseconds until each text that is painted by the time the last of them is."""
        self.painted, found, start = b"", dict[str, float](), time.perf_counter()
        os.write(self.fd, key.encode())
        while texts[-1] not in found and time.perf_counter() - start < PATIENCE:
            self.read(0.5)
            took, plain = 1000 * (time.perf_counter() - start), ESCAPES.sub(b"", self.painted)
            for text in texts:
                if text.encode() in plain:
                    found.setdefault(text, took)
        return found

    def settle(self, quiet: float = QUIET) -> float:
        """Wait until nothing is painted any more; when the last byte came, as a clock reading."""
        last = time.perf_counter()
        while self.read(quiet):
            last = time.perf_counter()
        return last

    def press(self, key: str, quiet: float = QUIET) -> tuple[float, float, float]:
        """Press a key: milliseconds to the first byte it caused, to the last before it was quiet, and of processor."""
        self.painted, used = b"", self.processor()
        start = time.perf_counter()
        os.write(self.fd, KEYS.get(key, key.encode()))
        if not self.read(5.0):
            raise SystemExit(f"the key {key!r} painted nothing")
        first = time.perf_counter()
        painted = max(self.settle(quiet), first)
        return 1000 * (first - start), 1000 * (painted - start), 1000 * (self.processor() - used)

    def processor(self) -> float:
        """Seconds of the processor the program has used (Linux; elsewhere not a number)."""
        file = Path(f"/proc/{self.pid}/stat")
        if not file.exists():
            return float("nan")
        parts = file.read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / CLOCK

    def megabytes(self) -> float:
        """What the program holds in memory (Linux; elsewhere not a number)."""
        file = Path(f"/proc/{self.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+)", file.read_text()) if file.exists() else None
        return int(found[1]) / 1024 if found else float("nan")

    def close(self) -> None:
        """Put an end to it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def environment(folder: Path, settings: str = "[app]\nwelcome = false\n") -> dict[str, str]:
    """A terminal with every colour, settings of nobody, and the program compiled as it is once it is installed."""
    (folder / "config.toml").write_text(settings)
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(PACKAGE)], env=inherited, check=False)
    return {
        **inherited,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "WORKFORCE_TUI_CONFIG": str(folder / "config.toml"),
        "WORKFORCE_TUI_LANGUAGE": "en",
        "TEXTUAL_ANIMATIONS": "none",
    }


def first_paint(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Seconds, and seconds of the processor, until the first frame with the place's name."""
    run = Run(command, env)
    try:
        return run.until("Overview"), run.processor()
    finally:
        run.close()


def paint_beside_bare(app: list[str], env: dict[str, str], rounds: int) -> None:
    """Print both first paints and their ratio: the median of the ratios of each turn."""
    bare = [sys.executable, "-c", BARE]
    turns = [(first_paint(bare, env), first_paint(app, env)) for _turn in range(rounds + 1)][1:]
    for place, name in enumerate(("seconds", "processor seconds")):
        plain, own = (median(turn[which][place] for turn in turns) for which in (0, 1))
        ratio = median(turn[1][place] / turn[0][place] for turn in turns)
        print(f"first paint, {name:20} bare {plain:6.2f}   app {own:6.2f}   x {ratio:.2f}   (goal 1.3)")


def answers(app: list[str], env: dict[str, str], rounds: int) -> None:
    """Print how soon keys and places are painted, and the memory of the idle app."""
    run = Run(app, env)
    try:
        run.until("known")
        run.settle(IDLE)
        print(f"idle memory after the start {run.megabytes():20.0f} MB (goal 150)")
        print(f"{'':44}{'first byte ms':>14}{'painted ms':>12}{'goal ms':>9}{'processor ms':>14}")
        for key, name in PLACES.items():
            _line(f"{name}, first time, {IDLE:.0f} s after the figures", [run.press(key, LONG_QUIET)], 200)
        later: dict[str, list[tuple[float, float, float]]] = {name: [] for name in PLACES.values()}
        for _turn in range(rounds):
            for key, name in PLACES.items():
                later[name].append(run.press(key))
        for name, times in later.items():
            _line(f"{name}, shown again", times, 200)
        run.press("2")
        run.settle(1.0)
        _line("cursor key", [run.press(key) for _turn in range(rounds) for key in ("down", "up")], 50)
        print(f"idle memory after every place {run.megabytes():18.0f} MB (goal 150)")
    finally:
        run.close()


def at_once(app: list[str], env: dict[str, str], rounds: int) -> None:
    """Print how soon each place is painted for somebody who goes there at once: each in an app of its own."""
    for key, name in PLACES.items():
        if name != "Overview":
            times = [_gone_at_once(app, env, key) for _turn in range(rounds)]
            _line(f"{name}, first time, {SOON} s after the figures", times, 200)
    lags = [lag for _turn in range(rounds) for lag in _lags(app, env)]
    print(f"cursor key while the rest is loaded: first byte after {median(lags):.0f} ms, at worst {max(lags):.0f} ms")


def _gone_at_once(app: list[str], env: dict[str, str], key: str) -> tuple[float, float, float]:
    run = Run(app, env)
    try:
        run.until("known")
        _drain(run, SOON)
        return run.press(key, LONG_QUIET)
    finally:
        run.close()


def _lags(app: list[str], env: dict[str, str]) -> list[float]:
    """Milliseconds from cursor keys, pressed as soon as there are figures, to the first byte they cause."""
    run, lags = Run(app, env), []
    try:
        until = run.until("known") + IDLE
        for key in ("down", "up") * 100:
            _drain(run, 0.05)
            start = time.perf_counter()
            if start - run.begun > until:
                break
            os.write(run.fd, KEYS[key])
            run.read(5.0)
            lags.append(1000 * (time.perf_counter() - start))
        return lags
    finally:
        run.close()


def chair(app: list[str], env: dict[str, str], rounds: int) -> None:
    """Print how soon the chair of a network has each place, and the memory of the idle app."""
    run, name = Run(app, env), "chair: {}, {}"
    try:
        run.until(EMPTY)
        run.settle(IDLE)
        _drain(run, AHEAD)
        print(f"idle memory of a chair's app {run.megabytes():19.0f} MB (goal 150)")
        print(f"{'':44}{'first byte ms':>14}{'painted ms':>12}{'goal ms':>9}{'processor ms':>14}")
        places = {key: PLACES[key] for key in CHAIRS}
        for key, place in places.items():
            _line(name.format(place, "first time"), [run.press(key, LONG_QUIET)], 200)
        for key, place in places.items():
            _line(name.format(place, "shown again"), [_again(run, key) for _turn in range(rounds)], 200)
        print(f"idle memory after every place {run.megabytes():18.0f} MB (goal 150)")
    finally:
        run.close()
    for soon in (SOON, IDLE):
        seen = [_progression_of_chair(app, env, soon) for _turn in range(rounds)]
        said = {WAITS: "said to be protected", FIRST: "first table", WHOLE: "second table"}
        for text, what in said.items():
            times = [one[text] for one in seen if text in one]
            took = f"{median(times):10.0f} ms" if times else "-"
            print(f"chair: Progression {soon} s after the figures, {what:22}{took} (in {len(times)} of {len(seen)})")


def _again(run: Run, key: str) -> tuple[float, float, float]:
    """A place that is gone to from another one, which is not the one before it."""
    run.press(CHAIRS[(CHAIRS.index(key) + 2) % len(CHAIRS)])
    return run.press(key)


def _progression_of_chair(app: list[str], env: dict[str, str], soon: float) -> dict[str, float]:
    run = Run(app, env)
    try:
        run.until(EMPTY)
        _drain(run, soon)
        return run.paints("3", WAITS, FIRST, WHOLE)
    finally:
        run.close()


def _drain(run: Run, seconds: float) -> None:
    """Take what is painted in so many seconds."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        run.read(left)


def _line(name: str, times: list[tuple[float, float, float]], goal: int) -> None:
    first, painted = (median(one[place] for one in times) for place in (0, 1))
    # The processor is counted in hundredths of a second: a mean says more than a median.
    used = sum(one[2] for one in times) / len(times)
    print(f"{name:44}{first:14.0f}{painted:12.0f}{goal:9}{used:14.0f}")


def commands(env: dict[str, str], rounds: int) -> None:
    """Print how long the commands that say something about the program take, beside an empty Python."""
    plain = _took([sys.executable, "-c", "pass"], env, rounds)
    print(f"{'python -c pass':34}{plain:14.2f} s")
    for said in ("--version", "--help"):
        took = _took([sys.executable, "-m", "workforce_tui", said], env, rounds)
        print(f"{'workforce-tui ' + said:34}{took:14.2f} s")


def _took(command: list[str], env: dict[str, str], rounds: int) -> float:
    times = []
    for _turn in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return median(times)


def database(folder: Path, rows: int) -> Path:
    """A database with so many people and dates."""
    from progression import make
    from workforce_tui.services.workspace import open_workspace

    ws = open_workspace(str(folder / "latency.db"))
    make(ws, rows)
    ws.close()
    return folder / "latency.db"


def main() -> None:
    """Make the database, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", type=Path, help="a database that bench/progression.py --keep left")
    parser.add_argument("--rows", type=int, default=1_000_000, help="people and dates, where the database is made")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--part", choices=("all", "start", "answers", "chair"), default="all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = options.database or database(folder, options.rows)
        env = environment(folder)
        app = [sys.executable, "-m", "workforce_tui", "--database", str(file)]
        if options.part in ("all", "start"):
            paint_beside_bare(app, env, options.rounds)
            commands(env, min(options.rounds, 3))
        if options.part in ("all", "answers"):
            answers(app, env, options.rounds)
            at_once(app, env, min(options.rounds, 3))
        if options.part in ("all", "chair"):
            env = environment(folder, CHAIR.format(organisation=ORGANISATION))
            chair(app, env, min(options.rounds, 3))


if __name__ == "__main__":
    main()
