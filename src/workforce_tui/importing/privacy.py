"""Text from a file that may say who somebody is, and what may be shown of it."""

from __future__ import annotations

import re

from workforce_tui.importing.model import MASK

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|ion|chwe|ebr|mai|meh|gor|aws|medi|hyd|tach|rhag)[a-z]*"
)
_PERSONAL = re.compile(
    rf"""
    (?<![^\s@])[^\s@]*\w@[^\s@]+\.[^\s@]                            # an email address
    | (?<!\w)[a-z]{{2}}\s?\d{{2}}\s?\d{{2}}\s?\d{{2}}\s?[a-d](?!\w)     # a National Insurance number
    | (?<!\d)(?!\d{{5,6}}\s?-\s?\d{{5,6}}(?!\d))                      # not a range of pay, but
      \+?\(?\d(?:[\s().-]{{0,2}}\d){{6,}}                             # a telephone number
    | (?<!\d)\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})(?!\d)          # a date
    | (?<!\d)\d{{4}}-\d{{2}}-\d{{2}}(?!\d)
    | (?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[\s-]{_MONTH}[\s-]\d{{2,4}}(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def holds_personal_data(text: str) -> bool:
    """Whether a label holds an email address, a telephone or National Insurance number, or a date.

    >>> holds_personal_data("PC, ring 07700 900123"), holds_personal_data("Band 4 (SCP 12-22)")
    (True, False)
    """
    return _PERSONAL.search(text) is not None


def shown(text: str) -> str:
    """The text as it may be shown and stored: masked when it holds personal data."""
    return MASK if holds_personal_data(text) else text
