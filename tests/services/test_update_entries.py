"""What people write in the all-Wales update, and what the panel says of it, is signed, dated and only ever added."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import Translation
from workforce_tui.domain.wales_update import Standing, UpdateText, UpdateVersion
from workforce_tui.services import records
from workforce_tui.services.update_entries import endorse, get_update, set_update_text
from workforce_tui.storage import updates as store

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

ANN = "Ann Rees"


def with_version(ws: Workspace, number: int = 1, made_at: str = "2026-07-01T09:00:00+00:00") -> None:
    with ws.writing() as session:
        store.add_version(session, year=2026, version=UpdateVersion(number, "{}", "ab" * 32, ANN, made_at))


def test_a_text_is_kept_in_both_languages_with_how_far_its_translation_is(ws: Workspace) -> None:
    set_update_text(ws, 2026, "messages", english="More sent\nreturns.", by=ANN)
    found = set_update_text(ws, 2026, "messages", welsh="Anfonodd mwy.", translation="draft", by="Siân")

    text = found.texts[UpdateText.MESSAGES]
    assert (text.english, text.welsh, text.translation) == ("More sent\nreturns.", "Anfonodd mwy.", Translation.DRAFT)
    assert get_update(ws, 2025).texts == {}


@pytest.mark.parametrize(
    ("year", "key", "by"), [(2026, "poem", ANN), (26, "messages", ANN), (2026, "messages", " "), (2026, "", ANN)]
)
def test_a_text_that_makes_no_sense_is_refused(ws: Workspace, year: int, key: str, by: str) -> None:
    with pytest.raises(WorkforceError):
        set_update_text(ws, year, key, english="A", by=by)


def test_the_panel_endorses_a_version_with_a_comment(ws: Workspace) -> None:
    with_version(ws)
    endorse(ws, 2026, name="The Chair", standing="endorsed", on=date(2026, 9, 11), english="Good.", by=ANN)
    endorse(ws, 2026, name="The Chair", standing="reservations", on=date(2026, 9, 12), welsh="Heblaw un.", by=ANN)

    first, second = get_update(ws, 2026).endorsements_of(1)
    assert (first.standing, first.name, first.on, first.entered_by) == (
        Standing.ENDORSED, "The Chair", date(2026, 9, 11), ANN,
    )  # fmt: skip
    assert (second.comment.welsh, second.sha256) == ("Heblaw un.", "ab" * 32)


def test_there_is_nothing_to_endorse_before_there_is_a_version(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="no version yet"):
        endorse(ws, 2026, name="The Chair", standing="endorsed", by=ANN)


@pytest.mark.parametrize(
    "given",
    [
        {"standing": "reservations"},
        {"standing": "perhaps"},
        {"standing": "endorsed", "name": "?"},
        {"standing": "endorsed", "version": 3},
        {"standing": "endorsed", "on": date(2026, 6, 30)},
        {"standing": "endorsed", "on": date.max - timedelta(1)},
    ],
)
def test_an_endorsement_that_makes_no_sense_is_refused(ws: Workspace, given: dict[str, object]) -> None:
    with_version(ws)
    with pytest.raises(WorkforceError):
        endorse(ws, 2026, **({"name": "The Chair", "by": ANN} | given))  # type: ignore[arg-type]
    assert get_update(ws, 2026).endorsements == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"english": "They are 40% of officers."}, r"Comment in English: 40%\."),
        ({"english": "Good.", "welsh": "Da: 12 swyddog yn fwy."}, r"Comment in Welsh: 12\."),
        ({"english": "Gwent Police sent theirs late.", "welsh": "Daeth 3 yn hwyr."}, r"Comment in Welsh: 3\."),
        ({"english": "Good.", "name": "Chair of 7 people"}, r"For the panel: 7\."),
    ],
)
def test_numbers_of_people_are_refused_in_what_can_never_be_changed(
    ws: Workspace, given: dict[str, str], said: str
) -> None:
    with_version(ws)
    with pytest.raises(WorkforceError, match=said) as caught:
        endorse(ws, 2026, **({"name": "The Chair", "standing": "reservations", "by": ANN} | given))  # type: ignore[arg-type]
    assert "Leave the numbers out" in caught.value.hint
    assert get_update(ws, 2026).endorsements == ()


def test_numbers_that_are_no_figures_stay_in_what_the_panel_said(ws: Workspace) -> None:
    with_version(ws)
    said = "Table 3 of version 1, made on 31 March 2026, lacks 2 returns."
    endorse(ws, 2026, name="The Chair", standing="reservations", english=said, by=ANN)
    assert get_update(ws, 2026).endorsements[0].comment.english == said


def test_nothing_that_was_entered_can_be_changed(ws: Workspace) -> None:
    with_version(ws)
    set_update_text(ws, 2026, "next", english="A", by=ANN)
    endorse(ws, 2026, name="The Chair", standing="endorsed", by=ANN)
    for table in ("update_text", "update_version", "update_endorsement"):
        with pytest.raises(IntegrityError), ws.engine.begin() as connection:
            connection.exec_driver_sql(f"DELETE FROM {table}")


def test_a_data_review_is_kept_with_its_actions(ws: Workspace) -> None:
    review = records.add(
        ws,
        "data_review",
        {
            "title": "Review of 2025 and 2026", "first_year": "2025", "last_year": "2026", "status": "done",
            "reviewer": "Head of Analysis", "finished": "2026-10-01", "next_review": "2028-10-01",
            "checked": "staff;lists", "breaks": "18+1 from 2026.", "findings": "Declaration is uneven.",
        },
        by=ANN,
    )  # fmt: skip
    action = records.add(
        ws,
        "review_action",
        {"title": "Ask joiners", "owner": "Head of HR", "due": "2027-03-31", "status": "open"},
        parent=review.id,
        by=ANN,
    )
    assert (review.organisations, action.parent_id) == ((), review.id)


@pytest.mark.parametrize(
    "wrong",
    [{"status": "done"}, {"first_year": "2027"}, {"checked": ""}, {"status": "done", "finished": "2029-01-01"}],
)
def test_a_data_review_that_lacks_something_is_refused(ws: Workspace, wrong: dict[str, str]) -> None:
    raw = {
        "title": "Review", "first_year": "2025", "last_year": "2026", "status": "planned", "reviewer": "An analyst",
        "next_review": "2028-10-01", "checked": "staff", "findings": "",
    }  # fmt: skip
    with pytest.raises(WorkforceError):
        records.add(ws, "data_review", raw | wrong, by=ANN)
