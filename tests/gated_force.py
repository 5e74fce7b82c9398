"""A force whose upper grades are small enough that every profile has something to keep back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import DAY, GWENT, NEXT
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.storage import facts
from workforce_tui.storage.batches import add_batch
from workforce_tui.storage.tables import ImportBatchRow, SnapshotRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from sqlmodel import Session

SOUTH = "south-wales-police"
GRADES = ("CONSTABLE", "SERGEANT", "INSPECTOR", "SUPERINTENDENT")
STAFF: Mapping[str, tuple[int, ...]] = {
    "W_BRIT": (380, 90, 28, 2),
    "A_IND": (14, 7, 1, 0),
    "B_AFR": (8, 5, 1, 0),
    "X_UNK": (18, 5, 1, 0),
    "X_PNTS": (12, 3, 1, 0),
}
"""How many of each grade, from constable to superintendent, are recorded under each code."""
LATER = {**STAFF, "A_IND": (17, 7, 1, 0)}
OTHERS: Mapping[str, tuple[int, ...]] = {"W_BRIT": (700, 0, 0, 0), "A_IND": (60, 0, 0, 0), "X_UNK": (25, 0, 0, 0)}


def held(folder: Path) -> Iterator[Workspace]:
    """A database with the force on two dates, and another force on the first of them."""
    ws = open_workspace(str(folder / "force.db"))
    with ws.writing() as session:
        add_staff(session, GWENT, DAY, STAFF)
        add_staff(session, GWENT, NEXT, LATER)
        add_staff(session, SOUTH, DAY, OTHERS)
    yield ws
    ws.close()


def add_staff(
    session: Session,
    organisation: str,
    day: date,
    staff: Mapping[str, tuple[int, ...]],
    women: Mapping[str, tuple[int, ...]] | None = None,
) -> int:
    """Write a snapshot of officers; returns its number. Where *women* says how many of them are, the rest are men."""
    batch = add_batch(
        session,
        batch=ImportBatchRow(
            file_name="a.csv", file_sha256=f"{organisation}{day}{staff}", sheet="", layout="long",
            dataset="staff_in_post", scheme="ons2021_19", imported_at=f"{day.year}-04-02T09:30:00+00:00",
            status="active", rows_read=1, rows_rejected=0, rows_skipped=0, headcount_low=1, headcount_high=1,
            outside_workforce=0,
        ),
        issues={},
    )  # fmt: skip
    snapshot = SnapshotRow(
        batch_id=batch, organisation=organisation, as_at=day, scheme="ons2021_19", asks_grt=True, has_persons=False
    )
    number = facts.add_snapshot(session, snapshot=snapshot)
    rows = []
    for code, counts in staff.items():
        label = facts.ethnicity_label_id(session, raw=code, ethnicity=code)
        for grade, count in zip(GRADES, counts, strict=True):
            female = women[code][GRADES.index(grade)] if women else 0
            sexes = {"female": female, "male": count - female} if women else {"unknown": count}
            for sex, number_of in sexes.items():
                if number_of:
                    place = facts.grade_label_id(
                        session, organisation=organisation, worker_type="officer", raw=grade, grade=grade, temporary=""
                    )
                    rows.append((number, place, label, "officer", sex, number_of, number_of, None))
    facts.add_count_facts(session, rows=rows)
    facts.build_cube(session, snapshot_id=number)
    return number


__all__ = ["DAY", "GWENT", "NEXT", "SOUTH", "add_staff", "held"]
