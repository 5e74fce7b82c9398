"""Tables with grades over the columns, and codes that are a grade here and an ethnic group there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import ORGANISATIONS, codes, exact, people, plan_of, read, write_csv, write_xlsx

from workforce_tui.domain.grades import grades, ladders_for, recognise_grade
from workforce_tui.importing.plan import Layout

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.workforce import OrganisationKind

OF_KIND = {known.kind: known.code for known in ORGANISATIONS.values()}
LADDERS = [(kind, ladder) for kind in OF_KIND for ladder in ladders_for(kind) if len(grades(ladder)) > 1]
CODES_16 = ["W1", "W2", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A9", "B1", "B2", "B9", "O1", "O9", "NS"]
CODES_18 = [*CODES_16[:2], "W3", *CODES_16[2:10], "A4", *CODES_16[10:14], "O2", "O9", "NS"]


@pytest.mark.parametrize(("kind", "ladder"), LADDERS)
def test_every_ladder_may_stand_across(kind: OrganisationKind, ladder: str, tmp_path: Path) -> None:
    names = [g.name_en for g in grades(ladder) if recognise_grade(g.name_en, kind=kind).grade == g.code][:6]
    white, black = [100 + i for i in range(len(names))], [3 + i for i in range(len(names))]
    rows = [["Ethnicity", *names, "Total"], ["White", *white, sum(white)], ["Black", *black, sum(black)]]
    plan = read(rows, tmp_path, organisation=OF_KIND[kind])
    assert (plan.status, plan.layout) == ("ready", Layout.CROSSTAB)
    assert exact(plan) + plan.outside_workforce == sum(white) + sum(black)
    wanted = {recognise_grade(name, kind=kind).grade for name in names}
    assert {grade for grade, _group in people(plan)} == wanted
    assert sum(number for (_grade, group), number in people(plan).items() if group == "BLACK") == sum(black)


@pytest.mark.parametrize("organisation", ["cps-cymru-wales", None])
def test_letter_and_digit_are_grades_where_ethnic_groups_stand_down(organisation: str | None, tmp_path: Path) -> None:
    rows = [["Ethnicity", "A1", "A2", "B1", "B2"], ["White", 100, 30, 20, 150], ["Black", 5, 1, 2, 8]]
    said = () if organisation else ("organisation:(file)=cps-cymru-wales",)
    plan = read(rows, tmp_path, *said, organisation=organisation)
    assert (plan.status, exact(plan)) == ("ready", 316)
    assert people(plan)["CPS_A2", "BLACK"] == 1
    assert people(plan)["CPS_B2", "WHITE"] == 150


def test_letter_and_digit_are_ethnic_groups_where_grades_stand_down(tmp_path: Path) -> None:
    rows = [["Grade", "A1", "A2", "B1"], ["Crown Prosecutor", 9, 8, 7], ["B2", 6, 5, 4]]
    plan = read(rows, tmp_path, organisation="cps-cymru-wales")
    assert (plan.status, exact(plan)) == ("ready", 39)
    assert people(plan)["CPS_B2", "A_IND"] == 6


def test_codes_down_and_ranks_across_of_a_police_force(tmp_path: Path) -> None:
    rows = [["", "Constable", "Sergeant", "Total"], ["A1", 3, 1, 4], ["W1", 90, 9, 99], ["B1", 2, 0, 2]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (plan.status, exact(plan)) == ("ready", 105)
    assert people(plan)["CONSTABLE", "A_IND"] == 3


@pytest.mark.parametrize(("labels", "scheme"), [(CODES_16, "sde16"), (CODES_18, "sde18"), (["W1", "A1", "A9"], "")])
@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_every_police_code_may_stand_across(labels: list[str], scheme: str, write: object, tmp_path: Path) -> None:
    numbers = list(range(1, len(labels) + 1))
    total = [2 * number for number in numbers]
    rows = [["Rank", *labels, "Total"], ["Constable", *numbers, sum(numbers)], ["Sergeant", *numbers, sum(numbers)]]
    rows.append(["Total", *total, sum(total)])
    path = tmp_path / ("a.csv" if write is write_csv else "a.xlsx")
    plan = plan_of(write(path, rows), organisation="gwent-police")  # type: ignore[operator]
    assert (plan.status, exact(plan)) == ("ready", sum(total))
    assert people(plan)["SERGEANT", "A_IND"] == labels.index("A1") + 1
    assert len(people(plan)) == 2 * len(labels)
    assert not scheme or plan.scheme == scheme


@pytest.mark.parametrize("again", ["A1", "White2", "White*", "White [note 1]"])
def test_a_group_is_still_not_read_twice(again: str, tmp_path: Path) -> None:
    first = "A1" if again == "A1" else "White"
    rows = [["Rank", first, "Asian", again], ["Constable", 10, 2, 10]]
    assert codes(read(rows, tmp_path, organisation="gwent-police")) >= {"columns_repeated"}


def test_grades_across_under_a_merged_heading_without_a_corner(tmp_path: Path) -> None:
    rows = [
        ["", "Pay band", None, None, ""],
        ["", "Band 2", "Band 3", "Band 4", "Total"],
        ["White", 100, 30, 20, 150],
        ["Black", 5, 1, 2, 8],
        ["Not stated", 3, 1, 0, 4],
        ["Total", 108, 32, 22, 162],
    ]
    merged = plan_of(write_xlsx(tmp_path / "a.xlsx", rows, merges=((0, 1, 0, 3),)))
    repeated = plan_of(write_csv(tmp_path / "a.csv", [["", *["Pay band"] * 3, ""], *rows[1:]]))
    for plan in (merged, repeated):
        assert (plan.status, exact(plan)) == ("ready", 162)
        by_grade = [sum(n for (g, _e), n in people(plan).items() if g == band) for band in ("BAND2", "BAND3", "BAND4")]
        assert by_grade == [108, 32, 22]


def test_grades_across_divided_by_sex(tmp_path: Path) -> None:
    rows = [
        ["Ethnic group", "AO", "", "EO", ""],
        ["", "Female", "Male", "Female", "Male"],
        ["White", 10, 9, 8, 7],
        ["Asian", 4, 3, 2, 1],
    ]
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", rows, merges=((0, 1, 0, 2), (0, 3, 0, 4))))
    assert (plan.status, exact(plan)) == ("ready", 44)
    assert people(plan) == {("AO", "WHITE"): 19, ("AO", "ASIAN"): 7, ("EO", "WHITE"): 15, ("EO", "ASIAN"): 3}
    assert {row[4] for row in plan.counts} == {"female", "male"}
