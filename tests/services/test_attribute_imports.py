"""Disability, age band and contract from a file to a figure: undone, replaced and read again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from builders import GWENT, everything, import_into, write_csv
from workforce_tui.services.batches import undo_batch
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.representation import representation_report

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

HEADER = ("Employee Number", "Rank", "Ethnicity", "Date of Birth", "Disability", "Contract Type", "Start Date")
LATER = dt.date(2026, 3, 31)


def staff(folder: Path, disabled: int, *, born: str = "17/08/1977", columns: int = len(HEADER)) -> Path:
    """Ten constables, so many of them disabled."""
    rows = [
        (f"E{one}", "Constable", "Indian", born, "Yes" if one < disabled else "No", "Permanent", "01/09/2024")
        for one in range(10)
    ]
    return write_csv(folder / f"{disabled}{columns}.csv", HEADER[:columns], (row[:columns] for row in rows))


def rows(ws: Workspace, by: Dimension) -> dict[str, int]:
    report = representation_report(ws, ReportQuery(GWENT, None, by))
    return {row.key: row.figures.headcount.low for row in report.rows}


def test_a_file_becomes_figures_by_each_attribute(ws: Workspace, tmp_path: Path) -> None:
    assert import_into(ws, staff(tmp_path, 3)).status == "imported"
    assert rows(ws, Dimension.DISABILITY) == {"disabled": 3, "not_disabled": 7}
    assert rows(ws, Dimension.AGE) == {"40-49": 10}
    assert rows(ws, Dimension.CONTRACT) == {"permanent": 10}
    assert rows(ws, Dimension.SERVICE) == {"under-1": 10}


def test_no_age_and_no_date_of_birth_is_in_the_database(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff(tmp_path, 3))
    held = everything(ws)
    assert not [text for text in ("1977", "17/08", "08-17") if text in held]


def test_the_band_is_that_of_each_snapshot(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff(tmp_path, 0, born="01/04/1985"))
    assert rows(ws, Dimension.AGE) == {"30-39": 10}
    import_into(ws, staff(tmp_path, 1, born="01/04/1985"), as_at=LATER)
    assert rows(ws, Dimension.AGE) == {"40-49": 10}


def test_a_corrected_file_replaces_what_was_said_and_undoing_takes_it_out(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff(tmp_path, 3))
    replaced = import_into(ws, staff(tmp_path, 5), replace_earlier=True)
    assert rows(ws, Dimension.DISABILITY) == {"disabled": 5, "not_disabled": 5}
    assert replaced.batch is not None
    undo_batch(ws, replaced.batch)
    assert rows(ws, Dimension.DISABILITY) == {}


def test_a_file_without_the_columns_says_so(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff(tmp_path, 3, columns=3))
    assert rows(ws, Dimension.DISABILITY) == {"not_held": 10}
    assert rows(ws, Dimension.SERVICE) == {"unknown": 10}
