"""The window of what it would take: sliders that redraw at once, the table of the same figures, and every state."""

from __future__ import annotations

import threading
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import LARGE, SMALL, TINY, on_screen, press, settle, until
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.tui import reading
from workforce_tui.tui.widgets.slider import KNOB, MARK, Slider, bar_parts, typed_percent

PERCENT = Fraction(1, 100)


async def open_window(pilot) -> None:
    await press(pilot, "w")
    await until(pilot, "What it would take: Dyfed-Powys")
    await until(pilot, "people short")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_facts_the_chart_and_the_formula_are_on_the_screen(running, database, size):
    async with running(database, size) as pilot:
        await open_window(pilot)
        text = on_screen(pilot)
        for words in ("3.4% (48 of 1,402 known)", "people short: 23", "5% by 31 March 2030", "9.7% of joiners",
                      "10 of the 98 in a year", "December 2031", "7.0% an example", "●── counted",
                      "target 5.0%", "(target 5.0% − today 3.42% × staying 74.81%)", "2024", "2030"):  # fmt: skip
            assert words in text, words


async def test_it_starts_from_the_snapshot_chosen_in_the_app(running, database):
    async with running(database) as pilot:
        await until(pilot, "Dyfed-Powys")
        dates = reading.snapshot_dates(pilot.app.workspace, pilot.app.view.organisation)
        await pilot.app.action_take("snapshot", dates[1].isoformat())
        await press(pilot, "w")
        await until(pilot, "people short")
        assert f"known), 31 March {dates[1].year}" in on_screen(pilot)
        assert "(48 of 1,402 known)" not in on_screen(pilot)


async def test_a_slider_redraws_the_curve_at_once(running, database):
    async with running(database) as pilot:
        await open_window(pilot)
        assert "5.0% not within 50 years" in on_screen(pilot)
        await press(pilot, "right")
        await until(pilot, "3.5% chosen")
        await press(pilot, "shift+right", "shift+right")
        await until(pilot, "13.5% chosen")
        await until(pilot, "→ 6.0% on 31 March 2030, about 84 people; 5.0% in ")
        await press(pilot, "left")
        await until(pilot, "13.0% chosen")


async def test_a_number_can_be_typed_and_taken_back(running, database):
    async with running(database) as pilot:
        await open_window(pilot)
        await press(pilot, *"12.5")
        await until(pilot, "12.5▏%")
        await until(pilot, "→ 5.7% on 31 March 2030")
        await press(pilot, "backspace", "backspace")
        await until(pilot, "12▏%")
        await press(pilot, "escape")
        await until(pilot, "3.4%")
        await until(pilot, "5.0% not within 50 years")
        await press(pilot, "down", *"9", "enter")
        await until(pilot, "9.0% chosen")
        await until(pilot, "8.4% of joiners until 31 March 2030: 11 of the 126")
        await press(pilot, "r")
        await until(pilot, "7.0% an example")


async def test_the_table_stands_behind_the_chart_and_beside_it_where_there_is_room(running, database):
    async with running(database) as pilot:
        await open_window(pilot)
        assert "Interval (95%)" not in on_screen(pilot)
        await press(pilot, "t")
        await until(pilot, "31 March 2030  projected")
        await press(pilot, "t")
        await until(pilot, "─── target 5.0%")
    async with running(database, LARGE) as pilot:
        await open_window(pilot)
        for words in ("31 March 2030  projected", "─── target 5.0%", "only an example", "not a forecast"):
            assert words in on_screen(pilot), words


async def test_another_part_of_the_staff_and_another_organisation(running, database):
    async with running(database, LARGE) as pilot:
        await open_window(pilot)
        await press(pilot, "g")
        await until(pilot, "Type to search")
        await press(pilot, *"Sergeant", "enter")
        await until(pilot, "(7 of 217 known)")
        await until(pilot, "5%, set for All staff")
        await press(pilot, "o")
        await until(pilot, "Type to search")
        await press(pilot, *"hmpps", "enter")
        await until(pilot, "45 to 52 of")
        await until(pilot, "no target is set; the population is")


async def test_the_staff_asked_for_last_are_shown_though_others_are_read_later(running, database, monkeypatch):
    go_on, is_read, read = threading.Event(), threading.Event(), reading.projection_facts

    def sergeants_slowly(ws, view, scope):
        if view.organisation == "hmpps-wales":
            return read(ws, view, scope)
        assert go_on.wait(30)
        found = read(ws, view, scope)
        is_read.set()
        return found

    async with running(database, LARGE) as pilot:
        await open_window(pilot)
        monkeypatch.setattr(reading, "projection_facts", sergeants_slowly)
        await press(pilot, "g")
        await until(pilot, "Type to search")
        await pilot.press(*"Sergeant", "enter", "o")
        await until(pilot, "Type to search")
        await pilot.press(*"hmpps", "enter")
        for _attempt in range(200):
            await pilot.pause()
            if "45 to 52 of" in on_screen(pilot):
                break
        go_on.set()
        assert is_read.wait(30)
        await settle(pilot)
        assert "45 to 52 of" in on_screen(pilot)
        assert "(7 of 217 known)" not in on_screen(pilot)


async def test_staff_nobody_is_in_have_words_in_place_of_figures(running, database):
    async with running(database) as pilot:
        await open_window(pilot)
        await press(pilot, "g", *"pcso supervisor", "enter")
        await until(pilot, "There are no figures for that yet.")


async def test_a_share_that_does_not_exist_says_why(running, database):
    async with running(database, LARGE) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await pilot.app.action_take("definition", "em_incl")
        await press(pilot, "w")
        await until(pilot, "too coarse")


async def test_while_the_figures_are_read_it_says_so(running, database, monkeypatch):
    go_on, read = threading.Event(), reading.projection_facts

    def slowly(*arguments):
        assert go_on.wait(30)
        return read(*arguments)

    monkeypatch.setattr(reading, "projection_facts", slowly)
    async with running(database) as pilot:
        await pilot.press("w")
        for _attempt in range(200):
            await pilot.pause()
            if "Reading the figures" in on_screen(pilot):
                break
        assert "Reading the figures" in on_screen(pilot)
        go_on.set()
        await until(pilot, "people short")


async def test_parts_of_the_staff_that_cannot_be_read_are_said(running, database, monkeypatch):
    def gone(*_arguments):
        raise WorkforceError("The database is gone.", "Plug it in.")

    async with running(database) as pilot:
        await open_window(pilot)
        monkeypatch.setattr(reading, "scopes", gone)
        await press(pilot, "g")
        await until(pilot, "The database is gone.")


@pytest.mark.parametrize(
    ("error", "said"),
    [(WorkforceError("The database is gone.", "Plug it in."), "Plug it in."), (KeyError("Jane"), "KeyError")],
)
async def test_what_goes_wrong_is_said_without_data_and_can_be_tried_again(running, database, monkeypatch, error, said):
    async with running(database) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(reading, "projection_facts", lambda *_arguments: (_ for _ in ()).throw(error))
            await press(pilot, "w")
            await until(pilot, said)
            assert "Jane" not in on_screen(pilot)
        await press(pilot, "enter")
        await until(pilot, "people short")


async def test_texts_of_a_file_are_shown_as_written(running, database):
    async with running(database, LARGE) as pilot:
        await pilot.app.action_take("organisation", "hmpps-wales")
        await press(pilot, "w")
        await until(pilot, "45 to 52 of")
        await press(pilot, "g", *"col ", "enter")
        await until(pilot, "(3 of 43 known)")
        assert pilot.app.screen.scope == "grade:own:odd"


async def test_a_click_on_the_bar_sets_the_value(running, database):
    async with running(database) as pilot:
        await open_window(pilot)
        slider = pilot.app.screen.query_one("#joiners", Slider)
        first = max(len("Joiners from ethnic minorities"), 0) + 1
        await pilot.click("#joiners", offset=(first + 1, 0))
        await settle(pilot)
        assert slider.value == 0
        await pilot.click("#joiners", offset=(first + 11, 0))
        await until(pilot, "chosen")
        assert 0 < slider.value < 1


async def test_without_figures_there_is_no_window(running, tmp_path):
    async with running(str(tmp_path / "empty.db")) as pilot:
        await press(pilot, "w")
        await until(pilot, "There are no figures yet")
        assert "What it would take" not in on_screen(pilot)


async def test_the_palette_offers_it_and_escape_closes_it(running, database):
    async with running(database) as pilot:
        await press(pilot, "ctrl+p", *"what it would", "enter")
        await until(pilot, "people short")
        await press(pilot, "escape")
        await settle(pilot)
        assert "people short" not in on_screen(pilot).splitlines()[1]


async def test_a_tiny_screen_keeps_the_sliders_and_says_where_the_figures_are(running, database):
    async with running(database, TINY) as pilot:
        await press(pilot, "w")
        await until(pilot, "Joiners from ethnic minorities")
        await press(pilot, "right")
        await until(pilot, "3.5%")


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("12.5", Fraction(25, 2)), (".5", Fraction(1, 2)), ("100", 100), ("101", None), ("1.234", None),
     (".", None), ("1.2.3", None), ("²", None)],
)  # fmt: skip
def test_what_can_be_typed(typed: str, value: Fraction | int | None) -> None:
    assert typed_percent(typed) == (None if value is None else Fraction(value) / 100)


@given(st.integers(0, 200), st.integers(8, 60))
def test_the_knob_stands_where_its_value_is(half_points: int, width: int) -> None:
    value = half_points * Slider.STEP
    cells = bar_parts(value, PERCENT * 100, width, None)
    knobs = [place for place, (char, _style) in enumerate(cells) if char == KNOB]
    assert len(cells) == width
    assert len(knobs) == 1
    assert abs(Fraction(knobs[0], width - 1) - value) <= Fraction(1, 2 * (width - 1))


def test_the_value_needed_is_marked_and_a_value_beyond_the_end_stands_at_it() -> None:
    cells = bar_parts(PERCENT * 45, PERCENT * 30, 31, PERCENT * 10)
    assert cells[30][0] == KNOB
    assert cells[10][0] == MARK
