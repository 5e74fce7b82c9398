"""The process that reads one file: started for it, limited, and gone afterwards.

It is told what to do on its standard input and answers in frames on its standard output. Nothing else is said
there, whatever a library prints.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
import threading
import time
from typing import IO, TYPE_CHECKING, Any

from workforce_tui.importing import frames
from workforce_tui.importing.limits import can_limit_memory, limit_this_process

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from workforce_tui.importing.model import ImportPlan, Progress

READ, READ_OTHERWISE, EXPLAIN, READ_EDITION = "read", "read_otherwise", "explain", "read_edition"
EARLY = "WORKFORCE_TUI_READER_EARLY"
"""In the environment of a process that is started before it is known what it shall read."""
NO_MEMORY = 71
"""The exit status of a process that was given no more memory."""
_BETWEEN_PROGRESS = 0.05
_BETWEEN_LOOKS = 0.5
_TURN = 0.001
"""Seconds a thread may keep the interpreter while another waits: those that unpack need it often and for moments."""


def main() -> None:
    """Do the one task given on the standard input."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if EARLY in os.environ:
        threading.Thread(target=_load, daemon=True).start()
    line = sys.stdin.buffer.readline()
    if not line:
        return  # there was nothing to read after all
    task = json.loads(line)
    if os.name == "posix":
        threading.Thread(target=_end_with_parent, args=(task["parent"],), daemon=True).start()
    limit_this_process(task["memory"], task["seconds"])
    sys.setswitchinterval(_TURN)
    gc.disable()  # the process ends before garbage in cycles could add up, and walking a hundred thousand rows is slow
    ahead = _start_ahead(task) if task["mode"] == READ else None
    from workforce_tui.i18n import set_language

    set_language(task["language"])
    if task["mode"] == EXPLAIN:
        _explain(task["path"], answers)
    elif task["mode"] == READ_EDITION:
        _read_edition(task["path"], answers)
    else:
        _read(task["mode"], answers, ahead)


def _load() -> None:
    """Load what nearly every file needs, while nobody has asked for anything yet: first what starts on the file."""
    import python_calamine  # noqa: F401

    import workforce_tui.importing.cut_sheet
    import workforce_tui.importing.parse_ahead
    import workforce_tui.importing.parse_together
    import workforce_tui.importing.plan  # noqa: F401


def _end_with_parent(parent: int) -> None:
    """End this process soon after the one that asked has gone: nobody waits for the answer any more."""
    while os.getppid() == parent:
        time.sleep(_BETWEEN_LOOKS)
    os._exit(1)


def _start_ahead(task: dict[str, Any]) -> Any:
    """Start parsing while the rest of the program is still being loaded: the parser needs none of it."""
    from workforce_tui.importing.parse_ahead import ParseAhead

    return ParseAhead.start(task["path"], task["sheet"]) if can_limit_memory() else None


def _read(mode: str, answers: IO[bytes], ahead: Any) -> None:
    from workforce_tui.domain.errors import WorkforceError
    from workforce_tui.importing.files import Opener
    from workforce_tui.importing.known import load_tables
    from workforce_tui.importing.persons import Persons
    from workforce_tui.importing.plan import ImportPlan, plan_import

    request = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    if ahead is not None:
        load_tables()
        ahead.recognise_meanwhile()
        ahead.look_meanwhile()
    opener = Opener(ahead=ahead, guarded=not can_limit_memory(), otherwise=mode == READ_OTHERWISE)
    people, filling = frames.PeopleSent(answers), ImportPlan(request.path.name, request)
    steps = plan_import(request, opener=opener, plan=filling)
    try:
        plan = _drive(steps, answers, lambda: people.send_new(filling.persons))
    except WorkforceError as error:
        frames.send(answers, frames.MISTAKE, pickle.dumps((error.message, error.hint)))
        return
    people.send_rest(plan.persons)
    plan.persons = Persons()
    plan.request = None  # type: ignore[assignment] # the asking process has it
    frames.send(answers, frames.PLAN, pickle.dumps(plan))


def _drive(
    steps: Generator[Progress, None, ImportPlan], answers: IO[bytes], after_each: Callable[[], None]
) -> ImportPlan:
    """Take every step, and tell of one now and then."""
    last = 0.0
    while True:
        try:
            step = next(steps)
        except StopIteration as stop:
            plan: ImportPlan = stop.value
            return plan
        after_each()
        if (now := time.monotonic()) - last >= _BETWEEN_PROGRESS:
            last = now
            frames.send(answers, frames.PROGRESS, pickle.dumps(step))


def _explain(path: str, answers: IO[bytes]) -> None:
    """Look, without parsing it, for what in a file may have ended the process that read it."""
    from pathlib import Path

    from workforce_tui.importing.guards import FileRefused, check_file
    from workforce_tui.importing.xls_extent import check_extent

    try:
        check_file(Path(path))
        check_extent(Path(path), trusting=False)
    except FileRefused as refused:
        frames.send(answers, frames.REFUSED, pickle.dumps((refused.code, refused.words)))


def _read_edition(path: str, answers: IO[bytes]) -> None:
    """Read the rows of an interchange file."""
    from pathlib import Path

    from workforce_tui.domain.errors import WorkforceError
    from workforce_tui.importing.edition_file import read_edition_file
    from workforce_tui.importing.files import Opener
    from workforce_tui.importing.guards import FileRefused

    try:
        rows = read_edition_file(Path(path), Opener(guarded=not can_limit_memory()))
    except FileRefused as refused:
        frames.send(answers, frames.REFUSED, pickle.dumps((refused.code, refused.words)))
        return
    except WorkforceError as error:
        frames.send(answers, frames.MISTAKE, pickle.dumps((error.message, error.hint)))
        return
    frames.send(answers, frames.ROWS, pickle.dumps(rows))


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        os._exit(NO_MEMORY)
