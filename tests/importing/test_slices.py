"""A column nobody gives a field may repeat the same people: in another measure, or at another time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, exact, issue, people, read

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[Any]]
TRUTH = {("EO", "WHITE"): 10, ("EO", "ASIAN"): 2, ("HEO", "WHITE"): 5}
HEAD = ["Grade", "Ethnicity", "Value"]
PEOPLE: Rows = [["EO", "White", 10], ["EO", "Asian", 2], ["HEO", "White", 5]]
OTHERS: Rows = [["EO", "White", 9], ["EO", "Asian", 2], ["HEO", "White", 4]]


def measured(people_are: str, others_are: str, header: str = "Measure") -> Rows:
    return [[header, *HEAD], *([people_are, *row] for row in PEOPLE), *([others_are, *row] for row in OTHERS)]


@pytest.mark.parametrize(
    ("people_are", "others_are", "header"),
    [
        ("Headcount", "FTE", "Measure"),
        ("Number", "Per cent", "Unit"),
        ("Number of staff", "% of staff", "Type of figure"),
        ("Headcount", "Average age", "Metric"),
        ("Strength", "Establishment", "Type"),
        ("Actual", "Vacancies", "Position"),
    ],
)
def test_only_the_rows_of_people_are_counted(tmp_path: Path, people_are: str, others_are: str, header: str) -> None:
    plan = read(measured(people_are, others_are, header), tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    assert others_are in issue(plan, "measures_left_out").message


def test_full_time_equivalents_alone_are_no_people(tmp_path: Path) -> None:
    plan = read([["Measure", *HEAD], *(["FTE", *row] for row in OTHERS)], tmp_path)
    assert plan.status == "refused"
    assert "fte_not_headcount" in codes(plan)


def test_the_measure_may_stand_once_for_two_rows_of_a_crosstab(tmp_path: Path) -> None:
    rows = [["Grade", "", "White", "Asian"], ["EO", "Number", 10, 2], ["", "Per cent", 83, 17], ["HEO", "Number", 5, 0]]
    assert {key: found for key, found in people(read(rows, tmp_path)).items() if found} == TRUTH


def test_a_team_called_people_is_a_team(tmp_path: Path) -> None:
    rows = [["Unit", *HEAD], ["People", "EO", "White", 10], ["Finance", "EO", "White", 4]]
    assert exact(read(rows, tmp_path)) == 14


@pytest.mark.parametrize(
    ("header", "before", "now"),
    [
        ("Year", 2025, 2026),
        ("Year", "2025", "2026"),
        ("Financial year", "2024-25", "2025/26"),
        ("Month", "Feb-26", "Mar-26"),
        ("Month", "February", "March"),
        ("Taken on", "28/02/2026", "31/03/2026"),
        ("Taken on", dt.date(2026, 2, 28), dt.date(2026, 3, 31)),
    ],
)
def test_only_the_rows_of_the_day_asked_for_are_counted(tmp_path: Path, header: str, before: Any, now: Any) -> None:
    rows = [[header, *HEAD], *([before, *row] for row in OTHERS), *([now, *row] for row in PEOPLE)]
    plan = read(rows, tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    assert "times_left_out" in codes(plan)


@pytest.mark.parametrize(
    ("header", "before", "now"),
    [("Quarter", "Q3", "Q4"), ("Year", 2023, 2024), ("Financial year", "2024-25", "2026-27"), ("Mis", "Ebrill", "Mai")],
)
def test_times_that_cannot_be_told_apart_are_refused(tmp_path: Path, header: str, before: Any, now: Any) -> None:
    rows = [[header, *HEAD], *([before, *row] for row in OTHERS), *([now, *row] for row in PEOPLE)]
    assert "several_times" in codes(read(rows, tmp_path))


def test_without_a_date_several_times_are_refused(tmp_path: Path) -> None:
    rows = [["Year", *HEAD], [2025, *OTHERS[0]], [2026, *PEOPLE[0]]]
    assert "several_times" in codes(read(rows, tmp_path, as_at=None))


def test_the_year_people_joined_divides_them(tmp_path: Path) -> None:
    rows = [["Joined in", *HEAD], [2019, "EO", "White", 10], [2020, "EO", "White", 4]]
    assert exact(read(rows, tmp_path)) == 14


def test_a_list_of_people_for_each_month_is_read_for_one_month(tmp_path: Path) -> None:
    rows = [
        ["Month", "Staff No", "Grade", "Ethnicity"],
        ["Jan-26", "1", "EO", "White British"],
        ["Jan-26", "2", "EO", "Indian"],
        ["Mar-26", "1", "HEO", "White British"],
    ]
    assert people(read(rows, tmp_path)) == {("HEO", "W_BRIT"): 1}
