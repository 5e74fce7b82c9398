"""Tables of rates: a number of people, what it is of, and the percentage; each row stands for itself.

What happened to people (promotion, leaving, being mentored) is in no sum with the staff of other tables, so each row is
held to its own three cells: nothing of few people, nothing of all but few, and no cell that gives a withheld one away.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.auditing.statements import Leak, Reading
from workforce_tui.auditing.values import read_value
from workforce_tui.auditing.words import code_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.auditing.documents import Grid
    from workforce_tui.auditing.values import Value

COLUMNS = ("number", "of", "rate")


def is_rates(grid: Grid) -> bool:
    """Whether a table has a label and the three columns of a rate, and nothing else."""
    return set(_places(grid)) == set(COLUMNS) and len(grid.header) == len(COLUMNS) + 1


def _places(grid: Grid) -> dict[str, int]:
    return {code: place for place, name in enumerate(grid.header) if (code := code_of("rate", name)) and place}


def read_rates(grid: Grid, threshold: int) -> Reading | None:
    """What a table of rates shows, and the rows that say too much; None for another kind of table."""
    if not is_rates(grid):
        return None
    places = _places(grid)
    reading = Reading()
    for row in grid.rows:
        texts = [row[places[code]] for code in COLUMNS]
        cells = [read_value(text) for text in texts]
        where = f"{grid.where} ({row[0][:60]})"
        if any(cell is None for cell in cells):
            reading.leaks.append(Leak(where, " ".join(texts)[:120], "unread"))
            continue
        number, whole, rate = (cell for cell in cells if cell is not None)
        reading.leaks += [Leak(where, row[0][:120], why) for why in _wrong(number, whole, rate, threshold)]
        reading.rates += [text for text, cell in zip(texts, cells, strict=True) if cell is not None and cell.is_number]
        reading.cells += len(COLUMNS)
    return reading


def _wrong(number: Value, whole: Value, rate: Value, threshold: int) -> Iterator[str]:
    """Why a row may not be handed out."""
    shown = [one.is_number for one in (number, whole, rate)]
    if sum(shown) == 2:
        yield "third_of_rate"
    if shown == [False, False, True]:
        yield "lone_rate"  # what it is of may stand among the staff: then it tells how many it is
    if any(one is not None and 0 < one < threshold for one in (number.high, whole.high)):
        yield "small_rate"
    if None in (number.low, number.high, whole.low, whole.high):
        return
    if 0 < _high(whole) - _low(number) < threshold:
        yield "small_rate"
    if rate.is_number and not _goes_with(number, whole, rate):
        yield "contradiction"


def _low(value: Value) -> Fraction:
    return value.low or Fraction(0)


def _high(value: Value) -> Fraction:
    return value.high or Fraction(0)


def _goes_with(number: Value, whole: Value, rate: Value) -> bool:
    """Whether the percentage is that of the two counts, as far as its digits and their intervals go."""
    if not _low(whole):
        return True
    half = Fraction(1, 2 * 10**rate.decimals)
    return _low(rate) - half <= 100 * _high(number) / _low(whole) and 100 * _low(number) / _high(whole) <= (
        _high(rate) + half
    )
