"""A small window to type one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from workforce_tui.i18n import N_
from workforce_tui.tui.safe import safe_text, typed_line
from workforce_tui.tui.translation import Said, said
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextEntry(Window["str | None"]):
    """Answers with the line typed, or None when the window is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Save")),
        Binding("escape", "close", N_("Close without saving")),
    ]

    def __init__(self, title: Said, about: Said, value: str) -> None:
        super().__init__()
        self.heading, self.about, self.value = title, about, value

    def compose(self) -> ComposeResult:
        """What it is, over the line."""
        with Vertical(classes="window", id="text-entry") as window:
            window.border_title = safe_text(said(self.heading))
            yield Static(safe_text(said(self.about)), id="text-about", markup=False)
            yield Input(typed_line(self.value), id="text-line", compact=True)
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Name the window again; what was typed stays."""
        self.query_one("#text-entry", Vertical).border_title = safe_text(said(self.heading))
        self.query_one("#text-about", Static).update(safe_text(said(self.about)))

    def on_mount(self) -> None:
        """Stand in the line."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Answer with what was typed."""
        self.dismiss(self.query_one(Input).value.strip())

    def action_close(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
