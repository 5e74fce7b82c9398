"""The audit reads an interchange file of a return as figures and words, and misses neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers.editions import sample_edition, with_figure
from workforce_tui.auditing.files import read_files
from workforce_tui.auditing.statements import Figure, Reading
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column
from workforce_tui.exporting.edition_tidy import write_edition_tidy

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.edition import Edition


def read(tmp_path: Path, edition: Edition) -> Reading:
    path = tmp_path / "gwent-police_2025_return.csv"
    with path.open("wb") as stream:
        write_edition_tidy(edition, stream)
    return read_files([path])


def without_targets(language: str = "en") -> Edition:
    """The sample without the percentage in the words of a target, which is no published figure."""
    edition = sample_edition(language)
    return replace(edition, sections=tuple(one for one in edition.sections if one.code != "targets"))


def at(row: str, measure: str, cut: str = "") -> Figure:
    definition = "em_excl" if measure in ("minority", "white") else ""
    return Figure("gwent-police", "2025-03-31", row, cut, measure, definition, "1")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_figures_are_statements_and_nothing_else_is(tmp_path: Path, language: str) -> None:
    reading = read(tmp_path, without_targets(language))
    stated = {one.figure: (one.low, one.high, one.marker) for one in reading.statements}
    assert stated[at("level:L1", "minority")] == (38, 42, "")
    assert stated[at("level:L3", "headcount")] == (61, 64, "")
    assert stated[at("level:L2", "white")] == (0, None, "c")
    assert stated[at("outcome:resignation", "headcount", "event:leavers")] == (33, 37, "")
    assert stated[at("", "headcount", "event:leavers")] == (53, 57, "")
    assert len(stated) == 25
    assert len(reading.relations) == 4
    assert not reading.leaks


def test_a_number_of_people_in_a_text_is_a_leak(tmp_path: Path) -> None:
    edition = without_targets()
    told = replace(edition, notes=("At level 2 there are 7 people who are Black.",))
    assert [one.reason for one in read(tmp_path, told).leaks] == ["words"]


def test_a_percentage_in_a_table_of_words_is_a_leak(tmp_path: Path) -> None:
    assert [one.text for one in read(tmp_path, sample_edition()).leaks] == [
        "All staff 6.0% by 2030 4.25 120 [red]bold[/]"
    ]


def test_a_status_of_a_target_tells_of_its_share(tmp_path: Path) -> None:
    edition = without_targets()
    held = edition.sections[0].tables[0]
    table = replace(held.table, columns=(*held.table.columns[:-1], Column("progress", "Progress", numeric=False)))
    section = replace(edition.sections[0], tables=(replace(held, table=table),))
    with_status = replace(edition, sections=(section, *edition.sections[1:]))
    derived = read(tmp_path, with_figure(with_status, "T4a", "L2", "progress", Shown("behind"))).derived
    assert [(one.minority, one.measure) for one in derived] == [(at("level:L2", "minority"), "behind")]


def test_a_share_with_its_counts_says_both(tmp_path: Path) -> None:
    share = Shown(Share(Count(3, 4), Count(97, 97)))
    found = read(tmp_path, with_figure(without_targets(), "T4a", "L2", "share", share))
    told = [(one.low, one.high) for one in found.statements if one.shown == "3-4/97"]
    rest = [(one.terms, one.low, one.high) for one in found.relations if one.shown == "3-4/97"]
    assert found.leaks == []
    assert told == [(3, 4)]
    assert rest == [(((at("level:L2", "white"), 1),), 97, 97)]


def test_a_share_of_an_unknown_measure_cannot_be_judged(tmp_path: Path) -> None:
    share = Shown(Share(Count(3, 3), Count(97, 97)))
    leaks = read(tmp_path, with_figure(without_targets(), "T4a", "L2", "known", share)).leaks
    assert [one.reason for one in leaks] == ["unread"]
