"""Periods as files state them. A financial year is only read where the text says that it is one."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import _
from workforce_tui.importing.dates import MONTHS, month_of, parse_date
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[date, date]
"""The first and the last day of a period."""

LONGEST_DAYS = 5 * 366
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ORDINAL = r"(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?"
_NAMED = rf"\d{{1,2}}{_ORDINAL} (?:of )?(?:{_MONTH}),? \d{{4}}"
_DAY = rf"(?:{_NAMED}|\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_DAY_OF_YEAR = rf"\d{{1,2}}{_ORDINAL} (?:of )?(?:{_MONTH})"
_TO = r"\s*(?:\bto\b|\buntil\b|\bup to\b|\bthrough\b|\band\b|\bhyd at\b|\bhyd\b|\bi\b|\ba\b|-|/)\s*"
_DAYS = re.compile(rf"({_DAY}){_TO}({_DAY})")
_DAYS_OF_ONE_YEAR = re.compile(rf"\b({_DAY_OF_YEAR}){_TO}({_DAY})")
_MONTHS_RANGE = re.compile(rf"\b({_MONTH})\.? ?-?(\d{{4}}|'?\d{{2}})?{_TO}({_MONTH})\.? ?-?(\d{{4}}|'?\d{{2}})\b")
_MONTH_ONLY = re.compile(rf"({_MONTH})\.?[ \-](\d{{4}}|'?\d{{2}})")
_ENDING = re.compile(
    rf"\b(?:(year|quarter|half[- ]year|month|\d{{1,2}} months?|blwyddyn|chwarter|mis|\d{{1,2}} mis)"
    rf" (?:ended|ending|end|to|up to|hyd at|hyd|yn diweddu|yn gorffen)(?: ar)?(?: on)? ?:?) ({_DAY})"
)
_FINANCIAL = re.compile(
    r"\b(?:financial year|fiscal year|f/?y|blwyddyn ariannol)\s*:?\s*(?:20)?(\d{2})\s*[-/]\s*(?:20)?(\d{2})\b"
)
_CALENDAR = re.compile(r"\b(?:calendar year|blwyddyn galendr)\s*:?\s*(\d{4})\b")
_BARE = re.compile(r"\b(20\d{2})\s*[-/]\s*(?:20)?(\d{2})\b(?![-/.\d])")
_YEAR = re.compile(r"(?:year |blwyddyn )?((?:19|20)\d{2})")
_LENGTHS = {"year": 12, "blwyddyn": 12, "quarter": 3, "chwarter": 3, "month": 1, "mis": 1}
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:to|/|\.\.|-|i)?\s*(\d{4}-\d{2}-\d{2})")


def periods_in(text: str) -> set[Span]:
    """Every period a title says in full: "1 April 2023 to 31 March 2024", "financial year 2023-24"."""
    found: set[Span | None] = set()
    plain = tidy(text)
    for match in _DAYS.finditer(plain):
        found.add(_span(parse_date(match[1].replace(",", "")), parse_date(match[2].replace(",", ""))))
    if not found:
        for match in _DAYS_OF_ONE_YEAR.finditer(plain):
            end = parse_date(match[2].replace(",", ""))
            found.add(_span(parse_date(f"{match[1]} {end.year}") if end else None, end))
    if not found:
        found |= {_months(match) for match in _MONTHS_RANGE.finditer(plain)}
    found |= {_ending(match) for match in _ENDING.finditer(plain)}
    found |= {_financial(match) for match in _FINANCIAL.finditer(plain)}
    found |= {(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)) for match in _CALENDAR.finditer(plain)}
    return {span for span in found if span is not None}


def period_of_cell(text: str) -> Span | None:
    """The period a cell of a period column says; a month alone is one there. None when it may mean several."""
    found = periods_in(text)
    if len(found) == 1:
        return next(iter(found))
    month = _MONTH_ONLY.fullmatch(tidy(text))
    if not found and month:
        return whole_months(_month(month[1], month[2]), _month(month[1], month[2]))
    return None


def parse_period(text: str) -> Span | None:
    """A period as a person answers: "2023-04-01 to 2024-03-31", or any text that says one in full."""
    iso = _ISO.fullmatch(tidy(text))
    if iso:
        return _span(parse_date(iso[1]), parse_date(iso[2]))
    return period_of_cell(text)


def possible_periods(text: str) -> list[Span]:
    """What "2023-24" or "2023" may mean, the likeliest first."""
    plain = tidy(text)
    bare = _BARE.search(plain)
    if bare and (int(bare[1]) + 1) % 100 == int(bare[2]):
        year = int(bare[1])
        return [financial_year(year), (date(year, 9, 1), date(year + 1, 8, 31))]
    alone = _YEAR.fullmatch(plain)
    if alone:
        year = int(alone[1])
        return [(date(year, 1, 1), date(year, 12, 31)), financial_year(year), financial_year(year - 1)]
    return []


def periods_around(first: date, last: date) -> list[Span]:
    """Periods that dates from *first* to *last* may have been taken from: a financial year, whole months, a year."""
    found = [whole_months(month_of(first), month_of(last))]
    start = first.year if (first.month, first.day) >= (4, 1) else first.year - 1
    candidates = [financial_year(start), (date(first.year, 1, 1), date(first.year, 12, 31))]
    return list(dict.fromkeys([span for span in candidates if span[0] <= first and last <= span[1]] + found))


def financial_year(year: int) -> Span:
    """The financial year that starts on 1 April of *year*."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def whole_months(first: int, last: int) -> Span:
    """From the first day of a month to the last day of another (months as year * 12 + month - 1)."""
    return date(first // 12, first % 12 + 1, 1), _last_day(last)


def suggestion(span: Span, reason: str = "") -> Suggestion:
    """A period as an answer to choose."""
    code = f"{span[0].isoformat()} to {span[1].isoformat()}"
    return Suggestion(code, period_text(span), reason)


def period_text(span: Span) -> str:
    """A period in words."""
    return _("{start} to {end}").format(start=long_date(span[0]), end=long_date(span[1]))


def suggestions(spans: Iterable[Span]) -> tuple[Suggestion, ...]:
    """Periods as answers, saying which of them are financial years."""
    return tuple(
        suggestion(span, _("the financial year") if span == financial_year(span[0].year) else "")
        for span in dict.fromkeys(spans)
    )


def _span(start: date | None, end: date | None) -> Span | None:
    return (start, end) if start is not None and end is not None and start <= end else None


def _last_day(month: int) -> date:
    year, index = month // 12, month % 12 + 1
    return date(year, index, monthrange(year, index)[1])


def _month(name: str, year: str) -> int:
    number = int(year.strip("'"))
    return (number + 2000 if number < 100 else number) * 12 + MONTHS[name] - 1


def _months(match: re.Match[str]) -> Span | None:
    last = _month(match[3], match[4])
    first = _month(match[1], match[2]) if match[2] else _month(match[1], str(last // 12))
    start, end = date(first // 12, first % 12 + 1, 1), _last_day(last)
    return _span(start, end)


def _ending(match: re.Match[str]) -> Span | None:
    end = parse_date(match[2].replace(",", ""))
    if end is None:
        return None
    words = match[1]
    months = 6 if words.startswith("half") else _LENGTHS.get(words) or int(words.split()[0])
    if not 0 < months <= 60:
        return None
    last = month_of(end)
    if end == _last_day(last):
        first = last - months + 1
        return date(first // 12, first % 12 + 1, 1), end
    before = last - months
    day = min(end.day, _last_day(before).day)
    return _span(date.fromordinal(date(before // 12, before % 12 + 1, day).toordinal() + 1), end)


def _financial(match: re.Match[str]) -> Span | None:
    first, second = int(match[1]), int(match[2])
    return financial_year(2000 + first) if (first + 1) % 100 == second else None
