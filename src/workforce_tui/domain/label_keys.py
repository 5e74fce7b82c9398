"""The key under which a label is looked up: what stays when case, spacing and punctuation are taken away."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def label_key(raw: str) -> str:
    """The letters and digits of *raw*, in one case and without accents; "&" counts as "and".

    >>> label_key("  Dyfed–Powys "), label_key("D.C.I."), label_key("Gwynedd & Ynys Môn")
    ('dyfedpowys', 'dci', 'gwyneddandynysmon')
    """
    text = unicodedata.normalize("NFKD", raw.replace("&", " and "))
    return "".join(character for character in text.casefold() if character.isalnum())
