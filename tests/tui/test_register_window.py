"""The register on the screen: every state of it, its forms, what is overdue, and texts drawn as written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from fakes import HOSTILE
from textual.widgets import DataTable, Input, Select, Static, TextArea

from conftest import LARGE, PATIENCE, SMALL, on_screen, press, settle, until
from register_figures import Figures, three_years
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disparities import Comment, EvidenceType, Outcome, Status, Subject, Trigger
from workforce_tui.domain.disparity_rules import Untested
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services import disparity_values
from workforce_tui.services.clock import today_here
from workforce_tui.services.disparity_source import Value
from workforce_tui.services.disparity_writing import Change, Wanted, change_disparity, open_disparity
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui import register_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm
from workforce_tui.tui.screens.disparities import RegisterWindow

POLICE = "dyfed-powys-police"


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> Figures:
    made = three_years()
    monkeypatch.setattr(disparity_values, "IndicatorSource", lambda: made)
    return made


@pytest.fixture
def registered(database: str, figures: Figures) -> str:
    """A database with three records: one identified, one under analysis, one long overdue."""
    ws = open_workspace(database)
    today = today_here()
    long_ago = today - timedelta(days=120)
    open_disparity(ws, Wanted(POLICE, "A5"), by="Ann Rees")
    second = open_disparity(ws, Wanted(POLICE, "P2"), by="Ann Rees")
    change_disparity(ws, second.id or 0, Change("Ann Rees", today, status=Status.UNDER_ANALYSIS))
    open_disparity(ws, Wanted(POLICE, "D1", trigger=Trigger.NETWORK), by="Cai Jones", on=long_ago)
    ws.close()
    return database


async def open_window(pilot: Any, organisation: str | None = POLICE) -> None:
    pilot.app.NOTIFICATION_TIMEOUT = 600  # a busy machine may look only after a message has gone
    pilot.app.view = pilot.app.view.of(organisation)
    await pilot.app.run_action("app.register")
    await settle(pilot)
    await until(pilot, "Explain or reform")


def field(pilot: Any, name: str) -> Any:
    return pilot.app.screen.query_one(f"#{name}")


def fill(pilot: Any, **values: str) -> None:
    """Type into the form on the screen."""
    for name, value in values.items():
        control = field(pilot, name.replace("_", "-"))
        if isinstance(control, TextArea):
            control.text = value
        else:
            assert isinstance(control, Input | Select)
            control.value = value


async def choose(pilot: Any, words: str) -> None:
    """Choose from the list on the screen by typing."""
    await press(pilot, *words, "enter")


async def until_said(pilot: Any, words: str) -> None:
    """Wait until the facts of the record say so, seen or still to be scrolled to."""
    for _attempt in range(PATIENCE):
        windows = [one for one in pilot.app.screen_stack if isinstance(one, RegisterWindow)]
        if any(words in str(one.query_one("#record-detail", Static).content) for one in windows):
            return
        await settle(pilot)
    raise AssertionError(f"{words!r} was never said:\n{on_screen(pilot)}")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_record_has_its_status_in_words_and_what_is_overdue_comes_first(running, registered, size):
    async with running(registered, size) as pilot:
        await open_window(pilot)
        for words in ("■ unexplained", "! overdue", "○ identified", "□ under analysis", "Open 3: explained 0"):
            await until(pilot, words)
        text = on_screen(pilot)
        assert text.index("unexplained") < text.index("identified")
        await until_said(pilot, "explanation overdue since")


async def test_it_opens_from_the_palette(running, registered):
    async with running(registered) as pilot:
        await press(pilot, "ctrl+p")
        await press(pilot, *"explain or reform", "enter")
        await until(pilot, "Open 3")


async def test_an_empty_register_says_what_to_do_and_finds_what_the_rules_propose(running, database, figures):
    async with running(database, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "Press n to see what the rules propose")
        await press(pilot, "n")
        await until(pilot, "Differences to the disadvantage")
        for words in (
            "■ proposed",
            "Indicator A5",
            "12/40 30.0%",
            "200/400 50.0%",
            "too small to test",
            "not a legal test",
        ):
            await until(pilot, words)
        await press(pilot, "enter")
        await until(pilot, "Open a record:")
        await press(pilot, "ctrl+s")
        await until(pilot, "by name")
        assert isinstance(pilot.app.screen, EntryForm)
        fill(pilot, by="Ann Rees")
        await press(pilot, "ctrl+s")
        await until(pilot, "Record 1 is open")
        await until(pilot, "○ identified")
        await press(pilot, "n")
        await until(pilot, "in the register as number 1")
        await press(pilot, "enter")
        await until(pilot, "It is in the register as number 1")
        await press(pilot, "escape", "escape")


async def test_the_way_of_an_explanation_by_keyboard(running, registered):
    async with running(registered, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "under analysis")
        pilot.app.screen.query_one(DataTable).move_cursor(row=2)
        await press(pilot, "enter")
        await until(pilot, "next step")
        await choose(pilot, "explained")
        await until(pilot, "Record 2: explained")
        fill(pilot, english="The pool is small", reference="File 3", alternatives="Length of service")
        await press(pilot, "ctrl+s")
        await until(pilot, "Not chosen yet: Evidence. Nothing is saved.")
        fill(pilot, evidence=EvidenceType.DATA)
        await press(pilot, "ctrl+s")
        await until(pilot, "could have been chosen")
        assert field(pilot, "english").text == "The pool is small"
        assert field(pilot, "by").value == "Cai Jones"
        fill(pilot, pool_group="4", pool_comparator="many", pool_source="Applications", by="Ann Rees")
        await press(pilot, "ctrl+s")
        await until(pilot, "not a number of people")
        fill(pilot, pool_comparator="900")
        await press(pilot, "ctrl+s")
        await until(pilot, "◆ explained")
        await until(pilot, "It is entered in the register")
        await until_said(pilot, "The pool is small")
        await until_said(pilot, "4 and 900 (Applications)")


async def test_a_reform_is_planned_and_its_progress_entered(running, registered):
    async with running(registered, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "■ unexplained")
        await press(pilot, "s")
        await choose(pilot, "reform")
        await until(pilot, "reform planned")
        fill(pilot, decision_reason="Nobody explained it", action="Train the boards", owner="Head of People",
             due="30/09/2030", measure="Appointments", by="Ann Rees")  # fmt: skip
        await press(pilot, "ctrl+s")
        await until(pilot, "▲ reform planned")
        await press(pilot, "e")
        await choose(pilot, "getting on")
        await until(pilot, "Now due")
        fill(pilot, progress_text="Half are trained", due_now="31/12/2030")
        await press(pilot, "ctrl+s")
        await until_said(pilot, "Half are trained")


async def test_a_comment_and_a_decision_need_no_step_and_are_chosen_by_nobody_else(running, registered):
    async with running(registered, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "■ unexplained")
        for kind, values, words in (
            ("a comment", {"comment": "We were not asked"}, "We were not asked"),
            (
                "decision",
                {"decision": "not_explained_reform", "decision_reason": "Nothing found"},
                "not explained, reform: Nothing found",
            ),
            ("panel", {"panel": "partly", "panel_reason": "Half of it"}, "accepts it in part: Half of it"),
        ):
            await press(pilot, "e")
            await choose(pilot, kind)
            if kind in values:
                await until(pilot, "Choose")
                assert not field(pilot, kind).selection
                await press(pilot, "ctrl+s")
                await until(pilot, "Not chosen yet")
            fill(pilot, **values)
            await press(pilot, "ctrl+s")
            await until_said(pilot, words)


async def test_the_filter_shows_one_kind_and_says_so(running, registered):
    async with running(registered) as pilot:
        await open_window(pilot)
        await until(pilot, "■ unexplained")
        await press(pilot, "f")
        await choose(pilot, "overdue")
        await until(pilot, "Filter:")
        assert "○ identified" not in on_screen(pilot)
        await press(pilot, "f")
        await choose(pilot, "closed")
        await until(pilot, "No record is like that")
        await press(pilot, "s", "e", "f")
        await choose(pilot, "all")
        await until(pilot, "○ identified")


async def test_new_figures_are_added_by_a_key(running, registered, figures):
    figures.by_year[2027] = {"A5": (20, 40, 200, 400)}
    async with running(registered, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "■ unexplained")
        await press(pilot, "m")
        await until(pilot, "Records with newer figures: 1")
        await until(pilot, "20/40 50.0%")


async def test_all_organisations_together_are_read_and_not_searched(running, registered):
    async with running(registered, LARGE) as pilot:
        await open_window(pilot, None)
        await until(pilot, "Dyfed-Powys Police")
        await press(pilot, "n")
        await until(pilot, "Choose one organisation")


async def test_a_closed_record_offers_nothing(running, registered, monkeypatch):
    real = register_reading.register_data

    def closed(ws, view):
        from dataclasses import replace

        from workforce_tui.domain.disparities import Move

        found = real(ws, view)
        records = tuple(
            replace(one, line=replace(one.line, record=replace(
                one.line.record,
                moves=(*one.line.record.moves, Move(Status.REMEASURE, Status.CLOSED, found.today, "Ann Rees")),
            )))
            for one in found.records
        )  # fmt: skip
        return replace(found, records=records)

    monkeypatch.setattr(register_reading, "register_data", closed)
    async with running(registered) as pilot:
        await open_window(pilot)
        await until(pilot, "● closed")
        await press(pilot, "enter")
        await until(pilot, "This record is closed")


async def test_trouble_is_said_in_words_and_can_be_tried_again(running, registered, monkeypatch):
    real = register_reading.register_data

    def broken(ws, view):
        raise WorkforceError("The database is busy.", "Wait a moment.")

    monkeypatch.setattr(register_reading, "register_data", broken)
    async with running(registered) as pilot:
        await open_window(pilot)
        await until(pilot, "The database is busy. Wait a moment. Press r to read it again.")
        monkeypatch.setattr(register_reading, "register_data", real)
        await press(pilot, "r")
        await until(pilot, "■ unexplained")


async def test_figures_that_are_missing_are_said_in_words(running, database, figures):
    figures.by_year.clear()
    async with running(database) as pilot:
        await open_window(pilot)
        await until(pilot, "no record yet")
        await press(pilot, "n")
        await until(pilot, "There are no figures of")
        await press(pilot, "enter", "escape", "escape")
        assert pilot.app.is_running


@pytest.mark.parametrize("text", HOSTILE)
async def test_texts_are_drawn_as_they_are_written(running, registered, text, figures, monkeypatch):
    monkeypatch.setattr(Figures, "name", lambda _self, _code: text)
    ws = open_workspace(registered)
    change_disparity(ws, 3, Change(text + " Rees", today_here(), (Comment(text, "", today_here()),)))
    ws.close()
    async with running(registered, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "■ unexplained")
        await until_said(pilot, text)
        assert on_screen(pilot).count(text) >= 3
        await press(pilot, "n")
        await until(pilot, "■ proposed")
        assert text in on_screen(pilot)
        await press(pilot, "escape", "e")
        await choose(pilot, "comment")
        assert text in str(field(pilot, "by").value)


async def test_leaving_without_saving_enters_nothing(running, registered):
    async with running(registered) as pilot:
        await open_window(pilot)
        await until(pilot, "■ unexplained")
        await press(pilot, "e")
        await choose(pilot, "comment")
        fill(pilot, comment="Never mind")
        await press(pilot, "escape")
        await until(pilot, "Give it up?")
        await press(pilot, "right", "enter")
        await until(pilot, "Open 3")
        await press(pilot, "escape")
        assert "Never mind" not in on_screen(pilot)


async def test_what_cannot_be_tested_is_listed_last_and_the_five_groups_are_asked_for(running, database, monkeypatch):
    asked = []

    class Suppressed(Figures):
        def values(self, organisation, year, definition):
            subject = Subject(organisation, "T1", str(definition), Outcome.WANTED)
            counts = (Count(1, 4), Count.exact(40), Count.exact(200), Count.exact(400))
            unknown = Value(subject, None, untested=Untested(subject, *counts, date(year, 3, 31)))
            return (*super().values(organisation, year, definition), unknown)

    def source(*, groups=False):
        asked.append(groups)
        return Suppressed({2026: {"A5": (12, 40, 200, 400)}})

    monkeypatch.setattr(disparity_values, "IndicatorSource", source)
    async with running(database, LARGE) as pilot:
        await open_window(pilot)
        await until(pilot, "no record yet")
        await press(pilot, "n")
        await until(pilot, "? cannot be tested")
        assert "1–4/40" in on_screen(pilot)
        await press(pilot, "down")
        await until(
            pilot, "cannot be tested: a count is known only as a range: T1 Indicator T1: ethnic minority 1 to 4 of 40"
        )
        await press(pilot, "enter")
        await until(pilot, "exact figures to open a record on")
        assert not any(asked)
        await press(pilot, "g")
        await settle(pilot)
        assert any(asked)
