"""Rows of women and men among those of the grades: everybody in them is in other rows too, and nobody counts twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_files import Rows, codes, issue, people, plan_of, read, write_xlsx

from workforce_tui.domain.counts import total

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

SEX = [["Female", 8, 1], ["Male", 7, 2]]
HEAD = ["Grade", "White", "Asian"]
TABLE: Rows = [["EO", 10, 2], ["HEO", 5, 1], ["Total", 15, 3]]
TRUTH = {("EO", "WHITE"): 10, ("EO", "ASIAN"): 2, ("HEO", "WHITE"): 5, ("HEO", "ASIAN"): 1}
AGAIN: dict[str, Rows] = {
    "directly below": [["Female", 8, 1], ["Male", 7, 2]],
    "with a total": [["Menywod", 8, 1], ["Dynion", 7, 2], ["Total", 15, 3]],
    "under a heading": [[], ["By sex"], ["Total male", 7, 2], ["Total female", 8, 1]],
    "with an answer withheld": [["All men", 7, 1], ["All women", 8, 1], ["Prefer not to say", 0, 1]],
    "suppressed": [["Female", 8, "<5"], ["Male", 7, "<5"]],
}


@pytest.mark.parametrize("form", AGAIN)
def test_rows_that_divide_everybody_again_by_sex_are_set_aside(form: str, tmp_path: Path) -> None:
    plan = read([HEAD, *TABLE, *AGAIN[form]], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    rows = 3 if form == "with an answer withheld" else 2
    assert issue(plan, "sexes_set_aside").message.endswith(f": {rows}.")


def test_grades_across_are_divided_again_below_as_well(tmp_path: Path) -> None:
    rows: Rows = [["Ethnicity", "EO", "HEO"], ["White", 10, 5], ["Asian", 2, 1], ["Total", 12, 6]]
    plan = read([*rows, ["Female", 8, 1], ["Male", 4, 5]], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)


def test_women_and_men_who_are_not_the_total_above_them_refuse_the_file(tmp_path: Path) -> None:
    plan = read([HEAD, *TABLE, ["Female", 8, 1], ["Male", 7, 3]], tmp_path)
    found = issue(plan, "total_mismatch")
    assert (plan.status, found.row, found.column, found.value) == ("refused", 4, "Asian", "3")
    assert "label_unknown" not in codes(plan)


def test_a_total_below_the_heading_of_a_grade_is_divided_in_its_own_rows(tmp_path: Path) -> None:
    rows: Rows = [HEAD, ["EO"], ["All", 10, 2], ["Male", 6, 1], ["Female", 4, 1], ["HEO"], ["All", 5, 1]]
    plan = read([*rows, ["Female", 5, 1]], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    assert {row[4] for row in plan.counts} == {"female", "male"}
    assert "sexes_set_aside" not in codes(plan)


@pytest.mark.parametrize("empty", [[], ["", ""]], ids=["no cells", "blank cells"])
def test_women_and_men_of_everybody_below_a_grade_with_nobody_in_it_are_set_aside(
    empty: list[str], tmp_path: Path
) -> None:
    plan = read([HEAD, EO, HEO, ["SEO", *empty], *SEX], tmp_path)
    assert "sexes_set_aside" in codes(plan)
    assert sum(row[5] for row in plan.counts) == 18


def test_women_and_men_below_the_heading_of_a_grade_are_its_people_where_they_are_not_everybody_else(
    tmp_path: Path,
) -> None:
    plan = read([HEAD, EO, HEO, ["SEO"], ["Female", 8, 1], ["Male", 7, 3]], tmp_path)
    assert (plan.status, people(plan)[("SEO", "WHITE")], people(plan)[("SEO", "ASIAN")]) == ("ready", 15, 4)


def test_women_and_men_below_a_grade_are_read_where_events_are_counted(tmp_path: Path) -> None:
    rows: Rows = [HEAD, ["EO", 10, 2], ["Female", 4, 1], ["Male", 6, 1], ["HEO", 5, 1]]
    path = write_xlsx(tmp_path / "a.xlsx", rows, sheet="Joiners")
    plan = plan_of(path, "dataset:(file)=joiners", "period:(file)=2025-04-01 to 2026-03-31", as_at=None)
    assert plan.status == "ready"
    assert [(row[7], row[9]) for row in plan.events if row[3] == 0] == [
        ("female", 4), ("female", 1), ("male", 6), ("male", 1),
    ]  # fmt: skip


EO, HEO, TOTAL = TABLE
AMONG: dict[str, Rows] = {
    "above": [HEAD, *SEX, EO, HEO, TOTAL],
    "above, without a total": [HEAD, *SEX, EO, HEO],
    "above, with a total of their own": [HEAD, *SEX, TOTAL, EO, HEO],
    "above, in Welsh": [["Gradd", "Gwyn", "Asiaidd"], ["Menywod", 8, 1], ["Dynion", 7, 2], EO, HEO],
    "above, as letters": [HEAD, ["F", 8, 1], ["M", 7, 2], EO, HEO],
    "above, as totals": [HEAD, ["Total women", 8, 1], ["Total men", 7, 2], EO, HEO],
    "under headings": [HEAD, ["Gender"], *SEX, ["Grade"], EO, HEO, TOTAL],
    "under a heading of everybody": [HEAD, ["All staff"], *SEX, EO, HEO],
    "among the grades": [HEAD, EO, *SEX, HEO, TOTAL],
    "apart from each other": [HEAD, SEX[0], EO, HEO, SEX[1], TOTAL],
    "below": [HEAD, EO, HEO, *SEX],
    "below, under a heading": [HEAD, EO, HEO, ["By gender"], *SEX],
    "below, before the total": [HEAD, EO, HEO, *SEX, TOTAL],
    "below a total above": [HEAD, TOTAL, EO, HEO, *SEX],
    "suppressed": [HEAD, ["Female", 8, "<5"], ["Male", 7, "<5"], EO, HEO, TOTAL],
    "with an answer withheld": [HEAD, ["Female", 8, 1], ["Male", 6, 2], ["Prefer not to say", 1, 0], EO, HEO, TOTAL],
    "women alone, beside a total": [HEAD, SEX[0], EO, HEO, TOTAL],
    "a list, below": [
        ["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["EO", "Asian", 2], ["HEO", "White", 5],
        ["HEO", "Asian", 1], ["Total", "White", 15], ["Total", "Asian", 3],
        ["Female", "White", 8], ["Female", "Asian", 1], ["Male", "White", 7], ["Male", "Asian", 2],
    ],
    "a list, above, of all groups": [
        ["Grade", "Ethnicity", "Headcount"], ["Female", "Total", 9], ["Male", "Total", 9],
        ["EO", "White", 10], ["EO", "Asian", 2], ["HEO", "White", 5], ["HEO", "Asian", 1],
    ],
    "a list, in the column of the groups": [
        ["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["EO", "Asian", 2], ["EO", "Female", 5],
        ["EO", "Male", 7], ["HEO", "White", 5], ["HEO", "Asian", 1], ["HEO", "Female", 3], ["HEO", "Male", 3],
    ],
    "beside grades across": [["Ethnicity", "EO", "HEO"], ["Female", 8, 1], ["Male", 4, 5], ["White", 10, 5],
                             ["Asian", 2, 1]],
}  # fmt: skip


def is_accounted(plan: ImportPlan) -> bool:
    """Whether everybody read is counted or set aside."""
    return plan.people_read == plan.counted + total(plan.set_aside.values())


@pytest.mark.parametrize("form", AMONG)
def test_women_and_men_among_grades_are_no_grades_and_count_nobody_twice(form: str, tmp_path: Path) -> None:
    plan = read(AMONG[form], tmp_path)
    assert (plan.status, people(plan), is_accounted(plan)) == ("ready", TRUTH, True)
    assert {row[4] for row in plan.counts} == {"unknown"}
    assert "sexes_set_aside" in codes(plan)


OTHERS: dict[str, Rows] = {
    "too many": [HEAD, *SEX[:1], ["Male", 7, 3], EO, HEO],
    "too few": [HEAD, *SEX[:1], ["Male", 6, 2], EO, HEO],
    "women alone, without a total": [HEAD, SEX[0], EO, HEO],
    "women counted beside grades": [HEAD, SEX[0], EO, HEO, ["Total", 23, 4]],
    "everybody counted twice in the total": [HEAD, *SEX, EO, HEO, ["Total", 30, 6]],
    "beside another division": [HEAD, *SEX, ["Union members", 10, 2], ["Others", 5, 1], EO, HEO],
    "a list": [["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["HEO", "White", 5],
               ["Female", "White", 8], ["Male", "White", 8]],
    "a list without one group": [["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["HEO", "Asian", 5],
                                 ["Female", "White", 8], ["Male", "White", 2]],
    "a list, women alone": [["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["Female", "White", 8]],
}  # fmt: skip


@pytest.mark.parametrize("form", OTHERS)
def test_women_and_men_who_are_not_those_of_the_grades_refuse_the_file(form: str, tmp_path: Path) -> None:
    plan = read(OTHERS[form], tmp_path)
    assert plan.status == "refused"
    assert codes(plan) & {"sexes_beside_others", "total_mismatch"}
    asked = {decision.value for decision in plan.decisions}
    assert not asked & {"Female", "Male"}


SECTIONS: Rows = [
    ["Police officers"], ["Female", 40, 4], ["Male", 60, 6], ["Constable", 80, 7], ["Sergeant", 20, 3],
    ["Special constables"], ["Female", 6, 2], ["Male", 4, 1], ["Special constable", 8, 1], ["Special sergeant", 2, 2],
]  # fmt: skip


@pytest.mark.parametrize("form", ["open", "with their sums", "below", "grades divided too"])
def test_women_and_men_of_a_kind_of_worker_divide_its_ranks(form: str, tmp_path: Path) -> None:
    rows = [list(row) for row in SECTIONS]
    if form == "with their sums":
        rows[0], rows[5] = ["Police officers", 100, 10], ["Special constables", 10, 3]
    elif form == "below":
        rows = [rows[0], *rows[3:5], *rows[1:3], rows[5], *rows[8:], *rows[6:8]]
    elif form == "grades divided too":
        rows[4:4] = [["Women", 30, 3], ["Men", 50, 4]]
    plan = read([HEAD, *rows], tmp_path, organisation="gwent-police")
    found = people(plan)
    assert plan.status != "refused"
    assert (plan.counted.low, plan.counted.high) == (123, 123)
    assert (found["CONSTABLE", "WHITE"], found["SERGEANT", "ASIAN"]) == (80, 3)


def test_women_and_men_of_all_grades_are_checked_against_those_of_each(tmp_path: Path) -> None:
    grades: Rows = [EO, ["Female", 6, 1], ["Male", 4, 1], HEO, ["Female", 2, 0], ["Male", 3, 1]]
    plan = read([HEAD, *SEX, *grades], tmp_path)
    assert (plan.status, people(plan)) == ("ready", TRUTH)
    assert {row[4] for row in plan.counts} == {"female", "male"}
    wrong = read([HEAD, ["Female", 9, 1], ["Male", 6, 2], *grades], tmp_path)
    assert {found.value for found in wrong.issues if found.code == "total_mismatch"} == {"9", "6"}


LISTED: Rows = [
    ["Grade", "Ethnicity", "Headcount"],
    *(["Female", "White", 8], ["Female", "Asian", 1], ["Male", "White", 7], ["Male", "Asian", 2]),
]


@pytest.mark.parametrize("rows", [[HEAD, *SEX, TOTAL], [HEAD, *SEX], LISTED], ids=["with a total", "without", "a list"])
def test_a_table_of_women_and_men_alone_has_no_grades(rows: Rows, tmp_path: Path) -> None:
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("column", "(grade)")]
    plan = read(rows, tmp_path, "column:(grade)=not_given")
    assert (plan.status, plan.headcount.low, is_accounted(plan)) == ("ready", 18, True)
    assert {(row[4], row[5]) for row in plan.counts} == {("female", 8), ("female", 1), ("male", 7), ("male", 2)}


def test_bands_of_one_letter_are_no_sexes(tmp_path: Path) -> None:
    rows: Rows = [HEAD, *([letter, 10, place] for place, letter in enumerate("ABCDEFG"))]
    plan = read(rows, tmp_path, organisation="hmcts-wales")
    assert "total_mismatch" not in codes(plan)
    assert plan.counted.low == 70 + sum(range(7))
    assert {row[4] for row in plan.counts} == {"unknown"}


GROUPS: Rows = [["White", 10, 5], ["Female", 4, 2], ["Male", 6, 3], ["Asian", 2, 1], ["Female", 1, 1], ["Male", 1, 0]]


@pytest.mark.parametrize("end", [[], [["Total", 12, 6]], [["Total", 12, 6], ["Female", 5, 3], ["Male", 7, 3]]])
def test_women_and_men_below_ethnic_groups_beside_grades_across_are_of_that_group(end: Rows, tmp_path: Path) -> None:
    head = ["Ethnicity", "EO", "HEO"]
    plan = read([head, *GROUPS, *end], tmp_path)
    assert (plan.status, people(plan), is_accounted(plan)) == ("ready", TRUTH, True)
    assert sum(row[5] for row in plan.counts if row[4] == "female") == 8
    wrong = read([head, ["White", 11, 5], *GROUPS[1:], *end], tmp_path)
    assert "total_mismatch" in codes(wrong)


def test_women_and_men_of_each_organisation_and_its_name_on_the_first_of_their_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["Organisation", *HEAD],
        ["Gwent Police", "Female", 8, 1],
        ["", "Male", 7, 2],
        ["", "EO", 10, 2],
        ["", "HEO", 5, 1],
        ["South Wales Police", "Female", 3, 0],
        ["", "Male", 2, 2],
        ["", "EO", 5, 2],
    ]
    plan = read(rows, tmp_path, organisation=None)
    found = {plan.snapshots[row[0]].organisation: 0 for row in plan.counts}
    for row in plan.counts:
        found[plan.snapshots[row[0]].organisation] += row[5]
    assert found == {"gwent-police": 18, "south-wales-police": 7}
    assert is_accounted(plan)
    rows[6][3] = 1
    assert "sexes_beside_others" in codes(read(rows, tmp_path, organisation=None))


def test_women_and_men_of_everybody_directly_below_those_of_the_last_grade(tmp_path: Path) -> None:
    grades: Rows = [EO, HEO, ["Female", 2, 0], ["Male", 3, 1]]
    for rows in ([*grades, *SEX], [*grades, ["Sex"], *SEX], [*grades, *SEX, TOTAL], [*grades, TOTAL, ["Sex"], *SEX]):
        plan = read([HEAD, *rows], tmp_path)
        assert (plan.status, people(plan), is_accounted(plan)) == ("ready", TRUTH, True)
    wrong = read([HEAD, *grades, SEX[0], ["Male", 8, 2]], tmp_path)
    assert (wrong.status, "sexes_beside_others" in codes(wrong)) == ("refused", True)


COUNTS = st.tuples(*[st.integers(0, 12)] * 4)
PLACES = st.sampled_from(["nowhere", "above", "above with a total", "among", "apart", "below", "below a total"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(COUNTS, min_size=2, max_size=5), PLACES, st.integers(0, 31), st.booleans(), st.booleans())
def test_wherever_women_and_men_stand_everybody_counts_once(
    tmp_path: Path, cells: list[tuple[int, ...]], place: str, divided: int, headed: bool, has_total: bool
) -> None:
    grades = ["AA", "AO", "EO", "HEO", "SEO"]
    body: Rows = []
    for number, (first, second, third, fourth) in enumerate(cells):
        body.append([grades[number], first + third, second + fourth])
        if divided >> number & 1 and place not in ("among", "apart"):
            body += [["Female", first, second], ["Male", third, fourth]]
    sums = [sum(column) for column in zip(*cells, strict=True)]
    women, men = ["Female", *sums[:2]], ["Male", *sums[2:]]
    all_of_them = ["Total", sums[0] + sums[2], sums[1] + sums[3]]
    both = [["By sex"], women, men] if headed else [women, men]
    end = [all_of_them] if has_total else []
    rows = {
        "nowhere": [*body, *end],
        "above": [*both, *body, *end],
        "above with a total": [all_of_them, *both, *body],
        "among": [body[0], *both, *body[1:], *end],
        "apart": [women, *body, men, *end],
        "below": [*body, *both, *end],
        "below a total": [*body, all_of_them, *both],
    }[place]
    plan = read([HEAD, *rows], tmp_path)
    assert not plan.decisions
    if sum(sums):
        assert (plan.status, plan.counted.low, plan.counted.high) == ("ready", sum(sums), sum(sums))
        assert is_accounted(plan)


def test_women_and_men_who_may_be_of_a_suppressed_grade_or_of_its_section_divide_nobody(tmp_path: Path) -> None:
    officers: Rows = [["Police officers"], ["Sergeant", 0, 2], ["Inspector", "<5", "<5"], ["F", "<5", 1], ["M", 0, 2]]
    staff: Rows = [["Police staff"], ["PCSO", 4, 45], ["Designated officer", 86, 12], ["F", 46, 0], ["M", 44, 57]]
    plan = read([["Grade", "White", "Asian"], *officers, *staff], tmp_path, organisation="gwent-police")
    inspectors = [row for row in plan.counts if plan.grade_labels[row[1]].raw == "Inspector"]
    assert [(row[4], row[5], row[6]) for row in inspectors] == [("unknown", 1, 4)] * 2
    assert plan.people_read.low <= 2 + 1 + 1 + 147


def test_women_of_everybody_below_a_grade_of_men_alone(tmp_path: Path) -> None:
    rows: Rows = [["Grade", "White", "Asian"], ["EO", 9, 4], ["Women", 9, 4], ["SEO", 6, 0], ["Men", 6, 0]]
    plan = read([*rows, ["Women", 9, 4], ["Men", 6, 0]], tmp_path)
    assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 19, 19)
    blanks: Rows = [[cell or None for cell in row] for row in rows]
    plan = read([*blanks, ["Women", 9, 4], ["Men", 6, None]], tmp_path, "marker:(blank)=0")
    assert (plan.status, plan.headcount.low, plan.headcount.high) == ("ready", 19, 19)


def test_women_of_everybody_below_a_grade_of_nobody(tmp_path: Path) -> None:
    rows: Rows = [["Grade", "White", "Asian"], ["EO", 3, "<5"], ["F", 2, None], ["M", 1, "<5"]]
    nobody: Rows = [["AO"], ["F"], ["M"]]
    plan = read([*rows, *nobody, ["F", 2, None], ["M", 1, "<5"]], tmp_path, "marker:(blank)=0")
    assert plan.status == "ready"
    assert {plan.grade_labels[row[1]].code for row in plan.counts} == {"EO"}
