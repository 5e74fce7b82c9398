"""Figures of mentoring from staff lists, lists of mentees and records, of which the truth is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holding import Held, Post, hold
from mentored import BRITISH, FORCE, INDIAN, Truth, expected
from workforce_tui import i18n
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.levels import Level
from workforce_tui.domain.workforce import Area
from workforce_tui.services import records
from workforce_tui.services.imports import FileToImport, confirm, plan_file, run
from workforce_tui.services.mentoring import mentoring_by_place, mentoring_report
from workforce_tui.services.mentoring_outcome_tables import comparison_table, mentoring_tables
from workforce_tui.services.mentoring_tables import coverage_table, delivery_table, places_table
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from workforce_tui.domain.mentoring_matching import Comparison
    from workforce_tui.services.mentoring import MentoringReport

SOUTH = "south-wales-police"
BY = "A Person"
TALENT = {"name": "Talent", "type": "talent_leadership", "offered": "yes"}
REVERSE = {"name": "Reverse", "type": "reverse", "offered": "yes", "minority_mentors": "yes"}


def bring(ws: Workspace, path: Path, **wanted: object) -> None:
    outcome = confirm(ws, run(plan_file(ws, FileToImport(path, FORCE, own=True, **wanted))))  # type: ignore[arg-type]
    assert outcome.status == "imported", outcome.plan.issues


@pytest.fixture(scope="module")
def truth() -> Truth:
    return Truth()


@pytest.fixture(scope="module")
def known(truth: Truth, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The staff on three dates, the mentees, and the scheme on record."""
    i18n.set_language("en")
    folder = tmp_path_factory.mktemp("known")
    ws = open_workspace(str(folder / "known.db"))
    for path, day in truth.write_staff(folder):
        bring(ws, path, as_at=day)
    records.add(ws, "mentoring_scheme", TALENT, organisations=[FORCE], by=BY)
    mentees = truth.write_mentees(folder / "mentees 1 April 2022 to 31 March 2023.csv")
    bring(ws, mentees, dataset=Dataset.MENTEES)
    yield ws
    ws.close()


@pytest.fixture(scope="module")
def report(known: Workspace) -> MentoringReport:
    i18n.set_language("en")
    return mentoring_report(known, FORCE)


def found(report: MentoringReport, horizon: int, outcome: str, who: str) -> Comparison:
    return next(
        one.comparison
        for one in report.outcomes.compared
        if (one.horizon, one.outcome, one.who) == (horizon, outcome, who)
    )


@pytest.mark.parametrize("horizon", [12, 24])
@pytest.mark.parametrize(("who", "ethnicities"), [("everybody", (BRITISH, INDIAN)), ("minority", (INDIAN,))])
def test_promotion_of_mentees_and_people_like_them_comes_back_exactly(
    report: MentoringReport, horizon: int, who: str, ethnicities: tuple[str, ...]
) -> None:
    one = found(report, horizon, "promoted", who)
    mentees, promoted, others, others_promoted, rate, other_rate = expected(ethnicities, 1)
    assert (one.participants, one.events) == (mentees, promoted)
    assert (one.comparators, one.other_events) == (others, others_promoted)
    assert (one.rate, one.other_rate) == (pytest.approx(float(rate)), pytest.approx(float(other_rate)))
    assert one.difference == pytest.approx(float(rate - other_rate))
    assert (one.unmatched, one.unplaced, one.unclear) == (2, 0, 0)
    assert one.interval is not None
    assert one.interval.low < one.difference < one.interval.high


def test_staying_in_post_comes_back_exactly(report: MentoringReport) -> None:
    one = found(report, 12, "in_post", "everybody")
    mentees, left, _others, _others_left, rate, other_rate = expected((BRITISH, INDIAN), 2)
    assert (one.participants, one.participants - one.events) == (mentees, left)
    assert one.rate == pytest.approx(float(1 - rate))
    assert one.other_rate == pytest.approx(float(1 - other_rate))


def test_who_is_left_out_is_said_once_or_of_the_rows_it_differs_in(report: MentoringReport) -> None:
    alike = "Mentees like whom nobody is, left out: 2."
    assert comparison_table(report).notes.count(alike) == 1
    first, *others = report.outcomes.compared
    one = replace(first, comparison=replace(first.comparison, unmatched=3))
    differing = replace(report, outcomes=replace(report.outcomes, compared=(one, *others)))
    table = comparison_table(differing)
    said = [note for note in table.notes if "like whom nobody is, left out" in note]
    assert said[0] == f"{table.rows[0].label}: Mentees like whom nobody is, left out: 3."
    assert said[1:] == [f"{row.label}: {alike}" for row in table.rows[1:]]


def test_a_year_follows_every_cohort_up_to_its_end(known: Workspace) -> None:
    followed = mentoring_report(known, FORCE, year=2024).outcomes.followed
    assert [(one.started, one.followed) for one in followed] == [(32, 32), (32, 0)]
    assert [one.started for one in mentoring_report(known, FORCE, year=2022).outcomes.followed] == [0, 0]


def test_everybody_followed_is_counted(report: MentoringReport) -> None:
    first = report.outcomes.followed[0]
    assert (first.started, first.followed, first.in_post, first.promoted) == (32, 32, 30, 9)
    assert first.higher_level <= first.promoted


def test_coverage_is_of_the_staff_in_the_latest_figures(report: MentoringReport, truth: Truth) -> None:
    staff = sum(one.ethnicity == INDIAN and one.ranks[2] is not None for one in truth.people)
    mentees = sum(one.ethnicity == INDIAN and one.mentee for one in truth.people)
    value = report.coverage.total.value
    assert (value.part, value.base) == (Count(mentees, mentees), Count(staff, staff))
    assert report.coverage.unplaced == 0


def test_completion_and_sessions_come_back_exactly(report: MentoringReport, truth: Truth) -> None:
    listed = [place for place, one in enumerate(truth.people) if one.mentee]
    completed = sum(place % 3 > 0 for place in listed)
    everybody = report.groups[0].delivery
    assert (everybody.completed.part, everybody.completed.base) == (Count.exact(completed), Count.exact(len(listed)))
    assert everybody.ongoing == Count(0, 0)
    minority = next(one for one in report.groups if one.member is Membership.MINORITY)
    inside = [place for place in listed if truth.people[place].ethnicity == INDIAN]
    assert minority.delivery.completed.part == Count.exact(sum(place % 3 > 0 for place in inside))
    assert (report.sessions.part, report.sessions.base) == (Count.exact(160), Count.exact(192))


def test_a_list_belongs_to_its_scheme_by_name_or_to_none(known: Workspace, report: MentoringReport) -> None:
    assert [(one.scheme, one.cohort) for one in report.cohorts] == [("Talent", "2023")]
    assert report.unlinked == 0


def test_every_table_can_be_drawn_and_says_what_it_is_of(report: MentoringReport) -> None:
    tables = mentoring_tables(report)
    assert all(table.rows and "Gwent Police" in table.title for table in tables)
    comparison = next(table for table in tables if table.title.startswith("M4"))
    assert "An association, not an effect" in comparison.notes[0]
    assert not any("00001" in str(table) for table in tables)


def staff(organisation: str, day: date) -> Held:
    people = {f"{organisation}{number}": Post("CONSTABLE", "A_IND") for number in range(20)}
    people |= {f"{organisation}s{number}": Post("SUPERINTENDENT", "W_BRIT") for number in range(12)}
    return Held(organisation, day, people)


@pytest.fixture
def shared(ws: Workspace) -> Workspace:
    """A scheme of two forces with one cohort, another of one of them, and their staff."""
    from datetime import date

    hold(ws, [staff(FORCE, date(2026, 3, 31)), staff(SOUTH, date(2026, 3, 31))])
    both = records.add(ws, "mentoring_scheme", TALENT, organisations=[FORCE, SOUTH], by=BY)
    cohort = {"name": "2025", "start": "01/04/2025", "started": "10", "completed": "6", "withdrawn": "1"}
    first = records.add(ws, "mentoring_cohort", cohort, parent=both.id, by=BY)
    counts = {"stage": "started", "table": "L1/ASIAN=8;L1/WHITE=2"}
    records.add(ws, "mentoring_counts", counts, parent=first.id, by=BY)
    reverse = records.add(ws, "mentoring_scheme", REVERSE, organisations=[FORCE], by=BY)
    seniors = {"name": "2025", "start": "01/05/2025", "started": "3"}
    second = records.add(ws, "mentoring_cohort", seniors, parent=reverse.id, by=BY)
    records.add(ws, "mentoring_counts", {"stage": "started", "table": "L5/WHITE=3"}, parent=second.id, by=BY)
    return ws


def test_a_shared_cohort_is_counted_once_over_all_and_in_neither_part(shared: Workspace) -> None:
    everybody = mentoring_report(shared)
    assert everybody.groups[0].delivery.completed.base == Count(10, 10)
    assert everybody.coverage.total.value.part == Count(8, 8)
    assert everybody.coverage.total.value.base == Count(40, 40)
    part = mentoring_report(shared, SOUTH)
    assert (part.groups[0].delivery.completed.base, part.divided) == (None, 1)


def test_reach_of_reverse_mentoring_in_an_organisation(shared: Workspace) -> None:
    value = mentoring_report(shared, FORCE).reach.value
    assert (value.part, value.base) == (Count(3, 3), Count(12, 12))


def test_by_area_and_by_organisation(shared: Workspace) -> None:
    areas = mentoring_by_place(shared, areas=True)
    assert {one.scope.area for one in areas} == {Area.GWENT, Area.SOUTH_WALES}
    assert [one.scope.organisation for one in mentoring_by_place(shared, areas=False)] == [FORCE, SOUTH]
    assert len(places_table(areas, areas=True).rows) == 2
    gwent = mentoring_report(shared, area=Area.GWENT)
    assert (gwent.reach.value.part, gwent.divided) == (Count(3, 3), 1)


def test_a_year_keeps_the_cohorts_that_started_in_it(shared: Workspace) -> None:
    assert len(mentoring_report(shared, year=2026).cohorts) == 2
    assert mentoring_report(shared, year=2025).cohorts == ()


def test_an_archived_scheme_is_in_no_figure(shared: Workspace) -> None:
    records.archive(shared, 1, by=BY)
    assert [one.scheme for one in mentoring_report(shared).cohorts] == ["Reverse"]


def test_tables_too_coarse_for_a_definition_give_no_coverage(shared: Workspace) -> None:
    wanted = mentoring_report(shared, definition=EthnicityDefinition.EM_INCL)
    assert wanted.coverage.total.value.flag is Flag.NOT_AVAILABLE


def test_without_anything_nothing_is_zero(ws: Workspace) -> None:
    report = mentoring_report(ws, FORCE)
    assert report.coverage.total.value.part is None
    assert {one.comparison.flag for one in report.outcomes.compared} == {Flag.NOT_AVAILABLE}
    shown = [
        cell.value
        for table in mentoring_tables(report)[:4]
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Shown) and not isinstance(cell.value, str)
    ]
    assert shown == []


def test_an_organisation_and_an_area_together_are_refused(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="not both"):
        mentoring_report(ws, FORCE, Area.GWENT)


def test_levels_of_mentees_are_those_of_the_staff_figures(report: MentoringReport) -> None:
    levels = {row.level: row.value.part for row in report.coverage.rows if row.value.part and row.value.part.high}
    assert sum(count.low for count in levels.values()) == 18
    assert Level.L0 not in levels


def test_coverage_of_every_cohort_says_that_some_have_left_since(known: Workspace, report: MentoringReport) -> None:
    said = "whoever has left since is among the mentees, and not among the staff"
    assert said in " ".join(coverage_table(report).notes)
    assert said not in " ".join(coverage_table(mentoring_report(known, FORCE, year=2023)).notes)


def test_groups_of_fewer_cohorts_than_everybody_are_said_to_be(shared: Workspace, report: MentoringReport) -> None:
    said = "Groups are of the cohorts that are known by group; everybody is of all cohorts."
    assert said not in delivery_table(report).notes
    assert said in delivery_table(mentoring_report(shared)).notes


def test_organisations_of_all_wales_are_not_taken_for_the_sum_of_the_areas(shared: Workspace) -> None:
    records.add(shared, "mentoring_scheme", TALENT | {"name": "Courts"}, organisations=["hmcts-wales"], by=BY)
    labels = [row.label for row in places_table(mentoring_by_place(shared, areas=True), areas=True).rows]
    assert "Organisations of all Wales" in labels
    assert "All Wales" not in labels
