"""T2 and M1 to M3 stand among the indicators of a year, with their direction and why there is none."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.indicators import Flag
from workforce_tui.services.indicators import indicators
from workforce_tui.services.record_indicators import with_records
from workforce_tui.services.records import add

if TYPE_CHECKING:
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.workspace import Workspace

FORCE, BY = "gwent-police", "Ann Rees"


def found(ws: Workspace, years: int = 1) -> dict[str, Indicator]:
    report = with_records(ws, indicators(ws, organisation=FORCE, year=2026, years=years))
    return {one.id: one for one in report.indicators}


def train(ws: Workspace, leaders: str = "27", completed: str = "22") -> None:
    values = {"year": "2026", "leaders": leaders, "completed": completed}
    add(ws, "training", values, organisations=[FORCE], by=BY)


def mentor(ws: Workspace) -> None:
    scheme = {"name": "Leading Together", "type": "talent_leadership", "offered": "yes", "to_all": "yes"}
    parent = add(ws, "mentoring_scheme", scheme, organisations=[FORCE], by=BY).id
    for start, started, completed in (("2025-05-01", "20", "16"), ("2024-05-01", "50", "10")):
        cohort = {"name": start[:4], "start": start, "started": started, "completed": completed,
                  "sessions_planned": "160", "sessions_held": "120"}  # fmt: skip
        add(ws, "mentoring_cohort", cohort, organisations=[FORCE], parent=parent, by=BY)


def test_senior_leaders_with_training_are_among_them(ws: Workspace) -> None:
    train(ws)
    one = found(ws)["T2"]
    assert one.value is not None
    assert one.value.low == one.value.high == Fraction(22, 27)
    assert one.sentence == "Completed by 22 of 27 senior leaders (81.5%)."
    assert one.direction == "Share: lower is worse"
    ids = list(found(ws))
    assert ids.index("T2") == ids.index("T1") + 1


def test_two_records_of_one_year_give_no_figure(ws: Workspace) -> None:
    train(ws)
    train(ws, "30")
    one = found(ws)["T2"]
    assert (one.value, one.flag) == (None, Flag.NOT_AVAILABLE)
    assert "archive all but one" in one.note


def test_mentoring_is_of_the_cohorts_that_started_in_the_year(ws: Workspace) -> None:
    mentor(ws)
    one, held = found(ws)["M3"], found(ws)["M3-sessions"]
    assert one.value is not None
    assert one.value.low == Fraction(16, 20)
    assert held.value is not None
    assert held.value.low == Fraction(120, 160)
    assert held.lower is None


def test_they_are_never_pooled_and_say_so(ws: Workspace) -> None:
    train(ws)
    assert "31 March 2026 alone" in found(ws, years=3)["T2"].note


def test_without_records_each_says_why_there_is_none(ws: Workspace) -> None:
    for id_ in ("T2", "M1", "M2", "M3", "M3-sessions"):
        one = found(ws)[id_]
        assert (one.value, bool(one.note), one.flag) == (None, True, Flag.NOT_AVAILABLE), id_
