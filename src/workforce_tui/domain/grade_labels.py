"""From a grade or rank as a spreadsheet writes it to a grade of the organisation's ladders.

A label that is not known, or could be read in two ways, is a decision for a person: no grade, and up to three
suggestions.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from workforce_tui.domain.grade_keys import Hit, Holding, look_up
from workforce_tui.domain.grade_suggestions import first_of_each, offer, suggestions
from workforce_tui.domain.ladders import grade, ladders_for
from workforce_tui.domain.workforce import OrganisationKind, WorkerType
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.ethnicity_labels import Suggestion

_LONGEST_LABEL = 120

BLANK = "blank"
UNKNOWN = "unknown"
AMBIGUOUS = "ambiguous"
CONFLICT = "conflict"
TEMPORARY_UNCLEAR = "temporary_unclear"

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_NOTE = re.compile(r"\[(?:note|nodyn)?\s*\d+\]")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")
_PARTS = re.compile(r"\s-\s|[:;,()|]")
_STROKE = re.compile("/")
_BAND_AND_TITLE = re.compile(r"((?:hmpps )?band \d{1,2}|(?:cps |level )?[ab]\d) ([^\W\d].*)")
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
    if (reason := _unreadable(text)) is not None:
        return GradeRecognition(None, reason=reason)
    search = _ladders_to_search(kind, worker_type)
    in_context = worker_type is not None
    if (known := _known(text, search, in_context)) is not None:
        return known
    if not suggest:
        return GradeRecognition(None, reason=UNKNOWN)
    parts, _reason = _hits_of_parts(text, search, in_context)
    named = [offer(part.code, _("named in part of this label")) for part in parts if part is not None]
    return GradeRecognition(None, suggestions=suggestions(text, kind, search, named), reason=UNKNOWN)


def grade_anywhere(raw: str) -> str | None:
    """The grade *raw* names in the ladders of some kind of organisation, the first kind that knows it."""
    text = _tidy(raw)
    if _unreadable(text) is not None:
        return None
    searches = dict.fromkeys(map(ladders_for, OrganisationKind))
    if not _parts(text)[0] and _find(text, dict.fromkeys(chain.from_iterable(searches)), in_context=False) is None:
        return None  # as for nearly every text of a file: each ladder is asked once, though several kinds have it
    found = (_known(text, search, in_context=False) for search in searches)
    return next((known.grade for known in found if known is not None and known.grade), None)


def _unreadable(text: str) -> str | None:
    """Why a text cannot be a grade at all; None when it may be one."""
    if not any(map(str.isalnum, text)):
        return BLANK
    return UNKNOWN if len(text) > _LONGEST_LABEL else None


def _known(text: str, search: Sequence[str], in_context: bool) -> GradeRecognition | None:
    """What a text means in some ladders, also where a person has to decide; None for one that is not known."""
    hit = _find(text, search, in_context)
    if hit is not None:
        return _settle(hit)
    parts, reason = _hits_of_parts(text, search, in_context)
    if parts and None not in parts:
        return _agree([part for part in parts if part is not None], reason)
    return None


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
    suggestions = [offer(hit.code, _("if it counts as their own grade"))]
    if below is not None:
        suggestions.append(offer(below, _("if they hold the one above it for a time")))
    return GradeRecognition(None, None, hit.detective, tuple(suggestions), TEMPORARY_UNCLEAR)


def _hits_of_parts(text: str, search: Sequence[str], in_context: bool) -> tuple[list[Hit | None], str]:
    """What each part of a compound label names, and what it means when they differ."""
    parts, reason = _parts(text)
    return [_find(part, search, in_context) for part in parts], reason


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[tuple[str, ...], str]:
    """The parts of a compound label, none of any other, and what it means when they differ."""
    numbers = _NUMBERS.fullmatch(text)
    if numbers is not None and numbers[3].strip() in ("", numbers[1].strip()):
        return tuple(f"{numbers[1]}{number}" for number in (numbers[2], numbers[4])), AMBIGUOUS
    for pattern, reason in ((_PARTS, CONFLICT), (_STROKE, AMBIGUOUS)):
        parts = tuple(part.strip() for part in pattern.split(text) if part.strip())
        if len(parts) > 1:
            return parts, reason
    titled = _BAND_AND_TITLE.fullmatch(text)
    return (titled.groups(), CONFLICT) if titled is not None else ((), UNKNOWN)


def _agree(hits: Sequence[Hit], reason: str) -> GradeRecognition:
    """One grade when every part names the same, else a decision between them."""
    hits = _native(hits)
    if len({(hit.code, hit.holding) for hit in hits}) == 1:
        detective = all(hit.detective for hit in hits)
        return _settle(Hit(hits[0].code, hits[0].form, detective, hits[0].holding))
    readings = [offer(hit.code, _("named in part of this label")) for hit in hits]
    return GradeRecognition(None, suggestions=first_of_each(readings), reason=reason)


def _native(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The organisation's own grade alone where the rest repeats it in Civil Service terms: "Band D (EO)"."""
    found = [(hit, known) for hit in hits if (known := grade(hit.code)) is not None]
    own = [hit for hit, known in found if known.ladder != "civil_service"]
    return own if own and len({known.level for _hit, known in found}) == 1 else hits
