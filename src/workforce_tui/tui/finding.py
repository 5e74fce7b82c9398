"""Finding a line in whatever list is in front of somebody: the same key everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.content import Content
from textual.widgets import OptionList

from workforce_tui.tui.dialogs.picker import Choice
from workforce_tui.tui.safe import option_words
from workforce_tui.tui.widgets.bars import BarRows
from workforce_tui.tui.widgets.fitted_table import FittedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen
    from textual.widget import Widget

LISTS = (FittedTable, BarRows, OptionList)


@dataclass(frozen=True, slots=True)
class Found:
    """A list on the screen with its lines."""

    widget: Widget
    lines: tuple[str, ...]

    def choices(self) -> list[Choice]:
        """The lines to choose from; those that say nothing are left out."""
        return [Choice(str(place), line) for place, line in enumerate(self.lines) if line]

    def go(self, place: int) -> None:
        """Stand on a line."""
        if isinstance(self.widget, FittedTable):
            self.widget.move_cursor(row=place)
        elif isinstance(self.widget, BarRows):
            self.widget.cursor = place
        elif isinstance(self.widget, OptionList):
            self.widget.highlighted = place
        self.widget.focus()


def list_in_front(screen: Screen[Any]) -> Found | None:
    """The list that has the focus, else the first that is seen; None where there is none with lines."""
    for one in _candidates(screen):
        lines = tuple(_lines(one))
        if lines:
            return Found(one, lines)
    return None


def _candidates(screen: Screen[Any]) -> Iterator[Widget]:
    if isinstance(screen.focused, LISTS):
        yield screen.focused
    for kind in LISTS:
        yield from (one for one in screen.query(kind) if _is_seen(one) and one.focusable)


def _is_seen(widget: Widget) -> bool:
    return all(one.display for one in widget.ancestors_with_self) and bool(widget.size.height)


def _lines(widget: Widget) -> Iterator[str]:
    if isinstance(widget, FittedTable):
        yield from (_plain(line) for line in widget.lines())
    elif isinstance(widget, BarRows):
        yield from (line.label for line in widget.lines)
    elif isinstance(widget, OptionList):
        yield from ("" if one.disabled else _plain(option_words(one)) for one in widget.options)


def _plain(text: object) -> str:
    said = text.plain if isinstance(text, Text | Content) else str(text)
    return " ".join(said.split())
