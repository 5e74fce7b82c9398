"""Suppressed counts, narrowed by the totals that the table gives."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_files import codes, issue, people, plan_of, read, write_csv, write_xlsx

from workforce_tui.importing.bounds import Equation, narrow
from workforce_tui.importing.facts import UNBOUNDED, Fact

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

Limits = dict[tuple[str | None, str | None], tuple[int, int]]
SUPPRESSED = [
    ["Pay band", "White", "Asian", "Black", "Mixed", "Other", "Unknown", "Total"],
    ["Band 3", 500, 12, 9, "<5", "<5", 40, 565],
    ["Band 4", 200, 7, "*", "<5", 0, 10, 220],
]


def limits(plan: ImportPlan) -> Limits:
    return {
        (plan.grade_labels[row[1]].code, plan.ethnicity_labels[row[2]].code): (row[5], row[6]) for row in plan.counts
    }


@pytest.mark.parametrize(("write", "name"), [(write_xlsx, "a.xlsx"), (write_csv, "a.csv")])
def test_a_row_total_narrows_the_suppressed_counts_of_its_row(
    write: Callable[..., Path], name: str, tmp_path: Path
) -> None:
    plan = plan_of(write(tmp_path / name, SUPPRESSED), "marker:*=1-4")
    found = limits(plan)
    assert plan.status == "ready"
    assert {found["BAND3", group] for group in ("MIXED", "OTHER")} == {(1, 3)}
    assert {found["BAND4", group] for group in ("BLACK", "MIXED")} == {(1, 2)}
    assert (plan.headcount.low, plan.headcount.high) == (782, 788)
    assert "leave possible: 4." in issue(plan, "counts_narrowed").message


def test_one_suppressed_count_is_what_the_row_total_leaves(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Black", "Total"], ["EO", 100, "<5", 3, 106], ["HEO", 50, "[c]", 2, 52]]
    plan = read(rows, tmp_path)
    assert people(plan) == {("EO", "WHITE"): 100, ("EO", "ASIAN"): 3, ("EO", "BLACK"): 3} | {
        ("HEO", "WHITE"): 50,
        ("HEO", "BLACK"): 2,
    }
    assert (plan.headcount.low, plan.headcount.high) == (158, 158)


def test_row_and_column_totals_work_together(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Grade", "White", "Asian", "Black", "Total"],
        ["EO", 100, "<5", "<5", 106],
        ["HEO", 50, "<5", "<5", 53],
        ["Total", 150, 4, 5, 159],
    ]
    found = limits(read(rows, tmp_path))
    assert (found["EO", "ASIAN"], found["EO", "BLACK"]) == ((2, 3), (3, 4))
    assert found["HEO", "ASIAN"] == (1, 2)
    assert found["HEO", "BLACK"] == (1, 2)


def test_the_total_of_a_long_table_narrows_too(tmp_path: Path) -> None:
    rows = [
        ["Grade", "Ethnicity", "Headcount"],
        ["EO", "White", 10],
        ["EO", "Asian", "<5"],
        ["EO", "Total", 13],
        ["HEO", "White", 7],
        ["HEO", "Black", "~"],
        ["HEO", "Total", 8],
        ["Total", "", 21],
    ]
    plan = read(rows, tmp_path)
    assert (plan.headcount.low, plan.headcount.high) == (21, 21)
    assert people(plan)["EO", "ASIAN"] == 3
    assert people(plan)["HEO", "BLACK"] == 1


def test_an_ethnic_minority_column_narrows_the_groups_it_adds_up(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Black", "Ethnic minority"], ["EO", 100, 6, "<5", 8], ["HEO", 50, 1, 1, 2]]
    assert people(read(rows, tmp_path))["EO", "BLACK"] == 2


def test_a_subtotal_narrows_its_own_block_only(tmp_path: Path) -> None:
    rows = [
        ["Grade", "White", "Asian"],
        ["AO", 10, "<5"],
        ["EO", 20, 2],
        ["Subtotal", 30, 5],
        ["HEO", 30, "<5"],
        ["SEO", 40, 4],
        ["Subtotal", 70, 5],
        ["Grand total", 100, 10],
    ]
    found = people(read(rows, tmp_path))
    assert (found["AO", "ASIAN"], found["HEO", "ASIAN"]) == (3, 1)


def test_totals_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["EO", 100, "<5", 101], ["Total", 100, 3, 104]]
    plan = read(rows, tmp_path)
    assert (plan.status, codes(plan)) == ("refused", {"suppressed_counts", "total_mismatch", "total_skipped"})


def test_rounded_totals_narrow_nothing(tmp_path: Path) -> None:
    rows = [
        ["Counts are rounded to the nearest 5"],
        ["Grade", "White", "Asian", "Black", "Total"],
        ["EO", 100, "[c]", 10, 110],
        ["HEO", 50, 5, 5, 60],
    ]
    assert limits(read(rows, tmp_path))["EO", "ASIAN"] == (0, 4)


def test_a_total_beside_the_counts_is_of_its_own_row(tmp_path: Path) -> None:
    rows = [
        ["Directorate", "Grade", "White", "Asian", "Total"],
        ["North", "EO", 10, "<5", 13],
        ["South", "EO", 20, "<5", 21],
        ["Total", "", 30, "", 34],
    ]
    plan = read(rows, tmp_path)
    assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 34, 34)
    assert people(plan) == {("EO", "WHITE"): 30, ("EO", "ASIAN"): 4}


@pytest.mark.parametrize("marker", ["", "-", "*"])
def test_cells_that_the_totals_leave_nobody_for_are_not_asked_about(marker: str, tmp_path: Path) -> None:
    rows = [["Rank", "White", "BME", "Total"], ["Constable", 800, 30, 830], ["Sergeant", 150, marker, 150]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 980, 980)
    assert issue(plan, "marker_proved_zero").value == (marker or "(blank)")


def test_cells_that_the_totals_leave_somebody_for_are_asked_about(tmp_path: Path) -> None:
    rows = [["Rank", "White", "BME", "Total"], ["Constable", 800, None, 800], ["Sergeant", 150, None, 153]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("marker", "(blank)", 2)]
    assert "SERGEANT" in {grade for grade, _group in people(plan)}
    assert sum(people(plan).values()) == 950


@pytest.mark.parametrize("marker", ["-", "", "[x]"])
def test_a_count_that_is_not_known_is_what_the_totals_leave_for_it(marker: str, tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["EO", 10, marker, 12]]
    plan = read(rows, tmp_path, f'marker:"{marker or "(blank)"}"=missing')
    assert people(plan) == {("EO", "WHITE"): 10, ("EO", "ASIAN"): 2}
    assert "leave possible: 1." in issue(plan, "unknown_limited").message
    assert "count_set_aside" not in codes(plan)


def test_counts_that_share_what_a_total_leaves_are_ranges(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Black", "Total"], ["EO", 10, "-", "-", 17]]
    plan = read(rows, tmp_path, 'marker:"-"=missing')
    assert (plan.headcount.low, plan.headcount.high) == (10, 24)
    assert [(low, high) for *_others, low, high, _fte in plan.counts] == [(10, 10), (0, 7), (0, 7)]


def test_a_count_that_is_not_known_and_that_no_total_limits_stays_out(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["EO", 10, "-", 12], ["HEO", 5, "-", ""]]
    plan = read(rows, tmp_path, 'marker:"-"=missing', 'marker:"(blank)"=missing')
    assert (plan.headcount.low, plan.headcount.high) == (17, 17)
    assert "leave possible: 1." in issue(plan, "unknown_limited").message
    assert "left out (1)" in issue(plan, "count_set_aside").message


def fact(low: int, high: int) -> Fact:
    return Fact((0, 0, "", 0, "", "", ""), low, high, 1, "")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=2), min_size=2, max_size=3),
    st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_no_count_is_narrowed_further_than_follows(table: list[list[tuple[int, bool]]], given: list[bool]) -> None:
    """Every set of numbers that fits the table lies within the limits; the true one is among them."""
    cells = [[fact(0, 6) if hidden else fact(number, number) for number, hidden in row] for row in table]
    rows = [Equation(fact(s := sum(n for n, _h in row), s), tuple(cells[i])) for i, row in enumerate(table)]
    columns = [
        Equation(fact(s := sum(row[i][0] for row in table), s), tuple(row[i] for row in cells)) for i in range(2)
    ]
    equations = [equation for equation, stated in zip([*rows, *columns], given, strict=False) if stated]
    flat = [cell for row in cells for cell in row]
    possible = []
    for numbers in product(*(range(cell.low, cell.high + 1) for cell in flat)):
        value = {id(cell): number for cell, number in zip(flat, numbers, strict=True)}
        if all(sum(value[id(part)] for part in each.parts) == each.total.low for each in equations):
            possible.append(numbers)
    assert narrow(equations) is None
    assert tuple(number for row in table for number, _hidden in row) in possible
    for index, cell in enumerate(flat):
        assert cell.low <= min(numbers[index] for numbers in possible)
        assert cell.high >= max(numbers[index] for numbers in possible)


def test_counts_without_any_limit_are_narrowed_from_above() -> None:
    first, second = fact(0, UNBOUNDED), fact(1, 4)
    assert narrow([Equation(fact(6, 6), (first, second))]) is None
    assert ((first.low, first.high), (second.low, second.high)) == ((2, 5), (1, 4))


def test_a_total_over_a_column_nobody_reads_is_a_total(tmp_path: Path) -> None:
    rows = [
        ["Directorate", "Grade", "White", "Asian"],
        ["North", "EO", 10, 3],
        ["North", "HEO", 4, 1],
        ["North total", "", 14, 4],
        ["South", "EO", 20, 1],
        ["All directorates", "EO", 30, 4],
        ["All directorates", "HEO", 4, 1],
        ["Total", "", 34, 5],
    ]
    plan = read(rows, tmp_path)
    assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 39, 39)
    assert people(plan)["EO", "WHITE"] == 30
    rows[-1][2] = 35
    assert "total_mismatch" in codes(read(rows, tmp_path))
