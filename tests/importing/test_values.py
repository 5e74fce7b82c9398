"""Cells: counts, markers, full-time equivalents, staff numbers and labels of totals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.importing.values import (
    Figure,
    is_note,
    is_percentage,
    is_total,
    marker_answer,
    parse_count,
    parse_fte,
    parse_interval,
    staff_number,
    to_text,
)

COUNTS = st.integers(min_value=0, max_value=10_000_000)


@given(COUNTS)
def test_a_count_is_read_however_it_is_written(number: int) -> None:
    grouped = f"{number:,}"
    written = [number, float(number), str(number), f" {number} ", f"{number}.0", grouped, grouped.replace(",", "\xa0")]
    written += [f"\u200b{number}", f"{number} [r]", f"{number}[e]", f"{number} [note 3]", number + 1e-9 * (number > 0)]
    for cell in written:
        assert parse_count(cell) == Figure(number, number), cell


@given(st.integers(min_value=-10_000_000, max_value=-1))
def test_a_negative_number_is_never_a_count(number: int) -> None:
    for cell in (number, str(number), f"{number:,}", f"−{-number}"):
        assert parse_count(cell).problem == "negative"


@given(st.floats(min_value=0.01, max_value=10_000).filter(lambda number: abs(number - round(number)) > 0.001))
def test_a_fraction_is_never_a_count(number: float) -> None:
    assert parse_count(number).problem == "not_whole"
    assert parse_count(f"{number:.6f}").problem == "not_whole"


@given(st.integers(min_value=2, max_value=999))
def test_a_suppressed_count_is_at_least_one_and_below_its_limit(limit: int) -> None:
    for text in (
        f"<{limit}",
        f"< {limit}",
        f"fewer than {limit}",
        f"under {limit}",
        f"LESS THAN {limit}",
        f"llai na {limit}",
    ):
        assert parse_interval(text) == (1, limit - 1)
    for text in (f"≤{limit}", f"<={limit}", f"{limit} or fewer", f"up to {limit}"):
        assert parse_interval(text) == (1, limit)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_a_cell(text: str) -> None:
    figure = parse_count(text)
    assert 0 <= figure.low <= figure.high
    assert parse_fte(text) is None or isinstance(parse_fte(text), int)
    assert staff_number(text) == staff_number(f" {text} ")
    assert to_text(to_text(text)) == to_text(text)
    is_total(text), is_note(text), is_percentage(text)


@pytest.mark.parametrize(
    ("cell", "interval"),
    [
        *[("<5", (1, 4)), ("<10", (1, 9)), ("≤5", (1, 5)), ("fewer than 5", (1, 4)), ("under 5", (1, 4))],
        *[("~", (1, 4)), ("[c]", (0, 4)), ("[C]", (0, 4)), ("[low]", (1, 4)), ("1–4", (1, 4)), ("1 to 4", (1, 4))],
    ],
)
def test_markers_with_one_meaning_are_ranges(cell: str, interval: tuple[int, int]) -> None:
    figure = parse_count(cell)
    assert (figure.low, figure.high, figure.problem) == (*interval, "")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["-", "–", " - ", "*", "**", "c"], "marker"),
        (["", " ", "\xa0", "\u200b"], "blank"),
        (["..", "[x]", ":", ".", "n/a", "N/A", "#N/A", "#REF!", "NULL"], "unavailable"),
        (["[z]", "z", "not applicable"], "not_applicable"),
        (["ten", "12 people", "1,23", "12,5", "5-1", ">5", "<1", "1 2", True, dt.date(2026, 1, 4)], "not_a_number"),
        ([float("nan"), float("inf")], "not_a_number"),
    ],
)
def test_what_is_not_a_number_says_why(cells: list[Any], problem: str) -> None:
    assert [parse_count(cell).problem for cell in cells] == [problem] * len(cells)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [("zero", (0, 0)), ("0", (0, 0)), ("missing", None), ("1-4", (1, 4)), ("<5", (1, 4)), ("3", (3, 3)), ("x", "")],
)
def test_answers_about_markers(answer: str, meaning: object) -> None:
    assert marker_answer(answer) == meaning


@pytest.mark.parametrize(
    ("cell", "thousandths"),
    [(1, 1000), (0.6, 600), ("0.60", 600), ("60%", 600), (0.4324, 432), ("", None), ("n/a", None), (True, None)],
)
def test_full_time_equivalents_are_kept_in_thousandths(cell: Any, thousandths: int | None) -> None:
    assert parse_fte(cell) == thousandths


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (123.0, "123"),
        (123, "123"),
        ("00123", "00123"),
        ("'00123", "00123"),
        ("00000", ""),
        ("*** VACANT ***", ""),
        ("Department:", ""),
        (" ab 12 ", "ab12"),
        ("TBC", ""),
        ("", ""),
        ("N/A", ""),
        (0.0, ""),
    ],
)
def test_staff_numbers(cell: Any, number: str) -> None:
    assert staff_number(cell) == number


TOTALS = ["Total", "TOTAL:", "Grand total", "Sub-total", "Subtotal", "Sub total", "All", "All staff", "All grades"]
TOTALS += ["Overall", "Cyfanswm", "Is-gyfanswm", "Total officers", "Total 43 forces", "of which: female", "All ranks1"]


@pytest.mark.parametrize("label", TOTALS)
def test_labels_of_totals(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize(
    "label", ["", "All other ethnic groups combined", "Constable", "Wales", "White", "Allied health", "Any other White"]
)
def test_labels_that_are_no_totals(label: str) -> None:
    assert not is_total(label)


def test_notes_and_percentages_are_known_by_their_words() -> None:
    assert all(map(is_note, ["Source: Home Office", "Notes", "Note 1: excludes", "Ffynhonnell: AD", "Footnotes:"]))
    assert not any(map(is_note, ["Constable", "Noted", "Sourcing Officer"]))
    assert all(map(is_percentage, ["%", "White %", "% of total", "Percentage", "Per cent", "Canran"]))
    assert not any(map(is_percentage, ["White", "Headcount", "Prate"]))


@pytest.mark.parametrize(
    ("text", "thousandths"), [("1,00", 1000), ("0,6", 600), ("0,800", 800), ("36,5%", 365), ("1,200", 1_200_000)]
)
def test_a_comma_may_be_a_decimal_point_where_it_cannot_be_between_thousands(text: str, thousandths: int) -> None:
    assert parse_fte(text) == thousandths
