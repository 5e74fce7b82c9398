"""A reporting year runs from 1 April to 31 March; a snapshot of the morning after it still closes it."""

from __future__ import annotations

from datetime import date

import pytest

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.reporting_years import reporting_year, year_of_snapshot


@pytest.mark.parametrize(
    ("day", "year", "closed"),
    [
        (date(2026, 3, 31), 2026, 2026),
        (date(2026, 4, 1), 2027, 2026),
        (date(2026, 4, 2), 2027, 2027),
        (date(2026, 1, 1), 2026, 2026),
        (date(2025, 12, 31), 2026, 2026),
        (date.min, 1, 1),
    ],
)
def test_the_year_a_day_is_in_and_the_one_a_snapshot_of_it_closes(day: date, year: int, closed: int) -> None:
    assert (reporting_year(day), year_of_snapshot(day)) == (year, closed)


def test_a_reporting_year_has_the_days_it_is_said_to_have() -> None:
    span = collection_year(2026)
    assert {reporting_year(day) for day in (span.start, span.end)} == {2026}
