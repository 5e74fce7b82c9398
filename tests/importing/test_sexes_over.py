"""Women and men over the grades, as headings or in one text with an ethnic group: each grade is read with its sex."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_files import Rows, codes, read

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

HEAD = ["Grade", "White", "Asian"]
WOMEN: Rows = [["EO", 30, 3], ["HEO", 5, 1]]
MEN: Rows = [["EO", 40, 2], ["HEO", 9, 0]]
ALL: Rows = [["EO", 70, 5], ["HEO", 14, 1]]
TRUTH = {
    ("EO", "WHITE", "female"): 30, ("EO", "ASIAN", "female"): 3, ("HEO", "WHITE", "female"): 5,
    ("HEO", "ASIAN", "female"): 1, ("EO", "WHITE", "male"): 40, ("EO", "ASIAN", "male"): 2, ("HEO", "WHITE", "male"): 9,
}  # fmt: skip


def by_sex(plan: ImportPlan) -> dict[tuple[str | None, str | None, str], int]:
    """How many people there are by grade, ethnic group and sex, where there are any."""
    counts = [row for row in plan.counts if row[5]]
    return {(plan.grade_labels[row[1]].code, plan.ethnicity_labels[row[2]].code, row[4]): row[5] for row in counts}


FORMS: dict[str, Rows] = {
    "headings": [["Female"], *WOMEN, ["Male"], *MEN],
    "headings in Welsh": [["Menywod"], *WOMEN, ["Dynion"], *MEN],
    "headings of one letter": [["F"], *WOMEN, ["M"], *MEN],
    "with their sums": [["Women", 35, 4], *WOMEN, ["Men", 49, 2], *MEN],
    "with totals": [["Female"], *WOMEN, ["Total", 35, 4], ["Male"], *MEN, ["Total", 49, 2]],
    "with named totals": [["Female"], *WOMEN, ["Total female", 35, 4], ["Male"], *MEN, ["Male total", 49, 2]],
    "with a grand total": [["Female", 35, 4], *WOMEN, ["Male", 49, 2], *MEN, ["Total", 84, 6]],
    "after everybody": [*ALL, ["Female"], *WOMEN, ["Male"], *MEN],
    "after a heading of everybody": [["All staff", 84, 6], *ALL, ["Female", 35, 4], *WOMEN, ["Male", 49, 2], *MEN],
    "before everybody": [["Female"], *WOMEN, ["Male"], *MEN, ["All"], *ALL],
    "under a heading": [["By sex"], ["Female"], *WOMEN, [], ["Male"], *MEN],
    "with a blank": [["Female"], *WOMEN, ["Male"], MEN[0], ["HEO", 9]],
}


@pytest.mark.parametrize("form", FORMS)
def test_grades_below_women_and_below_men_are_read_with_their_sex(form: str, tmp_path: Path) -> None:
    plan = read([HEAD, *FORMS[form]], tmp_path)
    wanted = {decision.field for decision in plan.decisions}
    assert (plan.status != "refused", by_sex(plan), wanted <= {"marker"}) == (True, TRUTH, True)


SUMS = [
    (form, place) for form, rows in FORMS.items() for place, row in enumerate(rows) if row[1:2] in ([35], [49], [84])
]


@pytest.mark.parametrize(("form", "place"), SUMS)
def test_a_sum_of_women_or_men_that_is_wrong_refuses_the_file(form: str, place: int, tmp_path: Path) -> None:
    rows = [list(row) for row in FORMS[form]]
    rows[place][1] += 1
    plan = read([HEAD, *rows], tmp_path)
    assert plan.status == "refused"
    assert codes(plan) & {"total_mismatch", "label_repeated"}


UNSURE: dict[str, Rows] = {
    "twice": [["Female"], *WOMEN, ["Male"], *MEN, ["Female"], *WOMEN, ["Male"], *MEN],
    "a grade twice": [["Female"], *WOMEN, *WOMEN, ["Male"], *MEN],
    "below their grades": [*WOMEN, ["Female", 35, 4], *MEN, ["Male", 49, 2]],
    "women alone": [*ALL, ["Female"], *WOMEN],
    "more grades before them": [["SEO", 9, 9], *ALL, ["Female"], *WOMEN, ["Male"], *MEN],
    "everybody's sums are others": [*ALL[:1], ["HEO", 15, 1], ["Female"], *WOMEN, ["Male"], *MEN],
}


@pytest.mark.parametrize("form", UNSURE)
def test_what_may_be_read_in_two_ways_is_refused(form: str, tmp_path: Path) -> None:
    plan = read([HEAD, *UNSURE[form]], tmp_path)
    assert plan.status == "refused"
    assert codes(plan) & {"total_mismatch", "label_repeated"}


def test_each_kind_of_worker_and_each_organisation_has_headings_of_its_own(tmp_path: Path) -> None:
    ranks: Rows = [["Female"], ["Constable", 30, 3], ["Male"], ["Constable", 40, 2]]
    specials: Rows = [["Female"], ["Special constable", 4, 1], ["Male"], ["Special constable", 6, 0]]
    rows: Rows = [["Rank", *HEAD[1:]], ["Police officers"], *ranks, ["Special constables"], *specials]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (plan.status, plan.counted.low) == ("ready", 86)
    assert {row[3] for row in plan.counts if row[4] == "female"} == {"officer", "special"}
    forces = [["Gwent Police", *ranks[0]], *(["", *row] for row in ranks[1:]), ["Dyfed-Powys Police", *ranks[0]]]
    forces += [["", *row] for row in ranks[1:]]
    plan = read([["Force", "Rank", *HEAD[1:]], *forces], tmp_path, organisation=None)
    assert (plan.status, len(plan.snapshots), plan.counted.low) == ("ready", 2, 150)


def test_ethnic_groups_below_women_and_men_beside_grades_across(tmp_path: Path) -> None:
    rows: Rows = [["Ethnicity", "EO", "HEO"], ["Female"], ["White", 30, 5], ["Not stated", 3, 1], ["Male"]]
    plan = read([*rows, ["White", 40, 9], ["Not stated", 2, 0]], tmp_path)
    assert (plan.status, plan.counted.low) == ("ready", 90)
    assert sum(row[5] for row in plan.counts if row[4] == "female") == 39


def test_a_grade_that_is_not_divided_by_sex_counts_once(tmp_path: Path) -> None:
    rows: Rows = [HEAD, ["EO", 10, 2], ["Female", 4, 1], ["Male", 6, 1], ["HEO", 5, 1]]
    assert read(rows, tmp_path).counted.low == 18
    plan = read([*rows, ["HEO", 5, 1]], tmp_path)
    assert (plan.status, "label_repeated" in codes(plan)) == ("refused", True)


LABELS = ["{group} {sex}", "{group} - {sex}", "{group} ({sex})", "{sex} {group}"]
NAMES = [("Female", "Male"), ("women", "men"), ("Menywod", "Dynion")]


@pytest.mark.parametrize(("label", "names"), list(product(LABELS, NAMES)))
@pytest.mark.parametrize("head", ["Ethnicity", ""])
@pytest.mark.parametrize("whole", ["", "{group} total", "All {group}", "{group}"])
def test_a_group_and_a_sex_in_one_text_down_the_rows(
    label: str, names: tuple[str, str], head: str, whole: str, tmp_path: Path
) -> None:
    rows: Rows = [[head, "EO", "HEO"]]
    for place, group in ((1, "White"), (2, "Asian")):
        rows += [[label.format(group=group, sex=names[0]), *(row[place] for row in WOMEN)]]
        rows += [[label.format(group=group, sex=names[1]), *(row[place] for row in MEN)]]
        rows += [[whole.format(group=group), *(row[place] for row in ALL)]] if whole else []
    plan = read([*rows, ["Total", 75, 15]], tmp_path)
    assert (plan.status, by_sex(plan)) == ("ready", TRUTH)
    rows[-1][1] += 1
    assert "total_mismatch" in codes(read([*rows, ["Total", 75, 15]], tmp_path))


@pytest.mark.parametrize("form", ["in one text", "below a heading"])
def test_all_of_a_grade_are_the_sum_of_its_women_and_men(form: str, tmp_path: Path) -> None:
    rows: Rows = [HEAD]
    for women, men, both in zip(WOMEN, MEN, ALL, strict=True):
        before = f"{women[0]} " if form == "in one text" else ""
        rows += [] if before else [[women[0]]]
        rows += [[f"{before}Female", *women[1:]], [f"{before}Male", *men[1:]], [f"All {both[0]}s", *both[1:]]]
    plan = read(rows, tmp_path)
    assert (plan.status, by_sex(plan)) == ("ready", TRUTH)


CELLS = st.lists(st.tuples(*[st.integers(0, 12)] * 4), min_size=2, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CELLS, st.sampled_from(["", "sums", "totals"]), st.sampled_from(["", "first", "last"]), st.booleans())
def test_everybody_counts_once_with_their_sex(
    tmp_path: Path, cells: list[tuple[int, ...]], sums: str, everybody: str, hides: bool
) -> None:
    grades = ["AA", "AO", "EO", "HEO"]
    a, b, c, d = ([row[place] for row in cells] for place in range(4))
    body: Rows = []
    for name, first, second in (("Female", a, b), ("Male", c, d)):
        counts = [[grades[n], *pair] for n, pair in enumerate(zip(first, second, strict=True))]
        if hides:
            counts = [[grade, *("<5" if 0 < count < 5 else count for count in row)] for grade, *row in counts]
        total = [sum(first), sum(second)]
        body += [[name, *total] if sums == "sums" else [name], *counts]
        body += [["Total", *total]] if sums == "totals" else []
    whole = [[grades[n], one + three, two + four] for n, (one, two, three, four) in enumerate(cells)]
    rows = {"": body, "first": [["All staff"], *whole, *body], "last": [*body, ["All staff"], *whole]}[everybody]
    plan = read([HEAD, *rows], tmp_path)
    assert not plan.decisions
    if any(map(sum, cells)):
        assert plan.status == "ready"
        women = [row for row in plan.counts if row[4] == "female"]
        assert {row[4] for row in plan.counts} <= {"female", "male"}
        assert sum(row[5] for row in women) <= sum(a) + sum(b) <= sum(row[6] for row in women)
        assert plan.counted.low <= sum(map(sum, cells)) <= plan.counted.high
