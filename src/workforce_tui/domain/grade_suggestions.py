"""What a grade label nobody knows might mean, the likeliest first, each with the reason."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.grade_keys import look_up
from workforce_tui.domain.ladders import grade, grades, ladder_name, ladders
from workforce_tui.domain.workforce import OrganisationKind
from workforce_tui.i18n import _
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_SUGGESTIONS = 3
_LEAST_ALIKE = 80
"""rapidfuzz score (0 to 100) under which a spelling is not worth suggesting."""
_SHORT = 4
"""Up to this length a label is compared as a whole: parts of it are in too many names."""
_BAND_NUMBER = re.compile(r"(?:(?:nps|hmps|hmpps|ps|probation|prison)\s+)?(?:band|b|grade)?\s*(\d{1,2})")
_TITLES = (
    ("hmpps", "governing governor", ("BAND10", "BAND11")),
    ("hmpps", "deputy governor", ("BAND8", "BAND9")),
    ("hmpps", "governor", ("BAND9", "BAND10", "BAND11")),
    ("hmpps", "head of", ("BAND7", "BAND8")),
)
"""Titles held in more than one grade: (ladder, words of the title, grades). Public Sector Prison Service pay bands."""
_LOCAL = frozenset({OrganisationKind.POLICE, OrganisationKind.OPCC})
"""Kinds with local grades: the same words in the Civil Service mean something else."""


def offer(code: str, reason: str) -> Suggestion:
    """A grade to choose, by its name."""
    found = grade(code)
    return Suggestion(code, found.name if found else code, reason)


def suggestions(
    text: str, kind: OrganisationKind, search: Sequence[str], first: list[Suggestion]
) -> tuple[Suggestion, ...]:
    """What *text* (tidied, in lower case) may mean in an organisation of this *kind* with the ladders *search*.

    The organisation's own ladders come first. A council's grades are its own: those of others are never suggested.
    """
    own = [*first, *_titled(text, search), *_in_ladders(text, search)]
    others = [] if kind is OrganisationKind.YOUTH_JUSTICE else [each for each in ladders() if each not in search]
    alike, elsewhere = _alike(text, search), _in_ladders(text, others)
    ranked = [*own, *alike, *elsewhere] if kind in _LOCAL else [*own, *elsewhere, *alike]
    return first_of_each(ranked)


def _titled(text: str, search: Sequence[str]) -> list[Suggestion]:
    """Grades by a number alone, or by a title held in several of them."""
    found: list[Suggestion] = []
    number = _BAND_NUMBER.fullmatch(text)
    if number is not None and "hmpps" in search and grade(f"BAND{number[1]}") is not None:
        found.append(
            offer(f"BAND{number[1]}", _("the number of one of the {ladder}").format(ladder=ladder_name("hmpps")))
        )
    titles = [codes for ladder, title, codes in _TITLES if ladder in search and title in text]
    return [*found, *(offer(code, _("this title is held in this grade")) for code in (titles[0] if titles else ()))]


def _in_ladders(text: str, names: Iterable[str]) -> list[Suggestion]:
    found = [(ladder, look_up(text, ladder, in_context=True)) for ladder in names]
    reason = _("one of the {ladder}")
    return [offer(hit.code, reason.format(ladder=ladder_name(ladder))) for ladder, hit in found if hit is not None]


def first_of_each(offered: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The first suggestion of each grade."""
    by_code: dict[str, Suggestion] = {}
    for suggestion in offered:
        by_code.setdefault(suggestion.code, suggestion)
    return tuple(by_code.values())[:MOST_SUGGESTIONS]


@cache
def _spellings(ladder: str) -> dict[str, str]:
    """Every spelling worth comparing with, to its grade: full names and words, not initials."""
    found = {name.casefold(): g.code for g in grades(ladder) for name in (g.name_en, g.name_cy)}
    for row in rows("grade_aliases"):
        if row["ladder"] == ladder and row["form"] in ("word", "context"):
            found.setdefault(row["alias"].casefold(), row["grade"])
    return found


def _alike(text: str, search: Sequence[str]) -> list[Suggestion]:
    from rapidfuzz import fuzz, process

    choices: dict[str, str] = {}
    for ladder in search:
        for spelling, code in _spellings(ladder).items():
            if _same_number(text, spelling):
                choices.setdefault(spelling, code)
    choices = {spelling: code for spelling, code in choices.items() if len(spelling) > _SHORT or len(text) <= _SHORT}
    scorer = fuzz.ratio if len(text) <= _SHORT else fuzz.WRatio
    matches = process.extract(text, list(choices), scorer=scorer, score_cutoff=_LEAST_ALIKE, limit=30)
    return [
        offer(choices[spelling], _("written like “{label}”").format(label=spelling))
        for spelling, _score, _index in matches
    ]


def _same_number(text: str, spelling: str) -> bool:
    """Whether two labels do not name two numbers: neither "band 1" nor "no grade" is written like "band 4"."""
    here, there = set(re.findall(r"\d+", text)), set(re.findall(r"\d+", spelling))
    return not here or bool(here & there) or (not there and "grade" not in spelling and "gradd" not in spelling)
