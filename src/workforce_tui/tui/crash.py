"""What is told about a failure nobody expected: where in the program, and never the data it was working on."""

from __future__ import annotations

import os
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

from workforce_tui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

LOG_NAME = "crash.log"
STATUS = 70
"""The exit status after a mistake inside the program, as of any command."""


def places(error: BaseException) -> list[str]:
    """The places in the program the failure went through: file, line and function, without values or messages."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{module_path(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def module_path(file: str) -> str:
    """The file of a module without the folders the program is in: those name the person whose computer it is."""
    parts = PurePath(file).parts
    for place in range(len(parts) - 1, -1, -1):
        if parts[place] in ("site-packages", "src") or parts[place].startswith("python3"):
            return "/".join(parts[place + 1 :])
    return parts[-1] if parts else ""


def write_log(folder: Path | None, error: BaseException | None) -> Path | None:
    """Add the failure to the log in *folder*, readable by its owner only; None where that cannot be done."""
    if folder is None or error is None:
        return None
    log = folder / LOG_NAME
    lines = [type(error).__name__, *(f"  {place}" for place in places(error)), ""]
    try:
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write("\n".join(lines))
    except OSError:
        return None
    return log


def farewell(error: BaseException | None, log: Path | None) -> str:
    """What the terminal shows after a crash: what happened, what became of the work, and what to do."""
    kind = type(error).__name__ if error else _("unknown")
    parts = (
        _("workforce-tui stopped because of a mistake inside the program ({kind}).").format(kind=kind),
        _("Nothing that was being written has been kept half-done."),
        _("What you were typing in a record is kept, and is offered when you open its form again."),
        _("Where it happened is in {log}.").format(log=log) if log else "",
        _("It says where in the program, and holds no figures, names or numbers. Send it to whoever looks after it.")
        if log
        else "",
    )
    return "\n".join(part for part in parts if part)
