"""Messages in English and Welsh, through gettext.

`_` translates at the moment of drawing; `N_` only marks a string for the catalogue (class-level and
module-level texts). Nothing here is called at import time, so the language can change while the app runs.
"""

from __future__ import annotations

import gettext
import os
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = "en"
WELSH = "cy"
LANGUAGES = (ENGLISH, WELSH)
DOMAIN = "workforce_tui"
LOCALE_DIR = Path(__file__).parent / "locale"


class _State:
    language = ENGLISH
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    on_screens = False


_spoken: ContextVar[tuple[str, gettext.NullTranslations] | None] = ContextVar("spoken", default=None)
"""The language of what one thread writes, where that is not the language of the screens."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use *language* within the block, in this thread only: a Welsh file is written while the screens are English."""
    token = _spoken.set((language, _catalogue_of(language)) if language in LANGUAGES else None)
    try:
        yield
    finally:
        _spoken.reset(token)


def _catalogue_of(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE_DIR, [language], fallback=True)


def _catalogue() -> gettext.NullTranslations:
    spoken = _spoken.get()
    return _State.catalogue if spoken is None else spoken[1]


def set_language(language: str) -> None:
    """Use *language* ("en" or "cy") for every later message; anything else means English."""
    _State.language = language if language in LANGUAGES else ENGLISH
    _State.catalogue = _catalogue_of(_State.language)


def language() -> str:
    """The language in use: "en" or "cy"."""
    spoken = _spoken.get()
    return _State.language if spoken is None else spoken[0]


def language_from_environment() -> str:
    """WORKFORCE_TUI_LANGUAGE where set, else Welsh for a Welsh locale, else English."""
    wanted = os.environ.get("WORKFORCE_TUI_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return WELSH if wanted.lower().startswith(WELSH) else ENGLISH


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue().gettext(message)


def on_screens(shown: bool) -> None:
    """Say from now on what is read on screens, or on the command line."""
    _State.on_screens = shown


def by_option(option: str) -> str:
    """How the command line is told what a hint asks for, in brackets; "" on screens, which have a field for it."""
    return "" if _State.on_screens else f" ({option})"


def in_every_language(message: str) -> tuple[str, ...]:
    """The message in English and in Welsh, whichever language is in use."""
    welsh = gettext.translation(DOMAIN, LOCALE_DIR, [WELSH], fallback=True)
    return tuple(dict.fromkeys((message, welsh.gettext(message))))


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message form for *count* in the language in use (Welsh has up to six)."""
    return _catalogue().ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark *message* for the catalogue without translating it yet."""
    return message
