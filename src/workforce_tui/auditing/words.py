"""The words finished files are read with, in English and Welsh: a vocabulary of the auditor's own."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui import i18n
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_APART = re.compile(r"[^\w%]+")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Text made comparable: one case, no accents, words apart by one space.

    >>> plain("  Nifer STAFF "), plain("share_of known")
    ('nifer staff', 'share of known')
    """
    return " ".join(_APART.sub(" ", without_accents(text.casefold())).replace("_", " ").split())


def without_accents(text: str) -> str:
    """Text whose letters have no accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(character for character in apart if not unicodedata.combining(character))


def _words() -> Iterator[dict[str, str]]:
    text = resources.files(__package__).joinpath("vocabulary.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), strict=True)


@cache
def _vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Each kind of word with its plain spellings and the code they stand for; the first spelling of two wins."""
    found: dict[str, dict[str, str]] = {}
    for row in _words():
        kind = found.setdefault(row["kind"], {})
        for word in (row["code"], *row["en"].split("|"), *row["cy"].split("|")):
            kind.setdefault(plain(word), row["code"])
    return MappingProxyType(
        {kind: MappingProxyType({k: v for k, v in some.items() if k}) for kind, some in found.items()}
    )


def code_of(kind: str, text: str) -> str | None:
    """The code *text* stands for among the words of a kind ("measure", "definition" ...); None for no such word."""
    return _vocabulary()[kind].get(plain(text))


def spellings(kind: str, code: str | None = None) -> tuple[str, ...]:
    """The plain spellings of a kind of word, of one code or all."""
    return tuple(word for word, meant in _vocabulary()[kind].items() if code in (None, meant))


def named(kind: str, code: str) -> str:
    """The first spelling of a code in the language in use, for messages; the code itself where there is none."""
    return _first_spellings(i18n.language()).get((kind, code)) or code


@cache
def _first_spellings(language: str) -> Mapping[tuple[str, str], str]:
    column = "cy" if language == i18n.WELSH else "en"
    return MappingProxyType({(row["kind"], row["code"]): row[column].partition("|")[0] for row in _words()})


@cache
def _names(file: str) -> Mapping[str, str]:
    """The plain codes and names, in both languages, of a reference file; a name that stands for two is left out."""
    meant: dict[str, set[str]] = {}
    for row in rows(file):
        for word in (row["code"], row["name_en"], row["name_cy"]):
            meant.setdefault(plain(word), set()).add(row["code"])
    return MappingProxyType({word: next(iter(codes)) for word, codes in meant.items() if word and len(codes) == 1})


def organisation_code(text: str) -> str | None:
    """The organisation a code or a name stands for."""
    return _names("organisations").get(plain(text))


def group_code(text: str) -> str | None:
    """The ethnic group a code or a name stands for."""
    return _names("ethnic_groups").get(plain(text))


def grade_code(text: str) -> str | None:
    """The grade a code or a name stands for, where only one does."""
    return _names("grades").get(plain(text))


def row_code(dimension: str, text: str) -> str | None:
    """The code of a row of a table with rows by *dimension*, from its label; None for an unknown label."""
    if dimension in ("level", "tier", "worker", "area", "sex"):
        return code_of(dimension, text)
    named = {"organisation": organisation_code, "group": group_code, "grade": grade_code}.get(dimension)
    return named(text) if named else None


def organisation_in(words: str) -> str | None:
    """The organisation that plain words name, the longest name first."""
    names = sorted(_names("organisations").items(), key=lambda item: -len(item[0]))
    return next((code for name, code in names if len(name) > 3 and f" {name} " in f" {words} "), None)


def definition_in(words: str) -> str | None:
    """The definition that plain words name, the longest name first."""
    names = sorted(_vocabulary()["definition"].items(), key=lambda item: -len(item[0]))
    return next((code for name, code in names if f" {name} " in f" {words} "), None)
