"""The cube counted from a plan is the cube that the database counts from the rows written of it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from builders import import_into, people, staff_file, write_csv
from workforce_tui.importing.persons import Persons
from workforce_tui.importing.plan import Decided
from workforce_tui.services.cube_rows import cube_rows
from workforce_tui.storage.recoding import rebuild_cube

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

HEADER = ("Organisation", "Snapshot Date", "Employee Number", "Rank", "Employee Type", "Ethnicity", "Gender", "FTE")
CUBE = "SELECT * FROM headcount_cube ORDER BY snapshot_id, grade, worker_type, ethnicity, sex"


def cube(ws: Workspace) -> list[tuple[Any, ...]]:
    with ws.reading() as session:
        return [tuple(row) for row in session.connection().execute(text(CUBE))]


def counted_by_the_database(ws: Workspace) -> list[tuple[Any, ...]]:
    """The cube of every snapshot, counted anew from the rows of people and counts."""
    with ws.writing() as session:
        snapshots = list(session.connection().execute(text("SELECT id FROM snapshot")).scalars())
        for snapshot in snapshots:
            rebuild_cube(session, snapshot_id=snapshot)
    return cube(ws)


def staff(chance: random.Random, number: int) -> Iterable[tuple[object, ...]]:
    """People of two organisations on two dates, some without a staff number or an FTE; no inspector has an FTE."""
    for person in range(number):
        rank = chance.choice(("Constable", "PC", "Sergeant", "Inspector"))
        yield (
            chance.choice(("Gwent Police", "South Wales Police")),
            chance.choice(("31/03/2025", "31/03/2026")),
            "" if chance.random() < 0.1 else 10_000 + person,
            rank,
            chance.choice(("Police Officer", "Special Constable")),
            chance.choice(("White British", "White - British", "Indian", "Prefer not to say", "")),
            chance.choice(("Female", "Male", "")),
            "" if rank == "Inspector" else chance.choice((1, 0.8, 0.605, "")),
        )


def test_both_ways_to_count_give_the_same_cells(ws: Workspace, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "staff.csv", HEADER, staff(random.Random(5), 3_000))
    somebody = Decided("status", "(no person)", "in_post")  # rows with neither a number, an ethnicity, a sex nor an FTE
    outcome = import_into(ws, file, organisation=None, as_at=None, decisions=(somebody,))
    assert (outcome.status, len(outcome.plan.snapshots)) == ("imported", 4)
    assert outcome.plan.persons
    assert outcome.plan.counts
    counted = cube(ws)
    assert {fte is None for *_key, fte in counted} == {True, False}
    assert counted == counted_by_the_database(ws)


def test_a_table_of_counts_gives_the_same_cells_too(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", "White", 90), ("PC", "White", 7), ("Sergeant", "White", "<5"), ("Sergeant", "Unknown", 2)]
    import_into(ws, write_csv(tmp_path / "counts.csv", ("Rank", "Ethnicity", "Headcount"), rows))
    counted = cube(ws)
    assert [(grade, low, high) for _snapshot, grade, _worker, _group, _sex, low, high, _fte in counted] == [
        ("CONSTABLE", 97, 97),
        ("SERGEANT", 1, 4),
        ("SERGEANT", 2, 2),
    ]
    assert counted == counted_by_the_database(ws)


def test_an_fte_is_the_sum_of_those_known_and_none_without_any(ws: Workspace, tmp_path: Path) -> None:
    plan = import_into(ws, staff_file(tmp_path / "staff.csv", people(1, 2))).plan
    one, *_others = plan.persons
    alike = [(*one[:1], f"gwent\0{number}", *one[2:6], fte, None, 0) for number, fte in enumerate((1000, None, 500))]
    counts = [(*one[:1], *one[2:6], 2, 5, 1700), (*one[:1], *one[2:6], 1, 1, None)]
    assert [cell[5:] for cell in cube_rows(replace(plan, persons=Persons(alike), counts=counts), [7])] == [(6, 9, 3200)]
    alone = replace(plan, persons=Persons(alike[1:2]), counts=[])
    assert [cell[5:] for cell in cube_rows(alone, [7])] == [(1, 1, None)]
