"""A folder of files is taken in at once: returns and queries, each by itself, and what became of each is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers.editions import GWENT, sample_edition
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import ReturnState
from workforce_tui.exporting.edition_tidy import write_edition_tidy
from workforce_tui.services.arrivals import arrivals_text, files_in, take_in
from workforce_tui.services.edition_import import HELD, IMPORTED, REFUSED
from workforce_tui.services.return_queries import write_queries
from workforce_tui.services.returns import ask, get_return, reply
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.edition import Edition
    from workforce_tui.services.workspace import Workspace

BY, YEAR = "Eleri Rees", 2025


def written(path: Path, edition: Edition) -> Path:
    with path.open("wb") as stream:
        write_edition_tidy(edition, stream)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What arrived: the second version before the first, a file that was changed, and things that are none."""
    arrived = tmp_path / "arrived"
    (arrived / "older.csv").mkdir(parents=True)
    written(arrived / "a second.csv", replace(sample_edition(), version=2))
    written(arrived / "b first.csv", sample_edition())
    changed = written(arrived / "c changed.CSV", sample_edition())
    changed.write_bytes(changed.read_bytes().replace(b",40,people", b",41,people"))
    for name in ("letter.docx", "~$open.xlsx", ".hidden.csv"):
        (arrived / name).write_bytes(b"x")
    return arrived


def test_everything_in_a_folder_is_taken_in_and_the_refused_are_said_first(ws: Workspace, folder: Path) -> None:
    paths = files_in(folder)
    assert [one.name for one in paths] == ["a second.csv", "b first.csv", "c changed.CSV"]
    told: list[int] = []
    done = take_in(ws, paths, BY, told.append)
    assert [(one.name, one.status) for one in done] == [
        ("a second.csv", IMPORTED),
        ("b first.csv", IMPORTED),
        ("c changed.CSV", REFUSED),
    ]
    assert told == [1, 2, 3], "how many have been read is told as each is"
    assert get_return(ws, GWENT, YEAR).handed_in == 2
    lines = arrivals_text(done)
    assert lines[0] == "Received: 2. Held already: 0. Refused: 1."
    assert lines[2] == "Refused: nothing of these files was taken in"
    assert lines[3] == "  c changed.CSV was changed after it was written: its hash is not that of its rows."
    assert lines.index("Received") > 3
    again = take_in(ws, paths, BY)
    assert [one.status for one in again] == [HELD, HELD, REFUSED]


def test_replies_come_with_the_version_that_answers_them(
    ws: Workspace, folder: Path, tmp_path: Path, empty_database: Path
) -> None:
    first, second = folder / "b first.csv", folder / "a second.csv"
    take_in(ws, [first], BY)
    ask(ws, GWENT, YEAR, "staff", "Why so few?", by=BY)
    (tmp_path / "own.db").write_bytes(empty_database.read_bytes())
    write_queries(ws, GWENT, YEAR, tmp_path / "asked.csv")
    other = open_workspace(str(tmp_path / "own.db"))
    (returned, taken) = take_in(other, [first, tmp_path / "asked.csv"], "Jo Rees")
    assert (returned.status, taken.queries and taken.queries.asked) == (IMPORTED, 1)
    reply(other, GWENT, YEAR, get_return(other, GWENT, YEAR).queries[0].id, "A round ended.", by="Jo Rees")
    write_queries(other, GWENT, YEAR, folder / "0 replies.csv")
    other.close()

    done = take_in(ws, files_in(folder), BY)
    assert [(one.name, one.status) for one in done if one.queries] == [("0 replies.csv", IMPORTED)]
    found = get_return(ws, GWENT, YEAR)
    assert (found.state, found.handed_in) == (ReturnState.RESUBMITTED, 2)
    assert found.queries[0].reply == "A round ended."
    assert "    New queries: 0. New replies: 1. Held already: 0." in arrivals_text(done)
    assert second.is_file()


def test_queries_about_a_return_that_is_not_here_are_refused_and_the_rest_is_taken_in(
    ws: Workspace, folder: Path, tmp_path: Path
) -> None:
    take_in(ws, [folder / "b first.csv"], BY)
    ask(ws, GWENT, YEAR, "staff", "Why so few?", by=BY)
    write_queries(ws, GWENT, YEAR, tmp_path / "asked.csv")
    text = (tmp_path / "asked.csv").read_text(encoding="utf-8-sig").replace(GWENT, "dyfed-powys-police")
    (folder / "asked.csv").write_text(text, encoding="utf-8-sig")
    done = {one.name: one.status for one in take_in(ws, files_in(folder), BY)}
    assert done["asked.csv"] == REFUSED
    assert done["a second.csv"] == IMPORTED


def test_a_folder_without_returns_and_nobody_who_takes_them_in_change_nothing(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WorkforceError, match="There is no CSV or workbook in the folder"):
        files_in(tmp_path)
    with pytest.raises(WorkforceError, match="cannot be read"):
        files_in(tmp_path / "none")
    with pytest.raises(WorkforceError):
        take_in(ws, [written(tmp_path / "one.csv", sample_edition())], " ")
