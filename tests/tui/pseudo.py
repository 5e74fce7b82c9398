"""A language nobody speaks: every translated letter becomes another one, so that what stays is not translated."""

from __future__ import annotations

import gettext
import re
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
CYRILLIC = "".join(chr(0x430 + n) for n in range(26)) + "".join(chr(0x410 + n) for n in range(26))
TABLE = str.maketrans(string.ascii_lowercase + string.ascii_uppercase, CYRILLIC)
"""Letters of the same width with capitals of their own: nothing is cut or wrapped otherwise than in English."""


class Pseudo(gettext.NullTranslations):
    """A catalogue that has every message, its placeholders as they were."""

    def gettext(self, message: str) -> str:
        return "".join(part if part.startswith("{") else part.translate(TABLE) for part in PLACEHOLDER.split(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def untranslated(text: str, allowed: Collection[str]) -> list[str]:
    """The words of two Latin letters and more that are neither translated nor *allowed*, in their order."""
    return [word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in allowed]
