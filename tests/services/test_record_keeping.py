"""Keeping records: adding, changing, archiving, finding, and who changed what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services import records
from workforce_tui.services.record_drafts import Draft, draft_of, drop_draft, keep_draft
from workforce_tui.services.record_history import history
from workforce_tui.storage.record_tables import RecordRevisionRow
from workforce_tui.storage.register_tables import AppendOnlyError

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.records import Record
    from workforce_tui.services.workspace import Workspace

ANN, BEN = "Ann Rees", "Ben Huws"
INITIATIVE = {
    "title": "Open days", "plans": "cjarap; prap", "owner": "Head of HR", "stage": "attract", "legal_basis": "s158",
    "groups": "black", "aim": "More applications", "evidence": "Few apply", "proportionality": "Open to all",
    "status": "running", "review": "01/05/2026",
}  # fmt: skip


def add(ws: Workspace, **changes: str) -> Record:
    return records.add(ws, "initiative", INITIATIVE | changes, organisations=["gwent"], by=ANN)


def test_what_is_added_is_what_is_kept(ws: Workspace) -> None:
    record = add(ws, cost="£1,500", title_cy="Diwrnodau agored")
    assert records.get(ws, record.id) == record
    assert (record.kind, record.organisations, record.revision, record.changed_by) == (
        "initiative", ("gwent-police",), 1, ANN,
    )  # fmt: skip
    assert record.values["plans"] == ("cjarap", "prap")


def test_all_that_is_not_right_is_told_at_once_and_nothing_is_kept(ws: Workspace) -> None:
    with pytest.raises(WorkforceError) as told:
        add(ws, owner="", review="soon", legal_basis="s159", cost="much")
    assert told.value.message.split("\n") == [
        "Review on: Type a date as dd/mm/yyyy, such as 31/03/2026.",
        "Cost: Type an amount in pounds, such as 1500 or 1,500.00.",
        "Owner: This has to be filled in.",
        "How equal merit is judged, case by case: This has to be filled in.",
        "Legal basis: Section 159 is about recruitment and promotion only; see section 158.",
    ]
    assert records.list_records(ws, "initiative", archived=None) == ()


def test_a_change_leaves_what_was_not_typed_and_says_who_made_it(ws: Workspace) -> None:
    record = add(ws, cost="100")
    changed = records.update(ws, record.id, {"cost": "250", "aim": ""} | {"aim_cy": "Mwy"}, by=BEN, reason="Quote")
    assert (changed.revision, changed.changed_by, changed.values["title"]) == (2, BEN, "Open days")
    latest, first = history(ws, record.id)
    assert (str(first.act), first.by, str(latest.act), latest.by, latest.reason) == (
        "added", ANN, "changed", BEN, "Quote",
    )  # fmt: skip
    assert [(one.label, one.before, one.after) for one in latest.fields] == [
        ("Aim (in English)", "More applications", ""),
        ("Aim (in Welsh)", "", "Mwy"),
        ("Cost", "£100.00", "£250.00"),
    ]


def test_a_change_that_changes_nothing_is_no_change(ws: Workspace) -> None:
    record = add(ws)
    assert records.update(ws, record.id, {"owner": "Head of HR"}, by=BEN).revision == 1


def test_the_second_of_two_people_is_told_who_was_first(ws: Workspace) -> None:
    seen = add(ws)
    records.update(ws, seen.id, {"cost": "1"}, by=BEN, expected_revision=seen.revision)
    for change in (
        lambda: records.update(ws, seen.id, {"cost": "2"}, by=ANN, expected_revision=seen.revision),
        lambda: records.archive(ws, seen.id, by=ANN, expected_revision=seen.revision),
    ):
        with pytest.raises(WorkforceError, match="was changed by Ben Huws while you were at it"):
            change()
    assert str(records.get(ws, seen.id).values["cost"]) == "1.00"


def test_an_answer_that_is_no_longer_asked_goes_with_its_question(ws: Workspace) -> None:
    record = add(ws, good_practice="yes", practice="Ask first")
    changed = records.update(ws, record.id, {"good_practice": "no"}, by=ANN)
    assert changed.values["practice"] is None
    assert history(ws, record.id)[0].fields[-1].before == "Ask first"
    with pytest.raises(WorkforceError, match="This is asked only where “Good practice to share” is: yes"):
        records.update(ws, record.id, {"practice": "Again"}, by=ANN)


def test_archived_records_are_kept_but_neither_listed_nor_changed(ws: Workspace) -> None:
    record = add(ws)
    measure = records.add(
        ws, "outcome", {"title": "Applications", "baseline": "4", "baseline_date": "2026-01-01"},
        parent=record.id, by=ANN,
    )  # fmt: skip
    assert measure.organisations == ("gwent-police",)
    records.archive(ws, record.id, by=BEN, reason="Entered twice")
    assert records.list_records(ws, "initiative") == records.list_records(ws, "outcome") == ()
    assert [one.id for one in records.list_records(ws, ["initiative", "outcome"], archived=True)] == [1, 2]
    with pytest.raises(WorkforceError, match="is archived, so it cannot be changed"):
        records.update(ws, record.id, {"cost": "1"}, by=ANN)
    with pytest.raises(WorkforceError, match="cannot have this added to it"):
        records.add(ws, "outcome", {}, parent=record.id, by=ANN)
    assert not records.restore(ws, record.id, by=ANN).archived
    assert [one.id for one in records.children(ws, record.id)] == [measure.id]
    assert [str(one.act) for one in history(ws, record.id)] == ["restored", "archived", "added"]


def test_what_hangs_on_a_record_goes_with_it_to_another_organisation(ws: Workspace) -> None:
    record = add(ws)
    raw = {"title": "Applications", "baseline": "4", "baseline_date": "2026-01-01"}
    part = records.add(ws, "outcome", raw, parent=record.id, by=ANN)
    other = records.add(ws, "outcome", raw, parent=record.id, organisations=["gwent", "cps-cymru-wales"], by=ANN)
    records.update(ws, record.id, {}, organisations=["dyfed-powys-police"], by=BEN)
    assert records.get(ws, part.id).organisations == ("dyfed-powys-police",)
    assert history(ws, part.id)[0].by == BEN
    assert records.get(ws, other.id).organisations == other.organisations


def test_records_are_found_by_organisation_and_by_any_word_they_say(ws: Workspace) -> None:
    first = add(ws, title="Open days", cost="1234")
    second = records.add(
        ws, "initiative", INITIATIVE | {"title": "Mock boards"}, organisations=["gwent", "cps-cymru-wales"], by=ANN
    )

    def found(**wanted: str) -> list[int]:
        return [one.id for one in records.list_records(ws, "initiative", **wanted)]

    assert found(organisation="gwent-police") == [first.id, second.id]
    assert found(organisation="cps-cymru-wales") == [second.id]
    assert found(text="MOCK applications") == [second.id]
    assert found(text="1,234") == [first.id]
    assert found(text="quorum") == []


def test_a_record_needs_an_organisation_it_can_have_and_a_name_to_sign_it(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="which organisation"):
        records.add(ws, "initiative", INITIATIVE, by=ANN)
    with pytest.raises(WorkforceError, match="of one organisation only"):
        records.add(
            ws, "training", {"year": "2026", "leaders": "5"}, organisations=["gwent", "cps-cymru-wales"], by=ANN
        )
    with pytest.raises(WorkforceError, match="signed"):
        records.add(ws, "initiative", INITIATIVE, organisations=["gwent"], by=" ")
    with pytest.raises(WorkforceError, match="no kind of record"):
        records.add(ws, "mystery", {}, by=ANN)


def test_what_a_revision_said_can_be_neither_changed_nor_removed(ws: Workspace) -> None:
    record = add(ws)
    with ws.writing() as session:
        row = session.get_one(RecordRevisionRow, (record.id, 1))
        row.signed_by = BEN
        with pytest.raises(AppendOnlyError):
            session.flush()
        session.rollback()
    for statement in ("UPDATE record_revision SET signed_by = 'x'", "DELETE FROM record_revision"):
        with ws.engine.connect() as connection, pytest.raises(DatabaseError, match="never changed or removed"):
            connection.execute(text(statement))


def test_a_draft_is_private_survives_and_goes_when_it_is_given_up(ws: Workspace, tmp_path: Path) -> None:
    draft = Draft("initiative", None, None, {"title": "Hanner\nffordd"}, ("gwent-police",), None)
    keep_draft(ws, draft)
    held = draft_of(ws, "initiative")
    assert held is not None
    assert (held.raw, held.organisations, bool(held.at)) == (draft.raw, draft.organisations, True)
    assert draft_of(ws, "initiative", record=1) is draft_of(ws, "outcome", parent=3) is None
    (file,) = (ws.paths.data_dir / "drafts").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("[", encoding="utf-8")
    assert draft_of(ws, "initiative") is None
    drop_draft(ws, "initiative")
    assert not file.exists()
