"""The people of a plan, kept column by column.

A hundred thousand rows of their own would take twice the memory, and most of what is done with people is done with one
or two columns of all of them. To whoever reads them one by one they are rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, SupportsIndex, cast, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workforce_tui.importing.model import PersonRow

_WIDTH = 9
PLACE, STAFF_KEY, GRADE, ETHNICITY, WORKER, SEX, FTE, MONTH, ATTRIBUTES = range(_WIDTH)
"""The columns of a row of a person, in their order."""


class Persons(Sequence["PersonRow"]):
    """Rows of people that can be added at the end and changed in place."""

    __slots__ = ("columns", "first_changed")

    def __init__(self, rows: Iterable[PersonRow] = ()) -> None:
        self.columns: tuple[Any, ...] = tuple([] for _column in range(_WIDTH))
        self.first_changed: int | None = None
        """The first of the rows that were changed after they had been added."""
        if columns := list(zip(*rows, strict=True)):
            self.add_columns(columns)

    def add_columns(self, columns: Iterable[Iterable[Any]]) -> None:
        """Add rows at the end, given as their columns."""
        for own, more in zip(self.columns, columns, strict=True):
            own += more

    def append(self, row: PersonRow) -> None:
        """Add one row at the end."""
        for own, value in zip(self.columns, row, strict=True):
            own.append(value)

    def at_rest(self) -> Persons:
        """The same people, of whom none is added or changed any more.

        The collector of garbage looks at a tuple of plain values once; a list it walks through again and again, and
        everything else has to wait.
        """
        rest = Persons()
        rest.columns = tuple(map(tuple, self.columns))
        return rest

    def cut(self, start: int, end: int) -> list[Any]:
        """The columns of the rows from *start* up to *end*."""
        return [column[start:end] for column in self.columns]

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[PersonRow]:
        return zip(*self.columns, strict=True)

    @overload
    def __getitem__(self, place: SupportsIndex) -> PersonRow: ...
    @overload
    def __getitem__(self, place: slice) -> Persons: ...
    def __getitem__(self, place: SupportsIndex | slice) -> PersonRow | Persons:
        if isinstance(place, slice):
            some = Persons()
            some.add_columns(column[place] for column in self.columns)
            return some
        return cast("PersonRow", tuple(column[place] for column in self.columns))

    def __setitem__(self, place: int, row: PersonRow) -> None:
        for column, value in zip(self.columns, row, strict=True):
            column[place] = value
        self.first_changed = min(place, place if self.first_changed is None else self.first_changed)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Persons):
            return list(self) == list(other)
        return isinstance(other, list) and list(self) == other

    __hash__ = None  # type: ignore[assignment] # rows are added and changed

    def __repr__(self) -> str:
        return f"<{len(self)} people>"  # what is said of people is in no text a library makes
