"""The key under which a label is looked up: what stays when case, spacing and punctuation are taken away."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

_Member = TypeVar("_Member", bound=StrEnum)

_BETWEEN_NUMBERS = re.compile(r"(?<=\d)[\W_]+(?=\d)")


@lru_cache(maxsize=8192)
def label_key(raw: str) -> str:
    """The letters and digits of *raw*, in one case and without accents; "&" counts as "and".

    >>> label_key("  Dyfed–Powys "), label_key("D.C.I."), label_key("Gwynedd & Ynys Môn")
    ('dyfedpowys', 'dci', 'gwyneddandynysmon')
    """
    text = unicodedata.normalize("NFKD", raw.replace("&", " and "))
    return "".join(character for character in text.casefold() if character.isalnum())


def keys_of_labels(labels: Mapping[_Member, str]) -> dict[str, _Member]:
    """What each label stands for, by its key; the labels of one member are in one text, with commas."""
    return {label_key(label): member for member, text in labels.items() for label in text.split(",")}


@lru_cache(maxsize=8192)
def grade_key(raw: str) -> str:
    """As `label_key`, but numbers that stand apart stay apart: "Band 1-2" is not Band 12.

    >>> grade_key("Band 1/2"), grade_key("Band 1 – 2"), grade_key("Band 12")
    ('band1-2', 'band1-2', 'band12')
    """
    return "-".join(map(label_key, _BETWEEN_NUMBERS.split(raw.replace("&", " and "))))
