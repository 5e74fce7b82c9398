"""Bars of names with keys: the areas of the app, and the views of an area. Every name stands there in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.geometry import Size

PADDING = 3
"""Cells of a name beside its key and its text: one at each end, and one between the two."""


def flowed(widths: Sequence[int], width: int, last: int = 0) -> tuple[tuple[int, ...], ...]:
    """The places of names of these *widths* in rows of *width* cells; *last* cells stay free at the end of the last."""
    rows: list[list[int]] = [[]]
    used = 0
    for place, wide in enumerate(widths):
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0
        rows[-1].append(place)
        used += wide
    if rows[-1] and used + last > width:
        rows.append([])
    return tuple(map(tuple, rows))


class NameBar(Widget):
    """Names with their keys, in as many rows as they need. A click does what the key does."""

    DEFAULT_CSS = """
    NameBar { height: auto; background: $panel; color: $foreground; }
    """
    NAMES: ClassVar[Mapping[str, str]] = {}
    """The codes with their names in English."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here
        self.drawn: tuple[object, ...] = ()

    def key_of(self, code: str) -> str:
        """The key that goes to *code*."""
        raise NotImplementedError

    def action_of(self, code: str) -> str:
        """The action that goes to *code*."""
        raise NotImplementedError

    def codes(self) -> tuple[str, ...]:
        """The names there are now."""
        return tuple(self.NAMES)

    def said(self) -> Content:
        """What stands at the end of the last row."""
        return Content("")

    def chips(self) -> tuple[tuple[str, str, str], ...]:
        """The code, key and name of each place, in the language in use."""
        return tuple((code, self.key_of(code), _(self.NAMES[code])) for code in self.codes())

    def rows(self, width: int) -> tuple[tuple[int, ...], ...]:
        """The places of the names in each row."""
        return flowed([_wide(key, name) for _code, key, name in self.chips()], width, self.said().cell_length)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the names need."""
        return len(self.rows(width)) if width else 1

    def render(self) -> Content:
        """All names; what is said stands at the right of the last row."""
        chips, width, lines = self.chips(), self.size.width, []
        rows = self.rows(width)
        for number, row in enumerate(rows):
            line = Content("").join(self._chip(*chips[place]) for place in row)
            if number == len(rows) - 1:
                said = self.said()
                line = Content.assemble(line, " " * max(width - line.cell_length - said.cell_length, 0), said)
            lines.append(line)
        return Content("\n").join(lines)

    def _chip(self, code: str, key: str, name: str) -> Content:
        if code == self.here:
            style = "bold $block-cursor-foreground on $block-cursor-background"
            return Content.assemble((f" {key} {name} ", style))
        return Content.assemble((f" {key}", "$muted"), f" {name} ")

    def go(self, here: str) -> None:
        """Let another name stand out."""
        self.here = here
        self.retranslate()

    def retranslate(self) -> None:
        """Draw every name in the language in use, where anything about them has changed."""
        now = (self.here, self.chips(), self.said().plain)
        if now != self.drawn:
            self.drawn = now
            self.refresh(layout=True)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key of the name under the mouse does."""
        rows, chips, start = self.rows(self.size.width), self.chips(), 0
        for place in rows[event.y] if event.y < len(rows) else ():
            start += _wide(*chips[place][1:])
            if event.x < start:
                await self.screen.run_action(self.action_of(chips[place][0]))
                return


def _wide(key: str, name: str) -> int:
    return cell_len(key) + cell_len(name) + PADDING
