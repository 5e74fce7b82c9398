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
_STATEMENTS_AT_A_TIME = 20
"""Statements the driver is given at once: giving it each alone takes a tenth as long as the work itself."""


def bulk_insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Insert *rows* into *table* through the driver itself, many in a statement; returns how many.

    Table and column names come from the program, never from a file; values are bound.
    """
    rest, number = iter(rows), 0
    many = _statement(connection, table, columns, ROWS_PER_STATEMENT)
    while some := list(islice(rest, ROWS_PER_STATEMENT * _STATEMENTS_AT_A_TIME)):
        whole = len(some) // ROWS_PER_STATEMENT * ROWS_PER_STATEMENT
        starts = range(0, whole, ROWS_PER_STATEMENT)
        if starts:
            values = [tuple(chain.from_iterable(some[start : start + ROWS_PER_STATEMENT])) for start in starts]
            connection.exec_driver_sql(many, values)
        if last := some[whole:]:
            few = _statement(connection, table, columns, len(last))
            connection.exec_driver_sql(few, tuple(chain.from_iterable(last)))
        number += len(some)
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
