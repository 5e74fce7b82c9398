"""The key of an organisation's own grade: its letters and digits, and every sign that is no separator."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from workforce_tui.domain.label_keys import grade_key

_DASH = r"[-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]"
MINUS = re.compile(
    rf"(?:^|(?<!\d\s)(?<=[\s([{{/])){_DASH}(?=\d)"  # before a number: "Level -1"
    rf"|(?<=\w){_DASH}(?=\s*(?:$|[)\]}}/,;]))"  # after a grade: "A-"
)
"""A dash that separates nothing."""
_SEPARATORS = frozenset("&.,:;/\\|\"'`\u00b7\u2022\u2044") | frozenset(map(chr, (0x2043, 0x2212)))
_SEPARATING = frozenset({"Pd", "Pc", "Ps", "Pe", "Pi", "Pf"})
"""Unicode categories of dashes, low lines, brackets and quotation marks."""
_WORDS = {"+": "plus"}


@lru_cache(maxsize=8192)
def own_grade_key(raw: str) -> str:
    """As `grade_key`, but "Band A+" is not "Band A": what is neither letter, digit nor separator stays in the key.

    A label that has no letter or digit is known by its signs alone, separators too; only nothing has no key.

    >>> own_grade_key("Band – A."), own_grade_key("Band A+"), own_grade_key("Band A-"), own_grade_key("${x}")
    ('banda', 'bandaplus', 'bandaminus', 'u0024-x')
    """
    if not any(map(str.isalnum, raw)):
        return "-".join(map(_point, "".join(raw.split())))
    key, start = "", 0
    text = unicodedata.normalize("NFKC", MINUS.sub(lambda found: "minus", raw))
    for place, sign in enumerate(text):
        if not _is_sign(sign):
            continue
        key += grade_key(text[start:place]) + _WORDS.get(sign, f"-{_point(sign)}-")
        start = place + 1
    return re.sub("-+", "-", key + grade_key(text[start:])).strip("-")


def _point(sign: str) -> str:
    return f"u{ord(sign):04x}"


def _is_sign(character: str) -> bool:
    """Whether a character tells labels apart; spaces, accents and invisible characters do not."""
    category = unicodedata.category(character)
    if character in _SEPARATORS or category in _SEPARATING:
        return False
    return category[0] in "PS"
