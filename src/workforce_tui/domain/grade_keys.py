"""Looking one label up in one ladder: its names and aliases, with the words put before or after a rank.

Nothing here guesses. A label is in the ladder as written (case, spacing and punctuation apart), as a plural, with
a detective or special prefix, as a temporary or acting holder, or with a printed footnote number stuck to a full
rank name ("Constable2").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workforce_tui.domain.label_keys import grade_key
from workforce_tui.domain.ladders import grades
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

RANK_LADDERS = frozenset({"police_officer", "special"})
"""Where "temporary" is a rank held for a time. Elsewhere it may be a fixed-term contract, so it is asked."""


BAND = "band"
"""The form of an alias that names a group of people, not the grade of one person."""


class Holding(Enum):
    """How a grade is held."""

    SUBSTANTIVE = "substantive"
    TEMPORARY = "temporary"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Hit:
    """A grade found for a label."""

    code: str
    form: str
    """How it is written: a full "word", "initials", initials that say "detective", or a "context" label that
    means this grade only where the worker type is known."""
    detective: bool = False
    holding: Holding = Holding.SUBSTANTIVE


_DETECTIVE_RANKS = frozenset(
    {"CONSTABLE", "SERGEANT", "INSPECTOR", "CHIEF_INSPECTOR", "SUPERINTENDENT", "CHIEF_SUPERINTENDENT"}
)
_DETECTIVE = ("detective", "ditectif", "det")
_SPECIAL = ("special", "spec", "arbennig", "gwirfoddol")
_ACTING = (
    "temporarypromotionto",
    "temporarilypromotedto",
    "ontemporarypromotionto",
    "temporarypromotion",
    "temporarilypromoted",
    "ontemporarypromotion",
    "temporarycoverallowance",
    "temporarydutyallowance",
    "temporarycover",
    "acting",
    "actg",
    "act",
    "tca",
    "tda",
)
_TEMPORARY = ("temporary", "temp", "tmp", "drosdro")
_LEARNING = ("trainee", "probationer", "probationary", "student", "hyfforddai", "dan hyfforddiant", "ar brawf")
"""Somebody learning to be a constable is one."""
_ONE_LETTER = ("t", "a")
_SLASH = re.compile(r"[ta]\s*/\s*(.+)")
_ONE_LETTER_AFTER = re.compile(r"(.+?)\s*\([ta]\)")
_FOOTNOTE = re.compile(r"(.*[^\W\d_])\d{1,2}(?:,\d{1,2}){0,5}")
_SHORTEST_FOOTNOTED = 5
_SHORTEST_PLURAL = 4
"""Shorter than this an "s" may be a letter of its own: "CPS" is no plural of CP."""
_POINT = re.compile(
    r"(?:njc)?(?:njc|scp|pcg|spinalcolumnpoint|spinalpoint|spinepoint|pwyntcolofngyflog)(?:njc)?0*(\d{1,2})"
)
_POINT_BANDS = ((1, 11), (12, 22), (23, 33), (34, 43))


@cache
def _bands() -> Mapping[str, str]:
    return {grade_key(row["alias"]): row["grade"] for row in rows("grade_aliases") if row["form"] == BAND}


def band_grade(text: str) -> str | None:
    """The grade of a group of people whose label names two grades together, or those of no grade ("AO/AA").

    Of one person such a label is a question; over a number of people it says all there is to know.
    """
    return _bands().get(grade_key(text))


@cache
def entries(ladder: str) -> Mapping[str, Hit]:
    """The key of every name and alias of the ladder."""
    found: dict[str, Hit] = {}
    for grade in grades(ladder):
        for name in (grade.code, grade.name_en, grade.name_cy):
            found.setdefault(grade_key(name), Hit(grade.code, "word"))
    for row in rows("grade_aliases"):
        if row["ladder"] == ladder and row["form"] != BAND:
            hit = Hit(row["grade"], row["form"], detective=row["form"] == "detective")
            found.setdefault(grade_key(row["alias"]), hit)
    return found


class _Readings(NamedTuple):
    """What a text is looked up by, whatever the ladder; None where it is not written like that."""

    key: str
    after_stroke: str | None
    before_letter: str | None
    without_note: str | None


@lru_cache(maxsize=8192)
def _readings(text: str) -> _Readings:
    slash, after, note = _SLASH.fullmatch(text), _ONE_LETTER_AFTER.fullmatch(text), _FOOTNOTE.fullmatch(text)
    others = (grade_key(found[1]) if found is not None else None for found in (slash, after, note))
    return _Readings(grade_key(text), *others)


@lru_cache(maxsize=8192)
def look_up(text: str, ladder: str, *, in_context: bool) -> Hit | None:
    """The grade *text* (tidied, in lower case) names in *ladder*, or None.

    *in_context* says the worker type is known, so that a plain rank may be a special's.
    """
    read = _readings(text)
    # "A/CC" is an acting chief constable; without the stroke the same letters are an ACC.
    for held in (read.after_stroke, read.before_letter) if ladder in RANK_LADDERS else ():
        hit = _detective_or_plain(held, ladder, in_context) if held is not None else None
        if hit is not None:
            return replace(hit, holding=Holding.TEMPORARY)
    key = read.key
    return (
        _detective_or_plain(key, ladder, in_context)
        or _held(key, ladder, in_context)
        or _noted(read.without_note, ladder)
    )


def _plain(key: str, ladder: str, in_context: bool) -> Hit | None:
    known = entries(ladder)
    hit = known.get(key)
    if hit is None and key.endswith("s") and len(key) > _SHORTEST_PLURAL:
        hit = known.get(key[:-1])
    if hit is None and ladder == "council":
        hit = _spinal_point(key)
    if hit is not None and hit.form == "context" and not in_context:
        return None
    return hit


def _detective_or_plain(key: str, ladder: str, in_context: bool) -> Hit | None:
    hit = _plain(key, ladder, in_context)
    if hit is not None:
        return hit
    if ladder == "police_officer":
        return _detective(key) or _learning(key)
    if ladder == "special":
        return next((h for rest in _without(key, _SPECIAL) if (h := _plain(rest, ladder, True))), None)
    return None


def _detective(key: str) -> Hit | None:
    for rest in _without(key, _DETECTIVE):
        hit = _plain(rest, "police_officer", False)
        if hit is not None and hit.code in _DETECTIVE_RANKS:
            return replace(hit, detective=True)
    if key.startswith("d"):
        hit = _plain(key[1:], "police_officer", False)
        if hit is not None and hit.form == "word" and hit.code in _DETECTIVE_RANKS:
            return replace(hit, detective=True)
    return None


def _learning(key: str) -> Hit | None:
    for rest in _without(key, tuple(map(grade_key, _LEARNING))):
        hit = _plain(rest, "police_officer", False) or _detective(rest)
        if hit is not None and hit.code == "CONSTABLE":
            return hit
    return None


def _held(key: str, ladder: str, in_context: bool) -> Hit | None:
    """The grade with a word for temporary or acting before or after it."""
    rank = ladder in RANK_LADDERS
    unclear = Holding.TEMPORARY if rank else Holding.UNCLEAR
    for words, holding in ((_ACTING, Holding.TEMPORARY), (_TEMPORARY, unclear)):
        for rest in _without(key, words):
            hit = _detective_or_plain(rest, ladder, in_context)
            if hit is not None:
                return replace(hit, holding=holding)
    if rank and key.startswith(_ONE_LETTER):
        hit = _detective_or_plain(key[1:], ladder, in_context)
        if hit is not None:
            return replace(hit, holding=Holding.TEMPORARY)
    return None


def _without(key: str, words: tuple[str, ...]) -> list[str]:
    """What is left of *key* with each of *words* taken off its start or its end."""
    if not (key.startswith(words) or key.endswith(words)):  # so it is with nearly every text of a file
        return []
    starts = [key.removeprefix(word) for word in words if key.startswith(word)]
    ends = [key.removesuffix(word) for word in words if key.endswith(word)]
    return [rest for rest in starts + ends if rest]


def _noted(key: str | None, ladder: str) -> Hit | None:
    """A full rank name with a footnote number flattened into it; *key* is without it, None where there is none."""
    hit = entries(ladder).get(key) if key is not None and len(key) >= _SHORTEST_FOOTNOTED else None
    return hit if hit is not None and hit.form == "word" else None


def _spinal_point(key: str) -> Hit | None:
    """The band of a point on the National Joint Council pay spine in force from 1 April 2019 (1 to 43)."""
    match = _POINT.fullmatch(key)
    if match is None:
        return None
    point = int(match[1])
    for first, last in _POINT_BANDS:
        if first <= point <= last:
            return Hit(f"NJC_{first}_{last}", "word")
    return None
