"""The Home Office open data on police officers by rank and ethnic group, as published."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from importing_files import ORGANISATIONS, codes, exact, plan_of

from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, Scheme, membership
from workforce_tui.domain.organisations import find_organisation, shipped_organisations
from workforce_tui.importing.plan import ImportPlan, Layout

if TYPE_CHECKING:
    from pathlib import Path

MARCH_2003 = dt.date(2003, 3, 31)
WELSH = {
    "dyfed-powys-police": (7, 0, 1160),
    "gwent-police": (20, 0, 1347),
    "north-wales-police": (5, 2, 1568),
    "south-wales-police": (47, 327, 2914),
}


@pytest.fixture(scope="module")
def published(shared_data: Path) -> Path:
    return shared_data / "homeoffice" / "police-officers-rank-ethnicity-2003.csv"


@pytest.fixture(scope="module")
def plan(published: Path) -> ImportPlan:
    return plan_of(published, organisation=None, as_at=None)


def by_membership(plan: ImportPlan, organisation: str) -> tuple[int, int, int]:
    """Ethnic minority, not stated and White officers of one force."""
    found: Counter[Membership] = Counter()
    for snapshot, _grade, ethnicity, _worker, _sex, low, high, _fte in plan.counts:
        if plan.snapshots[snapshot].organisation == organisation:
            assert low == high
            code = plan.ethnicity_labels[ethnicity].code
            assert code is not None
            found[membership(code, EthnicityDefinition.EM_EXCL)] += low
    return found[Membership.MINORITY], found[Membership.UNDECLARED], found[Membership.WHITE]


def test_it_needs_no_decisions(plan: ImportPlan) -> None:
    assert (plan.status, plan.layout, plan.scheme) == ("ready", Layout.LONG, Scheme.HO2001_5)
    assert not plan.decisions
    assert plan.rows_read == 3612
    assert not [found for found in plan.issues if found.severity != "info"]


def test_every_force_of_england_and_wales_is_there(plan: ImportPlan) -> None:
    assert len(plan.snapshots) == 43
    assert {key.as_at for key in plan.snapshots} == {MARCH_2003}
    assert len({key.organisation for key in plan.snapshots}) == 43
    assert exact(plan) == 134_051


@pytest.mark.parametrize("force", WELSH)
def test_the_welsh_forces_are_exact(plan: ImportPlan, force: str) -> None:
    assert by_membership(plan, force) == WELSH[force]


def test_every_cell_is_as_published(published: Path, plan: ImportPlan) -> None:
    expected: Counter[tuple[str, str, str, str]] = Counter()
    with published.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            number = row["Total (headcount)"].strip().replace(",", "")
            if number != "-":
                force = find_organisation(row["Force Name"], shipped_organisations())
                assert force is not None
                key = (force.code, row["Rank description"], row["Ethnicity"], row["Gender"].lower())
                expected[key] += int(number)
    found: Counter[tuple[str, str, str, str]] = Counter()
    for snapshot, grade, ethnicity, worker, sex, low, _high, _fte in plan.counts:
        assert worker == "officer"
        label = plan.ethnicity_labels[ethnicity].raw.rpartition(" | ")[2]
        found[plan.snapshots[snapshot].organisation, plan.grade_labels[grade].raw, label, sex] += low
    assert found == expected


def test_one_force_can_be_taken_from_it(published: Path) -> None:
    plan = plan_of(published, organisation="gwent-police", as_at=None)
    assert plan.status == "ready"
    assert [key.organisation for key in plan.snapshots] == ["gwent-police"]
    assert exact(plan) == 1367
    assert "rows_of_others" in codes(plan)
    assert plan.rows_skipped == 3612 - 84


def test_a_force_or_a_day_that_is_not_in_it_is_refused(published: Path) -> None:
    assert "organisation_not_in_file" in codes(plan_of(published, organisation="hmpps-wales", as_at=None))
    later = plan_of(published, organisation=None, as_at=dt.date(2004, 3, 31))
    assert later.status == "refused"
    assert "date_not_in_file" in codes(later)


SEP_18 = "police-workforce-sep18-tables.ods"
AT = dt.date(2018, 9, 30)
NOT_GIVEN = ("column:(ethnicity)=not_given", "column:(grade)=not_given")


@pytest.mark.parametrize("number", range(1, 6))
def test_tables_of_full_time_equivalents_are_refused_as_such(shared_data: Path, number: int) -> None:
    path = shared_data / "homeoffice" / SEP_18
    for decisions in ((), NOT_GIVEN):
        plan = plan_of(path, *decisions, organisation="gwent-police", as_at=AT, sheet=f"Table_{number}")
        assert plan.status == "refused"
        assert "fte_not_headcount" in codes(plan)


@pytest.mark.parametrize(
    ("sheet", "day", "worker", "people"),
    [
        ("Table_6", AT, "special", {"dyfed-powys": 58, "gwent": 54, "north-wales": 183, "south-wales": 135}),
        ("Table_6", dt.date(2017, 9, 30), "special", {"gwent": 102, "south-wales": 137}),
        ("Table_7", AT, "volunteer", {"dyfed-powys": 68, "gwent": 167, "north-wales": 66, "south-wales": 120}),
    ],
)
def test_headcounts_of_one_day_are_those_of_its_column(
    shared_data: Path, sheet: str, day: dt.date, worker: str, people: dict[str, int]
) -> None:
    path = shared_data / "homeoffice" / SEP_18
    for force, number in people.items():
        plan = plan_of(path, *NOT_GIVEN, organisation=f"{force}-police", as_at=day, sheet=sheet)
        assert plan.status == "ready", [(found.code, found.value) for found in plan.issues]
        assert [(row[3], row[5], row[6]) for row in plan.counts] == [(worker, number, number)]
        assert (plan.headcount.high, plan.outside_workforce) == (0, number)
        assert "other_dates_left_out" in codes(plan)


def test_which_day_is_meant_is_never_guessed(shared_data: Path) -> None:
    path = shared_data / "homeoffice" / SEP_18
    for day in (None, dt.date(2019, 3, 31)):
        plan = plan_of(path, *NOT_GIVEN, organisation="gwent-police", as_at=day, sheet="Table_6")
        assert (plan.status, plan.counts) == ("refused", [])
        assert "30 September 2018" in next(one.message for one in plan.issues if one.code == "dates_across")


def test_a_number_that_is_not_available_is_not_a_zero(shared_data: Path) -> None:
    path = shared_data / "homeoffice" / SEP_18
    day = dt.date(2018, 3, 31)
    plan = plan_of(path, *NOT_GIVEN, organisation="gwent-police", as_at=day, sheet="Table_7")
    assert plan.status == "refused"
    assert "count_not_available" in codes(plan)


def test_a_region_with_the_name_of_a_force_is_not_added_to_it(shared_data: Path) -> None:
    plan = plan_of(shared_data / "homeoffice" / SEP_18, *NOT_GIVEN, organisation=None, as_at=AT, sheet="Table_6")
    assert plan.status == "refused"
    assert "label_repeated" in codes(plan)
    alone = plan_of(
        shared_data / "homeoffice" / SEP_18, *NOT_GIVEN, organisation="west-midlands-police", as_at=AT, sheet="Table_6"
    )
    assert (alone.status, "label_repeated" in codes(alone)) == ("refused", True)


def test_without_a_sheet_nothing_is_guessed(shared_data: Path) -> None:
    plan = plan_of(shared_data / "homeoffice" / SEP_18, organisation=None, as_at=None)
    assert (plan.status, plan.counts) == ("refused", [])
    assert len(plan.sheets) == 9
    assert all(info.reason for info in plan.sheets)


def test_the_fixture_knows_the_forces() -> None:
    assert set(WELSH) <= set(ORGANISATIONS)
