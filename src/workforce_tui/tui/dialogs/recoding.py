"""What a changed decision would move, before it is agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workforce_tui.i18n import N_, _
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.safe import plain
from workforce_tui.tui.translation import WordButton, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

MOST_LINES = 400


class RecodingPreview(Confirm):
    """A question under everything that would move."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(N_("What would change"), "", yes=N_("Change it"))
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """The lines over the answers."""
        with Vertical(classes="window", id="recoding") as window:
            window.border_title = Content(said(self.heading))
            with VerticalScroll(id="recoding-lines"):
                yield Static(self._text(), markup=False)
            with Horizontal(classes="buttons"):
                yield WordButton(self.no, id="no")
                yield WordButton(self.yes, id="yes")

    def _text(self) -> Content:
        shown = [self._line(line) for line in self.lines[:MOST_LINES]]
        left = len(self.lines) - MOST_LINES
        if left > 0:
            shown.append(Content(_("Lines not shown here: {number}").format(number=left)))
        return Content("\n").join(shown)

    def _line(self, line: str) -> Content:
        indented = line.startswith("  ")
        return Content(f"  {plain(line.strip())}") if indented else Content.assemble((plain(line), "bold"))
