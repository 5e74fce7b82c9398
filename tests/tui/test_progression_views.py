"""Indicators, trend, what it would take and the register: views of the progression screen, in every state."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from textual.widgets import DataTable

from conftest import LARGE, SMALL, TINY, on_screen, press, until
from register_figures import three_years
from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.indicators import Kind, Span
from workforce_tui.services import disparity_values
from workforce_tui.services.disparity_writing import Wanted, open_disparity
from workforce_tui.services.indicators import IndicatorCut
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui import progression_reading
from workforce_tui.tui.commands import WorkforceCommands
from workforce_tui.tui.dialogs.picker import Picker
from workforce_tui.tui.screens.disparities import RegisterWindow
from workforce_tui.tui.screens.findings import FindingsWindow
from workforce_tui.tui.screens.progression import VIEWS
from workforce_tui.tui.screens.progression_views.indicators import CUTS
from workforce_tui.tui.widgets.chart_plan import Stroke, y_ticks
from workforce_tui.tui.widgets.indicator_table import IndicatorTable
from workforce_tui.tui.widgets.slider import Slider
from workforce_tui.tui.widgets.trend_chart import trend_chart


def line(pilot, words: str) -> str:
    return next(one for one in on_screen(pilot).splitlines() if words in one)


async def at(pilot, indicator: str) -> None:
    """Move the cursor to an indicator."""
    table = pilot.app.screen.query_one(IndicatorTable)
    place = next(place for place, one in enumerate(table.by_row) if one is not None and one.id == indicator)
    table.move_cursor(row=place)
    await until(pilot, f"{indicator} ")


@pytest.mark.parametrize("size", [SMALL, LARGE, TINY])
async def test_every_view_is_named_and_has_a_key(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "3")
        bar = " ".join(on_screen(pilot).splitlines()[3:9])
        for view in VIEWS:
            assert f"{view.KEY} " in bar
        assert size == TINY or all(view.TITLE in bar for view in VIEWS)
        assert len({view.KEY for view in VIEWS} | set("osdr")) == len(VIEWS) + 4


async def test_no_view_shows_more_than_five_keys_in_the_footer(running, database):
    async with running(database) as pilot:
        await press(pilot, "3")
        for view in VIEWS:
            await press(pilot, view.KEY)
            shown = [one for one in pilot.app.screen.active_bindings.values() if one.binding.show]
            assert len({one.binding.action for one in shown}) <= 5, view.CODE


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_indicators_are_grouped_with_value_interval_and_flag(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "DQ1 Declaration rate")
        await until(pilot, "year to 31 March 2026")
        for words in ("93.6%", "Interval (95%)", "Representation"):
            assert words in on_screen(pilot)
        table = pilot.app.screen.query_one(IndicatorTable)
        heads = [table.get_row_at(place)[0].plain for place, one in enumerate(table.by_row) if one is None]
        assert heads == [
            "Representation", "Leadership & progression", "Recruitment", "Retention", "Training & development",
            "Discipline & grievance",
        ]  # fmt: skip


async def test_the_details_say_a_sentence_counts_interval_direction_and_formula(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "DQ1 Declaration rate")
        await at(pilot, "R1")
        await until(pilot, "48 of 1,402")
        for words in ("Direction  Share: lower is worse", "Interval (95%)", "Formula"):
            await until(pilot, words)


async def test_a_figure_of_too_few_people_says_so_beside_a_sign(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "R2-L5")
        assert "· too few to say" in line(pilot, "R2-L5")


async def test_names_fit_a_new_width(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "R2-L3 Representation at L3 First-line manager")
        await pilot.resize_terminal(*SMALL)
        await until(pilot, "R2-L3 …at L3 First-line")
        assert "R2-L3 Representation at L3 First-line manager" not in on_screen(pilot)


async def test_another_year_is_chosen_and_kept(running, database):
    async with running(database) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "year to 31 March 2026")
        await press(pilot, "s", *"2025", "enter")
        await until(pilot, "year to 31 March 2025")
        await press(pilot, "1", "3")
        await until(pilot, "year to 31 March 2025")


async def test_years_are_taken_together_and_staff_divided(running, database):
    async with running(database) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "year to 31 March 2026")
        await press(pilot, "y")
        await until(pilot, "2 years to 31 March 2026")
        await press(pilot, "b")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, "down", "enter")
        await until(pilot, "by the five ethnic groups")


def test_every_way_to_divide_the_staff_has_a_name():
    assert {str(one) for one in IndicatorCut} <= set(CUTS)


async def test_a_key_on_an_indicator_looks_for_a_disparity_in_it(running, database):
    async with running(database) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "DQ1 Declaration rate")
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, FindingsWindow)
        await press(pilot, "escape")
        await until(pilot, "DQ1 Declaration rate")


async def test_enter_on_an_indicator_shows_its_trend_as_chart_and_table(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "DQ1 Declaration rate")
        await at(pilot, "R1")
        await press(pilot, "enter")
        await until(pilot, "R1 Ethnic minority representation  s: another indicator")
        for words in ("0% ┤", "●", "2024", "2025", "2026"):
            assert words in on_screen(pilot)
        assert "2026" in line(pilot, "48 of 1,402  ")


@pytest.mark.parametrize("size", [SMALL, TINY])
async def test_the_trend_has_the_headline_first_and_another_indicator_by_a_key(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "3", "t")
        await until(pilot, "R1 Ethnic minority")
        await press(pilot, "s")
        await until(pilot, "Type to search")
        await press(pilot, *"dq1", "enter")
        await until(pilot, "DQ1 Declaration rate")


def point(year: int, value: float | None, *, broken: bool = False, kind: Kind = Kind.RATE) -> SimpleNamespace:
    from fractions import Fraction

    from workforce_tui.domain.counts import Count

    one = SimpleNamespace(
        kind=kind, value=None if value is None else Span.exact(Fraction(value)), lower=None, upper=None,
        comparator_numerator=Count.exact(5), comparator_denominator=Count.exact(10),
    )  # fmt: skip
    return SimpleNamespace(year=year, indicator=one, breaks=("x",) if broken else ())


def test_the_line_of_a_trend_stops_at_a_break_and_at_a_year_without_a_value():
    years = [point(2021, 0.1), point(2022, 0.2), point(2023, 0.3, broken=True), point(2024, None), point(2025, 0.4)]
    chart = trend_chart(SimpleNamespace(points=years))
    own = [one for one in chart.series if one.stroke is Stroke.SOLID]
    assert [[round(p.x) for p in one.points] for one in own] == [[2021, 2022], [2023], [2025]]
    assert [one.name for one in own] == ["Ethnic minority", "", ""]
    assert [mark.x for mark in chart.marks] == [2022.5]
    assert chart.percent


def test_a_figure_that_may_lie_below_zero_has_no_chart_from_zero():
    assert trend_chart(SimpleNamespace(points=[point(2025, -2.0, kind=Kind.POINTS)])) is None


def test_a_ratio_has_parity_marked_and_ticks_without_percent():
    chart = trend_chart(SimpleNamespace(points=[point(2025, 1.5, kind=Kind.DISPARITY)]))
    assert [mark.y for mark in chart.marks] == [1.0]
    assert not chart.percent
    ticks, _rows = y_ticks(1.5, 8, percent=False)
    assert [label for _value, label in ticks] == ["0.0", "0.5", "1.0", "1.5"]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_it_would_take_is_drawn_and_follows_the_sliders(running, database, size):
    async with running(database, size) as pilot:
        await press(pilot, "3", "w")
        await until(pilot, "On the trend")
        assert isinstance(pilot.app.focused, Slider)
        before = line(pilot, "→ ")
        await press(pilot, *["shift+right"] * 3)
        assert line(pilot, "→ ") != before
        moved = line(pilot, "Joiners from")
        await press(pilot, "p", "w")
        await until(pilot, "On the trend")
        assert line(pilot, "Joiners from") == moved
        await press(pilot, "1", "3", "t")
        await until(pilot, "R1 Ethnic minority")


async def test_an_empty_register_says_what_makes_a_record(running, database):
    async with running(database) as pilot:
        await press(pilot, "3", "e")
        await until(pilot, "The register has no record yet")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, RegisterWindow)


async def test_a_record_is_listed_with_its_facts_and_opens_in_the_register(running, database, monkeypatch):
    made = three_years()
    monkeypatch.setattr(disparity_values, "IndicatorSource", lambda: made)
    ws = open_workspace(database)
    open_disparity(ws, Wanted("dyfed-powys-police", "P2"), by="Ann Rees")
    ws.close()
    async with running(database, LARGE) as pilot:
        await press(pilot, "3", "e")
        await until(pilot, "Overdue or due")
        assert pilot.app.screen.query_one("#register-lines", DataTable).row_count == 1
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, RegisterWindow)
        await press(pilot, "escape")
        await until(pilot, "Overdue or due")


@pytest.mark.parametrize("key", ["i", "t", "w"])
async def test_a_view_of_an_organisation_without_figures_says_so(running, database, key):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "gwent-police")
        await press(pilot, "3", key)
        await until(pilot, "Import a file")


@pytest.mark.parametrize("key", ["i", "t", "w"])
async def test_a_view_of_all_organisations_asks_for_one(running, database, key):
    async with running(database) as pilot:
        await pilot.app.action_take("organisation", "")
        await press(pilot, "3", key)
        await until(pilot, "This is shown for one organisation")


async def test_an_error_in_one_view_leaves_the_others(running, database, monkeypatch):
    def fail(*_args):
        raise WorkforceError("The file [/] is locked.", "Wait a moment.")

    monkeypatch.setattr(progression_reading, "indicators_data", fail)
    async with running(database) as pilot:
        await press(pilot, "3", "i")
        await until(pilot, "The file [/] is locked.")
        await press(pilot, "p")
        await until(pilot, "Of group")


@pytest.mark.parametrize(("key", "size"), [("p", SMALL), ("i", SMALL), ("t", LARGE), ("w", SMALL), ("e", LARGE)])
async def test_every_view_is_drawn_in_welsh(running, database, key, size):
    i18n.set_language(i18n.WELSH)
    try:
        async with running(database, size) as pilot:
            await press(pilot, "3", key)
            await until(pilot, "Heddlu Dyfed-Powys")
            assert pilot.app.screen.shown == next(view.CODE for view in VIEWS if key == view.KEY)
    finally:
        i18n.set_language(i18n.ENGLISH)


async def test_the_palette_goes_to_a_view(running, database):
    async with running(database) as pilot:
        commands = WorkforceCommands(pilot.app.screen)
        hits = [hit async for hit in commands.search("Progression: Trend")]
        await hits[0].command()
        await until(pilot, "R1 Ethnic minority representation")
