"""M1 to M3, the funnel and what mentors carry: from people, tables and numbers alone, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.levels import Level
from workforce_tui.domain.mentoring import (
    CohortFacts,
    Participation,
    Role,
    SchemeType,
    Stage,
    disagreements,
    stage_count,
)
from workforce_tui.domain.mentoring_figures import completion, funnel, proportion, sessions, withdrawals
from workforce_tui.domain.mentoring_load import mentors_load
from workforce_tui.domain.mentoring_reach import coverage, reverse_reach

EXCL, INCL = EthnicityDefinition.EM_EXCL, EthnicityDefinition.EM_INCL
STAFF = {Level.L1: Count(100, 100), Level.L2: Count(40, 40), Level.L3: Count(5, 5)}
FORCE, COURTS = "gwent-police", "hmcts-wales"


def person(number: int, status: str = "started", level: Level = Level.L2, **more: object) -> Participation:
    plain = Participation(FORCE, Role.MENTEE, status, level, "A_IND", person=bytes([number]))
    return replace(plain, **more)  # type: ignore[arg-type]


def cohort(*people: Participation, **more: object) -> CohortFacts:
    plain = CohortFacts("Talent", "2025", SchemeType.TALENT, (FORCE,), participations=people)
    return replace(plain, **more)  # type: ignore[arg-type]


def table(stage: Stage, level: Level, **groups: int) -> CohortFacts:
    tables = {stage: {(level, code): number for code, number in groups.items()}}
    return cohort(tables=tables, stated={stage: sum(groups.values())})


def test_somebody_in_two_cohorts_is_covered_once_at_the_level_they_first_started_at() -> None:
    first = cohort(person(1, level=Level.L1, start_month=10), person(2))
    again = cohort(person(1, level=Level.L2, start_month=20))
    found = coverage([again, first], STAFF, EXCL)
    by_level = {row.level: row.value.part for row in found.rows}
    assert (by_level[Level.L1], by_level[Level.L2]) == (Count(1, 1), Count(1, 1))
    assert (found.total.value.part, found.total.value.base) == (Count(2, 2), Count(145, 145))


def test_those_who_only_applied_are_not_covered_and_those_who_withdrew_are() -> None:
    found = coverage([cohort(person(1, "applied"), person(2, "withdrawn"), person(3, "completed"))], STAFF, EXCL)
    assert found.total.value.part == Count(2, 2)


def test_white_mentees_are_not_covered_and_unknown_ones_are_said() -> None:
    people = (person(1), person(2, ethnicity="W_BRIT"), person(3, ethnicity="X_UNK"), person(4, level=Level.L0))
    found = coverage([cohort(*people)], STAFF, EXCL)
    assert (found.total.value.part, found.unplaced) == (Count(1, 1), 2)


def test_a_number_alone_makes_a_range_and_never_a_zero() -> None:
    found = coverage([cohort(person(1)), cohort(stated={Stage.STARTED: 6})], STAFF, EXCL)
    level = next(row.value for row in found.rows if row.level is Level.L2)
    assert (level.part, found.total.value.part, found.undivided) == (Count(1, 7), Count(1, 7), 6)


def test_a_cohort_that_says_nothing_has_no_coverage() -> None:
    found = coverage([cohort()], STAFF, EXCL)
    assert (found.total.value.part, found.total.value.flag) == (None, Flag.NOT_AVAILABLE)


def test_a_level_no_scheme_is_for_has_no_figure_and_is_in_no_total() -> None:
    found = coverage([cohort(person(1), levels=(Level.L2,))], STAFF, EXCL)
    assert next(row.value.flag for row in found.rows if row.level is Level.L1) is Flag.NOT_AVAILABLE
    assert found.total.value.base == Count(40, 40)


def test_groups_too_coarse_for_the_definition_have_no_coverage() -> None:
    white = table(Stage.STARTED, Level.L2, WHITE=4, ASIAN=6)
    assert coverage([white], STAFF, EXCL).total.value.part == Count(6, 6)
    assert coverage([white], STAFF, INCL).total.value.flag is Flag.NOT_AVAILABLE


def test_without_staff_figures_there_is_a_count_and_no_coverage() -> None:
    value = coverage([cohort(person(1))], None, EXCL).total.value
    assert (value.part, value.base, value.flag) == (Count(1, 1), None, Flag.NOT_AVAILABLE)


def test_reverse_mentoring_is_no_coverage_of_ethnic_minority_staff() -> None:
    assert coverage([cohort(person(1), type=SchemeType.REVERSE)], STAFF, EXCL).total.value.part is None


def test_reach_counts_senior_managers_whose_mentor_is_from_an_ethnic_minority() -> None:
    people = (
        person(1, level=Level.L5, partner_minority=True),
        person(2, level=Level.L6, partner_minority=False),
        person(3, level=Level.L5),
        person(4, level=Level.L4, partner_minority=True),
    )
    found = reverse_reach([cohort(*people, type=SchemeType.REVERSE)], Count(20, 20))
    assert (found.value.part, found.unknown, found.elsewhere) == (Count(1, 2), 1, 1)
    assert found.value.share is not None
    assert (float(found.value.share.low or 0), float(found.value.share.high or 0)) == (0.05, 0.1)


def test_reach_is_exact_where_all_mentors_are_from_ethnic_minorities() -> None:
    one = cohort(
        tables={Stage.STARTED: {(Level.L5, "WHITE"): 6, (Level.L3, "WHITE"): 2}},
        stated={Stage.STARTED: 8},
        type=SchemeType.REVERSE,
        mentors_minority_only=True,
    )
    found = reverse_reach([one], Count(24, 24))
    assert (found.value.part, found.elsewhere) == (Count(6, 6), 2)


def test_reach_without_a_reverse_scheme_is_not_available() -> None:
    assert reverse_reach([cohort(person(1))], Count(24, 24)).value.flag is Flag.NOT_AVAILABLE


def test_completion_adds_up_only_cohorts_that_say_both_numbers() -> None:
    silent = cohort(stated={Stage.STARTED: 30})
    told = cohort(stated={Stage.STARTED: 20, Stage.COMPLETED: 12, Stage.WITHDRAWN: 5})
    found = completion([silent, told])
    assert (found.completed.part, found.completed.base, found.ongoing) == (Count(12, 12), Count(20, 20), Count(3, 3))
    assert (found.cohorts, found.silent) == (1, 1)


def test_completion_of_a_group_leaves_numbers_alone_out() -> None:
    found = completion([cohort(stated={Stage.STARTED: 20, Stage.COMPLETED: 12})], lambda code: code == "A_IND")
    assert (found.completed.flag, found.silent) == (Flag.NOT_AVAILABLE, 1)


def test_sessions_are_as_typed_or_of_the_people_who_have_both_numbers() -> None:
    typed = cohort(sessions_planned=60, sessions_held=45)
    listed = cohort(person(1, sessions_planned=6, sessions_held=3), person(2, sessions_planned=6))
    value = sessions([typed, listed])
    assert (value.part, value.base) == (Count(48, 48), Count(66, 66))
    assert value.share is not None
    assert value.interval is None  # the sessions of one pair depend on one another


def test_more_sessions_than_planned_is_no_share() -> None:
    value = sessions([cohort(sessions_planned=10, sessions_held=12)])
    assert (value.part, value.base, value.share) == (Count(12, 12), Count(10, 10), None)


def test_the_funnel_of_a_group_and_its_rates() -> None:
    one = cohort(
        tables={
            Stage.ELIGIBLE: {(Level.L2, "ASIAN"): 40, (Level.L2, "WHITE"): 300},
            Stage.APPLIED: {(Level.L2, "ASIAN"): 12, (Level.L2, "WHITE"): 30},
        }
    )
    row = funnel([one], "minority", lambda code: code == "ASIAN")
    assert row.counts[:3] == (Count(40, 40), None, Count(12, 12))
    assert row.rates[0].flag is Flag.NOT_AVAILABLE  # nobody says how many were offered a place


def test_people_outweigh_tables_and_tables_numbers_and_the_difference_is_said() -> None:
    one = cohort(person(1), person(2), stated={Stage.STARTED: 3, Stage.ELIGIBLE: 9})
    found = stage_count(one, Stage.STARTED)
    assert found is not None
    assert found.total == Count(2, 2)
    assert disagreements(one) == ((Stage.STARTED, 3, Count(2, 2)),)


def test_people_listed_without_their_standing_are_at_no_stage() -> None:
    assert stage_count(cohort(person(1, "unknown")), Stage.STARTED) is None


def test_withdrawals_without_a_reason_are_not_stated() -> None:
    typed = cohort(stated={Stage.WITHDRAWN: 4}, reasons={"workload": 3})
    listed = cohort(person(1, "withdrawn", reason="workload"), person(2, "withdrawn"))
    assert withdrawals([typed, listed]) == (("workload", 4), ("not_stated", 2))


def test_load_of_mentors() -> None:
    mentors = [person(number, role=Role.MENTOR, ethnicity=code) for number, code in ((1, "A_IND"), (2, "W_BRIT"))]
    one = cohort(*mentors, sessions_held=9)
    two = cohort(mentors=4, mentors_minority=1, sessions_held=6)
    found = mentors_load([one, two], EXCL)
    assert found.mentors == Count(6, 6)
    assert found.per_mentor == pytest.approx(15 / 6)
    assert (found.minority.part, found.minority.base) == (Count(2, 2), Count(6, 6))


def test_a_shared_cohort_is_counted_once_and_divided_only_by_its_people() -> None:
    shared = cohort(person(1), stated={Stage.ELIGIBLE: 50}, organisations=(FORCE, COURTS))
    assert shared.within({FORCE, COURTS}) is shared
    part = shared.within({FORCE})
    assert part is not None
    assert (len(part.participations), part.stated) == (1, {})
    assert shared.within({COURTS}) is None


@pytest.mark.parametrize(
    ("part", "base", "flag"),
    [(3, 9, Flag.TOO_FEW), (3, 10, Flag.NONE), (0, 0, Flag.NOT_CALCULABLE), (11, 10, Flag.NOT_AVAILABLE)],
)
def test_small_and_impossible_shares_say_so(part: int, base: int, flag: Flag) -> None:
    assert proportion(Count(part, part), Count(base, base)).flag is flag


def test_a_blank_cell_of_a_table_without_a_sum_is_not_nobody() -> None:
    one = cohort(tables={Stage.STARTED: {(Level.L2, "ASIAN"): 4}, Stage.COMPLETED: {(Level.L2, "ASIAN"): 3}})
    found = coverage([one], STAFF, EXCL)
    values = {row.level: row.value for row in found.rows}
    assert values[Level.L2].part == Count(4, 4)
    assert (values[Level.L1].part, values[Level.L1].flag) == (None, Flag.NOT_AVAILABLE)
    assert found.total.value.part is None
    assert completion([one], lambda code: code == "WHITE").completed.part is None
    summed = replace(one, stated={Stage.STARTED: 4, Stage.COMPLETED: 3})
    assert coverage([summed], STAFF, EXCL).total.value.part == Count(4, 4)
    assert completion([summed], lambda code: code == "WHITE").completed.part == Count(0, 0)


def test_a_reverse_table_that_leaves_senior_levels_blank_has_no_reach() -> None:
    one = cohort(tables={Stage.STARTED: {(Level.L5, "WHITE"): 4}}, type=SchemeType.REVERSE, mentors_minority_only=True)
    assert reverse_reach([one], Count(20, 20)).value.part is None
