"""Explain or reform: which differences are proposed, which steps are allowed, what each needs, and the deadlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from workforce_tui.domain import disparity_words as words
from workforce_tui.domain.disparities import (
    Comment,
    Decision,
    DecisionTaken,
    Disparity,
    EvidenceType,
    Explanation,
    Measured,
    Move,
    Outcome,
    PanelView,
    PanelViewGiven,
    Pool,
    Progress,
    ReformAction,
    Remeasured,
    Status,
    Subject,
    Trigger,
)
from workforce_tui.domain.disparity_rules import MOST, Reason, Tag, Thresholds, judge
from workforce_tui.domain.disparity_steps import (
    STEPS,
    THE_DEADLINE,
    Late,
    explanation_due,
    moved,
    overdue,
    signed,
    with_deadline,
)
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.exact import fisher_p

DAY = date(2026, 1, 5)
END, NEXT_END = date(2025, 3, 31), date(2026, 3, 31)
APPOINTED = Subject("gwent-police", "A5", "em_excl", Outcome.WANTED)
DISCIPLINED = Subject("gwent-police", "D1", "em_excl", Outcome.HARM)


def measured(events: int, base: int, other: int, other_base: int, **more: Any) -> Measured:
    """A value with its exact test."""
    given = {"end": END, "p": fisher_p(events, base, other, other_base)} | more
    return Measured(given.pop("end"), events, base, other, other_base, **given)


def record(status: Status = Status.IDENTIFIED, **more: Any) -> Disparity:
    """A record that stands at *status*."""
    moves = [Move(None, Status.IDENTIFIED, DAY, "Ann Rees")]
    if status is not Status.IDENTIFIED:
        moves.append(Move(Status.IDENTIFIED, status, DAY, "Ann Rees"))
    found = measured(12, 40, 200, 400)
    return Disparity(APPOINTED, found, Trigger.AUTO, too_small=False, moves=tuple(moves), id=7, **more)


def explanation(text: str = "The panels had no guidance.", **more: Any) -> Explanation:
    given = {"reference": "Audit 12", "alternatives": "Length of service"} | more
    return Explanation(text, "", EvidenceType.PROCESS_AUDIT, by="Ann Rees", on=DAY, **given)


def decided(decision: Decision, review: date | None = None) -> DecisionTaken:
    return DecisionTaken(decision, "As the evidence shows", "Ann Rees", DAY, review)


ACTION = ReformAction("Train the panels", "Head of People", date(2026, 6, 30), "Rate of appointment", "Ann Rees", DAY)
READY: dict[str, Any] = {
    "explanations": (explanation(),),
    "panel_views": (PanelViewGiven(PanelView.PARTLY, "Half of it", "The Panel", DAY),),
    "actions": (ACTION,),
    "measures": (Remeasured(measured(20, 40, 200, 400, end=NEXT_END), "Ann Rees", DAY),),
}
DECISION_FOR = {
    Status.INSUFFICIENT_DATA: Decision.INSUFFICIENT_DATA,
    Status.MONITOR: Decision.EXPLAINED_MONITOR,
    Status.REFORM_PLANNED: Decision.NOT_EXPLAINED_REFORM,
}


def ready_for(status: Status, to: Status) -> Disparity:
    """A record at *status* that has all it needs to become *to*."""
    taken = (decided(DECISION_FOR[to], date(2026, 9, 1)),) if to in DECISION_FOR else ()
    return record(status, decisions=taken, **READY)


# --- the figures of a record


def test_the_figures_of_a_published_example() -> None:
    found = measured(12, 40, 200, 400)
    assert found.relative_rate == Fraction(3, 5)
    assert found.relative_likelihood == Fraction(5, 3)
    assert found.gap == Fraction(-1, 5)
    assert found.breaches_four_fifths
    assert found.p == pytest.approx(0.01953, abs=5e-6)
    assert found.shortfall(Outcome.WANTED) == 8


def test_a_harm_is_worse_where_the_rate_is_higher() -> None:
    found = measured(10, 100, 50, 1000)
    assert found.is_adverse(Outcome.HARM)
    assert not found.is_adverse(Outcome.WANTED)
    assert found.shortfall(Outcome.HARM) == 5
    assert found.relative_rate == 2


def test_nobody_to_compare_gives_no_ratio() -> None:
    nobody = Measured(END, 0, 0, 5, 10)
    assert (nobody.rate, nobody.relative_rate, nobody.relative_likelihood, nobody.gap) == (None, None, None, None)
    assert not nobody.breaches_four_fifths
    assert not nobody.is_adverse(Outcome.WANTED)
    assert Measured(END, 0, 10, 5, 10).relative_likelihood is None
    assert Measured(END, 3, 10, 0, 10).relative_rate is None


def test_several_cases_of_one_person_are_more_events_than_people() -> None:
    several = Measured(END, 12, 10, 20, 40)
    assert several.relative_rate == Fraction(12, 5)
    with pytest.raises(ValueError, match="-1"):
        Measured(END, -1, 10, 0, 10)


# --- the rules


def test_the_screening_rule_needs_three_people() -> None:
    found = judge(APPOINTED, [measured(3, 20, 5, 20, p=0.7)])
    assert found is not None
    assert (found.tag, found.reasons) == (Tag.PROPOSED, (Reason.FOUR_FIFTHS,))
    short = judge(APPOINTED, [measured(0, 6, 5, 10, p=0.1)])  # nobody, and three short
    assert short is not None
    assert short.reasons == (Reason.FOUR_FIFTHS,)
    few = judge(APPOINTED, [measured(1, 4, 5, 10, p=0.6)])
    assert few is not None
    assert (few.tag, few.reasons, few.too_small) == (Tag.TOO_SMALL, (), True)


def test_the_exact_test_alone_is_enough() -> None:
    found = judge(APPOINTED, [measured(850, 1000, 9000, 10000)])
    assert found is not None
    assert (found.tag, found.reasons) == (Tag.PROPOSED, (Reason.EXACT_TEST,))


def test_three_periods_in_a_row_are_enough_and_a_gap_breaks_them() -> None:
    slight = measured(49, 100, 500, 1000)
    better = measured(51, 100, 500, 1000)
    found = judge(APPOINTED, [slight, slight, slight])
    assert found is not None
    assert found.reasons == (Reason.SAME_DIRECTION,)
    for history in ([slight, slight], [slight, None, slight], [slight, better, slight, slight]):
        found = judge(APPOINTED, history)
        assert found is not None
        assert (found.tag, found.reasons) == (Tag.BELOW, ())


def test_a_difference_the_other_way_or_no_value_is_no_finding() -> None:
    assert judge(APPOINTED, [measured(30, 40, 200, 400)]) is None
    assert judge(DISCIPLINED, [measured(1, 100, 50, 1000)]) is None
    assert judge(APPOINTED, [measured(12, 40, 200, 400), None]) is None
    assert judge(APPOINTED, []) is None


def test_every_threshold_can_be_set() -> None:
    value = [measured(12, 40, 200, 400)]
    strict = Thresholds(ratio=Fraction(1, 2), people=50, p=0.001, periods=5, days_to_explain=30)
    found = judge(APPOINTED, value, strict)
    assert found is not None
    assert found.tag is Tag.TOO_SMALL
    assert explanation_due(record(), strict) == DAY + timedelta(days=30)
    with pytest.raises(ValueError, match="between"):
        Thresholds(p=2)
    assert Thresholds(ratio=Fraction(1), people=1, periods=1, days_to_explain=MOST).people == 1
    for wrong in ({"people": 0}, {"periods": 0}, {"days_to_explain": MOST + 1}, {"ratio": Fraction(0)}, {"p": 1.0}):
        with pytest.raises(ValueError, match="between"):
            Thresholds(**wrong)


# --- the steps

EVERY_PAIR = [(before, after) for before in Status for after in Status]


@pytest.mark.parametrize(("before", "after"), EVERY_PAIR)
def test_only_the_steps_of_the_plan_are_taken(before: Status, after: Status) -> None:
    ready = ready_for(before, after)
    if after in STEPS[before]:
        done = moved(ready, after, by="Bryn Hughes", on=DAY, note="Agreed")
        assert done.status is after
        assert done.moves[-1] == Move(before, after, DAY, "Bryn Hughes", "Agreed")
        assert done.moves[:-1] == ready.moves
        return
    with pytest.raises(WorkforceError) as refused:
        moved(ready, after, by="Bryn Hughes", on=DAY, note="Agreed")
    said = f"{refused.value.message} {refused.value.hint}"
    for allowed in STEPS[before]:
        assert words.status_name(allowed) in said
        assert f"({allowed})" in said


def test_the_steps_are_those_that_are_written_down() -> None:
    arrows = {f"{before} {after}" for before, every in STEPS.items() for after in every}
    assert arrows == {
        "identified under_analysis",
        "under_analysis explained", "under_analysis unexplained", "under_analysis insufficient_data",
        "explained panel_review", "panel_review accepted", "panel_review rejected",
        "accepted monitor", "monitor closed", "rejected unexplained",
        "unexplained reform_planned", "reform_planned reform_in_progress", "reform_in_progress remeasure",
        "remeasure closed", "remeasure reform_planned",
    }  # fmt: skip


def refusal(wanted: Disparity, to: Status, *, by: str = "Ann Rees", on: date = DAY, note: str = "") -> str:
    with pytest.raises(WorkforceError) as refused:
        moved(wanted, to, by=by, on=on, note=note)
    return f"{refused.value.message} {refused.value.hint}"


def test_a_step_is_signed_and_in_order() -> None:
    assert "by name" in refusal(record(), Status.UNDER_ANALYSIS, by="  ")
    assert "not taken for a name" in refusal(record(), Status.UNDER_ANALYSIS, by="7")
    assert "not taken for a name" in refusal(record(), Status.UNDER_ANALYSIS, by=THE_DEADLINE)
    assert "before the last step" in refusal(record(), Status.UNDER_ANALYSIS, on=DAY - timedelta(days=1))


def test_explained_needs_an_explanation_with_evidence() -> None:
    at = record(Status.UNDER_ANALYSIS)
    assert "explanation first" in refusal(at, Status.EXPLAINED)
    bare = replace(at, explanations=(explanation("", reference=" ", alternatives=""),))
    said = refusal(bare, Status.EXPLAINED)
    assert "Say why" in said
    assert "evidence can be seen" in said
    assert "other explanations" in said


@pytest.mark.parametrize(
    "text", ["The pool is small.", "Few candidates came.", "They did not apply", "Mae'r pwll yn fach"]
)
def test_a_small_pool_is_no_explanation_without_the_pool(text: str) -> None:
    at = record(Status.UNDER_ANALYSIS)
    assert "could have been chosen" in refusal(replace(at, explanations=(explanation(text),)), Status.EXPLAINED)
    sourceless = explanation(text, pool=Pool(4, 900, ""))
    assert "are from" in refusal(replace(at, explanations=(sourceless,)), Status.EXPLAINED)
    for given in ({"pool": Pool(4, 900, "Applicant file 2025")}, {"pool_denied": True}):
        assert moved(
            replace(at, explanations=(explanation(text, **given),)), Status.EXPLAINED, by="Ann Rees", on=DAY
        ).status is Status.EXPLAINED  # fmt: skip


def test_each_step_asks_for_its_decision() -> None:
    for before, to in (
        (Status.UNDER_ANALYSIS, Status.INSUFFICIENT_DATA),
        (Status.ACCEPTED, Status.MONITOR),
        (Status.UNEXPLAINED, Status.REFORM_PLANNED),
    ):
        assert "Record the decision first" in refusal(record(before, **READY), to)
    monitored = record(Status.ACCEPTED, decisions=(decided(Decision.EXPLAINED_MONITOR),))
    assert "looked at again" in refusal(monitored, Status.MONITOR)


def test_the_panel_has_to_have_said_so() -> None:
    at = record(Status.PANEL_REVIEW)
    assert "panel's view" in refusal(at, Status.ACCEPTED)
    against = replace(at, panel_views=(PanelViewGiven(PanelView.REJECTS, "No", "The Panel", DAY),))
    assert "says otherwise" in refusal(against, Status.ACCEPTED)
    assert moved(against, Status.REJECTED, by="The Panel", on=DAY).status is Status.REJECTED


def test_a_reform_needs_an_action_that_is_still_to_be_done() -> None:
    decisions = (decided(Decision.NOT_EXPLAINED_REFORM),)
    at = record(Status.REMEASURE, decisions=decisions, actions=())
    assert "what will be done" in refusal(at, Status.REFORM_PLANNED)
    done = replace(ACTION, progress=(Progress("Done", "Ann Rees", DAY, done=True),))
    assert "what will be done" in refusal(replace(at, actions=(done,)), Status.REFORM_PLANNED)


def test_closing_needs_a_reason_and_a_new_value() -> None:
    said = refusal(record(Status.REMEASURE), Status.CLOSED)
    assert "why it is closed" in said
    assert "Measure it again" in said
    nothing_to_do = record(Status.MONITOR, decisions=(decided(Decision.EXPLAINED_NO_ACTION),))
    closed = moved(nothing_to_do, Status.CLOSED, by="Ann Rees", on=DAY, note="Explained")
    assert (closed.closed_on, closed.closed_by) == (DAY, "Ann Rees")
    assert "stays as it is" in refusal(closed, Status.UNDER_ANALYSIS)


def test_it_is_closed_on_a_value_of_after_the_reform_and_not_before_that_came() -> None:
    begun, came = DAY + timedelta(days=30), DAY + timedelta(days=90)
    moves = [(Status.IDENTIFIED, DAY), (Status.REFORM_IN_PROGRESS, begun), (Status.REMEASURE, begun)]
    steps = tuple(Move(None, status, day, "Ann Rees") for status, day in moves)

    def at(ends: date) -> Disparity:
        value = Remeasured(measured(20, 40, 200, 400, end=ends), "new_figures", came)
        return replace(record(), moves=steps, measures=(value,))

    assert "ends after 4 February 2026" in refusal(at(begun), Status.CLOSED, on=came, note="Done")
    assert "came on 5 April 2026" in refusal(at(NEXT_END), Status.CLOSED, on=came - timedelta(days=1), note="Done")
    assert moved(at(NEXT_END), Status.CLOSED, by="Ann Rees", on=came, note="Done").closed_on == came


def test_a_revised_value_of_the_period_it_was_found_in_closes_nothing() -> None:
    revised = Remeasured(measured(13, 40, 200, 400), "new_figures", DAY)
    assert "Measure it again" in refusal(record(Status.MONITOR, measures=(revised,)), Status.CLOSED, note="Done")


# --- deadlines


@pytest.mark.parametrize("status", [Status.IDENTIFIED, Status.UNDER_ANALYSIS, Status.INSUFFICIENT_DATA])
def test_without_an_explanation_in_ninety_days_it_is_unexplained(status: Status) -> None:
    at = record(status)
    due = DAY + timedelta(days=90)
    assert explanation_due(at) == due
    assert with_deadline(at, due) is at
    late = with_deadline(at, due + timedelta(days=400))
    assert late.status is Status.UNEXPLAINED
    assert late.moves[-1] == Move(status, Status.UNEXPLAINED, due + timedelta(days=1), THE_DEADLINE, automatic=True)
    assert with_deadline(late, due + timedelta(days=500)) is late
    (mark,) = overdue(late, due + timedelta(days=400))
    assert (mark.what, mark.since) == (Late.EXPLANATION, due + timedelta(days=1))


def test_nobody_moves_a_record_that_is_short_of_data_but_the_deadline() -> None:
    at = record(Status.INSUFFICIENT_DATA)
    assert "there is no step that a person takes" in refusal(at, Status.UNDER_ANALYSIS)
    assert "time for an explanation is over" in refusal(at, Status.EXPLAINED)


def test_an_explanation_in_time_stops_the_clock() -> None:
    explained = record(Status.EXPLAINED)
    assert with_deadline(explained, DAY + timedelta(days=1000)) is explained


def test_actions_and_reviews_are_overdue_the_day_after() -> None:
    review = date(2026, 5, 1)
    at = record(
        Status.REFORM_IN_PROGRESS,
        actions=(ACTION, replace(ACTION, progress=(Progress("Done", "Ann Rees", DAY, done=True),))),
        decisions=(decided(Decision.NOT_EXPLAINED_REFORM, review),),
    )
    assert overdue(at, review) == ()
    assert [one.what for one in overdue(at, date(2026, 7, 1))] == [Late.REVIEW, Late.ACTION]
    later = replace(ACTION, progress=(Progress("More time", "Ann Rees", DAY, due=date(2026, 12, 31)),))
    assert later.due_now == date(2026, 12, 31)
    assert [one.what for one in overdue(replace(at, actions=(later,)), date(2026, 7, 1))] == [Late.REVIEW]


def test_a_closed_record_is_never_overdue() -> None:
    closed = record(Status.CLOSED, actions=(ACTION,), decisions=(decided(Decision.NOT_EXPLAINED_REFORM, DAY),))
    assert overdue(closed, date(2030, 1, 1)) == ()


def test_everything_has_words() -> None:
    for status in Status:
        assert words.status_sign(status).endswith(words.status_name(status))
    for decision in Decision:
        assert words.decision_name(decision)
    assert words.reason_name("four_fifths").startswith("four-fifths")
    assert words.reason_name("something newer") == "something newer"


# --- any order of steps and days


class Register(RuleBasedStateMachine):
    """Whatever people try, in whatever order and on whatever days, the register keeps its rules."""

    def __init__(self) -> None:
        super().__init__()
        self.record = replace(record(), **READY)
        self.today = DAY
        self.history = self.record.moves

    @rule(days=st.integers(min_value=0, max_value=60))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.record = with_deadline(self.record, self.today)

    @rule(decision=st.sampled_from(list(Decision)))
    def somebody_decides(self, decision: Decision) -> None:
        taken = DecisionTaken(decision, "As agreed", "Ann Rees", self.today, self.today)
        self.record = replace(self.record, decisions=(*self.record.decisions, taken))

    @rule()
    def somebody_comments(self) -> None:
        said = Comment("The network was not asked", "Cai Jones", self.today)
        self.record = replace(self.record, comments=(*self.record.comments, said))

    @rule(to=st.sampled_from(list(Status)), note=st.sampled_from(["", "Agreed"]))
    def somebody_takes_a_step(self, to: Status, note: str) -> None:
        before = self.record
        try:
            self.record = moved(before, to, by="Ann Rees", on=self.today, note=note)
        except WorkforceError:
            assert self.record is before
        else:
            assert to in STEPS[before.status]

    @precondition(lambda self: STEPS[self.record.status])
    @rule(data=st.data())
    def somebody_takes_an_allowed_step(self, data: st.DataObject) -> None:
        to = data.draw(st.sampled_from(STEPS[self.record.status]))
        if to in DECISION_FOR:
            self.somebody_decides(DECISION_FOR[to])
        elif to is Status.CLOSED:
            self.somebody_decides(Decision.EXPLAINED_NO_ACTION)
            value = measured(20, 40, 200, 400, end=self.today + timedelta(days=1))
            new = Remeasured(value, "Ann Rees", self.today)
            self.record = replace(self.record, measures=(*self.record.measures, new))
        self.record = moved(self.record, to, by="Ann Rees", on=self.today, note="Agreed")

    @invariant()
    def history_only_grows(self) -> None:
        assert self.record.moves[: len(self.history)] == self.history
        self.history = self.record.moves

    @invariant()
    def every_step_is_dated_signed_and_follows_the_one_before(self) -> None:
        days = [move.on for move in self.record.moves]
        assert days == sorted(days)
        for earlier, later in zip(self.record.moves, self.record.moves[1:], strict=False):
            assert later.before is earlier.after
            assert later.by
            assert later.automatic == (later.by == THE_DEADLINE)
            assert later.automatic or later.after in STEPS[earlier.after]

    @invariant()
    def nothing_waits_for_an_explanation_beyond_the_deadline(self) -> None:
        if with_deadline(self.record, self.today).status is Status.IDENTIFIED:
            assert self.today <= explanation_due(self.record)

    @invariant()
    def closed_is_the_end(self) -> None:
        closed = [move for move in self.record.moves if move.after is Status.CLOSED]
        assert closed in ([], [self.record.moves[-1]])


TestRegister = Register.TestCase
TestRegister.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_a_name_is_signed_on_one_line_without_control_characters() -> None:
    assert signed("Ann\x1b[31m\n Rees\x00") == "Ann [31m Rees"
