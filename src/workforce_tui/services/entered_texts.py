"""Texts in two languages as somebody enters them: for a return, for the all-Wales update."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.record_parsing import clean_text
from workforce_tui.domain.return_sections import Translation
from workforce_tui.domain.returns import Text
from workforce_tui.i18n import _

LONGEST_TEXT = 20_000
"""The most characters of a text in one language."""
Key = TypeVar("Key", bound=StrEnum)


def text_key(keys: type[Key], key: str) -> Key:
    """The text of a kind that is called *key*.

    Raises:
        WorkforceError: there is none.
    """
    if key not in list(keys):
        raise WorkforceError(
            _("There is no text called {name}.").format(name=key[:40]),
            _("The texts are {codes}.").format(codes=", ".join(keys)),
        )
    return keys(key)


def translation_of(code: str) -> Translation:
    """What a code says of a translation.

    Raises:
        WorkforceError: it says nothing.
    """
    if code not in list(Translation):
        raise WorkforceError(
            _("{name} says nothing about a translation.").format(name=code[:40]),
            _("Choose one of {codes}.").format(codes=", ".join(Translation)),
        )
    return Translation(code)


def long_text(text: str) -> str:
    """A text of several lines, without what cannot be shown.

    Raises:
        WorkforceError: it is too long.
    """
    found = clean_text(text, lines=True)
    if len(found) > LONGEST_TEXT:
        raise WorkforceError(
            _("The text has {number} characters; the most is {most}.").format(number=len(found), most=LONGEST_TEXT),
            _("Shorten it. Nothing was changed."),
        )
    return found


def changed_text(before: Text, english: str | None, welsh: str | None, translation: str | None) -> Text:
    """A text with what was entered; what is None stays as it is, and "" takes a text away.

    Raises:
        WorkforceError: a text is too long, or the code says nothing about a translation.
    """
    return Text(
        before.english if english is None else long_text(english),
        before.welsh if welsh is None else long_text(welsh),
        before.translation if translation is None else translation_of(translation),
    )
