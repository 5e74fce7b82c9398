"""Asking several questions of one state of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workforce_tui.services.organisations import add_organisation, get_organisation, known_organisations
from workforce_tui.services.workspace import open_workspace
from workforce_tui.storage.organisations import added_organisations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(str(tmp_path / "one.db"))
    yield opened
    opened.close()


def codes(ws: Workspace) -> set[str]:
    with ws.reading() as session:
        return {one.code for one in known_organisations(session)}


def test_what_is_written_meanwhile_is_not_seen(ws: Workspace) -> None:
    with ws.at_once() as seen:
        before = codes(seen)
        add_organisation(ws, code="new-force", name_en="New Force")
        assert codes(seen) == before
        assert codes(ws) == before | {"new-force"}
        with seen.at_once() as same:
            assert codes(same) == before
    assert get_organisation(ws, "new-force").name == "New Force"


def test_what_several_questions_need_is_read_once(ws: Workspace) -> None:
    with ws.at_once() as seen, seen.reading() as session:
        assert added_organisations(session) is added_organisations(session)
    add_organisation(ws, code="new-force", name_en="New Force")
    with ws.reading() as session:
        assert added_organisations(session) is not added_organisations(session)


def test_nothing_is_written_by_who_only_reads(ws: Workspace) -> None:
    with ws.at_once() as seen, pytest.raises(RuntimeError), seen.writing():
        pass
