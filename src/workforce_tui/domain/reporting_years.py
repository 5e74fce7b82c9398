"""Which reporting year a day belongs to. Years run from 1 April to 31 March and are named by the day they end on."""

from __future__ import annotations

from datetime import date


def reporting_year(day: date) -> int:
    """The reporting year a day is in."""
    return day.year + (day > date(day.year, 3, 31))


def year_of_snapshot(day: date) -> int:
    """The reporting year whose end a snapshot shows: one of 1 April shows how the year ended the day before."""
    return day.year + (day > date(day.year, 4, 1))
