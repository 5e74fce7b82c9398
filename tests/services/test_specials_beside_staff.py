"""A file of specials beside the staff of a day: how it was recorded says nothing of the staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from builders import BRITISH, DAY, GWENT, INDIAN, NEXT, import_into, people, staff_file, write_csv
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import EthnicityDefinition, Scheme
from workforce_tui.services.breaks import breaks_between
from workforce_tui.services.event_flows import any_flows, event_periods
from workforce_tui.services.events import event_summary
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.indicators import indicators
from workforce_tui.services.projection_figures import WORKFORCE
from workforce_tui.services.projection_rates import rates_of, usual
from workforce_tui.services.release_source import ReleaseScope, load_source
from workforce_tui.services.representation import ReportQuery, representation_report, snapshot_dates
from workforce_tui.storage import transitions
from workforce_tui.storage.tables import EventPeriodRow, SnapshotRow

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.workspace import Workspace

SPECIALS = [replace(one, worker="Special Constable") for one in people(2, 8, first=500)]


@pytest.fixture
def beside(ws: Workspace, tmp_path: Path) -> Workspace:
    """Two years of staff recorded with the census list, and in the second a file of specials with no list named."""
    import_into(ws, staff_file(tmp_path / "a.csv", people(4, 40)))
    import_into(ws, staff_file(tmp_path / "b.csv", people(6, 44)), as_at=NEXT)
    with ws.writing() as session:
        for row in session.exec(select(SnapshotRow)).all():
            row.scheme, row.asks_grt = str(Scheme.ONS2021_19), True
    outcome = import_into(ws, staff_file(tmp_path / "specials.csv", SPECIALS), as_at=NEXT)
    assert (outcome.status, outcome.plan.headcount.low, outcome.plan.outside_workforce) == ("imported", 0, 10)
    return ws


def test_no_break_is_told_and_no_definition_lost(beside: Workspace) -> None:
    staff = load_sources(beside, GWENT, None).staff
    assert [one.as_at for one in staff.values()] == [DAY, NEXT]
    assert breaks_between(staff[DAY], staff[NEXT]) == ()
    report = representation_report(beside, ReportQuery(GWENT, NEXT, definition=EthnicityDefinition.EM_PLAN))
    assert report.total is not None
    assert (report.total.figures.headcount.low, report.total.figures.share is None) == (50, False)


def test_what_could_be_recorded_of_a_time_is_asked_of_staff_alone(beside: Workspace) -> None:
    with beside.reading() as session:
        assert transitions.asks_grt(session, organisation=GWENT, days=(DAY, NEXT))


def test_staff_recorded_otherwise_still_lose_the_definition(beside: Workspace, tmp_path: Path) -> None:
    pcsos = [replace(one, worker="PCSO", rank="PCSO") for one in people(1, 5, first=700)]
    import_into(beside, staff_file(tmp_path / "pcsos.csv", pcsos), as_at=NEXT)
    report = representation_report(beside, ReportQuery(GWENT, NEXT, definition=EthnicityDefinition.EM_PLAN))
    assert report.total is not None
    assert (report.total.figures.headcount.low, report.total.figures.share) == (56, None)
    assert breaks_between(*(load_sources(beside, GWENT, None).staff[day] for day in (DAY, NEXT))) != ()


YEAR: dict[str, Any] = {"as_at": None, "period_start": date(2025, 4, 1), "period_end": NEXT}
PLAN = EthnicityDefinition.EM_PLAN


def leavers(ws: Workspace, folder: Path, worker: str, *, number: str) -> None:
    """A file of people of one kind who left in the year."""
    header = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Date of leaving")
    rank = "Constable" if worker == "Police Officer" else worker
    rows = [(f"{number}{n}", rank, worker, label, "01/06/2025") for n, label in enumerate((INDIAN, BRITISH, BRITISH))]
    file = write_csv(folder / f"{number}.csv", header, rows)
    outcome = import_into(ws, file, dataset=Dataset.LEAVERS, **YEAR)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)


def asked(ws: Workspace) -> None:
    """Say of all events held that they were recorded with the census list."""
    with ws.writing() as session:
        for row in session.exec(select(EventPeriodRow)).all():
            row.scheme, row.asks_grt = str(Scheme.ONS2021_19), True


def leaving(ws: Workspace) -> tuple[int | None, bool]:
    """How many of the minority left under the definition of the Plan, and whether their events could record it."""
    found = {one.id: one for one in indicators(ws, organisation=GWENT, year=2026, definition=PLAN).indicators}
    (summary,) = event_summary(ws, GWENT, Dataset.LEAVERS)
    numerator = found["L1"].numerator
    return (None if numerator is None else numerator.low), summary.asks_grt


def test_specials_who_left_take_no_definition_from_the_staff_who_did(beside: Workspace, tmp_path: Path) -> None:
    leavers(beside, tmp_path, "Police Officer", number="P")
    asked(beside)
    assert leaving(beside) == (1, True)
    leavers(beside, tmp_path, "Special Constable", number="S")
    assert leaving(beside) == (1, True)


def test_a_list_of_specials_does_not_say_that_no_staff_left(beside: Workspace, tmp_path: Path) -> None:
    def left() -> Indicator:
        return {one.id: one for one in indicators(beside, organisation=GWENT, year=2026).indicators}["L1"]

    followed, flows = left(), any_flows(beside, organisation=GWENT, start=DAY, end=NEXT)
    leavers(beside, tmp_path, "Special Constable", number="S")
    assert left() == followed
    assert any_flows(beside, organisation=GWENT, start=DAY, end=NEXT) == flows
    assert load_sources(beside, GWENT).events == {}
    leavers(beside, tmp_path, "Police Officer", number="P")
    assert left() != followed


def test_of_counts_too_a_list_of_specials_says_nothing_of_the_staff(ws: Workspace, tmp_path: Path) -> None:
    for day in (DAY, NEXT):
        rows = [("Constable", "Indian", 20), ("Constable", "White British", 200 + day.year)]
        file = write_csv(tmp_path / f"{day}.csv", ("Rank", "Ethnicity", "Headcount"), rows)
        assert import_into(ws, file, as_at=day).status == "imported"
    leavers(ws, tmp_path, "Special Constable", number="S")
    assert event_periods(ws, GWENT) == ()
    assert rates_of(ws, GWENT, EthnicityDefinition.EM_EXCL, WORKFORCE, None).leaver == usual()
    leavers(ws, tmp_path, "Police Officer", number="P")
    assert event_periods(ws, GWENT) == ((DAY, NEXT),)
    assert rates_of(ws, GWENT, EthnicityDefinition.EM_EXCL, WORKFORCE, None).leaver != usual()


def test_staff_who_left_and_were_recorded_otherwise_take_it(beside: Workspace, tmp_path: Path) -> None:
    leavers(beside, tmp_path, "Police Officer", number="P")
    asked(beside)
    leavers(beside, tmp_path, "PCSO", number="C")
    assert leaving(beside) == (None, False)


def test_what_is_handed_out_loses_no_definition(beside: Workspace) -> None:
    source = load_source(beside, ReleaseScope(GWENT, (2026,)))
    assert source.coarse == {(GWENT, NEXT): frozenset()}


def test_a_later_day_with_specials_alone_is_no_day_of_figures(beside: Workspace, tmp_path: Path) -> None:
    later = date(2026, 4, 30)
    assert import_into(beside, staff_file(tmp_path / "later.csv", SPECIALS), as_at=later).status == "imported"
    assert snapshot_dates(beside, GWENT) == (NEXT, DAY)
    report = representation_report(beside, ReportQuery(GWENT, None))
    assert (report.as_at, report.total and report.total.figures.headcount.low) == (NEXT, 50)
    source = load_source(beside, ReleaseScope(GWENT))
    assert (set(source.coarse), sum(cell.count.low for cell in source.cells)) == ({(GWENT, NEXT)}, 50)


def test_an_organisation_with_specials_alone_has_their_day(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "alone.csv", SPECIALS))
    assert snapshot_dates(ws, GWENT) == (DAY,)
    report = representation_report(ws, ReportQuery(GWENT, None))
    assert (report.total, report.outside.low, report.as_at) == (None, 10, DAY)
