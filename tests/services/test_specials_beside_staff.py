"""A file of specials beside the staff of a day: how it was recorded says nothing of the staff."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from builders import DAY, GWENT, NEXT, import_into, people, staff_file
from workforce_tui.domain.ethnicity import EthnicityDefinition, Scheme
from workforce_tui.services.breaks import breaks_between
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.representation import ReportQuery, representation_report
from workforce_tui.storage import transitions
from workforce_tui.storage.tables import SnapshotRow

if TYPE_CHECKING:
    from pathlib import Path

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
