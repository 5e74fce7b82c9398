"""Numbers in words: titles, notes, alternative texts, labels of charts, names of files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from workforce_tui.auditing.statements import Leak
from workforce_tui.auditing.values import month_words
from workforce_tui.auditing.words import code_of, plain, spellings, without_accents

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from workforce_tui.auditing.documents import Words

_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(\s?%)?(?![\w])(?!\.\d)")
_DATE = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b(?:19|20)\d{2}(?:[-/\u2013]\d{2,4})?\b|\bv?\d+\.\d+\.\d+\b|\b[0-9a-f]{16,}\b"
    r"|\b(?:Version|Fersiwn):? \d+(?=;|$)"  # of the version of a return among the facts of its cover
)
_NOTE = re.compile(r"\[\s*(?:note|nodyn)\s*\d+\s*\]|https?://\S+|#\d+|\b(?:interval|cyfwng) 95%(?!\w)", re.IGNORECASE)
_LONG_NAME = re.compile(r"[_\W]+")


MOST_KEPT = 8192
"""Texts remembered: the formats of an edition say the same."""
LONG_ENOUGH = 5
"""Letters of a name from which on words that start with it (plurals, mutations at the end) name it too."""


def numbers_in(text: str) -> bool:
    """Whether a text holds any digit."""
    return any(character.isdigit() for character in text)


@cache
def _harmless() -> tuple[re.Pattern[str], ...]:
    """Numbers with words before or after them that make them no figure: "fewer than 5", "Table 3", "95% interval"."""
    before = "|".join(sorted(map(re.escape, spellings("before")), key=len, reverse=True))
    after = "|".join(sorted(map(re.escape, spellings("after")), key=len, reverse=True))
    months = "|".join(sorted(month_words(), key=len, reverse=True))
    return (
        re.compile(rf"\b(?:{before})\s*\d+(?:\.\d+)?%?(?:\s*(?:to|i|and|a|or|neu|,)\s*\d+)*", re.IGNORECASE),
        re.compile(rf"\d+(?:\.\d+)?%?\s*(?:{after})\b", re.IGNORECASE),
        re.compile(rf"\b\d{{1,2}}\s+(?:{months})\b|\b(?:{months})\s+\d{{1,2}}\b", re.IGNORECASE),
    )


@cache
def _people() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, spellings("people")), key=len, reverse=True))
    return re.compile(rf"\s*(?:o\s+)?(?:{words})\b", re.IGNORECASE)


def plain_number(shown: str) -> str:
    """A number without separators, sign of percent and zeros that add nothing, so that 1,230 is 1230 and 4.0% is 4."""
    bare = shown.replace(",", "").removesuffix("%").strip()
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


@lru_cache(MOST_KEPT)
def loose_numbers(text: str) -> tuple[tuple[str, bool], ...]:
    """The numbers of a text that may be figures, and whether what is beside them says that they are."""
    bare = _DATE.sub(" ", _NOTE.sub(" ", text))
    for pattern in _harmless():
        bare = pattern.sub(" ", bare)
    return tuple(
        (match[1] + ("%" if match[2] else ""), bool(match[2]) or _people().match(bare, match.end()) is not None)
        for match in _NUMBER.finditer(bare)
    )


@cache
def _cues() -> tuple[re.Pattern[str], ...]:
    """What makes a number in running text one of some people, though no word of people follows it."""
    of = "|".join(sorted(map(re.escape, spellings("of")), key=len, reverse=True))
    words = "|".join(sorted((one for one in spellings("few") if not one.isdigit()), key=len, reverse=True))
    people = "|".join(sorted(map(re.escape, spellings("people")), key=len, reverse=True))
    number = r"(\d{1,3}(?:,\d{3})+|\d+)(?![\d.,]*[\d%])"
    return (
        re.compile(rf"(?<!\w)n\s*=\s*{number}", re.IGNORECASE),
        re.compile(rf"(?<=\w \(){number}(?=\))"),
        re.compile(rf"(?<![\w.,]){number}\s+(?:{of})\s+\d[\d,]*(?!\s?%)\b", re.IGNORECASE),
        re.compile(rf"(?<!\w)({words})\s+(?:[^\W\d]+\s+){{0,2}}?(?:{people})(?!\w)", re.IGNORECASE),
    )


@cache
def _of_the_file() -> re.Pattern[str]:
    """How many figures of a file are withheld, of how many: no people."""
    words = "|".join(sorted(map(re.escape, spellings("withheld")), key=len, reverse=True))
    return re.compile(rf"\b(?:{words}):?\s*[\d,]+(?:\s+(?:of|o)\s+[\d,]+)?", re.IGNORECASE)


@lru_cache(MOST_KEPT)
def cued_numbers(text: str) -> tuple[str, ...]:
    """The numbers of a text that are of some people by what stands round them: "n = 3", "(3)", "3 of 12", "three
    people"."""
    bare = _DATE.sub(" # ", _NOTE.sub(" # ", without_accents(text)))
    for pattern in (_of_the_file(), *_harmless()):
        bare = pattern.sub(" # ", bare)
    found = (match[1] for pattern in _cues() for match in pattern.finditer(bare))
    return tuple(code_of("few", one) or plain_number(one) for one in found)


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader may know: the numbers tables show, the plain names of rows, groups and places with withheld
    figures, the labels of rows that have numbers in them, and what repeats a table that a network states of itself.

    `counts` are the numbers that are shown as other than percentages: 7 people are not told by 7%.
    """

    published: Collection[str]
    hidden: Collection[str]
    labels: Sequence[str] = ()
    stated: re.Pattern[str] | None = None
    counts: Collection[str] | None = None

    def tells(self, number: str, *, people: bool) -> bool:
        """Whether a table shows a number, of people where it is one of people."""
        counted = people and not number.endswith("%") and self.counts is not None
        return plain_number(number) in (self.counts if counted and self.counts is not None else self.published)


def leaks_in(words: Iterable[Words], known: Known) -> Iterator[Leak]:
    """The numbers in words that no table publishes and that are, or stand beside the name of, a withheld figure."""
    labels = "|".join(map(re.escape, sorted(known.labels, key=len, reverse=True)))
    label = re.compile(rf"(?<!\w)(?:{labels})(?!\w)", re.IGNORECASE) if labels else None
    for one in words:
        whole = one.text if known.stated is None else known.stated.sub(" ", one.text)
        text = whole if label is None else label.sub(" ", whole)
        said = f" {plain(whole)} "
        named = any((f" {name}" if len(name) >= LONG_ENOUGH else f" {name} ") in said for name in known.hidden)
        numbers = dict.fromkeys(
            number
            for number, people in loose_numbers(text)
            if (people or named) and not known.tells(number, people=people)
        )
        if numbers:
            yield Leak(one.where, one.text.strip()[:160], "words", one.text, tuple(numbers))


def leaks_in_name(name: str, known: Known) -> Iterator[Leak]:
    """The same for the name of a file, whose words are apart by dashes and underscores."""
    from workforce_tui.auditing.documents import Words

    dotted = re.sub(r"(?<=\d)\.(?=\d)", "\u00b7", name.rpartition(".")[0] or name)
    spaced = _LONG_NAME.sub(" ", re.sub(r"(\d{4})-(\d{2})-(\d{2})", " ", dotted).replace("\u00b7", "."))
    spaced = re.sub(r"(\d+(?:\.\d+)?)\s*(?:pc|pct|percent)\b", r"\1%", re.sub(r"(?<=\d) (?=\d)", ".", spaced))
    yield from leaks_in([Words(name, spaced)], known)
