"""Columns headed by a group and a sex in one text: "White Male", "White - F", "Menywod Gwyn", "Constable (Female)".

Such a text is taken apart, as if the group stood in a header row over the sexes. One letter may be the code of an
ethnic group ("B - Black", "Mixed (M)"): it is a sex only where the same group is beside it with the other letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import Sex, recognise_sex
from workforce_tui.importing.known import is_ethnicity, is_grade
from workforce_tui.importing.values import is_percentage, is_total, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LONGEST = 120
_AFTER = re.compile(r"(?P<group>.+?)[\s\-–—/:,|(\[]+(?P<word>sub-?\s?total|is-gyfanswm|[^\W\d_]+)[)\]]?", re.I)
_BEFORE = re.compile(r"[(\[]?(?P<word>[^\W\d_]+)[)\]]?[\s\-–—/:,|]+(?P<group>.+)")
_BOTH_SEXES = frozenset({"persons", "people", "both", "pobl"})
_OTHER_LETTER = {"m": "f", "f": "m", "g": "b", "b": "g"}


@dataclass(frozen=True, slots=True)
class _Split:
    group: str
    word: str
    sex: Sex | None
    """None for a total of both."""


def sexes_apart(columns: Sequence[tuple[str, ...]], is_group: Callable[[str], object]) -> tuple[tuple[str, ...], ...]:
    """The header texts of each column, a group and a sex in one of them taken apart.

    *is_group* tells an ethnic group or a grade. Nothing is changed unless there are both women and men.
    """
    found = {part: split for parts in columns for part in parts if (split := _split(part)) is not None}
    pairs = {(label_key(split.group), label_key(split.word)) for split in found.values()}
    found = {part: split for part, split in found.items() if _is_sure(split, pairs)}
    divided = [split for split in found.values() if split.sex and is_group(split.group)]
    if {split.sex for split in divided} != {Sex.FEMALE, Sex.MALE}:
        return tuple(columns)
    groups = {label_key(split.group) for split in divided}
    kept = {
        part: split
        for part, split in found.items()
        if label_key(split.group) in groups or (split.sex and is_total(split.group))
    }
    return tuple(tuple(_texts(parts, kept)) for parts in columns)


def sexes_of_labels(labels: Iterable[str], is_group: Callable[[str], object]) -> dict[str, tuple[str, ...]]:
    """The labels of rows that name a group (or grade) and a sex in one, taken apart in the same way."""
    different = list(dict.fromkeys(labels))
    apart = sexes_apart([(label,) for label in different], is_group)
    return {label: parts for label, parts in zip(different, apart, strict=True) if len(parts) > 1}


def _texts(parts: Iterable[str], kept: dict[str, _Split]) -> Iterable[str]:
    for part in parts:
        yield from (kept[part].group, kept[part].word) if part in kept else (part,)


@lru_cache(maxsize=4096)
def _split(text: str) -> _Split | None:
    """A header taken apart; None where it is known as it is, or names no sex at its beginning or end."""
    if not text or len(text) > _LONGEST:
        return None
    split = _sex_and_rest(text.strip())
    # What nearly every text is spared takes longest.
    return None if split is None or is_percentage(text) or is_ethnicity(text) or is_grade(text) else split


def _sex_and_rest(text: str) -> _Split | None:
    matches = [found for pattern in (_AFTER, _BEFORE) if (found := pattern.fullmatch(text))]
    for found in matches:
        if (sex := recognise_sex(found["word"])) in (Sex.FEMALE, Sex.MALE):
            return _Split(found["group"].strip(), found["word"], sex)
    for found in matches:
        if _is_all(found["word"]):
            return _Split(found["group"].strip(), found["word"], None)
    return None


def _is_sure(split: _Split, pairs: set[tuple[str, str]]) -> bool:
    letter = label_key(split.word)
    return len(letter) > 1 or (label_key(split.group), _OTHER_LETTER.get(letter, "")) in pairs


def sex_of_total(label: str) -> Sex | None:
    """The sex of which a label is the total: "Total female", "All men"; None for any other label."""
    split = _split(label)
    return split.sex if split is not None and is_total(split.group) else None


def whole_of(label: str) -> str:
    """The group or grade that a label says it is all of: "White" for "All White" or "White (all)"; "" for any other."""
    found = (pattern.fullmatch(label.strip()) for pattern in (_AFTER, _BEFORE) if len(label) <= _LONGEST)
    wholes = (each["group"].strip() for each in found if each and _is_all(each["word"]))
    return next(wholes, "")


def _is_all(word: str) -> bool:
    return is_total(word) or tidy(word) in _BOTH_SEXES
