"""What a mentoring scheme and a cohort take, and what they refuse in the user's words."""

from __future__ import annotations

import pytest

from workforce_tui.domain.mentoring_records import MENTORING_COHORT, MENTORING_COUNTS, MENTORING_KINDS, MENTORING_SCHEME
from workforce_tui.domain.record_kinds import kinds
from workforce_tui.domain.record_parsing import parse, problem_text
from workforce_tui.domain.records import Grid, is_overdue


def problems(cohort: dict[str, str]) -> list[str]:
    raw = {"name": "2025/26", "start": "01/04/2025", **cohort}
    return [problem_text(MENTORING_COHORT, one) for one in parse(MENTORING_COHORT, raw).problems]


def test_mentoring_is_among_the_kinds_of_records() -> None:
    assert {one.code for one in MENTORING_KINDS} <= set(kinds())


def test_a_scheme_that_is_not_offered_is_whole_with_its_reason() -> None:
    raw = {"name": "Reverse mentoring", "type": "reverse", "offered": "no", "not_offered": "planned"}
    assert parse(MENTORING_SCHEME, raw).problems == ()


def test_not_offered_without_a_reason_is_not_whole() -> None:
    raw = {"name": "Reverse mentoring", "type": "reverse", "offered": "no"}
    (problem,) = parse(MENTORING_SCHEME, raw).problems
    assert problem.key == "not_offered"


def test_offered_to_some_only_says_why() -> None:
    raw = {"name": "Talent", "type": "talent_leadership", "offered": "yes", "to_all": "no"}
    assert [one.key for one in parse(MENTORING_SCHEME, raw).problems] == ["not_to_all"]


def test_an_ended_scheme_and_one_not_offered_have_no_overdue_evaluation() -> None:
    raw = {"name": "T", "type": "coaching", "offered": "yes", "status": "running", "review": "01/01/2025"}
    running = parse(MENTORING_SCHEME, raw).values
    ended = parse(MENTORING_SCHEME, {**raw, "status": "ended"}).values
    day = running["review"]
    assert day is not None
    today = day.replace(year=2026)  # type: ignore[union-attr,call-arg]
    assert is_overdue(MENTORING_SCHEME, running, today)
    assert not is_overdue(MENTORING_SCHEME, ended, today)


def test_numbers_nobody_typed_are_not_stated() -> None:
    values = parse(MENTORING_COHORT, {"name": "2025/26", "start": "01/04/2025", "started": "0"}).values
    assert (values["started"], values["completed"]) == (0, None)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"started": "5", "completed": "7"}, "Completed: This is 7, but only 5 started."),
        ({"eligible": "5", "applied": "7"}, "Applied: This is 7, but only 5 eligible."),
        (
            {"started": "5", "completed": "3", "withdrawn": "3"},
            "Withdrew after starting: 6 completed or withdrew, but only 5 started.",
        ),
        ({"mentors": "2", "mentors_minority": "3"}, "Mentors from ethnic minorities: There are only 2 mentors."),
        (
            {"withdrawn": "1", "reasons": "workload/people=2"},
            "Why people withdrew: There are 2 reasons, but only 1 withdrew.",
        ),
        ({"end": "31/03/2025"}, "Ends: It ends before it starts."),
    ],
)
def test_numbers_that_cannot_be_together_are_refused(typed: dict[str, str], told: str) -> None:
    assert problems(typed) == [told]


def test_a_table_holds_levels_and_groups_and_may_leave_some_out() -> None:
    raw = {"stage": "started", "table": "L2/ASIAN=4; L0/X_UNK=0"}
    assert parse(MENTORING_COUNTS, raw).values["table"] == Grid((("L2", "ASIAN", 4), ("L0", "X_UNK", 0)))
