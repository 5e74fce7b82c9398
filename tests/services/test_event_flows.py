"""Flows of organisations that send counts: from their joiners, leavers and promotions, beside both snapshots."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from builders import import_into, people, staff_file, write_csv
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.event_flows import EventFlows, event_counts, is_whole
from workforce_tui.domain.flows import Flows
from workforce_tui.services.event_flow_tables import differences_table, event_flows_sentence, event_flows_table
from workforce_tui.services.event_flows import any_flows, dates_to_choose, event_periods

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

YJB = "yjb-cymru"
START, END = date(2025, 3, 31), date(2026, 3, 31)
HEADER = ("Grade", "White", "Asian", "Prefer not to say", "Unknown")
YEAR = {"as_at": None, "period_start": date(2025, 4, 1), "period_end": END}


def table(ws: Workspace, folder: Path, name: str, row: tuple[object, ...], **said: Any) -> None:
    """A table of counts with one grade."""
    file = write_csv(folder / f"{name}.csv", HEADER, [("EO", *row)])
    outcome = import_into(ws, file, organisation=YJB, **said)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)


def snapshots(ws: Workspace, folder: Path, start: tuple[int, ...] = (60, 10, 2, 3), end: Any = (62, 12, 2, 3)) -> None:
    table(ws, folder, "start", start, as_at=START)
    table(ws, folder, "end", end, as_at=END)


def found(ws: Workspace) -> EventFlows:
    one = any_flows(ws, organisation=YJB, start=START, end=END)
    assert isinstance(one, EventFlows)
    return one


def test_flows_come_from_counts_of_events_whose_periods_are_the_time_between(ws: Workspace, tmp_path: Path) -> None:
    snapshots(ws, tmp_path)
    assert event_periods(ws, YJB) == ()
    for half, row in enumerate(((4, 2, 0, 0), (2, 1, 0, 0))):
        first = (date(2025, 4, 1), date(2025, 10, 1))[half]
        last = (date(2025, 9, 30), END)[half]
        dates = {"as_at": None, "period_start": first, "period_end": last}
        table(ws, tmp_path, f"joined{half}", row, dataset=Dataset.JOINERS, **dates)
    table(ws, tmp_path, "left", (4, 1, 0, 0), dataset=Dataset.LEAVERS, **YEAR)
    table(ws, tmp_path, "up", (2, "<5", 0, 0), dataset=Dataset.PROMOTIONS, **YEAR)
    half_year = {"as_at": None, "period_start": date(2025, 4, 1), "period_end": date(2025, 9, 30)}
    table(ws, tmp_path, "for a time", (9, 9, 0, 0), dataset=Dataset.TEMPORARY_PROMOTIONS, **half_year)
    flows = found(ws)
    minority, white = flows.by_group[Membership.MINORITY], flows.by_group[Membership.WHITE]
    assert (minority.start, minority.joined, minority.left, minority.end) == tuple(map(Count.exact, (10, 3, 1, 12)))
    assert (minority.stayed, white.stayed, flows.total.stayed) == tuple(map(Count.exact, (9, 56, 70)))
    assert (minority.promoted, flows.total.promoted) == (Count(1, 4), Count(3, 6))
    assert flows.total.temporarily_promoted is None
    assert any("Temporary promotions: what is held is for 1 April 2025 to 30 September 2025" in n for n in flows.notes)
    assert "not from people followed" in flows.notes[0]
    assert dates_to_choose(ws, YJB) == (START, END)
    assert event_periods(ws, YJB) == ((START, END),)
    drawn = event_flows_table("YJB", flows)
    assert [row.key for row in drawn.rows] == ["minority", "white", "undeclared", "unknown", "all"]
    beside = differences_table(flows)
    assert beside is not None
    assert {row.cells[-1].value for row in beside.rows} == {"0"}  # type: ignore[union-attr]
    assert "Joined: 9. Left: 5." in event_flows_sentence("YJB", flows)


def test_a_difference_is_listed_and_nobody_is_said_to_have_stayed(ws: Workspace, tmp_path: Path) -> None:
    snapshots(ws, tmp_path, end=(62, 15, 2, 3))
    table(ws, tmp_path, "joined", (6, 3, 0, 0), dataset=Dataset.JOINERS, **YEAR)
    table(ws, tmp_path, "left", (4, "<5", 0, 0), dataset=Dataset.LEAVERS, **YEAR)
    flows = found(ws)
    minority = flows.by_group[Membership.MINORITY]
    assert (minority.left, minority.stayed, flows.total.stayed) == (Count(1, 4), None, None)
    assert (minority.expected, minority.difference) == ((9, 12), (-6, -3))
    assert flows.by_group[Membership.WHITE].stayed == Count.exact(56)
    assert flows.total.promoted is None


def test_events_of_another_time_are_not_used_and_it_is_said_what_to_import(ws: Workspace, tmp_path: Path) -> None:
    snapshots(ws, tmp_path)
    with pytest.raises(WorkforceError, match="no joiners, leavers or promotions") as refused:
        found(ws)
    assert "joiners, leavers and promotions of 1 April 2025 to 31 March 2026" in refused.value.hint
    before = {"as_at": None, "period_start": date(2024, 10, 1), "period_end": date(2025, 9, 30)}
    table(ws, tmp_path, "joined", (6, 3, 0, 0), dataset=Dataset.JOINERS, **before)
    with pytest.raises(WorkforceError, match="which is not exactly"):
        found(ws)
    with pytest.raises(WorkforceError, match="No figures of the staff"):
        any_flows(ws, organisation=YJB, start=date(2024, 3, 31), end=END)
    with pytest.raises(WorkforceError, match="must be before"):
        any_flows(ws, organisation=YJB, start=END, end=START)


def test_a_group_is_not_available_where_the_ethnicity_is_said_of_nobody() -> None:
    unsaid = dict.fromkeys(Membership, Count.exact(0)) | {Membership.NOT_GIVEN: Count.exact(9)}
    total, groups = event_counts((unsaid, unsaid), {Dataset.JOINERS: unsaid})
    assert (total.joined, total.left) == (Count.exact(9), None)
    assert groups[Membership.NOT_GIVEN].joined == Count.exact(9)
    assert (groups[Membership.MINORITY].joined, groups[Membership.WHITE].start) == (None, None)
    coarse = dict.fromkeys(Membership, Count.exact(0)) | {Membership.UNCLEAR: Count.exact(60)}
    groups = event_counts((coarse | {Membership.MINORITY: Count.exact(4)}, coarse), {})[1]
    assert (groups[Membership.MINORITY].start, groups[Membership.MINORITY].end) == (Count.exact(4), None)
    assert (groups[Membership.WHITE].start, groups[Membership.UNDECLARED].start) == (None, Count.exact(0))


def test_people_on_both_dates_are_followed_whatever_events_there_are(ws: Workspace, tmp_path: Path) -> None:
    for day in (START, END):
        import_into(ws, staff_file(tmp_path / f"{day}.csv", people(2, 8)), as_at=day)
    assert isinstance(any_flows(ws, organisation="gwent-police", start=START, end=END), Flows)
    assert dates_to_choose(ws, "gwent-police") == (START, END)


@pytest.mark.parametrize(
    ("periods", "whole"),
    [
        (((date(2025, 4, 1), END),), True),
        (((date(2025, 4, 1), END), (date(2025, 4, 1), END)), True),
        (((date(2025, 4, 1), date(2025, 9, 30)), (date(2025, 7, 1), END)), False),
        (((date(2025, 4, 2), END),), False),
    ],
)
def test_no_day_of_the_time_is_missing_or_twice(periods: Any, whole: bool) -> None:
    assert is_whole(periods, START, END) is whole


def test_staff_of_the_first_of_a_month_are_as_the_day_before_left_them() -> None:
    assert is_whole([(date(2025, 4, 1), END)], date(2025, 4, 1), date(2026, 4, 1))
    assert not is_whole([(date(2025, 4, 1), END)], date(2025, 4, 1), END.replace(day=30))
