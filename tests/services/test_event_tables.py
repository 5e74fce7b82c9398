"""Events of a year as tables: every event in one row and one column, by outcome and by grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import GWENT, write_csv
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.services.event_tables import event_tables
from workforce_tui.services.imports import FileToImport, confirm, plan_file, run

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

HEADER = ("Staff number", "Grade", "Ethnicity", "Leaving date", "Reason for leaving")
LEAVERS = (
    ("1", "Constable", "White British", "01/06/2025", "Resignation"),
    ("2", "Constable", "Indian", "02/06/2025", "Resignation"),
    ("3", "Sergeant", "White British", "03/06/2025", "Retirement"),
    ("4", "Constable", "Prefer not to say", "04/06/2025", "Retirement"),
    ("5", "Constable", "", "05/06/2025", "Resignation"),
)


@pytest.fixture
def leavers(ws: Workspace, tmp_path: Path) -> Workspace:
    file = write_csv(tmp_path / "leavers.csv", HEADER, LEAVERS)
    days = collection_year(2026)
    wanted = FileToImport(
        file, organisation=GWENT, dataset=Dataset.LEAVERS, period_start=days.start, period_end=days.end, own=True
    )
    outcome = confirm(ws, run(plan_file(ws, wanted)))
    assert outcome.status == "imported", outcome.plan.issues
    return ws


def counts(ws: Workspace, place: int) -> dict[str, list[int]]:
    table = event_tables(ws, GWENT, Dataset.LEAVERS, 2026)[place]
    found = {}
    for row in table.rows:
        cells = [cell.value for cell in row.cells if isinstance(cell, Shown)]
        found[row.label] = [count.low for count in cells if isinstance(count, Count)]
    return found


def test_every_leaver_is_in_one_row_by_reason(leavers: Workspace) -> None:
    assert counts(leavers, 0) == {"Resignation": [3, 1, 1, 0, 1], "Retirement": [2, 0, 1, 1, 0]}


def test_every_leaver_is_in_one_row_by_grade(leavers: Workspace) -> None:
    assert counts(leavers, 1) == {"Constable": [4, 1, 1, 1, 1], "Sergeant": [1, 0, 1, 0, 0]}


def test_another_year_and_another_dataset_have_none(leavers: Workspace) -> None:
    assert event_tables(leavers, GWENT, Dataset.LEAVERS, 2025) == ()
    assert event_tables(leavers, GWENT, Dataset.JOINERS, 2026) == ()
