"""A PostgreSQL server of the tests' own: made where the machine has its programs, gone with them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLE = "workforce"
ACCOUNT = "postgres"
"""Who runs the server where the tests are run by root, whom it refuses to serve."""
IN_MEMORY = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is: on the path, or where systems keep those of each version."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda one: one.parts[-3].zfill(4))
    return shutil.which(name) or (str(versions[-1]) if versions else None)


def missing() -> str:
    """Why no server can be started here; "" where one can."""
    if os.name != "posix":
        return "a server of PostgreSQL is started by these tests on Linux and macOS only"
    if importlib.util.find_spec("psycopg") is None:
        return "the driver of PostgreSQL is not installed: pip install -e '.[dev,postgresql]'"
    if not (program("initdb") and program("pg_ctl")):
        return "PostgreSQL's initdb and pg_ctl are not installed"
    return "" if os.geteuid() else _missing_for_root()


def _missing_for_root() -> str:
    import pwd

    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        return f"root cannot run PostgreSQL, and there is no account {ACCOUNT}"
    return ""


@contextmanager
def running_server() -> Iterator[Path]:
    """A server that listens in a folder only; gives the folder."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: the name of a socket has 107 letters at the most
    owner = {} if os.geteuid() else {"user": ACCOUNT}
    if owner:
        shutil.chown(folder, ACCOUNT)
    data, control = folder / "data", str(program("pg_ctl"))

    def tell(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=60, **owner)

    try:
        made_with = ("--auth=trust", f"--username={ROLE}", "--encoding=UTF8", "--locale=C", "--no-sync")
        tell(str(program("initdb")), f"--pgdata={data}", *made_with)
        tell(
            control,
            "start",
            f"--pgdata={data}",
            "--wait",
            f"--log={folder / 'log'}",
            f"--options=-k {folder} {IN_MEMORY}",
        )
        try:
            yield folder
        finally:
            tell(control, "stop", f"--pgdata={data}", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def address(folder: Path, database: str) -> str:
    """The address of a database of the server."""
    return f"postgresql+psycopg://{ROLE}@/{database}?host={folder}"
