"""Bringing a database up to date, after a backup copy.

Alembic is loaded only for a database that is not: it takes a tenth of a second and as many megabytes.
"""

from __future__ import annotations

import re
import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.storage.engine import create_private_file

if TYPE_CHECKING:
    from pathlib import Path

    from alembic.config import Config
    from sqlalchemy import Connection, Engine

SCRIPTS = "workforce_tui:storage/migrations"
_REVISION = re.compile(r"(\d{4})_.+\.py")


def head_revision() -> str:
    """The revision this version of the program writes: the files of the revisions begin with their numbers."""
    versions = files("workforce_tui.storage.migrations.versions").iterdir()
    return max(found[1] for one in versions if (found := _REVISION.match(one.name)))


def current_revision(connection: Connection) -> str | None:
    """The revision the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    held: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return held


def upgrade(engine: Engine, *, file: Path | None, backups: Path) -> Path | None:
    """Run the migrations that are missing, in one transaction; returns the backup taken first, if any.

    Raises:
        WorkforceError: the database was written by a newer version of the program.
    """
    with engine.connect() as connection:
        current = current_revision(connection)
    head = head_revision()
    if current == head:
        return None
    _refuse_unknown(current)
    backup = _back_up(file, backups, current) if file is not None and current is not None else None
    from alembic import command

    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return backup


def _refuse_unknown(current: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise WorkforceError(
            _("This database was written by a newer version of workforce-tui."),
            _("Install the newer version, or open another database with --database."),
        )


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    return config


def _back_up(file: Path, backups: Path, revision: str) -> Path:
    """A consistent copy of the database file, through SQLite's own backup."""
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = backups / f"{file.stem}-before-upgrade-from-{revision}{file.suffix}"
    create_private_file(target)
    source_connection, copy = sqlite3.connect(file), sqlite3.connect(target)
    try:
        source_connection.backup(copy)
    finally:
        copy.close()
        source_connection.close()
    return target
