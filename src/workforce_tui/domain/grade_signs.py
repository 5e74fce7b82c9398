"""Signs beside a grade that may name another one: "EO+" may be an EO with an allowance, or everybody from EO up."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from workforce_tui.domain.own_grade_keys import MINUS, own_grade_key
from workforce_tui.reference import rows

_NOTE = re.compile(r"\s*[\[(](?:see )?(?:note|nodyn)?\s*[\d,\s]+[\])]\s*$", re.IGNORECASE)
_SIGN = re.compile(r"[+\u00b1<>\u2264\u2265]|\?(?=\W*$)|(?<=\w)\s+(?:plus|minus)\b", re.IGNORECASE)
_MARK = re.compile(r"^[*\u2020\u2021\u00a7\u00b6#^]+\s*|\s*[*\u2020\u2021\u00a7\u00b6#^]+$")
"""Marks of footnotes. Tables have notes; of one person, a mark beside the grade says something of the grade."""


@lru_cache(maxsize=8192)
def without_sign(raw: str, *, of_groups: bool) -> str | None:
    """A grade's label without the signs that may make another grade of it; None where there is none.

    A sign that stands in a name of the shipped ladders is part of it. *of_groups* says that the label stands in a
    table of numbers of people, where "EO*" is EO with a footnote.

    >>> [without_sign(label, of_groups=True) for label in ("EO+", "Band A-", "HEO plus", "Band - A", "EO*")]
    ['EO', 'Band A', 'HEO', None, None]
    >>> without_sign("EO*", of_groups=False)
    'EO'
    """
    text = unicodedata.normalize("NFKC", _NOTE.sub("", raw)).strip()
    plain = _SIGN.sub(" ", MINUS.sub(" ", text))
    plain = plain if of_groups else _MARK.sub("", plain.strip())
    if plain == text or not any(map(str.isalnum, plain)) or own_grade_key(text) in _shipped():
        return None
    return " ".join(plain.split())


@cache
def _shipped() -> frozenset[str]:
    """The keys, with their signs, of the names and aliases of the shipped ladders that have any sign."""
    names = [row["alias"] for row in rows("grade_aliases")]
    names += [row[column] for row in rows("grades") for column in ("code", "name_en", "name_cy")]
    return frozenset(own_grade_key(name) for name in names if _SIGN.search(name) or MINUS.search(name))
