"""Writing many rows quickly."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

ROWS_PER_STATEMENT = 100
"""Rows in one INSERT: a statement for each row takes half as long again, more than a few hundred gain nothing."""


def bulk_insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Insert *rows* into *table* through the driver itself, many in a statement; returns how many.

    Table and column names come from the program, never from a file; values are bound.
    """
    rest, number = iter(rows), 0
    many = _statement(connection, table, columns, ROWS_PER_STATEMENT)
    while chunk := list(islice(rest, ROWS_PER_STATEMENT)):
        statement = many if len(chunk) == ROWS_PER_STATEMENT else _statement(connection, table, columns, len(chunk))
        connection.exec_driver_sql(statement, tuple(chain.from_iterable(chunk)))
        number += len(chunk)
    return number


def _statement(connection: Connection, table: str, columns: Sequence[str], rows: int) -> str:
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = f"({', '.join([mark] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * rows)}"  # noqa: S608
