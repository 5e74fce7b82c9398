"""Blocks of the same ethnic groups side by side: added up only where the reader knows what tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import Rows, codes, exact, issue, people, plan_of, read, write_csv, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

GROUPS = ["", "White", "Asian", "White", "Asian"]
MERGES = ((0, 1, 0, 2), (0, 3, 0, 4))
EO, HEO = ["EO", 90, 10, 95, 12], ["HEO", 20, 5, 21, 6]


def blocks(folder: Path, first: str, second: str, *decisions: str) -> ImportPlan:
    rows = [["Grade", first, None, second, None], GROUPS, EO, HEO]
    return plan_of(write_xlsx(folder / "a.xlsx", rows, merges=MERGES), *decisions)


@pytest.mark.parametrize(
    ("first", "second"),
    [("31 March 2025", "31 March 2026"), ("Gwent Police", "South Wales Police"), ("In post", "Leavers")],
    ids=["dates", "organisations", "joiners and leavers"],
)
def test_blocks_that_differ_in_something_else_are_refused(tmp_path: Path, first: str, second: str) -> None:
    plan = blocks(tmp_path, first, second)
    assert plan.status == "refused"
    message = issue(plan, "columns_repeated").message
    assert all(f"{block} | {group}" in message for block in (first, second) for group in ("White", "Asian"))


def test_the_block_that_is_not_wanted_can_be_left_out(tmp_path: Path) -> None:
    left_out = [f'column:"31 March 2025 | {group}"=ignore' for group in ("White", "Asian")]
    plan = blocks(tmp_path, "31 March 2025", "31 March 2026", *left_out)
    assert plan.status == "ready", plan.issues
    assert people(plan) == {("EO", "WHITE"): 95, ("EO", "ASIAN"): 12, ("HEO", "WHITE"): 21, ("HEO", "ASIAN"): 6}


def test_the_same_groups_twice_in_one_header_row_are_refused(tmp_path: Path) -> None:
    rows = [["Grade", *GROUPS[1:]], EO, HEO]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    plan = plan_of(path)
    assert plan.status == "refused"
    assert "White [B], Asian [C], White [D], Asian [E]" in issue(plan, "columns_repeated").message
    chosen = plan_of(path, 'column:"White [D]"=ignore', 'column:"Asian [E]"=ignore')
    assert (chosen.status, exact(chosen)) == ("ready", 125)


def test_the_same_sexes_twice_in_a_long_table_are_refused(tmp_path: Path) -> None:
    rows = [["Grade", "Ethnicity", "Male", "Female", "Male", "Female"], ["EO", "White", 4, 6, 5, 5]]
    assert "columns_repeated" in codes(plan_of(write_xlsx(tmp_path / "a.xlsx", rows)))


def test_blocks_of_sexes_add_up(tmp_path: Path) -> None:
    plan = blocks(tmp_path, "Male", "Female")
    assert (plan.status, exact(plan)) == ("ready", 259)
    assert sum(row[5] for row in plan.counts if row[4] == "female") == 134


def test_blocks_of_kinds_of_worker_add_up_and_specials_stay_apart(tmp_path: Path) -> None:
    rows = [
        ["", "Police officers", "", "Special constables", ""],
        ["Rank", *GROUPS[1:]],
        ["Constable", 90, 10, 9, 1],
    ]
    plan = plan_of(write_csv(tmp_path / "a.csv", rows), organisation="gwent-police")
    assert plan.header_rows == (1, 2)
    assert (plan.status, exact(plan), plan.outside_workforce) == ("ready", 100, 10)


@pytest.mark.parametrize("parts", [("Disabled", "Not disabled"), ("Not disabled", "Disabled"), ("Start date", "Site")])
def test_columns_under_each_group_are_never_left_out_for_what_they_are_called(
    parts: tuple[str, str], tmp_path: Path
) -> None:
    head: Rows = [["Grade", "Indian", "Indian", "African", "African"], ["", *parts, *parts]]
    plan = read([*head, ["HEO", 5, 7, 1, 3], ["SEO", 2, 9, 1, 1]], tmp_path)
    assert plan.status != "ready"
