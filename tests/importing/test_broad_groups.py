"""Under or beside a broad group, "Other" and "British" are a part of that group, however the table is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import Rows, codes, exact, people, read

from workforce_tui.domain.datasets import Dataset
from workforce_tui.importing.broad_groups import UnderGroup, part_of_group

if TYPE_CHECKING:
    from pathlib import Path

TRUTH = {"W_BRIT": 50, "W_OTHER": 7, "A_IND": 4, "A_OTHER": 3}
ACROSS: Rows = [["Rank", "White", "", "Asian", ""], ["", "British", "Other", "Indian", "Other"], ["PC", 50, 7, 4, 3]]
REPEATED: Rows = [
    ["Rank", "White", "White", "Asian", "Asian"],
    ["", "British", "Other", "Indian", "Other"],
    ["PC", 50, 7, 4, 3],
]
WITH_TOTALS: Rows = [
    ["Rank", "White", "", "", "Asian", "", ""],
    ["", "British", "Other", "Total", "Indian", "Other", "Total"],
    ["PC", 50, 7, 57, 4, 3, 7],
]
BESIDE: Rows = [
    ["Rank", "Broad group", "Ethnic group", "Headcount"],
    ["PC", "White", "British", 50],
    ["PC", "White", "Other", 7],
    ["PC", "Asian", "Indian", 4],
    ["PC", "Asian", "Other", 3],
]
DOWN: Rows = [
    ["", "Ethnicity", "PC", "Sergeant"],
    ["White", "British", 40, 10],
    ["", "Other", 6, 1],
    ["Asian", "Indian", 4, 0],
    ["", "Other", 2, 1],
    ["Total", "", 52, 12],
]
HEADED: Rows = [
    ["Ethnicity", "PC", "Sergeant"],
    ["White", "", ""],
    ["British", 40, 10],
    ["Other", 6, 1],
    ["Asian", "", ""],
    ["Indian", 4, 0],
    ["Other", 2, 1],
    ["Total", 52, 12],
]


def by_group(rows: Rows, folder: Path) -> dict[str | None, int]:
    """Headcount by ethnic group of a table that needs no decision."""
    plan = read(rows, folder, organisation="gwent-police")
    assert plan.status == "ready", (codes(plan), plan.decisions)
    found: dict[str | None, int] = {}
    for (_grade, group), number in people(plan).items():
        found[group] = found.get(group, 0) + number
    assert sum(found.values()) == exact(plan)
    return found


@pytest.mark.parametrize("rows", [ACROSS, REPEATED, WITH_TOTALS, BESIDE, DOWN, HEADED])
def test_other_is_of_the_group_it_stands_under_or_beside(rows: Rows, tmp_path: Path) -> None:
    assert by_group(rows, tmp_path) == TRUTH


def test_the_rest_of_other_is_told_from_all_of_it(tmp_path: Path) -> None:
    rows: Rows = [["Rank", "White", "Other", "Other"], ["", "", "Arab", "Other"], ["PC", 50, 4, 3]]
    assert by_group(rows, tmp_path) == {"WHITE": 50, "O_ARAB": 4, "O_OTHER": 3}


def test_each_person_is_of_the_group_in_the_column_beside(tmp_path: Path) -> None:
    rows: Rows = [["Staff No", "Rank", "Group", "Ethnicity"]]
    rows += [
        [str(1000 + n), "PC", *pair] for n, pair in enumerate([("White", "Other"), ("Asian", "Other"), ("", "Other")])
    ]
    assert by_group(rows, tmp_path) == {"W_OTHER": 1, "A_OTHER": 1, "OTHER": 1}


def test_a_column_of_groups_that_are_somebody_elses_is_not_read(tmp_path: Path) -> None:
    rows: Rows = [["Staff No", "Rank", "Ethnicity", "Of the manager"]]
    rows += [["1001", "PC", "Other", "White"], ["1002", "PC", "Indian", "White"], ["1003", "PC", "Irish", "Asian"]]
    assert by_group(rows, tmp_path) == {"OTHER": 1, "A_IND": 1, "W_IRISH": 1}


def test_a_group_that_another_census_put_elsewhere_is_asked_about(tmp_path: Path) -> None:
    rows: Rows = [*BESIDE, ["PC", "Other", "Chinese", 2]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert [one.value for one in plan.decisions] == ["Other | Chinese"]
    assert [label.code for label in plan.ethnicity_labels[:4]] == list(TRUTH)


def test_a_heading_reaches_no_further_than_its_group(tmp_path: Path) -> None:
    rows: Rows = [*HEADED[:4], ["Mixed", 2, 0], ["Other", 3, 0]]
    assert by_group(rows, tmp_path)["OTHER"] == 3
    under = UnderGroup()
    under.heading("White")
    assert [under.of(label) for label in ("Other", "Irish", "British", "White total", "Other")] == [
        "White", "", "White", "", "",
    ]  # fmt: skip


def test_a_group_whose_count_is_blank_may_be_a_heading(tmp_path: Path) -> None:
    rows: Rows = [["Ethnicity", "Number of leavers"], ["White", ""], ["Irish", 50], ["Other", 7], ["Indian", 4]]
    plan = read(rows, tmp_path, "marker:(blank)=zero", organisation="gwent-police", dataset=Dataset.LEAVERS)
    assert [label.code for label in plan.ethnicity_labels] == ["WHITE", "W_IRISH", "W_OTHER", "A_IND"]


def test_groups_in_a_row_are_not_parts_of_one_another(tmp_path: Path) -> None:
    rows: Rows = [["Ethnicity", "PC", "Sergeant"], ["White", 60, 9], ["Mixed", 7, 2], ["Other", 1, 0]]
    assert by_group(rows, tmp_path) == {"WHITE": 69, "MIXED": 9, "OTHER": 1}


@pytest.mark.parametrize("part", ["Other ethnic group", "Indian", "Male", "Total", "Not stated", "PC", "2024", ""])
def test_what_says_enough_alone_or_nothing_is_left_as_it_is(part: str) -> None:
    assert part_of_group("Asian", part) == ""
