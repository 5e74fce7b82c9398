"""What was counted from people, remembered for as long as the database stays as it is.

A reading transaction sees one state of the database. SQLite says which: by the changes this connection has made, and by
a number that is another one after a commit of any other connection. Whatever is remembered is of that very state. In a
transaction that writes, and with a database that does not say its state, everything is counted anew.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from workforce_tui.storage.engine import WRITES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from sqlalchemy import Connection
    from sqlmodel import Session

Counted = TypeVar("Counted")
State = tuple[int, int]
MOST = 64
"""So many results of a connection are remembered; the one that was asked for longest ago goes first."""
_MEMORY = "counted_from_people"


@dataclass(slots=True)
class _Memory:
    """Results of one state of the database, by what was asked."""

    state: State
    results: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)


def is_remembered(session: Session, asked: Hashable) -> bool:
    """Whether `remembered` would give at once what was asked."""
    connection = session.connection()
    memory = cast("_Memory | None", connection.info.get(_MEMORY))
    return memory is not None and memory.state == _state(connection) and asked in memory.results


def remembered(session: Session, asked: Hashable, count: Callable[[], Counted]) -> Counted:
    """What *count* gives, or gave for the same question while the database was the same; nobody may change it."""
    connection = session.connection()
    state = _state(connection)
    if state is None:
        return count()
    memory = cast("_Memory | None", connection.info.get(_MEMORY))
    if memory is None or memory.state != state:
        connection.info[_MEMORY] = memory = _Memory(state)
    if asked not in memory.results:
        memory.results[asked] = count()
        while len(memory.results) > MOST:
            memory.results.popitem(last=False)
    memory.results.move_to_end(asked)
    return cast("Counted", memory.results[asked])


def _state(connection: Connection) -> State | None:
    """Which state of the database a reading transaction sees; None where that is not known, or it may change it."""
    if connection.dialect.name != "sqlite" or connection.get_execution_options().get(WRITES):
        return None
    driver = cast("Any", connection.connection.driver_connection)
    return driver.total_changes, driver.execute("PRAGMA data_version").fetchone()[0]
