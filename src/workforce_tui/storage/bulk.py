"""Writing and reading many rows quickly."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


@contextmanager
def driver_rows(connection: Connection, statement: str) -> Iterator[Iterable[tuple[Any, ...]]]:
    """The rows of a query as the driver gives them, without anything around each of them.

    Raises:
        sqlalchemy.exc.OperationalError: the driver failed, then or while the rows are read.
    """
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
        yield cast("Iterable[tuple[Any, ...]]", cursor)
    except connection.dialect.loaded_dbapi.OperationalError as error:
        raise OperationalError(statement, None, error) from error
    finally:
        cursor.close()
