"""The kept sums of events are those of the events, whatever was imported, replaced, undone or upgraded."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from alembic import command

from builders import BRITISH, GWENT, INDIAN, import_into, write_csv
from workforce_tui.services.batches import undo_batch
from workforce_tui.services.flows import flows, flows_between
from workforce_tui.storage import migrate

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from workforce_tui.services.workspace import Workspace

KEYS = "event_period_id, grade_label_id, ethnicity_label_id, worker_type, sex, outcome"
START, END = dt.date(2023, 4, 1), dt.date(2024, 3, 31)
HEADER = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Gender", "Date", "Reason for leaving")
ROWS = [
    (f"E{place}", rank, "Police Officer", group, sex, "", reason)
    for place, (rank, group, sex, reason) in enumerate(
        (rank, group, sex, reason)
        for rank in ("Constable", "PC", "Sergeant")
        for group in (BRITISH, INDIAN, INDIAN)
        for sex in ("Female", "Male")
        for reason in ("Resignation", "Retirement")
    )
]


def leavers(ws: Workspace, folder: Path, year: int = 2023, rows: list[Any] = ROWS, **said: Any) -> int:
    dated = [(*row[:5], f"01/05/{year}", row[6]) for row in rows]
    file = write_csv(folder / f"leavers{year}{len(rows)}.csv", HEADER, dated)
    period = {"period_start": START.replace(year=year), "period_end": END.replace(year=year + 1)}
    outcome = import_into(ws, file, as_at=None, **period, **said)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
    return outcome.batch or 0


def kept_and_added_up(ws: Workspace) -> tuple[list[Any], list[Any]]:
    """What is kept, and what the plain GROUP BY of the events gives."""
    with ws.engine.connect() as connection:
        kept = connection.exec_driver_sql(f"SELECT {KEYS}, low, high FROM event_cube ORDER BY {KEYS}").fetchall()
        plain = connection.exec_driver_sql(
            f"SELECT {KEYS}, SUM(low), SUM(high) FROM event_fact GROUP BY {KEYS} ORDER BY {KEYS}"
        ).fetchall()
    return kept, plain


def test_what_is_kept_is_the_events_added_up_after_importing_replacing_and_undoing(
    ws: Workspace, tmp_path: Path
) -> None:
    leavers(ws, tmp_path)
    second = leavers(ws, tmp_path, 2024)
    kept, plain = kept_and_added_up(ws)
    assert kept == plain
    assert len(kept) > 12
    leavers(ws, tmp_path, 2023, ROWS[:7], replace_earlier=True)
    kept, plain = kept_and_added_up(ws)
    assert kept == plain
    assert sum(row[-1] for row in kept) == 7 + len(ROWS)
    undo_batch(ws, second)
    kept, plain = kept_and_added_up(ws)
    assert kept == plain
    assert sum(row[-1] for row in kept) == 7


def test_an_older_database_is_given_the_sums_of_what_it_holds(ws: Workspace, tmp_path: Path) -> None:
    leavers(ws, tmp_path)
    kept, plain = kept_and_added_up(ws)
    config = migrate._config()
    with ws.engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "0006")
        command.upgrade(config, "head")
    assert kept_and_added_up(ws) == (kept, plain)


@pytest.mark.parametrize("pairs", [[], [(dt.date(2024, 3, 31), dt.date(2025, 3, 31))]])
def test_flows_of_several_pairs_leave_out_those_nobody_is_followed_in(
    ws: Workspace, tmp_path: Path, pairs: list[tuple[dt.date, dt.date]]
) -> None:
    header = ("Employee Number", "Rank", "Ethnic Origin")
    days = [dt.date(year, 3, 31) for year in (2022, 2023, 2024)]
    for day in days:
        file = write_csv(tmp_path / f"{day}.csv", header, [(f"E{day.year}", "Constable", BRITISH)])
        assert import_into(ws, file, as_at=day).status == "imported"
    steps = list(pairwise(days))
    found = flows_between(ws, organisation=GWENT, pairs=[*steps, *pairs])
    assert found == {(start, end): flows(ws, organisation=GWENT, start=start, end=end) for start, end in steps}
