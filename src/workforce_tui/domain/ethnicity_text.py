"""The text of an ethnicity label made comparable: case, dashes, footnotes, list order, codes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043\u00ad\ufe58\ufe63\uff0d]")
_QUOTES = re.compile(r"[\u2018\u2019\u201b\u02bc\u0060\u00b4]")
_SPACED_SLASH = re.compile(r"\s*/\s*")
_NOTE = re.compile(r"(?<=[\w)])\s*[\[(](?:foot)?(?:note|n)?s?\s*:?\s*\d{1,2}(?:\s*,\s*\d{1,2})*[\])]$")
_FOOTNOTE_DIGITS = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\)))\s?\d{1,2}(?:\s?,\s?\d{1,2})*$")
_TRAILING_MARKS = re.compile(r"(?<=[\w)])[\s*†‡§.,:;]+$")
_WRAPPING = "'\" "


def _clean_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = _QUOTES.sub("'", _DASHES.sub("-", text))
    if not text.isascii():
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = _SPACED_SLASH.sub("/", " ".join(text.split())).strip(_WRAPPING)
    return _TRAILING_MARKS.sub("", _FOOTNOTE_DIGITS.sub("", _NOTE.sub("", text)))


def normalise(raw: str) -> str:
    """The label in one case, with plain dashes and spaces, and without its footnote marks.

    Codes and group prefixes stay, because they carry meaning. The function is idempotent.

    >>> normalise("  White –  British [note 2] "), normalise("Asian / Asian British3")
    ('white - british', 'asian/asian british')
    """
    text = _clean_once(raw)
    while (cleaner := _clean_once(text)) != text:
        text = cleaner
    return text


_BREAKS = re.compile(r"[-:().\[\]|_\u2022]+")
_ALTERNATIVES = re.compile(r"[/;,]+|\b(?:or|neu)\b")


def plain(normalised: str) -> str:
    """A normalised label as words and commas only: accents off, "&" as "and", "/" and "or" as commas."""
    text = unicodedata.normalize("NFKD", normalised)
    if not text.isascii():
        text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"\s*[&+]\s*", " and ", text).replace("'", "").replace('"', "")
    parts = _ALTERNATIVES.split(_BREAKS.sub(" ", text))
    return ", ".join(filter(None, (" ".join(part.split()) for part in parts)))


def items_of(plain_text: str) -> frozenset[str]:
    """The alternatives a plain label lists, in no order: "Welsh, English" is "English, Welsh"."""
    return frozenset(filter(None, plain_text.split(", ")))


@dataclass(frozen=True, slots=True)
class CodedLabel:
    """A label taken apart: the code in front of or behind the words, and the words."""

    code: str
    label: str


_CODE = r"[wmabo]\d|ns"
_CODE_ALONE = re.compile(rf"[\[(]?({_CODE})[\])]?")
_CODE_FIRST = re.compile(rf"[\[(]?({_CODE})[\])]?(?:\s*[-:.,=/|)]\s*|\s+)(\S.*)")
_CODE_LAST = re.compile(rf"(.*\S)(?:\s*[-:,=/|]\s*|\s+|(?=[\[(]))[\[(]?({_CODE})[\])]?")
_LETTER_FIRST = re.compile(r"([a-z])(?:\s+-\s+|\s*[:.)]\s*)(\S.*)")


def take_apart(normalised: str) -> CodedLabel:
    """The code and the words of a normalised label; "" for the one that is missing.

    Codes are those of police self-defined ethnicity ("w1", "ns"), alone or beside words, and the single letters
    of older systems ("a - white british") only where words follow.
    """
    if match := _CODE_ALONE.fullmatch(normalised):
        return CodedLabel(match[1], "")
    if match := _CODE_FIRST.fullmatch(normalised):
        return CodedLabel(match[1], match[2])
    if match := _CODE_LAST.fullmatch(normalised):
        return CodedLabel(match[2], match[1])
    if match := _LETTER_FIRST.fullmatch(normalised):
        return CodedLabel(match[1], match[2])
    return CodedLabel("", normalised)
