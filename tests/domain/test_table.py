"""A table of fewer columns is the same table, with the cells that belong to them."""

from __future__ import annotations

from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.table import Column, Row, Table

TABLE = Table(
    "Staff",
    "Level",
    (Column("headcount", "Headcount"), Column("minority", "Ethnic minority"), Column("share", "Share", "%")),
    (Row("L1", (Shown(40), Withheld("small"), Shown("5.0%")), "L1"),),
    ("A note.",),
)


def test_columns_are_kept_or_left_out_with_their_cells() -> None:
    kept = TABLE.only(("share", "headcount"))
    assert [column.key for column in kept.columns] == ["headcount", "share"]
    assert kept.rows == (Row("L1", (Shown(40), Shown("5.0%")), "L1"),)
    assert (kept.title, kept.notes) == (TABLE.title, TABLE.notes)
    assert TABLE.without({"minority"}) == kept
    assert TABLE.without(()) == TABLE
