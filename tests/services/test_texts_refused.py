"""An edition that is refused for a text somebody wrote says which, what in it, who changes it, and how, at once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from builders import GWENT
from helpers.returns_for_update import SENT, edition_for, receive, truth_of
from signed_force import YEAR, sign_return
from workforce_tui.domain.edition import Audience, Edition, EditionKind
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.i18n import speaking
from workforce_tui.services.edition_exporting import EditionRequest, export_editions
from workforce_tui.services.edition_preview import edition_so_far
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.returns import set_nothing, set_text
from workforce_tui.services.targets import set_target
from workforce_tui.services.texts_refused import TextRefusedError, naming_texts
from workforce_tui.services.update_entries import set_update_text
from workforce_tui.services.update_export import UpdateRequest, export_update, preview_update
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PUBLIC = (Audience.PUBLIC,)
LONG = "We did much of what was planned. " * 8 + "\n\nOf those who came, about 37.7% of applicants were asked back."


@pytest.fixture
def force(signed_database: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copy(signed_database, tmp_path / "force.db")
    ws = open_workspace(str(tmp_path / "force.db"))
    yield ws
    ws.close()


@pytest.fixture
def taskforce(empty_database: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copy(empty_database, tmp_path / "taskforce.db")
    ws = open_workspace(str(tmp_path / "taskforce.db"))
    receive(ws, *(edition_for(code, truth_of(code), Audience.PUBLIC) for code in SENT[:2]))
    yield ws
    ws.close()


def refused(ws: Workspace) -> tuple[TextRefusedError, list[str]]:
    steps: list[str] = []
    with pytest.raises(TextRefusedError) as caught:
        edition_so_far(ws, GWENT, YEAR, Audience.PUBLIC, "en", steps.append)
    return caught.value, steps


def test_a_long_text_is_named_with_the_number_in_it_before_fewer_tables_are_tried(force: Workspace) -> None:
    set_text(force, GWENT, YEAR, "actions", english=LONG, by="Jo Rees")
    error, steps = refused(force)
    assert error.message == (
        "Numbers in texts that no table of this edition shows: Actions and approaches taken (English): "
        "“… who came, about 37.7% of applicants were …”."
    )
    assert f"e in its window (workforce-tui return set {GWENT} {YEAR} --text actions --en TEXT --by NAME)" in error.hint
    assert "Ask for less detail" not in error.hint
    assert steps == ["Protecting the figures", "Writing the files", "Auditing what was written"]


def test_a_welsh_text_is_named_in_the_language_of_whoever_asks(force: Workspace) -> None:
    set_text(force, GWENT, YEAR, "outcomes", welsh="Daeth 37.7% ohonynt.", by="Jo Rees")
    with speaking("cy"), pytest.raises(TextRefusedError, match=r"\(Cymraeg\): “Daeth 37\.7% ohonynt\.”") as caught:
        edition_so_far(force, GWENT, YEAR, Audience.PUBLIC, "en")
    assert "--text outcomes --cy TEXT" in caught.value.hint


def test_what_was_signed_needs_a_new_version(force: Workspace, tmp_path: Path) -> None:
    set_text(force, GWENT, YEAR, "actions", english="About 37.7% of applicants.", by="Jo Rees")
    sign_return(force, reason="A text.")
    asked = EditionRequest(GWENT, YEAR, PUBLIC, tmp_path / "out", "Everybody", "A. Analyst", ("csv",), ("en",))
    with pytest.raises(TextRefusedError, match=r"“About 37\.7% of applicants") as caught:
        export_editions(force, asked)
    assert caught.value.hint.endswith("sign a new version then.")
    assert not (tmp_path / "out").exists()


def test_why_there_is_nothing_to_report_is_a_text_too(force: Workspace) -> None:
    set_nothing(force, GWENT, YEAR, "training", "Only 37.7% of staff were asked.", by="Jo Rees")
    error, _steps = refused(force)
    assert "Training, Nothing to report: “Only 37.7% of staff were …”" in error.message
    assert "--nothing training --because REASON" in error.hint


def test_a_number_in_a_record_is_named_by_its_row(force: Workspace) -> None:
    goal = {"value": Fraction(9, 100), "due": date(2030, 3, 31), "rationale": "Now 41.3% of staff."}
    set_target(force, Target(GWENT, "workforce", TargetKind.PERCENT, **goal))  # type: ignore[arg-type]
    error, _steps = refused(force)
    assert "Targets, " in error.message
    assert "“Now 41.3% of staff.”" in error.message
    assert "Whoever keeps the record changes it there." in error.hint


@pytest.mark.parametrize("kind", [EditionKind.UPDATE, EditionKind.PACK])
def test_the_texts_of_the_update_and_of_the_pack_are_named_as_well(
    taskforce: Workspace, tmp_path: Path, kind: EditionKind
) -> None:
    text = {"english": "Wales has 37.7% of staff there.", "welsh": "Mae 37.7% yno."}
    set_update_text(taskforce, YEAR, "messages", **text, translation="approved", by="Ann Rees")
    request = UpdateRequest(YEAR, PUBLIC, tmp_path / "out", "The Panel", "Ann Rees", ("csv",), ("en",), kind=kind)
    steps: list[str] = []
    with pytest.raises(TextRefusedError) as caught:
        export_update(taskforce, request, steps.append)
    assert "Key messages (English): “Wales has 37.7% of staff there.”; Key messages (Welsh): " in caught.value.message
    assert "t in the window of the update (workforce-tui update set 2026 --text messages --en TEXT" in caught.value.hint
    assert steps == ["Protecting the figures", "Auditing the figures as they are written"]
    with pytest.raises(TextRefusedError):
        preview_update(taskforce, YEAR, Audience.PUBLIC, "en", kind)
    assert not (tmp_path / "out").exists()


def test_what_a_table_gives_away_is_refused_as_before(force: Workspace) -> None:
    edition: Edition = edition_so_far(force, GWENT, YEAR, Audience.PUBLIC, "en")
    with pytest.raises(UnsafeError, match="tables"), naming_texts(lambda: [edition]):
        raise UnsafeError("the tables")
    with pytest.raises(UnsafeError, match="tables"), naming_texts(lambda: [replace(edition, sections=())]):
        raise UnsafeError("the tables")
