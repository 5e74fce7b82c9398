"""Text that somebody typed, fit for a written document: nothing in it that a reader, a terminal or XML would act on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import NOT_AVAILABLE, WITHHELD, cell_text
from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.table import Column, Table

UNWRITTEN = ("Cc", "Cf", "Cs")
"""Kinds of character that are left out: controls, marks of direction, halves of pairs."""
BREAKS = "\r\n\t\v\f\x85\u2028\u2029"


@lru_cache(maxsize=20_000)
def one_line(text: str) -> str:
    """*text* on one line, without characters that are not to be seen; runs of spaces are kept."""
    if text.isprintable():
        return text
    spaced = ("\N{SPACE}" if char in BREAKS else char for char in text)
    return "".join(char for char in spaced if _is_written(char))


def _is_written(char: str) -> bool:
    """Whether a character is to be seen; the last two of every plane are no characters, and not allowed in XML."""
    return unicodedata.category(char) not in UNWRITTEN and ord(char) & 0xFFFE != 0xFFFE


def lines(text: str) -> tuple[str, ...]:
    """The lines of *text* that say something, each as `one_line` gives it."""
    cleaned = (one_line(line).strip() for line in text.splitlines())
    return tuple(line for line in cleaned if line)


def heading_of(column: Column) -> str:
    """A column's heading with its unit; percentages carry their sign themselves."""
    return one_line(f"{column.label} ({column.unit})" if column.unit not in ("", "%") else column.label)


def rows_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """The rows of a table as texts, their labels first."""
    return tuple((one_line(row.label), *(one_line(cell_text(cell)) for cell in row.cells)) for row in table.rows)


def caption_of(table: Table) -> str:
    """A table's title, with its date where that is not in it."""
    day = long_date(table.as_at) if table.as_at else ""
    when = _("As at {date}").format(date=day) if day and day not in table.title else ""
    return ". ".join(one_line(part) for part in (table.title, when) if part)


def notes_of(table: Table) -> tuple[str, ...]:
    """What is said under a table: its notes, the meaning of the symbols in it, its source."""
    used = {text for row in rows_of(table) for text in row}
    meanings = (
        (WITHHELD, _("[c] = confidential")),
        (NOT_AVAILABLE, _("[x] = not available")),
    )
    said = [one_line(note) for note in table.notes]
    said += [text for marker, text in meanings if marker in used]
    if table.source:
        said.append(_("Source: {source}").format(source=one_line(table.source)))
    return tuple(note for note in said if note.strip())
