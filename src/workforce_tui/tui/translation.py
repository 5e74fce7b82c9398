"""Bindings and fixed texts in the language in use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Button, Static

from workforce_tui.i18n import _

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.dom import DOMNode
    from textual.screen import Screen


Said = str | Callable[[], str]
"""A text of a window: a message to translate, or what makes it anew in the language in use."""


def said(text: Said) -> str:
    """The text in the language in use; one that is no message as it is."""
    return text() if callable(text) else _translate(text)


async def speak_again(window: Screen[object]) -> None:
    """Draw an open window again in the language in use; typed text, choices and the focus stay as they are.

    A window with more than fixed texts has a method `retranslate` for the rest.
    """
    retranslate_all(window)
    window.refresh_bindings()
    again = getattr(window, "retranslate", None)
    if again is not None:
        await again()


def translated(bindings: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """*bindings* with their descriptions in the language in use; they are written in English in the classes."""
    return {
        key: active._replace(
            binding=replace(active.binding, description=_translate(active.binding.description)),
            tooltip=_translate(active.tooltip),
        )
        for key, active in bindings.items()
    }


def _translate(text: str) -> str:
    # gettext answers "" with the header of the catalogue.
    return _(text) if text else ""


class Words(Static):
    """A fixed text of the app, given in English and drawn in the language in use."""

    def __init__(self, msgid: str, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(Content(_translate(msgid)), id=id, classes=classes, markup=False)
        self.msgid = msgid

    def retranslate(self) -> None:
        """Draw the text again in the language in use."""
        self.update(Content(_translate(self.msgid)))


class WordButton(Button):
    """A button whose label is a fixed text of the app."""

    def __init__(self, msgid: str, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(Content(_translate(msgid)), id=id, classes=classes)
        self.msgid = msgid

    def retranslate(self) -> None:
        """Draw the label again in the language in use."""
        self.label = Content(_translate(self.msgid))
        self.refresh(layout=True)


def retranslate_all(node: DOMNode) -> None:
    """Draw every fixed text under *node* again; typed text and focus stay as they are."""
    for words in node.query(Words):
        words.retranslate()
    for button in node.query(WordButton):
        button.retranslate()
