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

from workforce_tui.domain.ethnicity import (
    UNKNOWN,
    Scheme,
    asks_grt,
    five_group,
    node,
    nodes,
    refines,
)
from workforce_tui.domain.ethnicity_text import items_of, normalise, plain, take_apart
from workforce_tui.i18n import _
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "AMBIGUOUS",
    "CODE_LABEL_CONFLICT",
    "PERCEIVED_CODE",
    "UNRECOGNISED",
    "Recognition",
    "Suggestion",
    "is_perceived_code",
    "normalise",
    "recognise_ethnicity",
]

AMBIGUOUS = "ambiguous"
UNRECOGNISED = "unrecognised"
CODE_LABEL_CONFLICT = "code_label_conflict"
PERCEIVED_CODE = "perceived_code"

_LONGEST_LABEL = 200
"""Characters; longer text is a remark, not a label."""
_MOST_SUGGESTIONS = 3


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


@dataclass(frozen=True, slots=True)
class _Meaning:
    code: str | None
    candidates: tuple[str, ...] = ()


_Key = tuple[str, frozenset[str]]


@cache
def _meanings() -> Mapping[_Key, _Meaning]:
    """Every shipped label by the group it must stand in ("" for anywhere) and the alternatives it lists."""
    found: dict[_Key, _Meaning] = {}
    for known in nodes().values():
        for name in (known.name_en, known.name_cy):
            found["", items_of(plain(normalise(name)))] = _Meaning(known.code)
    for row in rows("ethnicity_aliases"):
        key = row["within"], items_of(plain(normalise(row["label"])))
        found[key] = _Meaning(row["code"] or None, tuple(row["suggestions"].split()))
    return MappingProxyType(found)


@cache
def _codes() -> Mapping[str, str]:
    """Police codes and the single letters of older systems, lower case, to groups.

    O1 is Chinese in 16+1, A4 in 18+1: neither list uses the other's code for anything else. W9 is left out,
    because its meaning depends on the list. W4 is what some systems use for Roma.
    """
    found = {"w4": "W_ROMA"}
    for row in rows("ethnic_groups"):
        for column in ("police_18", "police_16", "nhs_letter"):
            if row[column]:
                found[row[column].lower()] = row["code"]
    del found["w9"]
    return MappingProxyType(found)


_UNCERTAIN_ALONE = frozenset({"w4"})
_PERCEIVED = re.compile(r"ic\s?[0-79](?!\w).*")


def is_perceived_code(raw: str) -> bool:
    """Whether this is a code for ethnicity as an officer perceived it (IC0 to IC7, IC9), not self-defined."""
    return _PERCEIVED.fullmatch(normalise(raw)) is not None


def _other_white(scheme: Scheme) -> str:
    return "W_OTHER" if asks_grt(scheme) else "W_OTHER_16"


def _code_meaning(code: str, scheme: Scheme) -> str | None:
    return _other_white(scheme) if code == "w9" else _codes().get(code)


_NATIONS = re.compile(
    r"northern irish|gwyddelig gogledd iwerddon|welsh|english|scottish|british"
    r"|cymreig|seisnig|seisneg|albanaidd|p?brydeinig|prydeinig"
)
_ENOUGH_NATIONS = 3


def _lists_nations(text: str, *, within: str) -> bool:
    """Whether the words are nations of the United Kingdom and nothing else.

    One is enough after "White"; alone it could be a nationality, so three are asked for.
    """
    rest = _NATIONS.sub("", text).replace("and", "").replace(",", "").strip()
    found = len(_NATIONS.findall(text))
    return not rest and found >= (1 if within == "WHITE" else _ENOUGH_NATIONS)


_GROUPS = frozenset({"WHITE", "MIXED", "ASIAN", "BLACK", "OTHER", "EM_CHI_OTHER", "EM"})


def _splits(text: str) -> Iterator[tuple[str, str, bool]]:
    """Every way of reading *text* as a group and a rest, longest group first, and whether a list joins them."""
    breaks = [match.span() for match in re.finditer(r",? ", text)]
    for start, end in reversed(breaks):
        yield text[:start], text[end:], text[start] == ","
    for start, end in breaks:
        yield text[end:], text[:start], text[start] == ","


def _in_group(text: str, group: str, *, listed: bool) -> str | None:
    """The code of a label that stands beside the name of its group: "other" beside "Asian"."""
    local = _meanings().get((group, items_of(text)))
    if local is not None:
        # "White/other" lists two answers; "White - other" is one.
        return None if listed and (local.code or "").endswith("_OTHER") else local.code
    meaning = _meaning(text, within=group)
    if meaning is None or meaning.code is None or refines(group, meaning.code) != meaning.code:
        return None
    return meaning.code


def _meaning(text: str, *, within: str = "") -> _Meaning | None:
    """What plain words mean: a shipped label, a list of nations, or a group's name beside a label of it."""
    known = _meanings().get(("", items_of(text)))
    if _lists_nations(text, within=within):
        return _Meaning("W_BRIT")
    if known is not None:
        return known
    for head, rest, listed in _splits(text):
        group = _meanings().get(("", items_of(head)))
        if group is None or group.code not in _GROUPS:
            continue
        code = _in_group(rest, group.code, listed=listed)
        if code is not None:
            return _Meaning(code)
    return None


_NON_ANSWER_PARTS = re.compile(r"\s+-\s+|[/,;|:()\[\]]|\bor\b|\bneu\b|\band\b")


def _non_answer(label: str) -> _Meaning | None:
    """The meaning of "unknown/not recorded"; "unknown/not stated" mixes two things and must be decided."""
    parts = filter(None, (plain(part) for part in _NON_ANSWER_PARTS.split(label)))
    found = [_meanings().get(("", items_of(part))) for part in parts]
    codes = [meaning.code for meaning in found if meaning is not None and meaning.code is not None]
    if len(codes) < len(found) or not all(code.startswith("X_") for code in codes):
        return None
    distinct = tuple(dict.fromkeys(codes))
    return _Meaning(distinct[0]) if len(distinct) == 1 else _Meaning(None, distinct)


def _label_meaning(label: str) -> _Meaning | None:
    if len(label) > _LONGEST_LABEL:
        return None
    text = plain(label)
    return (_meaning(text) or _non_answer(label)) if text else None


def _suggest(code: str, reason: str) -> Suggestion:
    return Suggestion(code, node(code).name, reason)


def _decide(reason: str, *suggestions: Suggestion) -> Recognition:
    unique = {suggestion.code: suggestion for suggestion in reversed(suggestions)}
    ordered = tuple(reversed(unique.values()))
    return Recognition(None, ordered[:_MOST_SUGGESTIONS], reason)


_GROUP_WORDS = MappingProxyType(
    {"asian": "ASIAN", "black": "BLACK", "mixed": "MIXED", "white": "WHITE", "arab": "O_ARAB"}
)
_SIMILAR = 72
"""Out of 100; below this, two labels have no more than letters in common."""


@cache
def _spellings() -> Mapping[str, str]:
    """Every label that may be suggested, as words, with its code."""
    spelled = (
        (", ".join(sorted(items)), meaning.code)
        for (group, items), meaning in _meanings().items()
        if not group and meaning.code is not None
    )
    return MappingProxyType({text: code for text, code in spelled if code is not None})


def _near(label: str) -> Iterator[Suggestion]:
    """Suggestions for a label nobody has seen: similar spellings first, then the groups it mentions."""
    from rapidfuzz import fuzz, process

    text = plain(label[:_LONGEST_LABEL])
    choices = list(_spellings())
    found = process.extract(text, choices, scorer=fuzz.token_sort_ratio, score_cutoff=_SIMILAR, limit=9)
    for spelling, _score, _index in found:
        yield _suggest(_spellings()[spelling], _("close to “{label}”").format(label=spelling))
    for word in text.replace(",", "").split():
        if word in _GROUP_WORDS:
            yield _suggest(_GROUP_WORDS[word], _("the label mentions “{word}”").format(word=word))


def _from_words(label: str, scheme: Scheme) -> Recognition:
    meaning = _label_meaning(label)
    if meaning is None:
        return _decide(UNRECOGNISED, *_near(label))
    if meaning.code is None:
        reason = _("one of the things this label can mean")
        return _decide(AMBIGUOUS, *(_suggest(code, reason) for code in meaning.candidates))
    if meaning.code == "W_OTHER" and scheme is Scheme.SDE16:
        return Recognition(_other_white(scheme))
    return Recognition(meaning.code)


def _agreed(code: str, label: str, scheme: Scheme) -> str | None:
    """The group a code and words agree on: the finer of the two, or what the code's list means by it."""
    meant = _code_meaning(code, scheme)
    meaning = _label_meaning(label)
    if meant is None or meaning is None:
        return None
    beside = _in_group(plain(label), five_group(meant) or "", listed=False)
    for said in (beside, meaning.code):
        if said is not None and {said, meant} <= {"W_OTHER", "W_OTHER_16"}:
            return meant
        if said is not None and (finer := refines(meant, said)) is not None:
            return finer
    return meant if meant in meaning.candidates else None


def _from_code_and_words(code: str, label: str, scheme: Scheme) -> Recognition:
    agreed = _agreed(code, label, scheme)
    if agreed is not None:
        return Recognition(agreed)
    meant = _code_meaning(code, scheme)
    if meant is None:
        return _from_words(f"{code} {label}", scheme)
    by_code = _suggest(meant, _("the code {code} stands for it").format(code=code.upper()))
    words = _from_words(label, scheme)
    if words.code is None:
        return _decide(words.reason, by_code, *words.suggestions)
    return _decide(CODE_LABEL_CONFLICT, by_code, _suggest(words.code, _("the words stand for it")))


def _from_code(code: str, scheme: Scheme) -> Recognition:
    meant = _code_meaning(code, scheme)
    if meant is None:
        return _decide(UNRECOGNISED)
    if code in _UNCERTAIN_ALONE:
        reason = _("some systems use {code} for it").format(code=code.upper())
        return _decide(AMBIGUOUS, _suggest(meant, reason))
    return Recognition(meant)


def _from_letter(letter: str) -> Recognition:
    """A single letter is a code of the NHS list, an answer's place in a form, or a typing error."""
    meant = _codes().get(letter)
    if meant is None:
        return _decide(UNRECOGNISED)
    return _decide(AMBIGUOUS, _suggest(meant, _("the NHS code {code} stands for it").format(code=letter.upper())))


_NOTHING = re.compile(r"[-._?/\s]*")


def recognise_ethnicity(raw: str, scheme: Scheme = Scheme.UNSTATED) -> Recognition:
    """The group a label or code means, or a decision where that is not certain. Never raises.

    *scheme* is the list the file was recorded with: it says whether "any other White" can include Gypsy, Roma
    and Traveller people. An empty label is X_UNK.

    >>> recognise_ethnicity("O1 - Chinese").code, recognise_ethnicity("British").code
    ('A_CHI', None)
    """
    label = normalise(raw)
    if _NOTHING.fullmatch(label):
        return Recognition(UNKNOWN)
    if is_perceived_code(label):
        return _decide(PERCEIVED_CODE)
    if len(label) == 1:
        return _from_letter(label)
    parts = take_apart(label)
    if not parts.label:
        return _from_code(parts.code, scheme)
    if parts.code and ("", items_of(plain(label))) not in _meanings():
        return _from_code_and_words(parts.code, parts.label, scheme)
    return _from_words(label, scheme)
