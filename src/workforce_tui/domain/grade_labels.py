"""From a grade or rank as a spreadsheet writes it to a grade of the organisation's ladders.

A label that is not known, or could be read in two ways, is a decision for a person: no grade, and up to three
suggestions.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.grade_keys import Hit, Holding, look_up
from workforce_tui.domain.ladders import grade, grades, ladder_name, ladders, ladders_for
from workforce_tui.domain.workforce import OrganisationKind, WorkerType
from workforce_tui.i18n import _
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_SUGGESTIONS = 3
_LONGEST_LABEL = 120
_LEAST_ALIKE = 80
"""rapidfuzz score (0 to 100) under which a spelling is not worth suggesting."""
_SHORT = 4
"""Up to this length a label is compared as a whole: parts of it are in too many names."""

BLANK = "blank"
UNKNOWN = "unknown"
AMBIGUOUS = "ambiguous"
CONFLICT = "conflict"
TEMPORARY_UNCLEAR = "temporary_unclear"

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_NOTE = re.compile(r"\[(?:note|nodyn)?\s*\d+\]")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")
_PARTS = re.compile(r"\s-\s|[:;,()|]")
_BAND_AND_TITLE = re.compile(r"((?:hmpps )?band \d{1,2}) ([^\W\d].*)")
_NUMBERS = re.compile(r"(\D{0,40}?)(\d{1,2}) ?(?:/|-|&| to | and | i | a ) ?(\D{0,40}?)(\d{1,2})")

_POLICE_LADDERS: dict[WorkerType, tuple[str, ...]] = {
    WorkerType.OFFICER: ("police_officer",),
    WorkerType.STAFF: ("police_staff", "pcso", "designated"),
    WorkerType.PCSO: ("pcso",),
    WorkerType.DESIGNATED: ("designated", "police_staff"),
    WorkerType.SPECIAL: ("special",),
    WorkerType.VOLUNTEER: ("volunteer",),
    WorkerType.ELECTED: ("opcc",),
}
_SECONDED: dict[WorkerType, tuple[str, ...]] = {
    WorkerType.OFFICER: ("police_officer",),
    WorkerType.PCSO: ("pcso",),
    WorkerType.DESIGNATED: ("designated",),
    WorkerType.SPECIAL: ("special",),
    WorkerType.VOLUNTEER: ("volunteer",),
    WorkerType.ELECTED: ("opcc",),
}


@dataclass(frozen=True, slots=True)
class GradeRecognition:
    """What a label means.

    `grade` is the substantive grade, None when a person has to decide. `temporary` is the grade held for a time
    when that is the one above. `reason` is "" for a grade found, else "blank", "unknown", "ambiguous",
    "conflict" (two grades in one cell) or "temporary_unclear" (a temporary promotion or a temporary contract).
    """

    grade: str | None
    temporary: str | None = None
    detective: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    reason: str = ""


def recognise_grade(
    raw: str, *, kind: OrganisationKind, worker_type: WorkerType | None = None, suggest: bool = True
) -> GradeRecognition:
    """Recognise *raw* in the ladders of an organisation of this *kind*.

    "T/Insp" in a police force is a Sergeant, temporarily Inspector; "Inspector" of a special constable is a
    Special Inspector. Never raises, never guesses: see `GradeRecognition.reason`. Suggestions take a hundred times
    as long as recognising; without *suggest* there are none for an unknown label.
    """
    text = _tidy(raw)
    if not any(character.isalnum() for character in text):
        return GradeRecognition(None, reason=BLANK)
    if len(text) > _LONGEST_LABEL:
        return GradeRecognition(None, reason=UNKNOWN)
    search = _ladders_to_search(kind, worker_type)
    in_context = worker_type is not None
    hit = _find(text, search, in_context)
    if hit is not None:
        return _settle(hit)
    parts, reason = _hits_of_parts(text, search, in_context)
    if parts and None not in parts:
        return _agree([part for part in parts if part is not None], reason)
    if not suggest:
        return GradeRecognition(None, reason=UNKNOWN)
    named = [_suggest(part.code, _("named in part of this label")) for part in parts if part is not None]
    return GradeRecognition(None, suggestions=_suggestions(text, search, named), reason=UNKNOWN)


def _tidy(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).casefold().translate(_DASHES)
    return _LEADING_ZEROS.sub("", " ".join(_NOTE.sub(" ", text).split()))


def _ladders_to_search(kind: OrganisationKind, worker_type: WorkerType | None) -> tuple[str, ...]:
    own = ladders_for(kind)
    if worker_type is None:
        return own
    if kind is OrganisationKind.POLICE:
        return _POLICE_LADDERS.get(worker_type, own)
    extra = _SECONDED.get(worker_type, ())
    return extra + own if worker_type is WorkerType.ELECTED else own + extra


def _find(text: str, search: Iterable[str], in_context: bool) -> Hit | None:
    return next((hit for ladder in search if (hit := look_up(text, ladder, in_context=in_context))), None)


def _settle(hit: Hit) -> GradeRecognition:
    """The recognition of one hit: a temporary holder keeps the grade below as their own."""
    held = grade(hit.code)
    below = held.below if held else None
    if hit.holding is Holding.SUBSTANTIVE:
        return GradeRecognition(hit.code, detective=hit.detective)
    if held is not None and below is None and held.order == 0:
        return GradeRecognition(hit.code, detective=hit.detective)
    if below is not None and hit.holding is Holding.TEMPORARY:
        return GradeRecognition(below, temporary=hit.code, detective=hit.detective)
    suggestions = [_suggest(hit.code, _("if it counts as their own grade"))]
    if below is not None:
        suggestions.append(_suggest(below, _("if they hold the one above it for a time")))
    return GradeRecognition(None, None, hit.detective, tuple(suggestions), TEMPORARY_UNCLEAR)


def _hits_of_parts(text: str, search: Sequence[str], in_context: bool) -> tuple[list[Hit | None], str]:
    """What each part of a compound label names, and what it means when they differ."""
    numbers = _NUMBERS.fullmatch(text)
    if numbers is not None and numbers[3].strip() in ("", numbers[1].strip()):
        pair = [f"{numbers[1]}{number}" for number in (numbers[2], numbers[4])]
        return [_find(part, search, in_context) for part in pair], AMBIGUOUS
    for pattern, reason in ((_PARTS, CONFLICT), (re.compile("/"), AMBIGUOUS)):
        parts = [part.strip() for part in pattern.split(text) if part.strip()]
        if len(parts) > 1:
            return [_find(part, search, in_context) for part in parts], reason
    titled = _BAND_AND_TITLE.fullmatch(text)
    if titled is not None:
        return [_find(part, search, in_context) for part in titled.groups()], CONFLICT
    return [], UNKNOWN


def _agree(hits: Sequence[Hit], reason: str) -> GradeRecognition:
    """One grade when every part names the same, else a decision between them."""
    hits = _native(hits) if reason == CONFLICT else hits
    if len({(hit.code, hit.holding) for hit in hits}) == 1:
        detective = all(hit.detective for hit in hits)
        return _settle(Hit(hits[0].code, hits[0].form, detective, hits[0].holding))
    readings = [_suggest(hit.code, _("named in part of this label")) for hit in hits]
    return GradeRecognition(None, suggestions=_first_of_each(readings), reason=reason)


def _native(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The organisation's own grade alone where the rest repeats it in Civil Service terms: "Band D (EO)"."""
    found = [(hit, known) for hit in hits if (known := grade(hit.code)) is not None]
    own = [hit for hit, known in found if known.ladder != "civil_service"]
    return own if own and len({known.level for _hit, known in found}) == 1 else hits


def _suggest(code: str, reason: str) -> Suggestion:
    found = grade(code)
    return Suggestion(code, found.name if found else code, reason)


def _suggestions(text: str, search: Sequence[str], first: list[Suggestion]) -> tuple[Suggestion, ...]:
    for ladder in (*search, *(other for other in ladders() if other not in search)):
        hit = look_up(text, ladder, in_context=True)
        if hit is not None:
            reason = _("one of the {ladder}").format(ladder=ladder_name(ladder))
            first.append(_suggest(hit.code, reason))
    return _first_of_each([*first, *_alike(text, search)])


def _first_of_each(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    by_code: dict[str, Suggestion] = {}
    for suggestion in suggestions:
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
            choices.setdefault(spelling, code)
    choices = {spelling: code for spelling, code in choices.items() if len(spelling) > _SHORT or len(text) <= _SHORT}
    scorer = fuzz.ratio if len(text) <= _SHORT else fuzz.WRatio
    matches = process.extract(text, list(choices), scorer=scorer, score_cutoff=_LEAST_ALIKE, limit=30)
    return [
        _suggest(choices[spelling], _("written like “{label}”").format(label=spelling))
        for spelling, _score, _index in matches
    ]
