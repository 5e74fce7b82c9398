"""Small files with known truth, and a database to import them into."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from workforce_tui.services.imports import FileToImport, ImportOutcome, confirm, plan_file, run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

RECORD_HEADER = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Gender", "FTE", "Start Date")
LONG_HEADER = ("Grade", "Ethnicity", "Headcount")
BRITISH = "White - Welsh, English, Scottish, Northern Irish or British"
INDIAN = "Asian or Asian British - Indian"
DAY = date(2025, 3, 31)
NEXT = date(2026, 3, 31)
GWENT = "gwent-police"


@dataclass(frozen=True)
class Person:
    """One row of a record file."""

    number: str
    rank: str = "Constable"
    ethnicity: str = BRITISH
    worker: str = "Police Officer"
    fte: str = "1.0"

    def cells(self) -> tuple[str, ...]:
        return (self.number, self.rank, self.worker, self.ethnicity, "Female", self.fte, "01/09/2015")


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> Path:
    """Write a plain CSV file; returns its path."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def staff_file(path: Path, people: Iterable[Person]) -> Path:
    """A record file of *people*."""
    return write_csv(path, RECORD_HEADER, (person.cells() for person in people))


def people(minority: int, white: int, *, first: int = 1, rank: str = "Constable") -> list[Person]:
    """So many Indian and so many White British people, with numbers of their own."""
    labels = [INDIAN] * minority + [BRITISH] * white
    return [Person(f"E{first + i:05d}", rank, label) for i, label in enumerate(labels)]


def import_into(ws: Workspace, path: Path, **said: Any) -> ImportOutcome:
    """Import a file of Gwent Police as at 31 March 2025, unless said otherwise."""
    replace_earlier = said.pop("replace_earlier", False)
    wanted = FileToImport(path, **({"organisation": GWENT, "as_at": DAY} | said))
    return confirm(ws, run(plan_file(ws, wanted)), replace_earlier=replace_earlier)


def everything(ws: Workspace) -> str:
    """All that the database holds, as text, to find out whether anything changed."""
    with ws.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name").scalars()
        content = {
            name: [repr(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")] for name in tables.all()
        }
    return json.dumps(content)
