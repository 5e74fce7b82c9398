"""Taking back a change: what was held before is put back, unless somebody has changed it since."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from builders import DAY, GWENT, NEXT, Person, import_into, staff_file
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import Narrative, Translation
from workforce_tui.domain.returns import Text
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.domain.wales_update import UpdateText
from workforce_tui.importing.plan import parse_decision
from workforce_tui.services import records
from workforce_tui.services.decisions import apply_change, parse_change
from workforce_tui.services.record_history import history
from workforce_tui.services.returns import get_return, open_return, set_text
from workforce_tui.services.targets import list_targets, remove_target, set_target
from workforce_tui.services.undoing import (
    put_back_decision,
    put_back_return_text,
    put_back_target,
    put_back_update_text,
)
from workforce_tui.services.update_entries import get_update, set_update_text

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

ANN, BEN = "Ann Rees", "Ben Huws"


def add(ws: Workspace) -> records.Record:
    return records.add(
        ws, "network", {"name": "Race network", "scope": "organisation"}, organisations=["gwent"], by=ANN
    )


def test_the_latest_change_of_a_record_is_taken_back_and_stays_in_its_history(ws: Workspace) -> None:
    record = add(ws)
    records.update(ws, record.id, {"name": "Everybody"}, by=ANN)
    back = records.take_back(ws, record.id, by=BEN, reason="A slip")
    assert (back.values, back.revision, back.changed_by) == (record.values, 3, BEN)
    latest = history(ws, record.id)[0]
    assert (latest.by, latest.reason) == (BEN, "A slip")


def test_a_record_that_is_moved_to_others_or_put_away_comes_back(ws: Workspace) -> None:
    record = add(ws)
    records.archive(ws, record.id, by=ANN)
    assert not records.take_back(ws, record.id, by=ANN).archived
    records.update(ws, record.id, {}, by=ANN, organisations=["hmpps-wales"])
    assert records.take_back(ws, record.id, by=ANN).organisations == ("gwent-police",)


def test_what_was_added_is_put_away_and_changes_are_taken_back_one_after_the_other(ws: Workspace) -> None:
    record = add(ws)
    records.update(ws, record.id, {"name": "Second"}, by=ANN)
    records.update(ws, record.id, {"name": "Third"}, by=ANN)
    names = [records.take_back(ws, record.id, by=ANN, revision=number).values["name"] for number in (3, 2)]
    assert names == ["Second", "Race network"]
    assert records.take_back(ws, record.id, by=ANN, revision=1).archived


def test_a_change_that_others_have_changed_since_is_not_taken_back(ws: Workspace) -> None:
    record = add(ws)
    records.update(ws, record.id, {"name": "Mine"}, by=ANN)
    records.update(ws, record.id, {"name": "Theirs"}, by=BEN)
    with pytest.raises(WorkforceError, match="changed again by Ben Huws"):
        records.take_back(ws, record.id, by=ANN, revision=2)
    with pytest.raises(WorkforceError, match="no revision 9"):
        records.take_back(ws, record.id, by=ANN, revision=9)
    assert records.get(ws, record.id).values["name"] == "Theirs"


def test_a_target_is_what_it_was_before_it_was_set_changed_or_deleted(ws: Workspace) -> None:
    first = set_target(ws, Target("gwent-police", "workforce", TargetKind.PERCENT, value=Fraction(5, 100)))
    second = set_target(ws, replace(first, value=Fraction(6, 100)))
    put_back_target(ws, after=second, before=first)
    assert list_targets(ws) == (first,)
    remove_target(ws, first.id or 0)
    put_back_target(ws, after=None, before=first)
    (again,) = list_targets(ws)
    assert replace(again, id=first.id) == first
    put_back_target(ws, after=again, before=None)
    assert list_targets(ws) == ()


def test_a_target_that_others_have_set_since_is_left_alone(ws: Workspace) -> None:
    mine = set_target(ws, Target("gwent-police", "workforce", TargetKind.PERCENT, value=Fraction(5, 100)))
    theirs = set_target(ws, replace(mine, value=Fraction(7, 100)))
    for after in (mine, None):
        with pytest.raises(WorkforceError, match="changed again since"):
            put_back_target(ws, after=after, before=replace(mine, value=Fraction(1, 100)))
    assert list_targets(ws) == (theirs,)


def test_a_text_of_a_return_is_what_it_was_with_its_translation(ws: Workspace) -> None:
    open_return(ws, "gwent-police", 2026, by=ANN)
    key = next(iter(Narrative))
    found = set_text(ws, "gwent-police", 2026, key, english="One", translation=next(iter(Translation)), by=ANN)
    after = found.texts[key]
    put_back_return_text(ws, "gwent-police", 2026, key, after=after, before=Text(), by=ANN)
    assert get_return(ws, "gwent-police", 2026).texts.get(key, Text()) == Text()
    with pytest.raises(WorkforceError, match="changed again since"):
        put_back_return_text(ws, "gwent-police", 2026, key, after=after, before=Text(), by=ANN)


def test_a_text_of_the_update_is_what_it_was(ws: Workspace) -> None:
    key = next(iter(UpdateText))
    before = set_update_text(ws, 2026, key, english="One", by=ANN).texts[key]
    after = set_update_text(ws, 2026, key, english="Two", by=ANN).texts[key]
    put_back_update_text(ws, 2026, key, after=after, before=before, by=ANN)
    assert get_update(ws, 2026).texts[key] == before
    with pytest.raises(WorkforceError, match="changed again since"):
        put_back_update_text(ws, 2026, key, after=after, before=before, by=ANN)


@pytest.mark.parametrize("answers", [("EO", "HEO"), ("EO", "SEO"), ("EO", "EO")])
def test_a_changed_decision_is_undone_only_where_everybody_goes_back_to_where_they_were(
    ws: Workspace, tmp_path: Path, answers: tuple[str, str]
) -> None:
    for day, answer in zip((DAY, NEXT), answers, strict=True):
        file = staff_file(tmp_path / f"{day}.csv", [Person(f"S{n}", "SO2", worker="Police Staff") for n in range(4)])
        said = import_into(ws, file, as_at=day, decisions=(parse_decision(f"grade:SO2={answer}"),))
        assert said.status == "imported"
    before = grades_held(ws)
    wanted = parse_change("grade:SO2=SEO")
    made = apply_change(ws, GWENT, wanted)
    if answers[0] == answers[1]:
        put_back_decision(ws, GWENT, made)
        assert grades_held(ws) == before
        return
    after = grades_held(ws)
    with pytest.raises(WorkforceError, match="not everybody would be counted again as before"):
        put_back_decision(ws, GWENT, made)
    assert grades_held(ws) == after


def grades_held(ws: Workspace) -> list[tuple[object, ...]]:
    with ws.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT s.as_at, c.grade, c.low FROM headcount_cube c JOIN snapshot s ON s.id = c.snapshot_id ORDER BY 1, 2"
        )
        return [tuple(row) for row in rows]
