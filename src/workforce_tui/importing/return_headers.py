"""The column headers of monthly workforce returns: payroll staff by grade, each with a headcount and an FTE.

Departments publish these returns with three header rows, or with the three joined in one: "Payroll staff; AO/AA;
Headcount". Beside payroll staff they count people who are not employees, and what all of them cost.
"""

from __future__ import annotations

import re
from enum import Enum

from workforce_tui.importing.values import mentions_headcount, says_fte, tidy

_JOINED = re.compile(
    r"((?:non[- ]?)?payroll\s+staff)\s*[;,]?\s*(\S.*?)\s*[;,]?\s*(headcount|full[- ]time\s+equivalent)",
    re.I | re.DOTALL,
)
_OUTSIDE = re.compile(
    r"\bnon[- ]?payroll|\bagency\b|\binterim\b|\bcontractors?\b|\bconsultan|\bcontingent|\bgrand total"
)
_UNIT_WORDS = re.compile(r"\bheadcount\b|\bpayroll staff\b")


class ReturnColumn(Enum):
    """What a column of a return counts."""

    GRADE = "grade"
    TOTAL = "total"
    """All payroll staff."""
    OUTSIDE = "outside"
    """People who are not on the payroll, or everybody together."""
    OTHER = "other"
    """Full-time equivalents, costs, labels."""


def split_return_header(parts: list[str]) -> tuple[str, ...]:
    """The three texts of a header that has them in one cell; any other header as it is."""
    found = _JOINED.fullmatch(parts[0].strip()) if len(parts) == 1 else None
    return tuple(parts) if found is None else tuple(" ".join(part.split()) for part in found.groups())


def column_kind(parts: tuple[str, ...]) -> tuple[ReturnColumn, str]:
    """What a column counts, and the grade as written."""
    if len(parts) < 2 or not mentions_headcount(parts[-1]) or says_fte(parts[-1]):
        return ReturnColumn.OTHER, ""
    if _OUTSIDE.search(tidy(" ".join(parts))):
        return ReturnColumn.OUTSIDE, ""
    words = [part for part in parts[:-1] if not _UNIT_WORDS.fullmatch(tidy(part))]
    text = words[-1] if words else ""
    if re.fullmatch(r"total(?: employees)?", tidy(text)):
        on_payroll = len(words) < len(parts) - 1 or tidy(text) == "total employees"
        return (ReturnColumn.TOTAL if on_payroll else ReturnColumn.OUTSIDE), ""
    return (ReturnColumn.GRADE, text) if text else (ReturnColumn.OTHER, "")
