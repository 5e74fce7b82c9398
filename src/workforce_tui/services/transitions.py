"""Keeping the counts of people followed between snapshots in line with the snapshots, within one transaction."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.services.organisations import known_organisations
from workforce_tui.storage import transitions as store
from workforce_tui.storage.following import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlmodel import Session

Dates = dict["date", tuple[int, ...]]
"""The dates of an organisation on which people are held one by one, oldest first, with the snapshots of each."""


class Followed:
    """The snapshots that people can be followed through, of the organisations that are asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._dates: dict[str, Dates] = {}
        self._spaces = {one.code: one.staff_number_space for one in known_organisations(session)}

    def dates(self, organisation: str) -> Dates:
        """The dates of an organisation."""
        if organisation not in self._dates:
            self._dates[organisation] = store.person_dates(self._session, organisation=organisation)
        return self._dates[organisation]

    def others(self, organisation: str) -> tuple[str, ...]:
        """The organisations that number their staff in the same series: only there can somebody be found again."""
        space = self._spaces.get(organisation)
        return tuple(code for code, other in self._spaces.items() if other == space and code != organisation)

    def pair(self, organisation: str, start: date, end: date) -> Pair:
        """Two dates of an organisation as the storage needs them."""
        dates, others = self.dates(organisation), [self.dates(code) for code in self.others(organisation)]
        before: list[int] = []
        after: list[int] = []
        for other in others:
            before += other.get(max((day for day in other if year_before(start) <= day <= start), default=start), ())
            after += other.get(min((day for day in other if end <= day <= year_after(end)), default=end), ())
        return Pair(organisation, start, end, dates[start], dates[end], tuple(before), tuple(after))


def year_before(day: date) -> date:
    """The same day twelve months earlier."""
    return _moved(day, -1)


def year_after(day: date) -> date:
    """The same day twelve months later."""
    return _moved(day, 1)


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def refresh_transitions(session: Session, touched: Iterable[tuple[str, date]]) -> None:
    """Count anew what changes with the snapshots of some organisations and dates, which were added, taken out or
    re-coded.

    That is every pair of dates with one of them; the later pairs too, because an answer is carried forward; and
    the pairs of other organisations in which somebody may have come from here or gone here.
    """
    days: dict[str, set[date]] = {}
    for organisation, day in touched:
        days.setdefault(organisation, set()).add(day)
    if not days:
        return
    followed = Followed(session)
    for organisation in {*days, *(other for code in days for other in followed.others(code))}:
        own = days.get(organisation, set())
        near = {day for code in followed.others(organisation) for day in days.get(code, ())}
        _refresh(session, followed, organisation, own, near)


def _refresh(session: Session, followed: Followed, organisation: str, own: set[date], near: set[date]) -> None:
    wanted = list(pairwise(followed.dates(organisation)))
    held = store.held_pairs(session, organisation=organisation)
    if not wanted and not held:
        return
    changed = {
        (start, end)
        for start, end in wanted
        if (start, end) not in held or (own and end >= min(own)) or any(_reaches(start, end, day) for day in near)
    }
    gone = (held - set(wanted)) | (held & changed)
    store.delete_pairs(session, organisation=organisation, pairs=gone)
    for start, end in sorted(changed):
        store.keep_pair(session, pair=followed.pair(organisation, start, end))


def _reaches(start: date, end: date, day: date) -> bool:
    """Whether somebody of another organisation on *day* may be one who joined after *start* or left before *end*."""
    return year_before(start) <= day <= start or end <= day <= year_after(end)
