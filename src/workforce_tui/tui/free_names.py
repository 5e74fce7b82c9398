"""Names for what is about to be written: nothing that is there already is ever proposed."""

from __future__ import annotations

from itertools import count
from pathlib import Path


def free(name: str) -> str:
    """*name* in the folder the program was started in, with a number where there is something of that name."""
    wanted = Path.cwd() / name
    if not wanted.exists():
        return str(wanted)
    return next(str(one) for number in count(2) if not (one := _numbered(wanted, number)).exists())


def _numbered(wanted: Path, number: int) -> Path:
    return wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
