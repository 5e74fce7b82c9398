"""Text from outside, made safe to draw: shown as written, never read as markup or as a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.text import Text
from textual.content import Content

if TYPE_CHECKING:
    from textual.widgets.option_list import Option

LONGEST = 240
"""Longer texts are cut: a cell of a spreadsheet may hold 32,767 characters."""
WHY = 900
"""What went wrong and what to do are cut only where they are longer than this: half a sentence helps nobody."""


def plain(value: object, longest: int = LONGEST) -> str:
    """*value* on one line, with every control character as a space, and cut to a length a screen can draw."""
    text = "" if value is None else str(value)
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(c if c.isprintable() else " " for c in cut)


def typed_text(value: str) -> str:
    """*value* for an input: as it is but for control characters, of which line breaks are none."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in value)


def typed_line(value: str) -> str:
    """As `typed_text`, on one line."""
    return typed_text(value).replace("\n", " ")


def safe_text(value: object, style: str = "") -> Content:
    """*value* for a label, button, title, option or notification."""
    return Content.assemble((plain(value), style)) if style else Content(plain(value))


def safe_cell(value: object, justify: Literal["left", "right"] = "left", style: str = "") -> Text:
    """*value* for a cell or a header of a data table."""
    return Text(plain(value), style=style, justify=justify, no_wrap=True)


def option_words(option: Option) -> object:
    """What a line of a list says; of a file, which is drawn as a table of its own, the name."""
    file = getattr(option, "location", None)
    return (file.name or str(file)) if isinstance(file, Path) else option.prompt
