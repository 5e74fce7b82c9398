"""Tables as plain text: aligned columns, or one fact a line, without box drawing or colour."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import NOT_AVAILABLE, WITHHELD, cell_text
from workforce_tui.domain.formatting import long_date
from workforce_tui.exporting.plain_text import one_line
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.table import Table

GAP = "  "
LONGEST_LABEL = 240
"""Letters of a label in text; JSON and CSV have the whole."""


def render_columns(table: Table, room: int | None = None) -> str:
    """A table as aligned columns, with its title, date, notes and the meaning of its symbols.

    Where *room* (columns of the terminal) is not enough for all, columns that are not essential are left out from
    the right, and a note names them.
    """
    header = [clean(table.row_heading), *(label(column.label) for column in table.columns)]
    body = [[label(row.label), *(clean(cell_text(cell)) for cell in row.cells)] for row in table.rows]
    widths = [max(width(line[i]) for line in (header, *body)) for i in range(len(header))]
    right = [False, *(column.numeric for column in table.columns)]
    kept = _fitting(table, widths, room)
    lines = [_aligned(*zip(*((line[i], widths[i], right[i]) for i in kept), strict=True)) for line in (header, *body)]
    return "\n".join([*_heading(table), *lines, *_notes(table, body), *_left_out(header, kept)]) + "\n"


def _fitting(table: Table, widths: Sequence[int], room: int | None) -> list[int]:
    """The columns there is room for, the row labels always among them."""
    kept = list(range(len(widths)))
    for index in reversed(range(1, len(widths))):
        if room is None or sum(widths[i] for i in kept) + len(GAP) * (len(kept) - 1) <= room:
            break
        if not table.columns[index - 1].essential:
            kept.remove(index)
    return kept


def _left_out(header: Sequence[str], kept: Sequence[int]) -> list[str]:
    names = [label for index, label in enumerate(header) if index not in kept]
    if not names:
        return []
    return [
        _("Not shown for want of room: {names}. --plain, --csv and --json have them.").format(names=", ".join(names))
    ]


def render_facts(table: Table) -> str:
    """A table as one fact a line, for a screen reader: "Sergeant: Headcount 312"."""
    lines = _heading(table)
    for row in table.rows:
        lines += [
            f"{label(row.label)}: {label(column.label)} {clean(cell_text(cell))}"
            for column, cell in zip(table.columns, row.cells, strict=True)
        ]
    return "\n".join([*lines, *_notes(table, [[cell_text(cell) for cell in row.cells] for row in table.rows])]) + "\n"


def clean(text: str) -> str:
    """Text with nothing in it a terminal would act on, on one line."""
    return one_line(text)


def label(text: str) -> str:
    """As `clean`, of a label of a file: one of 10,000 letters is cut, or every line beside it would be as wide."""
    kept = clean(text)
    return kept if len(kept) <= LONGEST_LABEL else f"{kept[: LONGEST_LABEL - 1]}…"


def width(text: str) -> int:
    """How many columns of a terminal *text* takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _aligned(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = []
    for text, room, to_right in zip(line, widths, right, strict=True):
        space = " " * (room - width(text))
        cells.append(space + text if to_right else text + space)
    return GAP.join(cells).rstrip()


def _heading(table: Table) -> list[str]:
    when = [_("As at {date}").format(date=long_date(table.as_at))] if table.as_at else []
    return [clean(table.title), *when, ""]


def _notes(table: Table, body: Sequence[Sequence[str]]) -> list[str]:
    used = {text for line in body for text in line}
    meanings = [
        text
        for marker, text in (
            (WITHHELD, _("[c] = confidential")),
            (NOT_AVAILABLE, _("[x] = not available")),
        )
        if marker in used
    ]
    notes = [clean(note) for note in (*table.notes, *meanings)]
    source = [_("Source: {source}").format(source=clean(table.source))] if table.source else []
    return ["", *notes, *source]
