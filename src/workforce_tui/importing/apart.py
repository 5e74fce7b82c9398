"""Reading a file in a process of its own, so that nothing in the file can hurt the one that asks.

The process is started for one file, with limits on memory and time. Whatever becomes of it ends as a plan: the one
it made, or one that holds the reason why there is none.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _, language
from workforce_tui.importing import frames
from workforce_tui.importing.catalogue import make_issue
from workforce_tui.importing.collector import collection_paused
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.limits import Limits, limits_for
from workforce_tui.importing.model import ImportPlan, ImportRequest, Progress, run
from workforce_tui.importing.persons import Persons
from workforce_tui.importing.places import check_place
from workforce_tui.importing.reader_process import EARLY, EXPLAIN, NO_MEMORY, READ, READ_EDITION, READ_OTHERWISE

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from workforce_tui.importing.edition_file import EditionRows

TICK = 0.1
"""Seconds between two signs of life while the parser has nothing to say."""
_TUNABLES = "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=3"
"""The parser asks for memory in millions of small pieces: on large pages, Linux has to find a page for it a tenth as
often, and with an arena for each of three threads none waits for another. Other systems do not know this variable."""


def plan_apart(
    request: ImportRequest, *, is_cancelled: Callable[[], bool] = lambda: False
) -> Generator[Progress, None, ImportPlan]:
    """Like `plan.plan_import`, in another process; moves at least ten times a second and stops at once when cancelled.

    Raises WorkforceError when there is no readable file at the path.
    """
    if (refused := _refused_place(request)) is not None:
        return refused
    reading = _Reading(request, READ, is_cancelled)
    yield from reading.run()
    if reading.plan is None and not reading.cancelled:
        reason = yield from _reason(reading, is_cancelled)
        reading.plan = ImportPlan(request.path.name, request, issues=[reason]) if reason else None
        # The second library is slower by far: what took the first too long need not be tried again.
        if reason is None and reading.end != "reader_too_slow":
            otherwise = _Reading(request, READ_OTHERWISE, is_cancelled)
            yield from otherwise.run()
            reading.plan, reading.cancelled = otherwise.readable_plan(), otherwise.cancelled
    if reading.plan is None:
        code = "cancelled" if reading.cancelled else reading.end
        reading.plan = ImportPlan(request.path.name, request, issues=[make_issue(code)])
    reading.plan.request = request
    yield Progress("done", reading.plan.rows_read, reading.plan.rows_read)
    return reading.plan


def _refused_place(request: ImportRequest) -> ImportPlan | None:
    """A plan that says so when the path leads to something no process should be made to open."""
    try:
        check_place(request.path)
    except FileRefused as refused:
        return ImportPlan(request.path.name, request, issues=[make_issue(refused.code, **refused.words)])
    except OSError:
        return None  # the process that reads says what is wrong with it
    return None


def read_apart(request: ImportRequest) -> ImportPlan:
    """Make a plan in another process without looking at its progress."""
    return run(plan_apart(request))


def edition_apart(path: Path) -> EditionRows:
    """The rows of an interchange file, read in another process.

    Raises:
        WorkforceError: there is no such file, or it cannot be read.
    """
    request = ImportRequest(path)
    try:
        check_place(path)
    except FileRefused as refused:
        raise _failure(path, refused.code, **refused.words) from None
    except OSError as error:
        raise WorkforceError(
            _("There is no file {path} to read ({reason}).").format(path=path, reason=error.strerror or ""),
            _("Check the name and the folder."),
        ) from None
    reading = _Reading(request, READ_EDITION, lambda: False)
    for _step in reading.run():
        pass
    if reading.refused is not None:
        code, words = reading.refused
        raise _failure(path, code, **words)
    if reading.rows is None:
        raise _failure(path, reading.end)
    return reading.rows


def _failure(path: Path, code: str, **words: Any) -> WorkforceError:
    issue = make_issue(code, **words)
    return WorkforceError(f"{path.name}: {issue.message}", issue.fix or _("Ask for the file again."))


def _reason(failed: _Reading, is_cancelled: Callable[[], bool]) -> Generator[Progress, None, Any]:
    """Why a process that stopped may have done so: an issue about the file, or None."""
    explaining = _Reading(failed.request, EXPLAIN, is_cancelled)
    yield from explaining.run()
    if explaining.refused is None:
        return None
    code, words = explaining.refused
    return make_issue(code, **words)


class _Nonsense(Exception):  # noqa: N818 - what was heard, not what went wrong here
    """The process that reads said something that cannot be understood."""


class _Reading:
    """One process reading one file."""

    def __init__(self, request: ImportRequest, mode: str, is_cancelled: Callable[[], bool]) -> None:
        self.request = request
        self._mode, self._is_cancelled = mode, is_cancelled
        self._limits = _limits(request)
        self._persons = Persons()
        self.plan: ImportPlan | None = None
        self.rows: EditionRows | None = None
        self.refused: tuple[str, dict[str, Any]] | None = None
        self.cancelled = False
        self.end = "reader_stopped"
        """The issue that says how the process ended, should it end without a plan."""

    def run(self) -> Iterator[Progress]:
        """Start the process and take what it says until it ends; it is gone, or about to be, afterwards."""
        process = _take_early() or _start()
        heard: queue.SimpleQueue[tuple[bytes, bytes] | None] = queue.SimpleQueue()
        threading.Thread(target=self._talk, args=(process, heard), daemon=True).start()
        try:
            with collection_paused():
                yield from self._listen(heard)
        except _Nonsense:
            self.plan = None
        finally:
            process.kill()  # it has said all there is to say, or has to stop
            if self.plan is None:
                _let_go(process)
            else:  # giving back the memory of a large sheet takes a while, for which nobody has to wait
                threading.Thread(target=_let_go, args=(process,), daemon=True).start()
        self._note_end(process.returncode)

    def readable_plan(self) -> ImportPlan | None:
        """The plan, unless it says no more than that the file cannot be read."""
        unreadable = self.plan is not None and any(issue.code == "unreadable_file" for issue in self.plan.issues)
        return None if unreadable else self.plan

    def _talk(self, process: subprocess.Popen[bytes], heard: queue.SimpleQueue[Any]) -> None:
        """Say what is wanted, then pass on every answer; None at the end."""
        task = {
            "mode": self._mode, "path": str(self.request.path), "sheet": self.request.sheet, "language": language(),
            "memory": self._limits.memory, "seconds": self._limits.seconds, "parent": os.getpid(),
        }  # fmt: skip
        try:
            assert process.stdin is not None  # noqa: S101 - piped
            assert process.stdout is not None  # noqa: S101 - piped
            with process.stdin as stream:
                stream.write(json.dumps(task).encode() + b"\n" + pickle.dumps(self.request))
            while (frame := frames.receive(process.stdout)) is not None:
                heard.put(frame)
        except (OSError, ValueError):
            pass  # it has gone, or was made to
        finally:
            heard.put(None)

    def _listen(self, heard: queue.SimpleQueue[tuple[bytes, bytes] | None]) -> Iterator[Progress]:
        started = last = time.monotonic()
        step: Progress | None = None
        while True:
            try:
                frame = heard.get(timeout=TICK)
            except queue.Empty:
                now = time.monotonic()
                if now - last > self._limits.silence:
                    self.end = "reader_too_slow"
                    return
                # Parsing is one step of the parser's that says nothing of itself; only the clock moves.
                yield step or Progress("parsing", int(1000 * (now - started)))
            else:
                last = time.monotonic()
                if frame is None:
                    return
                heard_step = self._understand(*frame)
                if self.plan is not None:
                    return  # the last thing it says: it need not be waited for while it tidies up after itself
                if heard_step is not None and heard_step.stage != "opening":
                    step = heard_step
                    yield step
            if self._is_cancelled():
                self.cancelled = True
                return

    def _understand(self, kind: bytes, contents: bytes) -> Progress | None:
        """Take one frame; one that makes no sense ends the reading like a process that stopped."""
        try:
            return self._take(kind, contents)
        except WorkforceError:
            raise
        except Exception as error:
            # A process that a file has damaged may say anything.
            raise _Nonsense from error

    def _take(self, kind: bytes, contents: bytes) -> Progress | None:
        if kind == frames.ANEW:
            self._persons = Persons()
            return None
        said: Any = pickle.loads(contents)  # noqa: S301 - from the process started above
        if kind == frames.PERSONS:
            self._persons.add_columns(said)
            return None
        if kind == frames.PROGRESS:
            step: Progress = said
            return step
        if kind == frames.MISTAKE:
            raise WorkforceError(*said)
        if kind == frames.REFUSED:
            self.refused = said
        elif kind == frames.ROWS:
            self.rows = said
        else:
            self.plan = said
            said.persons = self._persons.at_rest()
        return None

    def _note_end(self, returncode: int) -> None:
        """Which limit a process without a plan ran into: the system ends it with a signal of its own for each."""
        if self.end != "reader_stopped":
            return
        ends = {NO_MEMORY: "reader_out_of_memory"}
        if os.name == "posix":
            ends |= {-signal.SIGXCPU: "reader_too_slow", -signal.SIGABRT: "reader_out_of_memory"}
        self.end = ends.get(returncode, self.end)


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a process that was told to stop."""
    process.wait()
    if process.stdout:
        process.stdout.close()


_early: list[subprocess.Popen[bytes]] = []
"""The process started for the next file, if there is one."""


@contextmanager
def started_early() -> Iterator[None]:
    """Start the process for the next file now; it loads the program while this one still has other things to do.

    It ends unused where no file is read before the block ends. Within another such block there is one already.
    """
    if _early:
        yield
        return
    process = _start(early=True)
    _early.append(process)
    try:
        yield
    finally:
        if process in _early:
            _early.remove(process)
            with process:
                process.kill()


def _take_early() -> subprocess.Popen[bytes] | None:
    try:
        return _early.pop()
    except IndexError:
        return None


def _limits(request: ImportRequest) -> Limits:
    try:
        return limits_for(request.path.stat().st_size)
    except OSError:
        return limits_for(0)


def _start(*, early: bool = False) -> subprocess.Popen[bytes]:
    """The process, with the same packages in the same places as this one and nothing from the current folder."""
    packages = os.pathsep.join(path for path in sys.path if path)
    # The parser would spend seconds on saying where in it a damaged file did harm, which nobody reads.
    tunables = ":".join(filter(None, (os.environ.get("GLIBC_TUNABLES"), _TUNABLES)))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "workforce_tui.importing.reader_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": packages,
            "PYTHONUTF8": "1",
            "GLIBC_TUNABLES": tunables,
            "RUST_BACKTRACE": "0",
            **({EARLY: "1"} if early else {}),
        },
    )
