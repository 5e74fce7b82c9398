"""Which state a database is in, seen from one connection: another one after any commit from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SAYS = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT CAST(txid_current_snapshot() AS text)",
}
"""What each kind of database is asked. SQLite's number can only be compared on one connection; PostgreSQL's is of the
whole server, so that it may change for nothing, and never stays for something."""


def state_seen(connection: Connection) -> str | None:
    """The state that *connection* sees now, in a transaction of its own; None where the database cannot say."""
    asked = _SAYS.get(connection.dialect.name)
    if asked is None:
        return None
    with connection.begin():
        return str(connection.exec_driver_sql(asked).scalar_one())
