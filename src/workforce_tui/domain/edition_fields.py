"""The columns of the interchange file, how a text is written in it, and the hash over its rows.

The file is a tidy table of texts: what it is for other programs is described in docs/return-schema.md.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from workforce_tui.domain.publication import FIGURE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEMA = "1"
"""The form of the interchange file; a later form has a higher number."""
RETURN_FIELDS: tuple[str, ...] = (
    "record", "section", "table", "line", "place", *FIGURE_FIELDS,
    "column_label", "form", "entry", "title", "text", "welsh", "translation",
)  # fmt: skip
"""The columns, in their order: those of the tidy CSV of figures, with what else an edition holds around them."""
NUMBERS = frozenset({"line", "place", "value", "low", "high", "threshold", "rounding", "version"})
"""The columns that hold numbers or nothing, and are written as they are."""
MAPPING = "mapping"
"""What the table of grades beside common levels is called; it is in no section."""
NOTHING_HERE = "[z]"
"""What may stand in an empty cell of the worksheet, where a blank one would have to be explained."""
SIGNS = "signs: "
"""What stands in a cell of the worksheet before a text without a letter or digit, or in the tags of rich text."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FIELD_END, ROW_END = "\x1f", "\x1e"
"""What ends a field and a row for the hash; neither is ever in a text."""


class RecordKind(StrEnum):
    """What one row says: a figure is a number of people or a percentage, or stands for one; a cell anything else."""

    EDITION = "edition"
    CODE = "code"
    FACT = "fact"
    NOTE = "note"
    SECTION = "section"
    COMMITMENT = "commitment"
    NOTHING = "nothing"
    TEXT = "text"
    TABLE = "table"
    SOURCE = "source"
    TABLE_NOTE = "table_note"
    COLUMN = "column"
    FIGURE = "figure"
    CELL = "cell"
    HASH = "hash"


class Form(StrEnum):
    """What a cell holds."""

    COUNT = "count"
    SHARE = "share"
    DECIMAL = "decimal"
    INTEGER = "integer"
    REAL = "real"
    TEXT = "text"
    WITHHELD = "withheld"
    MISSING = "missing"


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\\\\\ud800-\udfff\ufffe\uffff\u2028\u2029]")
"""What a text file, a worksheet or XML may change or not hold: controls, half characters, other ends of lines."""
_SAID_ALOUD = re.compile("[a-zA-Z0-9\u00c0-\u017e]")
_WRITTEN = re.compile(r"\\(\\|u[0-9a-f]{4})")
_XML_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BLANKS_AT_ENDS = re.compile(r"^[ \n]|[ \n]$")


@lru_cache(maxsize=20_000)
def protect(text: str) -> str:
    r"""A text as it is written: nothing a spreadsheet would run or lose.

    A control character is written as \u and four digits, a backslash twice; a text a spreadsheet would take for a
    formula, or for an empty cell, has an apostrophe before it.

    >>> protect("=1+1"), protect("a\rb"), protect("it's")
    ("'=1+1", 'a\\u000db', "it's")
    """
    written = _UNSAFE.sub(_escape, text)
    written = _XML_ESCAPE.sub(r"\\u005f", written)
    written = _BLANKS_AT_ENDS.sub(_escape, written)
    bare = written.lstrip("'")
    return "'" + written if bare.startswith(FORMULA_STARTS) or bare == NOTHING_HERE else written


@lru_cache(maxsize=20_000)
def write_field(name: str, text: str) -> str:
    """The field of a column as it is written; a number stays one, though it be below zero."""
    return text if not text or (name in NUMBERS and _NUMBER.fullmatch(text)) else protect(text)


@lru_cache(maxsize=20_000)
def in_worksheet(written: str) -> str:
    """A field as it stands in a cell, after a word where it could not stand alone.

    Signs alone ("%") are passed over by screen readers; what is between <r> and </r> XlsxWriter takes for rich text.

    >>> in_worksheet("%"), in_worksheet("6%"), in_worksheet("signs: a"), in_worksheet("<r>a</r>")
    ('signs: %', '6%', 'signs: signs: a', 'signs: <r>a</r>')
    """
    alone = bool(written) and not _SAID_ALOUD.search(written)
    rich = written.startswith("<r>") and written.endswith("</r>")
    return f"{SIGNS}{written}" if alone or rich or written.startswith(SIGNS) else written


def from_worksheet(cell: str) -> str:
    """The field that `in_worksheet` put into a cell, or nothing for a cell that says so.

    >>> from_worksheet("signs: %"), from_worksheet("[z]"), from_worksheet("6%")
    ('%', '', '6%')
    """
    return "" if cell == NOTHING_HERE else cell.removeprefix(SIGNS)


def _escape(found: re.Match[str]) -> str:
    return "\\\\" if found[0] == "\\" else f"\\u{ord(found[0]):04x}"


def unprotect(written: str) -> str:
    r"""The text that `protect` wrote.

    >>> unprotect("'=1+1"), unprotect("a\\u000db")
    ('=1+1', 'a\rb')
    """
    if "\\" not in written and not written.startswith("'"):
        return written
    bare = written.lstrip("'")
    if bare != written and (bare.startswith(FORMULA_STARTS) or bare == NOTHING_HERE):
        written = written[1:]
    return _WRITTEN.sub(lambda found: "\\" if found[1] == "\\" else chr(int(found[1][1:], 16)), written)


def content_hash(rows: Iterable[Mapping[str, str]]) -> str:
    """The SHA-256, in hexadecimal, over the rows as they are written, the row of the hash left out."""
    digest = hashlib.sha256()
    for row in rows:
        if row.get("record") != RecordKind.HASH:
            line = FIELD_END.join(_fields_of(row)) + ROW_END
            digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _fields_of(row: Mapping[str, str]) -> tuple[str, ...]:
    """Every field of a row, in order; nothing where it has none."""
    try:
        found: tuple[str, ...] = _EVERY_FIELD(row)
    except KeyError:
        return tuple(row.get(name, "") for name in RETURN_FIELDS)
    return found


_EVERY_FIELD = itemgetter(*RETURN_FIELDS)
