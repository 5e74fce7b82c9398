"""Rules between two fields of a record; each says nothing where one of the two is not stated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.records import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.records import Values


def in_order(values: Values, first: str, then: str, message: str) -> Iterator[FieldProblem]:
    """A problem of *then* where its day is before that of *first*."""
    one, other = values.get(first), values.get(then)
    if isinstance(one, date) and isinstance(other, date) and other < one:
        yield FieldProblem(then, message)


def at_most(values: Values, part: str, whole: str, message: str) -> Iterator[FieldProblem]:
    """A problem of *part* where its number is larger than that of *whole*."""
    one, other = values.get(part), values.get(whole)
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal) and one > other:
        yield FieldProblem(part, message)
