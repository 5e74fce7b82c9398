"""Rows as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from workforce_tui.exporting.plain_text import BREAKS, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def render_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as CSV (UTF-8 text, CRLF lines): nothing for None, "35 to 39" for an interval.

    Texts keep their line breaks and lose what is not to be seen: a single NUL makes a whole file "not text".
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_field(row.get(column)) for column in columns])
    return out.getvalue()


def _field(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list):
        return " to ".join(str(end) for end in value)
    if isinstance(value, str):
        text = value if value.isprintable() else "".join(c if c in BREAKS else one_line(c) for c in value)
        return "'" + text if text.startswith(FORMULA_STARTS) else text
    return value
