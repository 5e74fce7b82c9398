"""What happened to somebody between two dates: promoted, moved down, to other work, or nothing.

Only the substantive grade decides a promotion. A rank held for a time (temporary, acting) is kept beside it, so that
somebody who acts as a sergeant one year and is made sergeant the next has been promoted once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.ladders import grade

if TYPE_CHECKING:
    from collections.abc import Mapping


class Move(StrEnum):
    """What became of somebody; exactly one of these is true of everybody in post at either date."""

    JOINED = "joined"
    LEFT = "left"
    UNCHANGED = "unchanged"
    PROMOTED = "promoted"
    """A higher substantive grade of the same ladder."""
    DEMOTED = "demoted"
    MOVED_LADDER = "moved_ladder"
    """Another ladder, or work of the same level beside the old one in the same ladder."""
    TEMPORARILY_PROMOTED = "temporarily_promoted"
    """A higher grade held for a time that was not held before, over the same substantive grade."""
    NOT_COMPARABLE = "not_comparable"
    """Nobody can say which is higher: a grade of the two has no place in a ladder, or the same rank was substantive at
    the first date and is held for a time at the second."""


STAYING = frozenset(Move) - {Move.JOINED, Move.LEFT}
"""In post at both dates."""


@dataclass(frozen=True, slots=True)
class Position:
    """A post: the kind of worker, the substantive grade, and the grade held for a time ("" when none)."""

    worker_type: str
    grade: str
    temporary: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a grade stands: a figure for several grades together ("HEO or SEO") covers all of them."""

    ladder: str
    low: int
    high: int


_TOGETHER = {
    "CHIEF_OFFICER": ("ACC", "CC"),
    "AA_AO": ("AA", "AO"),
    "HEO_SEO": ("HEO", "SEO"),
    "G7_G6": ("G7", "G6"),
    "DESIGNATED_OFFICER": ("DETENTION_OFFICER", "INVESTIGATION_OFFICER"),
}
"""Grades that stand for several: the lowest and the highest of them."""
_ONE_GRADE = {"MOJ_SCS": "SCS", "CPS_SCS": "SCS"}
"""The Senior Civil Service is one grade, whichever of a department's ladders a file names it from."""
_ELSEWHERE = {
    "SCS": ("MOJ_SCS", "CPS_SCS", "BAND12"),
    "G7": ("MOJ_A",),
    "G6": ("MOJ_A",),
    "G7_G6": ("MOJ_A",),
}
"""Civil Service grades that are rungs of other ladders too, because departments that have bands below use them at the
top: the Ministry of Justice shows Grades 7 and 6 in place of Band A, and the SCS is at the top of the bands of HMPPS.
(MoJ written answer of 10 June 2020; the levels of `grades.csv`.)"""
_NOT_KNOWN = "_UNKNOWN"
"""How the codes of people whose grade is not known end."""


def move_between(before: Position | None, after: Position | None) -> Move:
    """What became of somebody who was in *before* at the first date and in *after* at the second.

    None is out of the workforce; not both can be.
    """
    if before is None or after is None:
        assert before is not after  # noqa: S101 - nobody is followed who was never in post
        return Move.JOINED if before is None else Move.LEFT
    if before.grade != after.grade and not _is_one(before.grade, after.grade):
        move = _substantive(before.grade, after.grade)
        # "Sergeant", then "T/Sgt": the same rank is held, and the files disagree on whether it is substantive
        is_same_held = move is Move.DEMOTED and after.temporary == before.grade
        return Move.NOT_COMPARABLE if is_same_held else move
    if after.temporary and _is_new_height(before, after):
        return Move.TEMPORARILY_PROMOTED
    return Move.UNCHANGED


def _is_new_height(before: Position, after: Position) -> bool:
    """Whether the grade held for a time is another one than before, and no step down from it."""
    if after.temporary == before.temporary:
        return False
    return not before.temporary or _substantive(before.temporary, after.temporary) is not Move.DEMOTED


@cache
def _substantive(before: str, after: str) -> Move:
    firsts, seconds = _places(before), _places(after)
    if not firsts or not seconds:
        return Move.NOT_COMPARABLE
    shared = next((ladder for ladder in firsts if ladder in seconds), None)
    if shared is None:
        return Move.MOVED_LADDER
    first, second = firsts[shared], seconds[shared]
    if first.low <= second.high and second.low <= first.high:
        return Move.NOT_COMPARABLE
    if _beside(before, after):
        return Move.MOVED_LADDER
    return Move.PROMOTED if second.low > first.high else Move.DEMOTED


def _is_one(before: str, after: str) -> bool:
    """Whether two codes are of one grade."""
    return _ONE_GRADE.get(before, before) == _ONE_GRADE.get(after, after)


@cache
def _places(code: str) -> Mapping[str, _Place]:
    """Where a grade stands, by ladder, its own first; nowhere if it is unknown, or an organisation's own."""
    if grade(code) is None or code.endswith(_NOT_KNOWN):
        return {}
    one, found = _ONE_GRADE.get(code, code), [_place(_TOGETHER.get(code, (code, code)))]
    for other in (one, *_ELSEWHERE.get(one, ())):
        place = _place((other, other))
        found += [place] if place.ladder not in {known.ladder for known in found} else []
    return {place.ladder: place for place in found}


def _place(ends: tuple[str, str]) -> _Place:
    low, high = (known for known in map(grade, ends) if known is not None)
    return _Place(low.ladder, low.order, high.order)


def _beside(before: str, after: str) -> bool:
    """Whether two grades of a ladder are different work at one level: neither is reached through the other.

    A ladder may have several ways up (a council's pay bands and its titles): across them the common level decides.
    """
    if before in _TOGETHER or after in _TOGETHER or before in _rungs_under(after) or after in _rungs_under(before):
        return False
    first, second = grade(before), grade(after)
    return first is not None and second is not None and first.level == second.level


@cache
def _rungs_under(code: str) -> frozenset[str]:
    known = grade(code)
    below = known.below if known is not None else None
    return frozenset() if below is None else frozenset({below}) | _rungs_under(below)
