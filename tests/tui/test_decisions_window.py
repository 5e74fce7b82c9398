"""The window of kept decisions: a line for each, a preview before anything moves, and texts drawn as written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import DataTable

from builders import import_into, write_csv
from conftest import LARGE, SMALL, on_screen, press, until
from workforce_tui.importing.plan import parse_decision
from workforce_tui.services.workspace import open_workspace

PROFILE = """organisation = "hmpps-wales"
[grades]
BAND3 = {answer = "BAND3", decided = 2026-04-02}
"[/] Jane" = "EO"
[markers]
"-" = "zero"
"""


@pytest.fixture
def decided(database: str) -> str:
    """A database whose first organisation has kept decisions."""
    folder = Path(database).parent / "workforce-profiles"
    folder.mkdir()
    (folder / "hmpps-wales.toml").write_text(PROFILE, encoding="utf-8")
    return database


async def open_window(pilot) -> None:
    pilot.app.view = pilot.app.view.of("hmpps-wales")
    await press(pilot, "6", "d")
    await until(pilot, "Decisions: ")
    await until(pilot, "Text in the f")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_decision_has_a_line_with_its_day_and_its_people(running, decided, size):
    async with running(decided, size) as pilot:
        await open_window(pilot)
        for words in ("BAND3", "02/04/2026", "[/] Jane", "nobody", "1,301 to 1,309"):
            await until(pilot, words)


async def test_changing_one_shows_what_moves_and_moves_it_only_when_agreed(running, decided):
    async with running(decided, LARGE) as pilot:
        await open_window(pilot)
        await press(pilot, "enter")
        await until(pilot, 'What is "BAND3"')
        await press(pilot, *"BAND4", "enter")
        await until(pilot, "What would change")
        assert "Band 3 → Band 4" in on_screen(pilot)
        await press(pilot, "escape", "enter")
        await until(pilot, 'What is "BAND3"')
        await press(pilot, *"BAND4", "enter")
        await until(pilot, "What would change")
        await press(pilot, "y")
        await until(pilot, "The decision is kept")
        await until(pilot, "Band 4")


async def test_removing_one_is_asked_first(running, decided: str):
    async with running(decided, LARGE) as pilot:
        await open_window(pilot)
        await press(pilot, "down", "delete")
        await until(pilot, "What would change")
        await press(pilot, "y")
        await until(pilot, "The decision is kept")
        assert "[/] Jane" not in profile(decided)


def profile(database: str) -> str:
    file = Path(database).parent / "workforce-profiles" / "hmpps-wales.toml"
    return file.read_text(encoding="utf-8")


async def test_without_decisions_the_window_says_so(running, database):
    async with running(database) as pilot:
        await press(pilot, "6", "d")
        await until(pilot, "No decisions are kept yet")
        await press(pilot, "escape")
        await until(pilot, "4 imports")


async def test_a_profile_that_cannot_be_read_is_said_so(running, decided):
    (Path(decided).parent / "workforce-profiles" / "hmpps-wales.toml").write_text("[grades\n")
    async with running(decided, LARGE) as pilot:
        pilot.app.view = pilot.app.view.of("hmpps-wales")
        await press(pilot, "6", "d")
        await until(pilot, "It was not changed.")


KINDS = """organisation = "hmpps-wales"
[columns]
"(grade)" = "not_given"
[statuses]
Gone = "left"
[sheets]
"(sheets)" = "all"
[outcomes]
Went = "resignation"
[periods]
2025 = "2025-04-01 to 2026-03-31"
[stages]
"(file)" = "exclusive"
"""
OFFERED = {
    "(no column of grades)": "This file has no grade",
    "Gone": "in post: counted",
    "(sheets that look alike)": "all sheets like it",
    "Went": "Retirement",
    "2025": "1 January 2025 to 31 December 2025",
    "(the whole file)": "at every stage",
}


async def test_every_kind_of_decision_offers_answers_of_its_own(running, decided: str):
    file = Path(decided).parent / "workforce-profiles" / "hmpps-wales.toml"
    file.write_text(KINDS, encoding="utf-8")
    async with running(decided, LARGE) as pilot:
        await open_window(pilot)
        table = pilot.app.screen.query_one("#kept", DataTable)
        texts = [str(table.get_row_at(place)[0]) for place in range(table.row_count)]
        assert set(texts) == set(OFFERED)
        for place, text in enumerate(texts):
            table.move_cursor(row=place)
            await press(pilot, "enter")
            await until(pilot, "Type to search")
            names = [choice.name for choice in pilot.app.screen.choices]
            assert any(OFFERED[text] in name for name in names), names
            assert "Nobody (0)" not in names
            await press(pilot, "escape")


async def test_people_under_another_code_are_told_and_moved_by_choosing_the_answer_again(running, decided: str):
    file = Path(decided).parent / "workforce-profiles" / "hmpps-wales.toml"
    file.write_text(PROFILE.replace('answer = "BAND3"', 'answer = "BAND4"'), encoding="utf-8")
    async with running(decided, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "Held under another code: 1,301 to")
        await press(pilot, "enter")
        await until(pilot, 'What is "BAND3"')
        await press(pilot, *"BAND4", "enter")
        await until(pilot, "What would change")
        assert "Band 3 → Band 4" in on_screen(pilot)
        await press(pilot, "y")
        await until(pilot, "The decision is kept")
        assert "ctrl+z" not in on_screen(pilot), "there is no decision to go back to that says what was held"
        assert "Held under another code" not in on_screen(pilot)


async def test_events_under_another_code_are_moved_by_choosing_the_answer_again(running, decided: str, tmp_path):
    ws = open_workspace(decided)
    header = ("Staff number", "Grade", "Ethnicity", "Leaving date", "Reason for leaving")
    rows = [(f"L{n}", "Oddity", "White British", "01/05/2025", "Resignation") for n in range(6)]
    said = {"period_start": date(2025, 4, 1), "period_end": date(2026, 3, 31), "as_at": None}
    answers = (parse_decision("grade:Oddity=EO"),)
    file = write_csv(tmp_path / "left.csv", header, rows)
    outcome = import_into(ws, file, organisation="hmpps-wales", decisions=answers, **said)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
    ws.close()
    kept = Path(decided).parent / "workforce-profiles" / "hmpps-wales.toml"
    kept.write_text('[grades]\nOddity = "HEO"\n', encoding="utf-8")
    async with running(decided, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "under another code: 6.")
        await press(pilot, "enter")
        await until(pilot, 'What is "Oddity"')
        await press(pilot, *"HEO", "enter")
        await until(pilot, "What would change")
        await press(pilot, "y")
        await until(pilot, "The decision is kept. Events moved: Leavers 6.")
        assert "under another code" not in on_screen(pilot)
