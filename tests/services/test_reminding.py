"""Organisations whose return, or whose replies, are awaited are reminded in a text of both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from helpers.editions import GWENT, sample_edition
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.exporting.edition_tidy import write_edition_tidy
from workforce_tui.i18n import speaking
from workforce_tui.services.edition_import import import_edition
from workforce_tui.services.organisations import list_organisations
from workforce_tui.services.reminding import BETWEEN, reminders, write_reminders
from workforce_tui.services.returns import ask, get_return, open_return, reply

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

BY, YEAR = "Eleri Rees", 2025
JUNE, AUGUST = date(2025, 6, 30), date(2025, 8, 1)


@pytest.fixture
def received(ws: Workspace, tmp_path: Path) -> Workspace:
    """A database with the return of one organisation."""
    path = tmp_path / "gwent.csv"
    with path.open("wb") as stream:
        write_edition_tidy(sample_edition(), stream)
    import_edition(ws, path, BY)
    return ws


def test_all_that_are_late_are_reminded_and_nobody_else(received: Workspace) -> None:
    assert reminders(received, YEAR, BY, today=JUNE) == ()
    found = reminders(received, YEAR, BY, today=AUGUST)
    welsh = {one.organisation.code for one in list_organisations(received) if one.organisation.in_wales}
    assert {one.organisation for one in found} == welsh - {GWENT}
    assert all(one.overdue for one in found)


def test_a_return_that_never_came_is_asked_for_in_both_languages(received: Workspace) -> None:
    (one,) = reminders(received, YEAR, BY, organisations=["yjs-cardiff"], today=AUGUST)
    english, welsh = one.text.split(BETWEEN)
    assert english.startswith("Annual return of Cardiff Youth Justice Service, year to 31 March 2025\n")
    assert "was due on 30 June 2025. By 1 August 2025 it had not arrived." in english
    assert english.strip().endswith("Eleri Rees, for the taskforce")
    assert "30 Mehefin 2025" in welsh
    (early,) = reminders(received, YEAR, BY, organisations=["yjs-cardiff"], today=JUNE)
    assert "is due on 30 June 2025" in early.text
    assert not early.overdue
    with speaking("cy"):
        (first,) = reminders(received, YEAR, BY, organisations=["yjs-cardiff"], today=AUGUST)
    assert first.text.split(BETWEEN)[0].strip() == welsh.strip()


def test_a_return_that_was_begun_here_and_not_handed_in_is_awaited(received: Workspace) -> None:
    open_return(received, "yjs-cardiff", YEAR, by=BY)
    (one,) = reminders(received, YEAR, BY, organisations=["yjs-cardiff"], today=AUGUST)
    assert "it had not arrived" in one.text


def test_questions_without_a_reply_are_named(received: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workforce_tui.services.returns.today_here", lambda: JUNE)
    with pytest.raises(WorkforceError, match="Nothing is awaited of Gwent Police for 2025"):
        reminders(received, YEAR, BY, organisations=[GWENT], today=AUGUST)
    ask(received, GWENT, YEAR, "staff", "Why\n[b]so few?", figure="Level 2", by=BY)
    ask(received, GWENT, YEAR, "leavers", "Whose?", by=BY)
    first, second = (one.id for one in get_return(received, GWENT, YEAR).queries)
    reply(received, GWENT, YEAR, second, "Ours.", by="Jo Rees")
    (one,) = reminders(received, YEAR, BY, organisations=[GWENT], today=AUGUST)
    assert one.queries == 1
    assert "Your replies were due on 31 July 2025." in one.text
    assert "Level 2: Why [b]so few?" in one.text
    assert "Whose?" not in one.text
    reply(received, GWENT, YEAR, first, "A round ended.", by="Jo Rees")
    (one,) = reminders(received, YEAR, BY, organisations=[GWENT], today=AUGUST)
    assert (one.queries, "Your replies" in one.text) == (0, False)
    assert "submit the return again" in one.text


def test_they_are_written_to_files_that_are_never_overwritten(received: Workspace, tmp_path: Path) -> None:
    found = reminders(received, YEAR, BY, organisations=["yjs-cardiff", "yjs-powys"], today=AUGUST)
    paths = write_reminders(found, tmp_path / "new")
    assert [one.name for one in paths] == ["yjs-cardiff_2025_reminder.txt", "yjs-powys_2025_reminder.txt"]
    assert paths[0].read_text(encoding="utf-8-sig") == found[0].text + "\n"
    with pytest.raises(WorkforceError):
        write_reminders(found[:1], tmp_path / "new")


def test_where_one_file_is_there_already_none_is_written(received: Workspace, tmp_path: Path) -> None:
    found = reminders(received, YEAR, BY, organisations=["yjs-cardiff", "yjs-powys"], today=AUGUST)
    second = tmp_path / found[1].file_name
    second.write_text("mine", encoding="utf-8")
    with pytest.raises(WorkforceError, match="already a file"):
        write_reminders(found, tmp_path)
    assert not (tmp_path / found[0].file_name).exists()
    assert second.read_text(encoding="utf-8") == "mine"


def test_a_wrong_code_and_nobody_who_reminds_are_refused(received: Workspace) -> None:
    with pytest.raises(WorkforceError, match="no organisation of Wales called nobody"):
        reminders(received, YEAR, BY, organisations=["nobody"], today=AUGUST)
    with pytest.raises(WorkforceError):
        reminders(received, YEAR, " ", today=AUGUST)
