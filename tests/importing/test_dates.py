"""Dates as British spreadsheets write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.importing.dates import (
    dates_in_titles,
    looks_ambiguous,
    parse_date,
    parse_month,
    parse_snapshot_date,
)

DAYS = st.dates(dt.date(1969, 1, 1), dt.date(2068, 12, 31))
WELSH = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
]


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day: dt.date) -> None:
    named = f"{day.day} {day:%B} {day.year}"
    written: list[Any] = [day, dt.datetime(day.year, day.month, day.day, 9, 30), day.isoformat(), f"{day}T00:00:00"]
    written += [f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%y}", f"{day:%d-%m-%Y}"]
    written += [f" {day:%d/%m/%Y} 00:00 ", named, named.upper(), f"{day.day}th {day:%b} {day.year}", f"{day:%d-%b-%y}"]
    written += [
        f"{day.day} {WELSH[day.month - 1]} {day.year}",
        f"{day:%Y%m%d}",
        f"{day:%d %B, %Y}",
        f"{day:%A %d %B %Y}",
    ]
    written += [float((day - dt.date(1899, 12, 30)).days), str((day - dt.date(1899, 12, 30)).days)]
    for cell in written:
        assert parse_date(cell) == day, cell
        assert parse_month(cell) == day.year * 12 + day.month - 1


@given(DAYS.filter(lambda day: day.day > 12))
def test_a_month_is_never_read_before_a_day(day: dt.date) -> None:
    assert parse_date(f"{day:%m/%d/%Y}") is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_date(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), dt.date)
    assert isinstance(dates_in_titles([[text, "as at " + text]]), set)


@pytest.mark.parametrize(
    "cell", ["", "31/02/2026", "March 2026", "2026", 2026, 12, True, "31/03", "0/1/2020", 1e9, "soon"]
)
def test_what_is_no_whole_day_is_no_date(cell: Any) -> None:
    assert parse_date(cell) is None


def test_a_month_alone_is_enough_for_a_start_month() -> None:
    assert parse_month("Mar-23") == parse_month("March 2023") == 2023 * 12 + 2
    assert parse_month("2023") is None


def test_a_year_under_a_header_with_a_day_is_that_day() -> None:
    for year in ("2003", 2003, 2003.0):
        assert parse_snapshot_date(year, "As at 31 March...") == dt.date(2003, 3, 31)
        assert parse_snapshot_date(year, "Year") is None
    assert parse_snapshot_date("30/09/2018", "As at") == dt.date(2018, 9, 30)


@pytest.mark.parametrize(
    ("texts", "ambiguous"),
    [
        (["01/02/2020", "03/04/2020", "05/06/2020"], True),
        (["01/02/2020", "03/04/2020", "25/06/2020"], False),
        (["01/01/2020", "02/02/2020", "03/03/2020"], False),
        (["1 May 2020"] * 5, False),
    ],
)
def test_dates_that_could_be_read_in_two_ways(texts: list[str], ambiguous: bool) -> None:
    assert looks_ambiguous(texts) is ambiguous


def test_titles_give_dates_only_where_they_say_what_they_are() -> None:
    day = dt.date(2026, 3, 31)
    assert dates_in_titles([["Officers as at 31 March 2026 [note 1]"], ["Dyddiad y ciplun: 31/03/2026"]]) == {day}
    assert dates_in_titles([["", "As at:", "", day]]) == {day}
    assert dates_in_titles([["Last updated 24 January 2019"], ["September 2017 to September 2018"]]) == set()
