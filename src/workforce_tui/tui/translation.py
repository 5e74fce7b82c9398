"""Bindings and fixed texts in the language in use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Button, Static

from workforce_tui.i18n import _

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.dom import DOMNode


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
