"""Rows and columns that divide the people of the grades in another way are no grades, and count nobody twice."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_files import Rows, codes, issue, people, plan_of, read, write_xlsx

from workforce_tui.domain.counts import total

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

HEAD, LIST = ["Grade", "White", "Asian"], ["Grade", "Ethnicity", "Headcount"]
EO, HEO, TOTAL = ["EO", 10, 2], ["HEO", 5, 1], ["Total", 15, 3]
TRUTH = {("EO", "WHITE"): 10, ("EO", "ASIAN"): 2, ("HEO", "WHITE"): 5, ("HEO", "ASIAN"): 1}
DIVISIONS: dict[str, Rows] = {
    "hours": [["Full-time", 11, 1], ["Part-time", 4, 2]],
    "hours in Welsh": [["Llawn amser", 11, 1], ["Rhan amser", 4, 2]],
    "hours, three": [["Full time", 9, 1], ["Part time", 4, 2], ["Job share", 2, 0]],
    "disability": [["Disabled", 3, 0], ["Not disabled", 12, 3]],
    "disability, some did not say": [["Disabled", 3, 0], ["Non-disabled", 10, 3], ["Prefer not to say", 2, 0]],
    "ages": [["16-24", 3, 0], ["25 - 34", 4, 1], ["35-44", 4, 1], ["45+", 4, 1]],
    "ages in words": [["Under 25", 3, 0], ["25 to 54", 8, 2], ["55 and over", 4, 1]],
    "contracts": [["Permanent", 13, 2], ["Fixed term", 2, 1]],
    "contracts, three": [["Permanent", 11, 2], ["Fixed-term", 2, 1], ["Casual", 2, 0]],
    "uniform": [["Uniform", 9, 2], ["Non-uniform", 6, 1]],
}


def placed(rows: Rows, place: str) -> Rows:
    """A table with some rows above, among or below its grades."""
    return {
        "above": [HEAD, *rows, EO, HEO],
        "above, with a total": [HEAD, *rows, EO, HEO, TOTAL],
        "among": [HEAD, EO, *rows, HEO, TOTAL],
        "below": [HEAD, EO, HEO, *rows],
        "below a total": [HEAD, EO, HEO, TOTAL, *rows],
        "below a total above": [HEAD, TOTAL, EO, HEO, *rows],
        "under a heading": [HEAD, EO, HEO, TOTAL, [], ["By contract type"], *rows],
        "with a total of their own": [HEAD, EO, HEO, TOTAL, *rows, TOTAL],
        "below women and men": [HEAD, ["Female", 8, 1], ["Male", 7, 2], *rows, EO, HEO],
        "beside two header rows": [["", "Ethnic group", ""], HEAD, *rows, EO, HEO, TOTAL],
    }[place]


PLACES = [
    "above", "above, with a total", "among", "below", "below a total", "below a total above", "under a heading",
    "with a total of their own", "below women and men", "beside two header rows",
]  # fmt: skip


def is_accounted(plan: ImportPlan) -> bool:
    """Whether everybody read is counted or set aside."""
    return plan.people_read == plan.counted + total(plan.set_aside.values())


@pytest.mark.parametrize(("name", "place"), list(product(DIVISIONS, PLACES)))
def test_rows_that_divide_everybody_otherwise_are_set_aside(name: str, place: str, tmp_path: Path) -> None:
    plan = read(placed(DIVISIONS[name], place), tmp_path)
    assert (plan.status, people(plan), is_accounted(plan)) == ("ready", TRUTH, True)
    assert DIVISIONS[name][0][0] in issue(plan, "divisions_set_aside").message


@pytest.mark.parametrize(("name", "place"), list(product(DIVISIONS, PLACES)))
def test_where_one_person_is_missing_the_file_is_refused(name: str, place: str, tmp_path: Path) -> None:
    first, *rest = DIVISIONS[name]
    plan = read(placed([[first[0], first[1] - 1, first[2]], *rest], place), tmp_path)
    assert plan.status == "refused"
    assert "divisions_beside_others" in codes(plan)
    assert not {decision.value for decision in plan.decisions} & {row[0] for row in DIVISIONS[name][:2]}


OTHERS: dict[str, Rows] = {
    "of each grade": [HEAD, EO, ["Full-time", 6, 1], ["Part-time", 4, 1], HEO, ["Full-time", 5, 0],
                      ["Part-time", 0, 1], TOTAL],
    "of each grade and of all": [HEAD, EO, ["Full-time", 6, 1], ["Part-time", 4, 1], HEO, ["Full-time", 5, 0],
                                 ["Part-time", 0, 1], ["Full-time", 11, 1], ["Part-time", 4, 2]],
    "two kinds": [HEAD, *DIVISIONS["hours"], *DIVISIONS["disability"], EO, HEO],
    "one alone, beside a total": [HEAD, EO, HEO, ["Disabled", 3, 0], TOTAL],
    "one alone, of each grade": [HEAD, EO, ["Part-time", 4, 1], HEO, ["Part-time", 0, 1], TOTAL],
    "suppressed": [HEAD, ["Full-time", 11, "<5"], ["Part-time", "<5", "<5"], EO, HEO, TOTAL],
    "beside grades across": [["Ethnicity", "EO", "HEO"], ["Full-time", 8, 1], ["Part-time", 4, 5], ["White", 10, 5],
                             ["Asian", 2, 1]],
    "of each group beside grades across": [
        ["Ethnicity", "EO", "HEO"], ["White", 10, 5], ["16-34", 4, 5], ["35-54", 3, 0], ["55+", 3, 0],
        ["Asian", 2, 1], ["16-34", 2, 0], ["35-54", 0, 0], ["55+", 0, 1]],
    "columns beside groups": [[*HEAD, "Full-time", "Part-time"], ["EO", 10, 2, 7, 5], ["HEO", 5, 1, 6, 0]],
    "columns beside groups, with a total": [
        [*HEAD, "Disabled", "Not disabled", "Total"], ["EO", 10, 2, 7, 5, 12], ["HEO", 5, 1, 6, 0, 6]],
    "one column, with a total": [[*HEAD, "Part-time", "Total"], ["EO", 10, 2, 5, 12], ["HEO", 5, 1, 0, 6]],
    "columns beside grades": [["Ethnicity", "EO", "HEO", "Full-time", "Part-time"], ["White", 10, 5, 11, 4],
                              ["Asian", 2, 1, 3, 0]],
    "columns of women and men beside grades": [["Ethnicity", "EO", "HEO", "Female", "Male"], ["White", 10, 5, 11, 4],
                                               ["Asian", 2, 1, 3, 0]],
    "a list": [["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["EO", "Asian", 2], ["HEO", "White", 5],
               ["HEO", "Asian", 1], ["Full-time", "White", 9], ["Full-time", "Asian", 3], ["Part-time", "White", 5],
               ["Job share", "White", 1], ["Job share", "Asian", 0]],
    "a list, in the column of the groups": [
        ["Grade", "Ethnicity", "Headcount"], ["EO", "White", 10], ["EO", "Asian", 2], ["EO", "Disabled", 5],
        ["EO", "Not disabled", 7], ["HEO", "White", 5], ["HEO", "Asian", 1], ["HEO", "Disabled", 3],
        ["HEO", "Not disabled", 3]],
}  # fmt: skip


@pytest.mark.parametrize("form", OTHERS)
def test_other_divisions_count_nobody_twice_wherever_they_are(form: str, tmp_path: Path) -> None:
    plan = read(OTHERS[form], tmp_path)
    assert (plan.status, people(plan), is_accounted(plan)) == ("ready", TRUTH, True)
    assert "divisions_set_aside" in codes(plan)


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, EO, HEO, ["Disabled", 3, 0]],
        [HEAD, EO, HEO, ["Part-time", 3, 0], ["Total", 18, 3]],
        [HEAD, ["EO"], ["Full-time", 6, 1], ["Part-time", 4, 1], ["HEO"], ["Full-time", 5, 1]],
        [[*HEAD, "Full-time", "Part-time"], ["EO", 10, 2, 7, 5], ["HEO", 5, 1, 6, 1]],
        [[*HEAD, "Part-time"], ["EO", 10, 2, 7], ["HEO", 5, 1, 6]],
        [["Ethnicity", "EO", "HEO", "Female", "Male"], ["White", 10, 5, 11, 4], ["Asian", 2, 1, 3, 1]],
        [
            ["Grade", "Ethnicity", "Headcount"],
            ["EO", "White", 10],
            ["Full-time", "White", 8],
            ["Part-time", "White", 1],
        ],
    ],
    ids=["one alone", "counted in the total", "below headings", "columns", "a column", "sexes", "a list"],
)
def test_what_is_not_the_people_of_the_others_is_refused(rows: Rows, tmp_path: Path) -> None:
    plan = read(rows, tmp_path)
    assert (plan.status, "divisions_beside_others" in codes(plan)) == ("refused", True)


SURE = [name for name in DIVISIONS if name != "uniform"]


@pytest.mark.parametrize(
    ("name", "end"), list(product(SURE, [[], [TOTAL], DIVISIONS["hours"], [["Female", 8, 1], ["Male", 7, 2]]]))
)
def test_divisions_alone_are_the_whole_without_grades(name: str, end: Rows, tmp_path: Path) -> None:
    if name.startswith("hours") and end == DIVISIONS["hours"]:
        end = DIVISIONS["disability"]
    rows: Rows = [HEAD, *DIVISIONS[name], *end]
    plan = read(rows, tmp_path)
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("column", "(grade)")]
    plan = read(rows, tmp_path, "column:(grade)=not_given")
    assert (plan.status, plan.headcount.low, is_accounted(plan)) == ("ready", 18, True)


def test_a_word_that_is_a_grade_of_the_organisation_stays_one(tmp_path: Path) -> None:
    rows: Rows = [HEAD, EO, HEO, ["Uniform", 9, 2], ["Non-uniform", 6, 1]]
    own = {"hmpps-wales": {"uniform": "own:uniform", "non-uniform": "own:non-uniform"}}
    plan = plan_of(write_xlsx(tmp_path / "own.xlsx", rows), own_grades=own)
    assert (plan.status, plan.headcount.low) == ("ready", 36)
    plan = read(rows, tmp_path, 'grade:"Uniform"=AO', 'grade:"Non-uniform"=AA')
    assert (plan.status, plan.headcount.low) == ("ready", 36)
    assert people(plan)["AO", "WHITE"] == 9


@pytest.mark.parametrize("labels", [["18-22", "23-25", "26-28"], ["Uniform", "Non-uniform"]])
def test_what_may_be_a_scale_is_asked_about_where_it_is_alone(labels: list[str], tmp_path: Path) -> None:
    for rows in ([HEAD, *([label, 10, 2] for label in labels)], [LIST, *([label, "White", 10] for label in labels)]):
        plan = read(rows, tmp_path)
        assert {(asked.field, asked.value) for asked in plan.decisions} == {("grade", label) for label in labels}


CELLS = st.lists(st.tuples(*[st.integers(0, 12)] * 4), min_size=2, max_size=5)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CELLS, st.sampled_from(["above", "among", "below", "each"]), st.booleans(), st.booleans(), st.integers(-1, 1))
def test_nobody_is_counted_twice_or_lost_by_another_division(
    tmp_path: Path, cells: list[tuple[int, ...]], place: str, has_total: bool, hides: bool, wrong: int
) -> None:
    grades = ["AA", "AO", "EO", "HEO", "SEO"]
    sums = [sum(column) for column in zip(*cells, strict=True)]
    full: Rows = [["Full-time", *sums[:2]], ["Part-time", sums[2] + max(0, wrong), sums[3]]]
    each = [
        [[grades[n], a + c, b + d], ["Full-time", a, b], ["Part-time", c, d]] for n, (a, b, c, d) in enumerate(cells)
    ]
    body = [row for rows in each for row in (rows if place == "each" else rows[:1])]
    end = [["Total", sums[0] + sums[2], sums[1] + sums[3]]] if has_total else []
    rows = {
        "above": [*full, *body, *end],
        "among": [body[0], *full, *body[1:], *end],
        "below": [*body, *full, *end],
        "each": [*body, *end],
    }[place]
    if hides:
        rows = [[row[0], *("<5" if 0 < count < 5 else count for count in row[1:])] for row in rows]
    plan = read([HEAD, *rows], tmp_path)
    if plan.status == "refused" and any(sums):
        assert (wrong, place != "each") == (1, True)
        return
    assert not plan.decisions
    assert hides or not any(sums) or wrong < 1 or place == "each"
    assert plan.counted.low <= sum(sums) <= plan.counted.high


SEXES_BESIDE: Rows = [["EO", 5, 2, 3, 4], ["HEO", 3, 1, 2, 2]]


@pytest.mark.parametrize("head", [["White", "Asian", "Female", "Male"], ["Female", "Male", "White", "Asian"]])
def test_women_and_men_beside_the_groups_are_checked_against_them(head: list[str], tmp_path: Path) -> None:
    turned = SEXES_BESIDE if head[0] == "White" else [[row[0], *row[3:], *row[1:3]] for row in SEXES_BESIDE]
    plan = read([["Grade", *head], *turned], tmp_path)
    assert (plan.status, plan.headcount.low) == ("ready", 11)
    wrong = [[*turned[0][:1], *(cell + 1 for cell in turned[0][1:3]), *turned[0][3:]], *turned[1:]]
    assert "divisions_beside_others" in codes(read([["Grade", *head], *wrong], tmp_path))


def test_who_gave_no_sex_is_no_ethnic_group(tmp_path: Path) -> None:
    head = ["Grade", "White", "Asian", "Female", "Male", "Prefer not to say"]
    plan = read([head, ["EO", 5, 2, 3, 3, 1], ["HEO", 3, 1, 2, 2, 0]], tmp_path)
    assert plan.status == "refused"


@pytest.mark.parametrize("head", [["Female", "Male"], ["% Female", "% Male"]])
def test_shares_of_women_and_men_and_cells_left_blank_are_no_counts_of_them(head: list[str], tmp_path: Path) -> None:
    cells: list[Any] = [50, 50] if head[0].startswith("%") else ["", ""]
    plan = read([["Grade", "White", "Asian", *head], ["EO", 5, 2, *cells], ["HEO", 3, 1, 2, 2]], tmp_path)
    assert (plan.status, plan.headcount.low) == ("ready", 11)
