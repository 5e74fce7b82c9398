"""The tidy CSV: one figure a line, with the codes that say what it is. The interchange between organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.publication import FIGURE_FIELDS
from workforce_tui.exporting.delimited import render_csv

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from workforce_tui.domain.publication import FigureRow

BYTE_ORDER_MARK = "\ufeff"
"""So that spreadsheets read Welsh letters as UTF-8."""


def figure_record(figure: FigureRow) -> dict[str, object]:
    """A figure by the names of its columns: a date as ISO 8601, a number without separators, None for no number."""
    record: dict[str, object] = {name: getattr(figure, name) for name in FIGURE_FIELDS}
    record["period"] = figure.period.isoformat()
    record["unit"] = str(figure.unit)
    record["value"] = None if figure.value is None else plain_number(figure.value)
    return record


def plain_number(value: object) -> str | int:
    """A number as a program reads it: 1234, 4.6, never 4.60E+1."""
    return value if isinstance(value, int) else f"{value:f}"


def render_tidy(figures: Iterable[FigureRow]) -> str:
    """The figures as CSV text."""
    return render_csv(FIGURE_FIELDS, (figure_record(figure) for figure in figures))


def write_tidy(figures: Iterable[FigureRow], stream: IO[bytes]) -> None:
    """Write the figures as CSV (UTF-8 with a byte order mark, CRLF) to an open file."""
    stream.write((BYTE_ORDER_MARK + render_tidy(figures)).encode("utf-8"))
