"""The day the figures of a sheet are of, where its titles and columns do not say so: from its name, or from a cover."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import long_date
from workforce_tui.importing.dates import date_of_sheet, days_told, period_in, plain_date_in_titles
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.values import Cell

_COVER = re.compile(
    r"\b(?:cover|front|title|contents?|index|about|info\w*|read ?me|introduction|notes?|guidance|metadata|definitions"
    r"|clawr|teitl|cynnwys|mynegai|ynglyn|gwybodaeth|darllen|cyflwyniad|nodiadau|canllawiau|diffiniadau)\b"
)


def is_cover(name: str) -> bool:
    """Whether a sheet's name says that it is about the workbook, and holds no figures."""
    return bool(_COVER.search(tidy(name).replace("_", " ")))


def days_of_covers(covers: Iterable[tuple[str, Sequence[list[Cell]]]]) -> dict[date, list[str]]:
    """Each day that sheets without a table give for the figures, with the names of these sheets."""
    found: dict[date, list[str]] = {}
    for name, rows in covers:
        for day in sorted(days_told(rows)):
            found.setdefault(day, []).append(name)
    return found


def date_of_figures(
    titles: Iterable[list[Cell]],
    name: str,
    covers: Mapping[date, Sequence[str]],
    log: IssueLog,
    given: date | None,
) -> set[date]:
    """The day that a sheet's titles, its name or else the covers give without a doubt, which is said; else none."""
    plain, named = plain_date_in_titles(titles), date_of_sheet(name)
    if plain is not None:
        if given is None:
            log.add("title_dated", date=long_date(plain))
        return {plain}
    if named is not None:
        if given is None:
            log.add("sheet_dated", name=name, date=long_date(named))
            return {named}
        if (named.year, named.month) != (given.year, given.month):
            log.add("sheet_date_differs", name=name, given=long_date(given))
        return set()
    return _date_of_covers(name, covers, log, given)


def _date_of_covers(name: str, covers: Mapping[date, Sequence[str]], log: IssueLog, given: date | None) -> set[date]:
    """The only day the covers give, unless the sheet is one of a month or quarter, as its name says."""
    if period_in(name) or not covers or (given is not None and given in covers):
        return set()
    sheets = ", ".join(dict.fromkeys(sheet for names in covers.values() for sheet in names))
    if len(covers) > 1:
        if given is None:
            log.add("cover_dates", names=sheets, dates=", ".join(map(long_date, sorted(covers))))
        return set()
    day = next(iter(covers))
    if given is None:
        log.add("cover_dated", names=sheets, date=long_date(day))
        return {day}
    log.add("cover_date_differs", names=sheets, date=long_date(day), given=long_date(given))
    return set()
