"""Terms in the posts of a staff network: who is in post, which terms end, which posts are empty.

The first and the last day of a term are in it. A term whose last day has passed has ended, whether or not anybody
followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

ENDING_WITHIN = 90
"""Days before the end of a term in which it is said that it ends."""
POST_NAMES = {
    "chair": N_("chair"),
    "co_chair": N_("co-chair"),
    "deputy": N_("deputy chair"),
    "secretary": N_("secretary"),
    "treasurer": N_("treasurer"),
    "other": N_("another post"),
}
CHAIRS = ("chair", "co_chair")
"""A network without either has nobody in the chair."""
SUCCESSION_NAMES = {
    "none": N_("nothing planned"),
    "sought": N_("somebody is being looked for"),
    "shadowing": N_("somebody is learning the post"),
    "agreed": N_("agreed"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term in a post. `end` is the day agreed, `left` the last day of somebody who left before it."""

    record: int
    post: str
    holder: str
    start: date
    end: date | None = None
    left: date | None = None
    succession: str | None = None
    other: str = ""

    @property
    def last(self) -> date | None:
        """The last day in the post; None where no end is known."""
        return self.left or self.end

    def held_on(self, day: date) -> bool:
        """Whether the post is held on a day; the first and the last day count."""
        return self.start <= day and (self.last is None or day <= self.last)

    @property
    def seat(self) -> str:
        """Which post it is, for succession: another post by the name it was given."""
        return f"other:{self.other.casefold().strip()}" if self.post == "other" else self.post

    @property
    def name(self) -> str:
        """The post in the language in use, or what the network calls it."""
        return self.other if self.post == "other" and self.other else _(POST_NAMES[self.post])


class Standing(StrEnum):
    """How a term stands on a day."""

    COMING = "coming"
    HELD = "held"
    ENDING = "ending"
    ENDED = "ended"


_STANDING_NAMES = {
    Standing.COMING: N_("not started"),
    Standing.HELD: N_("in post"),
    Standing.ENDING: N_("ends soon"),
    Standing.ENDED: N_("ended"),
}


def standing_name(standing: Standing) -> str:
    """The standing in the language in use."""
    return _(_STANDING_NAMES[standing])


def standing(term: Term, today: date, within: int = ENDING_WITHIN) -> Standing:
    """How a term stands today; it ends soon from *within* days before its last day."""
    if term.start > today:
        return Standing.COMING
    if not term.held_on(today):
        return Standing.ENDED
    soon = term.last is not None and term.last <= today + timedelta(days=within)
    return Standing.ENDING if soon else Standing.HELD


def successor(term: Term, terms: Iterable[Term]) -> Term | None:
    """The first term in the same post that goes on after this one, without a day between; None where there is none."""
    last = term.last
    if last is None:
        return None
    following = [
        one
        for one in terms
        if one.seat == term.seat
        and one.record != term.record
        and term.start < one.start <= last + timedelta(days=1)
        and (one.last is None or one.last > last)
    ]
    return min(following, key=lambda one: (one.start, one.record), default=None)


@dataclass(frozen=True, slots=True)
class EmptyPost:
    """A post nobody holds today: since when (None: it never was held), and when the next term starts."""

    post: str
    name: str
    since: date | None
    next_start: date | None


def empty_posts(terms: Sequence[Term], today: date) -> tuple[EmptyPost, ...]:
    """The posts that were held and are not, and the chair where nobody is chair or co-chair."""
    seats = dict.fromkeys(one.seat for one in terms)
    if any(one.post in CHAIRS and one.held_on(today) for one in terms):
        seats = {seat: None for seat in seats if seat not in CHAIRS}
    else:
        seats = {"chair": None} | {seat: None for seat in seats if seat not in CHAIRS}
    found = [_empty(seat, terms, today) for seat in seats]
    return tuple(one for one in found if one is not None)


def _empty(seat: str, terms: Sequence[Term], today: date) -> EmptyPost | None:
    alike = CHAIRS if seat == "chair" else (seat,)
    some = [one for one in terms if one.seat in alike]
    if any(one.held_on(today) for one in some):
        return None
    ended = [one for one in some if one.start <= today]
    coming = [one.start for one in some if one.start > today]
    if seat != "chair" and not ended:
        return None
    lasts = [one.last for one in ended if one.last is not None]
    name = some[-1].name if seat != "chair" and some else _(POST_NAMES["chair"])
    return EmptyPost(seat, name, max(lasts) + timedelta(days=1) if lasts else None, min(coming, default=None))
