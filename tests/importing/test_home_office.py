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


def test_the_workforce_tables_by_force_have_no_ethnicity(shared_data: Path) -> None:
    tables = shared_data / "homeoffice" / "police-workforce-sep18-tables.ods"
    assert plan_of(tables, organisation=None, as_at=None).status == "refused"


def test_the_fixture_knows_the_forces() -> None:
    assert set(WELSH) <= set(ORGANISATIONS)
