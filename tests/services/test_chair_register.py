"""The register of disparities as the chair of a staff network sees it, and what the network says of a record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chair_attack import FORCE, LARGE, enter
from workforce_tui.domain.disparities import Trigger
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.chair_register import comment_for_chair, record_for_chair, register_for_chair
from workforce_tui.services.disparities import get_disparity
from workforce_tui.services.disparity_text import facts
from workforce_tui.services.disparity_writing import Change, Wanted, open_disparity
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui import register_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.services.workspace import Workspace

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A register with a difference in leaving, and two that rest on the one inspector from an ethnic minority."""
    opened = open_workspace(str(tmp_path_factory.mktemp("register") / "force.db"))
    enter(opened, LARGE)
    for indicator, trigger in (("L2", Trigger.AUTO), ("R2-L4", Trigger.AUTO), ("R2-L3", Trigger.NETWORK)):
        wanted = Wanted(FORCE, indicator, trigger=trigger)
        if trigger is Trigger.AUTO or indicator == "R2-L3":
            open_disparity(opened, wanted, by="Analyst", on=TODAY, today=TODAY)
    yield opened
    opened.close()


def test_a_record_is_there_where_its_counts_are_shown_or_the_network_brought_it(force: Workspace) -> None:
    """That there is a record of the inspectors would tell that a few of them are from an ethnic minority."""
    found = {one.line.record.subject.indicator: one for one in register_for_chair(force, FORCE, today=TODAY)}
    assert set(found) == {"L2", "R2-L3"}
    assert (found["L2"].hidden, found["L2"].line.record.found.counts[2:]) == (frozenset(), (10, 60, 55, 577))
    assert found["R2-L3"].is_latest_hidden
    assert found["R2-L3"].line.record.found.counts[2:] == (0, 0, 0, 0)


def test_what_is_said_of_a_record_has_no_withheld_number(force: Workspace) -> None:
    number = next(
        one.line.record.id for one in register_for_chair(force, FORCE) if one.line.record.subject.indicator == "R2-L3"
    )
    one = record_for_chair(force, number or 0)
    said = dict(facts(one.line, "Representation", hidden=one.hidden))
    assert said["Found"] == "[c], withheld"
    assert not {"Flag", "Numbers", "Declaration rate", "People short of the comparator's rate"} & set(said)


def test_the_network_comments_and_is_named_with_the_day(force: Workspace) -> None:
    shown = comment_for_chair(force, 1, "Were exit interviews held?", by="Ann Rees", on=TODAY)
    comment = shown.line.record.comments[-1]
    assert (comment.text, comment.by, comment.on) == ("Were exit interviews held?", "Ann Rees", TODAY)
    assert get_disparity(force, 1).record.comments[-1] == comment, "the organisation reads it"


def test_a_comment_without_words_is_refused_and_not_said_to_be_entered(force: Workspace) -> None:
    before = get_disparity(force, 1).record.comments
    with pytest.raises(WorkforceError, match="not complete"):
        register_reading.comment(force, 1, Change("Ann Rees", TODAY))
    assert get_disparity(force, 1).record.comments == before


def test_a_record_that_is_not_shown_can_neither_be_seen_nor_commented_on(force: Workspace) -> None:
    for number in (2, 99):
        with pytest.raises(WorkforceError, match="There is no"):
            comment_for_chair(force, number, "Why?", by="Ann Rees", on=TODAY)


def test_the_network_of_another_organisation_sees_no_record(force: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", "south-wales-police")
    with pytest.raises(WorkforceError, match="does not show"):
        register_for_chair(force, FORCE)
    with pytest.raises(WorkforceError, match="There is no record number 1"):
        record_for_chair(force, 1)
