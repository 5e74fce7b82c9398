"""Rows that are the sum of the others without being called a total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importing_files import codes, exact, read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["Location", "Grade", "White", "Asian"]
PARTS = [["Cardiff", "EO", 10, 2], ["Newport", "EO", 5, 1], ["Cardiff", "HEO", 3, 0]]


def test_the_sum_of_all_places_is_refused(tmp_path: Path) -> None:
    plan = read([HEAD, *PARTS, ["Wales", "EO", 15, 3], ["Wales", "HEO", 3, 0]], tmp_path)
    assert (plan.status, "rows_are_a_sum" in codes(plan)) == ("refused", True)


def test_so_it_is_in_a_long_table(tmp_path: Path) -> None:
    head = ["Contract", "Grade", "Ethnicity", "Headcount"]
    parts = [["Permanent", "EO", "White", 10], ["Fixed term", "EO", "White", 5], ["Permanent", "EO", "Asian", 2]]
    sums = [["Permanent and fixed term", "EO", "White", 15], ["Permanent and fixed term", "EO", "Asian", 2]]
    assert "rows_are_a_sum" in codes(read([head, *parts, *sums], tmp_path))


def test_a_place_that_is_not_the_sum_is_a_place(tmp_path: Path) -> None:
    assert exact(read([HEAD, *PARTS, ["Wales", "EO", 15, 3], ["Wales", "HEO", 4, 0]], tmp_path)) == 43


def test_rows_called_total_are_totals(tmp_path: Path) -> None:
    plan = read([HEAD, *PARTS, ["Total", "EO", 15, 3], ["Total", "HEO", 3, 0]], tmp_path)
    assert (plan.status, exact(plan)) == ("ready", 21)
