"""An open database with the files that belong to it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.services.paths import Paths, data_dir, make_private_dir, paths_for
from workforce_tui.storage.engine import create_private_file, open_engine, sqlite_path
from workforce_tui.storage.migrate import upgrade
from workforce_tui.storage.once import keep_what_is_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open, up-to-date database and its places. Close it when done.

    `shared` is the session of all reading, where all of it is of one state.
    """

    engine: Engine
    paths: Paths
    shared: Session | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and changes nothing."""
        if self.shared is not None:
            yield self.shared
            return
        with database_errors(self.paths), Session(self.engine) as session:
            yield session

    @contextmanager
    def at_once(self) -> Iterator[Workspace]:
        """A workspace for reading only, all of one state, in which what several questions need is read once."""
        with self.reading() as session:
            if self.shared is None:
                keep_what_is_read(session)
            yield replace(self, shared=session)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: all of it is kept, or none of it."""
        if self.shared is not None:
            raise RuntimeError("this workspace only reads")
        with (
            database_errors(self.paths),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
            Session(connection, join_transaction_mode="rollback_only") as session,
        ):
            yield session
            session.flush()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_workspace(database: str | None = None) -> Workspace:
    """Open (and make or upgrade) a database given as path or URL; None means the default one.

    Raises:
        WorkforceError: it cannot be opened, is not a database of this program, or is newer than the program.
    """
    paths = paths_for(database)
    if paths.data_dir == data_dir():
        make_private_dir(paths.data_dir)
    file = sqlite_path(paths.database)
    if file is not None:
        _make_file(file)
    engine = open_engine(paths.database)
    with database_errors(paths):
        upgrade(engine, file=file, backups=paths.backups_dir)
    _set_libraries_aside()
    return Workspace(engine, paths)


@cache
def _set_libraries_aside() -> None:
    """What is loaded by now lives as long as the program: the collector of garbage need not look through it again.

    It would, for every few thousand figures that are made: a fifth of the time of a report.
    """
    gc.freeze()


def _make_file(file: Path) -> None:
    if not file.parent.is_dir():
        make_private_dir(file.parent)
    if file.exists():
        return
    try:
        create_private_file(file)
    except OSError as error:
        raise WorkforceError(
            _("The database {file} cannot be made: {reason}.").format(file=file, reason=error.strerror),
            _("Choose another place with --database, or ask for permission to write there."),
        ) from error


@contextmanager
def database_errors(paths: Paths) -> Iterator[None]:
    """Say in plain words what stopped the database."""
    name = Path(paths.database).name if "://" not in paths.database else _("at the address given")
    try:
        yield
    except UnicodeEncodeError as error:
        raise WorkforceError(
            _("A text has half of a character, so it cannot be kept."),
            _("It comes of a name or a file in another encoding: type the text anew. Nothing was changed."),
        ) from error
    except OperationalError as error:
        raise WorkforceError(*_operational(name, str(error.orig).lower())) from error
    except DatabaseError as error:
        raise WorkforceError(
            _("The file {name} is not a workforce-tui database, or it is damaged.").format(name=name),
            _("Choose another database with --database, or restore a copy from the backups folder."),
        ) from error


def _operational(name: str, reason: str) -> tuple[str, str]:
    if "locked" in reason or "busy" in reason or "lock timeout" in reason:
        return (
            _("The database {name} is being written by another copy of the program.").format(name=name),
            _("Wait until it has finished, then try again. Nothing was changed."),
        )
    if "readonly" in reason or "read-only" in reason or "unable to open" in reason:
        return (
            _("The database {name} cannot be written.").format(name=name),
            _("Ask for permission to write there, or choose another place with --database. Nothing was changed."),
        )
    if "full" in reason or "disk i/o" in reason:
        return (
            _("The disk is full or failing, so {name} could not be written.").format(name=name),
            _("Free some space and try again. Nothing was changed."),
        )
    return (
        _("The database {name} could not be used.").format(name=name),
        _("Check that it can be reached, then try again. Nothing was changed."),
    )
