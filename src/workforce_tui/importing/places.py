"""What a path leads to: a file that can be read, or something else that must not be."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from workforce_tui.importing.guards import FileRefused

if TYPE_CHECKING:
    from pathlib import Path

_OWNER_PREFIX = "~$"
_LOCK_PREFIX, _LOCK_SUFFIX = ".~lock.", "#"


def check_place(path: Path) -> None:
    """Refuse a path that leads to anything but a file: reading a pipe or a device may never end.

    Raises FileRefused, and OSError when there is nothing there.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FileRefused("is_a_folder", name=path.name)
    if not stat.S_ISREG(mode):
        raise FileRefused("not_a_file", name=path.name)
    if marked := _marked_by(path.name):
        raise FileRefused("lock_file", name=path.name, other=marked)


def is_open_elsewhere(path: Path) -> bool:
    """Whether a spreadsheet program has left the mark beside the file that says that it has it open."""
    marks = (f"{_OWNER_PREFIX}{path.name}", f"{_LOCK_PREFIX}{path.name}{_LOCK_SUFFIX}")
    return any(path.with_name(mark).exists() for mark in marks)


def _marked_by(name: str) -> str:
    """The file a mark of a spreadsheet program stands for; "" for any other name."""
    if name.startswith(_OWNER_PREFIX):
        return name.removeprefix(_OWNER_PREFIX)
    if name.startswith(_LOCK_PREFIX) and name.endswith(_LOCK_SUFFIX):
        return name.removeprefix(_LOCK_PREFIX).removesuffix(_LOCK_SUFFIX)
    return ""
