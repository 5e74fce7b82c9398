"""The sample lists of mentees and mentors: of the same people as the snapshots, with the truth beside them."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.workforce import Area
from workforce_tui.services.demo import samples
from workforce_tui.services.imports import IMPORTED, confirm, plan_file, run
from workforce_tui.services.mentoring import mentoring_by_place, mentoring_report
from workforce_tui.services.mentoring_purge import purge_participation
from workforce_tui.services.sample_records import load_sample_records
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.services.workspace import Workspace

SAMPLES = Path(__file__).parents[2] / "imports" / "samples"
FORCE, OTHER = "south-wales-police", "gwent-police"
DATES = (date(2023, 3, 31), date(2025, 3, 31), date(2026, 3, 31))


@pytest.fixture
def copied(ws: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """The same in a database that may be changed."""
    with closing(sqlite3.connect(ws.paths.database)) as held, closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        held.backup(copy)
    opened = open_workspace(str(tmp_path / "copy.db"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The snapshots of one force that its mentees are followed in, every list of mentoring, and the records."""
    opened = open_workspace(str(tmp_path_factory.mktemp("samples") / "samples.db"))
    for one in samples(SAMPLES):
        if "mentoring" in one.path.parts or (one.organisation == FORCE and one.as_at in DATES):
            outcome = confirm(opened, run(plan_file(opened, one.wanted())))
            assert outcome.status == IMPORTED, (one.path, [issue.message for issue in outcome.plan.issues])
    load_sample_records(opened, SAMPLES)
    yield opened
    opened.close()


def truth(organisation: str, name: str) -> int:
    with (SAMPLES / "mentoring.csv").open(encoding="utf-8", newline="") as file:
        return sum(int(row[name] or 0) for row in csv.DictReader(file) if row["organisation"] == organisation)


def test_what_became_of_mentees_is_what_the_people_did(ws: Workspace) -> None:
    for one in mentoring_report(ws, FORCE).outcomes.followed:
        found = {"started": one.started}
        found |= {f"{name}_{one.horizon}": getattr(one, name) for name in ("followed", "in_post", "promoted")}
        assert found == {name: truth(FORCE, name) for name in found}


def test_there_are_ten_people_and_more_on_both_sides(ws: Workspace) -> None:
    for one in mentoring_report(ws, FORCE).outcomes.compared:
        assert one.comparison.participants >= 10
        assert one.comparison.comparators >= 10
        assert one.comparison.difference is not None


def test_drawn_by_lot_no_interval_leaves_zero_out(ws: Workspace) -> None:
    intervals = [one.comparison.interval for one in mentoring_report(ws, FORCE).outcomes.compared]
    assert all(one is not None and one.low < 0 < one.high for one in intervals)


@pytest.mark.parametrize("organisation", [FORCE, OTHER])
def test_the_records_say_what_the_lists_say(ws: Workspace, organisation: str) -> None:
    report = mentoring_report(ws, organisation)
    assert report.disagreements == ()
    assert report.unlinked == 0


def test_each_area_has_what_became_of_its_mentees(ws: Workspace) -> None:
    by_area = {one.scope.area: one.outcomes for one in mentoring_by_place(ws, areas=True)}
    assert by_area[Area.SOUTH_WALES] == mentoring_report(ws, area=Area.SOUTH_WALES).outcomes
    assert by_area[Area.SOUTH_WALES].followed[0].promoted == truth(FORCE, "promoted_12")


class TestForgetting:
    def test_coverage_completion_and_the_funnel_are_what_they_were(self, copied: Workspace) -> None:
        before = mentoring_report(copied, FORCE)
        found = purge_participation(copied, before=date(2024, 4, 1), organisation=FORCE)
        assert [(one.dataset, one.people) for one in found] == [("mentees", 46), ("mentors", 21)]
        after = mentoring_report(copied, FORCE)
        for name in ("coverage", "reach", "groups", "sessions", "disagreements", "unlinked"):
            assert getattr(after, name) == getattr(before, name), name
        assert purge_participation(copied, before=date(2024, 4, 1), organisation=FORCE) == ()

    def test_nobody_can_be_followed_any_more(self, copied: Workspace) -> None:
        purge_participation(copied, before=date(2024, 4, 1))
        with copied.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT COUNT(pseudonym), COUNT(partner), COUNT(satisfaction), COUNT(sessions_held) "
                "FROM mentoring_participation AS m JOIN event_period AS e ON e.id = m.event_period_id "
                "WHERE e.period_end < '2024-04-01'"
            ).one()
        assert tuple(rows) == (0, 0, 0, 0)
        assert [one.followed for one in mentoring_report(copied, FORCE).outcomes.followed] == [0, 0]

    def test_a_cohort_is_kept_until_the_day_after_its_last_list(self, copied: Workspace) -> None:
        assert purge_participation(copied, before=date(2024, 3, 31)) == ()
        assert len(purge_participation(copied, before=date(2024, 4, 1), dry_run=True)) == 4
        assert len(purge_participation(copied, before=date(2024, 4, 1), dry_run=True)) == 4

    def test_a_day_to_come_is_refused(self, copied: Workspace) -> None:
        with pytest.raises(WorkforceError, match="day to come"):
            purge_participation(copied, before=date(2026, 1, 2), today=date(2026, 1, 1))
