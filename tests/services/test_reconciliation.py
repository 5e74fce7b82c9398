"""Snapshots beside the organisation's own lists of events: differences are listed, and neither is preferred."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from builders import BRITISH, DAY, GWENT, INDIAN, NEXT, Person, import_into, people, staff_file, write_csv
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.reconciliation import covers
from workforce_tui.services.flow_tables import reconciliation_table
from workforce_tui.services.flows import flows
from workforce_tui.services.reconciliation import reconcile

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.reconciliation import Reconciliation
    from workforce_tui.services.workspace import Workspace

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
EVENT = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Date")


@pytest.fixture(autouse=True)
def _two_years(ws: Workspace, tmp_path: Path) -> None:
    """E00002 and E00003 leave, E00001 is promoted, E00020 to E00022 join."""
    import_into(ws, staff_file(tmp_path / "a.csv", people(2, 8)))
    second = [Person("E00001", "Sergeant", INDIAN), *people(0, 7, first=4), *people(1, 2, first=20)]
    assert import_into(ws, staff_file(tmp_path / "b.csv", second), as_at=NEXT).status == "imported"


def events(ws: Workspace, folder: Path, dataset: Dataset, rows: list[tuple[str, str]], **said: Any) -> None:
    """A list of events by staff number and ethnicity."""
    file = write_csv(
        folder / f"{dataset}-{len(rows)}.csv",
        EVENT,
        [(number, "Constable", "Police Officer", ethnicity, "01/05/2025") for number, ethnicity in rows],
    )
    wanted = {"as_at": None, "dataset": dataset, "period_start": FIRST, "period_end": LAST} | said
    outcome = import_into(ws, file, **wanted)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)


def found(ws: Workspace) -> dict[Dataset, Reconciliation]:
    some = reconcile(ws, flows(ws, organisation=GWENT, start=DAY, end=NEXT))
    return {one.dataset: one for one in some}


def test_without_lists_of_events_there_is_nothing_to_compare(ws: Workspace) -> None:
    assert found(ws) == {}
    assert reconciliation_table(ws, flows(ws, organisation=GWENT, start=DAY, end=NEXT)) is None


def test_the_same_people_in_both_agree_in_every_group(ws: Workspace, tmp_path: Path) -> None:
    events(ws, tmp_path, Dataset.LEAVERS, [("E00002", INDIAN), ("E00003", BRITISH)])
    one = found(ws)[Dataset.LEAVERS]
    assert (one.covered, one.agrees, one.only_events, one.only_snapshots) == (True, True, 0, 0)
    assert [(line.group, line.snapshots, line.events) for line in one.lines if line.snapshots] == [
        (None, 2, Count.exact(2)),
        (Membership.MINORITY, 1, Count.exact(1)),
        (Membership.WHITE, 1, Count.exact(1)),
    ]


def test_differences_are_counted_in_figures_and_in_people(ws: Workspace, tmp_path: Path) -> None:
    events(ws, tmp_path, Dataset.JOINERS, [("E00020", INDIAN), ("E00021", BRITISH), ("E00099", BRITISH)])
    events(ws, tmp_path, Dataset.LEAVERS, [("E00002", INDIAN), ("E00099", BRITISH)])
    joined, left = found(ws)[Dataset.JOINERS], found(ws)[Dataset.LEAVERS]
    assert (joined.agrees, joined.lines[0].snapshots, joined.lines[0].events) == (True, 3, Count.exact(3))
    assert (joined.only_events, joined.only_snapshots, joined.came_and_went) == (1, 1, 1)
    assert (left.only_events, left.only_snapshots, left.came_and_went) == (1, 1, 1)


def test_promotions_stand_beside_promotions(ws: Workspace, tmp_path: Path) -> None:
    events(ws, tmp_path, Dataset.PROMOTIONS, [("E00001", INDIAN), ("E00005", BRITISH)])
    events(ws, tmp_path, Dataset.TEMPORARY_PROMOTIONS, [("E00006", BRITISH)])
    promoted, acting = found(ws)[Dataset.PROMOTIONS], found(ws)[Dataset.TEMPORARY_PROMOTIONS]
    assert (promoted.agrees, promoted.lines[0].difference, promoted.only_events) == (False, (1, 1), 1)
    assert (acting.lines[0].snapshots, acting.lines[0].events) == (0, Count.exact(1))


def test_counts_of_events_are_compared_as_the_ranges_they_are(ws: Workspace, tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "counts.csv", ("Ethnicity", "Reason for leaving", "Leavers"),
        [("White", "Resignation", "<5"), ("Asian", "Resignation", 3)],
    )  # fmt: skip
    said: dict[str, Any] = {"as_at": None, "dataset": Dataset.LEAVERS, "period_start": FIRST, "period_end": LAST}
    outcome = import_into(ws, file, **said)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
    one = found(ws)[Dataset.LEAVERS]
    lines = {line.group: line for line in one.lines}
    assert (one.only_events, lines[Membership.WHITE].events, lines[Membership.WHITE].agrees) == (
        None,
        Count(1, 4),
        True,
    )
    assert (lines[Membership.MINORITY].difference, lines[Membership.MINORITY].agrees) == ((2, 2), False)


def test_events_of_part_of_the_year_are_not_compared_and_that_is_said(ws: Workspace, tmp_path: Path) -> None:
    events(ws, tmp_path, Dataset.LEAVERS, [("E00002", INDIAN)], period_end=date(2025, 9, 30))
    one = found(ws)[Dataset.LEAVERS]
    assert (one.covered, one.agrees, one.lines, one.only_events) == (False, False, (), None)
    table = reconciliation_table(ws, flows(ws, organisation=GWENT, start=DAY, end=NEXT))
    assert table is not None
    assert table.rows == ()
    assert any("1 April 2025 to 30 September 2025" in note for note in table.notes)


def test_a_list_that_lacks_a_kind_of_worker_is_said_to(ws: Workspace, tmp_path: Path) -> None:
    staff = [Person(f"S{number}", "Scale 4", worker="Police Staff") for number in range(3)]
    again = (*staff[:2], *people(2, 7))
    import_into(ws, staff_file(tmp_path / "c.csv", [*people(2, 8), *staff]), replace_earlier=True)
    import_into(ws, staff_file(tmp_path / "d.csv", again), as_at=NEXT, replace_earlier=True)
    events(ws, tmp_path, Dataset.LEAVERS, [("E00010", BRITISH)])
    assert found(ws)[Dataset.LEAVERS].lacking == {"staff"}
    events(ws, tmp_path, Dataset.JOINERS, [("E00050", BRITISH)])
    assert found(ws)[Dataset.JOINERS].lacking == frozenset()
    table = reconciliation_table(ws, flows(ws, organisation=GWENT, start=DAY, end=NEXT))
    assert table is not None
    assert any(note.endswith("whom the snapshots show: staff.") for note in table.notes)


def test_two_half_years_are_a_year(ws: Workspace, tmp_path: Path) -> None:
    events(ws, tmp_path, Dataset.LEAVERS, [("E00002", INDIAN)], period_end=date(2025, 9, 30))
    file = write_csv(tmp_path / "x.csv", EVENT, [("E00003", "Constable", "Police Officer", BRITISH, "01/11/2025")])
    said = {"as_at": None, "dataset": Dataset.LEAVERS, "period_start": date(2025, 10, 1), "period_end": LAST}
    assert import_into(ws, file, **said).status == "imported"
    assert found(ws)[Dataset.LEAVERS].agrees


def test_the_table_lists_what_differs_with_its_sign(ws: Workspace, tmp_path: Path) -> None:
    events(ws, tmp_path, Dataset.LEAVERS, [("E00003", BRITISH)])
    table = reconciliation_table(ws, flows(ws, organisation=GWENT, start=DAY, end=NEXT))
    assert table is not None
    assert [(row.label, getattr(row.cells[2], "value", "")) for row in table.rows] == [
        ("Left: All staff", "\N{MINUS SIGN}1"),
        ("Left: Ethnic minority", "\N{MINUS SIGN}1"),
        ("Left: White", "0"),
    ]
    assert any("only in the event files: 0; only in the snapshots: 1" in note for note in table.notes)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([(FIRST, LAST)], True),
        ([(DAY, LAST)], True),
        ([(FIRST, date(2025, 6, 30)), (date(2025, 7, 1), LAST)], True),
        ([(FIRST, date(2025, 6, 30)), (date(2025, 7, 2), LAST)], False),
        ([(FIRST, date(2026, 4, 1))], False),
        ([(date(2025, 3, 30), LAST)], False),
        ([], False),
    ],
)
def test_periods_cover_the_time_between_two_days_exactly_or_not(
    periods: list[tuple[date, date]], expected: bool
) -> None:
    assert covers(periods, DAY, NEXT) is expected
