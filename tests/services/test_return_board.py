"""The board: what was received, what changed, what is late, and who has sent nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import DAY, NEXT, import_into, people, staff_file
from helpers.editions import GWENT, sample_edition, with_figure
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import SIGNED, Audience
from workforce_tui.domain.returns import ReturnState
from workforce_tui.exporting.edition_tidy import write_edition_tidy
from workforce_tui.importing import edition_file
from workforce_tui.importing.files import Opener
from workforce_tui.services.edition_import import import_editions
from workforce_tui.services.return_board import board, not_sent
from workforce_tui.services.return_board_table import board_table
from workforce_tui.services.returns import ask, check_return, open_return

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.edition import Edition
    from workforce_tui.services.workspace import Workspace

BY = "Eleri Rees"
JULY, OCTOBER = date(2025, 7, 1), date(2025, 10, 1)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        edition_file, "edition_file_apart", lambda path: edition_file.read_edition_file(path, Opener(guarded=True))
    )


def receive(ws: Workspace, folder: Path, *editions: Edition) -> None:
    paths = []
    for number, edition in enumerate(editions):
        paths.append(folder / f"{number}.csv")
        with paths[-1].open("wb") as stream:
            write_edition_tidy(edition, stream)
    done = import_editions(ws, paths, BY)
    assert {one.status for one in done} == {"imported"}


def test_a_received_return_is_on_the_board_with_what_its_edition_says(ws: Workspace, tmp_path: Path) -> None:
    grown = with_figure(sample_edition(year=2025, version=2), "T4a", "", "minority", Shown(Count.exact(60)))
    receive(ws, tmp_path, sample_edition(year=2024), sample_edition(year=2025), grown)
    (line,) = board(ws, 2025, today=JULY)
    assert (line.found.state, line.version, line.received) == (ReturnState.RESUBMITTED, 2, True)
    assert (line.done, line.sections, line.overdue) == (5, 15, False)
    assert [one.figure for one in line.changes] == ["minority"]
    assert line.headline.declaration is not None
    (row,) = board_table([line]).rows
    assert [cell_text(cell) for cell in row.cells] == [
        "2025", "submitted again", "2", "5 of 15", "94.0% to 94.6%", "0", "no",
        "Ethnic minority: 43 to 47, now 58 to 62",
    ]  # fmt: skip


def test_a_received_return_is_as_complete_as_it_was_signed(ws: Workspace, tmp_path: Path) -> None:
    sample = sample_edition()
    receive(ws, tmp_path, replace(sample, codes={**sample.codes, SIGNED: "staff joiners"}))
    (line,) = board(ws, 2025, today=JULY)
    assert (line.done, line.sections) == (6, 15)
    (joiners,) = (one for one in check_return(ws, line.found) if one.section.code == "joiners")
    assert joiners.done
    assert joiners.look == "It was signed with figures that this edition leaves out."


def test_figures_of_a_full_edition_are_only_for_who_may_see_them(ws: Workspace, tmp_path: Path) -> None:
    receive(ws, tmp_path, sample_edition(audience=Audience.FULL))
    assert board(ws, 2025)[0].headline.headcount is None
    assert board(ws, 2025, raw=True)[0].headline.headcount is not None


def test_an_open_query_is_late_after_july(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workforce_tui.services.returns.today_here", lambda: JULY)
    receive(ws, tmp_path, sample_edition())
    ask(ws, GWENT, 2025, "staff", "Why?", by=BY)
    (line,) = board(ws, today=OCTOBER)
    assert (line.queries, line.overdue) == (1, True)


def test_who_has_sent_nothing_is_named_and_late_after_june(ws: Workspace, tmp_path: Path) -> None:
    receive(ws, tmp_path, sample_edition())
    absent = not_sent(ws, 2025, today=JULY)
    assert "south-wales-police" in {one.organisation for one in absent}
    assert GWENT not in {one.organisation for one in absent}
    assert {one.overdue for one in absent} == {True}
    assert not not_sent(ws, 2025, today=date(2025, 6, 30))[0].overdue
    assert len(board_table((), absent).rows) == len(absent)


def test_each_year_of_an_organisation_is_a_line_of_its_own(ws: Workspace, tmp_path: Path) -> None:
    receive(ws, tmp_path, sample_edition(year=2024), sample_edition(year=2025))
    keys = [row.key for row in board_table(board(ws), not_sent(ws, 2025)).rows]
    assert len(set(keys)) == len(keys), "a list on the screen knows its lines by them"


def test_the_organisation_s_own_figures_are_on_its_own_board(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(4, 40)), as_at=DAY)
    import_into(ws, staff_file(tmp_path / "b.csv", people(6, 44)), as_at=NEXT)
    open_return(ws, GWENT, NEXT.year, by=BY)
    (line,) = board(ws, NEXT.year, raw=True)
    assert line.headline.headcount is not None
    assert line.headline.headcount.low == 50
    assert [one.figure for one in line.changes] == ["minority"]
    assert board(ws, NEXT.year)[0].headline.headcount is None
