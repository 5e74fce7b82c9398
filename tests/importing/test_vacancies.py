"""Posts without anybody in them, among the rows of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, exact, issue, read

from workforce_tui.importing.vacancies import vacant

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Post Number", "Post Holder", "Payroll No", "Ethnicity", "Grade", "Actual FTE"]
PERSON = ["P1", "Jones A", 5001, "Indian", "EO", 1]


@pytest.mark.parametrize(
    "text", ["Vacant", "*** VACANT POST ***", "Vacancy 12", "Vacant - out to advert", "(vacant)", "Swydd wag"]
)
def test_a_post_without_anybody_is_told(text: str) -> None:
    assert vacant(text)


@pytest.mark.parametrize("text", ["Vacant property officer", "Vacancies manager", "Not vacant", "", "Swyddog"])
def test_other_words_do_not_say_that_a_post_is_vacant(text: str) -> None:
    assert vacant(text) == ""


@pytest.mark.parametrize("number", ["", "-", "VACANT", "00000000"])
@pytest.mark.parametrize("holder", ["Vacant", "VACANT POST", "Swydd wag - i'w hysbysebu"])
def test_a_vacant_post_is_nobody(tmp_path: Path, number: Any, holder: str) -> None:
    plan = read([HEADER, PERSON, ["P2", holder, number, "", "EO", 0]], tmp_path)
    assert (plan.status, plan.rows_read, exact(plan), plan.rows_rejected) == ("ready", 2, 1, 1)
    assert issue(plan, "status_not_in_post").severity == "warning"


def test_vacancies_are_not_repeats_of_one_person(tmp_path: Path) -> None:
    vacancies = [[f"P{number}", "", "VACANCY", "", "EO", 0] for number in range(2, 6)]
    plan = read([HEADER, PERSON, *vacancies], tmp_path)
    assert (exact(plan), plan.set_aside["not_in_post"].low) == (1, 4)
    assert "duplicate_row" not in codes(plan)


def test_a_post_of_which_nothing_says_who_is_in_it_is_asked_about(tmp_path: Path) -> None:
    rows = [HEADER, PERSON, ["P2", "", "", "", "EO", 1], ["P3", "", "", "-", "EO", 0]]
    plan = read(rows, tmp_path)
    assert [(one.field, one.value, one.rows) for one in plan.decisions] == [("status", "(no person)", 2)]
    assert [one.code for one in plan.decisions[0].suggestions] == ["left", "in_post"]
    assert exact(read(rows, tmp_path, 'status:"(no person)"=left')) == 1
    assert exact(read(rows, tmp_path, 'status:"(no person)"=in_post')) == 3


def test_somebody_without_a_staff_number_is_counted(tmp_path: Path) -> None:
    plan = read([HEADER, PERSON, ["P2", "", "", "Irish", "EO", 1]], tmp_path)
    assert (plan.status, exact(plan)) == ("ready", 2)


@pytest.mark.parametrize("header", ["Occupancy Status", "Filled/Vacant", "Post Status"])
def test_a_column_may_say_which_posts_are_filled(tmp_path: Path, header: str) -> None:
    rows = [
        ["Payroll No", "Ethnicity", "Grade", header],
        [1, "Indian", "EO", "Filled"],
        [2, "", "EO", "Vacant (frozen)"],
    ]
    plan = read(rows, tmp_path)
    assert (plan.status, exact(plan), plan.rows_rejected) == ("ready", 1, 1)


@pytest.mark.parametrize("header", ["Post Number", "Position Ref"])
def test_a_list_numbered_by_post_has_vacant_ones_too(tmp_path: Path, header: str) -> None:
    rows = [
        [header, "Post Holder", "Ethnicity", "Grade"],
        ["P1", "Jones A", "Indian", "EO"],
        ["P2", "Vacant", "", "EO"],
    ]
    assert exact(read(rows, tmp_path)) == 1
    plan = read([*rows, ["P3", "", "", "EO"]], tmp_path)
    assert [(one.field, one.value, one.rows) for one in plan.decisions] == [("status", "(no person)", 1)]
    assert exact(read([*rows, ["P3", "", "", "EO"]], tmp_path, 'status:"(no person)"=left')) == 1
