"""Writing can be watched, and stopped without leaving anything behind."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.importing.persons import Persons
from workforce_tui.services.imports import FileToImport, Progress, confirm, plan_file, run
from workforce_tui.services.person_rows import in_tree_order
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 5_000


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("WORKFORCE_TUI_DATA_DIR", str(tmp_path / "data"))
    return open_workspace(str(tmp_path / "w.db"))


@pytest.fixture
def extract(tmp_path: Path) -> FileToImport:
    lines = ["Employee Number,Rank,Ethnicity"]
    lines += [f"{1000 + number},Constable,{('Indian', 'White British')[number % 2]}" for number in range(PEOPLE)]
    path = tmp_path / "staff.csv"
    path.write_text("\n".join(lines))
    return FileToImport(path, organisation="gwent-police", as_at=dt.date(2026, 3, 31))


def rows_in(ws: Workspace) -> int:
    with ws.reading() as session:
        number: int = session.connection().execute(text("SELECT COUNT(*) FROM person_snapshot")).scalar_one()
        return number


def test_writing_tells_how_many_people_are_written(ws: Workspace, extract: FileToImport) -> None:
    told: list[Progress] = []
    outcome = confirm(ws, run(plan_file(ws, extract)), on_progress=told.append)
    assert outcome.status == "imported"
    assert [(step.stage, step.done, step.total) for step in told] == [
        ("writing", 0, PEOPLE),
        ("writing", 2000, PEOPLE),
        ("writing", 4000, PEOPLE),
        ("writing", 5000, PEOPLE),
    ]


def test_stopped_writing_leaves_nothing_and_can_be_done_again(ws: Workspace, extract: FileToImport) -> None:
    told: list[Progress] = []
    plan = run(plan_file(ws, extract))
    with pytest.raises(WorkforceError, match="Nothing was written"):
        confirm(ws, plan, on_progress=told.append, is_cancelled=lambda: len(told) == 2)
    assert rows_in(ws) == 0
    assert confirm(ws, plan).status == "imported"
    assert rows_in(ws) == PEOPLE


def test_people_come_in_the_order_of_their_hash_and_with_their_own_labels() -> None:
    persons = [
        (0, f"gwent\0{number}", number % 3, number % 2, "officer", "female", 1000, None, 0) for number in range(999)
    ]
    rows = list(in_tree_order(Persons(persons), b"k" * 32, [7], [10, 11, 12], [20, 21]))
    assert rows == sorted(rows)
    assert len({row[1] for row in rows}) == 999
    assert sorted((row[2], row[3]) for row in rows) == sorted((10 + n % 3, 20 + n % 2) for n in range(999))
