"""Tables of counts that divide each group into full-time and part-time, and headings that hold a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from importing_files import Rows, codes, exact, issue, people, read

if TYPE_CHECKING:
    from pathlib import Path

HALVES = ["Full time", "Part time"]
COUNTS = [["EO", 10, 2, 3, 1, 16], ["HEO", 5, 1, 0, 1, 7]]
HEADER = ["Rank/Grade", "White", "Ethnic minority"]


def test_full_time_and_part_time_are_two_halves_of_a_group(tmp_path: Path) -> None:
    expected = {("EO", "WHITE"): 12, ("EO", "ASIAN"): 4, ("HEO", "WHITE"): 6, ("HEO", "ASIAN"): 1}
    headers: list[list[list[Any]]] = [
        [["Grade", "White", None, "Asian", None, "Total"], [None, *HALVES, *HALVES, None]],
        [["Grade", "White", "White", "Asian", "Asian", "Total"], [None, "FT", "PT", "FT", "PT", None]],
        [["Gradd", "Gwyn", None, "Asiaidd", None, "Cyfanswm"], [None, "Llawn amser", "Rhan amser"] * 2],
    ]
    headers[2][1] = [None, "Llawn amser", "Rhan amser", "Llawn amser", "Rhan amser", None]
    for header in headers:
        plan = read([*header, *COUNTS], tmp_path)
        assert (plan.status, people(plan)) == ("ready", expected)


def test_a_total_that_is_not_the_sum_of_both_halves_refuses_the_file(tmp_path: Path) -> None:
    header: list[list[Any]] = [["Grade", "White", None, "Asian", None, "Total"], [None, *HALVES, *HALVES, None]]
    plan = read([*header, ["EO", 10, 2, 3, 1, 13], ["HEO", 5, 1, 0, 1, 5]], tmp_path)
    assert "total_mismatch" in codes(plan)


def test_halves_of_the_total_are_not_people_besides(tmp_path: Path) -> None:
    top: list[Any] = ["Grade", "White", None, "Asian", None, "Total", None]
    rows: list[list[Any]] = [["EO", 10, 2, 3, 1, 13, 3], ["HEO", 5, 1, 0, 1, 5, 2]]
    plan = read([top, [None, *HALVES, *HALVES, *HALVES], *rows], tmp_path)
    assert (plan.status, exact(plan)) == ("ready", 23)


def test_a_half_given_twice_is_refused(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Grade", "White", "White", "Asian", "Asian"], [None, *HALVES, "Full time", "Full time"]]
    plan = read([*rows, ["EO", 10, 2, 3, 1], ["HEO", 5, 1, 0, 1]], tmp_path)
    assert "columns_repeated" in codes(plan)


def sections(officers: list[Any], staff: list[Any]) -> list[list[Any]]:
    return [
        HEADER,
        ["Police officers", *officers],
        ["Constable", 40, 4],
        ["Sergeant", 20, 2],
        ["Police staff", *staff],
        ["Scale 3", 10, 1],
        ["Scale 5", 7, 2],
    ]


def test_headings_with_the_sum_of_their_rows_are_not_counted(tmp_path: Path) -> None:
    expected = {
        ("CONSTABLE", "WHITE"): 40,
        ("CONSTABLE", "EM"): 4,
        ("SERGEANT", "WHITE"): 20,
        ("SERGEANT", "EM"): 2,
        ("STAFF_SCALE_3", "WHITE"): 10,
        ("STAFF_SCALE_3", "EM"): 1,
        ("STAFF_SCALE_5", "WHITE"): 7,
        ("STAFF_SCALE_5", "EM"): 2,
    }
    for rows in (sections([60, 6], [17, 3]), [*sections([60, 6], [17, 3]), ["Total", 77, 9]]):
        plan = read(rows, tmp_path, organisation="gwent-police")
        assert (plan.status, people(plan)) == ("ready", expected)
        assert issue(plan, "worker_type_by_heading").value in ("Police officers", "Police staff", None)
    assert {fact[3] for fact in plan.counts} == {"officer", "staff"}


def test_a_heading_whose_figures_are_not_the_sum_is_people_of_its_own(tmp_path: Path) -> None:
    asked = read(sections([61, 6], [17, 3])[:4], tmp_path, organisation="gwent-police")
    assert asked.status == "needs_decisions"
    of_their_own = read(sections([60, 6], [17, 4]), tmp_path, organisation="gwent-police")
    assert people(of_their_own)["STAFF_UNKNOWN", "WHITE"] == 17
    without_rows = read(sections([60, 6], [17, 3])[:5], tmp_path, organisation="gwent-police")
    assert (without_rows.status, exact(without_rows)) == ("ready", 86)


def test_a_heading_that_may_be_the_sum_of_suppressed_counts_refuses_the_file(tmp_path: Path) -> None:
    rows = sections([60, 6], [17, 3])
    rows[-1] = ["Scale 5", 7, "<5"]
    assert "rows_are_a_sum" in codes(read(rows, tmp_path, organisation="gwent-police"))
    rows[-1] = ["Scale 5", 99, "<5"]
    assert "rows_are_a_sum" not in codes(read(rows, tmp_path, organisation="gwent-police"))


def test_a_rank_called_like_its_kind_of_worker_is_a_part_of_the_sum_above_it(tmp_path: Path) -> None:
    rows = [["Rank", "White", "Asian"], ["Special constables", 8, 4], ["Special constable", 7, 1],
            ["Special sergeant", 1, 3]]  # fmt: skip
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert plan.counted.low == plan.counted.high == 12


@pytest.mark.parametrize("below", [
    [["Special constables", 12, 4], ["Special constable", 12, 4]],
    [["PCSOs", 12, 4], ["PCSO", 12, 4]],
])  # fmt: skip
def test_the_only_rank_below_its_heading_counts_once(below: Rows, tmp_path: Path) -> None:
    plan = read([["Rank", "White", "Asian"], ["Constable", 50, 4], *below], tmp_path, organisation="gwent-police")
    assert (plan.status, plan.counted.low) == ("ready", 70)


@pytest.mark.parametrize("below", [
    [["Special constables", 2, 1], ["Special constable", 2, 1]],
    [["Police staff", 20, 3], ["Contact centre", 20, 3]],
    [["Police staff", 2, 1], ["Grade A", 1, 1], ["Grade B", 1, 0]],
    [["Police officers", 58, 48], ["Sergeant", 42, 30], ["Inspector", 16, 18], ["Police staff", 0, 2],
     ["Scale 5", 0, 2]],
    [["Police staff", 12, 0], ["Grade A", 5, 0], ["Grade B", 7, 0]],
    [["Police staff", "<5", "<5"], ["Grade A", 1, 1], ["Grade B", 2, 0]],
    [["Police staff", "*", "*"], ["Grade A", 1, 1], ["Grade B", 2, 0]],
])  # fmt: skip
def test_a_row_that_may_be_the_sum_of_those_below_it_refuses_the_file(below: Rows, tmp_path: Path) -> None:
    rows = [["Rank", "White", "Asian"], ["Constable", 50, 4], *below]
    assert "rows_are_a_sum" in codes(read(rows, tmp_path, organisation="gwent-police"))


def test_a_grand_total_is_not_of_the_last_section_alone(tmp_path: Path) -> None:
    rows = [["Rank", "White", "Asian"], ["Police staff"], ["PCSO", 12, 4], ["Designated officer", 8, 1]]
    constables: Rows = [["Rank", "White", "Asian"], ["Constable", 50, 4], *rows[1:]]
    good = read([*constables, ["Grand total", 70, 9]], tmp_path, organisation="gwent-police")
    assert "total_mismatch" not in codes(good)
    wrong = read([*constables, ["Grand total", 20, 5]], tmp_path, organisation="gwent-police")
    assert "total_mismatch" in codes(wrong)
