"""Cells of a spreadsheet as text, counts, full-time equivalents and staff numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell: TypeAlias = "str | float | int | bool | date | datetime | time | timedelta"

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def to_text(cell: Cell) -> str:
    """The cell as a person would read it: no float noise, no invisible characters, single spaces."""
    if isinstance(cell, str):
        if cell.isascii():
            return " ".join(cell.split())
        return " ".join(cell.translate(_INVISIBLE).split())
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".10g")
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


def tidy(cell: Cell) -> str:
    """The text in lower case with plain dashes and compatibility characters resolved, for comparing."""
    return unicodedata.normalize("NFKC", to_text(cell)).casefold().translate(_DASHES).strip()


@dataclass(frozen=True, slots=True)
class Figure:
    """What a count cell says.

    `problem` is "" for a number or an interval; "blank", "marker" (its meaning has to be asked), "unavailable",
    "not_applicable", "negative", "not_whole" or "not_a_number" otherwise, and then low and high are zero.
    """

    low: int = 0
    high: int = 0
    problem: str = ""
    marker: str = ""


_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,' ]\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+")
_STATUS = re.compile(r"(.*\d)\s*\[(?:e|p|r|b|u|f|note \d+|nodyn \d+)\d?\]")
_WITH_SHARE = re.compile(r"(\d[\d,]*) ?[(\[]\d{1,3}(?:\.\d+)? ?%[)\]]")
"""A number with the percentage it is: "90 (45.0%)"."""
_FEWER = re.compile(r"(?:<|fewer than|less than|under|below|llai na|dan)\s*(\d{1,3})")
_UP_TO = re.compile(r"(?:<=|=<|≤|up to|at most|hyd at)\s*(\d{1,3})")
_OR_FEWER = re.compile(r"(\d{1,3}) (?:or|neu) (?:fewer|less|under|lai)")
_RANGE = re.compile(r"(\d{1,4})\s*(?:-|to|i)\s*(\d{1,4})")
_SUPPRESSED = {"~": (1, 4), "[c]": (0, 4), "[low]": (1, 4), "[k]": (1, 4), "[l]": (1, 4)}
_ZERO_WORDS = frozenset({"nil", "none", "zero", "dim", "sero", "[w]"})
_ASK = frozenset({"-", "--", "*", "**", "***", "c", "s", "#", "^"})
_UNAVAILABLE = frozenset(
    {"[x]", "x", "..", "...", ".", ":", "n/a", "na", "n.a.", "#n/a", "#ref!", "#value!", "#div/0!", "#name?"}
    | {
        "#null!",
        "#num!",
        "null",
        "nan",
        "not available",
        "not known",
        "unknown",
        "no data",
        "(..)",
        "(.)",
        "tbc",
        "[u]",
        "ddim ar gael",
    }
)


def parse_count(cell: Cell) -> Figure:
    """Read a headcount: "1,234", " 8 ", "12.0", "<5", "[c]" and the like.

    Intervals: "<5" is 1 to 4, "≤5" 1 to 5, "~" 1 to 4, "[c]" 0 to 4 (a confidential count may be zero).
    A dash or a star means different things in different files, so it is not read at all.
    """
    if isinstance(cell, bool):
        return Figure(problem="not_a_number")
    if isinstance(cell, (int, float)):
        return _whole(Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell))
    if not isinstance(cell, str):
        return Figure(problem="not_a_number")
    text = tidy(cell)
    if not text:
        return Figure(problem="blank", marker="(blank)")
    status = _STATUS.fullmatch(text)
    if status is None:
        status = _WITH_SHARE.fullmatch(text)
    number = parse_number(status[1] if status else text)
    return _whole(number) if number is not None else _censored(text)


def is_suppressed(figure: Figure) -> bool:
    """Whether a marker such as "~" or "[c]" stands in place of the number; in a total it says nothing of its size."""
    return figure.marker in _SUPPRESSED


def parse_number(text: str) -> Decimal | None:
    """The plain number *text* is, thousands separators allowed; None for anything else."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(re.sub("[,' ]", "", text))
    except InvalidOperation:
        return None


def _whole(number: Decimal) -> Figure:
    if not number.is_finite():
        return Figure(problem="not_a_number")
    # Sums made in floating point arrive as 6943.000000001.
    nearest = int(number.to_integral_value())
    if abs(number - nearest) > Decimal("1e-6"):
        return Figure(problem="not_whole")
    return Figure(nearest, nearest) if nearest >= 0 else Figure(problem="negative")


def _censored(text: str) -> Figure:
    if text in _SUPPRESSED:
        return Figure(*_SUPPRESSED[text], marker=text)
    if text in _ZERO_WORDS:
        return Figure()
    if text in _ASK:
        return Figure(problem="marker", marker=text)
    if text in _UNAVAILABLE:
        return Figure(problem="unavailable", marker=text)
    if text in ("[z]", "z", "not applicable", "ddim yn gymwys"):
        return Figure(problem="not_applicable", marker=text)
    interval = parse_interval(text)
    if interval is not None:
        return Figure(*interval, marker=text)
    return Figure(problem="not_a_number", marker=text)


def parse_interval(text: str) -> tuple[int, int] | None:
    """The lowest and highest number "<5", "≤5", "5 or fewer", "1-4" allow; None for anything else.

    A suppressed count is of people who exist, so the lowest is 1 except where the text says otherwise.
    """
    text = tidy(text)
    if (found := _FEWER.fullmatch(text)) and int(found[1]) > 1:
        return 1, int(found[1]) - 1
    if (found := _UP_TO.fullmatch(text) or _OR_FEWER.fullmatch(text)) and int(found[1]) > 0:
        return 1, int(found[1])
    if (found := _RANGE.fullmatch(text)) and int(found[1]) <= int(found[2]):
        return int(found[1]), int(found[2])
    return None


def marker_answer(answer: str) -> tuple[int, int] | str | None:
    """What a person decided a marker means: an interval, None for "missing", or "" when it cannot be read."""
    text = tidy(answer)
    if text in ("zero", "sero", "0"):
        return 0, 0
    if text in ("missing", "ar goll"):
        return None
    number = parse_number(text)
    if number is not None:
        figure = _whole(number)
        return (figure.low, figure.high) if not figure.problem else ""
    return parse_interval(text) or ""


_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}%?|0,\d+")
"""A comma that cannot stand between thousands."""


def parse_fte(cell: Cell) -> int | None:
    """A full-time equivalent in thousandths; None when blank or not a number. "60%" is 600."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return round(cell * 1000) if cell == cell and abs(cell) < 1e9 else None
    if not isinstance(cell, str):
        return None
    text = tidy(cell)
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    number = parse_number(text.removesuffix("%"))
    if number is None or abs(number) >= 10**9:
        return None
    return round(number * (10 if text.endswith("%") else 1000))


_NO_NUMBER = frozenset(
    {"", "-", "--", "n/a", "na", "none", "tbc", "tba", "unknown", "nil", "0", "null", "agency", "?"}
    | {"vacant", "vacancy", "vacantpost", "vacantposition", "unfilled", "swyddwag"}
)


def staff_number(cell: Cell) -> str:
    """The staff number with spaces and case taken away; "" for a blank or a stand-in such as "TBC".

    Numbers arrive as floating point: 123.0 is "123". Leading zeros of text are kept: "0123" and "123" differ; zeros
    alone are what a system writes for nobody. An apostrophe before it only says that it is text.
    """
    if isinstance(cell, float) and cell.is_integer():
        text = str(int(cell))
    elif isinstance(cell, str) and cell.isascii() and cell.isalnum():
        text = cell.casefold()  # as nearly every text is: nothing to take away
    else:
        text = "".join(to_text(cell).split()).casefold().lstrip("'’")
        text = "" if text.strip("*()[]<>-") in _NO_NUMBER or text.endswith(":") else text
    return "" if text in _NO_NUMBER or not text.strip("0") else text


_TOTAL = re.compile(
    r"(?:grand |overall |sub-?\s?|regional |national |all[- ]?\w* )?totals?\b.*|.*\b(?:sub-?\s?|grand )?totals?"
    r"|(?:is-?)?gyfanswm\b.*|cyfanswm\b.*|is-gyfanswm\b.*|.*\b(?:cyfanswm|is-gyfanswm)"
    r"|all|overall|everyone|sum|pawb|pob un|oll|swm"
    r"|all (?:staff|grades|ranks|bands|employees|officers|workforce|groups|ethnicities|ethnic groups|people|persons)"
    r"|all (?:sexes|organisations|forces|areas|regions|police officers|police staff|levels|roles|sites|genders)"
    r"|all (?:directorates|departments|divisions|teams|units|locations|services|functions|prisons|courts)"
    r"|of which\b.*|o'r rhain\b.*|pob (?:gradd|rheng|grŵp|grŵp ethnig)"
)
_FOOTNOTE = re.compile(r"\s*(?:[\[(](?:see )?(?:note|nodyn)?\s*[\d,\s]+[\])]|[¹²³⁴⁵⁶⁷⁸⁹⁰,]+|\*+|\d(?:,\d)*)$")
_PERCENT = re.compile(r".*%.*|.*\b(?:per ?cent|pct|percentages?|proportion|canran|cyfran|share|rate)\b.*")


@lru_cache(maxsize=20_000)
def is_total(label: str) -> bool:
    """Whether a row or column label announces a total rather than a group of its own."""
    text = tidy(label).strip(" :-")
    if not text:
        return False
    return bool(_TOTAL.fullmatch(text) or _TOTAL.fullmatch(_FOOTNOTE.sub("", text) or "-"))


_SUMMED = re.compile(
    r"(?:sub-?\s?)?totals?(?: of)?:? (?:- )?(.+)|(.+?)(?::| -)? (?:sub-?\s?)?totals?"
    r"|(?:is-?g|c)yfanswm:? (?:- )?(.+)|(.+?)(?::| -)? (?:is-g|c)yfanswm",
    re.IGNORECASE,
)


def summed_group(text: str) -> str:
    """The group that a total is of: "BME" for "Total BME" or "BME total"; "" for a total of everybody."""
    found = _SUMMED.fullmatch(text.strip())
    return next(filter(None, found.groups()), "") if found else ""


def is_of_which(label: str) -> bool:
    """Whether the row repeats part of what another row already counts."""
    return bool(re.match(r"of which\b|o'r rhain\b", tidy(label)))


def is_percentage(label: str) -> bool:
    """Whether a header or row label announces percentages."""
    return bool(_PERCENT.fullmatch(tidy(label)))


_CLEARLY_PERCENT = re.compile(
    r"%.*|.*[^\d\s] ?%"
    r"|(?:as )?(?:an? |the )?(?:percentages?|per ?cent|pct|proportion|share|canran|cyfran)(?: (?:of|o) .*)?"
    r"|.*\b(?:percentages?|per ?cent|pct|canran)"
)


def is_percentages(text: str) -> bool:
    """Whether a text is about percentages beyond doubt; "Higher rate" may be a grade."""
    return bool(_CLEARLY_PERCENT.fullmatch(tidy(text)))


def holds_percentages(label: str, cells: Iterable[Cell]) -> bool:
    """Whether a row gives percentages: its label says so and no figure is above 100.

    A label that only has a word such as "rate" in it may be a grade ("Band 4 closed rate"); then the figures decide.
    """
    if not is_percentage(label):
        return False
    texts = [to_text(cell) for cell in cells]
    figures = [(number, text) for text in texts if (number := parse_number(text.removesuffix("%"))) is not None]
    if not figures or any(number > 100 and not text.endswith("%") for number, text in figures):
        return False
    broken = any(number != number.to_integral_value() or text.endswith("%") for number, text in figures)
    return broken or is_percentages(label)


_FTE = re.compile(
    r"(?<!not )(?<!not in )(?<!nid )(?<!rather than )(?<!excluding )\b"
    r"(?:ftes?|wtes?|(?:full|whole)[- ]?time[- ]equivalents?|cyfwerth (?:ag )?(?:llawn amser|amser llawn))\b"
)
_HEADCOUNT = re.compile(r"\bhead ?counts?\b|\bcyfrif pennau\b|\bnifer y bobl\b|\bnumber of people\b")


@lru_cache(maxsize=4096)
def says_fte(text: str) -> bool:
    """Whether a header or title announces full-time equivalents and no numbers of people."""
    return bool(_FTE.search(tidy(text))) and not mentions_headcount(text)


def mentions_headcount(text: str) -> bool:
    """Whether a header or title announces numbers of people."""
    return bool(_HEADCOUNT.search(tidy(text)))


_NOTES = re.compile(
    r"(?:sources?|notes?|footnotes?|ffynhonnell|ffynonellau|nodyn|nodiadau|end of table)\b\s*\d*\s*:?.*"
)


def is_note(label: str) -> bool:
    """Whether a row starts the source or the notes under a table."""
    return bool(_NOTES.fullmatch(tidy(label)))


_NOTES_START = re.compile(
    r"(?:sources?|notes?|footnotes?|ffynhonnell|ffynonellau|nodyn|nodiadau)\s*\d*\s*(?:[:.-].*)?|end of (?:table|data)"
)


def starts_notes(label: str) -> bool:
    """Whether nothing but notes follows: "Notes", "Source: HR system"; a grade such as "Source handler" does not."""
    return bool(_NOTES_START.fullmatch(tidy(label)))


def without_footnote(label: str) -> str:
    """The label without a trailing footnote mark; the caller keeps it only if what is left is known."""
    return _FOOTNOTE.sub("", label).strip()
