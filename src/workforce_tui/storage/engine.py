"""Opening the database: SQLite with safe settings by default, PostgreSQL by URL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    import sqlite3

WRITES = "writes"
"""The execution option of a connection whose transaction may change the database."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
)
WRITERS_LOCK = 0x776F726B
"""The advisory lock of PostgreSQL that the writers of this program take: the same number in every version."""
TAKING_TURNS = ("SET LOCAL lock_timeout = '5s'", f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")


def database_url(database: str) -> str:
    """The SQLAlchemy URL of a path or URL."""
    return database if "://" in database else f"sqlite:///{Path(os.path.expanduser(database)).absolute()}"


def sqlite_path(database: str) -> Path | None:
    """The file of a SQLite database given as path or URL; None for another kind of database."""
    if "://" not in database:
        return Path(os.path.expanduser(database)).absolute()
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return Path(url.database).absolute()
    return None


def create_private_file(path: Path) -> None:
    """Make an empty file only its owner can read, so that no moment exists when others could."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def open_engine(database: str) -> Engine:
    """An engine for *database* (a path or a URL).

    Raises:
        WorkforceError: the URL cannot be understood, or its driver is not installed.
    """
    try:
        # The connection used last comes first: it remembers what was counted, and holds the pages it was read from.
        pool = {} if sqlite_path(database) is None else {"pool_use_lifo": True}
        engine = create_engine(database_url(database), **pool)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise WorkforceError(
            _("The database address cannot be used."),
            _("Give a file path, or an address such as postgresql+psycopg://user@host/name with its driver installed."),
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediately)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", begin_postgresql)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # SQLAlchemy's own "begin" event decides when a transaction starts, not the driver.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin_immediately(connection: Any) -> None:
    # A writer that takes its lock at the start waits its turn; one that upgrades half-way can only fail.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def begin_postgresql(connection: Any) -> None:
    """Give a transaction of PostgreSQL what one of SQLite has: a reader sees one state, writers take turns.

    A writer sees what the writers before it have written, which is why only a reader keeps the state of its beginning.
    """
    if connection.get_execution_options().get(WRITES):
        for statement in TAKING_TURNS:
            connection.exec_driver_sql(statement)
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
