"""Rounded counts are ranges of what they may have been, and shares of them are ranges too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, exact, issue, read

from workforce_tui.importing.rounding import base_in

if TYPE_CHECKING:
    from pathlib import Path

TITLE = ["Figures are rounded to the nearest 5"]
HMCTS = [["Grade", "Asian", "Black", "Mixed", "Other", "White"], ["EO", 20, 10, 5, "[c]", 875]]


def ranges(rows: list[list[Any]], folder: Path) -> dict[str, tuple[int, int]]:
    plan = read(rows, folder)
    assert plan.status == "ready", plan.issues
    return {plan.ethnicity_labels[row[2]].raw: (row[5], row[6]) for row in plan.counts}


def test_counts_that_the_file_says_are_rounded_become_ranges(tmp_path: Path) -> None:
    found = ranges([TITLE, *HMCTS], tmp_path)
    assert found == {"Asian": (18, 22), "Black": (8, 12), "Mixed": (5, 7), "Other": (0, 4), "White": (873, 877)}
    low = sum(numbers[0] for group, numbers in found.items() if group != "White")
    high = sum(numbers[1] for group, numbers in found.items() if group != "White")
    assert (round(100 * low / (low + 877), 1), round(100 * high / (high + 873), 1)) == (3.4, 4.9)


def test_the_headcount_is_a_range_and_a_warning_says_why(tmp_path: Path) -> None:
    plan = read([*HMCTS[:1], ["EO", 20, 10, 5, 0, 875], [], ["Notes"], TITLE], tmp_path)
    assert (plan.headcount.low, plan.headcount.high) == (18 + 8 + 3 + 0 + 873, 22 + 12 + 7 + 2 + 877)
    assert "rounded to the nearest 5" in issue(plan, "rounded_counts").message


def test_totals_that_agree_only_within_rounding_make_ranges_too(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian", "Total"], ["EO", 100, 5, 105], ["HEO", 50, 10, 65], ["SEO", 20, 5, 20]]
    plan = read(rows, tmp_path)
    assert plan.status == "ready", plan.issues
    assert "rounded_counts" in codes(plan)
    assert (plan.headcount.low, plan.headcount.high) == (190 - 12, 190 + 12)


def test_totals_may_miss_by_the_rounding_that_is_stated(tmp_path: Path) -> None:
    rows = [["Counts rounded to the nearest 10"], ["Grade", "White", "Asian", "Total"], ["EO", 100, 10, 120]]
    plan = read(rows, tmp_path)
    assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 100, 120)
    rows[2][3] = 200
    assert "total_mismatch" in codes(read(rows, tmp_path))


def test_counts_that_cannot_have_been_rounded_are_exact(tmp_path: Path) -> None:
    assert exact(read([TITLE, HMCTS[0], ["EO", 21, 13, 4, 2, 877]], tmp_path)) == 917


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("All numbers have been rounded to the nearest 5.", 5),
        ("Headcounts rounded to nearest ten", 10),
        ("Counts are rounded to multiples of 5", 5),
        ("Mae'r ffigurau wedi'u talgrynnu i'r 5 agosaf", 5),
        ("Percentages are rounded to the nearest 5", 0),
        ("Figures are not rounded to the nearest 5", 0),
        ("Figures may not add up because of rounding", 0),
        ("Rounded to the nearest whole number", 0),
    ],
)
def test_what_notes_say_of_rounding(text: str, base: int) -> None:
    assert base_in(["Workforce by grade", text]) == base
