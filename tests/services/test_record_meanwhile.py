"""What is typed over a record that somebody else changes meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workforce_tui.services import records
from workforce_tui.services.record_drafts import Draft
from workforce_tui.services.record_meanwhile import Together, put_together

if TYPE_CHECKING:
    from workforce_tui.domain.records import Record
    from workforce_tui.services.workspace import Workspace

SCHEME = {"name": "Leading", "type": "coaching", "offered": "yes", "budget": "900", "start": "2026-04-01"}


@pytest.fixture
def scheme(ws: Workspace) -> Record:
    return records.add(ws, "mentoring_scheme", SCHEME, organisations=["gwent-police"], by="Ann")


def typed(scheme: Record, **texts: str) -> Draft:
    raw = {key: text for key, text in ({**SCHEME, **texts}).items() if text}
    return Draft("mentoring_scheme", scheme.id, None, raw, scheme.organisations, scheme.revision)


def together(ws: Workspace, draft: Draft) -> Together:
    found = put_together(ws, draft)
    assert found is not None
    return found


def test_each_keeps_what_only_they_changed(ws: Workspace, scheme: Record) -> None:
    records.update(ws, scheme.id, {"lead": "Head of Talent", "start": ""}, by="Ben")
    found = together(ws, typed(scheme, name_cy="Arwain", budget=""))
    assert found.draft.raw == {
        "name": "Leading", "name_cy": "Arwain", "type": "coaching", "offered": "yes", "lead": "Head of Talent",
    }  # fmt: skip
    assert (found.draft.revision, found.theirs, found.both) == (2, ("Starts", "Lead"), ())
    saved = records.update(ws, scheme.id, found.draft.raw, by="Ann", expected_revision=found.draft.revision)
    assert saved.values["lead"] == "Head of Talent"


def test_where_both_changed_the_same_the_draft_stands_and_the_other_text_is_told(ws: Workspace, scheme: Record) -> None:
    records.update(ws, scheme.id, {"name": "Theirs"}, by="Ben")
    found = together(ws, typed(scheme, name="Mine"))
    assert found.draft.raw["name"] == "Mine"
    assert found.both == (("Name of the scheme (in English)", "Theirs"),)
    assert "Ben changed this record meanwhile." in found.said
    assert "Name of the scheme (in English) (now: Theirs)" in found.said


def test_what_is_not_right_yet_and_what_only_looks_different_are_told_apart(ws: Workspace, scheme: Record) -> None:
    records.update(ws, scheme.id, {"start": "2026-05-01", "budget": "1000"}, by="Ben")
    found = together(ws, typed(scheme, start="2026-99", budget="£900.00"))
    assert (found.draft.raw["start"], found.draft.raw["budget"]) == ("2026-99", "1000.00")


def test_organisations_are_those_of_whoever_changed_them(ws: Workspace, scheme: Record) -> None:
    records.update(ws, scheme.id, {}, organisations=["gwent-police", "hmpps-wales"], by="Ben")
    assert together(ws, typed(scheme, name="Mine")).draft.organisations == ("gwent-police", "hmpps-wales")


def test_a_draft_of_the_latest_revision_or_of_a_new_record_stays_as_it_is(ws: Workspace, scheme: Record) -> None:
    assert put_together(ws, typed(scheme)) is None
    assert put_together(ws, Draft("mentoring_scheme", None, None, {"name": "New"})) is None
