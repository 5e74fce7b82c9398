"""What it would take, from a database: where the rates come from, which aim is used, and what cannot be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from builders import BRITISH, GWENT, INDIAN, LONG_HEADER, Person, import_into, people, staff_file, write_csv
from workforce_tui.domain.benchmarks import benchmark
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.projection import Reach
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.domain.trend_line import TrendReach
from workforce_tui.services.projection import project, projection
from workforce_tui.services.projection_figures import Choices, Origin, Projection
from workforce_tui.services.projection_tables import projection_table
from workforce_tui.services.projection_text import formula, formula_filled, needed_text, sentences, trend_text
from workforce_tui.services.targets import set_target

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

NOW = date(2025, 3, 31)
SEVEN = Choices(leaver_rate=Fraction(7, 100))
EVENT_HEADER = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Date of leaving", "Reason for leaving")


def year(ws: Workspace, folder: Path, ends: int, minority: int, white: int, *others: tuple[str, str, int]) -> None:
    """A snapshot of constables on 31 March of a year, as counts: nobody can be followed."""
    rows = [("Constable", INDIAN, minority), ("Constable", BRITISH, white), *others]
    file = write_csv(folder / f"{ends}.csv", LONG_HEADER, rows)
    assert import_into(ws, file, as_at=date(ends, 3, 31)).status == "imported"


@pytest.fixture
def force(ws: Workspace, tmp_path: Path) -> Workspace:
    """Gwent Police with 4%, 4.5% and 5% of 1,000 constables in three years, and 9.25% to be reached in 2030."""
    for ends, minority in ((2023, 40), (2024, 45), (2025, 50)):
        year(ws, tmp_path, ends, minority, 1000 - minority)
    set_target(ws, Target(GWENT, "workforce", TargetKind.PERCENT, value=Fraction(925, 10000), due=date(2030, 3, 31)))
    return ws


def found(ws: Workspace, choices: Choices | None = None, **more: Any) -> Projection:
    return projection(ws, organisation=GWENT, choices=choices, **more)


def said(one: Projection) -> str:
    return " ".join(sentences(one))


def test_the_share_of_joiners_a_target_needs_by_its_date(force: Workspace) -> None:
    one = found(force, SEVEN)
    kept = Fraction(93, 100) ** 5
    assert one.needed is not None
    assert one.needed[0].share == one.needed[1].share == (Fraction(925, 10000) - Fraction(5, 100) * kept) / (1 - kept)
    assert (one.years, one.end) == (5, date(2030, 3, 31))
    assert one.facts.aim is not None
    assert one.facts.aim.persons_short == (43, 43)
    assert one.joiners == 70
    assert one.joiners_needed == (14, 14)
    assert needed_text(one) == "19.0%"
    assert "5.0%" in said(one)
    assert "19.0% of those who join would have to be from ethnic minorities: 14 of the 70 in a year." in said(one)
    assert formula_filled(one) == (
        "(target 9.25% − today 5.00% × staying 69.57%) ÷ (1 − staying 69.57%) = 19.0% of joiners; "
        "staying = (1 − 7.0%) to the power of 5 = 69.57%"
    )


def test_what_is_not_chosen_and_not_held_is_assumed_and_said_so(force: Workspace) -> None:
    one = found(force)
    assert (one.leaver.value, one.leaver.origin) == (Fraction(7, 100), Origin.ASSUMED)
    assert (one.joiner.value, one.joiner.origin) == (Fraction(5, 100), Origin.ASSUMED)
    assert "only an example" in said(one)
    assert one.reached is None
    assert "never passes it" in said(one)


def test_lists_of_joiners_and_leavers_are_used_with_their_counts(force: Workspace, tmp_path: Path) -> None:
    leavers = [
        (one.number, "Constable", "Police Officer", one.ethnicity, "01/06/2024", "Resignation") for one in people(4, 46)
    ]
    joiners = [
        (one.number, "Constable", "Police Officer", one.ethnicity, "01/07/2024", "New")
        for one in people(6, 44, first=5000)
    ] + [("E9", "Constable", "Police Officer", "", "01/07/2024", "New")]
    period = {"as_at": None, "period_start": date(2024, 4, 1), "period_end": NOW}
    assert import_into(force, write_csv(tmp_path / "l.csv", EVENT_HEADER, leavers), **period).status == "imported"
    header = (*EVENT_HEADER[:4], "Date joined", "Joined from")
    outcome = import_into(force, write_csv(tmp_path / "j.csv", header, joiners), dataset="joiners", **period)
    assert outcome.status == "imported", outcome.plan.decisions
    one = found(force)
    assert (one.leaver.value, one.leaver.origin) == (Fraction(50, 1000), Origin.EVENTS)
    assert (one.joiner.value, one.joiner.origin) == (Fraction(6, 50), Origin.EVENTS)
    assert "50 left between 1 April 2024 and 31 March 2025, of 1,000 staff on 31 March 2024" in said(one)
    assert "6 of 50 who joined" in said(one)


def test_quarters_that_follow_one_another_make_a_year_and_with_a_gap_they_do_not(
    force: Workspace, tmp_path: Path
) -> None:
    quarters = ((date(2024, 4, 1), 10), (date(2024, 7, 1), 20), (date(2024, 10, 1), 5), (date(2025, 1, 1), 15))
    header = ("Ethnicity", "Reason for leaving", "Leavers")
    ends = (*(day - timedelta(days=1) for day, _left in quarters[1:]), NOW)
    for (start, left), end in list(zip(quarters, ends, strict=True))[::-1]:
        assert found(force).leaver.origin is Origin.ASSUMED
        file = write_csv(tmp_path / f"{start}.csv", header, [("White", "Resignation", left), ("Asian", "Dismissal", 0)])
        period = {"dataset": "leavers", "as_at": None, "period_start": start, "period_end": end}
        assert import_into(force, file, organisation=GWENT, **period).status == "imported"
    one = found(force)
    assert (one.leaver.value, one.leaver.origin) == (Fraction(50, 1000), Origin.EVENTS)
    assert "50 left between 1 April 2024 and 31 March 2025, of 1,000 staff on 31 March 2024" in said(one)


def test_an_earlier_snapshot_leaves_out_all_that_came_after_it(force: Workspace, tmp_path: Path) -> None:
    leavers = [
        (one.number, "Constable", "Police Officer", BRITISH, "01/06/2024", "Resignation") for one in people(0, 9)
    ]
    period = {"as_at": None, "period_start": date(2024, 4, 1), "period_end": NOW}
    assert import_into(force, write_csv(tmp_path / "l.csv", EVENT_HEADER, leavers), **period).status == "imported"
    then = date(2024, 3, 31)
    earlier = found(force, as_at=then)
    assert earlier.facts.figures is not None
    assert earlier.facts.figures.share is not None
    assert (earlier.facts.as_at, earlier.facts.figures.share.part.low) == (then, 45)
    assert [day for day, _share in earlier.facts.trend.shares] == [date(2023, 3, 31), then]
    assert earlier.leaver.origin is Origin.ASSUMED
    assert earlier.years == 6
    assert found(force).leaver.origin is Origin.EVENTS
    between = found(force, as_at=date(2024, 12, 25))
    assert (between.facts.as_at, between.leaver.origin) == (then, Origin.ASSUMED)
    assert found(force, as_at=date(2020, 1, 1)).problem == "There are no figures for that yet."


def staff(numbers: range, minority: int, rank: str = "Constable") -> list[Person]:
    """People with these numbers, the first of them from an ethnic minority."""
    return [Person(f"N{n:05d}", rank, INDIAN if place < minority else BRITISH) for place, n in enumerate(numbers)]


def moved(some: list[Person], rank: str) -> list[Person]:
    return [replace(one, rank=rank) for one in some]


@pytest.fixture
def followed(ws: Workspace, tmp_path: Path) -> Workspace:
    """1,000 constables (50) and 40 sergeants (2). In a year 60 constables (6) and 5 sergeants (0) leave, 60 constables
    (9) and 2 sergeants (1) join, and 8 constables (1) are made sergeant; the figures in brackets are minorities."""
    leave, stay, rise = staff(range(60), 6), staff(range(60, 992), 43), staff(range(992, 1000), 1)
    sergeants_stay, sergeants_leave = staff(range(2000, 2035), 2, "Sergeant"), staff(range(2035, 2040), 0, "Sergeant")
    join, sergeants_join = staff(range(3000, 3060), 9), staff(range(4000, 4002), 1, "Sergeant")
    before = [*leave, *stay, *rise, *sergeants_stay, *sergeants_leave]
    after = [*stay, *moved(rise, "Sergeant"), *sergeants_stay, *join, *sergeants_join]
    for ends, some in ((2024, before), (2025, after)):
        assert import_into(ws, staff_file(tmp_path / f"{ends}.csv", some), as_at=date(ends, 3, 31)).status == "imported"
    set_target(ws, Target(GWENT, "workforce", TargetKind.PERCENT, value=Fraction(8, 100), due=date(2030, 3, 31)))
    return ws


def test_people_followed_give_the_rates_exactly(followed: Workspace) -> None:
    one = found(followed)
    assert (one.leaver.value, one.leaver.origin) == (Fraction(65, 1040), Origin.FLOWS)
    assert (one.joiner.value, one.joiner.origin) == (Fraction(10, 62), Origin.FLOWS)
    assert "6.3% a year: 65 gone of 1,040 in post at the start of each year, 31 March 2024 to 31 March 2025." in said(
        one
    )
    assert "Of staff from ethnic minorities 6 of 52 are gone after a year, of White staff 59 of 988" in said(one)


def test_a_rank_is_left_upwards_too_and_come_to_from_below(followed: Workspace) -> None:
    constables = found(followed, scope="grade:CONSTABLE")
    assert constables.leaver.value == Fraction(60 + 8, 1000)
    assert constables.joiner.value == Fraction(9, 60)
    one = found(followed, scope="level:L3")
    assert one.leaver.value == Fraction(5, 40)
    assert one.joiner.value == Fraction(2, 10)
    assert (one.facts.promoted, one.facts.outside_share) == (Fraction(8, 10), Fraction(1, 2))
    assert one.needed is not None
    assert one.promotions is not None
    assert one.needed[0].share is not None
    assert one.promotions.share == (one.needed[0].share - Fraction(2, 10) * Fraction(1, 2)) / Fraction(8, 10)
    assert found(followed).promotions is None


def test_snapshots_more_often_than_yearly_are_paired_a_year_apart(followed: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "half.csv", staff(range(60, 900), 44))
    assert import_into(followed, file, as_at=date(2024, 9, 30)).status == "imported"
    assert found(followed).leaver.value == Fraction(65, 1040)


@pytest.mark.parametrize(("day", "origin"), [(date(2026, 1, 15), Origin.FLOWS), (date(2026, 9, 30), Origin.ASSUMED)])
def test_a_list_out_of_turn_leaves_the_year_before_it_in_use_until_it_is_old(
    followed: Workspace, tmp_path: Path, day: date, origin: Origin
) -> None:
    assert import_into(followed, staff_file(tmp_path / "late.csv", staff(range(60, 900), 44)), as_at=day).status
    one = found(followed)
    assert (one.facts.as_at, one.leaver.origin, one.joiner.origin) == (day, origin, origin)
    if origin is Origin.FLOWS:
        assert (one.leaver.value, one.joiner.value) == (Fraction(65, 1040), Fraction(10, 62))
        assert "31 March 2024 to 31 March 2025" in one.leaver.said


def test_the_curve_comes_to_the_target_when_it_says(force: Workspace) -> None:
    one = found(force, SEVEN.but(joiner_share=Fraction(25, 100)))
    assert one.reached is not None
    before = [step for step in one.steps if step.day < one.reached]
    assert all(step.share[0] < one.wanted for step in before)  # type: ignore[operator]
    assert one.steps[-1].share[0] > one.wanted  # type: ignore[operator]
    assert [step.years for step in one.steps] == [0, 1, 2, 3, 4, 5]


def test_a_slider_needs_no_database(force: Workspace) -> None:
    one = found(force, SEVEN)
    again = project(one.facts, SEVEN.but(joiner_share=Fraction(10, 100)))
    assert again == found(force, SEVEN.but(joiner_share=Fraction(10, 100)))


def test_the_trend_has_its_date_and_interval(force: Workspace) -> None:
    when = found(force).facts.trend.when
    assert when is not None
    assert when.reach is TrendReach.EXPECTED
    assert when.day is not None
    assert abs((when.day - date(2033, 9, 30)).days) < 5  # 4.25 points more at half a point a year
    assert when.latest is None
    assert "or not within 50 years" in said(found(force))


def test_a_line_that_is_past_a_target_the_latest_snapshot_misses_is_there_now(ws: Workspace, tmp_path: Path) -> None:
    for ends, minority in ((2022, 40), (2023, 50), (2024, 60), (2025, 58)):
        year(ws, tmp_path, ends, minority, 1000 - minority)
    set_target(ws, Target(GWENT, "workforce", TargetKind.PERCENT, value=Fraction(6, 100), due=date(2030, 3, 31)))
    one = found(ws)
    assert one.facts.trend.when is not None
    assert one.facts.trend.when.day == date(2025, 3, 31)
    assert trend_text(one) == "about now"
    assert "The line through the last 4 snapshots is at 6.0% now (95% interval: " in said(one)


def test_two_snapshots_are_too_few_for_a_trend(ws: Workspace, tmp_path: Path) -> None:
    year(ws, tmp_path, 2024, 40, 960)
    year(ws, tmp_path, 2025, 50, 950)
    one = found(ws)
    assert one.facts.trend.when is not None
    assert one.facts.trend.when.reach is TrendReach.TOO_FEW
    assert "Too few to say" in said(one)


def test_a_break_in_the_series_starts_the_trend_again(force: Workspace, tmp_path: Path) -> None:
    year(force, tmp_path, 2026, 55, 945, ("PCSO", BRITISH, 100))
    one = found(force)
    assert len(one.facts.trend.shares) == 4
    assert len(one.facts.trend.used) == 1
    assert one.facts.trend.when is not None
    assert one.facts.trend.when.reach is TrendReach.TOO_FEW
    assert "The series breaks on 31 March 2026. Covers from here: " in said(one)
    officers = found(force, scope="worker:officer")
    assert len(officers.facts.trend.used) == 4


def test_without_a_target_the_population_is_an_aim_to_consider(ws: Workspace, tmp_path: Path) -> None:
    year(ws, tmp_path, 2025, 40, 960)
    one = found(ws)
    assert one.facts.aim is not None
    assert not one.facts.aim.is_target
    assert one.wanted == benchmark("gwent").share(EthnicityDefinition.EM_EXCL)
    assert one.years == 10
    assert "No target is set. The population of Gwent (Census 2021, all ages)" in said(one)
    assert "No date is set for it: 10 years are assumed." in said(one)
    set_target(ws, Target(GWENT, "workforce", TargetKind.NOT_SET, not_set_reason="Too early"))
    assert "No target is set: Too early. The population" in said(found(ws))


def test_a_number_of_people_and_parity_as_targets(force: Workspace) -> None:
    set_target(force, Target(GWENT, "workforce", TargetKind.HEADCOUNT, value=Fraction(80), due=date(2030, 3, 31)))
    one = found(force, SEVEN)
    assert one.wanted == Fraction(80, 1000)
    assert one.facts.aim is not None
    assert one.facts.aim.persons_short == (30, 30)
    growing = found(force, SEVEN.but(growth=Fraction(2, 100)))
    assert growing.wanted == Fraction(80) / (1000 * Fraction(102, 100) ** 5)
    set_target(force, Target(GWENT, "workforce", TargetKind.PARITY, benchmark="gwent", due=date(2030, 3, 31)))
    assert found(force).wanted == benchmark("gwent").share(EthnicityDefinition.EM_EXCL)


def test_a_date_that_has_passed_is_said_so(force: Workspace) -> None:
    set_target(force, Target(GWENT, "workforce", TargetKind.PERCENT, value=Fraction(9, 100), due=date(2024, 3, 31)))
    assert "Its date, 31 March 2024, has passed: 10 years" in said(found(force))
    assert found(force, Choices(years=Fraction(3))).end == date(2028, 3, 31)


def test_every_way_joiners_may_not_do(force: Workspace) -> None:
    target = Target(GWENT, "workforce", TargetKind.PERCENT, value=Fraction(60, 100), due=date(2027, 3, 31))
    set_target(force, target)
    out = found(force, SEVEN)
    assert out.needed is not None
    assert out.needed[0].reach is Reach.NOT_REACHABLE
    assert out.joiners_needed is None
    assert "It cannot be reached by 31 March 2027 by joiners alone" in said(out)
    set_target(force, replace(target, value=Fraction(2, 100)))
    assert "even if nobody who joins were from an ethnic minority" in said(found(force, SEVEN))
    assert "nobody short" in said(found(force, SEVEN))
    set_target(force, replace(target, value=Fraction(48, 1000)))
    assert "To still meet it on 31 March 2027, 3.5% of those who join" in said(found(force, SEVEN))
    assert "At these rates nobody joins" in said(found(force, Choices(leaver_rate=Fraction(0))))
    with pytest.raises(WorkforceError, match="faster than people leave"):
        found(force, SEVEN.but(growth=Fraction(-8, 100)))
    with pytest.raises(WorkforceError, match="up to 50 years"):
        found(force, SEVEN.but(years=Fraction(51)))


def test_different_leaver_rates_have_their_own_words(force: Workspace) -> None:
    one = found(force, SEVEN.but(minority_leaver_rate=Fraction(12, 100)))
    assert one.needed is not None
    assert one.needed[0].share is not None
    alike = found(force, SEVEN).needed
    assert alike is not None
    assert one.needed[0].share > alike[0].share  # type: ignore[operator]
    assert "found by trying" in formula(one)
    assert formula_filled(one) == ""


def test_nothing_is_worked_out_of_a_share_that_does_not_exist(ws: Workspace, tmp_path: Path) -> None:
    one = found(ws)
    assert one.problem == "There are no figures for that yet."
    assert (one.steps, one.needed) == ((), None)
    rows = [("Constable", "White", 900), ("Constable", "Asian", 40)]
    import_into(ws, write_csv(tmp_path / "five.csv", ("Grade", "Ethnicity", "Headcount"), rows), as_at=NOW)
    coarse = found(ws, definition=EthnicityDefinition.EM_INCL)
    assert "too coarse" in coarse.problem
    assert coarse.needed is None
    assert sentences(coarse)


def test_counts_that_are_intervals_give_both_ends(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", "White", "900"), ("Constable", "Asian", "40"), ("Constable", "Black", "<5")]
    file = write_csv(tmp_path / "few.csv", ("Grade", "Ethnicity", "Headcount"), rows)
    assert import_into(ws, file, as_at=NOW).status == "imported"
    one = found(ws, SEVEN)
    assert one.needed is not None
    assert one.needed[0].share > one.needed[1].share  # type: ignore[operator]
    assert " to " in needed_text(one)
    assert one.steps[0].minority == (41, 44)


def test_a_grade_a_level_and_a_scope_that_is_not_there(force: Workspace, tmp_path: Path) -> None:
    year(force, tmp_path, 2026, 55, 945, ("Sergeant", INDIAN, 4), ("Sergeant", BRITISH, 76))
    one = found(force, scope="grade:SERGEANT")
    assert one.facts.figures is not None
    assert one.facts.figures.known.low == 80
    assert one.facts.scope_name == "Sergeant"
    assert "set for All staff" in said(one)
    assert "promoted or from outside" in said(one)
    level = found(force, scope="level:L3")
    assert level.needed == one.needed
    for wrong in ("grade:ATLANTIS", "nonsense", "level:L9", "workforce:x"):
        with pytest.raises(WorkforceError, match="not something a target"):
            found(force, scope=wrong)


def test_the_table_has_every_share_the_chart_draws(force: Workspace) -> None:
    one = found(force, SEVEN.but(joiner_share=Fraction(20, 100)))
    table = projection_table(one)
    assert len(table.rows) == len(one.facts.trend.shares) + len(one.steps) - 1
    assert [row.label for row in table.rows[:4]] == [f"31 March {y}" for y in (2023, 2024, 2025, 2026)]
    assert cell_text(table.rows[0].cells[2]) == "4.0%"
    assert table.rows[-1].cells[0].value == "projected"  # type: ignore[union-attr]
