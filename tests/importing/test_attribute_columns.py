"""Columns about disability, age and contract: banded while the file is read, and nothing else of them kept."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import STAFF, codes, issue, plan_of, read, write_csv, write_xlsx

from workforce_tui.domain.attributes import Attributes, attributes_of
from workforce_tui.importing.apart import read_apart
from workforce_tui.importing.model import MASK

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

BORN = dt.date(1996, 4, 1)


def said(plan: ImportPlan) -> list[Attributes]:
    return [attributes_of(row[8]) for row in plan.persons]


def column(tmp_path: Path, header: str, *cells: Any) -> ImportPlan:
    """A file of people as at 31 March 2026 with one more column."""
    people = [[number, "Indian", "EO", cell] for number, cell in enumerate(cells, 1)]
    return read([[*STAFF[0], header], *people], tmp_path)


@pytest.mark.parametrize("header", ["Date of Birth", "DOB", "Age", "Age band", "Oedran", "Band oedran"])
def test_an_age_however_it_is_given_becomes_a_band_as_at_the_snapshot(tmp_path: Path, header: str) -> None:
    plan = column(tmp_path, header, BORN, dt.date(1996, 3, 31), 44, "20 - 29", "01/04/1996", "44 years", "")
    assert [one.age for one in said(plan)] == ["20-29", "30-39", "40-49", "20-29", "20-29", "40-49", "unknown"]
    assert plan.status == "ready"


def test_a_year_of_two_figures_is_never_in_the_future(tmp_path: Path) -> None:
    rows = [[*STAFF[0], "DOB"], [1, "Indian", "EO", "12/05/65"], [2, "Indian", "EO", "12/05/05"]]
    plan = plan_of(write_csv(tmp_path / "a.csv", rows))
    assert [one.age for one in said(plan)] == ["60-64", "20-29"]


def test_each_snapshot_of_a_file_has_its_own_ages(tmp_path: Path) -> None:
    rows = [[*STAFF[0], "As at", "DOB"], [1, "Indian", "EO", dt.date(2026, 3, 31), BORN]]
    rows.append([1, "Indian", "EO", dt.date(2026, 4, 1), BORN])
    assert [one.age for one in said(read(rows, tmp_path, as_at=None))] == ["20-29", "30-39"]


def test_what_is_not_understood_is_unknown_and_counted_and_never_shown(tmp_path: Path) -> None:
    plan = column(tmp_path, "Disability", "Epilepsy", "Epilepsy", "Yes", "Prefer not to say", "")
    assert [one.disability for one in said(plan)] == ["unknown", "unknown", "disabled", "undeclared", "unknown"]
    found = issue(plan, "disability_unrecognised")
    assert "2" in found.message
    assert "Epilepsy" not in repr(plan.issues)
    assert all("Epilepsy" not in text for row in plan.preview for text in row)


def test_no_age_or_date_of_birth_leaves_the_process_that_reads(tmp_path: Path) -> None:
    rows = [[*STAFF[0], "DOB", "Age"], [1, "Indian", "EO", dt.date(1901, 2, 3), 7], [2, "Indian", "EO", BORN, 29]]
    plan = read_apart(plan_of(write_xlsx(tmp_path / "a.xlsx", rows)).request)
    assert [one.age for one in said(plan)] == ["unknown", "20-29"]
    assert codes(plan) >= {"age_column", "age_unreadable"}
    whole = repr(plan.issues) + repr(plan.preview) + repr(list(plan.persons))
    assert not [text for text in ("1901", "1996", "03/02") if text in whole]
    assert plan.preview[1][-2:] == (MASK, MASK)
    assert b"1996" not in pickle.dumps(plan.persons)


def test_a_contract_column_and_a_disability_column_are_read_together(tmp_path: Path) -> None:
    rows = [[*STAFF[0], "Math o gontract", "Anabledd"], [1, "Indian", "EO", "Parhaol", "Nac oes"]]
    (one,) = said(read(rows, tmp_path))
    assert (one.contract, one.disability, one.age) == ("permanent", "not_disabled", None)


def test_without_such_columns_nothing_is_held(tmp_path: Path) -> None:
    assert {row[8] for row in read(STAFF, tmp_path).persons} == {0}


def test_somebody_with_two_posts_keeps_the_contract_of_the_main_one(tmp_path: Path) -> None:
    rows = [[*STAFF[0], "FTE", "Contract type", "Disabled"], [1, "Indian", "EO", 0.4, "Casual", "Yes"]]
    rows.append([1, "Indian", "HEO", 0.6, "Permanent", ""])
    (one,) = said(read(rows, tmp_path))
    assert (one.contract, one.disability) == ("permanent", "disabled")
