"""Dates as spreadsheets of British public bodies write them: the day always comes before the month."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.importing.values import Cell

_ENGLISH = "january february march april may june july august september october november december"
_WELSH = "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
MONTHS = {name: i for names in (_ENGLISH, _WELSH) for i, name in enumerate(names.split(), 1)}
MONTHS |= {name[:3]: i for i, name in enumerate(_ENGLISH.split(), 1)} | {"sept": 9}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_NUMERIC = re.compile(rf"(\d{{1,2}})\s?[/.\- ]\s?(\d{{1,2}})\s?[/.\- ]\s?(\d{{4}}|\d{{2}}){_TIME}")
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}z?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?[ \-/.]*(?:of )?({_MONTH})[ \-/.,]*(\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_ONLY = re.compile(rf"({_MONTH})[ \-/.]*(\d{{4}}|\d{{2}})")
_DAY_OF_YEAR = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\b")
_KEYWORDS = (
    r"(?:as at|as of|as on|position at|position on|snapshot date|snapshot|census date|reference date|at|"
    r"fel ar|fel yr oedd ar|ar ddyddiad|dyddiad y ciplun|ar)"
)
_IN_TITLE = re.compile(
    rf"\b{_KEYWORDS}\s*:?\s*((?:\d{{1,2}}(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?\s+(?:of )?(?:{_MONTH})\s+\d{{4}})"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{4}-\d{2}-\d{2})(?:\d(?:,\d)*)?(?!\d)"
)
_NOTED = re.compile(r"^(.*[^\W\d].*\b(?:19|20)\d{2})\d(?:,\d)*$")
"""A footnote number stuck to the year: "30 September 20192"."""
_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|tues|thur|thurs|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|dydd (?:llun|mawrth|mercher|iau|gwener|sadwrn|sul)),? +"
)
_LABEL_ONLY = re.compile(rf"{_KEYWORDS}\s*:?|date of snapshot\s*:?|date\s*:?")
_BARE_DATE = re.compile(r"(?:date|dyddiad)\s*:?")
_AS_AT = re.compile(
    r"\b(?:as at|as of|as on|position at|position on|snapshot|census date|reference date"
    r"|fel ar|fel yr oedd ar|ciplun)\b"
)
_OF_FIGURES = re.compile(
    r"\b(?:staff\w*|workforce|headcount|in post|figures?|data|statistics|snapshot|position|employees|people|persons"
    r"|personnel|officers|strength|establishment|return|diversity|ethnicity|representation|census date|reference date"
    r"|(?:g|ng)?weithlu|(?:g|ng)?weithwyr|cyflogeion|ffigurau|ystadegau|swyddogion|phobl|bobl|pobl|ciplun|sefyllfa"
    r"|amrywiaeth|ethnigrwydd)\b"
)
_OF_OTHER_FIGURES = re.compile(
    r"\b(?:replac\w*|supersed\w*|compar\w*|previous\w*|next|last|earlier|prior|leavers|joiners|starters|recruit\w*"
    r"|defin\w*|guidance|categor\w*|classif\w*|boundar\w*|contacts?|targets?|population|correct|disodli|cymhar\w*"
    r"|blaenorol|nesaf|ymadaw\w*|diffin\w*|canllaw\w*|ffiniau|cyswllt|targed\w*|poblogaeth)\b"
)
_DAY_IN_NAME = re.compile(
    rf"(?<![\d])(?:\d{{1,2}}[ \-/.]\d{{1,2}}[ \-/.](?:\d{{4}}|\d{{2}})|\d{{4}}[\-.]\d{{1,2}}[\-.]\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ \-.]*(?:{_MONTH})[ \-.]*(?:\d{{4}}|\d{{2}}))(?!\d)"
)
_OTHER_DAY = re.compile(
    r"\b(?:print\w*|run|ran|produced|prepared|created|generated|extract\w*|updated?|download\w*|publish\w*|publication"
    r"|issued?|version|revised|amended|sent|received|due|report date|date of report|from|since|to|until|till|between"
    r"|before|after|end(?:ed|ing)?|review\w*|next|effective|argraff\w*|cynhyrch\w*|creu|diweddar\w*|cyhoedd\w*"
    r"|anfon\w*|rhwng|hyd|tan|hyd at|i|wedi|cyn|ers)\b"
)
"""Words that make a date in a title the day of something else, or one end of a period."""
_MONTH_IN_NAME = re.compile(rf"(?<![^\W\d])({_MONTH})[ \-/.']*((?:19|20)\d{{2}}|\d{{2}})(?!\d)")
_YEAR_AND_MONTH = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})[ \-/.]*({_MONTH})(?![^\W\d])")
_ISO_MONTH = re.compile(r"(?<![\d\-.])((?:19|20)\d{2})[\-.](\d{1,2})(?![\d\-.])")
_PERIOD_IN_NAME = re.compile(
    rf"(?<![^\W\d])(?:{_MONTH})(?![^\W\d])|(?<!\d)(?:19|20)\d{{2}}(?!\d)|\b(?:q|ch|quarter|chwarter) ?[1-4]\b"
)
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73050
"""1910 to 2099 as Excel counts days; a smaller or larger number is not a date."""


def parse_date(cell: Cell) -> date | None:
    """The day a cell means, None when it is not one whole date.

    Understands date cells, "31/03/2026", "31.3.23", "31 March 2026", "31 Mawrth 2026", ISO dates and Excel serial
    numbers. Two-figure years: 00 to 68 are this century. "03/31/2026" is not a date: the day comes first.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return _from_serial(cell)
    if not isinstance(cell, str):
        return None
    text = _WEEKDAY.sub("", _NOTED.sub(r"\1", tidy(cell)))
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _make(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _make(_year(found[3]), int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(text):
        return _make(_year(found[3]), MONTHS[found[2]], int(found[1]))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _from_serial(float(text))
    return None


def month_of(day: date) -> int:
    """The month of a day, as year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def parse_month(cell: Cell) -> int | None:
    """The month of a date, or of "Mar-23" and "March 2023", as year * 12 + month - 1."""
    found = parse_date(cell)
    if found is not None:
        return month_of(found)
    named = _MONTH_ONLY.fullmatch(tidy(cell)) if isinstance(cell, str) else None
    return _year(named[2]) * 12 + MONTHS[named[1]] - 1 if named else None


def parse_snapshot_date(cell: Cell, header: str) -> date | None:
    """The snapshot date in a column: a whole date, or a year under a header such as "As at 31 March..."."""
    year = _plain_year(cell)
    day = _DAY_OF_YEAR.search(tidy(header)) if year else None
    if year and day:
        return _make(year, MONTHS[day[2]], int(day[1]))
    return None if year else parse_date(cell)


def month_number(text: str) -> int | None:
    """1 to 12 for the name of a month in English or Welsh, or its first three letters; None for anything else."""
    return MONTHS.get(tidy(text))


def dates_in_titles(rows: Iterable[list[Cell]]) -> set[date]:
    """The dates that title rows give for the data: "as at 31 March 2026", "ar 31 Mawrth 2026", "As at:" | date."""
    found: set[date] = set()
    for row in rows:
        filled = [cell for cell in row if cell != ""]
        for position, cell in enumerate(filled):
            if not isinstance(cell, str):
                continue
            text = tidy(cell)
            days = [parse_date(match) for match in _IN_TITLE.findall(text)]
            if not days and _LABEL_ONLY.fullmatch(text) and position + 1 < len(filled):
                days = [parse_date(filled[position + 1])]
            found.update(day for day in days if day is not None)
    return found


def days_told(rows: Iterable[list[Cell]]) -> set[date]:
    """The days that a sheet about a workbook gives for its figures: "Staff in post as at 31 March 2026".

    With every other day beside one of these, so that of "as at 31 March 2026 and 31 March 2025" none is chosen. The day
    of something else ("Printed at 1 April 2026", "Boundaries as at 1 April 2020") and a mere "Date:" are none of them.
    """
    found: set[date] = set()
    for row in rows:
        texts = [tidy(cell) for cell in row if isinstance(cell, str)]
        other = any(_OTHER_DAY.search(text) for text in texts)
        if any(_BARE_DATE.fullmatch(text) for text in texts) or (other and not any(map(_AS_AT.search, texts))):
            continue
        told = dates_in_titles([row]) if _is_of_figures(" ".join(texts)) else set()
        found |= told
        if told and not other:
            days = (parse_date(match.strip()) for text in texts for match in _DAY_IN_NAME.findall(text))
            found.update(day for day in days if day is not None)
    return found


def _is_of_figures(text: str) -> bool:
    """Whether the day in a text may be that of the figures: it names them, or nothing but "as at"."""
    rest = re.sub(rf"{_DAY_IN_NAME.pattern}|\b(?:{_KEYWORDS}|date|and|a|ac)\b", "", text)
    named = _OF_FIGURES.search(text) is not None or not any(map(str.isalpha, rest))
    return named and _OF_OTHER_FIGURES.search(text) is None


def plain_date_in_titles(rows: Iterable[list[Cell]]) -> date | None:
    """The only date that title rows give without saying what it is: "Workforce by grade, 31 March 2026".

    None where they give several, or where a row is about something else that day: "Printed 1 April 2026".
    """
    found: set[date] = set()
    for row in rows:
        texts = [tidy(cell) for cell in row if isinstance(cell, str)]
        if any(_OTHER_DAY.search(text) for text in texts):
            continue
        found.update(cell.date() if isinstance(cell, datetime) else cell for cell in row if isinstance(cell, date))
        days = (parse_date(match.strip()) for text in texts for match in _DAY_IN_NAME.findall(text))
        found.update(day for day in days if day is not None)
    return found.pop() if len(found) == 1 else None


def date_of_sheet(name: str) -> date | None:
    """The day a sheet's name gives: a whole date, or the last day of "Jan 2024", "March 24" or "2024-03".

    None for a name without a year.
    """
    text = re.sub(r"[_,()\[\]]+", " ", tidy(name)).strip()
    found = [day for match in _DAY_IN_NAME.findall(text) if (day := parse_date(match.strip())) is not None]
    if found:
        return found[0] if len(set(found)) == 1 else None
    months = {(_year(year), MONTHS[month]) for month, year in _MONTH_IN_NAME.findall(text)}
    months |= {(int(year), MONTHS[month]) for year, month in _YEAR_AND_MONTH.findall(text)}
    months |= {(int(year), int(month)) for year, month in _ISO_MONTH.findall(text) if _is_month(year, month)}
    if len(months) != 1:
        return None
    year, month = months.pop()
    return date(year, month, monthrange(year, month)[1])


def _is_month(year: str, month: str) -> bool:
    """Whether "2024-03" is a month; "2011-12" may as well be a financial year."""
    return 1 <= int(month) <= 12 and int(month) != (int(year) + 1) % 100


def period_in(name: str) -> str:
    """The months, quarters and years in a sheet's name, "" when there are none."""
    return " ".join(_PERIOD_IN_NAME.findall(tidy(name).replace("_", " ")))


def looks_ambiguous(texts: Iterable[str], fewest: int = 3) -> bool:
    """Whether every "d/m/y" text could as well be month first, and at least *fewest* of them differ by it."""
    differing = 0
    for text in texts:
        match = _NUMERIC.fullmatch(text)
        if match is None:
            continue
        if int(match[1]) > 12:
            return False
        differing += match[1] != match[2]
    return differing >= fewest


def _plain_year(cell: Cell) -> int | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 1950 <= cell <= 2100 and cell == int(cell):
        return int(cell)
    if isinstance(cell, str) and re.fullmatch(r"(?:19|20)\d{2}", cell.strip()):
        return int(cell)
    return None


def _from_serial(number: float) -> date | None:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return date(1899, 12, 30) + timedelta(days=int(number))


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return number + (2000 if number <= 68 else 1900)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
