"""What networks have and what comes of what they ask, counted without ever taking silence for nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from workforce_tui.domain.network_outcomes import IssueState, Part, issue_state, reviews_of
from workforce_tui.domain.network_posts import Standing, Term, empty_posts, standing, successor
from workforce_tui.domain.network_records import NETWORK_KINDS
from workforce_tui.domain.networks import ITEMS, Resource, Used, changes, item_key, resourcing_of, score_name, used_of
from workforce_tui.domain.record_parsing import parse

TODAY = date(2026, 11, 21)
KINDS = {kind.code: kind for kind in NETWORK_KINDS}


def profile(year: int, *scores: int | None):  # type: ignore[no-untyped-def]
    given = [*scores, *[None] * (len(ITEMS) - len(scores))]
    return resourcing_of(year, {item_key(item): score for item, score in zip(ITEMS, given, strict=True)})


class TestResourcing:
    def test_there_are_eight_items_of_0_to_3_and_24_is_the_most(self) -> None:
        assert len(ITEMS) == 8
        assert profile(2026, *[3] * 8).total == 24

    def test_the_sum_is_only_said_where_all_eight_are_stated(self) -> None:
        assert profile(2026, *[3] * 7).total is None
        assert profile(2026, *[3] * 7).stated == 7
        assert profile(2026, *[0] * 8).total == 0

    def test_a_score_of_0_is_none_and_silence_is_not_stated(self) -> None:
        assert [score_name(one) for one in (0, 1, 2, 3, None)] == [
            "none", "informal", "agreed", "agreed and used", "not stated",
        ]  # fmt: skip

    def test_the_trend_compares_two_years_that_follow_each_other(self) -> None:
        found = changes([profile(2026, 3, 0, None, 2), profile(2025, 1, 1, 2, None)])
        assert (found[Resource.TIME], found[Resource.BUDGET]) == (2, -1)
        assert found[Resource.SPONSOR] is None, "stated in one of the years only"
        assert found[Resource.ADMIN] is None

    def test_a_year_left_out_is_no_trend(self) -> None:
        assert set(changes([profile(2024, 1), profile(2026, 3)]).values()) == {None}
        assert set(changes([profile(2026, 3)]).values()) == {None}
        assert set(changes([]).values()) == {None}

    @pytest.mark.parametrize(
        ("given", "used", "share"),
        [("20", "15", Fraction(3, 4)), ("20", "25", Fraction(5, 4)), ("20", "0", 0), ("0", "5", None),
         (None, "5", None), ("20", None, None), (None, None, None)],
    )  # fmt: skip
    def test_what_was_used_of_what_was_given(self, given: str | None, used: str | None, share: Fraction | None) -> None:
        numbers = [None if one is None else Decimal(one) for one in (given, used)]
        assert Used(*numbers).share == share
        assert used_of({"a": numbers[0], "b": numbers[1]}, "a", "b") == Used(*numbers)


def term(record: int = 1, post: str = "chair", start: str = "2025-01-01", end: str = "", left: str = "") -> Term:
    days = [date.fromisoformat(one) if one else None for one in (end, left)]
    return Term(record, post, "Inspector", date.fromisoformat(start), days[0], days[1])


class TestTerms:
    def test_the_first_and_the_last_day_are_in_the_term(self) -> None:
        one = term(start="2026-11-21", end="2026-11-21")
        assert one.held_on(TODAY)
        assert not one.held_on(TODAY + timedelta(1))
        assert standing(one, TODAY) is Standing.ENDING
        assert standing(one, TODAY + timedelta(1)) is Standing.ENDED
        assert standing(one, TODAY - timedelta(1)) is Standing.COMING

    def test_a_term_ends_soon_from_90_days_before_its_last_day(self) -> None:
        last = TODAY + timedelta(90)
        assert standing(term(end=last.isoformat()), TODAY) is Standing.ENDING
        assert standing(term(end=(last + timedelta(1)).isoformat()), TODAY) is Standing.HELD
        assert standing(term(), TODAY) is Standing.HELD, "no end is agreed"

    def test_who_left_early_is_not_in_post_any_more(self) -> None:
        one = term(end="2027-12-31", left="2026-10-31")
        assert one.last == date(2026, 10, 31)
        assert standing(one, TODAY) is Standing.ENDED
        (empty,) = empty_posts([one], TODAY)
        assert (empty.post, empty.since, empty.next_start) == ("chair", date(2026, 11, 1), None)

    def test_a_successor_goes_on_in_the_same_post_without_a_day_between(self) -> None:
        one = term(1, end="2026-12-31")
        assert successor(one, [one, term(2, start="2027-01-01")]) == term(2, start="2027-01-01")
        assert successor(one, [one, term(2, start="2026-12-01")]) == term(2, start="2026-12-01"), "a handover"
        assert successor(one, [one, term(2, start="2027-01-02")]) is None, "a day between"
        assert successor(one, [one, term(2, "deputy", "2027-01-01")]) is None, "another post"
        assert successor(one, [one, term(2, start="2026-06-01", end="2026-12-31")]) is None, "ends with it"
        assert successor(term(1), [term(1), term(2, start="2027-01-01")]) is None, "no end, so nobody follows"

    def test_a_gap_before_the_next_chair_is_an_empty_post(self) -> None:
        (empty,) = empty_posts([term(1, end="2026-11-20"), term(2, start="2027-01-01")], TODAY)
        assert (empty.since, empty.next_start) == (TODAY, date(2027, 1, 1))

    def test_a_network_that_never_had_a_chair_has_an_empty_chair(self) -> None:
        (empty,) = empty_posts([], TODAY)
        assert (empty.post, empty.since, empty.next_start) == ("chair", None, None)
        assert empty.name == "chair"

    def test_a_co_chair_is_a_chair(self) -> None:
        assert empty_posts([term(1, "co_chair")], TODAY) == ()
        assert empty_posts([term(1, end="2026-01-01"), term(2, "co_chair")], TODAY) == ()
        (both,) = empty_posts([term(1, end="2026-03-31"), term(2, "co_chair", end="2026-06-30")], TODAY)
        assert both.since == date(2026, 7, 1), "from the day after the last of them"

    def test_a_deputy_who_leaves_another_in_post_leaves_no_empty_post(self) -> None:
        some = [term(1), term(2, "deputy", end="2026-03-31"), term(3, "deputy")]
        assert empty_posts(some, TODAY) == ()
        assert [one.post for one in empty_posts(some[:2], TODAY)] == ["deputy"]

    def test_a_post_that_has_not_begun_is_not_empty(self) -> None:
        assert empty_posts([term(1), term(2, "treasurer", "2027-01-01")], TODAY) == ()

    def test_two_other_posts_are_two(self) -> None:
        newsletter = Term(2, "other", "Officer", date(2025, 1, 1), date(2026, 1, 1), other="Newsletter editor")
        events = Term(3, "other", "Officer", date(2025, 1, 1), other="Events")
        (empty,) = empty_posts([term(1), newsletter, events], TODAY)
        assert empty.name == "Newsletter editor"


class TestIssues:
    def test_a_response_is_overdue_from_the_day_after_it_was_due(self) -> None:
        assert issue_state({"due": TODAY}, TODAY) is IssueState.WAITING
        assert issue_state({"due": TODAY - timedelta(1)}, TODAY) is IssueState.OVERDUE
        assert issue_state({"due": TODAY - timedelta(1), "outcome": "considered"}, TODAY) is IssueState.OVERDUE
        assert issue_state({}, TODAY) is IssueState.WAITING, "no day was agreed"

    def test_a_late_response_is_a_response(self) -> None:
        late = {"due": TODAY - timedelta(9), "responded": TODAY, "outcome": "partly"}
        assert issue_state(late, TODAY) is IssueState.PARTLY
        assert issue_state({**late, "outcome": None}, TODAY) is IssueState.ANSWERED

    def test_what_the_network_withdrew_is_not_overdue(self) -> None:
        assert issue_state({"due": TODAY - timedelta(9), "outcome": "withdrawn"}, TODAY) is IssueState.WITHDRAWN


class TestReviews:
    def test_suggestions_accepted_and_carried_out_are_parts_of_those_made(self) -> None:
        found = reviews_of([
            {"incidents": 4, "average_days": Decimal("30.0"), "suggestions": 5, "accepted": 3, "implemented": 1},
            {"incidents": 1, "average_days": Decimal("80.0"), "suggestions": 3, "accepted": 3, "implemented": 3},
        ])  # fmt: skip
        assert (found.number, found.incidents, found.suggestions, found.silent) == (2, 5, 8, 0)
        assert (found.accepted, found.implemented) == (Part(6, 8), Part(4, 8))
        assert found.average_days == 40, "(4 × 30 + 1 × 80) ÷ 5"

    def test_a_review_that_does_not_say_adds_nothing_to_either_side(self) -> None:
        found = reviews_of([{"suggestions": 5, "accepted": 2}, {"suggestions": 10}, {"accepted": 1}, {}])
        assert found.suggestions == 15
        assert found.accepted == Part(2, 5)
        assert found.implemented == Part(None, None)
        assert found.implemented.share is None
        assert (found.incidents, found.average_days, found.silent) == (None, None, 4)

    def test_nothing_made_is_no_percentage(self) -> None:
        found = reviews_of([{"incidents": 0, "suggestions": 0, "accepted": 0, "implemented": 0}])
        assert (found.incidents, found.suggestions, found.accepted.share, found.silent) == (0, 0, None, 0)
        assert reviews_of([]).number == 0


class TestForms:
    @pytest.mark.parametrize(
        ("kind", "raw", "key"),
        [
            ("post", {"start": "1/4/2026", "end": "31/3/2026"}, "end"),
            ("post", {"start": "1/4/2026", "left": "31/3/2026"}, "left"),
            ("post", {"end": "31/3/2026", "left": "1/4/2026"}, "end"),
            ("post", {"holder_is": "name"}, "consent"),
            ("year", {"seats": "none; board"}, "seats"),
            ("year", {"survey_heard": "70"}, "survey_answers"),
            ("year", {"survey_heard": "101", "survey_answers": "20"}, "survey_heard"),
            ("year", {"hours_granted": "10", "hours_backfilled": "10.5"}, "hours_backfilled"),
            ("year", {"sponsor": "no", "resource_sponsor": "1"}, "resource_sponsor"),
            ("year", {"resource_time": "4"}, "resource_time"),
            ("meeting", {"attendance": "2", "leaders": "3"}, "leaders"),
            ("consultation", {"asked": "1/4/2026", "responded": "31/3/2026"}, "responded"),
            ("issue", {"raised": "1/4/2026", "due": "31/3/2026"}, "due"),
            ("issue", {"outcome": "agreed"}, "responded"),
            ("issue", {"outcome": "refused", "responded": "1/4/2026", "done": "2/4/2026"}, "done"),
            ("incident_review", {"suggestions": "2", "accepted": "3"}, "accepted"),
            ("incident_review", {"accepted": "2", "implemented": "3"}, "implemented"),
        ],
    )
    def test_what_contradicts_itself_is_refused(self, kind: str, raw: dict[str, str], key: str) -> None:
        assert key in {one.key for one in parse(KINDS[kind], raw).problems}

    def test_a_year_may_be_stated_without_a_single_number(self) -> None:
        found = parse(KINDS["year"], {"year": "2026"})
        assert not found.problems
        assert found.values["budget_allocated"] is None
        assert parse(KINDS["year"], {"year": "2026", "budget_allocated": "0"}).values["budget_allocated"] == 0

    def test_more_may_be_used_or_spent_than_was_given(self) -> None:
        hours = {"hours_granted": "10", "hours_used": "22.5"}
        raw = {"year": "2026", **hours, "budget_allocated": "500", "budget_spent": "612.40"}
        assert not parse(KINDS["year"], raw).problems

    def test_free_text_warns_against_naming_people(self) -> None:
        texts = (("year", "experience"), ("issue", "title"), ("meeting", "about"), ("incident_review", "about"))
        for kind, key in texts:
            assert "Name no person" in KINDS[kind].field(key).warning
