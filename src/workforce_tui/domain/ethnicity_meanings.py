"""What the words and codes of an ethnicity label mean, from the shipped list and how labels are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import NOT_GIVEN, Scheme, asks_grt, nodes, refines
from workforce_tui.domain.ethnicity_text import items_of, normalise, plain
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_LABEL = 200
"""Characters; longer text is a remark, not a label."""
_DEEPEST = 3
"""How many names of groups a label may have around it: "Asian or Asian British: Asian - Indian" has two."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The group a label stands for; without a code, the groups it may stand for."""

    code: str | None
    candidates: tuple[str, ...] = ()
    label: str = ""


_Key = tuple[str, frozenset[str]]


def _key(label: str, within: str = "") -> _Key:
    return within, items_of(plain(normalise(label)))


@cache
def meanings() -> Mapping[_Key, Meaning]:
    """Every shipped label, by the group it must stand in ("" for anywhere) and the alternatives it lists."""
    found: dict[_Key, Meaning] = {}
    for known in nodes().values():
        if known.code == NOT_GIVEN:
            continue  # a decision about a whole file, never what a cell says
        for name in (known.name_en, known.name_cy):
            found[_key(name)] = Meaning(known.code, label=name)
    for row in rows("ethnicity_aliases"):
        candidates = tuple(row["suggestions"].split())
        found[_key(row["label"], row["within"])] = Meaning(row["code"] or None, candidates, row["label"])
    return MappingProxyType(found)


@cache
def other_words() -> Mapping[str, str]:
    """The shipped labels that mean a group, or may mean it, by its code: words under which people look for it."""
    found: dict[str, list[str]] = {}
    for one in meanings().values():
        for code in filter(None, (one.code, *one.candidates)):
            found.setdefault(code, []).append(one.label)
    return MappingProxyType({code: "; ".join(labels) for code, labels in found.items()})


def exact_meaning(text: str, within: str = "") -> Meaning | None:
    """The meaning of plain words that are a shipped label as they stand."""
    return meanings().get((within, items_of(text)))


@cache
def _codes() -> Mapping[str, str]:
    """Police codes and the single letters of the NHS list, lower case, to groups.

    O1 is Chinese in 16+1, A4 in 18+1, and neither list uses the other's code for anything else. W9 is left out,
    because it depends on the list. W4 is what some systems use for Roma.
    """
    found = {"w4": "W_ROMA"}
    for row in rows("ethnic_groups"):
        for column in ("police_18", "police_16", "nhs_letter"):
            if row[column]:
                found[row[column].lower()] = row["code"]
    del found["w9"]
    return MappingProxyType(found)


def other_white(scheme: Scheme) -> str:
    """The code of "any other White background": with Gypsy, Roma and Traveller where they were not asked."""
    return "W_OTHER" if asks_grt(scheme) else "W_OTHER_16"


def code_meaning(code: str, scheme: Scheme) -> str | None:
    """The group a police code or NHS letter (lower case) stands for."""
    return other_white(scheme) if code == "w9" else _codes().get(code)


_NATIONS = re.compile(
    r"\b(?:northern irish|welsh|english|scottish|british"
    r"|gwyddelig gogledd iwerddon|cymreig|seisnig|seisneg|albanaidd|[bp]rydeinig)\b"
)
_JOINERS = re.compile(r",|\band\b|\ba\b|\bac\b")
_ENOUGH_NATIONS = 3


def _lists_nations(text: str, *, within: str) -> bool:
    """Whether the words are nations of the United Kingdom and nothing else.

    One is enough after "White"; alone it could be a nationality, so three are asked for.
    """
    rest = _JOINERS.sub("", _NATIONS.sub("", text)).strip()
    found = len(set(_NATIONS.findall(text)))
    return not rest and found >= (1 if within == "WHITE" else _ENOUGH_NATIONS)


_GROUPS = frozenset({"WHITE", "MIXED", "ASIAN", "BLACK", "OTHER", "EM_CHI_OTHER", "EM"})


def _readings(text: str) -> Iterator[tuple[str, str, bool]]:
    """Every way to read *text* as a group and a rest, longest group first, and whether a list joins the two."""
    breaks = [match.span() for match in re.finditer(r",? ", text)]
    for start, end in reversed(breaks):
        yield text[:start], text[end:], text[start] == ","
    for start, end in breaks:
        yield text[end:], text[:start], text[start] == ","


def in_group(text: str, group: str, *, listed: bool = False, depth: int = 0) -> str | None:
    """The code of plain words that stand beside the name of their group: "other" beside "Asian".

    *listed* says that words and name are two items of a list: "White/other" is two answers, "White - other" one.
    """
    local = exact_meaning(text, group)
    if local is not None:
        return None if listed and (local.code or "").endswith("_OTHER") else local.code
    meaning = plain_meaning(text, within=group, depth=depth)
    if meaning is None or meaning.code is None or refines(group, meaning.code) != meaning.code:
        return None
    return meaning.code


def plain_meaning(text: str, *, within: str = "", depth: int = 0) -> Meaning | None:
    """What plain words mean: a list of nations, a shipped label, or the name of a group beside a label of it."""
    if _lists_nations(text, within=within):
        return Meaning("W_BRIT")
    known = exact_meaning(text)
    if known is not None or depth >= _DEEPEST:
        return known
    for name, rest, listed in _readings(text):
        group = exact_meaning(name)
        if group is None or group.code not in _GROUPS:
            continue
        code = in_group(rest, group.code, listed=listed, depth=depth + 1)
        if code is not None:
            return Meaning(code)
    return None


_PARTS = re.compile(r"\s+-\s+|[/,;|:()\[\]]|\bor\b|\bneu\b|\band\b")


def part_meanings(label: str) -> tuple[Meaning | None, ...]:
    """What each part of a normalised label means by itself."""
    parts = filter(None, (plain(part) for part in _PARTS.split(label)))
    return tuple(exact_meaning(part) for part in parts)


def _non_answer(label: str) -> Meaning | None:
    """The meaning of "unknown/not recorded"; "unknown/not stated" mixes two things and must be decided."""
    parts = part_meanings(label)
    codes = tuple(dict.fromkeys(part.code for part in parts if part is not None and part.code is not None))
    all_clear = all(part is not None and part.code is not None for part in parts)
    if not codes or not all_clear or not all(code.startswith("X_") for code in codes):
        return None
    return Meaning(codes[0]) if len(codes) == 1 else Meaning(None, codes)


def label_meaning(label: str) -> Meaning | None:
    """What a normalised label without a code means; None where nothing is known about it."""
    text = plain(label)
    if not text or len(label) > _LONGEST_LABEL:
        return None
    return plain_meaning(text) or _non_answer(label)
