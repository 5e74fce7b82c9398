"""What the text of one cell says: a number, an interval, a percentage or a marker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from workforce_tui.auditing.words import code_of, plain, spellings

_NUMBER = r"[-+\u2212]?\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?|[-+\u2212]?\d+(?:\.\d+)?"
_ONE = re.compile(rf"'?({_NUMBER})\s*(%?)")
_RANGE = re.compile(rf"({_NUMBER})\s*(%?)\s*(?:to|i|-|\u2013|\u2014)\s*({_NUMBER})\s*(%?)", re.IGNORECASE)
_UNDER = re.compile(r"(?:<|fewer than|less than|under|llai na|o dan)\s*(\d+)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_LONG_DATE = re.compile(r"(\d{1,2})\s+([^\W\d_]+)\s+(\d{4})")
_YEAR = re.compile(r"((?:19|20)\d{2})")
LONGEST = 200
"""Characters of a text that can be a value; a longer one is words."""
LARGEST = 10**8
"""No count of people in a file can be as large."""
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: *low* and *high* (the same for one number), or a marker ("c", "x", "z", "low")."""

    low: Fraction | None = None
    high: Fraction | None = None
    percent: bool = False
    decimals: int = 0
    marker: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number or an interval."""
        return self.low is not None


@lru_cache(maxsize=50_000)
def read_value(text: str) -> Value | None:
    """What the text of a cell says; None for words, an empty Value for an empty cell."""
    text = text.strip()
    if not text:
        return Value()
    if len(text) > LONGEST:
        return None
    if (marker := code_of("marker", text) if plain(text) else _bare_marker(text)) is not None:
        return Value(marker=marker)
    if match := _ONE.fullmatch(text):
        one = _number(match[1])
        return None if one is None else Value(one, one, bool(match[2]), _decimals(match[1]))
    if match := _RANGE.fullmatch(text):
        low, high = _number(match[1]), _number(match[3])
        if low is None or high is None or low > high:
            return None
        return Value(low, high, bool(match[2] or match[4]), max(_decimals(match[1]), _decimals(match[3])))
    if match := _UNDER.fullmatch(text):
        return Value(Fraction(0), Fraction(int(match[1]) - 1)) if 0 < int(match[1]) < LARGEST else None
    return None


def _bare_marker(text: str) -> str | None:
    return {"*": "c", "~": "c", "..": "x", ":": "x", "\u2013": "x", "-": "x", "\u2014": "x"}.get(text)


def _number(text: str) -> Fraction | None:
    bare = re.sub(r"[, \u00a0\u202f]", "", text).replace("\u2212", "-")
    value = Fraction(bare) if len(bare) <= 20 else None
    return value if value is not None and abs(value) < LARGEST else None


def _decimals(text: str) -> int:
    return min(len(text.partition(".")[2]), MOST_DECIMALS)


def read_period(text: str) -> str | None:
    """A date as ISO ("2026-03-31"), from ISO or words in either language; a year alone is itself; None for no date."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return "-".join(match.groups())
    if match := _LONG_DATE.search(text):
        month = code_of("month", match[2])
        return f"{match[3]}-{int(month):02d}-{int(match[1]):02d}" if month else None
    if match := _YEAR.fullmatch(text):
        return match[1]
    return None


def month_words() -> tuple[str, ...]:
    """The names of the months, as plain words in both languages."""
    return tuple(word for word in spellings("month") if not word.isdigit())
