"""The database: private, upgraded after a backup, and never half-written."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.workspace import Workspace, database_errors, open_workspace
from workforce_tui.storage import engine, migrate, settings, tables


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_default_database_is_private_to_its_owner() -> None:
    ws = open_workspace()
    file = Path(ws.paths.database)
    assert mode(file) == 0o600
    assert mode(file.parent) == 0o700
    ws.close()


def test_the_environment_chooses_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = tmp_path / "elsewhere" / "mine.db"
    monkeypatch.setenv("WORKFORCE_TUI_DATABASE", str(chosen))
    open_workspace().close()
    assert mode(chosen) == 0o600


def test_safe_settings_are_on(ws: Workspace) -> None:
    with ws.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}


def test_the_migrations_make_exactly_the_tables_the_program_uses(ws: Workspace) -> None:
    assert tables.SnapshotRow.__tablename__ in SQLModel.metadata.tables
    with ws.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_the_last_file_of_the_revisions_is_the_one_that_nothing_follows(ws: Workspace) -> None:
    config = Config()
    config.set_main_option("script_location", migrate.SCRIPTS)
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.head_revision()
    with ws.engine.connect() as connection:
        assert migrate.current_revision(connection) == migrate.head_revision()


def test_an_older_database_is_copied_before_it_is_upgraded(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with ws.writing() as session:
        settings.set_setting(session, name="kept", value="yes")
    steps: list[str] = []
    monkeypatch.setattr(migrate, "head_revision", lambda: "a later one")
    monkeypatch.setattr(command, "upgrade", lambda _config, revision: steps.append(revision))
    backup = migrate.upgrade(ws.engine, file=Path(ws.paths.database), backups=ws.paths.backups_dir)
    assert steps == ["head"]
    assert backup is not None
    assert (mode(backup), mode(backup.parent)) == (0o600, 0o700)
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT value FROM setting WHERE name = 'kept'").fetchall() == [("yes",)]
    copy.close()


def test_a_database_of_a_newer_program_is_left_alone(ws: Workspace) -> None:
    ws.close()
    connection = sqlite3.connect(ws.paths.database)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(WorkforceError, match="newer version"):
        open_workspace(ws.paths.database)


def test_a_file_that_is_no_database_is_refused_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear all, " * 200)
    with pytest.raises(WorkforceError, match="not a workforce-tui database"):
        open_workspace(str(file))
    assert file.read_text().startswith("Dear all")


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkforceError, match="cannot be made"):
        open_workspace(str(tmp_path / "file" / "inside" / "x.db"))


def test_an_address_nobody_understands_is_refused() -> None:
    with pytest.raises(WorkforceError, match="address"):
        open_workspace("nosuchdatabase://somewhere/x")


def test_a_failure_inside_a_transaction_leaves_nothing(ws: Workspace) -> None:
    def fail() -> None:
        with ws.writing() as session:
            settings.set_setting(session, name="half", value="done")
            session.flush()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    with ws.reading() as session:
        assert settings.setting(session, name="half") is None


def test_two_writers_take_turns(ws: Workspace) -> None:
    other = open_workspace(ws.paths.database)

    def write(which: Workspace, name: str) -> None:
        with which.writing() as session:
            settings.set_setting(session, name=name, value=name)

    threads = [threading.Thread(target=write, args=(one, f"{one is ws}-{n}")) for n in range(5) for one in (ws, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ws.reading() as session:
        found = [settings.setting(session, name=f"{flag}-{n}") for n in range(5) for flag in (True, False)]
    assert None not in found
    other.close()


class Begun:
    """A transaction of PostgreSQL that has just begun, and what was asked of it."""

    def __init__(self, *, writes: bool) -> None:
        self.writes = writes
        self.asked: list[str] = []

    def get_execution_options(self) -> dict[str, bool]:
        return {engine.WRITES: self.writes}

    def exec_driver_sql(self, statement: str) -> None:
        self.asked.append(statement)


def test_in_postgresql_a_reader_sees_one_state_and_writers_take_turns() -> None:
    reader, writer = Begun(writes=False), Begun(writes=True)
    engine.begin_postgresql(reader)
    engine.begin_postgresql(writer)
    assert reader.asked == ["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"]
    assert [one.split("(")[0] for one in writer.asked] == [
        "SET LOCAL lock_timeout = '5s'",
        "SELECT pg_advisory_xact_lock",
    ]


def test_a_writer_of_postgresql_that_has_to_wait_too_long_is_told_who_writes(ws: Workspace) -> None:
    waited = OperationalError("SELECT", None, Exception("canceling statement due to lock timeout"))
    with pytest.raises(WorkforceError, match="is being written by another copy"), database_errors(ws.paths):
        raise waited
