"""A window that asks before something is undone, deleted or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import safe_text
from workforce_tui.tui.translation import Said, WordButton, said
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App, ComposeResult


class Confirm(Window[bool]):
    """A question with two answers; the safe one has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", N_("No")),
        Binding("y", "answer(True)", N_("Yes")),
        Binding("left,up", "app.focus_previous", N_("Previous"), show=False),
        Binding("right,down", "app.focus_next", N_("Next"), show=False),
    ]

    def __init__(self, title: Said, question: Said, *, yes: str, no: str = N_("Cancel")) -> None:
        super().__init__()
        self.heading, self.question, self.yes, self.no = title, question, yes, no

    def compose(self) -> ComposeResult:
        """The question over its answers."""
        with Vertical(classes="window", id="confirm") as window:
            window.border_title = safe_text(said(self.heading))
            yield Static(safe_text(said(self.question)), id="question", markup=False)
            with Horizontal(classes="buttons"):
                yield WordButton(self.no, id="no")
                yield WordButton(self.yes, id="yes")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Stand on the answer that changes nothing."""
        self.query_one("#no").focus()

    async def retranslate(self) -> None:
        """Ask again."""
        self.query_one(".window", Vertical).border_title = safe_text(said(self.heading))
        for question in self.query("#question").results(Static):
            question.update(safe_text(said(self.question)))

    @on(Button.Pressed)
    def answer_pressed(self, event: Button.Pressed) -> None:
        """Answer with the pressed button."""
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer with a key."""
        self.dismiss(yes)


def give_up_or_ask(app: App[Any], give_up: Callable[[bool | None], None], *, is_typed: bool) -> None:
    """Give up at once, or, where something was typed, with the answer of somebody who was asked."""
    if is_typed:
        question = _("What you typed is not saved. Give it up?")
        app.push_screen(Confirm(_("Not saved"), question, yes=N_("Give it up"), no=N_("Go on typing")), give_up)
    else:
        give_up(True)
