"""Formulas whose results are not in the file: an issue where they matter, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from importing_files import STAFF, codes, exact, plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan


def with_formulas(folder: Path, header: str) -> ImportPlan:
    """The staff with a column of formulas that no program has calculated."""
    book = openpyxl.Workbook()
    for number, row in enumerate(STAFF):
        book.worksheets[0].append([*row, f"=A{number + 1}" if number else header])
    book.save(folder / "file.xlsx")
    return plan_of(folder / "file.xlsx")


@pytest.mark.parametrize("header", ["Full name", "Email", "Date of birth", "Location", "Line manager", "Comments"])
def test_a_column_that_is_not_kept_may_be_uncalculated(tmp_path: Path, header: str) -> None:
    plan = with_formulas(tmp_path, header)
    assert (plan.status, exact(plan)) == ("ready", 3)


@pytest.mark.parametrize("header", ["FTE", "Leaving date", "Sex", "Status", "Organisation"])
def test_a_column_that_is_read_may_not(tmp_path: Path, header: str) -> None:
    assert "formula_without_value" in codes(with_formulas(tmp_path, header))
