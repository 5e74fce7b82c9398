"""Writing many rows quickly."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

CHUNK = 10_000


def bulk_insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Insert *rows* into *table* through the driver's own executemany; returns how many.

    Table and column names come from the program, never from a file; values are bound.
    """
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    number, rest = 0, iter(rows)
    while chunk := list(islice(rest, CHUNK)):
        connection.exec_driver_sql(statement, chunk)
        number += len(chunk)
    return number
