"""Notes as readers may see them who are not shown every count: the sentences in which no number but a date stands."""

from __future__ import annotations

import re

_SENTENCES = re.compile(r"(?<=[.;!?])\s+")
_DATES = re.compile(r"\b\d{1,2} [^\W\d_]+ (?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d")


def sentences(note: str) -> list[str]:
    """The sentences of a note, with their ends."""
    return [one for one in _SENTENCES.split(note) if one]


def without_counts(note: str) -> str:
    """A note without the sentences that have a number in them: they may tell what is withheld. Dates may stay.

    What follows a semicolon does not stand without what is before it.
    """
    kept, is_rest = [], False
    for one in sentences(note):
        drops = is_rest or bool(_NUMBER.search(_DATES.sub("", one)))
        is_rest = drops and one.endswith(";")
        kept += [] if drops else [one]
    return " ".join(kept)
