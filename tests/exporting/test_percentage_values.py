"""Values as scripts want them, out of cells as tables write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from workforce_tui import i18n
from workforce_tui.domain.formatting import percent_interval, percent_range
from workforce_tui.exporting.records import percentage_value


@pytest.mark.parametrize(
    ("text", "value"),
    [("5.0%", 5), ("4.6%", 4.6), ("1,204.5%", 1204.5), ("3.8%-4.3%", [3.8, 4.3]), ("met", "met"), ("%", "%"), ("", "")],
)
def test_a_percentage_is_a_number_a_range_two_and_anything_else_stays_a_text(text: str, value: object) -> None:
    assert percentage_value(text) == value


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_ranges_are_read_as_each_language_writes_them(language: str) -> None:
    with i18n.speaking(language):
        shown = percent_range(0.038, 0.043), percent_interval(0.038, 0.043)
    assert [percentage_value(one, scale=Fraction(1, 100)) for one in shown] == [[0.038, 0.043]] * 2
