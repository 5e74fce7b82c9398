"""A window that shows what would be done, line by line, and asks whether to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workforce_tui.i18n import N_
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.safe import plain, safe_text
from workforce_tui.tui.translation import Said, WordButton, said
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

LONGEST = 600


class LinesConfirm(Confirm):
    """The lines over the two answers; arrows scroll, the safe answer has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", N_("Up"), show=False),
        Binding("down", "scroll(1)", N_("Down"), show=False),
    ]

    def __init__(self, title: Said, lines: Sequence[str], *, yes: str, no: str = N_("Cancel")) -> None:
        super().__init__(title, "", yes=yes, no=no)
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """The lines over the answers."""
        with Vertical(classes="window", id="lines-confirm") as window:
            window.border_title = safe_text(said(self.heading))
            with VerticalScroll(id="lines-scroll", can_focus=False):
                text = "\n".join(plain(line, LONGEST) for line in self.lines)
                yield Static(Content(text), id="lines-text", markup=False)
            with Horizontal(classes="buttons"):
                yield WordButton(self.no, id="no")
                yield WordButton(self.yes, id="yes")
        yield KeyLine(show_command_palette=False)

    def action_scroll(self, by: int) -> None:
        """Move through the lines."""
        self.query_one("#lines-scroll", VerticalScroll).scroll_relative(y=by, animate=False)


class LinesWindow(LinesConfirm):
    """Lines to read; escape or enter closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,n", "answer(False)", N_("Close"))]

    def __init__(self, title: Said, lines: Sequence[str]) -> None:
        super().__init__(title, lines, yes="", no=N_("Close"))

    def on_mount(self) -> None:
        """There is one answer."""
        self.query_one("#yes").display = False
        self.query_one("#no").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to agree to."""
        return action != "answer" or not parameters[0]
