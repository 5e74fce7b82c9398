"""Whether anything was written in a database since it was last looked at, by whichever program."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from workforce_tui.services.workspace import database_errors
from workforce_tui.storage.states import state_seen

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workforce_tui.services.workspace import Workspace


class DataWatch:
    """Remembers the state a database was in. Keeps a connection, on which nothing is read; close it when done.

    It may be asked from any thread.
    """

    def __init__(self, ws: Workspace) -> None:
        """Look at the database as it is now.

        Raises:
            WorkforceError: the database cannot be reached.
        """
        self._ws, self._lock = ws, Lock()
        self._connection: Connection | None = None
        self._seen: str | None = None
        with database_errors(ws.paths):
            self._connection = ws.engine.connect()
        self.has_changed()

    def has_changed(self) -> bool:
        """Whether it is another state than when this was asked last; False where the database cannot say.

        Raises:
            WorkforceError: the database cannot be reached.
        """
        with self._lock, database_errors(self._ws.paths):
            if self._connection is None:
                return False
            before, self._seen = self._seen, state_seen(self._connection)
            return before != self._seen

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
