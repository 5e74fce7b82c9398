"""The lowest and the highest a figure can be, in two columns, are one statement."""

from __future__ import annotations

import pytest

from workforce_tui.auditing.documents import Grid
from workforce_tui.auditing.ranges import joined


def grid(*header: str, row: tuple[str, ...]) -> Grid:
    return Grid("a.xlsx, T1", "T1", header, (row,))


@pytest.mark.parametrize(("low", "high"), [("lowest", "highest"), ("isaf", "uchaf"), ("Lowest", "Highest")])
def test_two_columns_of_one_figure_are_read_as_one(low: str, high: str) -> None:
    read = joined(grid("Grade", f"Known, {low}", f"Known, {high}", "White", row=("Sergeant", "56", "60", "12")))
    assert (read.header, read.rows) == (("Grade", "Known", "White"), (("Sergeant", "56 to 60", "12"),))


@pytest.mark.parametrize("cell", ["45", "[c]", ""])
def test_where_both_are_the_same_there_is_one_figure(cell: str) -> None:
    read = joined(grid("Grade", "Share (%), lowest", "Share (%), highest", row=("Sergeant", cell, cell)))
    assert (read.header, read.rows) == (("Grade", "Share (%)"), (("Sergeant", cell),))


@pytest.mark.parametrize(
    "header",
    [
        ("Grade", "Known, lowest", "White, highest"),
        ("Grade", "Known, highest", "Known, lowest"),
        ("Grade", "lowest", "highest"),
        ("Grade", "Known", "Known, highest"),
    ],
)
def test_other_columns_are_left_as_they_are(header: tuple[str, ...]) -> None:
    table = grid(*header, row=("Sergeant", "1", "2"))
    assert joined(table) == table
