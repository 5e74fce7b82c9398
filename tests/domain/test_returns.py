"""The steps of an annual return, its checklist and its calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from workforce_tui.domain.return_sections import SECTIONS, Narrative, SectionKind, section_of
from workforce_tui.domain.returns import (
    HANDING_IN,
    OPEN,
    STEPS,
    AnnualReturn,
    ReturnMove,
    ReturnQuery,
    ReturnState,
    ReturnVersion,
    Side,
    Signature,
    Text,
    awaited_by,
    calendar,
    checklist,
    completeness,
    is_overdue,
    why_not,
)

DAY = date(2026, 6, 1)
S = ReturnState


def version(number: int) -> ReturnVersion:
    return ReturnVersion(number, "{}", "", Signature("A. Chief", "Chief Constable", DAY), "")


def a_return(
    *states: ReturnState, versions: int = 0, handed_in: int = 0, queries: tuple[ReturnQuery, ...] = ()
) -> AnnualReturn:
    """A return that took these steps; every handing in was of the version *handed_in*."""
    path = (None, S.DRAFT, *states)
    moves = tuple(
        ReturnMove(before, after, handed_in if after in HANDING_IN else 0, "A", DAY)
        for before, after in pairwise(path)
        if after is not None
    )
    return AnnualReturn(1, "gwent-police", 2026, moves, tuple(map(version, range(1, versions + 1))), queries=queries)


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_only_the_steps_there_are_can_be_taken(before: ReturnState, after: ReturnState) -> None:
    found = AnnualReturn(1, "x", 2026, (ReturnMove(None, before, 0, "A", DAY),), (version(1),))
    assert (why_not(found, after, note="Why") == "") == (after in STEPS[before])


def test_a_return_begins_as_a_draft_and_ends_published_or_revised() -> None:
    route = [S.DRAFT, S.SUBMITTED, S.QUERIED, S.RESUBMITTED, S.ACCEPTED, S.PUBLISHED, S.REVISED, S.RESUBMITTED]
    assert all(after in STEPS[before] for before, after in pairwise(route))


def test_only_a_signed_version_is_handed_in_and_once() -> None:
    assert "sign it first" in why_not(a_return(), S.SUBMITTED)
    assert why_not(a_return(versions=1), S.SUBMITTED) == ""
    revised = a_return(S.SUBMITTED, S.ACCEPTED, S.REVISED, versions=1, handed_in=1)
    assert "sign it first" in why_not(revised, S.RESUBMITTED)
    again = a_return(S.SUBMITTED, S.QUERIED, versions=2, handed_in=1)
    assert why_not(again, S.RESUBMITTED) == ""


def test_after_mere_replies_the_same_version_is_handed_in_again() -> None:
    query = ReturnQuery(1, "staff", "", "Why fewer?", "Taskforce", DAY)
    told = replace(query, reply="A round ended.", replied_by="Jo Rees", replied_on=DAY)
    queried = a_return(S.SUBMITTED, S.QUERIED, versions=1, handed_in=1, queries=(told,))
    assert why_not(queried, S.RESUBMITTED) == ""
    assert "version 1 says has changed" in why_not(queried, S.RESUBMITTED, unchanged=False)
    assert "no reply" in why_not(replace(queried, queries=(told, query)), S.RESUBMITTED)
    assert "Say why" in why_not(replace(queried, queries=()), S.RESUBMITTED)
    newer = a_return(S.SUBMITTED, S.QUERIED, versions=2, handed_in=1, queries=(told,))
    assert why_not(newer, S.RESUBMITTED, unchanged=False) == ""


def test_it_is_not_handed_in_again_before_every_query_has_a_reply() -> None:
    query = ReturnQuery(1, "staff", "", "Why fewer?", "Taskforce", DAY)
    found = a_return(S.SUBMITTED, S.QUERIED, versions=2, handed_in=1, queries=(query,))
    assert "queries" in why_not(found, S.RESUBMITTED)


@pytest.mark.parametrize("after", [S.QUERIED, S.REVISED])
def test_a_query_and_a_revision_say_why(after: ReturnState) -> None:
    before = S.SUBMITTED if after is S.QUERIED else S.ACCEPTED
    found = AnnualReturn(1, "x", 2026, (ReturnMove(None, before, 1, "A", DAY),), (version(1),))
    assert "Say why" in why_not(found, after, note=" ")
    assert why_not(found, after, note="A figure was wrong") == ""


def test_the_taskforce_asks_and_accepts_and_the_organisation_hands_in() -> None:
    sides = {after: side for steps in STEPS.values() for after, side in steps.items()}
    assert {after for after, side in sides.items() if side is Side.TASKFORCE} == {S.QUERIED, S.ACCEPTED, S.PUBLISHED}
    assert set() == OPEN & HANDING_IN


def test_the_sections_are_numbered_in_order() -> None:
    assert [section.number for section in SECTIONS] == list(range(19))
    assert section_of("4") is section_of("staff")
    with pytest.raises(KeyError):
        section_of("19")


def test_the_checklist_names_what_is_missing() -> None:
    needed = [section for section in SECTIONS if section.needed]
    checks = checklist({"staff": True}, {"networks": "There is no network yet."}, {})
    by_code = {check.section.code: check for check in checks}
    assert completeness(checks) == (2, len(needed))
    assert by_code["networks"].nothing == "There is no network yet."
    assert "import or type" in by_code["joiners"].missing
    assert "add them" in by_code["mentoring"].missing
    assert "Actions and approaches taken" in by_code["narrative"].missing


def test_everything_done_is_complete_and_either_language_will_do() -> None:
    filled = {section.code: True for section in SECTIONS if section.kind is not SectionKind.TEXT}
    texts = {Narrative.ACTIONS: Text("We did."), Narrative.OUTCOMES: Text(welsh="Fe ddaeth.")}
    done, number = completeness(checklist(filled, {}, texts))
    assert done == number == 15


def test_a_reason_is_not_shown_where_there_are_figures() -> None:
    checks = checklist({"staff": True}, {"staff": "None"}, {})
    assert next(check for check in checks if check.section.code == "staff").nothing == ""


def test_the_calendar_follows_the_year() -> None:
    days = calendar(2026)
    assert (days.snapshot, days.due) == (date(2026, 3, 31), date(2026, 6, 30))


def test_what_was_asked_late_is_not_overdue_on_the_day_it_is_asked() -> None:
    found = a_return(S.SUBMITTED, S.QUERIED, versions=1, handed_in=1)
    late = replace(found, moves=(*found.moves[:-1], replace(found.moves[-1], on=date(2026, 11, 22))))
    assert awaited_by(found) == date(2026, 7, 31)
    assert awaited_by(late) == date(2026, 12, 23)
    assert not is_overdue(late, 2026, date(2026, 12, 23))
    assert is_overdue(late, 2026, date(2026, 12, 24))


@pytest.mark.parametrize(
    ("found", "today", "late"),
    [
        (None, date(2026, 6, 30), False),
        (None, date(2026, 7, 1), True),
        (a_return(), date(2026, 7, 1), True),
        (a_return(S.SUBMITTED, versions=1, handed_in=1), date(2027, 1, 1), False),
        (a_return(S.SUBMITTED, S.QUERIED, versions=1, handed_in=1), date(2026, 7, 31), False),
        (a_return(S.SUBMITTED, S.QUERIED, versions=1, handed_in=1), date(2026, 8, 1), True),
    ],
    ids=["none on the day", "none after it", "a draft after it", "handed in", "queried in July", "queried in August"],
)
def test_what_is_overdue(found: AnnualReturn | None, today: date, late: bool) -> None:
    assert is_overdue(found, 2026, today) is late
