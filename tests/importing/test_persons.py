"""The people of a plan are columns to whoever adds them and rows to whoever reads them."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from workforce_tui.importing.persons import STAFF_KEY, WORKER, Persons

if TYPE_CHECKING:
    from workforce_tui.importing.model import PersonRow


def row(number: int, worker: str = "officer") -> PersonRow:
    return 0, f"gwent\0{number}", 1, 2, worker, "female", 1000, None, 0


def test_rows_come_out_as_they_went_in() -> None:
    persons = Persons([row(1), row(2)])
    persons.append(row(3, "pcso"))
    persons.add_columns(zip(row(4), row(5), strict=True))
    assert list(persons) == persons == [row(1), row(2), row(3, "pcso"), row(4), row(5)]
    assert (len(persons), persons[2], persons[-1]) == (5, row(3, "pcso"), row(5))
    assert persons[1:3] == Persons([row(2), row(3, "pcso")])
    assert persons.columns[WORKER] == ["officer", "officer", "pcso", "officer", "officer"]
    assert persons.cut(3, 9)[STAFF_KEY] == ["gwent\x004", "gwent\x005"]


def test_the_first_row_that_was_changed_is_known() -> None:
    persons = Persons(map(row, range(5)))
    assert persons.first_changed is None
    persons[3] = row(30)
    persons[1] = row(10)
    persons[4] = row(40)
    assert (persons.first_changed, list(persons)) == (1, [row(0), row(10), row(2), row(30), row(40)])


def test_nobody_is_no_people_and_half_a_row_is_none() -> None:
    assert not Persons()
    assert Persons() == []
    with pytest.raises(ValueError, match="zip"):
        Persons([row(1)[:8]])  # type: ignore[list-item]


def test_people_at_rest_are_the_same_and_nothing_the_collector_walks_through() -> None:
    persons = Persons(map(row, range(5)))
    rest = persons.at_rest()
    assert rest == persons
    assert rest[1:3] == persons[1:3]
    gc.collect()
    assert not any(map(gc.is_tracked, rest.columns))


def test_the_text_of_it_names_nobody() -> None:
    assert "gwent" not in repr(Persons([row(1)]))
