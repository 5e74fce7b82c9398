"""What an ethnicity label in a file means: the code of a group, or a decision for a person to make.

A label is recognised only where its meaning is certain. Anything else ("British", "White & other", a label
nobody has seen before) comes back without a code, with suggestions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import LEAF, UNDECLARED, UNKNOWN, Scheme, five_group, node, refines
from workforce_tui.domain.ethnicity_meanings import (
    code_meaning,
    exact_meaning,
    in_group,
    label_meaning,
    meanings,
    other_white,
    part_meanings,
)
from workforce_tui.domain.ethnicity_text import normalise, plain, take_apart
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "AMBIGUOUS",
    "CODE_LABEL_CONFLICT",
    "PERCEIVED_CODE",
    "UNRECOGNISED",
    "Recognition",
    "Suggestion",
    "infer_scheme",
    "is_perceived_code",
    "normalise",
    "recognise_ethnicity",
]

AMBIGUOUS = "ambiguous"
UNRECOGNISED = "unrecognised"
CODE_LABEL_CONFLICT = "code_label_conflict"
PERCEIVED_CODE = "perceived_code"

_MOST_SUGGESTIONS = 3
_NOT_DISCLOSED = re.compile(r"\b(?:not |non[- ]?|un)disclosed\b|\bheb ei dd(?:atgan|atgelu)\b")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A possible answer to a decision: its code, its name in the language in use, and why it is offered."""

    code: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a label means. `code` is None where a person must decide; `reason` is then a code saying why."""

    code: str | None
    suggestions: tuple[Suggestion, ...] = ()
    reason: str = ""


def _suggest(code: str, reason: str) -> Suggestion:
    return Suggestion(code, node(code).name, reason)


def _decide(reason: str, *suggestions: Suggestion) -> Recognition:
    unique: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        unique.setdefault(suggestion.code, suggestion)
    return Recognition(None, tuple(unique.values())[:_MOST_SUGGESTIONS], reason)


_GROUP_WORDS = MappingProxyType(
    {"asian": "ASIAN", "black": "BLACK", "mixed": "MIXED", "white": "WHITE", "arab": "O_ARAB"}
)
_SIMILAR = 82
"""Out of 100; below this, two labels have no more than letters in common."""
_LONGEST_COMPARED = 120
_WORD = re.compile(r"\w+")
_SHORTEST_WORD = 3
"""Letters; initials alone may stand for anything."""


@cache
def _spellings() -> Mapping[str, tuple[str, str]]:
    """Every label that may be suggested, as plain words, with its code and its own spelling."""
    return MappingProxyType(
        {
            plain(normalise(meaning.label)): (meaning.code, meaning.label)
            for (within, _items), meaning in meanings().items()
            if not within and meaning.code is not None
        }
    )


def _near(label: str) -> Iterator[Suggestion]:
    """Suggestions for a label nobody has seen: similar spellings, then what its parts say by themselves."""
    from rapidfuzz import fuzz, process

    if label.startswith("#"):
        return  # "#REF!" is an error of a spreadsheet, and is short for nothing
    text = plain(label[:_LONGEST_COMPARED])
    choices = list(_spellings())
    found = process.extract(text, choices, scorer=fuzz.token_sort_ratio, score_cutoff=_SIMILAR, limit=9)
    for spelling, _score, _index in found:
        code, original = _spellings()[spelling]
        yield _suggest(code, _("close to “{label}”").format(label=original))
    for spelling in _abbreviated(text):
        code, original = _spellings()[spelling]
        yield _suggest(code, _("may be short for “{label}”").format(label=original))
    for spelling in _mentioned(text):
        code, original = _spellings()[spelling]
        yield _suggest(code, _("the label mentions “{word}”").format(word=original))
    for part in part_meanings(label[:_LONGEST_COMPARED]):
        if part is not None and part.code is not None:
            yield _suggest(part.code, _("the label mentions “{word}”").format(word=part.label))
    for word in text.replace(",", "").split():
        if word in _GROUP_WORDS:
            yield _suggest(_GROUP_WORDS[word], _("the label mentions “{word}”").format(word=word))


def _abbreviated(text: str) -> Iterator[str]:
    """The spellings a text shortens word by word: "white british" for "wh. brit"."""
    words = _WORD.findall(text)
    if max(map(len, words), default=0) < _SHORTEST_WORD:
        return
    for spelling, whole in _words_of_spellings().get(len(words), ()):
        if all(map(str.startswith, whole, words)):
            yield spelling


@cache
def _words_of_spellings() -> Mapping[int, list[tuple[str, list[str]]]]:
    """Every spelling with its words, by the number of them."""
    found: dict[int, list[tuple[str, list[str]]]] = {}
    for spelling in _spellings():
        words = _WORD.findall(spelling)
        found.setdefault(len(words), []).append((spelling, words))
    return MappingProxyType(found)


def _mentioned(text: str) -> list[str]:
    """The spellings of several words that a longer text holds, the longest first."""
    padded = f" {text} "
    held = [spelling for spelling in _spellings() if " " in spelling and f" {spelling} " in padded]
    return sorted(held, key=len, reverse=True)


def _from_words(label: str, scheme: Scheme, *, suggest: bool = True) -> Recognition:
    meaning = label_meaning(label)
    if meaning is None:
        return _decide(UNRECOGNISED, *(_near(label) if suggest else ()))
    if meaning.code is None:
        reason = _("one of the things this label can mean")
        return _decide(AMBIGUOUS, *(_suggest(code, reason) for code in meaning.candidates))
    if meaning.code == "W_OTHER" and scheme is Scheme.SDE16:
        return Recognition(other_white(scheme))
    return Recognition(meaning.code)


def _agreed(meant: str, label: str) -> str | None:
    """The group a code's meaning and the words agree on: the finer of the two; None when they disagree."""
    meaning = label_meaning(label)
    if meaning is None:
        return None
    beside = in_group(plain(label), five_group(meant) or "")
    for said in (beside, meaning.code):
        if said is not None and {said, meant} <= {"W_OTHER", "W_OTHER_16"}:
            return meant
        if said is not None and (finer := refines(meant, said)) is not None:
            return finer
    if _NOT_DISCLOSED.search(plain(label)) and meant in (UNDECLARED, UNKNOWN):
        return meant  # not disclosed because declined, or because never asked: the code says which
    return meant if meant in meaning.candidates else None


def _from_code_and_words(code: str, label: str, scheme: Scheme) -> Recognition:
    meant = code_meaning(code, scheme)
    if meant is None:
        return _from_words(f"{code} {label}", scheme)
    agreed = _agreed(meant, label)
    if agreed is not None:
        return Recognition(agreed)
    by_code = _suggest(meant, _("the code {code} stands for it").format(code=code.upper()))
    words = _from_words(label, scheme)
    if words.code is None:
        return _decide(words.reason, by_code, *words.suggestions)
    return _decide(CODE_LABEL_CONFLICT, by_code, _suggest(words.code, _("the words stand for it")))


def _from_code(code: str, scheme: Scheme) -> Recognition:
    meant = code_meaning(code, scheme)
    if meant is None:
        return _decide(UNRECOGNISED)
    if code == "w4":
        reason = _("some systems use {code} for it").format(code=code.upper())
        return _decide(AMBIGUOUS, _suggest(meant, reason))
    return Recognition(meant)


def _from_letter(letter: str) -> Recognition:
    """A single letter may be a code of the NHS list, an answer's place in a form, or a typing error."""
    meant = code_meaning(letter, Scheme.UNSTATED)
    if meant is None:
        return _decide(UNRECOGNISED)
    reason = _("the NHS code {code} stands for it").format(code=letter.upper())
    return _decide(AMBIGUOUS, _suggest(meant, reason))


_NOTHING = re.compile(r"[-._?/\s]*")
_PERCEIVED = re.compile(r"[\[(]?ic\s?[0-79](?!\w)[\])]?(.*)|(.*[\s(\[/|:-])ic\s?[0-79][\])]?")


def is_perceived_code(raw: str) -> bool:
    """Whether this holds a code for ethnicity as an officer perceived it (IC0 to IC7, IC9), not self-defined."""
    return _PERCEIVED.fullmatch(normalise(raw)) is not None


def _beside_perceived_code(rest: str, scheme: Scheme) -> Recognition:
    """A person has to say what a perceived code is doing here, whatever words are beside it."""
    words = rest.strip(" -:/|()[]")
    known = recognise_ethnicity(words, scheme, suggest=False).code if words else None
    return _decide(PERCEIVED_CODE, *([_suggest(known, _("the words stand for it"))] if known else []))


def recognise_ethnicity(raw: str, scheme: Scheme = Scheme.UNSTATED, *, suggest: bool = True) -> Recognition:
    """The group a label or code means, or a decision where that is not certain. Never raises.

    *scheme* is the list the file was recorded with: it says whether "any other White" can include Gypsy, Roma
    and Traveller people. An empty label is X_UNK. Without *suggest*, a label nobody has seen comes back bare: looking
    for spellings like it takes most of the time.

    >>> recognise_ethnicity("O1 - Chinese").code, recognise_ethnicity("British").code
    ('A_CHI', None)
    """
    label = normalise(raw)
    if _NOTHING.fullmatch(label):
        return Recognition(UNKNOWN)
    if perceived := _PERCEIVED.fullmatch(label):
        return _beside_perceived_code(perceived[1] or perceived[2] or "", scheme)
    if len(label) == 1:
        return _from_letter(label)
    parts = take_apart(label)
    if not parts.label:
        return _from_code(parts.code, scheme)
    if parts.code and exact_meaning(plain(label)) is None:
        return _from_code_and_words(parts.code, parts.label, scheme)
    return _from_words(label, scheme, suggest=suggest)


_CODES_16 = frozenset({"o1"})
_CODES_18 = frozenset({"w3", "a4", "o2"})
_HEADERS = (("16+1", Scheme.SDE16), ("18+1", Scheme.SDE18))
_CHINESE_AS_OTHER = re.compile(r"(?:chinese (?:or|and) other|other).*chinese")


def _scheme_of_codes(codes: set[str]) -> Scheme | None:
    """Which police list the codes are from, where they say: a file with codes of both does not."""
    older, newer = bool(codes & _CODES_16), bool(codes & _CODES_18)
    if older == newer:
        return None
    return Scheme.SDE16 if older else Scheme.SDE18


def _scheme_of_details(found: set[str], labels: set[str], *, coded: bool) -> Scheme:
    """Which list labels as fine as the harmonised standard are from."""
    if "W_ROMA" in found:
        return Scheme.ONS2021_19
    if found & {"W_GIT", "W_GRT", "O_ARAB"}:
        return Scheme.SDE18 if coded else Scheme.ONS2011_18
    if "A_CHI" in found and any(_CHINESE_AS_OTHER.fullmatch(label) for label in labels):
        return Scheme.SDE16
    return Scheme.UNSTATED


def _scheme_of_groups(found: set[str], labels: set[str]) -> Scheme:
    """Which list labels no finer than the five groups are from."""
    if "EM_CHI_OTHER" in found:
        return Scheme.HO2001_5
    if not found & {"ASIAN", "BLACK", "MIXED", "OTHER"}:
        return Scheme.BINARY if "EM" in found else Scheme.UNSTATED
    if {"undeclared", "unknown"} <= labels or {"not declared", "not reported"} <= labels:
        return Scheme.CSS
    return Scheme.HMPPS5


def infer_scheme(header: str | None, raws: Iterable[str]) -> Scheme:
    """The list of categories a column was recorded with, from its header and its values.

    Only what a list alone would say decides; a column that could be from several is UNSTATED.
    """
    title = normalise(header or "").replace(" ", "")
    for mark, scheme in _HEADERS:
        if mark in title:
            return scheme
    labels = {normalise(raw) for raw in set(raws)}
    codes = {parts.code for label in labels if (parts := take_apart(label)).code}
    by_code = _scheme_of_codes(codes)
    if by_code is not None:
        return by_code
    found = {code for label in labels if (code := recognise_ethnicity(label, suggest=False).code) is not None}
    details = {code for code in found - {UNDECLARED, UNKNOWN} if node(code).granularity == LEAF}
    if details - {"A_CHI"} or found & {"W_GRT", "W_OTHER_16", "W_MINORITY"}:
        return _scheme_of_details(found, labels, coded=bool(codes - {"ns"}))
    return _scheme_of_groups(found, labels)
